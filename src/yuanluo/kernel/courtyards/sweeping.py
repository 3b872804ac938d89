"""Every way to cut a graph into connected courtyards, followed behind a moving edge.

Nodes are taken one by one; what matters of all that was decided is only which nodes at
the edge of the taken ones lie in one part, and what those parts weigh. While all such
states are kept, an end without any is a proof: the nodes taken so far cannot be divided
whatever the others do. Where there are too many, those stay that are likely to be
completed, which proves nothing, but finds a way through most villages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.neighbours import Forest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from yuanluo.kernel.courtyards.plan import Ground
    from yuanluo.kernel.courtyards.trees import Graph
    from yuanluo.kernel.courtyards.village import Limits

#: While so few nodes are taken, so many times more states are kept: a sweep begins
#: where another failed, and what is hard there may be impossible.
FIRST = 30
MORE_FIRST = 10
#: How much chance counts beside the risk of a state.
CHANCE = 0.4
#: A node that touches more parts than these links no more than two of them.
TOUCHING_MOST = 8
#: So many ways on are looked at; then a sweep is given up.
LOOKS_MOST = 600_000
#: The risk of a part that nobody can join any more.
LOST = 1e9

#: Parts at the edge, in order: a bit for each node there, above what the part weighs.
State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep came to: parts, or the nodes taken when no way was left.

    That nodes cannot be divided is proved if the whole of the ways was looked at.
    """

    parts: list[list[int]] | None
    taken: list[int]
    looks: int
    whole: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """A node with its bit, those of its taken neighbours, and those no longer met."""

    node: int
    bit: int
    near: int
    gone: int
    beside: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a state was come by: the bits of the neighbours that a node went with."""

    before: _Way | None
    joined: int


Layer = dict[State, _Way | None]


def sweep(
    ground: Ground,
    order: Sequence[int],
    limits: Limits,
    kept: Callable[[int], int],
    chance: Random,
    *,
    most: int = LOOKS_MOST,
) -> Swept:
    """Divide nodes in the order they are given, with so many states kept at each.

    >>> from random import Random
    >>> from yuanluo.kernel.courtyards.plan import Ground
    >>> from yuanluo.kernel.courtyards.village import Limits
    >>> path = Ground([[1], [0, 2], [1]], [1, 1, 1], [0, 1, 2], [0, 0, 0])
    >>> sweep(path, [0, 1, 2], Limits(1, 2), lambda _: 9, Random(0)).parts
    [[0], [1], [2]]
    >>> sweep(path, [0, 1, 2], Limits(2, 2), lambda _: 9, Random(0)).whole
    True
    """
    edge = _Edge(ground, order, limits)
    layer: Layer = {(): None}
    whole, looks = True, 0
    for number, step in enumerate(edge.steps):
        fresh: Layer = {}
        for state, way in layer.items():
            for after, joined in edge.after(state, step):
                looks += 1
                if after not in fresh:
                    fresh[after] = _Way(way, joined)
        room = kept(step.node) * (MORE_FIRST if number < FIRST else 1)
        if len(fresh) > room:
            likely = edge.likeliest(fresh, number, chance)
            whole &= len(likely) <= room
            fresh = {state: fresh[state] for state in likely[:room]}
        if not fresh or looks > most:
            whole &= edge.all_looked_at and not fresh
            return Swept(None, list(order[: number + 1]), looks, whole=whole)
        layer = fresh
    return Swept(_told(layer[()], edge.steps), list(order), looks, whole=whole)


class _Edge:
    """The nodes in their order, and what may become of the parts at their edge."""

    def __init__(self, ground: Ground, order: Sequence[int], limits: Limits) -> None:
        self.ground = ground
        self.limits = limits
        self.all_looked_at = True
        self.low = (1 << limits.most.bit_length()) - 1
        self.place = {node: number for number, node in enumerate(order)}
        self.steps = list(self._steps(order))

    def _steps(self, order: Sequence[int]) -> Iterator[_Step]:
        """Give each node a bit that no other node at the edge has."""
        place, graph = self.place, self.ground.graph
        last = {
            node: max(place[node], *(place[n] for n in graph[node] if n in place), 0)
            for node in order
        }
        bit: dict[int, int] = {}
        free: list[int] = []
        fresh = self.low + 1
        for number, node in enumerate(order):
            beside = [(bit[n], n) for n in graph[node] if n in bit]
            if not free:
                free.append(fresh)
                fresh <<= 1
            mine = bit[node] = free.pop()
            over = [n for n in (node, *(n for _, n in beside)) if last[n] == number]
            near, gone = sum(one for one, _ in beside), sum(bit[n] for n in over)
            free += [bit.pop(n) for n in over]
            yield _Step(node, mine, near, gone, beside)

    def after(self, state: State, step: _Step) -> Iterator[tuple[State, int]]:
        """Let a node go with none, one or several of the parts it touches."""
        low, near, stay = self.low, step.near, ~step.gone
        weight, least = self.ground.weight[step.node], self.limits.least
        touching = [part for part in state if part & near]
        sizes = range(len(touching) + 1)
        if len(touching) > TOUCHING_MOST:
            self.all_looked_at, sizes = False, range(3)
        for size in sizes:
            for joined in combinations(touching, size):
                total = weight + sum(part & low for part in joined)
                if total > self.limits.most:
                    continue
                merged = step.bit | total
                for part in joined:
                    merged |= part & ~low
                parts = [part & stay for part in state if part not in joined]
                parts.append(merged & stay)
                shut = [part for part in parts if part <= low]
                if shut:
                    if min(shut) < least:
                        continue
                    parts = [part for part in parts if part > low]
                parts.sort()
                yield tuple(parts), merged & near

    def likeliest(self, layer: Layer, number: int, chance: Random) -> list[State]:
        """Begin with states whose light parts have most nodes that may join them."""
        at: dict[int, int] = {}
        for step in self.steps[: number + 1]:
            at[step.bit] = step.node
        risks: dict[int, float] = {}
        ranked = []
        for state in layer:
            for part in state:
                if part not in risks:
                    risks[part] = self._risk(part, at, number)
            risk = sum(risks[part] for part in state)
            if risk < LOST:
                ranked.append((risk - CHANCE * log(1.0 - chance.random()), state))
        ranked.sort()
        return [state for _, state in ranked]

    def _risk(self, part: int, at: dict[int, int], number: int) -> float:
        weight, graph, place = part & self.low, self.ground.graph, self.place
        if weight >= self.limits.least:
            return 0.0
        room, ahead, bits = self.limits.most - weight, set(), part & ~self.low
        while bits:
            bit = bits & -bits
            bits ^= bit
            for node in graph[at[bit]]:
                if self.ground.weight[node] <= room and place.get(node, -1) > number:
                    ahead.add(node)
        return 1.0 / len(ahead) if ahead else LOST


def _told(way: _Way | None, steps: Sequence[_Step]) -> list[list[int]]:
    """Walk back over the way, and say who lies with whom."""
    place = {step.node: number for number, step in enumerate(steps)}
    forest = Forest(len(steps))
    for step in reversed(steps):
        if way is None:
            raise AssertionError("a way has as many steps as there are nodes")
        for bit, node in step.beside:
            if way.joined & bit:
                forest.join(place[node], place[step.node])
        way = way.before
    parts: dict[int, list[int]] = {}
    for step in steps:
        parts.setdefault(forest.find(place[step.node]), []).append(step.node)
    return sorted(sorted(part) for part in parts.values())


def narrow(graph: Graph, among: Sequence[int], start: int) -> list[int]:
    """Order nodes so that few of those taken have neighbours yet to be taken.

    >>> narrow([[1], [0, 2], [1]], [0, 1, 2], 1)
    [1, 0, 2]
    """
    left, edge, order = set(among), {start}, []
    while left:
        node = min(
            edge or left,
            key=lambda one: (sum(n in left and n not in edge for n in graph[one]), one),
        )
        left.discard(node)
        edge.discard(node)
        edge.update(one for one in graph[node] if one in left)
        order.append(node)
    return order
