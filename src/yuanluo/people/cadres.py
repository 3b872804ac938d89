"""Reading rosters: the cadres of a place, what their table says, who comes next.

Names and single lines are for who may appoint there; the table is numbers. The table is
worked out from the lines each time, so that it can never differ from them. Nothing is
written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q

from yuanluo.kernel.place import subtree_range
from yuanluo.kernel.roster import (
    RosterLine,
    RosterTable,
    in_hundredths,
    roster_table,
    whole_years,
)
from yuanluo.people.models import Appointment, Cadre, Placement, Reserve
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

#: Whoever may see the single lines of a roster.
POWER = "appoint"
LINES_MOST = 5000

M = TypeVar("M", bound=Model)
CANDIDATES_MOST = 300


@dataclass(frozen=True, slots=True)
class CadreLine:
    """A cadre with what the roster keeps, and the posts held now."""

    id: int
    person: int
    name: str
    place: str
    place_name: str
    born: date
    education: str
    posts: tuple[str, ...]
    line: RosterLine


def _running(rows: QuerySet[M], place: str, day: date) -> QuerySet[M]:
    lower, upper = subtree_range(place)
    rows = rows.filter(place__gte=lower, place__lt=upper, since__lte=day)
    return rows.filter(Q(until=None) | Q(until__gt=day))


def cadres_of(place: str, day: date) -> list[CadreLine]:
    """Give the roster of a place and all in it on a day; two statements."""
    rows = _running(Cadre.objects.all(), place, day)
    rows = rows.select_related("person", "place").order_by("place", "id")
    lines = list(rows[:LINES_MOST])
    posts: dict[int, list[str]] = {}
    held = Appointment.objects.on(day).filter(person__in=[r.person_id for r in lines])
    told = held.exclude(post__key__contains=":").order_by("post__order")
    for person, title in told.values_list("person", "post__title"):
        posts.setdefault(person, []).append(title)
    return [
        CadreLine(
            id=row.pk,
            person=row.person_id,
            name=row.person.name,
            place=row.place_id,
            place_name=row.place.name,
            born=row.born,
            education=row.education,
            posts=tuple(posts.get(row.person_id, ())),
            line=_line(row, day),
        )
        for row in lines
    ]


def _line(row: Cadre, day: date) -> RosterLine:
    return RosterLine(
        age=whole_years(row.born, day),
        woman=row.woman,
        education=row.education,
        member=row.member,
        years=whole_years(row.serves_since, day),
        returned=row.returned,
        local_talent=row.local_talent,
    )


def table_of(place: str, day: date) -> RosterTable:
    """Give the table of the roster of a place on a day; one statement."""
    rows = _running(Cadre.objects.all(), place, day)
    return roster_table([_line(row, day) for row in rows[:LINES_MOST]])


def as_document(place: str, day: date, table: RosterTable) -> dict[str, Any]:
    """Give a table for programs: counts, whole per cents, the mean age."""
    mean = in_hundredths(table.mean_age)
    groups = {
        name: {b.id: {"count": b.count, "percent": b.percent} for b in bands}
        for name, bands in table.groups.items()
        if name != "other"
    }
    other = {
        band.id.replace("-", "_"): {"count": band.count, "percent": band.percent}
        for band in table.groups["other"]
    }
    return {
        "place": place,
        "on": day.isoformat(),
        "cadres": table.count,
        "mean_age": float(mean) if mean is not None else None,
        **groups,
        **other,
    }


def candidates(place: str, day: date) -> list[tuple[int, str]]:
    """Give who holds a post in the villages of a place and is not in the roster."""
    lower, upper = subtree_range(place)
    held = Appointment.objects.on(day).filter(
        place__gte=lower, place__lt=upper, place__level="village"
    )
    rows = held.exclude(post__key__contains=":").exclude(
        person__cadre_lines__in=Cadre.objects.filter(until=None)
    )
    told = rows.order_by("place", "post__order").values_list("person", "person__name")
    return list(dict(told[:CANDIDATES_MOST]).items())


# Reserve cadres -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReserveLine:
    """A reserve cadre with the work they learn by, newest first."""

    id: int
    person: int
    name: str
    place: str
    place_name: str
    source: str
    since: date
    placements: tuple[Placement, ...]

    def working(self, day: date) -> bool:
        """Whether they have work to learn by on a day."""
        return any(
            one.since <= day and (one.until is None or one.until > day)
            for one in self.placements
        )


def reserve_of(place: str, day: date) -> list[ReserveLine]:
    """Give the ledger of reserve cadres of a place on a day; two statements."""
    rows = _running(Reserve.objects.all(), place, day)
    rows = rows.select_related("person", "place").order_by("place", "id")
    found = list(rows[:LINES_MOST])
    work: dict[int, list[Placement]] = {}
    placed = Placement.objects.filter(reserve__in=[row.pk for row in found])
    for one in placed.select_related("place").order_by("-since", "-id"):
        work.setdefault(one.reserve_id, []).append(one)
    return [
        ReserveLine(
            id=row.pk,
            person=row.person_id,
            name=row.person.name,
            place=row.place_id,
            place_name=row.place.name,
            source=row.source,
            since=row.since,
            placements=tuple(work.get(row.pk, ())),
        )
        for row in found
    ]


def villages_with_reserve(place: str, lines: list[ReserveLine]) -> tuple[int, int]:
    """Give how many villages of a place have a reserve cadre, and of how many."""
    villages = Place.objects.within(place).filter(level="village", until=None)
    codes = set(villages.exclude(charter=None).values_list("code", flat=True))
    have = {line.place.partition("-")[0] for line in lines} & codes
    return len(have), len(codes)
