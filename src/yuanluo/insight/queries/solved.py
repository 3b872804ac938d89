"""How many problems that people brought were settled, by kind; counted, never kept.

A problem is a matter somebody brought that is nobody's child and was not joined to
another; it is solved when its work method ended it as settled. Two statements, however
many there are. Names nobody, so that anybody may be told.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from yuanluo.kernel.place import subtree_range
from yuanluo.matters import playbooks
from yuanluo.matters.models import Matter

#: What work methods are for that people bring problems to, and how one ends well.
BROUGHT, WELL = "need", "settled"


@dataclass(frozen=True, slots=True)
class Solved:
    """Of one kind of problem: how many were brought, solved, are still open."""

    category: str
    brought: int
    solved: int
    still_open: int


def of(place: str) -> list[Solved]:
    """Give the problems of a place and all in it, by kind."""
    lower, upper = subtree_range(place)
    mine = Matter.objects.filter(village__gte=lower, village__lt=upper)
    used = mine.order_by().values_list("playbook", flat=True).distinct()
    books = [one for one in used if playbooks.of(one).kind == BROUGHT]
    rows = (
        mine.filter(parent=None, joined=None, playbook__in=books)
        .values("category")
        .annotate(
            brought=Count("pk"),
            solved=Count("pk", filter=Q(result=WELL)),
            still_open=Count("pk", filter=Q(ended_at=None)),
        )
        .order_by("category")
    )
    return [Solved(**row) for row in rows]
