"""A partition as a map that the server draws: shapes by value, for a page or for paper.

Courtyards are told apart by colour, by the pattern of their ground, by the sign of
their homes and by a name; beside the map stands the list, which says the same in words.
Nothing here is asked from another server, unless the operator named one for tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import (
    asinh,
    atan,
    ceil,
    cos,
    degrees,
    floor,
    log2,
    pi,
    radians,
    sinh,
    sqrt,
    tan,
)
from typing import TYPE_CHECKING

import shapely

from yuanluo.courtyards.outlines import bridges, grounds, paths, spacing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yuanluo.courtyards.queries import Drawn, DrawnHome, DrawnPlot
    from yuanluo.kernel.courtyards.reading import Plane

#: Units of the drawing: this wide, and as high as the village asks, within bounds.
WIDTH, HIGH, LOW = 1000.0, 1100.0, 420.0
EDGE = 24.0
COLOURS, PATTERNS = 8, 4
#: Radius of a home with one household on the drawing, as far as there is room.
DOT, DOT_LEAST, DOT_SHARE = 9.5, 3.5, 0.48
TILES_MOST, ZOOM_MOST, PIXELS = 40, 19, 256
EQUATOR = 40_075_016.686
#: Signs of homes, around the middle, of radius one.
SIGNS = (
    "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z",
    "M-.9-.9H.9V.9H-.9Z",
    "M0-1.15L1.1.85H-1.1Z",
    "M0-1.25L1.25 0L0 1.25L-1.25 0Z",
    "M-.4-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z",
    "M-.55-1.05H.55L1.1 0L.55 1.05H-.55L-1.1 0Z",
)

Paper = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A home on the paper."""

    home: DrawnHome
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Patch:
    """A courtyard on the paper: its ground, where its name stands, how it is told."""

    plot: DrawnPlot
    path: str
    x: float
    y: float
    colour: int
    pattern: int
    sign: str
    #: Lines between parts of a ground that hangs together over some distance.
    bridges: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of a tile server, and where it lies."""

    url: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A line on the map and how many metres it stands for."""

    metres: int
    length: float


@dataclass(frozen=True, slots=True)
class Map:
    """The whole drawing."""

    width: float
    height: float
    patches: tuple[Patch, ...]
    barriers: tuple[str, ...]
    scale: Scale
    tiles: tuple[Tile, ...] = ()


def draw(shown: Drawn, tiles: str = "") -> Map:
    """Draw a partition; `tiles` is the address of a tile server, empty for none."""
    points = [(home.x, home.y) for home in shown.homes]
    made = grounds(points, [home.number for home in shown.homes])
    frame = _Frame(shapely.union_all(list(made.values())).bounds)
    colours = colouring(made)
    dot = min(max(DOT_SHARE * spacing(points) * frame.units, DOT_LEAST), DOT)
    patches = tuple(
        _patch(plot, made[plot.number], frame, colours[plot.number], dot)
        for plot in shown.plots
    )
    return Map(
        frame.width,
        frame.height,
        patches,
        tuple(_line(one, frame.at) for one in shown.barriers),
        frame.scale(),
        frame.tiles(shown.plane, tiles) if tiles else (),
    )


class _Frame:
    """How metres come onto the paper: north is up."""

    def __init__(self, bounds: tuple[float, float, float, float]) -> None:
        west, south, east, north = bounds
        across, up = east - west, north - south
        room = WIDTH - 2 * EDGE
        most = (HIGH - 2 * EDGE) / up if up else room
        self.units = min(room / max(across, 50.0), most)
        self.width = WIDTH
        self.height = round(max(up * self.units + 2 * EDGE, LOW))
        self.middle = (west + across / 2, south + up / 2)

    def at(self, x: float, y: float) -> Paper:
        """Move a point in metres onto the paper."""
        return (
            self.width / 2 + (x - self.middle[0]) * self.units,
            self.height / 2 - (y - self.middle[1]) * self.units,
        )

    def scale(self) -> Scale:
        """Give the longest round length that takes no more than a fifth of the map."""
        longest = self.width / 5 / self.units
        step = 1
        while step * 10 <= longest:
            step *= 10
        metres = max(n * step for n in (1, 2, 5) if n * step <= max(longest, 1))
        return Scale(metres, round(metres * self.units, 1))

    def tiles(self, plane: Plane, template: str) -> tuple[Tile, ...]:
        """Give the pictures under the map, of the finest zoom that needs few."""
        west, north = self._degrees(plane, 0, 0)
        east, south = self._degrees(plane, self.width, self.height)
        metres = EQUATOR * cos(radians(plane.lat)) * (east - west) / 360
        fine = log2(EQUATOR * cos(radians(plane.lat)) / PIXELS / (metres / self.width))
        zoom = max(0, min(ZOOM_MOST, ceil(fine)))
        while True:
            columns = range(floor(_column(west, zoom)), ceil(_column(east, zoom)))
            rows = range(floor(_row(north, zoom)), ceil(_row(south, zoom)))
            if zoom == 0 or len(columns) * len(rows) <= TILES_MOST:
                break
            zoom -= 1
        return tuple(
            self._tile(plane, template, zoom, column, row)
            for row in rows
            for column in columns
        )

    def _degrees(self, plane: Plane, across: float, down: float) -> Paper:
        x = self.middle[0] + (across - self.width / 2) / self.units
        y = self.middle[1] - (down - self.height / 2) / self.units
        return x / plane.across + plane.lon, y / plane.up + plane.lat

    def _tile(
        self, plane: Plane, template: str, zoom: int, column: int, row: int
    ) -> Tile:
        left, top = self.at(*plane.at(_lon(column, zoom), _lat(row, zoom)))
        right, low = self.at(*plane.at(_lon(column + 1, zoom), _lat(row + 1, zoom)))
        url = template.replace("{z}", str(zoom)).replace("{x}", str(column))
        return Tile(
            url.replace("{y}", str(row)),
            round(left, 2),
            round(top, 2),
            # A hair more, so that no line of paper shows between two.
            round(right - left + 0.3, 2),
            round(low - top + 0.3, 2),
        )


def _column(lon: float, zoom: int) -> float:
    return (lon + 180) / 360 * (1 << zoom)


def _row(lat: float, zoom: int) -> float:
    return (1 - asinh(tan(radians(lat))) / pi) / 2 * (1 << zoom)


def _lon(column: int, zoom: int) -> float:
    return column / (1 << zoom) * 360 - 180


def _lat(row: int, zoom: int) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * row / (1 << zoom)))))


# Courtyards on the paper --------------------------------------------------------------


def _patch(
    plot: DrawnPlot,
    ground: shapely.Geometry,
    frame: _Frame,
    colour: int,
    dot: float,
) -> Patch:
    dots = []
    for home in plot.homes:
        x, y = frame.at(home.x, home.y)
        size = round(dot * sqrt(min(home.households, 16)), 1)
        dots.append(Dot(home, round(x, 1), round(y, 1), size))
    largest = max(getattr(ground, "geoms", [ground]), key=lambda one: one.area)
    middle = largest.representative_point()
    if largest.contains(largest.centroid):
        middle = largest.centroid
    x, y = frame.at(middle.x, middle.y)
    return Patch(
        plot,
        paths(ground, frame.at),
        round(x, 1),
        round(y, 1),
        colour,
        plot.number % PATTERNS,
        SIGNS[(plot.number - 1) % len(SIGNS)],
        "".join(_line(one, frame.at) for one in bridges(ground))
        if plot.measured.connected
        else "",
        tuple(dots),
    )


def _line(shape: shapely.Geometry, at: Callable[[float, float], Paper]) -> str:
    parts = []
    for one in getattr(shape, "geoms", [shape]):
        if one.geom_type == "Polygon":
            parts.append(paths(one, at))
            continue
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in (at(*c) for c in one.coords))
        parts.append(f"M{line}")
    return "".join(parts)


def colouring(grounds_of: Mapping[int, shapely.Geometry]) -> dict[int, int]:
    """Give each courtyard a colour that no neighbour has, as far as there are enough.

    >>> one, other = shapely.Point(0, 0).buffer(1), shapely.Point(1, 0).buffer(1)
    >>> colouring({1: one, 2: other})
    {1: 0, 2: 1}
    """
    found: dict[int, int] = {}
    numbers = sorted(grounds_of)
    shapes = [grounds_of[number] for number in numbers]
    beside: dict[int, list[int]] = {number: [] for number in numbers}
    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=1.0)
    for one, other in pairs.T.tolist():
        beside[numbers[one]].append(numbers[other])
    for number in numbers:
        near = [found[other] for other in beside[number] if other in found]
        used = list(found.values())
        free = [colour for colour in range(COLOURS) if colour not in near]
        found[number] = min(
            free or range(COLOURS), key=lambda colour: (used.count(colour), colour)
        )
    return found
