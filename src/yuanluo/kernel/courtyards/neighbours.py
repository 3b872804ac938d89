"""Who neighbours whom: the graph over which a courtyard is connected.

Two places are neighbours in the wide graph when a Delaunay edge joins them and no
barrier crosses it; in the near graph, when moreover no other place lies in the circle
over that edge (Gabriel), or the edge belongs to the shortest forest of the wide graph.
Places on a line are neighbours in their order. An edge that only starts or ends on a
barrier is not crossed by it. Points are distinct; who coincides is the caller's.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Edge = tuple[int, int]
Adjacency = list[set[int]]

#: What an edge must not do with a barrier: run through it, or through its end.
CROSSES = ("T********", "*T*******")


class Forest:
    """Which of some things hang together.

    >>> forest = Forest(3)
    >>> forest.join(0, 1), forest.join(1, 0), forest.find(2)
    (True, False, 2)
    """

    def __init__(self, size: int) -> None:
        self.above = list(range(size))

    def find(self, one: int) -> int:
        """Give the one that stands for all it hangs together with."""
        above = self.above
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, one: int, other: int) -> bool:
        """Let two hang together; say whether they did not before."""
        one, other = self.find(one), self.find(other)
        self.above[max(one, other)] = min(one, other)
        return one != other


def neighbours(
    points: Sequence[Point], barriers: Sequence[shapely.Geometry] = ()
) -> tuple[Adjacency, Adjacency]:
    """Give the near and the wide graph of distinct points.

    >>> near, wide = neighbours([(0, 0), (10, 0), (0, 10), (11, 11)])
    >>> near[0], sorted(wide[1])
    ({1, 2}, [0, 2, 3])
    """
    edges = _uncut(points, _delaunay(points), barriers)
    wide = adjacency(len(points), edges)
    lengths = {edge: _squared(points[edge[0]], points[edge[1]]) for edge in edges}
    forest = Forest(len(points))
    near = [
        edge
        for edge in sorted(edges, key=lambda one: (lengths[one], one))
        if forest.join(*edge) or _is_gabriel(points, edge, lengths[edge], wide)
    ]
    return adjacency(len(points), near), wide


def adjacency(size: int, edges: Iterable[Edge]) -> Adjacency:
    """Give for each thing those that an edge joins it to."""
    joined: Adjacency = [set() for _ in range(size)]
    for one, other in edges:
        joined[one].add(other)
        joined[other].add(one)
    return joined


def pieces(graph: Sequence[Iterable[int]], among: Iterable[int]) -> list[list[int]]:
    """Part things into those that hang together within themselves.

    >>> pieces([{1}, {0, 2}, {1}, set()], [0, 2, 3])
    [[0], [2], [3]]
    """
    left, found = set(among), []
    for start in sorted(left):
        if start not in left:
            continue
        left.discard(start)
        piece = [start]
        for one in piece:
            fresh = left.intersection(graph[one])
            left -= fresh
            piece.extend(sorted(fresh))
        found.append(piece)
    return found


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _delaunay(points: Sequence[Point]) -> list[Edge]:
    """Triangulate; what the triangulation leaves out is joined to its nearest."""
    index = {point: number for number, point in enumerate(points)}
    edges: set[Edge] = set()
    if len(points) > 2:
        cloud = shapely.MultiPoint(np.array(points))
        lines = shapely.get_parts(shapely.delaunay_triangles(cloud, only_edges=True))
        corners = [tuple(row) for row in shapely.get_coordinates(lines).tolist()]
        for start, end in zip(corners[::2], corners[1::2], strict=True):
            one, other = index[start], index[end]
            edges.add((min(one, other), max(one, other)))
    if not edges:
        order = sorted(range(len(points)), key=points.__getitem__)
        return [(min(p), max(p)) for p in pairwise(order)]
    return sorted(edges | set(_missing(points, edges)))


def _missing(points: Sequence[Point], edges: set[Edge]) -> list[Edge]:
    """Join what rounding has left out of the triangulation to what is nearest."""
    found = pieces(adjacency(len(points), edges), range(len(points)))
    found.sort(key=len, reverse=True)
    within, added = list(found[0]), []
    for piece in found[1:]:
        tree = shapely.STRtree(shapely.points(np.array([points[i] for i in within])))
        nearest = within[int(tree.nearest(shapely.Point(points[piece[0]])))]
        added.append((min(piece[0], nearest), max(piece[0], nearest)))
        within += piece
    return added


def _uncut(
    points: Sequence[Point], edges: list[Edge], barriers: Sequence[shapely.Geometry]
) -> list[Edge]:
    if not barriers or not edges:
        return edges
    lines = shapely.linestrings([[points[a], points[b]] for a, b in edges])
    walls = np.array(list(barriers), dtype=object)
    line, wall = shapely.STRtree(walls).query(lines, predicate="intersects")
    cut = np.zeros(len(line), dtype=bool)
    for pattern in CROSSES:
        cut |= shapely.relate_pattern(lines[line], walls[wall], pattern)
    lost = set(line[cut].tolist())
    return [edge for number, edge in enumerate(edges) if number not in lost]


def _is_gabriel(
    points: Sequence[Point], edge: Edge, length: float, wide: Adjacency
) -> bool:
    """Say whether no common neighbour lies within the circle over an edge."""
    one, other = points[edge[0]], points[edge[1]]
    return all(
        _squared(points[third], one) + _squared(points[third], other) >= length
        for third in wide[edge[0]] & wide[edge[1]]
    )
