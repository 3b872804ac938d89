"""Barriers and boundaries as GeoJSON, read into shapes in metres.

Lines and polygons are barriers: rivers, railways, lakes. A polygon alone can be a
boundary, outside of which no home may lie. A shape that crosses itself is refused, for
nobody can say what it parts; so is a home that lies inside of a barrier.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from yuanluo.kernel.courtyards.reading import EDGES, Plane, Table
from yuanluo.kernel.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = ("LineString", "MultiLineString")
POLYGONS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes in metres, or the faults of the file they were to be read from."""

    shapes: tuple[shapely.Geometry, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Wrong(ValueError):
    """A shape that cannot be used, in words."""


def read_shapes(
    file: str, content: bytes, plane: Plane, *, metres: bool = False, lines: bool = True
) -> Shapes:
    """Read shapes; without lines only polygons are taken.

    >>> corners = b"[[0, 0], [2, 2], [2, 0], [0, 2]]"
    >>> line = b'{"type": "LineString", "coordinates": ' + corners + b"}"
    >>> print(read_shapes("b.geojson", line, Plane(), metres=True).faults[0])
    b.geojson:1: shape 1: the line crosses itself
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return Shapes(faults=(Fault(file, error.lineno, f"not JSON: {error.msg}"),))
    except (UnicodeDecodeError, RecursionError):
        return Shapes(faults=(Fault(file, 1, "not GeoJSON in UTF-8"),))
    shapes, faults = [], []
    for number, told in enumerate(_geometries(document), start=1):
        try:
            shapes.append(_shape(told, plane, metres=metres, lines=lines))
        except _Wrong as error:
            line = _line_of(content, told) or 1
            faults.append(Fault(file, line, f"shape {number}: {error}"))
    if not shapes and not faults and not lines:
        faults.append(Fault(file, 1, "there is no polygon"))
    return Shapes(faults=tuple(faults)) if faults else Shapes(tuple(shapes))


def _geometries(document: Any) -> Iterator[Any]:
    """Give every geometry, and what stands where one should be."""
    kind = document.get("type") if isinstance(document, dict) else None
    inside = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
    if kind in inside and isinstance(document.get(inside[kind]), list):
        for one in document[inside[kind]]:
            yield from _geometries(one)
    elif kind == "Feature":
        yield from _geometries(document.get("geometry"))
    else:
        yield document


def _line_of(content: bytes, told: Any) -> int:
    """Find the line in which a shape's first corner stands; 0 if it is not found."""
    if not isinstance(told, dict):
        return 0
    corner = told.get("coordinates")
    while isinstance(corner, list) and corner and isinstance(corner[0], list):
        corner = corner[0]
    if not isinstance(corner, list) or not corner:
        return 0
    place = content.find(json.dumps(corner[0]).encode())
    return content[:place].count(b"\n") + 1 if place >= 0 else 0


def _shape(told: Any, plane: Plane, *, metres: bool, lines: bool) -> shapely.Geometry:
    kind = told.get("type") if isinstance(told, dict) else None
    taken = (*LINES, *POLYGONS) if lines else POLYGONS
    if kind not in taken:
        raise _Wrong(f"{str(kind)[:40]!r} is no {' or '.join(taken)}")
    try:
        # What is no number is told below, in our words.
        with np.errstate(invalid="ignore"):
            read = shape(told)
        corners = shapely.get_coordinates(read)
    except (ValueError, TypeError, KeyError, IndexError, shapely.errors.ShapelyError):
        raise _Wrong("the coordinates cannot be read") from None
    if read.is_empty or not all(map(isfinite, corners.ravel().tolist())):
        raise _Wrong("the coordinates are no finite numbers")
    if not metres and (np.abs(corners) > [EDGES["lon"], EDGES["lat"]]).any():
        raise _Wrong("longitude and latitude are out of range; are they swapped?")
    if kind in LINES and not read.is_simple:
        raise _Wrong("the line crosses itself")
    if kind in POLYGONS and not read.is_valid:
        raise _Wrong(f"the polygon is not valid: {shapely.is_valid_reason(read)}")
    flat = shapely.force_2d(read)
    return shapely.transform(
        flat, lambda at: np.array([plane.at(*corner) for corner in at])
    )


def homes_inside(file: str, table: Table, barriers: Shapes) -> Iterator[Fault]:
    """Tell of homes that lie inside of a barrier."""
    for barrier in barriers.shapes:
        if barrier.geom_type in POLYGONS:
            for place in np.flatnonzero(_within(table, barrier)).tolist():
                words = f"home {table.homes[place].id!r} lies inside of a barrier"
                yield Fault(file, table.lines[place], words)


def homes_outside(file: str, table: Table, boundary: Shapes) -> Iterator[Fault]:
    """Tell of homes that lie outside of the boundary."""
    whole = shapely.union_all(list(boundary.shapes))
    shapely.prepare(whole)
    points = shapely.points([(home.x, home.y) for home in table.homes])
    for place in np.flatnonzero(~shapely.covers(whole, points)).tolist():
        words = f"home {table.homes[place].id!r} lies outside of the boundary"
        yield Fault(file, table.lines[place], words)


def _within(table: Table, barrier: shapely.Geometry) -> Any:
    shapely.prepare(barrier)
    points = shapely.points([(home.x, home.y) for home in table.homes])
    return shapely.contains(barrier, points)
