"""Voting in an election: how it may be held, what a sheet says, and piles of paper.

Where a text forbids to vote on-line the vote is on paper, and the product refuses every
other way with the citation; it keeps the roll, who took a sheet, the proxies and the
tellers' tallies. Two tellers count a pile alike or it is not counted. Wherever phones
vote too, paper has numbers (`papers`), and no pile is counted beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.attending import come_to_vote
from yuanluo.assembly.actions.inscribing import serves, write
from yuanluo.assembly.models import (
    OWNERS,
    Attendance,
    Ballot,
    Election,
    Mark,
    RollEntry,
    TellerTally,
)
from yuanluo.assembly.tallying import rule_kept, tally_of
from yuanluo.kernel.deciding import marks
from yuanluo.kernel.deciding.electing import Mistallied
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.people.queries import Acting


def election_of(one: Ballot) -> Election | None:
    """Give what an election adds to a vote; None for a question."""
    found: Election | None = getattr(one, "election", None)
    return found


def not_in_this_way(one: Ballot, way: str) -> list[Refusal]:
    """Say why a vote may not be held in a way, by what it is and by its rule."""
    assert one.meeting is not None, one
    rule, election = rule_kept(one.meeting), election_of(one)
    if one.meeting.unit == OWNERS and way != "open":
        return [Refusal("BY_NAME_ONLY")]
    if election is None:
        return [Refusal("BAD", "way")] if way == "paper" else []
    found = []
    if election.opened_at is None:
        found.append(Refusal("TOO_EARLY"))
    if way == "hands":
        found.append(Refusal("BAD", "way"))
    if way == "paper" and not on_paper_only(one):
        found.append(Refusal("NUMBERED_SHEETS"))
    if way != "paper" and on_paper_only(one):
        found.append(Refusal("PAPER_ONLY", rule.cites("online")))
    elif way == "open" and rule.pack.election and rule.pack.election.secret:
        found.append(Refusal("SECRET_ONLY"))
    return found


def on_paper_only(one: Ballot) -> bool:
    """Say whether the rule of a vote keeps it off every telephone."""
    assert one.meeting is not None, one
    return rule_kept(one.meeting).pack.online == "forbidden"


def in_piles(one: Ballot) -> bool:
    """Say whether an election's paper is counted in piles, or was begun so."""
    election = election_of(one)
    return election is not None and (one.way == "paper" or election.papers > 0)


def not_a_choice(one: Ballot, choice: str) -> list[Refusal]:
    """Say why a sheet may not be given like this; paper is told as spoiled instead."""
    if not choice:
        return [Refusal("MISSING", "choice")]
    try:
        read_as(one, choice)
    except ValueError as fault:
        if str(fault) == "too-many":
            election = election_of(one)
            seats = election.seats if election else 1
            return [Refusal("TOO_MANY_MARKS", str(seats))]
        return [Refusal("BAD", "choice")]
    return []


def read_as(one: Ballot, choice: str) -> str:
    """Give a sheet in its one spelling; `ValueError` where it has none."""
    election = election_of(one)
    if election is None:
        return marks.read(choice)
    standing = election.candidates.exclude(number=None).count()
    return marks.read(choice, candidates=standing, seats=election.seats)


# Paper --------------------------------------------------------------------------------


def give_paper(ballot: int, entry: int, acting: Acting) -> Answer:
    """Hand a sheet to somebody on the roll, and mark that they have voted."""
    payload = {"act": "ballot.paper", "ballot": ballot, "entry": entry}

    def act(request_hash: str) -> dict[str, Any]:
        one = _locked(ballot)
        row = RollEntry.objects.filter(pk=entry, roll__meeting=one.meeting_id).first()
        if not serves(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        if row is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        if reasons := _no_paper(one, row):
            raise Refused(reasons)
        if not Attendance.objects.filter(entry=row).exists():
            come_to_vote(row, acting, own=False)
        Mark.objects.create(ballot=one, entry=row)
        one.election.papers += 1
        one.election.save(update_fields=["papers"])
        answer = {"ballot": one.pk, "marked": row.number}
        told = {"number": row.number}
        assert one.meeting is not None, one
        return write(
            one.meeting, "ballot.paper", acting, request_hash, answer, payload=told
        )

    return once(acting.request_id, payload, act)


def _locked(pk: int) -> Ballot:
    rows = Ballot.objects.select_for_update(of=("self",))
    rows = rows.select_related("meeting", "election")
    one = rows.filter(pk=pk, election__isnull=False, meeting__isnull=False).first()
    if one is None:
        raise Refused([Refusal("WRONG_POST")])
    return one


def _no_paper(one: Ballot, row: RollEntry) -> list[Refusal]:
    found = _not_running(one)
    if one.recusals.filter(entry=row).exists():
        found.append(Refusal("RECUSED"))
    if Mark.objects.filter(ballot=one, entry=row).exists():
        found.append(Refusal("HAS_VOTED"))
    return found


def _not_running(one: Ballot) -> list[Refusal]:
    if one.polling_at is None:
        return [Refusal("NOT_OPEN")]
    if one.decided_at is not None or one.cancelled_at is not None:
        return [Refusal("CLOSED")]
    return [] if in_piles(one) else [Refusal("NUMBERED_SHEETS")]


def count_pile(ballot: int, told: Mapping[str, int], acting: Acting) -> Answer:
    """Write down what one teller counted: votes of each, blank, spoiled, all sheets.

    It may be counted again until the close. Whoever stands is no teller.
    """
    payload = {"act": "ballot.pile", "ballot": ballot, "told": dict(told)}

    def act(request_hash: str) -> dict[str, Any]:
        one = _locked(ballot)
        if not serves(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        standing = one.election.candidates.exclude(number=None)
        names = [f"votes-{n}" for n in range(1, standing.count() + 1)]
        counts = [told.get(name, -1) for name in (*names, *ASIDE)]
        reasons = _not_running(one) + _no_pile(one, counts)
        if standing.filter(person=acting.who.person).exists():
            reasons.append(Refusal("STANDS"))
        if reasons:
            raise Refused(reasons)
        TellerTally.objects.update_or_create(
            ballot=one,
            teller_id=acting.who.person,
            defaults={"counts": counts, "at": acting.at},
        )
        answer = {"ballot": one.pk, "matter": one.matter}
        assert one.meeting is not None, one
        return write(
            one.meeting,
            "ballot.pile",
            acting,
            request_hash,
            answer,
            payload={"counts": counts},
        )

    return once(acting.request_id, payload, act)


#: What stands on a tally sheet beneath the candidates.
ASIDE = ("blank", "spoiled", "sheets")


def _no_pile(one: Ballot, counts: list[int]) -> list[Refusal]:
    if min(counts) < 0:
        return [Refusal("MISSING", "counts")]
    papers = one.election.papers
    if counts[-1] > papers:
        return [Refusal("MORE_SHEETS_THAN_TAKEN", str(papers))]
    try:
        tally_of(counts, one.election.seats)
    except Mistallied:
        return [Refusal("BAD", "counts")]
    return []
