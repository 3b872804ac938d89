"""Counting what single people did into the numbers of one question.

Who is kept out of the question is off the roll for it, came or not. While a question is
open nothing here says how anybody voted: votes are counted only where `closing` is
said, by the act that closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count as Counting
from django.db.models import Q

from yuanluo.assembly.models import Attendance, HandCount, SecretVote, Vote
from yuanluo.assembly.sheets import plan_of
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.kernel.deciding.counting import Count

if TYPE_CHECKING:
    from yuanluo.assembly.models import Ballot, Meeting


def rule_kept(meeting: Meeting) -> Rule:
    """Give the rule as it was kept with a meeting."""
    return Rule.model_validate(meeting.rule)


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
        **(_votes(ballot) if closing else {}),
    )


def _votes(ballot: Ballot) -> dict[str, Any]:
    if ballot.way == "hands":
        return _hands(ballot)
    rows: Any = Vote.objects.filter(ballot=ballot, current=True)
    if ballot.way == "secret":
        rows = SecretVote.objects.filter(ballot=ballot)
    found = rows.values_list("choice").annotate(so_many=Counting("pk")).order_by()
    plan = plan_of(ballot)
    # Sheets in the box that say nothing clear were cast and are no choice.
    return dict(found) | {"spoiled": plan.result.get("unclear", 0) if plan else 0}


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
