"""A mass meeting: two thousand come in by their phones and vote, fifty at a time.

Each loads the page before sending it, as people do. Who comes in is answered with the
agenda, from which it is one tap to the vote. The yardstick is what two of the requests,
coming in and an open vote, send to the database, replayed by pgbench.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from bench.clients import CLIENTS, Signed, rate
from bench.figures import Beside, Row, in_turn
from bench.ground import HALL, address
from bench.hall import PEOPLE, Full, called, fill, many_voted
from bench.recording import Statement, count, recorded
from bench.replay import Key, Script, script
from bench.serving import pages, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yuanluo.assembly.models import Ballot, Meeting

CONNECTIONS = 50
SECONDS_MOST = 60.0
LEAST = 0.15
#: What each client does in a round of ours, and of pgbench.
EACH = 30
VOTES, STATEMENTS_MOST = 10_000, 5
#: A page that was made, and one that sends on.
EXPECTED = frozenset({200, 302})


def rows() -> list[Row]:
    """Hold the meeting, and look at the result of a large vote."""
    full = fill()
    words, told = pages({"DATABASE_URL": address(HALL)})
    with serving(words, dict(told)) as served:
        whole = _mass(full, served.port)
        ratios = _ratios(full, served.port)
    return [whole, *ratios, *_large(full)]


def _coming(meeting: Meeting, *, looks: bool = True) -> Callable[[Signed], list[bytes]]:
    path = f"/come/{meeting.code}"

    def asks(who: Signed) -> list[bytes]:
        sent = who.sends(path, {"request_id": str(uuid4())})
        return [who.asks(path), sent] if looks else [sent]

    return asks


def _voting(ballot: Ballot, *, looks: bool = True) -> Callable[[Signed], list[bytes]]:
    path = f"/vote/{ballot.pk}"

    def asks(who: Signed) -> list[bytes]:
        told = {"request_id": str(uuid4()), "receipt": uuid4().hex, "choice": "yes"}
        sent = who.sends(path, told)
        return [who.asks(path), sent] if looks else [sent]

    return asks


def _everybody(
    port: int, people: tuple[Signed, ...], asks: Callable[[Signed], list[bytes]]
) -> float:
    """Let people ask from fifty connections; give the seconds it took."""

    def line(nth: int) -> Iterator[bytes]:
        for who in people[nth::CONNECTIONS]:
            yield from asks(who)

    begun = time.perf_counter()
    rate(port, [line(n) for n in range(CONNECTIONS)], 10 * SECONDS_MOST, EXPECTED)
    return time.perf_counter() - begun


def _mass(full: Full, port: int) -> Row:
    """Let everybody come and vote, once openly and once secretly."""
    from yuanluo.assembly.actions.closing import close
    from yuanluo.assembly.actions.voting import put
    from yuanluo.assembly.models import Attendance, Ballot

    meeting, (open_, secret) = called(full, 2)
    # A server that has answered before: its first pages load what draws them.
    _everybody(port, full.signed[:CONNECTIONS], lambda who: [who.asks("/meetings")])
    came = _everybody(port, full.signed, _coming(meeting))
    assert Attendance.objects.filter(meeting=meeting).count() == PEOPLE
    took = {}
    for way, ballot in (("open", open_), ("secret", secret)):
        put(ballot.pk, way, full.hall.by("chair", full.now))
        took[way] = _everybody(port, full.signed, _voting(ballot))
        close(ballot.pk, full.hall.by("chair", full.now))
        certificate = Ballot.objects.get(pk=ballot.pk).certificate
        assert certificate is not None, way
        assert certificate["count"]["yes"] == PEOPLE, certificate["count"]
    most = came + max(took.values())
    return Row(
        f"mass meeting: {PEOPLE:,} come in and vote, {CONNECTIONS} connections",
        f"{most:.1f} s",
        f"in {came:.1f}, open {took['open']:.1f}, secret {took['secret']:.1f} s",
        asked=f"<= {SECONDS_MOST:.0f} s",
        held=most <= SECONDS_MOST,
    )


def _ratios(full: Full, port: int) -> list[Row]:
    """Measure coming in and an open vote beside their own statements."""
    from yuanluo.assembly.actions.voting import put

    meeting, (ballot,) = called(full, 1)
    half = PEOPLE // 2
    ours = iter(full.signed[1:half])
    coming, scripts, counts = _coming(meeting, looks=False), [], []
    made = _recorded(full, meeting, coming(full.signed[0])[0])
    scripts.append(_beside(ours, coming, port, made[1], half))
    counts.append(count(made[0]))
    _let_in(full, meeting)
    put(ballot.pk, "open", full.hall.by("chair", full.now))
    voting, ours = _voting(ballot, looks=False), iter(full.signed[1:half])
    made = _recorded(full, meeting, voting(full.signed[0])[0])
    scripts.append(_beside(ours, voting, port, made[1], half))
    counts.append(count(made[0]))
    names = ("come in to a meeting", "vote openly")
    return [
        Row(
            f"{name}, page, 8 clients",
            f"{found.ours:,.0f}/s",
            f"pgbench {found.theirs:,.0f}/s",
            f"{found.ratio:.2f}",
            str(statements),
            f"ratio >= {LEAST}",
            found.ratio >= LEAST,
        )
        for name, found, statements in zip(names, scripts, counts, strict=True)
    ]


def _let_in(full: Full, meeting: Meeting) -> None:
    """Let in whoever has not come yet, so that all may vote."""
    from yuanluo.assembly.models import Attendance, RollEntry

    out = RollEntry.objects.filter(roll=meeting.roll, attendance=None)
    out = out.select_related("person")
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            entry=row,
            person=row.person,
            kind="self",
            at=full.now,
            by_id=full.people[0],
            channel="web",
        )
        for row in out
    )


def _recorded(
    full: Full, meeting: Meeting, sent: bytes
) -> tuple[list[Statement], Script]:
    """Send the first person's request in this process; give what it sent, as script."""
    from django.test import Client

    from yuanluo.assembly.models import RollEntry

    head, _, content = sent.decode().partition("\r\n\r\n")
    path, who = head.split(" ")[1], full.signed[0]
    client = Client(headers={"cookie": who.cookies, "x-csrftoken": who.token})
    with recorded() as statements:
        answer = client.generic(
            "POST", path, content, content_type="application/x-www-form-urlencoded"
        )
    assert answer.status_code in EXPECTED, (answer.status_code, answer.content[:500])
    row = RollEntry.objects.get(roll=meeting.roll, person=full.people[0])
    last = RollEntry.objects.filter(roll=meeting.roll).order_by("-pk")[0]
    assert last.pk - row.pk == last.number - row.number == PEOPLE - 1, last.pk
    named = (one for one in content.split("&") if one.startswith("request_id="))
    request_id = UUID(next(named).partition("=")[2])
    keys = {
        row.pk: Key(
            ":entry",
            f"\\set entry {row.pk} + :first + :n * {CLIENTS} + :client_id",
        ),
        full.people[0]: Key(
            ":person",
            f"\\set person {full.people[0]} + :first + :n * {CLIENTS} + :client_id",
        ),
        # Counts on by itself, so that no two transactions are of the same person.
        -1: Key("", "\\set n :n + 1"),
        request_id: Key("gen_random_uuid()"),
    }
    made = script(statements, keys)
    made.values["n"] = "0"
    return statements, made


def _beside(
    people: Iterator[Signed],
    asks: Callable[[Signed], list[bytes]],
    port: int,
    made: Script,
    first: int,
) -> Beside:
    """Measure requests and their statements in turn, each on people of its own."""
    turns = iter(range(10))

    def ours() -> float:
        asked = [_some(people, asks) for _ in range(CLIENTS)]
        return rate(port, asked, SECONDS_MOST, EXPECTED)

    def theirs() -> float:
        begin = first + next(turns) * EACH * CLIENTS
        return made.rate(address(HALL), each=EACH, first=begin)

    return in_turn(ours, theirs)


def _some(
    people: Iterator[Signed], asks: Callable[[Signed], list[bytes]]
) -> Iterator[bytes]:
    for _ in range(EACH):
        yield from asks(next(people))


def _large(full: Full) -> list[Row]:
    """Count what the page of a large vote's result sends."""
    from django.test import Client

    ballot = many_voted(full, VOTES)
    client = Client()
    client.get(f"/decided/{ballot.pk}")
    with recorded() as statements:
        answer = client.get(f"/decided/{ballot.pk}")
    assert answer.status_code == 200, answer.status_code
    found = count(statements)
    return [
        Row(
            f"statements: result of a vote of {VOTES:,}",
            str(found),
            asked=f"<= {STATEMENTS_MOST}",
            held=found <= STATEMENTS_MOST,
        )
    ]
