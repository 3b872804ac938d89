"""Where a matter lies: a home or a place looked up, with what is known of it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import village_of
from yuanluo.record.actions import Refused
from yuanluo.territory import charters
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

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


def look_up(spot: Spot, at: datetime) -> Found:
    """Look a spot up; refuse a place that is unknown or has no charter."""
    home: Home | None = None
    if spot.home is not None:
        homes = Home.objects.select_related("village__charter")
        homes = homes.defer("village__charter__document", "village__boundary")
        home = homes.filter(pk=spot.home).first()
        place = home.village if home else None
    else:
        places = Place.objects.select_related("charter").defer(
            "charter__document", "boundary"
        )
        place = places.filter(code=spot.place, until=None).first()
    if place is None or place.charter is None:
        raise Refused([Refusal("UNKNOWN_PLACE")])
    if len(place.code) < 12:
        raise Refused([Refusal("PLACE_TOO_WIDE")])
    reading = charters.charter(place.charter.pk, place.charter.sha256)
    today = local_date(at, charters.zone(reading))
    units = _units(home, place, today)
    address = spot.address or (home.address if home else "")
    return Found(
        place=place.code,
        village=village_of(place.code),
        charter_id=place.charter.pk,
        charter=reading,
        home=home.pk if home else None,
        address=address,
        units=tuple(units),
        today=today,
    )


def _units(home: Home | None, place: Place, day: date) -> list[tuple[str, str]]:
    """Give the divisions of a home on a day, or a division and those above it."""
    if home is not None:
        mine = Membership.objects.filter(home=home, since__lte=day)
        mine = mine.filter(Q(until=None) | Q(until__gte=day))
        return list(mine.values_list("level", "place"))
    found: list[tuple[str, str]] = []
    while place.parent and "-" in place.code:
        found.append((place.level, place.code))
        if "-" not in place.parent:
            break
        place = Place.objects.get(code=place.parent)
    return found


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
