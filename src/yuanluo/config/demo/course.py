"""Courses of a demonstration read: when a line happens, who does it, what is said.

A line is `after | who | deed`. Hours run on within the day, days and working days jump
to one; staff act on working days between morning and evening, residents on any day.
Nothing is done here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from yuanluo.kernel.quoting import cut
from yuanluo.kernel.storyline import read_deed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random
    from zoneinfo import ZoneInfo

    from yuanluo.kernel.calendar import WorkCalendar
    from yuanluo.kernel.storyline import Deed

AFTER = re.compile(r"(?P<count>\d+)(?P<unit>[hdw])")
LATER = re.compile(r"\+(?P<count>\d+)w")
ONE_DAY = timedelta(days=1)
MORNING, EVENING = time(8, 40), time(17, 20)
EARLY, LATE = time(7, 10), time(21, 10)
#: Those who act whenever they have time.
FREE = frozenset({"requester", "resident"})


class Unwritten(ValueError):
    """A line of a course that cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a course: how long after the one before, who, what."""

    after: str
    who: str
    deed: Deed


def lines_of(course: Iterable[str]) -> list[Line]:
    """Read the lines of a course.

    >>> lines_of(["2h | clerk | dispatch M: assignee=@unit"])[0].who
    'clerk'
    """
    found = []
    for text in course:
        cells = cut(text, "|")
        deed = read_deed(cells[2]) if len(cells) == 3 else None
        if deed is None or not AFTER.fullmatch(cells[0]):
            raise Unwritten(f"{text!r}: write after | who | deed, as in 2h | clerk | …")
        found.append(Line(cells[0], cells[1], deed))
    return found


@dataclass(frozen=True, slots=True)
class Hours:
    """When people act: by the working days of a place, with some chance in it."""

    calendar: WorkCalendar
    zone: ZoneInfo
    chance: Random

    def after(self, moment: datetime, after: str, who: str) -> datetime:
        """Say when somebody acts, so long after a moment."""
        found = AFTER.fullmatch(after)
        assert found is not None, after
        count, unit = int(found["count"]), found["unit"]
        staff = who.partition("#")[0] not in FREE
        local = moment.astimezone(self.zone)
        if unit == "h":
            later = local + timedelta(hours=count, minutes=self.chance.randrange(25))
            return self._in_hours(later, staff=staff)
        if unit == "d":
            day = local.date() + count * ONE_DAY
        else:
            day = self.workday(local.date(), count)
        return self._in_hours(self._some_time(day, staff=staff), staff=staff)

    def before(self, moment: datetime, ago: str, *, staff: bool) -> datetime:
        """Say when something began that began so long ago."""
        found = AFTER.fullmatch(ago)
        assert found is not None, ago
        count, unit = int(found["count"]), found["unit"]
        local = moment.astimezone(self.zone)
        if unit == "h":
            return local - timedelta(hours=count)
        day = local.date() - count * ONE_DAY
        if unit == "w":
            day = local.date()
            for _ in range(count):
                day = self._workday_before(day)
        return self._in_hours(self._some_time(day, staff=staff), staff=staff)

    def workday(self, day: date, count: int) -> date:
        """Give the working day that comes so many after a day."""
        for _ in range(count):
            day += ONE_DAY
            while not self.calendar.is_workday(day):
                day += ONE_DAY
        return day

    def _workday_before(self, day: date) -> date:
        day -= ONE_DAY
        while not self.calendar.is_workday(day):
            day -= ONE_DAY
        return day

    def _some_time(self, day: date, *, staff: bool) -> datetime:
        first, last = (MORNING, EVENING) if staff else (EARLY, LATE)
        begin = datetime.combine(day, first, self.zone)
        minutes = (datetime.combine(day, last, self.zone) - begin) // timedelta(
            minutes=1
        )
        return begin + timedelta(minutes=self.chance.randrange(minutes))

    def _in_hours(self, local: datetime, *, staff: bool) -> datetime:
        """Move a moment into the hours in which such people act."""
        first, last = (MORNING, EVENING) if staff else (EARLY, LATE)
        day = local.date()
        if local.time() > last:
            day += ONE_DAY
        while staff and not self.calendar.is_workday(day):
            day += ONE_DAY
        if day == local.date() and local.time() >= first:
            return local
        begin = datetime.combine(day, first, self.zone)
        return begin + timedelta(minutes=self.chance.randrange(50))


def filled(
    answers: Mapping[str, str], words: Mapping[str, str], today: date, hours: Hours
) -> dict[str, str]:
    """Fill in the words of the report and the days that are meant.

    An answer whose word nobody wrote is left out: the step then says what is missing.
    """
    found = {}
    for name, value in answers.items():
        if value.startswith("$"):
            if value[1:] in words:
                found[name] = words[value[1:]]
        elif later := LATER.fullmatch(value):
            found[name] = hours.workday(today, int(later["count"])).isoformat()
        else:
            found[name] = value
    return found
