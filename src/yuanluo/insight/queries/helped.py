"""How many votes were entered for somebody, in the places that a supervisor watches.

A share that grows where one person minds the desk is a question to ask; it is no
finding. Only votes that are over are counted, and nothing says how anybody voted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from yuanluo.assembly.alongside import share_helped
from yuanluo.assembly.models import Assistance, Ballot
from yuanluo.insight.queries.watched import POWER, Watched
from yuanluo.kernel.place import subtree_range
from yuanluo.matters.queries.worklists import reached

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Questions with help that are listed, the newest first.
LISTED_MOST = 20


@dataclass(frozen=True, slots=True)
class HelpedVote:
    """A question on which somebody was helped: how many, of how many."""

    ballot: int
    title: str
    helped: int
    voters: int


@dataclass(frozen=True, slots=True)
class HelpedVotes:
    """The votes of a period: entered for somebody, all, and on which questions."""

    helped: int
    voters: int
    questions: tuple[HelpedVote, ...]


def helped_votes(watched: Watched) -> HelpedVotes:
    """Count the votes that were entered for somebody in the period, and list where."""
    asked = _decided(watched)
    helped, voters = share_helped(asked)
    with_help = Assistance.objects.filter(ballot=OuterRef("pk"))
    rows = asked.filter(Exists(with_help)).order_by("-decided_at", "-id")
    newest = rows[:LISTED_MOST] if helped else ()
    return HelpedVotes(helped, voters, tuple(_told(one) for one in newest))


def _decided(watched: Watched) -> QuerySet[Ballot]:
    there = Q(pk__in=())
    for place in reached(watched.who, POWER, watched.place):
        lower, upper = subtree_range(place)
        there |= Q(village__gte=lower, village__lt=upper)
    over = Ballot.objects.visible_to(watched.who).filter(there)
    return over.filter(certificate__isnull=False, decided_at__gte=watched.since)


def _told(one: Ballot) -> HelpedVote:
    """Give the share as its certificate has it."""
    helped, voters = (one.certificate or {})["about"]["assisted"]
    return HelpedVote(one.pk, one.title, helped, voters)
