"""Making any partition one that holds: connected parts, each within limits.

What lies apart from its part goes to the part it touches. Parts outside of the limits
are divided anew together with those around them, in circles that grow until a way is
found. At the end stand many random trees, and where the region is small, every way
there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.balancing import balance
from yuanluo.kernel.courtyards.exhausting import exhaust
from yuanluo.kernel.courtyards.neighbours import pieces
from yuanluo.kernel.courtyards.plan import Plan
from yuanluo.kernel.courtyards.trees import cut_tree, grow_tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from yuanluo.kernel.courtyards.plan import Ground
    from yuanluo.kernel.courtyards.village import Limits

TREES = 4
TREES_LAST = 60
#: So many nodes in all are put into trees at the last.
TREE_NODES = 20_000
#: A circle of more nodes than these is as well begun from nothing.
CIRCLE_MOST = 1500

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
        if limits.numbers(plan.ground.total(nodes)):
            cut = by_trees(plan.ground, nodes, limits, chance, TREES)
            if cut is not None:
                plan.replace(circle, cut)
                return True
        if alone:
            return False


def by_trees(
    ground: Ground, nodes: Sequence[int], limits: Limits, chance: Random, trees: int
) -> Parts | None:
    """Try random trees over nodes; give the best division of those that work."""
    best: tuple[float, Parts] | None = None
    for number in range(trees):
        tree = grow_tree(ground.graph, nodes, chance, deep=number % 2 == 0)
        cut = cut_tree(tree, ground.weight, limits, chance)
        if cut is not None:
            walk = sum(ground.walk(part) for part in cut)
            if best is None or walk < best[0]:
                best = walk, cut
    return best[1] if best else None


def from_nothing(
    ground: Ground,
    nodes: Sequence[int],
    limits: Limits,
    chance: Random,
    *,
    last: bool,
) -> Parts | None:
    """Divide connected nodes by trees and, at the last, by every way there is.

    At the last gives none only where no division exists, and raises TooMany where none
    was found and none was proved impossible.
    """
    found = by_trees(ground, nodes, limits, chance, TREES)
    if found is not None or not last:
        return found
    trees = min(TREES_LAST, 1 + TREE_NODES // len(nodes))
    found = by_trees(ground, nodes, limits, chance, trees)
    if found is not None:
        return found
    return exhaust(ground.graph, nodes, ground.weight, limits)
