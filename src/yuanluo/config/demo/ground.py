"""The ground of a demonstration: divisions below the village, doors, points on the map.

Homes of a block stand together: buildings in rows, courtyards in clusters around the
middle of the village. Which home belongs to which division is written as dated
memberships. Nothing here knows who lives there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from yuanluo.kernel.place import make_division
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from yuanluo.config.demo.plan import Division, Village

#: Since when divisions and homes are there.
SINCE = date(2019, 3, 1)
#: What has ended since was there from then on.
BEFORE = date(2000, 1, 1)
BATCH = 1000
#: About sixty metres between buildings, four hundred between courtyards.
BUILDING_STEP = 0.0006
COURTYARD_STEP = 0.0040
DOOR_STEP = 0.00012
FLOORS = 6
DOORS = 2
#: A valley: about two hundred metres from one courtyard to the next, bends of its
#: river, three hamlets to a courtyard on either bank, doors some twenty metres apart.
VALLEY_STEP, VALLEY_BEND, BANK = 0.0020, 0.0027, 0.0009
HAMLETS, YARD_STEP = 3, 0.00019
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
#: Where a village has no point of its own.
SOMEWHERE = (107.33, 25.83)

Point = tuple[float, float]


@dataclass(slots=True)
class Door:
    """A home before and after it is written: its address, point and divisions."""

    address: str
    point: Point
    estate: str
    units: dict[str, str]
    inhabited: bool = True
    pk: int = 0


@dataclass(slots=True)
class Ground:
    """A village of the demonstration, laid out."""

    code: str
    doors: list[Door]
    #: Places of each level in the order of their numbers.
    places: dict[str, list[str]] = field(default_factory=dict)
    _inside: dict[str, list[Door]] = field(default_factory=dict)

    def in_place(self, code: str) -> list[Door]:
        """Give the doors of a division."""
        if not self._inside:
            for door in self.doors:
                for one in door.units.values():
                    self._inside.setdefault(one, []).append(door)
        return self._inside.get(code, [])

    @property
    def lived_in(self) -> list[Door]:
        """The doors behind which somebody lives."""
        return [door for door in self.doors if door.inhabited]

    def in_estate(self, name: str) -> list[Door]:
        """Give the doors of an estate that are lived in, or all of them."""
        return [door for door in self.lived_in if not name or door.estate == name]


def lay_out(village: Village) -> Ground:
    """Lay a village out and write it: divisions, homes and memberships."""
    place = Place.objects.only("lon", "lat", "charter").get(code=village.code)
    middle = (place.lon or SOMEWHERE[0], place.lat or SOMEWHERE[1])
    places, names = _divisions(village)
    doors = _doors(village, middle, places, names)
    ground = Ground(village.code, doors, places)
    _write(village, ground, names, place.charter_id)
    return ground


def _divisions(village: Village) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Number the divisions of every level, and name them."""
    taken = Place.objects.below_village(village.code).count()
    places: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for division in village.divisions:
        codes = [
            make_division(village.code, taken + number)
            for number in range(1, division.count + 1)
        ]
        taken += division.count
        places[division.level] = codes
        called = _block_names(village) if division == village.block else None
        for number, code in enumerate(codes, start=1):
            names[code] = called[number - 1] if called else division.called(number)
    return places, names


def _block_names(village: Village) -> list[str]:
    """Name the blocks; in estates, each counts its own buildings."""
    found = []
    counts: dict[str, int] = {}
    for estate in _estate_of_blocks(village):
        counts[estate] = counts.get(estate, 0) + 1
        found.append(f"{estate}{village.block.called(counts[estate])}")
    return found


def _estate_of_blocks(village: Village) -> list[str]:
    """Say in which estate each block lies; an estate has whole blocks."""
    count = village.block.count
    if not village.estates:
        return [""] * count
    shares = [max(1, round(e.homes * count / village.homes)) for e in village.estates]
    largest = max(range(len(shares)), key=shares.__getitem__)
    shares[largest] += count - sum(shares)
    return [
        estate.name
        for estate, share in zip(village.estates, shares, strict=True)
        for _ in range(share)
    ]


def _blocks_of_homes(village: Village) -> list[int]:
    """Say in which block each home stands."""
    estates = _estate_of_blocks(village)
    if not village.estates:
        count = village.block.count
        return [index * count // village.homes for index in range(village.homes)]
    found, first = [], 0
    for estate in village.estates:
        blocks = estates.count(estate.name)
        found += [first + i * blocks // estate.homes for i in range(estate.homes)]
        first += blocks
    return found


def _unit(division: Division, village: Village, home: int, block: int) -> int:
    """Give the number, from nought, of the division that a home belongs to."""
    whole = village.block.count % division.count == 0
    if whole or division.whole or village.block.under == division.level:
        return block * division.count // village.block.count
    return home * division.count // village.homes


def _doors(
    village: Village,
    middle: Point,
    places: dict[str, list[str]],
    names: dict[str, str],
) -> list[Door]:
    found: list[Door] = []
    estates = _estate_of_blocks(village)
    inside: dict[int, int] = {}
    for home, block in enumerate(_blocks_of_homes(village)):
        number = inside.get(block, 0)
        inside[block] = number + 1
        units = {
            one.level: places[one.level][_unit(one, village, home, block)]
            for one in village.divisions
            if not one.until
        }
        called = names[places[village.block.level][block]]
        found.append(
            Door(
                address=_address(village, called.removeprefix(estates[block]), number)
                .replace("{estate}", estates[block]),
                point=_point(village, middle, block, number),
                estate=estates[block],
                units=units,
                inhabited=_is_inhabited(village, home),
            )
        )  # fmt: skip
    return found


def _is_inhabited(village: Village, home: int) -> bool:
    """Spread empty homes evenly among the others."""
    full = village.inhabited
    return (home + 1) * full // village.homes > home * full // village.homes


def _address(village: Village, block: str, number: int) -> str:
    per_unit = FLOORS * DOORS
    floor = number % per_unit // DOORS + 1
    return (
        village.address.replace("{building}", block)
        .replace("{courtyard}", block)
        .replace("{unit}", str(number // per_unit + 1))
        .replace("{door}", f"{floor}0{number % DOORS + 1}")
        .replace("{number}", str(number + 1))
    )


def _point(village: Village, middle: Point, block: int, number: int) -> Point:
    """Put a home on the map: along its building, or around its courtyard."""
    if village.layout == "valley":
        return _in_valley(village, middle, block, number)
    if village.layout == "buildings":
        across = math.ceil(math.sqrt(village.block.count * 1.6))
        down = math.ceil(village.block.count / across)
        row, column = divmod(block, across)
        east = (column - (across - 1) / 2) * BUILDING_STEP
        north = ((down - 1) / 2 - row) * BUILDING_STEP
        east += (number // (FLOORS * DOORS) - 0.5) * DOOR_STEP
        north += number % (FLOORS * DOORS) * DOOR_STEP / 40
    else:
        turn = block * 2 * math.pi / village.block.count
        ring = DOOR_STEP * math.sqrt(number + 1) * 2
        east = COURTYARD_STEP * math.cos(turn) + ring * math.cos(number * GOLDEN_ANGLE)
        north = COURTYARD_STEP * math.sin(turn) + ring * math.sin(number * GOLDEN_ANGLE)
    return round(middle[0] + east, 6), round(middle[1] + north, 6)


def _in_valley(village: Village, middle: Point, block: int, number: int) -> Point:
    """Put a home on the bank of a river: hamlets, no two alike, always the same."""
    hamlet, door = number % HAMLETS, number // HAMLETS
    chance = Random(f"{village.code}/{block}/{hamlet}")  # noqa: S311 -- a drawing
    along = (block - (village.block.count - 1) / 2) * VALLEY_STEP
    along += (hamlet - 1) * VALLEY_STEP / HAMLETS + chance.uniform(-0.0003, 0.0003)
    bank = BANK * chance.choice((-1, 1)) * chance.uniform(0.25, 1)
    turn, flat = chance.uniform(0, math.tau), chance.uniform(0.45, 0.8)
    ring = YARD_STEP * math.sqrt(door + 0.6)
    own = Random(f"{village.code}/{block}/{number}")  # noqa: S311 -- a drawing
    ring *= own.uniform(0.85, 1.2)
    angle = door * GOLDEN_ANGLE + turn
    east = along + ring * math.cos(angle)
    north = VALLEY_BEND * math.sin(along / VALLEY_STEP * 0.95) + bank
    north += ring * flat * math.sin(angle)
    return round(middle[0] + east, 6), round(middle[1] + north, 6)


# Writing ------------------------------------------------------------------------------


def _write(
    village: Village, ground: Ground, names: dict[str, str], charter: str | None
) -> None:
    rows = []
    for division in village.divisions:
        for code in ground.places[division.level]:
            members = ground.in_place(code)
            points = [door.point for door in members]
            rows.append(
                Place(
                    code=code,
                    name=names[code],
                    level=division.level,
                    parent=_above(village, division, members),
                    charter_id=charter,
                    boundary=boundary(points),
                    lon=_mean([east for east, _ in points]),
                    lat=_mean([north for _, north in points]),
                    since=BEFORE if division.until else SINCE,
                    until=_day(division.until),
                )
            )
    Place.objects.bulk_create(rows, BATCH)
    _write_homes(village, ground)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _above(village: Village, division: Division, members: list[Door]) -> str:
    if division.under and members:
        return members[0].units[division.under]
    return village.code


def _write_homes(village: Village, ground: Ground) -> None:
    homes = Home.objects.bulk_create(
        [
            Home(
                village_id=village.code,
                address=door.address,
                lon=door.point[0],
                lat=door.point[1],
                generated=True,
            )
            for door in ground.doors
        ],
        BATCH,
    )
    for door, home in zip(ground.doors, homes, strict=True):
        door.pk = home.pk
    Membership.objects.bulk_create(
        [
            Membership(home_id=door.pk, place_id=code, level=level, since=SINCE)
            for door in ground.doors
            for level, code in door.units.items()
        ],
        BATCH,
    )


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 6) if values else None


def boundary(points: list[Point]) -> dict[str, object] | None:
    """Draw a line around points, a few steps outside them, as GeoJSON.

    >>> ring = boundary([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
    >>> ring["type"], len(ring["coordinates"][0])
    ('Polygon', 5)
    """
    hull = _hull(sorted(set(points)))
    if len(hull) < 3:
        return None
    east, north = (sum(one) / len(hull) for one in zip(*hull, strict=True))
    ring = [
        (
            round(x + math.copysign(DOOR_STEP, x - east), 6),
            round(y + math.copysign(DOOR_STEP, y - north), 6),
        )
        for x, y in hull
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _hull(points: list[Point]) -> list[Point]:
    """Give the convex hull of sorted points, counter-clockwise."""
    if len(points) < 3:
        return points
    lower, upper = _half(points), _half(points[::-1])
    return lower[:-1] + upper[:-1]


def _half(points: list[Point]) -> list[Point]:
    found: list[Point] = []
    for point in points:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found


def _turn(one: Point, other: Point, third: Point) -> float:
    return (other[0] - one[0]) * (third[1] - one[1]) - (other[1] - one[1]) * (
        third[0] - one[0]
    )
