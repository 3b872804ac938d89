"""Elections as words of playbooks: announced, nominated, voted, appointed by result.

`plan-election` freezes the roll, `open-nominations` lets people be nominated once the
roll is settled, `close-nominations` numbers who stands, `open-election` opens a round
of voting (the first, or the next where seats are left), `keep-result` writes down what
the certificates say, `appoint-elected` appoints whom they name. Nobody types a name.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from yuanluo.assembly import rounds
from yuanluo.assembly.models import Ballot, Election
from yuanluo.assembly.rounds import Wanted, latest
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.deciding.electing import ELECTION_OUTCOMES
from yuanluo.kernel.effect import Deed, Effect, Fact, Finding, Refusal, SetField
from yuanluo.kernel.period import Period, PeriodUnit
from yuanluo.people.installing import Installed, install
from yuanluo.territory.charters import charter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yuanluo.assembly.models import Candidate
    from yuanluo.kernel.effect import Change, Subject, World
    from yuanluo.kernel.playbook import Playbook, Step

#: What an announcement asks for: `office` is one of the step's `offices`.
ASKED = frozenset({"office", "seats", "polls_on", "venue"})


def _plan_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del step
    if parameters.get("body") not in world.bodies:
        known = ", ".join(sorted(world.bodies)) or "none"
        yield f"is held by body {parameters.get('body')!r}; bodies here: {known}"
    asked = {ask.id for one in playbook.steps for ask in one.ask}
    if left := sorted(ASKED - asked):
        yield f"needs answers that no step asks for: {', '.join(left)}"
    offices = parameters.get("offices")
    if not isinstance(offices, dict) or not offices:
        yield "needs offices, each with its post and its rules"
        return
    for name, told in offices.items():
        if not {"post", "rules"} <= told.keys():
            yield f"office {name!r} needs its post and its rules"
    # A charter need not have every office; one that has none needs no election.
    if not any(_known(told.get("post", ""), world) for told in offices.values()):
        yield "none of the offices is a post or a body of this charter"
    if not {"withdraw", "join"} <= set(playbook.without):
        yield 'an election ends by its own steps: without = ["withdraw", "join"]'


def _known(post: str, world: World) -> bool:
    return post in world.posts or post.partition(":")[2] in world.bodies


def _wanted(deed: Deed) -> Wanted | None:
    told = deed.parameters["offices"].get(str(deed.fields.get("office", "")))
    if told is None:
        return None
    return Wanted(
        body=deed.parameters["body"],
        post=told["post"],
        rules=told["rules"],
        seats=int(deed.fields.get("seats", 0)),
        polls_on=date.fromisoformat(str(deed.fields["polls_on"])),
        venue=str(deed.fields.get("venue", "")),
        unit=str(told.get("unit", "")),
    )


def _plan_refusals(deed: Deed) -> list[Refusal]:
    wanted = _wanted(deed)
    if wanted is None:
        return [Refusal("NO_SUCH_OFFICE")]
    found = rounds.not_to_be_announced(deed.subject, wanted, deed.at)
    return found if deed.by is not None else [*found, Refusal("WRONG_POST")]


def _plan(deed: Deed) -> Iterable[Change]:
    wanted = _wanted(deed)
    assert wanted is not None, deed.subject.number
    assert deed.by is not None, deed.subject.number
    rounds.take_back(deed.subject.number, deed.at)
    rounds.announce(deed.subject, wanted, deed.by, deed.at)
    return ()


def _nominations_refusals(deed: Deed) -> list[Refusal]:
    one = latest(deed.subject.number)
    return rounds.roll_unsettled(one, deed.at) if one else [Refusal("NOT_CONVENED")]


def _nominations(deed: Deed) -> Iterable[Change]:
    one = latest(deed.subject.number)
    assert one is not None, deed.subject.number
    rounds.open_nominations(one, deed.at)
    return ()


def _close_refusals(deed: Deed) -> list[Refusal]:
    one = latest(deed.subject.number)
    return rounds.not_to_be_slated(one) if one else [Refusal("NOT_CONVENED")]


def _close(deed: Deed) -> Iterable[Change]:
    one = latest(deed.subject.number)
    assert one is not None, deed.subject.number
    standing = rounds.slate(one, deed.at)
    lines = [f"{one.number}. {one.name}" for one in standing]
    return [SetField(deed.parameters["keep"], _with_words(deed, lines))]


def _with_words(deed: Deed, lines: list[str]) -> str:
    """Put what is counted before what was added in words."""
    words = str(deed.answers.get(deed.parameters["keep"], "")).strip()
    return "\n".join([*lines, *([words] if words else [])])


def _keep_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del playbook, world
    if parameters.get("keep") not in {a.id for a in step.ask if a.type == "text"}:
        yield "needs keep, a question of this step, type text, to be written to"


def _open_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del playbook, world
    if parameters.get("election") != "poll":
        yield 'needs election = "poll", by which other steps wait for it'
    if step.to is None:
        yield "a vote belongs to the state a step enters: give the step a `to`"


def _open(deed: Deed) -> Iterable[Change]:
    rounds.open_round(deed.subject, deed.at)
    return ()


def _keep(deed: Deed) -> Iterable[Change]:
    lines = []
    for one in rounds.rounds(deed.subject.number):
        document: dict[str, Any] = one.ballot.certificate or {}
        mine = {row["number"]: row for row in document["candidates"]}
        for number, name in enumerate(document["names"], start=1):
            mark = " ✓" if mine[number]["elected"] else ""
            lines.append(f"{one.round}/{number}. {name}: {mine[number]['votes']}{mark}")
    return [SetField(deed.parameters["keep"], _with_words(deed, lines))]


# Appointing ---------------------------------------------------------------------------


def _appoint(deed: Deed) -> Iterable[Change]:
    """Appoint whom the certificates name, from today, for the term of the post."""
    number = deed.subject.number
    named: list[Candidate] = rounds.elected(number)
    last = latest(number)
    assert last is not None, number
    assert named, number
    since = deed.at.astimezone(SHANGHAI).date()
    install(
        Installed(
            charter=deed.subject.charter,
            post=last.post,
            place=last.place,
            village=deed.subject.village,
            people=tuple(one.person_id for one in named),
            since=since,
            until=_term_ends(deed.subject.charter, last.post, since),
            reason=f"选举结果 {number}",
            certificate=last.ballot.sha256,
            at=deed.at,
        )
    )
    last.appointed_at = deed.at
    last.save(update_fields=["appointed_at"])
    return ()


def _term_ends(key: str, post: str, since: date) -> date | None:
    """Give the day on which a term ends that begins on a day; None where none is."""
    body = charter(key).body(post.partition(":")[2])
    if body is None or body.term is None:
        return None
    term = Period.parse(body.term)
    months = term.count * {PeriodUnit.YEARS: 12, PeriodUnit.MONTHS: 1}.get(term.unit, 0)
    if not months:
        return None
    year, month = divmod(since.month - 1 + months, 12)
    # A term that begins on the last days of a month ends with the month.
    return date(since.year + year, month + 1, min(since.day, 28))


# What a round came to -----------------------------------------------------------------


def gather(subject: Subject) -> Mapping[str, Finding]:
    """Find what the round of a matter's visit came to; open until it is counted."""
    rows = Election.objects.filter(
        ballot__matter=subject.number,
        ballot__visit=subject.visit,
        ballot__cancelled_at=None,
        opened_at__isnull=False,
    ).values_list("ballot__ident", "ballot__outcome")
    return {ident: Finding(outcome or "open") for ident, outcome in rows}


def _cancel(subject: Subject, at: datetime) -> None:
    """Take a round back whose visit is left while it is being voted on."""
    Ballot.objects.filter(
        matter=subject.number,
        visit=subject.visit,
        election__opened_at__isnull=False,
        decided_at=None,
        cancelled_at=None,
    ).update(cancelled_at=at)


EFFECTS = (
    Effect("plan-election", _plan, _plan_problems, _plan_refusals),
    Effect("open-nominations", _nominations, refusals=_nominations_refusals),
    Effect("close-nominations", _close, _keep_problems, _close_refusals),
    Effect("open-election", _open, _open_problems),
    Effect("keep-result", _keep, _keep_problems),
    Effect("appoint-elected", _appoint),
)
FACTS = (
    Fact("election", ELECTION_OUTCOMES, gather, _cancel, opened_by="open-election"),
)
