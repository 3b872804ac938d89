"""Where a matter lies: a home or a place looked up, with what is known of it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import village_of
from yuanluo.record.actions import Refused
from yuanluo.record.statements import question
from yuanluo.territory import charters
from yuanluo.territory.models import Home, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from yuanluo.kernel.charter import Category, Charter
    from yuanluo.kernel.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter lies: a home, or a place, with words and a point if given."""

    home: int | None = None
    place: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A spot looked up: its place, charter and the divisions it lies in."""

    place: str
    village: str
    charter_id: str
    charter: Charter
    home: int | None
    address: str
    units: tuple[tuple[str, str], ...]
    today: date


@question("id")
def _home(id: int) -> QuerySet[Any]:
    """Ask for a home with its village and the divisions it ever lay in."""
    return Home.objects.filter(pk=id).values_list(
        *("village", "village__charter", "village__charter__sha256", "address"),
        *("memberships__level", "memberships__place"),
        *("memberships__since", "memberships__until"),
    )


@question("place")
def _place(place: str) -> QuerySet[Any]:
    """Ask for a place that there is now, with its charter."""
    found = Place.objects.filter(code=place, until=None)
    return found.values_list("level", "parent", "charter", "charter__sha256")


def look_up(spot: Spot, at: datetime) -> Found:
    """Look a spot up; refuse a place that is unknown or has no charter."""
    address, level, above, rows = "", "", "", []
    if spot.home is not None:
        rows = _home.rows(id=spot.home)
        code, key, sha, address = rows[0][:4] if rows else ("", None, None, "")
    else:
        code, known = spot.place, _place.rows(place=spot.place)
        level, above, key, sha = known[0] if known else ("", "", None, None)
    if key is None:
        raise Refused([Refusal("UNKNOWN_PLACE")])
    if len(code) < 12:
        raise Refused([Refusal("PLACE_TOO_WIDE")])
    reading = charters.charter(key, sha)
    today = local_date(at, charters.zone(reading))
    return Found(
        place=code,
        village=village_of(code),
        charter_id=key,
        charter=reading,
        home=spot.home,
        address=spot.address or address,
        units=tuple(_of_home(rows, today) if rows else _chain(code, level, above)),
        today=today,
    )


def _of_home(rows: Iterable[Any], day: date) -> Iterator[tuple[str, str]]:
    """Give the divisions in which a home lies on a day."""
    for *_, level, place, since, until in rows:
        if level and since <= day and (until is None or day < until):
            yield level, place


def _chain(code: str, level: str, above: str) -> Iterator[tuple[str, str]]:
    """Give a division and those above it, up to the village."""
    while "-" in code:
        yield level, code
        if "-" not in above:
            return
        code = above
        level, above = Place.objects.values_list("level", "parent").get(code=code)


def applies(book: Playbook, village: str) -> bool:
    """Say whether a playbook is used in a village."""
    return not book.where or any(village.startswith(code) for code in book.where)


def first_level(
    book: Playbook, category: Category | None, units: Mapping[str, str]
) -> str:
    """Give the lowest competent level that exists here."""
    levels = [rung.level for rung in book.ladder]
    wanted = category.level if category and category.level in levels else None
    below = levels[levels.index(wanted) :] if wanted else levels
    for level in below:
        if level in units or level in {"village", "township", "county"}:
            return level
    return "village"
