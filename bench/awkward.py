"""Villages whose answer is known before anybody looks for one.

Places of many shapes are made, some links between them are shut by short walls until
only a tree, a ring or a few bridges are left, and connected groups are given as many
households as a courtyard may have: so a partition exists. Small ones get any number of
households, and every way is tried to know whether one exists. `python -m bench.awkward`
says which share of them ours answers rightly: courtyards where a partition exists, a
reason (never "not found") where none does.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from yuanluo.kernel.courtyards.measuring import measure
from yuanluo.kernel.courtyards.neighbours import Forest, neighbours
from yuanluo.kernel.courtyards.proposing import propose
from yuanluo.kernel.courtyards.village import Dwelling, Limits, Obstacle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Point = tuple[float, float]
Places = list[Point]
Links = list[set[int]]

#: A wall is so long beside the link that it shuts, at most.
WALL = 0.02
#: Between these numbers of households the villages are divided.
BETWEEN = (
    (20, 40),
    (20, 40),
    (30, 40),
    (38, 40),
    (40, 40),
    (20, 20),
    (12, 12),
    (5, 6),
    (8, 8),
    (20, 45),
)


@dataclass(frozen=True, slots=True)
class Village:
    """Homes, walls and limits, and what is known of them."""

    name: str
    homes: tuple[Dwelling, ...]
    limits: Limits
    walls: tuple[shapely.Geometry, ...] = ()


def scattered(number: int, chance: random.Random) -> Places:
    """Give places without any order."""
    return [(chance.uniform(0, 999), chance.uniform(0, 999)) for _ in range(number)]


def clustered(number: int, chance: random.Random) -> Places:
    """Give places in hamlets that lie apart."""
    middles = scattered(max(2, number // 25), chance)
    drawn = [chance.choice(middles) for _ in range(number)]
    return [(chance.gauss(x, 20), chance.gauss(y, 20)) for x, y in drawn]


def along_a_valley(number: int, chance: random.Random) -> Places:
    """Give places along a brook."""
    return [
        (chance.uniform(0, 30.0 * number), chance.gauss(0, 20)) for _ in range(number)
    ]


def in_a_line(number: int, chance: random.Random) -> Places:
    """Give places along one straight street."""
    return [(float(at), 2.0 * at) for at in chance.sample(range(9 * number), number)]


def in_a_grid(number: int, chance: random.Random) -> Places:
    """Give places as a surveyor would."""
    across = chance.randint(2, max(2, int(number**0.5) + 2))
    return [(n % across * 30.0, n // across * 25.0) for n in range(number)]


def in_a_ring(number: int, chance: random.Random) -> Places:
    """Give places around a lake."""
    drawn = [chance.uniform(-1, 1) for _ in range(4 * number)]
    around = [(x, y) for x, y in zip(drawn[::2], drawn[1::2], strict=True) if x or y]
    return [
        (900 * x / (x * x + y * y) ** 0.5, 900 * y / (x * x + y * y) ** 0.5)
        for x, y in around[:number]
    ]


SHAPES: tuple[Callable[[int, random.Random], Places], ...] = (
    scattered,
    clustered,
    along_a_valley,
    in_a_line,
    in_a_grid,
    in_a_ring,
)


def walls_against(
    places: Sequence[Point], links: Links, kept: set[tuple[int, int]]
) -> list[shapely.Geometry]:
    """Shut every link that is not kept by a short wall over its middle."""
    walls = []
    for one, near in enumerate(links):
        for other in near:
            if one > other or (one, other) in kept:
                continue
            (x, y), (u, v) = places[one], places[other]
            across, up = (u - x) * WALL, (v - y) * WALL
            # Not at the middle: there two links of a grid cross.
            middle, height = x + 0.47 * (u - x), y + 0.47 * (v - y)
            walls.append(
                shapely.LineString(
                    [(middle - up, height + across), (middle + up, height - across)]
                )
            )
    return walls


def thinned(
    places: Sequence[Point], chance: random.Random, more: float
) -> list[shapely.Geometry]:
    """Wall off all links but those of a random tree and a share of the others."""
    links = neighbours(places)[1]
    edges = [(one, other) for one, near in enumerate(links) for other in near]
    edges = [edge for edge in edges if edge[0] < edge[1]]
    chance.shuffle(edges)
    forest = Forest(len(places))
    kept = {edge for edge in edges if forest.join(*edge) or chance.random() < more}
    return walls_against(places, links, kept)


def grouped(links: Links, most: int, chance: random.Random) -> list[list[int]]:
    """Part places into connected groups of up to so many; few are left alone."""
    left = set(range(len(links)))
    of: dict[int, int] = {}
    groups: list[list[int]] = []
    free = {node: len(links[node]) for node in left}
    while left:
        node = min(left, key=lambda one: (free[one], one))
        group, size = [node], chance.randint(1, most)
        while True:
            left.discard(group[-1])
            for one in links[group[-1]]:
                free[one] -= 1
            near = {one for mine in group for one in links[mine]} & left
            if not near or len(group) >= size:
                break
            group.append(min(near, key=lambda one: (free[one], one)))
        joined = [of[one] for one in links[node] if one in of]
        if len(group) == 1 and joined and len(groups[joined[0]]) < most:
            groups[joined[0]].append(node)
            of[node] = joined[0]
        else:
            of.update(dict.fromkeys(group, len(groups)))
            groups.append(group)
    return groups


def planted(seed: int, largest: int = 400) -> Village:
    """Make a village that has a partition, whatever else it has."""
    chance = random.Random(seed)
    shape = chance.choice(SHAPES)
    number = chance.choice((8, 20, 40, 80, 150, 300, largest))
    places = sorted(set(shape(min(number, largest), chance)))
    more = chance.choice((0.0, 0.05, 0.2, 0.5, 1.0, 1.0, 1.0))
    walls = thinned(places, chance, more) if more < 1 else []
    limits = Limits(*chance.choice(BETWEEN))
    links = neighbours(places, walls)[1]
    most = min(chance.choice((2, 3, 4, 6, 12, limits.most)), limits.most)
    shared = chance.random() < 0.3
    homes: list[Dwelling] = []
    for group in grouped(links, most, chance):
        total = chance.randint(max(limits.least, len(group)), limits.most)
        cuts = sorted(chance.sample(range(1, total), len(group) - 1))
        for place, first, last in zip(group, [0, *cuts], [*cuts, total], strict=True):
            each = [1] * (last - first) if shared else [last - first]
            homes += [
                Dwelling(f"h{len(homes) + n}", *places[place], one)
                for n, one in enumerate(each)
            ]
    chance.shuffle(homes)
    name = (
        f"{seed}: {shape.__name__}, {len(places)} places, {len(homes)} homes, {limits},"
        f" groups of {most}, {more:.0%} of links{', shared doors' * shared}"
    )
    return Village(name, tuple(homes), limits, tuple(walls))


def single(seed: int, largest: int = 600) -> Village:
    """Make homes of one household each along a way that goes through all of them."""
    chance = random.Random(seed)
    least = chance.choice((5, 8, 12, 20, 20, 40))
    limits = Limits(least, least + chance.choice((0, 0, 0, 1, 2)))
    courts = chance.randint(2, max(2, largest // limits.least))
    number = sum(chance.randint(limits.least, limits.most) for _ in range(courts))
    shape = chance.choice((scattered, in_a_line, along_a_valley, in_a_grid, clustered))
    homes = [Dwelling(f"h{n}", *place) for n, place in enumerate(shape(number, chance))]
    return Village(
        f"{seed}: {shape.__name__}, {number} single homes, {limits}",
        tuple(homes),
        limits,
    )


def small(seed: int) -> Village:
    """Make a village so small that every way can be tried."""
    chance = random.Random(seed)
    least, most = chance.choice(((20, 40), (3, 5), (2, 3), (4, 4), (5, 7), (30, 40)))
    heavy = least >= 20
    weights = (1, 5, 9, 10, 15, 18, 20, 25, 35, 40, 45) if heavy else (1, 1, 1, 2, 3)
    shape = chance.choice(SHAPES)
    places = sorted(set(shape(chance.randint(1, 10), chance)))
    doubled = [chance.choice(places) for _ in range(chance.choice((0, 0, 2)))]
    more = chance.choice((0.0, 0.2, 0.6, 1.0))
    walls = thinned(places, chance, more) if len(places) > 2 and more < 1 else []
    homes = tuple(
        Dwelling(f"h{n}", *place, chance.choice(weights))
        for n, place in enumerate((*places, *doubled))
    )
    return Village(f"small {seed}", homes, Limits(least, most), tuple(walls))


def exists(village: Village) -> bool:
    """Try every set of homes: slow, and without any idea of ours."""
    homes, limits = village.homes, village.limits
    places = sorted({(home.x, home.y) for home in homes})
    wide = neighbours(places, village.walls)[1]
    at = [places.index((home.x, home.y)) for home in homes]
    near = [
        sum(
            1 << m
            for m, there in enumerate(at)
            if m != n and (there == here or there in wide[here])
        )
        for n, here in enumerate(at)
    ]
    everyone = (1 << len(homes)) - 1
    courtyards = [
        some
        for some in range(1, everyone + 1)
        if limits.hold(sum(h.households for n, h in enumerate(homes) if some >> n & 1))
        and _in_one_piece(near, some)
    ]

    @lru_cache(None)
    def divides(left: int) -> bool:
        return not left or any(
            one & left == one and divides(left ^ one)
            for one in courtyards
            if one & left & -left
        )

    return divides(everyone)


def _in_one_piece(near: Sequence[int], some: int) -> bool:
    seen, before = some & -some, 0
    while seen != before:
        before = seen
        for n, mask in enumerate(near):
            if before >> n & 1:
                seen |= mask & some
    return seen == some


def is_right(village: Village, *, possible: bool) -> bool:
    """Say whether ours is the right answer, looked at from outside."""
    homes, limits, walls = village.homes, village.limits, village.walls
    told = propose(homes, limits, walls)
    if not possible:
        kinds = {one.obstacle for one in told.reasons}
        return bool(kinds) and Obstacle.NOT_FOUND not in kinds
    found = measure(homes, told.courtyards, limits, walls)
    named = sorted(one for part in told.courtyards for one in part)
    return (
        named == sorted(home.id for home in homes)
        and found.within_limits == found.connected == found.courtyards
    )


def main() -> int:
    """Put some of each kind to ours, and print what came of them."""
    wrong = 0
    print(f"{'kind':<10}{'villages':>9}{'right':>7}{'seconds':>9}{'longest':>9}")
    for kind, number in ((small, 150), (planted, 160), (single, 80)):
        failed, took = [], []
        for seed in range(number):
            village = kind(seed)
            possible = exists(village) if kind is small else True
            begun = time.process_time()
            if not is_right(village, possible=possible):
                failed.append(village.name)
            took.append(time.process_time() - begun)
        print(
            f"{kind.__name__:<10}{number:>9}{number - len(failed):>7}"
            f"{sum(took):>9.1f}{max(took):>9.1f}",
            flush=True,
        )
        for name in failed:
            print(f"  wrong: {name}", flush=True)
        wrong += len(failed)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
