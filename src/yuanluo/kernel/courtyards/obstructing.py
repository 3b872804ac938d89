"""Barriers and boundaries as GeoJSON, read into shapes in metres.

Lines and polygons are barriers: rivers, railways, lakes. A polygon alone can be a
boundary, outside of which no home may lie. A shape that crosses itself is refused, for
nobody can say what it parts; so is a home that lies inside of a barrier. Faults are
told with the line in which their shape begins.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from yuanluo.kernel.courtyards.reading import EDGES, Plane, Table
from yuanluo.kernel.fault import Fault
from yuanluo.kernel.words import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = ("LineString", "MultiLineString")
POLYGONS = ("Polygon", "MultiPolygon")
INSIDE = {"FeatureCollection": "features", "GeometryCollection": "geometries"}
#: How deep the corners of each kind lie in lists.
DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
#: What of a text of JSON opens and closes an object, and what only looks like it.
BRACES = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\n]')
UNDRAWN = (
    "没有画出来，画好或者去掉这一条 "
    "/ there is no geometry: draw it, or take the feature out"
)
UNKNOWN = "不是线也不是面（{kind}） / {kind} is no {taken}"
UNREADABLE = (
    "坐标读不懂，每个点要两个数 "
    "/ the coordinates cannot be read: each corner is two numbers"
)
ENDLESS = "坐标里有不是数的 / the coordinates are no finite numbers"
OUT_OF_RANGE = (
    "经纬度超出范围，是不是写反了 "
    "/ longitude and latitude are out of range; are they swapped?"
)
CROSSED = "这条线和自己交叉 / the line crosses itself"
POINT = "这条线没有长度 / the line has no length"
INVALID = "这个面的边交叉或重叠（{why}） / the polygon is not valid: {why}"


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes in metres, or the faults of the file they were to be read from.

    `said` tells the faults of shapes once more, in both languages and without lines.
    """

    shapes: tuple[shapely.Geometry, ...] = ()
    faults: tuple[Fault, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


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
        text = content.decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=_Lines(text).on)
        geometries = list(_geometries(document))
    except json.JSONDecodeError as error:
        return Shapes(faults=(Fault(file, error.lineno, f"not JSON: {error.msg}"),))
    except (ValueError, RecursionError):
        return Shapes(faults=(Fault(file, 1, "not GeoJSON in UTF-8"),))
    shapes, faults, said = [], [], []
    for number, (told, line) in enumerate(geometries, start=1):
        try:
            shapes.append(_shape(told, plane, metres=metres, lines=lines))
        except _Wrong as error:
            chinese, english = (in_language(str(error), one) for one in ("zh", "en"))
            said.append((f"第{number}个图形：{chinese}", f"shape {number}: {english}"))
            faults.append(Fault(file, line, said[-1][1]))
    if not shapes and not faults and not lines:
        faults.append(Fault(file, 1, "there is no polygon"))
    return Shapes((), tuple(faults), tuple(said)) if faults else Shapes(tuple(shapes))


def shapes_alone(document: Any) -> dict[str, Any]:
    """Give the shapes of a document without anything that was told about them.

    >>> shapes_alone({"type": "Feature", "properties": {"a": 1}, "geometry": None})
    {'type': 'GeometryCollection', 'geometries': [None]}
    """
    found = [
        {key: told[key] for key in ("type", "coordinates") if key in told}
        if isinstance(told, dict)
        else None
        for told, _ in _geometries(document)
    ]
    return {"type": "GeometryCollection", "geometries": found}


class _Object(dict[str, Any]):
    """An object of JSON that knows its line."""

    line = 1


class _Lines:
    """In which line each object of a text begins, in the order in which they end."""

    def __init__(self, text: str) -> None:
        self.begun = self._found(text)

    @staticmethod
    def _found(text: str) -> Iterator[int]:
        line, opened = 1, []
        for sign in BRACES.finditer(text):
            match sign.group():
                case "\n":
                    line += 1
                case "{":
                    opened.append(line)
                case "}" if opened:
                    yield opened.pop()

    def on(self, pairs: list[tuple[str, Any]]) -> _Object:
        """Make an object with its line; called in the order in which objects end."""
        made = _Object(pairs)
        made.line = next(self.begun, 1)
        return made


def _geometries(document: Any, line: int = 1) -> Iterator[tuple[Any, int]]:
    """Give every geometry, or what stands where one should be, with its line."""
    line = getattr(document, "line", line)
    kind = document.get("type") if isinstance(document, dict) else None
    inside = INSIDE.get(kind) if isinstance(kind, str) else None
    if inside and isinstance(document.get(inside), list):
        for one in document[inside]:
            yield from _geometries(one, line)
    elif kind == "Feature":
        yield from _geometries(document.get("geometry"), line)
    else:
        yield document, line


def _shape(told: Any, plane: Plane, *, metres: bool, lines: bool) -> shapely.Geometry:
    kind = _kind(told, (*LINES, *POLYGONS) if lines else POLYGONS)
    try:
        # What is no number is told below, in our words.
        with np.errstate(invalid="ignore"):
            read = shape(told)
        corners = shapely.get_coordinates(read)
    except (ValueError, TypeError, OverflowError, shapely.errors.ShapelyError):
        raise _Wrong(UNREADABLE) from None
    if read.is_empty or not all(map(isfinite, corners.ravel().tolist())):
        raise _Wrong(ENDLESS)
    if not metres and (np.abs(corners) > [EDGES["lon"], EDGES["lat"]]).any():
        raise _Wrong(OUT_OF_RANGE)
    if kind in LINES:
        _look_at_lines(read)
    elif not read.is_valid:
        raise _Wrong(INVALID.format(why=shapely.is_valid_reason(read)))
    flat = shapely.force_2d(read)
    return shapely.transform(
        flat, lambda at: np.array([plane.at(*corner) for corner in at])
    )


def _kind(told: Any, taken: tuple[str, ...]) -> str:
    """Give the kind of a shape that can be read; raises _Wrong."""
    if told is None:
        raise _Wrong(UNDRAWN)
    kind = told.get("type") if isinstance(told, dict) else None
    if kind not in taken:
        raise _Wrong(
            UNKNOWN.format(kind=repr(str(kind)[:40]), taken=" or ".join(taken))
        )
    if not _are_corners(told.get("coordinates"), DEPTHS[kind]):
        raise _Wrong(UNREADABLE)
    return str(kind)


def _are_corners(told: Any, depth: int) -> bool:
    """Say whether something is lists of numbers so deep, and nothing else."""
    if not isinstance(told, list) or not told:
        return False
    if depth:
        return all(_are_corners(one, depth - 1) for one in told)
    return len(told) > 1 and all(type(one) in (int, float) for one in told)


def _look_at_lines(read: shapely.Geometry) -> None:
    """Refuse a line that crosses itself; two lines may well cross each other."""
    for line in shapely.get_parts(read):
        if not line.is_simple:
            raise _Wrong(CROSSED)
        if not line.length:
            raise _Wrong(POINT)


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
