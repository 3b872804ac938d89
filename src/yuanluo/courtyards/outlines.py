"""Where a courtyard lies, as a line on the ground: drawn around homes, never measured.

Each home has the ground that is nearest to it, as far as a stone's throw; what belongs
to a courtyard is joined. Two courtyards never overlap, and one in two pieces is seen to
be in two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from yuanluo.kernel.courtyards.reading import plane_around

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuanluo.kernel.courtyards.reading import Plane

Point = tuple[float, float]
#: How far around a home its ground reaches, in metres, at least and at most.
NEAR, WIDE = 12.0, 60.0
#: How much further than to the next neighbour the ground reaches.
BEYOND = 1.6


def grounds(points: Sequence[Point], of: Sequence[int]) -> dict[int, shapely.Geometry]:
    """Give the ground of each courtyard: points in metres, and which each belongs to.

    >>> made = grounds([(0, 0), (20, 0), (100, 0), (120, 0)], [1, 1, 2, 2])
    >>> sorted(made), made[1].disjoint(made[2])
    ([1, 2], True)
    """
    first: dict[Point, int] = {}
    for point, number in zip(points, of, strict=True):
        first.setdefault((float(point[0]), float(point[1])), number)
    sites = list(first)
    reach = _reach(sites)
    near = shapely.buffer(shapely.points(sites), reach, quad_segs=6)
    cells = _cells(sites, reach)
    own: dict[int, list[int]] = {}
    for place, site in enumerate(sites):
        own.setdefault(first[site], []).append(place)
    # What is near to a home and in no other's cell is near to it alone, so that each
    # courtyard can be drawn by itself.
    found = {
        number: shapely.union_all([cells[place] for place in some]).intersection(
            shapely.union_all(near[some])
        )
        for number, some in own.items()
    }
    # Homes of several courtyards may share one point: the others have it too.
    for point, number in zip(points, of, strict=True):
        if number not in found:
            found[number] = shapely.Point(point).buffer(NEAR / 2, quad_segs=6)
    return found


def bridges(ground: shapely.Geometry) -> list[shapely.Geometry]:
    """Give the shortest lines that join the patches of a ground into one.

    >>> made = grounds([(0, 0), (20, 0), (200, 0), (220, 0)], [1, 1, 1, 1])
    >>> round(bridges(made[1])[0].length)
    116
    """
    left = sorted(getattr(ground, "geoms", []), key=lambda one: one.bounds)
    found = []
    while len(left) > 1:
        one = left.pop(0)
        near = min(range(len(left)), key=lambda at: one.distance(left[at]))
        found.append(shapely.shortest_line(one, left[near]))
        left[near] = left[near].union(one)
    return found


def spacing(points: Sequence[Point], share: float = 0.25) -> float:
    """Say how far a home is from its next neighbour; a share of homes is nearer.

    >>> spacing([(0, 0), (3, 4), (100, 0), (0, 0)])
    5.0
    """
    where = np.array(sorted({(float(x), float(y)) for x, y in points}))
    if len(where) < 2:
        return NEAR
    sites = shapely.points(where)
    _pairs, far = shapely.STRtree(sites).query_nearest(
        sites, exclusive=True, return_distance=True, all_matches=False
    )
    return float(np.sort(far)[int(len(far) * share)])


def _reach(sites: Sequence[Point]) -> float:
    """Say how far around a home its ground reaches, by how close homes stand."""
    return min(max(spacing(sites, 0.9) * BEYOND, NEAR), WIDE)


def _cells(sites: Sequence[Point], reach: float) -> list[shapely.Geometry]:
    """Give the ground that is nearer to each site than to any other."""
    all_points = shapely.MultiPoint(list(sites))
    whole = all_points.envelope.buffer(4 * reach)
    if len(sites) < 2:
        return [whole]
    made = shapely.voronoi_polygons(all_points, extend_to=whole, ordered=True)
    return list(made.geoms)


def paths(ground: shapely.Geometry, at: Any) -> str:
    """Write a ground as the path of a drawing; `at` moves a point onto the paper."""
    parts = []
    for polygon in getattr(ground, "geoms", [ground]):
        for ring in (polygon.exterior, *polygon.interiors):
            corners = [at(x, y) for x, y in ring.coords]
            line = "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)
            parts.append(f"M{line}Z")
    return "".join(parts)


def as_geojson(ground: shapely.Geometry, plane: Plane) -> dict[str, Any]:
    """Write a ground in degrees, for a map of others."""

    def degrees(at: Any) -> Any:
        lon = at[:, 0] / plane.across + plane.lon
        lat = at[:, 1] / plane.up + plane.lat
        return np.column_stack([lon, lat]).round(7)

    moved = shapely.transform(ground, degrees)
    told: Mapping[str, Any] = shapely.geometry.mapping(moved)
    return dict(told)


def outline(points: Sequence[Point]) -> dict[str, Any] | None:
    """Draw one line around homes in degrees, as GeoJSON; None without any."""
    if not points:
        return None
    plane = plane_around(points)
    flat = [plane.at(lon, lat) for lon, lat in points]
    hull = shapely.MultiPoint(flat).convex_hull.buffer(NEAR, quad_segs=4)
    return as_geojson(hull, plane)
