"""Reading partitions: which there are, and one as it is drawn, measured and explained.

What a courtyard is worth is measured anew each time, from the homes as they were when
the partition was drawn; what was moved is read from the record. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.courtyards import surveying
from yuanluo.courtyards.models import Allotment, Partition, Plot
from yuanluo.courtyards.surveying import Door
from yuanluo.kernel.courtyards.village import Dwelling, Limits
from yuanluo.record.models import Act
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import shapely

    from yuanluo.kernel.courtyards.measuring import CourtyardMeasured
    from yuanluo.kernel.courtyards.reading import Plane
    from yuanluo.people.queries import Standing

LISTED_MOST = 200
#: Acts of a partition that are read: by hand nobody makes more.
ACTS_MOST = 5000


@dataclass(frozen=True, slots=True)
class DrawnHome:
    """A home on the map: its point in metres, its households, its plot."""

    home: int
    address: str
    number: int
    households: int
    lon: float
    lat: float
    x: float
    y: float
    together: str = ""


@dataclass(frozen=True, slots=True)
class DrawnPlot:
    """A courtyard of a partition with its homes and what it is worth."""

    number: int
    name: str
    place: str
    homes: tuple[DrawnHome, ...]
    measured: CourtyardMeasured
    #: Of homes that are to stay together: those in this plot that others left.
    torn: tuple[str, ...] = ()

    @property
    def walk(self) -> float:
        """How far a household walks to the middle, in metres."""
        return self.measured.walk / max(self.measured.households, 1)

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against this courtyard."""
        one = self.measured
        return one.within_limits and one.connected and not self.torn


@dataclass(frozen=True, slots=True)
class Drawn:
    """A partition as it is drawn."""

    partition: Partition
    limits: Limits
    plots: tuple[DrawnPlot, ...]
    homes: tuple[DrawnHome, ...]
    plane: Plane
    barriers: tuple[shapely.Geometry, ...]

    @property
    def households(self) -> int:
        """How many households there are."""
        return sum(home.households for home in self.homes)

    @property
    def walk(self) -> float:
        """How far all households walk together, in metres."""
        return sum(plot.measured.walk for plot in self.plots)

    @property
    def within(self) -> int:
        """How many courtyards are within limits."""
        return sum(plot.measured.within_limits for plot in self.plots)

    @property
    def connected(self) -> int:
        """How many courtyards are in one piece."""
        return sum(plot.measured.connected for plot in self.plots)

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against any courtyard."""
        return all(plot.holds for plot in self.plots)

    def plot(self, number: int) -> DrawnPlot | None:
        """Give a courtyard by its number."""
        return next((plot for plot in self.plots if plot.number == number), None)


def subject(partition: int) -> str:
    """Name a partition in the record."""
    return f"partition:{partition}"


def partition_for(who: Standing, village: str, pk: int) -> Partition | None:
    """Give a partition of a village that somebody may see."""
    rows = Partition.objects.visible_to(who).filter(village=village, pk=pk)
    return rows.select_related("village", "by", "adopted_by", "basis").first()


def partitions_of(who: Standing, village: str) -> list[Partition]:
    """Give the partitions of a village, the newest first."""
    rows = Partition.objects.visible_to(who).filter(village=village)
    newest = rows.select_related("by", "adopted_by").order_by("-at", "-id")
    return list(newest[:LISTED_MOST])


def village_for(who: Standing, code: str) -> Place | None:
    """Give a village whose partitions somebody may see: theirs, or one they serve."""
    village = Place.objects.filter(code=code, level="village", until=None).first()
    if village is None:
        return None
    serves = any(
        "see" in post.powers and (who.may("see", code) or post.place.startswith(code))
        for post in who.posts
    )
    return village if serves or who.home_village == code else None


def villages_with(who: Standing, power: str) -> list[Place]:
    """Give the villages over which somebody has a power, where homes are divided."""
    found: dict[str, Place] = {}
    for code in who.places_with(power):
        if "-" not in code:
            rows = Place.objects.within(code).exclude(charter=None)
            for place in rows.filter(level="village", until=None).order_by("code"):
                found[place.code] = place
    charters: dict[Any, bool] = {}
    for place in found.values():
        if place.charter_id not in charters:
            level = surveying.level_of_courtyards(place.code)
            charters[place.charter_id] = level is not None
    return [place for place in found.values() if charters[place.charter_id]]


# One as it is drawn -------------------------------------------------------------------


def drawn(partition: Partition) -> Drawn:
    """Give a partition with every courtyard measured; two statements."""
    rows = Allotment.objects.filter(partition=partition).order_by("home__id")
    known = list(
        rows.values_list(
            *("home", "home__address", "number", "households", "lon", "lat"),
            "together",
        )
    )
    doors = [Door(pk, named, lon, lat, n) for pk, named, _, n, lon, lat, _ in known]
    plane = surveying.plane_of(doors)
    sets = {named: together for _, named, *_, together in known if together}
    homes = surveying.dwellings(doors, plane, together=sets)
    shown = tuple(
        DrawnHome(pk, named, number, n, lon, lat, at.x, at.y, together)
        for (pk, named, number, n, lon, lat, together), at in zip(
            known, homes, strict=True
        )
    )
    limits = Limits(partition.least, partition.most)
    shapes = surveying.read_barriers(partition.barriers, plane).shapes
    plots = _plots(partition, shown, homes, limits, shapes)
    return Drawn(partition, limits, plots, shown, plane, shapes)


def _plots(
    partition: Partition,
    shown: Sequence[DrawnHome],
    homes: Sequence[Dwelling],
    limits: Limits,
    shapes: Sequence[shapely.Geometry],
) -> tuple[DrawnPlot, ...]:
    # Loaded by the first map, not by every start.
    from yuanluo.kernel.courtyards.measuring import measure_each

    inside: dict[int, list[DrawnHome]] = {}
    sets: dict[str, set[int]] = {}
    for home in shown:
        inside.setdefault(home.number, []).append(home)
        if home.together:
            sets.setdefault(home.together, set()).add(home.number)
    plots = [
        plot
        for plot in Plot.objects.filter(partition=partition).order_by("number")
        if plot.number in inside
    ]
    parts = [[home.address for home in inside[plot.number]] for plot in plots]
    worth = measure_each(homes, parts, limits, shapes)
    return tuple(
        DrawnPlot(
            plot.number,
            plot.name,
            plot.place_id or "",
            tuple(inside[plot.number]),
            measured,
            tuple(
                home.address
                for home in inside[plot.number]
                if len(sets.get(home.together, ())) > 1
            ),
        )
        for plot, measured in zip(plots, worth, strict=True)
    )


# What was done with it ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did with a partition, as the record keeps it."""

    verb: str
    at: datetime
    by: str
    version: int
    homes: tuple[tuple[int, int], ...]
    to: int


def changes(partition: int, after: int = 0) -> list[Change]:
    """Give what was done with a partition after a version, the oldest first."""
    rows = Act.objects.filter(subject=subject(partition)).order_by("id")
    told = rows.values_list("verb", "at", "actor_name", "payload")[:ACTS_MOST]
    return [
        Change(
            verb.partition(".")[2],
            at,
            by,
            version,
            tuple((home, number) for home, number in payload.get("homes", ())),
            payload.get("to", 0),
        )
        for verb, at, by, payload in told
        if (version := payload.get("made", 0)) > after
    ]


def last_move(partition: int) -> Change | None:
    """Give the last move that was not undone; None when there is none.

    What brought a partition up to date cannot be undone, nor what was before it.
    """
    moves, _undone = _moves(partition)
    return moves[-1] if moves else None


def last_undone(partition: int) -> Change | None:
    """Give the move that was undone last and can be done again; None if there is none.

    After another move nothing that was undone before it can be done again.
    """
    _moved, undone = _moves(partition)
    return undone[-1] if undone else None


def _moves(partition: int) -> tuple[list[Change], list[Change]]:
    """Give the moves that hold and those that were undone, the next one last."""
    moves: list[Change] = []
    undone: list[Change] = []
    for change in changes(partition):
        if change.verb == "move":
            moves.append(change)
            undone.clear()
        elif change.verb == "undo" and moves:
            undone.append(moves.pop())
        elif change.verb == "redo" and undone:
            moves.append(undone.pop())
        elif change.verb == "refresh":
            moves.clear()
            undone.clear()
    return moves, undone
