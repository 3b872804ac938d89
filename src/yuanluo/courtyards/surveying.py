"""What there is to divide: homes that people live in, and what is amiss with them.

Who belongs here is decided by who lives here: a household counts at its door, wherever
its people are registered. Empty homes are left out, for nobody there needs a courtyard
head. Everything amiss is told at once; nothing is written here. What reads shapes is
loaded by the first village that is divided, not by every start.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q

from yuanluo.kernel.courtyards.reading import FAR, Plane, plane_around
from yuanluo.kernel.courtyards.village import Dwelling, Limits
from yuanluo.kernel.effect import Refusal
from yuanluo.people.models import Household
from yuanluo.people.queries import residing
from yuanluo.territory.models import Home, Membership, Place
from yuanluo.territory.queries import charter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from yuanluo.kernel.charter import Level
    from yuanluo.kernel.courtyards.obstructing import Shapes

#: What a page shows, and what a person can still look through.
HOMES_MOST = 3000
NAMED_MOST = 8
FAULTS_MOST = 3


@dataclass(frozen=True, slots=True)
class Door:
    """A home with people: its point, its households, and its courtyard at present."""

    home: int
    address: str
    lon: float
    lat: float
    households: int
    place: str = ""
    has_point: bool = True


def level_of_courtyards(village: str) -> Level | None:
    """Give the level that homes are divided into here; None where the charter has none.

    The first level of the charter that says how many households one has.
    """
    charter = charter_of(village)
    levels = charter.levels if charter else ()
    return next((level for level in levels if level.households), None)


def limits_of(level: Level) -> Limits:
    """Give how many households a courtyard has by the charter."""
    assert level.households is not None, level.id
    return Limits(*level.households)


def doors_of(village: str, level: str, day: date) -> list[Door]:
    """Give the homes of a village where somebody lives on a day; three statements."""
    lived_in = Exists(residing(day).filter(household=OuterRef("pk")))
    counted = Household.objects.filter(lived_in, home__village=village)
    households = dict(counted.values_list("home").annotate(n=Count("pk")).order_by())
    inside = dict(running(village, level, day).values_list("home", "place"))
    homes = Home.objects.filter(village=village).order_by("id")
    return [
        Door(
            home=pk,
            address=address,
            lon=lon or 0.0,
            lat=lat or 0.0,
            households=households[pk],
            place=inside.get(pk, ""),
            has_point=lon is not None and lat is not None,
        )
        for pk, address, lon, lat in homes.values_list("id", "address", "lon", "lat")
        if pk in households
    ]


def running(village: str, level: str, day: date) -> QuerySet[Membership]:
    """Give which home of a village is in which courtyard on a day."""
    found = Membership.objects.filter(home__village=village, level=level)
    return found.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


def courtyards_of(village: str, level: str) -> list[Place]:
    """Give the courtyards of a village that stand."""
    rows = Place.objects.below_village(village).filter(level=level, until=None)
    return list(rows.order_by("code"))


# What is amiss ------------------------------------------------------------------------


def faults_of(village: Place, doors: Sequence[Door]) -> list[Refusal]:
    """Say everything that keeps these homes from being divided."""
    if not doors:
        return [Refusal("NO_HOMES")]
    if len(doors) > HOMES_MOST:
        return [Refusal("TOO_MANY_HOMES", str(HOMES_MOST))]
    pointless = [door.address for door in doors if not door.has_point]
    found = [
        Refusal(code, names(some))
        for code, some in (("NO_POINT", pointless), ("SAME_DOOR", same_doors(doors)))
        if some
    ]
    if len(pointless) == len(doors):
        return found
    return found + _misplaced(village, [d for d in doors if d.has_point])


def same_doors(doors: Iterable[Door]) -> list[str]:
    """Give addresses that differ in nothing that one reads: width, case, blanks."""

    def read(address: str) -> str:
        plain = unicodedata.normalize("NFKC", address).casefold()
        return "".join(plain.split())

    known = Counter(read(door.address) for door in doors)
    return [door.address for door in doors if known[read(door.address)] > 1]


def _misplaced(village: Place, doors: Sequence[Door]) -> list[Refusal]:
    import shapely

    plane = plane_of(doors)
    homes = dwellings(doors, plane)
    found = []
    far = [home.id for home in homes if hypot(home.x, home.y) > FAR]
    if far:
        found.append(Refusal("FAR_AWAY", names(far)))
    if not village.boundary:
        return found
    read = read_barriers(village.boundary, plane, lines=False)
    if read.faults:
        return [*found, Refusal("BAD_BOUNDARY", faults_said(read))]
    whole = shapely.union_all(list(read.shapes))
    outside = [
        home.id for home in homes if not whole.covers(shapely.Point(home.x, home.y))
    ]
    return [*found, Refusal("OUTSIDE", names(outside))] if outside else found


def barrier_faults(read: Shapes, homes: Sequence[Dwelling]) -> list[Refusal]:
    """Say what is wrong with barriers, or which homes lie inside of one."""
    import shapely

    from yuanluo.kernel.courtyards.obstructing import POLYGONS

    if read.faults:
        return [Refusal("BAD_BARRIERS", faults_said(read))]
    inside = [
        home.id
        for home in homes
        for shape in read.shapes
        if shape.geom_type in POLYGONS and shape.contains(shapely.Point(home.x, home.y))
    ]
    return [Refusal("IN_A_BARRIER", names(inside))] if inside else []


def faults_said(read: Shapes) -> str:
    """Say the first faults of a drawing in both languages."""
    some = read.said[:FAULTS_MOST]
    if not some:
        return "; ".join(one.text for one in read.faults[:FAULTS_MOST])
    chinese, english = zip(*some, strict=True)
    return f"{'；'.join(chinese)} / {'; '.join(english)}"


def names(addresses: Sequence[str]) -> str:
    """Name some homes, and how many more there are."""
    shown = "、".join(addresses[:NAMED_MOST])
    left = len(addresses) - NAMED_MOST
    return f"{shown} (+{left})" if left > 0 else shown


# For the kernel -----------------------------------------------------------------------


def plane_of(doors: Sequence[Door]) -> Plane:
    """Lay the plane around homes that have points."""
    return plane_around([(door.lon, door.lat) for door in doors])


def dwellings(
    doors: Sequence[Door],
    plane: Plane,
    *,
    fixed: Iterable[str] = (),
    together: Mapping[str, str] | None = None,
) -> list[Dwelling]:
    """Give homes as the kernel reads them, named by their address."""
    standing, sets = set(fixed), together or {}
    found = []
    for door in doors:
        x, y = plane.at(door.lon, door.lat)
        stands = door.place if door.place in standing else ""
        found.append(
            Dwelling(
                door.address, x, y, door.households, stands, sets.get(door.address, "")
            )
        )
    return found


def shapes_of(text: str) -> dict[str, Any]:
    """Take the shapes of a drawing; what else it tells is nothing that we keep.

    Raises ValueError or RecursionError where the text is no JSON.
    """
    from yuanluo.kernel.courtyards.obstructing import shapes_alone

    return shapes_alone(json.loads(text))


def read_barriers(document: object, plane: Plane, *, lines: bool = True) -> Shapes:
    """Read barriers, or a boundary, as they are kept."""
    from yuanluo.kernel.courtyards.obstructing import Shapes, read_shapes

    if not document:
        return Shapes()
    return read_shapes("map", json.dumps(document).encode(), plane, lines=lines)
