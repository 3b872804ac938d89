"""A partition while it is being improved: who lies where, and what it costs to walk.

Nodes are homes, or homes that stay together: a weight and a point. The cost of a
courtyard is the sum over its households of the straight way to their common centre. A
plan knows nothing of limits; whoever changes it asks first.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuanluo.kernel.courtyards.trees import Graph


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change: the nodes' neighbours, weights and points."""

    graph: Graph
    weight: Sequence[int]
    x: Sequence[float]
    y: Sequence[float]

    def total(self, nodes: Iterable[int]) -> int:
        """Give what nodes weigh together."""
        weight = self.weight
        return sum(weight[node] for node in nodes)

    def centre(self, nodes: Iterable[int]) -> tuple[float, float]:
        """Give the mean of where the households of nodes live."""
        across = up = total = 0.0
        for node in nodes:
            weight = self.weight[node]
            total += weight
            across += weight * self.x[node]
            up += weight * self.y[node]
        return across / total, up / total

    def walk(self, nodes: Iterable[int]) -> float:
        """Give how far the households of nodes walk to their centre, all together."""
        across, up = self.centre(nodes)
        weight, x, y = self.weight, self.x, self.y
        return sum(weight[n] * hypot(x[n] - across, y[n] - up) for n in nodes)

    def cut_out(self, nodes: Sequence[int]) -> Ground:
        """Give some nodes as a ground of their own, numbered from nothing."""
        place = {node: number for number, node in enumerate(nodes)}
        return Ground(
            [[place[n] for n in self.graph[node] if n in place] for node in nodes],
            [self.weight[node] for node in nodes],
            [self.x[node] for node in nodes],
            [self.y[node] for node in nodes],
        )

    def connected(self, nodes: set[int]) -> bool:
        """Say whether nodes hang together."""
        if not nodes:
            return False
        start = next(iter(nodes))
        seen, todo = {start}, [start]
        while todo:
            for one in self.graph[todo.pop()]:
                if one in nodes and one not in seen:
                    seen.add(one)
                    todo.append(one)
        return len(seen) == len(nodes)


class Plan:
    """The parts as they are now, with weight, centre and walk of each."""

    def __init__(self, ground: Ground, parts: Iterable[Iterable[int]]) -> None:
        self.ground = ground
        self.members = [set(part) for part in parts]
        self.of = {n: number for number, part in enumerate(self.members) for n in part}
        self.weight = [0] * len(self.members)
        self.walk = [0.0] * len(self.members)
        self.centre = [(0.0, 0.0)] * len(self.members)
        # No version comes twice, whatever number a part has.
        self.version = [0] * len(self.members)
        self.changes = 0
        for part in range(len(self.members)):
            self.measure(part)

    def measure(self, part: int) -> None:
        """Weigh a part that has changed, and find its centre and walk."""
        nodes = self.members[part]
        self.changes += 1
        self.version[part] = self.changes
        self.weight[part] = self.ground.total(nodes)
        self.centre[part] = self.ground.centre(nodes)
        self.walk[part] = self.ground.walk(nodes)

    def move(self, node: int, part: int) -> None:
        """Let a node lie elsewhere; both parts are to be measured after."""
        self.members[self.of[node]].discard(node)
        self.members[part].add(node)
        self.of[node] = part

    def replace(self, old: Sequence[int], new: Sequence[Iterable[int]]) -> None:
        """Put new parts in place of old ones; with fewer, the last ones move up."""
        places = list(old)
        while len(places) < len(new):
            places.append(len(self.members))
            self.members.append(set())
            self.weight.append(0)
            self.walk.append(0.0)
            self.centre.append((0.0, 0.0))
            self.version.append(0)
        for place, nodes in zip(places, new, strict=False):
            self.members[place] = set(nodes)
            for node in self.members[place]:
                self.of[node] = place
            self.measure(place)
        for place in sorted(places[len(new) :], reverse=True):
            self._close(place)

    def _close(self, gone: int) -> None:
        """Forget a part, and let the last one take its number."""
        last = self.members.pop()
        for held in (self.weight, self.walk, self.centre, self.version):
            held.pop()
        if gone < len(self.members):
            self.members[gone] = last
            for node in last:
                self.of[node] = gone
            self.measure(gone)

    def around(self, part: int) -> list[int]:
        """Give the parts that touch a part."""
        graph, of = self.ground.graph, self.of
        found = {of[one] for node in self.members[part] for one in graph[node]}
        return sorted(found - {part})

    def may_leave(self, node: int) -> bool:
        """Say whether the part of a node hangs together without it."""
        nodes = self.members[self.of[node]]
        near = [one for one in self.ground.graph[node] if one in nodes]
        if not near:
            return False
        if len(near) == 1:
            return True
        missing, seen, todo = set(near[1:]), {node, near[0]}, [near[0]]
        while todo and missing:
            for one in self.ground.graph[todo.pop()]:
                if one in nodes and one not in seen:
                    seen.add(one)
                    missing.discard(one)
                    todo.append(one)
        return not missing
