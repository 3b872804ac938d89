"""What stands beside a count and is no part of it: help, and what was said on-line.

Numbers only, and only of a vote that is over. What somebody said on-line who was not
there is an opinion and never a vote, and is shown apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count as Counting

from yuanluo.assembly.models import (
    CHOICES,
    Assistance,
    Ballot,
    HandedOut,
    Mark,
    SaidOnline,
    Vote,
)
from yuanluo.assembly.tallying import rule_kept

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yuanluo.assembly.models import Meeting
    from yuanluo.kernel.deciding.rulepack import Online

#: What is said on-line counts so, where the text says nothing of it.
SILENT: Online = "opinion"


def online(meeting: Meeting) -> Online:
    """Say what somebody who is not there may do on-line: vote, say, or nothing."""
    return rule_kept(meeting).pack.online or SILENT


def alongside(one: Ballot) -> dict[str, Any]:
    """Give the numbers beside a count; only what there is."""
    told: dict[str, Any] = {}
    helped, voters = share_helped([one])
    if helped:
        told["assisted"] = [helped, voters]
    if said := said_online(one):
        told["said_online"] = said
    return told


def share_helped(ballots: list[Ballot] | QuerySet[Ballot]) -> tuple[int, int]:
    """Give how many votes were entered for somebody, of how many; hands have none.

    Counted by two statements, however many questions and voters there are. Whoever took
    paper in an open vote voted, though their vote is written at the close.
    """
    helped = Assistance.objects.filter(ballot__in=ballots).count()
    secret, by_name = (
        model.objects.filter(ballot__in=ballots).values_list("ballot", "entry")
        for model in (Mark, Vote)
    )
    paper = HandedOut.objects.filter(ballot__in=ballots, ballot__way="open")
    voters = secret.union(by_name, paper.values_list("ballot", "entry"))
    return helped, voters.count()


def said_online(one: Ballot) -> dict[str, int]:
    """Give what was said on-line by those who were not there, in numbers."""
    rows = SaidOnline.objects.filter(ballot=one).values_list("choice")
    found = dict(rows.annotate(so_many=Counting("pk")).order_by())
    return {choice: found.get(choice, 0) for choice in CHOICES} if found else {}
