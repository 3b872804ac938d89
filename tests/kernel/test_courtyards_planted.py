"""Villages that were divided before their households were counted are divided again.

Each is made so that a partition exists: homes are scattered, put into connected groups
over the neighbour graph, and given as many households as their group may have. Where no
partition exists, the reason must name the homes that it is about.
"""

import random
from collections.abc import Sequence

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.test_courtyards import holds, homes, obstacles
from yuanluo.kernel.courtyards.measuring import measure
from yuanluo.kernel.courtyards.neighbours import neighbours
from yuanluo.kernel.courtyards.proposing import propose
from yuanluo.kernel.courtyards.village import Dwelling, Limits

Point = tuple[float, float]


def scattered(number: int, chance: random.Random) -> list[Point]:
    return [(chance.uniform(0, 900), chance.uniform(0, 900)) for _ in range(number)]


def clustered(number: int, chance: random.Random) -> list[Point]:
    middles = scattered(4, chance)
    drawn = [chance.choice(middles) for _ in range(number)]
    return [(chance.gauss(x, 40), chance.gauss(y, 40)) for x, y in drawn]


def along_a_valley(number: int, chance: random.Random) -> list[Point]:
    return [(chance.uniform(0, 5000), chance.gauss(0, 9)) for _ in range(number)]


def river(bridges: Sequence[float]) -> list[shapely.Geometry]:
    """Part north from south, but for a bridge of 60 m at each of some places."""
    ends = [-9000.0, *(x + side for x in bridges for side in (-30, 30)), 9000.0]
    return [
        shapely.LineString([(start, 450.0), (end, 450.0)])
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    ]


def planted(
    points: Sequence[Point],
    limits: Limits,
    chance: random.Random,
    *,
    most: int,
    walls: Sequence[shapely.Geometry] = (),
) -> list[Dwelling]:
    """Give homes households so that groups of up to `most` homes are courtyards."""
    graph = neighbours(points, walls)[1]
    left = set(range(len(points)))
    of: dict[int, int] = {}
    while left:
        free = {node: len(graph[node] & left) for node in left}
        node = min(left, key=lambda one: (free[one], one))
        group, size = [node], chance.randint(2, most)
        left.discard(node)
        while (near := set().union(*map(graph.__getitem__, group)) & left) and (
            len(group) < size
        ):
            group.append(min(near, key=lambda one: (free[one], one)))
            left.discard(group[-1])
        joined = [of[one] for one in graph[node] if one in of]
        number = joined[0] if joined and len(group) == 1 else node
        of.update(dict.fromkeys(group, number))
    households = [0] * len(points)
    for number in set(of.values()):
        members = [node for node, of_it in of.items() if of_it == number]
        total = chance.randint(max(limits.least, len(members)), limits.most)
        cuts = sorted(chance.sample(range(1, total), len(members) - 1))
        for node, first, last in zip(members, [0, *cuts], [*cuts, total], strict=True):
            households[node] = last - first
    return [
        Dwelling(str(node), *points[node], households[node])
        for node in range(len(points))
    ]


@pytest.mark.parametrize(
    ("place", "number", "limits", "most"),
    [
        (scattered, 60, Limits(40, 40), 3),
        (clustered, 60, Limits(40, 40), 4),
        (along_a_valley, 90, Limits(20, 20), 4),
        (scattered, 80, Limits(38, 40), 3),
        (scattered, 60, Limits(8, 8), 3),
        (along_a_valley, 90, Limits(50, 60), 9),
        (clustered, 200, Limits(20, 40), 9),
    ],
)
def test_what_was_planted_is_found(
    place: object, number: int, limits: Limits, most: int
) -> None:
    assert callable(place)
    chance = random.Random(number)
    holds(planted(place(number, chance), limits, chance, most=most), limits=limits)


@pytest.mark.parametrize("bridges", [(450.0,), (200.0, 700.0)])
def test_a_river_with_few_bridges(bridges: tuple[float, ...]) -> None:
    chance = random.Random(5)
    walls = river(bridges)
    points = scattered(80, chance)
    limits = Limits(30, 40)
    holds(planted(points, limits, chance, most=4, walls=walls), *walls, limits=limits)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([(20, 40), (12, 12), (5, 6)]))
def test_any_small_village_that_was_planted(
    seed: int, between: tuple[int, int]
) -> None:
    chance = random.Random(seed)
    limits = Limits(*between)
    village = planted(scattered(chance.randint(4, 24), chance), limits, chance, most=3)
    holds(village, limits=limits)


def test_the_look_from_outside_finds_a_courtyard_in_pieces() -> None:
    """The control: two homes exchanged far from each other are seen."""
    chance = random.Random(3)
    village = planted(scattered(60, chance), Limits(20, 40), chance, most=4)
    first, *rest, last = map(list, propose(village, Limits(20, 40)).courtyards)
    first[0], last[0] = last[0], first[0]
    found = measure(village, [first, *rest, last], Limits(20, 40))
    assert found.connected < found.courtyards


def pairs(number: int, odd: int) -> list[Dwelling]:
    """Homes of fifteen that must go in pairs, between homes that stand alone."""
    points = [(x * 10.0, y * 9.0) for x in range(number) for y in range(number)]
    return [
        Dwelling(f"{x:g},{y:g}", x, y, 15 if n % 7 < 2 or n == odd else 30)
        for n, (x, y) in enumerate(points)
    ]


def test_who_is_hemmed_in_by_large_homes_is_named() -> None:
    """No courtyard holds fifteen and thirty, so a lone fifteen is cut off."""
    reasons = propose(pairs(14, 18), Limits(20, 40)).reasons
    assert reasons
    assert all(one.crowded for one in reasons)
    assert any("too large" in str(one) for one in reasons)
    assert "户数过多" in reasons[0].in_words("zh-hans")


def test_an_odd_number_that_must_go_in_pairs() -> None:
    assert obstacles(homes([(n * 9.0, n % 3 * 4.0) for n in range(41)], 15)) == [
        ("lumps", 615)
    ]


def test_a_pocket_that_cannot_be_divided_is_named() -> None:
    """Three dead ends of fifteen meet in one home, and the village lies beyond it."""
    arms = [
        (x * n * 10.0, y * n * 10.0)
        for n in range(1, 16)
        for x, y in ((-1, 0), (0, 1), (0, -1))
    ]
    walls = [
        shapely.LineString([(x * 1.0, y * 1.0), (x * 900.0, y * 900.0)])
        for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1))
    ]
    beyond = [(20.0 + 9.0 * n, n % 3 * 5.0) for n in range(90)]
    village = homes([(0.0, 0.0), *arms, *beyond])
    assert obstacles(village, *walls) == [("pocket", 46)]
