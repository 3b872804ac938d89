"""One place or home by its key, and the names of places in lists, all bounded.

What is over is not found. Who may see what lies there the page decides, by power over
the place: that a place exists is public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.territory.models import Home, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED_MOST = 500


def place_at(code: str) -> Place | None:
    """Give a place that is there now."""
    return Place.objects.filter(code=code, until=None).first()


def home_at(village: str, pk: int) -> Home | None:
    """Give a home of a village."""
    return Home.objects.filter(pk=pk, village=village).first()


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Name places by their codes."""
    rows = Place.objects.filter(code__in=set(codes))
    return dict(rows.values_list("code", "name"))


def named_within(code: str, level: str) -> list[tuple[str, str]]:
    """Name the places of a level in a place, as far as they follow a charter."""
    rows = Place.objects.within(code).filter(level=level, until=None)
    if level == "village":
        rows = rows.exclude(charter=None)
    return list(rows.order_by("code").values_list("code", "name")[:NAMED_MOST])


def named_divisions(village: str) -> list[tuple[str, str]]:
    """Name the divisions of a village."""
    rows = Place.objects.below_village(village).filter(until=None)
    return list(rows.order_by("code").values_list("code", "name")[:NAMED_MOST])
