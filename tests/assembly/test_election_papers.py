"""Paper in an election: the same numbered sheets as on a question, with candidates."""

import contextlib
import re
import zlib
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.assembly.electing import POLL_DAY, Poll, poll
from tests.assembly.hall import Hall
from tests.assembly.test_electing import sound
from tests.assembly.test_election_pages import came_in, chair, hidden
from tests.assembly.test_papers import refused
from yuanluo.assembly import rounds
from yuanluo.assembly.actions.papers import (
    declare,
    draw,
    hand_out,
    open_box,
    read_sheet,
    spoil,
)
from yuanluo.assembly.actions.voting import put
from yuanluo.assembly.bundle import bundle
from yuanluo.assembly.models import (
    Assistance,
    Attendance,
    Ballot,
    HandedOut,
    Mark,
    PaperPlan,
    SecretVote,
    SheetReading,
)
from yuanluo.assembly.recheck import recheck
from yuanluo.assembly.recount import recount
from yuanluo.assembly.views.papers import marks_of
from yuanluo.kernel.deciding.marks import CANDIDATES_MOST
from yuanluo.paper.ballotsheet import BallotSheets, cut_for, drawn
from yuanluo.people.models import Account


def declared(
    hall: Hall, candidates: int = 3, sheets: int = 9, **more: Any
) -> tuple[Poll, Ballot]:
    """Give an election whose paper is declared and whose vote is open."""
    one = poll(hall, **more)
    one.nominated(candidates)
    one.slated()
    election = rounds.open_round(one.subject(POLL_DAY), POLL_DAY)
    by = hall.by("chair", POLL_DAY)
    declare(election.ballot_id, by, way="secret", both="first", sheets=sheets)
    put(election.ballot_id, "secret", hall.by("chair", POLL_DAY))
    one.standing = list(election.candidates.order_by("number"))
    return one, Ballot.objects.get(pk=election.ballot_id)


def at(hall: Hall, name: str) -> Any:
    return hall.by(name, POLL_DAY)


def handed(one: Poll, ballot: Ballot, people: list[int]) -> None:
    for person in people:
        hand_out(ballot.pk, one.entry(person).pk, at(one.hall, "m1"))


def read(hall: Hall, ballot: Ballot, names: str, sheets: dict[int, str]) -> None:
    for name in names.split():
        for number, choice in sheets.items():
            read_sheet(ballot.pk, number, choice, at(hall, name))


def test_paper_and_phone_of_an_election_are_one_count(council: Hall) -> None:
    one, ballot = declared(council, rules="seats-election", seats=2)
    one.vote(ballot, ["1", "1+2", "2"])
    handed(one, ballot, one.people[3:8])
    # Nobody checked in: whoever takes paper takes part by it.
    assert Attendance.objects.count() == 8
    assert Mark.objects.count() == 8
    voted = lambda: handed(one, ballot, one.people[:1])  # noqa: E731
    assert refused(voted) == ["ALREADY_VOTED"]
    both = lambda: one.vote_by(one.people[3], ballot, "1")  # noqa: E731
    assert refused(both) == ["TOOK_PAPER"]
    spoil(ballot.pk, 4, at(council, "m1"))
    handed(one, ballot, one.people[3:4])
    open_box(ballot.pk, at(council, "chair"))
    # Marks are kept in their one spelling, in whichever order they were ticked.
    box = {1: "2+1", 2: "1", 3: "abstain", 5: "spoiled", 6: "3"}
    over = lambda: read(council, ballot, "m1", {7: "1+2+3"})  # noqa: E731
    assert refused(over) == ["TOO_MANY_ON_SHEET"]
    for choice, why in (("4", "BAD:choice"), ("yes", "BAD:choice"), ("", "MISSING")):
        wrong = lambda c=choice: read(council, ballot, "m1", {7: c})  # noqa: E731
        assert refused(wrong)[0].startswith(why)
    read(council, ballot, "m1 m2", box)
    assert set(SheetReading.objects.values_list("choice", flat=True)) == {
        "1+2", "1", "abstain", "spoiled", "3",
    }  # fmt: skip
    draw(ballot.pk, at(council, "chair"))
    read(council, ballot, "m3", box)
    done = one.closed(ballot)
    document = sound(done)
    assert document["tally"] == {
        "votes": [4, 3, 1],
        "sheets": 8,
        "blank": 1,
        "spoiled": 1,
    }
    assert document["elected"] == [1, 2]
    paper = document["about"]["paper"]
    told = ("printed", "handed", "returned", "spoiled", "outstanding", "unclear")
    assert [paper[name] for name in told] == [9, 6, 5, 1, 0, 1]
    found = bundle(ballot.pk)
    assert recheck(found) == []
    assert "piles" not in found["votes"]
    for change in CHANGES:
        changed = bundle(ballot.pk)
        change(changed)
        assert script_finds(changed), change


CHANGES: tuple[Callable[[dict[str, Any]], Any], ...] = (
    lambda b: b["votes"]["choices"].append("1"),
    lambda b: b["votes"].update(spoiled=0),
    lambda b: b["votes"].update(sheets=5),
    lambda b: b["paper"]["returned"].pop(),
    lambda b: b["paper"]["handed"].pop(),
)


def script_finds(changed: dict[str, Any]) -> bool:
    return bool(recount(changed)[1] or recheck(changed))


def test_who_stands_reads_no_sheet_and_a_secret_election_is_secret_on_paper(
    council: Hall,
) -> None:
    one, ballot = declared(council)
    handed(one, ballot, one.people[4:6])
    open_box(ballot.pk, at(council, "chair"))
    # A member of the body that holds it, who stands.
    member = council.village.stage.people["m1"]
    one.standing[0].person_id = member
    one.standing[0].save(update_fields=["person"])
    own = lambda: read(council, ballot, "m1", {1: "1"})  # noqa: E731
    assert refused(own) == ["STANDS"]
    plan = PaperPlan.objects.get()
    assert (plan.way, plan.both) == ("secret", "first")
    again = lambda: declare(  # noqa: E731
        ballot.pk, at(council, "chair"), way="secret", both="first", sheets=3
    )
    assert refused(again) == ["BEFORE_THE_VOTE"]


def test_paper_is_declared_once_the_list_stands_and_never_where_piles_are(
    council: Hall,
) -> None:
    one = poll(council)
    election = one.nominated(2)
    early = lambda: declare(  # noqa: E731
        election.ballot_id, at(council, "chair"), way="secret", both="first", sheets=9
    )
    assert refused(early) == ["TOO_EARLY"]
    one.slated()
    rounds.open_round(one.subject(POLL_DAY), POLL_DAY)
    by_name = lambda: declare(  # noqa: E731
        election.ballot_id, at(council, "chair"), way="open", both="paper", sheets=9
    )
    assert refused(by_name) == ["SECRET_ONLY"]
    whole = lambda: put(  # noqa: E731
        election.ballot_id, "paper", at(council, "chair")
    )
    assert refused(whole) == ["NUMBERED_SHEETS"]
    early()


def test_a_statutory_election_keeps_its_piles(council: Hall) -> None:
    one = poll(council, rules="village-election")
    election = one.nominated(2)
    one.slated()
    rounds.open_round(one.subject(POLL_DAY), POLL_DAY)
    numbered = lambda: declare(  # noqa: E731
        election.ballot_id, at(council, "chair"), way="secret", both="first", sheets=9
    )
    assert refused(numbered) == ["COUNTED_IN_PILES"]


def test_a_further_round_has_sheets_of_its_own(council: Hall) -> None:
    one, ballot = declared(council, candidates=3)
    one.vote(ballot, ["1", "1", "2", "2", "3"])
    open_box(ballot.pk, at(council, "chair"))
    assert one.closed(ballot).outcome == "unfilled"
    one.visit += 1
    election = rounds.open_round(one.subject(POLL_DAY), POLL_DAY)
    second = election.ballot_id
    declare(second, at(council, "chair"), way="secret", both="first", sheets=9)
    put(second, "secret", at(council, "chair"))
    again = Ballot.objects.get(pk=second)
    one.vote(again, ["1", "1", "1"])
    handed(one, again, one.people[3:6])
    open_box(second, at(council, "chair"))
    read(council, again, "m1 m2", {1: "2", 2: "2", 3: "2"})
    draw(second, at(council, "chair"))
    read(council, again, "m3", {1: "2", 2: "2", 3: "2"})
    # Alike, three by phone against three on paper: the sealed lot decides.
    document = sound(one.closed(again))
    assert document["tally"]["votes"] == [3, 3]
    assert len(document["elected"]) == 1
    assert document["draw"]["ties"] == ["lot"]


# Pages --------------------------------------------------------------------------------


def test_the_desk_hands_out_and_reads_sheets_of_an_election(council: Hall) -> None:
    one = poll(council, rules="seats-election", seats=2)
    one.nominated(3)
    one.slated()
    election = rounds.open_round(one.subject(POLL_DAY), POLL_DAY)
    pk = election.ballot_id
    desk = chair(one)
    address = f"/paper/{pk}"
    text = desk.get(address).content.decode()
    # The rule says secret: nothing else is offered, and nothing has to be chosen.
    assert 'type="hidden" name="way" value="secret"' in text
    assert 'value="paper"' not in text
    assert f"/elections/{pk}" in text
    told = {"act": "declare", "way": "secret", "both": "first", "sheets": "9"}
    assert desk.post(address, sent(told)).status_code == 302
    put(pk, "secret", at(council, "chair"))
    assert "居民5" not in desk.get(address).content.decode()
    text = desk.get(address, {"q": "居民5"}).content.decode()
    entry = one.entry(one.people[5]).pk
    assert f'name="entry" value="{entry}"' in text
    assert desk.post(
        address, sent({"act": "hand-out", "entry": entry})
    ).status_code == (302)
    assert HandedOut.objects.get().entry_id == entry
    assert desk.post(address, sent({"act": "open-box"})).status_code == 302
    text = desk.get(address).content.decode()
    assert text.count('name="mark"') == 3
    reads = {"act": "read", "number": "1"}
    over = desk.post(address, sent(reads | {"mark": ["1", "2", "3"]}))
    assert over.status_code == 422
    assert "按“看不清、填错”录" in over.content.decode()
    assert over.content.decode().count(" checked") == 3
    two = desk.post(address, sent(reads | {"mark": ["1"], "choice": "abstain"}))
    assert two.status_code == 422
    assert desk.post(address, sent(reads | {"mark": ["3", "1"]})).status_code == 302
    other = came_in(one, council.village.stage.people["m1"])
    assert other.post(address, sent(reads | {"choice": "abstain"})).status_code == 302
    # The second does not see what the first read; a third sees both, by name.
    third = came_in(one, council.village.stage.people["m2"])
    shown = third.get(address).content.decode()
    names = [row.name for row in election.candidates.order_by("number")]
    assert f"1号 {names[0]}、3号 {names[2]}" in shown
    voter = came_in(one, one.people[0])
    assert voter.get(address).status_code == 404
    assert "纸票" in desk.get(f"/elections/{pk}").content.decode()
    assert Account.objects.count() >= 4
    assert hidden(shown, "act")


def sent(told: dict[str, Any]) -> dict[str, Any]:
    return told | {"request_id": str(uuid4())}


def boxes(content: bytes) -> list[int]:
    """Count the boxes to tick on each page."""
    found = []
    for stream in re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL):
        with contextlib.suppress(zlib.error):
            drawn_on = zlib.decompress(stream)
            if b" re S" in drawn_on:
                found.append(drawn_on.count(b" re S"))
    return found


@pytest.mark.parametrize(
    ("candidates", "each"), [(2, 8), (4, 8), (5, 4), (18, 4), (19, 2), (40, 2)]
)
def test_every_candidate_has_a_box_on_the_printed_sheet(
    candidates: int, each: int
) -> None:
    assert candidates <= CANDIDATES_MOST
    assert cut_for(candidates).each == each
    names = tuple(f"{n}号 候选{n}" for n in range(1, candidates + 1))
    what = BallotSheets("推选", "选院落长", names, "最多选1个")
    content = drawn(what, [(f"第{n}号", "https://x/") for n in range(each + 1)],
                    shuffled=True)  # fmt: skip
    assert boxes(content) == [each * candidates, candidates]


def test_the_sheets_of_an_election_are_printed_with_candidates(council: Hall) -> None:
    one, ballot = declared(council, candidates=3)
    names = [f"{row.number}号 {row.name}" for row in one.standing]
    assert [words for _, words in marks_of(ballot)] == names
    answer = chair(one).get(f"/paper/{ballot.pk}/sheets.pdf")
    # Nine sheets with a box for each who stands, and none for an opinion.
    assert boxes(answer.content) == [24, 3]
    question = council.ask()
    assert marks_of(question) == []


def test_a_helper_marks_a_sheet_of_an_election_as_the_voter_says(
    council: Hall,
) -> None:
    one = poll(council, rules="seats-election", seats=2)
    ballot = one.opened(3)
    desk = chair(one)
    page = f"/meetings/{ballot.meeting_id}/help"
    text = desk.get(page).content.decode()
    assert text.count('name="mark"') == 3
    assert 'value="yes"' not in text
    number = one.entry(one.people[2]).number
    told = {"ballot": ballot.pk, "number": number, "receipt": uuid4().hex}
    over = desk.post(page, sent(told | {"mark": ["1", "2", "3"], "consent": "present"}))
    assert over.status_code == 422
    assert over.content.decode().count('name="mark"') == 3
    assert desk.post(page, sent(told | {"mark": ["2", "1"]})).status_code == 422
    done = desk.post(page, sent(told | {"mark": ["2", "1"], "consent": "present"}))
    assert "填好了" in done.content.decode()
    assert SecretVote.objects.get().choice == "1+2"
    assert Assistance.objects.get().consent == "present"
