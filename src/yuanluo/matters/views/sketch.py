"""A sketch of a village: its divisions or homes as marks that can be chosen.

Drawn on the server from the points that are known, without tiles and without asking
anybody else. It is one way to say where among several: a list stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT, MARGIN = 360, 300, 36
MARKS_MOST = 40
#: A whole village in less than this is not spread over the page: about 100 m.
SPAN_LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Point:
    """Something with a place on the earth."""

    key: str
    label: str
    lon: float
    lat: float
    kind: str = "division"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point where it is drawn."""

    key: str
    label: str
    kind: str
    x: float
    y: float
    below: bool


def sketch(points: Iterable[Point]) -> list[Mark]:
    """Place points on the sheet, north up and to scale; none if they are too few."""
    some = list(points)[:MARKS_MOST]
    if len(some) < 2:
        return []
    stretch = cos(radians(sum(p.lat for p in some) / len(some)))
    xs = [p.lon * stretch for p in some]
    ys = [p.lat for p in some]
    room_x, room_y = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    span = max(
        (max(xs) - min(xs)) / room_x, (max(ys) - min(ys)) / room_y, SPAN_LEAST / room_x
    )
    mid_x, mid_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    placed = [
        (WIDTH / 2 + (x - mid_x) / span, HEIGHT / 2 - (y - mid_y) / span)
        for x, y in zip(xs, ys, strict=True)
    ]
    return [
        Mark(p.key, p.label, p.kind, round(x, 1), round(y, 1), _crowded(n, placed))
        for n, (p, (x, y)) in enumerate(zip(some, placed, strict=True))
    ]


def _crowded(index: int, placed: Sequence[tuple[float, float]]) -> bool:
    """Whether the words must stand below the mark, to leave those above free."""
    x, y = placed[index]
    return any(
        n != index and abs(x - other) < 70 and 0 <= y - above < 34
        for n, (other, above) in enumerate(placed)
    )
