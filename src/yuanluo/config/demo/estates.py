"""Who owns which unit in a demonstration, where owners decide together.

The first of each home owns it; one in twelve owns the next door as well. Areas are made
up, to the hundredth of a square metre. It draws its own chance, so that nothing else of
a demonstration is otherwise for it. Where the charter has no owners it does nothing.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from yuanluo.config.demo.ground import BATCH
from yuanluo.kernel.deciding.rulepack import OWNERS
from yuanluo.people.models import OwnedUnit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yuanluo.config.demo.ground import Ground
    from yuanluo.kernel.charter import Charter
    from yuanluo.people.models import Person

#: From the smallest to the largest unit, in hundredths of a square metre.
SMALL, LARGE = 58_00, 141_00
ONE_IN = 12


def give_units(
    charter: Charter,
    grounds: Mapping[str, Ground],
    at_home: Mapping[int, list[Person]],
    since: date,
    seed: int,
) -> int:
    """Register the units of every place whose owners decide; give how many."""
    ruled = {p.id for p in charter.rules if p.electorates[0].unit == OWNERS}
    levels = {body.level for body in charter.bodies if body.rules in ruled}
    chance = Random(seed)  # noqa: S311 -- chance of a demonstration
    rows: list[OwnedUnit] = []
    for ground in grounds.values():
        for level in sorted(levels):
            for place in ground.places.get(level, ()):
                rows += _units(place, ground, at_home, since, chance)
    OwnedUnit.objects.bulk_create(rows, BATCH)
    return len(rows)


def _units(
    place: str,
    ground: Ground,
    at_home: Mapping[int, list[Person]],
    since: date,
    chance: Random,
) -> list[OwnedUnit]:
    doors = [door for door in ground.in_place(place) if at_home.get(door.pk)]
    owners = [at_home[door.pk][0] for door in doors]
    for index in range(ONE_IN, len(owners), ONE_IN):
        owners[index] = owners[index - 1]
    return [
        OwnedUnit(
            place_id=place,
            room=door.address,
            area=chance.randint(SMALL, LARGE),
            owner=owner,
            since=since,
        )
        for door, owner in zip(doors, owners, strict=True)
    ]
