"""The figures of the source put to the database: what it counts, and what it should.

A plan says what its source says (`[[figure]]`); whether the demonstration came out so
is asked of the tables and never of the plan. The words that can be counted are the ones
here. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanluo.insight.queries import solved
from yuanluo.kernel.place import subtree_range
from yuanluo.people.models import Appointment, Body, Household
from yuanluo.people.queries import residing
from yuanluo.territory.models import Home, Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet

    from yuanluo.config.demo.plan import Figure, Plan
    from yuanluo.people.models import Residency


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure of the source and what the database counts."""

    figure: Figure
    found: int

    @property
    def holds(self) -> bool:
        """Whether it came out as the source says."""
        return self.found == self.figure.be

    def __str__(self) -> str:
        return f"{self.figure.says}: {self.found}, the source has {self.figure.be}"


def checked(plan: Plan, day: date) -> list[Checked]:
    """Ask the database every figure of a plan."""
    return [Checked(one, COUNTS[one.count](one, day)) for one in plan.figures]


def _lies(field: str, within: str) -> Q:
    lower, upper = subtree_range(within)
    return Q(**{f"{field}__gte": lower, f"{field}__lt": upper})


def _homes(one: Figure, _: date) -> int:
    found = Home.objects.filter(_lies("village", one.within))
    return found.filter(address__startswith=one.of).count()


def _households(one: Figure, _: date) -> int:
    return Household.objects.filter(_lies("home__village", one.within)).count()


def _living(one: Figure, day: date) -> QuerySet[Residency]:
    return residing(day).filter(_lies("household__home__village", one.within))


def _people(one: Figure, day: date) -> int:
    """Count who belongs here, at home or away."""
    return _living(one, day).values("person").distinct().count()


def _at_home(one: Figure, day: date) -> int:
    return _living(one, day).filter(away=False).count()


def _elders(one: Figure, day: date) -> int:
    """Count who is at home and 60 or older."""
    sixty = day.replace(year=day.year - 60, day=min(day.day, 28))
    return _living(one, day).filter(away=False, person__born__lte=sixty).count()


def _places(one: Figure, _: date) -> int:
    return Place.objects.filter(_lies("code", one.within), level=one.of).count()


def _held(one: Figure, day: date, posts: str) -> int:
    """Count who holds one of the posts; `post@level` counts those at one level."""
    running = Appointment.objects.on(day).filter(_lies("place", one.within))
    wanted = Q()
    for post in posts.split():
        key, _, level = post.partition("@")
        wanted |= Q(post__key=key, **({"place__level": level} if level else {}))
    return running.filter(wanted).count()


def _holders(one: Figure, day: date) -> int:
    return _held(one, day, one.of)


def _seats(one: Figure, day: date) -> int:
    return _held(one, day, f"seat:{one.of}")


def _staffed(one: Figure, day: date) -> int:
    """Count the places where somebody holds the post."""
    running = Appointment.objects.on(day).filter(_lies("place", one.within))
    places = running.filter(post__key=one.of).values("place")
    return places.distinct().count()


def _bodies(one: Figure, day: date) -> int:
    """Count the bodies of a name in which somebody sits."""
    here = Body.objects.filter(_lies("place", one.within), key=one.of)
    sitting = Appointment.objects.on(day).filter(body__in=here)
    return sitting.values("body").distinct().count()


def _solved(one: Figure, _: date) -> int:
    """Count what people brought and was settled; `of` keeps to some kinds of it."""
    kinds = one.of.split()
    rows = solved.of(one.within)
    return sum(row.solved for row in rows if not kinds or row.category in kinds)


COUNTS: dict[str, Callable[[Figure, date], int]] = {
    "homes": _homes,
    "households": _households,
    "people": _people,
    "at-home": _at_home,
    "elders": _elders,
    "places": _places,
    "holders": _holders,
    "staffed": _staffed,
    "bodies": _bodies,
    "seats": _seats,
    "solved": _solved,
}
