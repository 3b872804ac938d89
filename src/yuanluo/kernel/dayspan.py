"""Counting days: runs of days that count or do not, each with its reason.

A deadline that is counted in days is a row of spans without gaps, from the day after
its start to its last day. This module counts such rows and moves what remains of them
behind a suspension. It knows days only; hours and ends of days are the deadline's.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Self

from yuanluo.kernel.calendar import Reason, WorkCalendar, explained
from yuanluo.kernel.period import Period, PeriodUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ONE_DAY = timedelta(days=1)
#: Reasons by which days count without regard to the calendar.
EVERY_DAY = frozenset({Reason.DAY, Reason.PROMISED})


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days in a row that count, or do not, for the same reason."""

    first: date
    last: date
    reason: Reason
    name: str = ""

    @property
    def counted(self) -> bool:
        """Whether its days count."""
        return self.reason.counts

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def to_row(self) -> list[str]:
        """Write it as a row of texts; without a name where it has none."""
        row = [self.first.isoformat(), self.last.isoformat(), self.reason.value]
        return [*row, self.name] if self.name else row

    @classmethod
    def from_row(cls, row: Sequence[str]) -> Self:
        """Read what `to_row` wrote."""
        first, last, reason, *name = row
        days = date.fromisoformat(first), date.fromisoformat(last)
        return cls(*days, Reason(reason), *name)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a deadline: whether it counted, why, and as which one (0: none)."""

    day: date
    counted: bool
    reason: Reason
    name: str = ""
    number: int = 0

    def in_words(self, language: str) -> str:
        """Say why it counted or not, for a page."""
        return explained(self.reason, self.name, language)


def count(after: date, period: Period, calendar: WorkCalendar) -> list[DaySpan]:
    """Count a period from the day after `after`, which itself is not counted.

    >>> spans = count(date(2024, 1, 31), Period.parse("1 month"), WorkCalendar())
    >>> str(spans[-1].last)
    '2024-02-29'
    """
    if period.unit is PeriodUnit.WORKING_DAYS:
        return merged(_workdays(after, period.count, calendar))
    return [DaySpan(after + ONE_DAY, _last_day(after, period), Reason.DAY)]


def paused(
    spans: list[DaySpan], first: date, last: date, calendar: WorkCalendar
) -> list[DaySpan]:
    """Suspend from one day to another: days touched do not count, the rest follows."""
    first = max(first, spans[0].first)
    if last < first:
        return spans
    kept = [
        replace(span, last=min(span.last, first - ONE_DAY))
        for span in spans
        if span.first < first
    ]
    left = [
        replace(span, first=max(span.first, first))
        for span in spans
        if span.last >= first and span.counted
    ]
    row = [*kept, DaySpan(first, last, Reason.PAUSED)]
    for reason, run in groupby(left, key=_manner):
        days = sum(span.length for span in run)
        after = row[-1].last
        if reason in EVERY_DAY:
            row.append(DaySpan(after + ONE_DAY, after + days * ONE_DAY, reason))
        else:
            row.extend(_workdays(after, days, calendar))
    return merged(row)


def merged(spans: Iterable[DaySpan]) -> list[DaySpan]:
    """Join neighbours that have the same reason and name."""
    runs = [list(run) for _, run in groupby(spans, attrgetter("reason", "name"))]
    return [replace(run[0], last=run[-1].last) for run in runs]


def each_day(spans: Iterable[DaySpan]) -> Iterator[CountedDay]:
    """Give every day of a row of spans, numbering those that count."""
    number = 0
    for span in spans:
        for offset in range(span.length):
            number += span.counted
            yield CountedDay(
                span.first + offset * ONE_DAY,
                span.counted,
                span.reason,
                span.name,
                number if span.counted else 0,
            )


def _workdays(after: date, days: int, calendar: WorkCalendar) -> Iterator[DaySpan]:
    day = after
    while days:
        day += ONE_DAY
        kind = calendar.is_workday(day)
        days -= kind.works
        yield DaySpan(day, day, kind.reason, kind.name)


def _manner(span: DaySpan) -> Reason:
    # All kinds of working days are counted onward as one run.
    return span.reason if span.reason in EVERY_DAY else Reason.WORKDAY


def _last_day(after: date, period: Period) -> date:
    if period.unit is PeriodUnit.DAYS:
        return after + period.count * ONE_DAY
    assert not period.is_exact, "hours are not counted in days"
    months = period.count * (12 if period.unit is PeriodUnit.YEARS else 1)
    year, month = divmod(after.year * 12 + after.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError
    # A month without that day ends on its last one (Civil Code, article 202).
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(after.day, length))
