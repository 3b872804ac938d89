"""Making any partition one that holds: connected parts, each within limits.

What lies apart from its part goes to the part it touches. Parts outside of the limits
are divided anew together with those around them, in circles that grow until a way is
found: by random trees, and by a sweep where trees do not help. At the end stand sweeps
over the whole region, each begun where the last one failed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.balancing import balance
from yuanluo.kernel.courtyards.neighbours import pieces
from yuanluo.kernel.courtyards.plan import Plan
from yuanluo.kernel.courtyards.sweeping import LOOKS_MOST, narrow, sweep
from yuanluo.kernel.courtyards.trees import cut_tree, grow_tree
from yuanluo.kernel.courtyards.village import numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from yuanluo.kernel.courtyards.plan import Ground
    from yuanluo.kernel.courtyards.village import Limits

TREES = 4
#: A circle of more nodes than these is as well begun from nothing.
CIRCLE_MOST = 1500
#: Circles of so many nodes are swept too, with so many states kept.
SWEPT_MOST = 250
SWEPT_KEPT = 20
#: At the last so many states are kept at each node at first, twice as many at those
#: taken just before no way was left, and so many ways are looked at in all. Of more
#: nodes nothing is hoped for.
KEPT = 60
BEFORE = 40
LOOKS_ALL = 1_500_000
NODES_MOST = 4_000
#: Where nodes have more neighbours than these, each look takes as many times as long.
BESIDE = 12

Parts = list[list[int]]


def connect(ground: Ground, parts: Parts) -> Parts:
    """Let each part keep its heaviest piece, and hand the others to who is near."""
    of: dict[int, int] = {}
    loose: list[int] = []
    for number, part in enumerate(parts):
        found = pieces(ground.graph, part)
        found.sort(key=lambda piece: (-ground.total(piece), piece))
        of.update(dict.fromkeys(found[0] if found else [], number))
        loose += [node for piece in found[1:] for node in piece]
    centre = [ground.centre(part) if part else (0.0, 0.0) for part in parts]
    while loose:
        later = []
        for node in loose:
            near = {of[one] for one in ground.graph[node] if one in of}
            if near:
                of[node] = min(near, key=lambda p: (_far(ground, node, centre[p]), p))
            else:
                later.append(node)
        if len(later) == len(loose):
            raise AssertionError("the nodes of a component hang together")
        loose = later
    joined: Parts = [[] for _ in parts]
    for node, number in sorted(of.items()):
        joined[number].append(node)
    return [part for part in joined if part]


def _far(ground: Ground, node: int, point: tuple[float, float]) -> float:
    return (ground.x[node] - point[0]) ** 2 + (ground.y[node] - point[1]) ** 2


def mend(ground: Ground, parts: Parts, limits: Limits, chance: Random) -> Parts | None:
    """Divide anew around every part outside of the limits; none if that fails."""
    plan = Plan(ground, parts)
    balance(plan, limits)
    while True:
        wrong = [p for p, w in enumerate(plan.weight) if not limits.hold(w)]
        if not wrong:
            return [sorted(part) for part in plan.members]
        if not _mend_one(plan, wrong[0], limits, chance):
            return None


def _mend_one(plan: Plan, part: int, limits: Limits, chance: Random) -> bool:
    circle = [part]
    while True:
        grown = sorted({q for p in circle for q in plan.around(p)} | set(circle))
        alone = len(grown) == len(circle)
        if alone and circle != [part]:
            return False
        circle = grown
        nodes = sorted(node for p in circle for node in plan.members[p])
        if len(nodes) > CIRCLE_MOST:
            return False
        if numbers_of(limits, [plan.ground.weight[node] for node in nodes]):
            cut = by_trees(plan.ground, nodes, limits, chance)
            if cut is None and len(nodes) <= SWEPT_MOST:
                cut = _by_sweep(plan.ground, nodes, limits, chance)
            if cut is not None:
                plan.replace(circle, cut)
                return True
        if alone:
            return False


def by_trees(
    ground: Ground, nodes: Sequence[int], limits: Limits, chance: Random
) -> Parts | None:
    """Try random trees over nodes; give the best division of those that work."""
    best: tuple[float, Parts] | None = None
    for number in range(TREES):
        tree = grow_tree(ground.graph, nodes, chance, deep=number % 2 == 0)
        cut = cut_tree(tree, ground.weight, limits, chance)
        if cut is not None:
            walk = sum(ground.walk(part) for part in cut)
            if best is None or walk < best[0]:
                best = walk, cut
    return best[1] if best else None


def _by_sweep(
    ground: Ground, nodes: Sequence[int], limits: Limits, chance: Random
) -> Parts | None:
    small = ground.cut_out(nodes)
    order = narrow(small.graph, range(len(nodes)), chance.randrange(len(nodes)))
    parts = sweep(small, order, limits, lambda _: SWEPT_KEPT, chance).parts
    return parts and [[nodes[one] for one in part] for part in parts]


class NoWay(Exception):
    """However the others are divided, some nodes cannot be: it was proved."""

    def __init__(self, nodes: list[int]) -> None:
        super().__init__(nodes)
        self.nodes = nodes


class NotFound(Exception):
    """No way was found, and none was proved impossible."""


def at_last(ground: Ground, limits: Limits, chance: Random) -> Parts:
    """Divide the connected nodes of a ground by sweeps that begin where one failed.

    Raises NoWay where it is proved that no division exists, and NotFound where that
    is not proved either.
    """
    everyone = range(len(ground.weight))
    start, looks = 0, 0
    kept = [KEPT for _ in everyone]
    dense = max(1.0, sum(map(len, ground.graph)) / (BESIDE * len(everyone)))
    while looks < LOOKS_ALL / dense and len(everyone) <= NODES_MOST:
        order = narrow(ground.graph, everyone, start)
        most = int(LOOKS_MOST / dense)
        swept = sweep(ground, order, limits, kept.__getitem__, chance, most=most)
        if swept.parts is not None:
            return swept.parts
        if swept.whole:
            raise NoWay(swept.taken)
        looks += swept.looks
        start = swept.taken[-1]
        for node in swept.taken[-BEFORE:]:
            kept[node] *= 2
    raise NotFound
