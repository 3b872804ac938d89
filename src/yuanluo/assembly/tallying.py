"""Counting what single people did into the numbers of one question.

Who is kept out of the question is off the roll for it, came or not. While a question is
open nothing here says how anybody voted: votes are counted only where `closing` is
said, by the act that closes.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count as Counting
from django.db.models import Q

from yuanluo.assembly.areas import areas
from yuanluo.assembly.models import (
    SPOILED,
    Attendance,
    Election,
    HandCount,
    SecretVote,
    TellerTally,
    Vote,
)
from yuanluo.assembly.sheets import plan_of
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.kernel.deciding.counting import Count
from yuanluo.kernel.deciding.electing import Tally, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.assembly.models import Ballot, Meeting


def rule_kept(meeting: Meeting) -> Rule:
    """Give the rule as it was kept with a meeting."""
    return _read(json.dumps(meeting.rule))


@lru_cache(maxsize=64)
def _read(text: str) -> Rule:
    """Read a rule once, not for each of two thousand who come."""
    return Rule.model_validate(json.loads(text))


def counted(ballot: Ballot, *, closing: bool = False) -> Count:
    """Count a question: who was due and who came; how they voted only at the close."""
    meeting = ballot.meeting
    assert meeting is not None, ballot
    out = list(ballot.recusals.values_list("entry", flat=True))
    proxy = Q(kind="proxy")
    there = (
        Attendance.objects.filter(meeting=meeting)
        .exclude(entry__in=out)
        .aggregate(
            by_proxy=Counting("pk", filter=proxy),
            in_person=Counting("pk", filter=~proxy),
        )
    )
    return Count(
        unit=meeting.unit,
        due=meeting.roll.size - len(out),
        recused=len(out),
        **there,
        **areas(ballot, rule_kept(meeting), closing=closing),
        **(_told(ballot) if closing else {}),
    )


def _told(ballot: Ballot) -> dict[str, Any]:
    """Give what votes come to: opinions on a question, or sheets of an election."""
    if not Election.objects.filter(ballot=ballot).exists():
        return _votes(ballot) | {"spoiled": _unclear(ballot)}
    pile = pile_of(ballot)
    return {"yes": pile.marked_sheets, "abstain": pile.blank, "spoiled": pile.spoiled}


def _unclear(ballot: Ballot) -> int:
    """Give how many sheets in the box say nothing clear: cast, and no choice."""
    plan = plan_of(ballot)
    return int(plan.result.get("unclear", 0)) if plan else 0


def pile_of(ballot: Ballot) -> Tally:
    """Count the sheets of a round: given on-line, out of the box, counted in a pile.

    Said only at the close.
    """
    election = Election.objects.get(ballot=ballot)
    standing = election.candidates.exclude(number=None).count()
    given = [*_votes(ballot).items(), (SPOILED, _unclear(ballot))]
    pile = tally(given, standing, election.seats)
    counts = agreed_pile(ballot)
    return pile.plus(tally_of(counts, election.seats)) if counts else pile


def tally_of(counts: Sequence[int], seats: int) -> Tally:
    """Read what a teller wrote: votes of each, then blank, spoiled and all sheets."""
    *votes, blank, spoiled, sheets = counts
    return Tally(tuple(votes), seats, sheets, blank, spoiled)


def agreed_pile(ballot: Ballot) -> list[int] | None:
    """Give what two tellers counted of the pile alike; None while no two do."""
    seen: list[list[int]] = []
    rows = TellerTally.objects.filter(ballot=ballot).order_by("at", "id")
    for counts in rows.values_list("counts", flat=True):
        if counts in seen:
            return list(counts)
        seen.append(counts)
    return None


def _votes(ballot: Ballot) -> dict[str, Any]:
    if ballot.way == "hands":
        return _hands(ballot)
    rows: Any = Vote.objects.filter(ballot=ballot, current=True)
    if ballot.way == "secret":
        rows = SecretVote.objects.filter(ballot=ballot)
    found = rows.values_list("choice").annotate(so_many=Counting("pk")).order_by()
    return dict(found)


def _hands(ballot: Ballot) -> dict[str, Any]:
    return agreed_hands(ballot) or {}


def agreed_hands(ballot: Ballot) -> dict[str, int] | None:
    """Give what two tellers counted alike; None while no two do."""
    seen: set[tuple[int, int, int]] = set()
    rows = HandCount.objects.filter(ballot=ballot).order_by("at", "id")
    for hands in rows.values_list("yes", "no", "abstain"):
        if hands in seen:
            return dict(zip(("yes", "no", "abstain"), hands, strict=True))
        seen.add(hands)
    return None
