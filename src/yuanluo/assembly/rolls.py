"""Rolls: who belongs to a body at a stated time, frozen under one hash.

A roll is gathered once, from appointments or residencies as they are on its day, and
never again: whoever comes or goes later is not on it and not off it. Where a row was
changed behind the product's back the hash no longer holds, and the count is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum

from yuanluo.assembly.models import OWNERS, Roll, RollEntry
from yuanluo.kernel.canonical import digest
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.place import subtree_range
from yuanluo.people.models import Appointment, OwnedUnit
from yuanluo.people.queries import residing
from yuanluo.territory.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from yuanluo.assembly.models import Meeting
    from yuanluo.kernel.deciding.binding import Rule
    from yuanluo.kernel.deciding.rulepack import Electorate


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One who belongs: a person, or a household with its name; of owners the area."""

    name: str
    person: int | None = None
    household: int | None = None
    area: int | None = None


def belonging(  # noqa: PLR0917 - who belongs hangs on all of them
    way: Electorate,
    body: str,
    charter: str,
    place: str,
    day: date,
    deciding: date | None = None,
) -> list[Enrolled]:
    """Give who belongs on a day, in the order of names; one statement.

    `deciding` is the day on which they decide, of which their age is asked.
    """
    if way.unit == "seats":
        return _seated(body, charter, place, day)
    if way.unit == "households":
        return _households(place, day)
    if way.unit == OWNERS:
        return _owners(place, day)
    return _persons(place, day, way.least_age, deciding or day)


def _seated(body: str, charter: str, village: str, day: date) -> list[Enrolled]:
    held = Appointment.objects.on(day).filter(
        post__key__in=[f"seat:{body}", f"chair:{body}"],
        post__charter=charter,
        place=village,
    )
    rows = held.order_by("person__name", "person").values_list("person__name", "person")
    return [Enrolled(name, person) for name, person in dict.fromkeys(rows)]


def _households(place: str, day: date) -> list[Enrolled]:
    rows = (
        residing(day)
        .filter(_inside(place, day))
        .order_by("household__name", "household")
        .values_list("household__name", "household")
    )
    return [Enrolled(name, household=key) for name, key in dict.fromkeys(rows)]


def _owners(place: str, day: date) -> list[Enrolled]:
    """Give whoever stands for units there: once, with the area of all of them."""
    owned = OwnedUnit.objects.on(day).filter(place=place)
    rows = owned.values("owner", "owner__name").annotate(all=Sum("area"))
    people = rows.order_by("owner__name", "owner")
    return [Enrolled(r["owner__name"], r["owner"], area=r["all"]) for r in people]


def _persons(
    place: str, day: date, least_age: int | None, deciding: date
) -> list[Enrolled]:
    """Give the people who live there; whose birthday is not known is taken as grown."""
    rows = residing(day).filter(_inside(place, day))
    if least_age is not None:
        born_by = Q(person__born__lte=years_before(deciding, least_age))
        rows = rows.filter(Q(person__born=None) | born_by)
    people = rows.order_by("person__name", "person").values_list(
        "person__name", "person"
    )
    return [Enrolled(name, person) for name, person in people]


def years_before(day: date, years: int) -> date:
    """Give the day on which somebody was born who is that old today.

    >>> from datetime import date
    >>> years_before(date(2044, 2, 29), 18), years_before(date(2026, 3, 31), 18)
    (datetime.date(2026, 2, 28), datetime.date(2008, 3, 31))
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _inside(place: str, day: date) -> Q:
    """Say that a home lies in a place: in a division by the day's memberships."""
    if "-" in place:
        held = Membership.objects.filter(
            Q(until=None) | Q(until__gt=day), place=place, since__lte=day
        )
        return Q(household__home__in=held.values("home"))
    lower, upper = subtree_range(place)
    return Q(household__home__village__gte=lower, household__home__village__lt=upper)


def sha256_of(rows: Iterable[RollEntry]) -> str:
    """Hash the rows of a roll, in the order of their numbers."""
    return digest([told(row) for row in sorted(rows, key=lambda row: row.number)])


def told(row: RollEntry) -> list[Any]:
    """Give a row as it is hashed; an area stands only where owners are counted."""
    found = [row.number, row.name, row.person_id, row.household_id]
    return found if row.area is None else [*found, row.area]


def is_intact(roll: Roll) -> bool:
    """Say whether a roll still is what was frozen."""
    rows = list(RollEntry.objects.filter(roll=roll))
    return len(rows) == roll.size and sha256_of(rows) == roll.sha256


def freeze(
    meeting: Meeting, rule: Rule, place: str, at: datetime, until: datetime
) -> Roll:
    """Freeze who belongs on the day of the call, numbered in the order of names.

    Who is old enough is asked of the day on which they will decide.
    """
    way = rule.electorate(meeting.unit)
    assert way is not None, meeting.unit
    day = at.astimezone(SHANGHAI).date()
    deciding = meeting.held_at.astimezone(SHANGHAI).date()
    people = belonging(way, meeting.body, meeting.charter, place, day, deciding)
    rows = [
        RollEntry(
            number=number,
            name=one.name,
            person_id=one.person,
            household_id=one.household,
            area=one.area,
        )
        for number, one in enumerate(people, start=1)
    ]
    roll = Roll.objects.create(
        meeting=meeting,
        as_of=day,
        frozen_at=at,
        size=len(rows),
        sha256=sha256_of(rows),
        objections_until=until,
    )
    for row in rows:
        row.roll = roll
    RollEntry.objects.bulk_create(rows, 500)
    return roll
