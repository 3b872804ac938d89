"""Every way to cut a graph into connected courtyards, tried together.

Nodes are taken one by one; what matters of all that was decided is only which nodes at
the edge of the taken ones lie in one part, and what those parts weigh. So trees, paths
and small villages are decided for certain. Gives up, and says so, where too many states
would have to be kept.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yuanluo.kernel.courtyards.trees import Graph
    from yuanluo.kernel.courtyards.village import Limits

#: Parts at the edge: their nodes there, and what each weighs, in order.
State = tuple[tuple[tuple[int, ...], int], ...]

STATES_MOST = 30_000
STATES_ALL = 200_000


class TooMany(Exception):
    """There are more states than are kept: nothing is proved."""


def exhaust(
    graph: Graph, among: Sequence[int], weight: Sequence[int], limits: Limits
) -> list[list[int]] | None:
    """Give a partition into parts within limits, or none where none exists.

    Raises TooMany where it cannot be decided.

    >>> from yuanluo.kernel.courtyards.village import Limits
    >>> exhaust([[1], [0, 2], [1]], [0, 1, 2], [1, 1, 1], Limits(2, 2)) is None
    True
    >>> exhaust([[1], [0, 2], [1]], [0, 1, 2], [1, 1, 1], Limits(1, 2))
    [[0], [1], [2]]
    """
    order = _narrow(graph, among)
    place = {node: number for number, node in enumerate(order)}
    last = [max([place[n] for n in graph[v] if n in place] + [place[v]]) for v in order]
    layers: list[dict[State, tuple[State, tuple[int, ...]]]] = [{(): ((), ())}]
    kept = 0
    for step, node in enumerate(order):
        near = {one for one in graph[node] if place.get(one, step) < step}
        layer: dict[State, tuple[State, tuple[int, ...]]] = {}
        for state in layers[-1]:
            for joined, after in _ways(state, node, near, weight[node], limits.most):
                shut = _shut(after, place, last, step, limits)
                if shut is not None:
                    layer.setdefault(shut, (state, joined))
        kept += len(layer)
        if len(layer) > STATES_MOST or kept > STATES_ALL:
            raise TooMany
        layers.append(layer)
    return _told(layers, order) if () in layers[-1] else None


def _narrow(graph: Graph, among: Sequence[int]) -> list[int]:
    """Order nodes so that few of those taken have neighbours yet to be taken."""
    left = set(among)
    edge: set[int] = set()
    order = []
    while left:
        choices = edge or {min(left, key=lambda one: (len(graph[one]), one))}
        node = min(
            choices,
            key=lambda one: (sum(n in left and n not in edge for n in graph[one]), one),
        )
        left.discard(node)
        edge.discard(node)
        edge.update(one for one in graph[node] if one in left)
        order.append(node)
    return order


def _ways(
    state: State, node: int, near: set[int], weight: int, most: int
) -> Iterator[tuple[tuple[int, ...], State]]:
    """Let a node join none, one or several of the parts it touches."""
    touching = [n for n, (nodes, _) in enumerate(state) if near.intersection(nodes)]
    for size in range(len(touching) + 1):
        for joined in combinations(touching, size):
            total = weight + sum(state[number][1] for number in joined)
            if total > most:
                continue
            nodes = [node]
            for number in joined:
                nodes += state[number][0]
            rest = [one for n, one in enumerate(state) if n not in joined]
            yield joined, tuple(sorted([*rest, (tuple(sorted(nodes)), total)]))


def _shut(
    state: State, place: dict[int, int], last: list[int], step: int, limits: Limits
) -> State | None:
    """Forget nodes that no later one touches; none if a shut part is too light."""
    kept = []
    for nodes, total in state:
        ahead = tuple(one for one in nodes if last[place[one]] > step)
        if ahead:
            kept.append((ahead, total))
        elif total < limits.least:
            return None
    return tuple(sorted(kept))


def _told(
    layers: list[dict[State, tuple[State, tuple[int, ...]]]], order: list[int]
) -> list[list[int]]:
    """Walk back through the layers, then forward, to say who lies with whom."""
    state: State = ()
    path = []
    for layer in reversed(layers[1:]):
        before, joined = layer[state]
        path.append((before, joined))
        state = before
    parts: list[list[int]] = []
    of: dict[int, int] = {}
    for node, (before, joined) in zip(order, reversed(path), strict=True):
        of[node] = len(parts)
        parts.append([node])
        for number in joined:
            old = of[before[number][0][0]]
            for one in parts[old]:
                of[one] = of[node]
            parts[of[node]] += parts[old]
            parts[old] = []
    return sorted(sorted(part) for part in parts if part)
