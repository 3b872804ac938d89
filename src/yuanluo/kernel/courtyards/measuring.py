"""Looking at a partition from outside: limits, connectedness and the way people walk.

Everything is found again from the homes and the barriers, so that what was proposed and
what a person has changed by hand are judged alike. Connected means over the wide graph
of `neighbours`: Delaunay edges that no barrier crosses, homes at one point, and homes
that are kept together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.atoms import places_of, sets_together
from yuanluo.kernel.courtyards.neighbours import neighbours, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    import shapely

    from yuanluo.kernel.courtyards.village import Dwelling, Limits


@dataclass(frozen=True, slots=True)
class Measured:
    """What a partition is worth; the walk is in metres, of all households together."""

    courtyards: int
    within_limits: int
    connected: int
    households: int
    walk: float


@dataclass(frozen=True, slots=True)
class CourtyardMeasured:
    """What one courtyard is worth: in how many pieces it lies, largest first."""

    households: int
    within_limits: bool
    pieces: tuple[tuple[str, ...], ...]
    walk: float

    @property
    def connected(self) -> bool:
        """Whether the courtyard is in one piece."""
        return len(self.pieces) == 1


def measure(
    homes: Sequence[Dwelling],
    courtyards: Sequence[Sequence[str]],
    limits: Limits,
    barriers: Sequence[shapely.Geometry] = (),
) -> Measured:
    """Measure a partition.

    >>> from yuanluo.kernel.courtyards.village import Dwelling, Limits
    >>> row = [Dwelling(str(n), float(n), 0.0) for n in range(4)]
    >>> measure(row, [["0", "1"], ["2", "3"]], Limits(2, 2))
    Measured(courtyards=2, within_limits=2, connected=2, households=4, walk=2.0)
    >>> measure(row, [["0", "2"], ["1", "3"]], Limits(1, 1)).connected
    0
    """
    each = measure_each(homes, courtyards, limits, barriers)
    return Measured(
        courtyards=len(each),
        within_limits=sum(one.within_limits for one in each),
        connected=sum(one.connected for one in each),
        households=sum(one.households for one in each),
        walk=sum(one.walk for one in each),
    )


def measure_each(
    homes: Sequence[Dwelling],
    courtyards: Sequence[Sequence[str]],
    limits: Limits,
    barriers: Sequence[shapely.Geometry] = (),
) -> list[CourtyardMeasured]:
    """Measure each courtyard of a partition, and say which of its homes lie apart.

    >>> from yuanluo.kernel.courtyards.village import Dwelling, Limits
    >>> row = [Dwelling(str(n), float(n), 0.0) for n in range(4)]
    >>> measure_each(row, [["0", "1", "3"], ["2"]], Limits(1, 2))[0].pieces
    (('0', '1'), ('3',))
    """
    points, at = places_of(homes)
    graph = neighbours(points, barriers)[1]
    for together in sets_together(homes):
        sites = {at[home] for home in together}
        for site in sites:
            graph[site] |= sites - {site}
    place = {home.id: number for number, home in enumerate(homes)}
    parts = [[place[one] for one in part] for part in courtyards]
    found = []
    for part in parts:
        weight = sum(homes[home].households for home in part)
        found.append(
            CourtyardMeasured(
                households=weight,
                within_limits=limits.hold(weight),
                pieces=_apart(homes, part, at, graph),
                walk=_walk([homes[home] for home in part]),
            )
        )
    return found


def _apart(
    homes: Sequence[Dwelling],
    part: Sequence[int],
    at: Sequence[int],
    graph: Sequence[set[int]],
) -> tuple[tuple[str, ...], ...]:
    """Give the homes of a courtyard piece by piece, the largest first."""
    found = []
    for piece in pieces(graph, {at[home] for home in part}):
        sites = set(piece)
        found.append(tuple(homes[home].id for home in part if at[home] in sites))
    return tuple(sorted(found, key=lambda piece: (-len(piece), piece)))


def _walk(part: Sequence[Dwelling]) -> float:
    total = sum(home.households for home in part)
    x = sum(home.households * home.x for home in part) / total
    y = sum(home.households * home.y for home in part) / total
    return sum(home.households * hypot(home.x - x, home.y - y) for home in part)
