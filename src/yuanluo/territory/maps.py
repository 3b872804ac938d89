"""A village from above: its divisions as shapes that a template draws as SVG.

Distances within a village are small, so the earth is taken as flat. A division has a
point, an outline or neither; one with neither is left out. No tile and no other
server is asked for anything.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

MAP_WIDTH = 640
MAP_MARGIN = 24
DIVISIONS_MOST = 1000

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True)
class Shape:
    """A division on the map: where to write its name, and its outline if it has one."""

    code: str
    name: str
    level: str
    x: float
    y: float
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """A village from above, in the units of an SVG's view box; north is up."""

    width: int = MAP_WIDTH
    height: int = MAP_WIDTH
    shapes: tuple[Shape, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shapes)


def map_of(village: str) -> Map:
    """Draw the divisions of a village that have a point or a boundary."""
    rows = Place.objects.below_village(village).filter(until=None).order_by("code")
    columns = ("code", "name", "level", "lon", "lat", "boundary")
    drawn = [
        (place, rings, centre)
        for place in rows.only(*columns)[:DIVISIONS_MOST]
        for rings in [rings_of(place.boundary)]
        if (centre := _centre(place, rings)) is not None
    ]
    points = [centre for _, _, centre in drawn]
    points += [point for _, rings, _ in drawn for ring in rings for point in ring]
    if not points:
        return Map()
    plane = _Plane.over(points)
    shapes = []
    for place, rings, centre in drawn:
        x, y = plane.at(*centre)
        outline = " ".join(plane.path(ring) for ring in rings)
        shapes.append(Shape(place.code, place.name, place.level, x, y, outline))
    return Map(MAP_WIDTH, plane.height, tuple(shapes))


def rings_of(boundary: Any) -> list[Ring]:
    """Read the rings of a GeoJSON polygon or several; anything else has none."""
    if not isinstance(boundary, dict):
        return []
    kind, corners = boundary.get("type"), boundary.get("coordinates")
    if kind == "Feature":
        return rings_of(boundary.get("geometry"))
    try:
        if kind == "Polygon":
            return [_ring(ring) for ring in corners or ()]
        if kind == "MultiPolygon":
            return [_ring(ring) for polygon in corners or () for ring in polygon]
    except (TypeError, ValueError):
        # A damaged boundary is no reason to show no map.
        return []
    return []


def _ring(corners: Any) -> Ring:
    return [(float(lon), float(lat)) for lon, lat, *_ in corners]


def _centre(place: Place, rings: list[Ring]) -> Point | None:
    if place.lon is not None and place.lat is not None:
        return place.lon, place.lat
    if not rings or not rings[0]:
        return None
    outer = rings[0]
    return (
        sum(lon for lon, _ in outer) / len(outer),
        sum(lat for _, lat in outer) / len(outer),
    )


@dataclass(frozen=True, slots=True)
class _Plane:
    """A village is small enough for the earth to be flat."""

    west: float
    north: float
    scale: float
    narrowing: float
    height: int

    @classmethod
    def over(cls, points: Sequence[Point]) -> _Plane:
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        narrowing = math.cos(math.radians((south + north) / 2))
        wide, high = (east - west) * narrowing, north - south
        room = MAP_WIDTH - 2 * MAP_MARGIN
        scale = room / max(wide, high / 2, 1e-6)
        height = math.ceil(high * scale) + 2 * MAP_MARGIN
        return cls(west, north, scale, narrowing, max(height, MAP_WIDTH // 4))

    def at(self, lon: float, lat: float) -> Point:
        x = MAP_MARGIN + (lon - self.west) * self.narrowing * self.scale
        y = MAP_MARGIN + (self.north - lat) * self.scale
        return round(x, 1), round(y, 1)

    def path(self, ring: Ring) -> str:
        corners = (self.at(*point) for point in ring)
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + "Z"
