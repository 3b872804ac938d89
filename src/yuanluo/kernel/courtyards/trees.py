"""Cutting a spanning tree into courtyards within limits, whenever that tree allows it.

For each branch the weights that its open part can have are one integer, a bit for each
weight, so that thousands of homes take a moment. A tree that cannot be cut proves
nothing of the graph: another of its trees may be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from yuanluo.kernel.courtyards.village import Limits

Graph = list[list[int]]


@dataclass(slots=True)
class SpanningTree:
    """A tree over some nodes: parents come before children in `order`."""

    order: list[int]
    above: dict[int, int]
    below: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.below = {node: [] for node in self.order}
        for node in self.order[1:]:
            self.below[self.above[node]].append(node)


def grow_tree(
    graph: Graph, among: Iterable[int], chance: Random, *, deep: bool
) -> SpanningTree:
    """Grow a random tree over connected nodes: deep as a path, or in all directions."""
    left = set(among)
    root = chance.choice(sorted(left))
    order, above, edge = [], {root: root}, [(root, root)]
    while edge:
        place = len(edge) - 1 if deep else chance.randrange(len(edge))
        edge[place], edge[-1] = edge[-1], edge[place]
        node, parent = edge.pop()
        if node not in left:
            continue
        left.discard(node)
        order.append(node)
        above[node] = parent
        near = [(one, node) for one in graph[node] if one in left]
        chance.shuffle(near)
        # Few ways on are tried first, so that a path leaves fewer ends behind.
        if deep:
            near.sort(key=lambda one: -sum(n in left for n in graph[one[0]]))
        edge += near
    return SpanningTree(order, above)


def cut_tree(
    tree: SpanningTree, weight: Sequence[int], limits: Limits, chance: Random
) -> list[list[int]] | None:
    """Cut a tree into parts within limits; none if it cannot be done."""
    room = (1 << (limits.most + 1)) - 1
    enough = room & ~((1 << limits.least) - 1)
    stages: dict[int, list[int]] = {}
    for node in reversed(tree.order):
        held = [(1 << weight[node]) & room]
        for child in tree.below[node]:
            open_below = stages[child][-1]
            joined = held[-1] if open_below & enough else 0
            for amount in _bits(open_below):
                joined |= held[-1] << amount
            held.append(joined & room)
        if not held[-1]:
            return None
        stages[node] = held
    if not stages[tree.order[0]][-1] & enough:
        return None
    return _follow(tree, stages, enough, chance)


def _bits(number: int) -> list[int]:
    found = []
    while number:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found


def _follow(
    tree: SpanningTree, stages: dict[int, list[int]], enough: int, chance: Random
) -> list[list[int]]:
    """Choose among the ways that the stages left open."""
    root = tree.order[0]
    wanted = {root: chance.choice(_bits(stages[root][-1] & enough))}
    mine = {root: 0}
    parts: list[list[int]] = [[]]
    for node in tree.order:
        parts[mine[node]].append(node)
        amount = wanted[node]
        for place in range(len(tree.below[node]), 0, -1):
            child = tree.below[node][place - 1]
            before, under = stages[node][place - 1], stages[child][-1]
            ways = [
                joined
                for joined in _bits(under)
                if joined <= amount and before >> (amount - joined) & 1
            ]
            if under & enough and before >> amount & 1:
                ways.append(0)
            joined = chance.choice(ways)
            amount -= joined
            wanted[child] = joined
            mine[child] = mine[node]
            if not joined:
                wanted[child] = chance.choice(_bits(under & enough))
                mine[child] = len(parts)
                parts.append([])
    return parts
