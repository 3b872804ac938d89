"""Doors that many homes share, and limits that leave no room: told off home by home."""

import random

import pytest
from bench.awkward import planted

from yuanluo.kernel.courtyards.doors import by_doors
from yuanluo.kernel.courtyards.measuring import measure
from yuanluo.kernel.courtyards.neighbours import neighbours
from yuanluo.kernel.courtyards.proposing import propose
from yuanluo.kernel.courtyards.village import Dwelling, Limits


def hamlets(number: int, homes: int, seed: int) -> list[Dwelling]:
    """Put so many homes of one household behind so many doors of six hamlets."""
    chance = random.Random(seed)
    middles = [(chance.uniform(0, 999), chance.uniform(0, 999)) for _ in range(6)]
    doors = [
        (chance.gauss(x, 30), chance.gauss(y, 30))
        for x, y in (chance.choice(middles) for _ in range(number))
    ]
    behind = [*doors, *chance.choices(doors, k=homes - number)]
    return [Dwelling(f"h{n}", *door) for n, door in enumerate(behind)]


def parted(homes: list[Dwelling], limits: Limits) -> list[list[int]] | None:
    points = sorted({(home.x, home.y) for home in homes})
    at = [points.index((home.x, home.y)) for home in homes]
    wide = neighbours(points)[1]
    return by_doors([home.households for home in homes], at, wide, limits)


@pytest.mark.parametrize("limits", [Limits(40, 40), Limits(20, 20), Limits(37, 40)])
@pytest.mark.parametrize("seed", range(3))
def test_equal_limits_are_kept_to_the_last_home(limits: Limits, seed: int) -> None:
    homes = hamlets(90, 30 * 40, seed)
    parts = parted(homes, limits)
    assert parts is not None
    told = [[homes[home].id for home in part] for part in parts]
    found = measure(homes, told, limits)
    assert found.within_limits == found.connected == found.courtyards
    assert sorted(one for part in told for one in part) == sorted(h.id for h in homes)


def test_who_stands_alone_counts_as_the_lump_they_are() -> None:
    left = [Dwelling(f"l{n}", 0.0, 0.0) for n in range(30)]
    right = [Dwelling(f"r{n}", 100.0, 0.0) for n in range(20)]
    lump = Dwelling("lump", 50.0, 0.0, 10)
    parts = parted([*left, lump, *right], Limits(30, 30))
    assert parts is not None
    assert sorted(map(len, parts)) == [21, 30]
    # With thirty on either side the lump would have to be shared.
    heavy = [*left, Dwelling("lump", 50.0, 0.0, 20), *right, *right[:10]]
    assert parted(heavy, Limits(40, 40)) is None
    # Far apart limits are left to those who look for short ways.
    assert parted([*left, lump, *right], Limits(20, 40)) is None


def test_what_cannot_be_is_not_found() -> None:
    assert parted(hamlets(20, 399, 0), Limits(40, 40)) is None


def test_a_village_of_doors_is_divided_where_it_was_not_found_before() -> None:
    """5,440 homes behind 400 doors: too many links for a node a home."""
    village = planted(154)
    told = propose(village.homes, village.limits, village.walls)
    found = measure(village.homes, told.courtyards, village.limits, village.walls)
    assert (found.courtyards, found.within_limits, found.connected) == (136, 136, 136)
