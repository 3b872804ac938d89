"""The four knows of a grid (四知), out of live registers: never typed, never kept.

Overview, families, concerns, people who asked for help. Families are counted and not
named; of matters only those are told that the reader may see anyway, through the door
that every list uses. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.models import Matter
from yuanluo.people import strength
from yuanluo.people.models import Appointment, Body

if TYPE_CHECKING:
    from datetime import date, datetime

    from yuanluo.kernel.charter import Charter
    from yuanluo.people.queries import Standing
    from yuanluo.people.strength import Families
    from yuanluo.territory.models import Place

CONCERNS_DAYS = 90
ASKED_MOST = 20


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody who serves in the grid; of a bounded post, for how many residents."""

    post: str
    name: str
    since: date
    residents: int | None = None
    most: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether there are more residents than the charter allows."""
        return self.most is not None and (self.residents or 0) > self.most


@dataclass(frozen=True, slots=True)
class Concern:
    """What people brought in the last ninety days, of one category."""

    title: str
    count: int
    still_open: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A matter that somebody in the grid awaits an answer to."""

    number: str
    title: str
    category: str
    opened_at: datetime
    private: bool


@dataclass(frozen=True, slots=True)
class Knows:
    """The card of a grid."""

    place: Place
    families: Families
    serving: tuple[Serving, ...]
    bodies: tuple[tuple[str, int], ...]
    concerns: tuple[Concern, ...]
    asked: tuple[Asked, ...]


def knows(
    place: Place, reading: Charter, who: Standing, at: datetime, language: str
) -> Knows:
    """Fill the card of a grid for somebody who may look at it."""
    day = at.date()
    found = strength.force(reading, place.code, day)
    return Knows(
        place=place,
        families=strength.families_of(place.code, day),
        serving=_serving(found, place.code, language),
        bodies=_bodies(place.code, day),
        concerns=_concerns(place.code, reading, who, at, language),
        asked=_asked(place.code, reading, who, language),
    )


def _serving(found: strength.Force, place: str, language: str) -> tuple[Serving, ...]:
    held = Appointment.objects.on(found.day).filter(place=place, body=None)
    rows = held.order_by("post__order", "id").values_list(
        "post__key", "post__title", "person__name", "since"
    )
    loads: dict[str, int] = {}
    lines = list(rows)
    for key, *_ in lines:
        loads[key] = loads.get(key, 0) + 1
    residents = found.residents[place]
    told = []
    for key, title, name, since in lines:
        post = found.reading.post(key)
        most = post.residents_most if post else None
        share = -(-residents // loads[key]) if most is not None else None
        told.append(Serving(title_in(title, language), name, since, share, most))
    return tuple(told)


def _bodies(place: str, day: date) -> tuple[tuple[str, int], ...]:
    sitting = Q(appointments__post__key__startswith="seat:")
    sitting &= Q(appointments__since__lte=day)
    sitting &= Q(appointments__until=None) | Q(appointments__until__gt=day)
    rows = Body.objects.filter(place=place).annotate(
        n=Count("appointments", filter=sitting)
    )
    return tuple(rows.order_by("key").values_list("title", "n"))


def _concerns(
    place: str, reading: Charter, who: Standing, at: datetime, language: str
) -> tuple[Concern, ...]:
    since = at - timedelta(days=CONCERNS_DAYS)
    seen = Matter.objects.visible_to(who).filter(
        Q(places__place=place) | Q(place=place), opened_at__gt=since, parent=None
    )
    # A matter lies in a place by its division or by its place: once in either case.
    counted: dict[str, list[int]] = {}
    rows = seen.values_list("pk", "category", "ended_at").distinct()
    for _, category, ended in rows:
        both = counted.setdefault(category, [0, 0])
        both[0] += 1
        both[1] += ended is None
    found = [
        Concern(_category(reading, category, language), whole, still_open)
        for category, (whole, still_open) in counted.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.title)))


def _asked(
    place: str, reading: Charter, who: Standing, language: str
) -> tuple[Asked, ...]:
    seen = Matter.objects.visible_to(who).filter(
        Q(places__place=place) | Q(place=place), ended_at=None, requester__isnull=False
    )
    rows = seen.order_by("-opened_at").values_list(
        "number", "title", "category", "opened_at", "way"
    )
    return tuple(
        Asked(
            number, title, _category(reading, category, language), at, way == "private"
        )
        for number, title, category, at, way in rows.distinct()[:ASKED_MOST]
    )


def _category(reading: Charter, key: str, language: str) -> str:
    found = reading.category(key)
    return title_in(found.title, language) if found else key
