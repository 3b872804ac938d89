"""Courtyards hold whenever any partition does, and otherwise the reason is told."""

import random
from collections.abc import Sequence
from functools import lru_cache

import pytest
import shapely

from yuanluo.kernel.courtyards.measuring import measure
from yuanluo.kernel.courtyards.neighbours import neighbours
from yuanluo.kernel.courtyards.proposing import propose
from yuanluo.kernel.courtyards.village import Dwelling, Limits, Obstacle

LIMITS = Limits(20, 40)
RIVER = shapely.LineString([(-1000.0, 500.0), (2000.0, 510.0)])


def homes(points: Sequence[tuple[float, float]], households: int = 1) -> list[Dwelling]:
    return [Dwelling(f"h{n}", x, y, households) for n, (x, y) in enumerate(points)]


def scattered(number: int, seed: int, most: float = 1000.0) -> list[Dwelling]:
    chance = random.Random(seed)
    return homes(
        [(chance.uniform(0, 1000), chance.uniform(0, most)) for _ in range(number)]
    )


def obstacles(
    village: Sequence[Dwelling], *barriers: shapely.Geometry, limits: Limits = LIMITS
) -> list[tuple[str, int]]:
    proposal = propose(village, limits, barriers)
    assert bool(proposal.courtyards) != bool(proposal.reasons)
    return [(one.obstacle.value, one.households) for one in proposal.reasons]


def holds(
    village: Sequence[Dwelling], *barriers: shapely.Geometry, limits: Limits = LIMITS
) -> tuple[tuple[str, ...], ...]:
    proposal = propose(village, limits, barriers)
    assert not proposal.reasons
    told = sorted(one for part in proposal.courtyards for one in part)
    assert told == sorted(home.id for home in village)
    found = measure(village, proposal.courtyards, limits, barriers)
    assert found.within_limits == found.connected == found.courtyards
    return proposal.courtyards


def exists(near: list[int], weight: list[int], limits: Limits) -> bool:
    """Try every set of homes: slow, and without any idea of ours."""
    everyone = (1 << len(weight)) - 1
    courtyards = {
        some
        for some in range(1, everyone + 1)
        if limits.hold(sum(w for n, w in enumerate(weight) if some >> n & 1))
        and in_one_piece(near, some)
    }

    @lru_cache(None)
    def divides(left: int) -> bool:
        return not left or any(
            one & left == one and divides(left ^ one)
            for one in courtyards
            if one & left & -left
        )

    return divides(everyone)


def in_one_piece(near: list[int], some: int) -> bool:
    seen, before = some & -some, 0
    while seen != before:
        before = seen
        for n, mask in enumerate(near):
            if before >> n & 1:
                seen |= mask & some
    return seen == some


def odd_village(seed: int) -> tuple[list[Dwelling], Limits, list[shapely.Geometry]]:
    """Make a small village that is likely to be awkward."""
    chance = random.Random(seed)
    limits = Limits(*chance.choice([(20, 40), (3, 5), (2, 3), (4, 4), (5, 7), (1, 1)]))
    heavy = [1, 5, 9, 10, 15, 18, 25, 35, 40, 41]
    weights = heavy if limits.least == LIMITS.least else [1, 1, 1, 2, 3]
    number = chance.randint(1, 8)
    points = chance.choice(
        [
            [(chance.uniform(0, 9), chance.uniform(0, 9)) for _ in range(number)],
            [(3.3 * n, 1.1 * n) for n in range(number)],
            [
                (float(chance.randint(0, 3)), float(chance.randint(0, 3)))
                for _ in range(number)
            ],
            [(float(chance.randint(0, 1)), 0.0) for _ in range(number)],
        ]
    )
    walls = [
        shapely.LineString(
            [(chance.uniform(-1, 10), -5.3), (chance.uniform(0, 9), 9.7)]
        )
        for _ in range(chance.choice([0, 1, 2, 3]))
    ]
    village = [
        Dwelling(str(n), *point, chance.choice(weights))
        for n, point in enumerate(points)
    ]
    return village, limits, walls


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_whatever_exists_is_found_and_nothing_else(first: int) -> None:
    """The other side of the bar: both answers must come up often."""
    answers = set()
    for seed in range(first, first + 50):
        village, limits, walls = odd_village(seed)
        places = sorted({(home.x, home.y) for home in village})
        wide = neighbours(places, walls)[1]
        at = [places.index((home.x, home.y)) for home in village]
        near = [
            sum(
                1 << m
                for m, there in enumerate(at)
                if m != n and (there == here or there in wide[here])
            )
            for n, here in enumerate(at)
        ]
        wanted = exists(near, [home.households for home in village], limits)
        answers.add(wanted)
        if wanted:
            holds(village, *walls, limits=limits)
        else:
            told = obstacles(village, *walls, limits=limits)
            assert told, seed
            assert Obstacle.NOT_FOUND not in {kind for kind, _ in told}
    assert answers == {True, False}


def test_too_many_in_one_place() -> None:
    village = [*scattered(100, 1), Dwelling("tower", 5.0, 5.0, 45)]
    assert obstacles(village) == [("home_too_large", 45)]


def test_doors_at_one_point_can_be_parted_but_not_a_set() -> None:
    doors = homes([(3.0, 4.0)] * 45)
    assert len(holds(doors)) == 2
    kept = [Dwelling(one.id, one.x, one.y, 1, together="tower") for one in doors]
    assert obstacles(kept) == [("set_too_large", 45)]


def test_few_behind_a_river() -> None:
    over = [(float(n * 60), 900.0 + n % 3) for n in range(15)]
    village = [
        *scattered(100, 2, 400.0),
        *[Dwelling(f"over{n}", *at) for n, at in enumerate(over)],
    ]
    assert obstacles(village, RIVER) == [("too_few", 15)]
    holds(village)


def test_a_number_that_is_no_sum() -> None:
    assert obstacles(scattered(41, 3), limits=Limits(30, 40)) == [("indivisible", 41)]
    holds(scattered(41, 3))


def test_a_star_cannot_be_cut() -> None:
    """Four arms of fifteen that meet in one home: three of them are too many."""
    arms = [
        (x * n * 10.0, y * n * 10.0)
        for n in range(1, 16)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    walls = [
        shapely.LineString([(x * 1.0, y * 1.0), (x * 900.0, y * 900.0)])
        for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1))
    ]
    assert obstacles(homes([(0.0, 0.0), *arms]), *walls) == [("pocket", 46)]


def test_fixed_courtyards_stand_and_the_others_are_divided() -> None:
    village = scattered(120, 4)
    south = sorted(village, key=lambda home: home.y)[:30]
    told = {home.id for home in south}
    fixed = [
        Dwelling(h.id, h.x, h.y, 1, "south" if h.id in told else "") for h in village
    ]
    assert told in [set(part) for part in holds(fixed)]
    few = [
        Dwelling(h.id, h.x, h.y, 1, "few" if h is village[0] else "") for h in village
    ]
    assert ("fixed_out_of_limits", 1) in obstacles(few)


def test_homes_to_be_kept_together_are() -> None:
    village = scattered(200, 5)
    far = {village[0].id, village[1].id, village[2].id}
    bound = [
        Dwelling(h.id, h.x, h.y, 1, "", "kin" if h.id in far else "") for h in village
    ]
    assert any(far <= set(part) for part in holds(bound))


def test_homes_of_several_households() -> None:
    """Blocks of thirty-five stand alone; fifteens must come in pairs."""
    blocks = scattered(30, 6)
    holds([Dwelling(h.id, h.x, h.y, 35) for h in blocks])
    holds([Dwelling(h.id, h.x, h.y, 15) for h in blocks])
    odd = [Dwelling(h.id, h.x, h.y, 15) for h in scattered(31, 6)]
    assert obstacles(odd) == [("lumps", 465)]


@pytest.mark.parametrize(
    "village",
    [
        homes([(0.0, 0.0)], 30),
        homes([(0.0, 0.0), (5.0, 5.0)], 10),
        homes([(float(n), 2.0 * n) for n in range(64)]),
        homes([(0.1 * n, 0.1 * n * n) for n in range(90)]),
        homes([(7.0, 7.0)] * 700),
        homes([(float(n % 8), float(n // 8)) for n in range(160)]),
        homes([(n % 5 * 1e-9, n // 5 * 1e-9) for n in range(50)]),
    ],
    ids=["one", "two", "line", "curve", "point", "grid", "dust"],
)
def test_degenerate_places(village: list[Dwelling]) -> None:
    holds(village)


def test_the_order_of_homes_does_not_matter() -> None:
    village = scattered(300, 7)
    mixed = list(village)
    random.Random(8).shuffle(mixed)
    assert propose(village, LIMITS) == propose(mixed, LIMITS)


def test_hamlets_are_not_parted() -> None:
    """Where every hamlet can be a courtyard, each is one."""
    chance = random.Random(9)
    middles = [(x * 2000.0, y * 2000.0) for x in range(3) for y in range(3)]
    village = [
        Dwelling(f"{n}-{m}", x + chance.gauss(0, 60), y + chance.gauss(0, 60))
        for n, (x, y) in enumerate(middles)
        for m in range(25 + n)
    ]
    parts = holds(village)
    assert [len({one.split("-")[0] for one in part}) for part in parts] == [1] * 9


def test_a_large_village_is_divided_district_by_district() -> None:
    parts = holds(scattered(1700, 10))
    assert len(parts) >= 1700 // 22
