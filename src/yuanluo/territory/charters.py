"""Charters in force, read once and kept until their document changes."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from yuanluo.kernel.calendar import WorkCalendar
from yuanluo.kernel.charter import Charter as Reading
from yuanluo.record.statements import question
from yuanluo.territory.models import Charter

if TYPE_CHECKING:
    from django.db.models import QuerySet

_read: dict[str, tuple[str, Reading]] = {}


@question("number")
def _in_force(number: str) -> QuerySet[Any]:
    """Ask for the hash of the charter in force, by its key."""
    return Charter.objects.filter(pk=number).values_list("sha256")


def charter(key: str, sha256: str | None = None) -> Reading:
    """Give the charter in force; one statement, none where its hash is known."""
    if sha256 is None:
        found = _in_force.rows(number=key)
        if not found:
            raise Charter.DoesNotExist(key)
        ((sha256,),) = found
    kept = _read.get(key)
    if kept is None or kept[0] != sha256:
        document = Charter.objects.values_list("document", flat=True).get(pk=key)
        kept = (sha256, Reading.model_validate(document))
        _read[key] = kept
    return kept[1]


@lru_cache(maxsize=64)
def calendar(overrides: tuple[tuple[str, bool], ...]) -> WorkCalendar:
    """Make the calendar of a locality from the days its charter sets otherwise."""
    return WorkCalendar({date.fromisoformat(day): works for day, works in overrides})


def calendar_of(reading: Reading) -> WorkCalendar:
    """Give the working-day calendar of a charter."""
    return calendar(tuple((o.day, o.works) for o in reading.overrides))


def day_ends(reading: Reading) -> time:
    """Give the hour at which working days end."""
    return time.fromisoformat(reading.day_ends)


def zone(reading: Reading) -> ZoneInfo:
    """Give the time zone of a charter."""
    return ZoneInfo(reading.timezone)
