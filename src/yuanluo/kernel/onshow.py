"""How long something has really been on show: whole days, counted from its spells.

A notice is up in *spells*. The day on which a spell begins is not counted, nor is a day
on which it was down for a moment; a day counts only when it was up to its very end. A
spell that begins the count anew (the text was changed, or it had been taken off show)
lets nothing before it count. The count is worked out whenever somebody asks: it is kept
nowhere, so that nobody can put it forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time during which something was up, until now if it has no end."""

    since: datetime
    until: datetime | None = None
    anew: bool = False


def counting(spells: Iterable[Spell]) -> list[Spell]:
    """Keep the spells that count, oldest first: from the last that begins anew."""
    ordered = sorted(spells, key=lambda one: one.since)
    starts = [index for index, one in enumerate(ordered) if one.anew]
    return ordered[starts[-1] :] if starts else ordered


def days_shown(spells: Iterable[Spell], at: datetime, zone: ZoneInfo) -> list[date]:
    """Give every day that counts until a moment.

    >>> from zoneinfo import ZoneInfo
    >>> zone = ZoneInfo("Asia/Shanghai")
    >>> up = Spell(datetime(2026, 3, 2, 10, tzinfo=zone))
    >>> [str(day) for day in days_shown([up], datetime(2026, 3, 5, tzinfo=zone), zone)]
    ['2026-03-03', '2026-03-04']
    """
    found: list[date] = []
    for spell in counting(spells):
        if spell.since >= at:
            continue
        until = at if spell.until is None else min(spell.until, at)
        found += _whole_days(spell.since, until, zone)
    return found


def full_at(spells: Iterable[Spell], days: int, zone: ZoneInfo) -> datetime | None:
    """Give the moment at which a number of days is full; None while it is down before.

    What is up is taken to stay up; so the answer holds until something is done to it.

    >>> from zoneinfo import ZoneInfo
    >>> zone = ZoneInfo("Asia/Shanghai")
    >>> up = Spell(datetime(2026, 3, 2, 10, tzinfo=zone))
    >>> str(full_at([up], 15, zone))
    '2026-03-18 00:00:00+08:00'
    """
    left = days
    for spell in counting(spells):
        if spell.until is None:
            return _midnight(_day(spell.since, zone) + (left + 1) * ONE_DAY, zone)
        whole = list(_whole_days(spell.since, spell.until, zone))
        if len(whole) >= left:
            return _midnight(whole[left - 1] + ONE_DAY, zone)
        left -= len(whole)
    return None


def _whole_days(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Give the days after the one on which it went up that were whole."""
    day, end = _day(since, zone) + ONE_DAY, _day(until, zone)
    while day < end:
        yield day
        day += ONE_DAY


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
