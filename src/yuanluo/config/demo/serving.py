"""Rosters, reserve cadres and facilities of a demonstration, to the source's figures.

The plan gives ages, years and shares; who of those in office has which is chance,
within reason: who serves long is old, a secretary is a member. Ages are whole years on
the day the demonstration is made. Facilities stand so many metres from the village's
middle.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yuanluo.config.demo.ground import SINCE, SOMEWHERE
from yuanluo.people.models import Appointment, Cadre, Person, Placement, Reserve
from yuanluo.territory.models import Facility, Place

if TYPE_CHECKING:
    from random import Random

    from yuanluo.config.demo.plan import Building, Plan, Roster

METRES_A_DEGREE = 111_320
#: A birthday lies so many days back, so that nobody is a year older tomorrow.
BIRTHDAY_DAYS = (30, 240)
LAST_SAFE_DAY = 28


def enrol(plan: Plan, charter: str, today: date, chance: Random) -> None:
    """Write what the plan says of rosters, reserve cadres and facilities."""
    for roster in plan.rosters:
        _roster(roster, charter, today, chance)
    _reserves(plan, charter, today, chance)
    Facility.objects.bulk_create(_facility(one) for one in plan.facilities)


def _roster(roster: Roster, charter: str, today: date, chance: Random) -> None:
    held = Appointment.objects.on(today).filter(
        post__charter=charter, post__key__in=roster.posts, place__level="village"
    )
    offices = sorted(
        held.select_related("post"),
        key=lambda one: (roster.posts.index(one.post.key), one.place_id, one.pk),
    )
    lines = list(
        zip(
            sorted(roster.ages, reverse=True),
            sorted(roster.years, reverse=True),
            roster.schooling(),
            strict=True,
        )
    )
    talents = lines[len(lines) - roster.local_talent :]
    lines = lines[: len(lines) - roster.local_talent]
    chance.shuffle(lines)
    numbers = range(len(offices))
    leading = [n for n in numbers if offices[n].post.key == roster.posts[0]]
    others = [n for n in numbers if n not in leading]
    women = set(chance.sample(numbers, roster.women))
    members = {*leading, *chance.sample(others, roster.members - len(leading))}
    returned = set(chance.sample(others, roster.returned))
    Cadre.objects.bulk_create(
        Cadre(
            person_id=office.person_id,
            place_id=office.place_id,
            born=_ago(today, age, chance),
            woman=number in women,
            education=education,
            member=number in members,
            serves_since=_ago(today, years, chance),
            returned=number in returned,
            local_talent=number >= len(lines),
            since=office.since,
        )
        for number, (office, (age, years, education)) in enumerate(
            zip(offices, [*lines, *talents], strict=True)
        )
    )


def _ago(today: date, years: int, chance: Random) -> date:
    same = date(today.year - years, today.month, min(today.day, LAST_SAFE_DAY))
    return same - timedelta(days=chance.randint(*BIRTHDAY_DAYS))


def _reserves(plan: Plan, charter: str, today: date, chance: Random) -> None:
    for one in plan.reserves:
        free = Person.objects.filter(
            residencies__household__home__village=one.village,
            residencies__until=None,
            appointments=None,
            account=None,
            reserve=None,
        )
        people = chance.sample(list(free.order_by("pk")), one.count)
        since = today - timedelta(days=300)
        rows = Reserve.objects.bulk_create(
            Reserve(person=p, place_id=one.village, source=one.source, since=since)
            for p in people
        )
        Placement.objects.bulk_create(
            Placement(
                reserve=row,
                place_id=one.village,
                work=one.work,
                since=today - timedelta(days=120),
                progress=one.progress,
                looked_on=today - timedelta(days=20) if one.progress else None,
            )
            for row in rows
            if one.work
        )


def _facility(one: Building) -> Facility:
    village = Place.objects.only("lon", "lat", "name").get(code=one.village)
    lon, lat = village.lon or SOMEWHERE[0], village.lat or SOMEWHERE[1]
    narrowing = math.cos(math.radians(lat))
    return Facility(
        village_id=one.village,
        kind=one.kind,
        name=one.name,
        address=one.address,
        lon=round(lon + one.east / METRES_A_DEGREE / narrowing, 6),
        lat=round(lat + one.north / METRES_A_DEGREE, 6),
        hours=one.hours,
        services="\n".join(one.services),
        generated=True,
        since=SINCE,
    )
