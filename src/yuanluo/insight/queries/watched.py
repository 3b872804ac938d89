"""What supervisors watch: lists of matters in their places, each behind a number.

A number and its list are the same rows, so that a number can always be opened and is
what it says. Everything goes through the door: what a supervisor may not see is neither
listed nor counted. Lists of now are bounded by an index, lists of a period by its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q

from yuanluo.matters.models import (
    Matter,
    Pending,
    Responsibility,
    ResponsibilityQuerySet,
)
from yuanluo.matters.queries.cards import NOT_SETTLED
from yuanluo.matters.queries.lines import (
    ASKED,
    DONE,
    ENDED,
    HELD,
    PAGE,
    RAISED,
    RESTARTED,
    Key,
    Listed,
    Sorted,
    columns,
    listed,
)
from yuanluo.matters.queries.worklists import late, lying, matters_in, reached
from yuanluo.matters.visibility import visible
from yuanluo.people.models import Person
from yuanluo.record.statements import FirstRows
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yuanluo.people.queries import Standing

POWER = "supervise"
#: Numbers of now count up to here and then say "999+".
COUNTED_MOST = 1000
VACANT_MOST = 30
PERIODS = (30, 90, 365)
#: How long afterwards the same trouble counts as reported again.
AGAIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Watched:
    """Whose places are looked at, over which days."""

    who: Standing
    at: datetime
    days: int = 90
    place: str = ""

    @property
    def since(self) -> datetime:
        """Where the period begins."""
        return self.at - timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Drill:
    """Which list is opened: a number of the page, or a person's or a level's."""

    name: str
    level: str = ""
    person: int = 0
    post: str = ""
    at_place: str = ""


def held_in(watched: Watched) -> ResponsibilityQuerySet:
    """Responsibilities in the places watched, through the door."""
    anywhere = _where(watched, "matter__")
    return Responsibility.objects.visible_to(watched.who).filter(anywhere)


def _pending(watched: Watched) -> QuerySet[Pending]:
    seen = visible(watched.who, "matter")
    return Pending.objects.filter(seen).filter(_where(watched, "matter__"))


def _matters(watched: Watched) -> QuerySet[Matter]:
    return matters_in(watched.who, watched.place, POWER)


def _where(watched: Watched, matter: str) -> Q:
    anywhere = Q()
    for place in reached(watched.who, POWER, watched.place):
        near = Q(township=place[:9]) if len(place) > 9 else Q()
        anywhere |= near & lying(place, matter)
    return anywhere or Q(pk__in=())


def rows_of(watched: Watched, drill: Drill) -> tuple[QuerySet[Any], Sorted]:
    """Give the rows behind a number, and how they are read."""
    held, since = held_in(watched).now(), watched.since
    match drill.name:
        case "open":
            return held, HELD
        case "late":
            return held.filter(late(watched.at)), HELD
        case "vacant":
            return _vacant(watched, drill), HELD
        case "refused" | "inquiries":
            awaited = {"kind": "inquiry", "settled_at": None}
            refused = {"kind": "handover", "stage": "refused", "at__gte": since}
            told = refused if drill.name == "refused" else awaited
            return _pending(watched).filter(**told), ASKED
        case "reopened":
            return _reopened(watched), RESTARTED
        case "opened" | "assisted":
            return _opened(watched, drill), RAISED
        case "settled" | "settled-reopened" | "settled-again":
            return _settled(watched, drill), ENDED
    from yuanluo.insight.queries.ranking import rows_of_person

    return rows_of_person(watched, drill), DONE


def _vacant(watched: Watched, drill: Drill) -> QuerySet[Responsibility]:
    found = held_in(watched).now().filter(vacant=True)
    if drill.post:
        found = found.filter(post=drill.post, place=drill.at_place)
    return found


def _reopened(watched: Watched) -> QuerySet[Matter]:
    return _matters(watched).filter(reopened__gt=0, started_at__gte=watched.since)


def _opened(watched: Watched, drill: Drill) -> QuerySet[Matter]:
    """Matters opened in the period: all, or those reported for somebody (R36)."""
    found = _matters(watched).filter(opened_at__gte=watched.since)
    return found.filter(reporter__isnull=False) if drill.name == "assisted" else found


def _settled(watched: Watched, drill: Drill) -> QuerySet[Matter]:
    """Matters settled in the period: at a level, and what came after."""
    found = settled(watched)
    if drill.level:
        found = found.filter(level=drill.level)
    if drill.name == "settled-reopened":
        found = found.filter(reopened__gt=0)
    if drill.name == "settled-again":
        found = found.filter(reported_again())
    return found


def settled(watched: Watched) -> QuerySet[Matter]:
    """Give the matters that were settled in the period."""
    ended = _matters(watched).filter(ended_at__gte=watched.since)
    return ended.filter(ended_at__lt=watched.at).exclude(result__in=NOT_SETTLED)


def reported_again() -> Q:
    """Say that the same trouble was reported again: same kind, same person or home.

    A matter held down looks settled; this is where it shows. Asked in two questions,
    because each has its index.
    """
    after = Matter.objects.filter(
        category=OuterRef("category"),
        opened_at__gt=OuterRef("ended_at"),
        opened_at__lte=OuterRef("ended_at") + AGAIN,
    )
    by_person = Exists(after.filter(requester=OuterRef("requester")))
    return Q(by_person) | Q(Exists(after.filter(home=OuterRef("home"))))


def page_of(
    watched: Watched,
    drill: Drill,
    *,
    after: Key | None = None,
    before: Key | None = None,
    most: int = PAGE,
) -> Listed:
    """Give one page of the list behind a number, in one statement."""
    found, how = rows_of(watched, drill)
    rows = list(columns(found, how, most, after=after, before=before))
    return listed(rows, how, most, after=after, before=before)


# Numbers ------------------------------------------------------------------------------

NUMBERS = (
    "open",
    "late",
    "refused",
    "reopened",
    "inquiries",
    "vacant",
    "assisted",
    "opened",
)
#: Numbers that stand beside others, and are no figure of their own.
WHOLES = ("open", "opened")


def numbers(watched: Watched) -> dict[str, int]:
    """Count what is watched, each up to a thousand, in one statement."""
    counted = [
        FirstRows(rows_of(watched, Drill(name))[0].order_by()[:COUNTED_MOST])
        for name in NUMBERS
    ]
    me = Person.objects.filter(pk=watched.who.person or 0)
    row = me.values_list(*counted).first()
    return dict(zip(NUMBERS, row or (), strict=True)) if row else {}


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that nobody holds, and how many matters wait for it."""

    post: str
    place: str
    place_name: str
    charter: str
    count: int


def vacancies(watched: Watched) -> list[Vacancy]:
    """Give the posts that matters wait for and nobody holds: two statements."""
    rows = list(
        _vacant(watched, Drill("vacant"))
        .order_by()
        .values_list("post", "place", "matter__playbook__charter")
        .annotate(count=Count("pk"))
        .order_by("-count", "place", "post")[:VACANT_MOST]
    )
    codes = {place for _, place, _, _ in rows}
    names = dict(Place.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        Vacancy(post, place, names.get(place, place), charter, count)
        for post, place, charter, count in rows
    ]


@dataclass(frozen=True, slots=True)
class Rung:
    """What was settled at a level, and what came back from it."""

    level: str
    settled: int
    reopened: int
    again: int


def ladder(watched: Watched) -> list[Rung]:
    """Count what was settled at each level, with what came back, in one statement."""
    rows = (
        settled(watched)
        .order_by()
        .values_list("level")
        .annotate(
            whole=Count("pk"),
            back=Count("pk", filter=Q(reopened__gt=0)),
            more=Count("pk", filter=reported_again()),
        )
    )
    return [Rung(*row) for row in rows.values_list("level", "whole", "back", "more")]
