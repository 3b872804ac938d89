"""When something is due, and why exactly then.

The day on which a period begins is not counted. Working days end when the locality's
day ends (18:00 unless its charter says otherwise), calendar days, months and years end
at midnight, hours end to the second. A deadline keeps every day it counted or left out
with the reason, and every extension and suspension, so that it can be explained and
counted anew when a year is announced. Who may extend or suspend is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from yuanluo.kernel.calendar import Reason, WorkCalendar
from yuanluo.kernel.dayspan import (
    ONE_DAY,
    CountedDay,
    DaySpan,
    count,
    each_day,
    paused,
)
from yuanluo.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY_ENDS = time(18)


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension that has ended: no day it touched is counted."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Looser:
    """A rule that would have allowed more time than the one that holds."""

    rule: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which something is due, and how it came about.

    `period` is None where somebody promised a date instead. `changes` are extensions
    (periods) and suspensions as they were granted. `rule` names what set the deadline,
    `looser` what else applied when the strictest was chosen.
    """

    start: datetime
    period: Period | None
    due_on: date
    due_at: datetime
    spans: tuple[DaySpan, ...] = ()
    changes: tuple[Period | Pause, ...] = ()
    rule: str = ""
    looser: tuple[Looser, ...] = ()
    promised_on: date | None = None

    @property
    def counted(self) -> tuple[CountedDay, ...]:
        """Every day from the one after the start to the last, counted or not."""
        return tuple(each_day(self.spans))

    @property
    def provisional(self) -> bool:
        """Whether it must be counted anew when a year's holidays are announced."""
        return any(span.reason.provisional for span in self.spans)

    @property
    def suspended(self) -> tuple[tuple[datetime, datetime], ...]:
        """The suspensions: from when to when."""
        pauses = (change for change in self.changes if isinstance(change, Pause))
        return tuple((pause.since, pause.until) for pause in pauses)

    @property
    def is_exact(self) -> bool:
        """Whether it is measured on the clock rather than counted in days."""
        return self.period is not None and self.period.is_exact

    def to_document(self) -> dict[str, Any]:
        """Write it as plain JSON, in spans rather than days, without what is empty."""
        document = {
            "start": self.start.isoformat(),
            "period": str(self.period or ""),
            "promised_on": str(self.promised_on or ""),
            "due_on": str(self.due_on),
            "due_at": self.due_at.isoformat(),
            "spans": [span.to_row() for span in self.spans],
            "changes": [
                str(change)
                if isinstance(change, Period)
                else [change.since.isoformat(), change.until.isoformat()]
                for change in self.changes
            ],
            "rule": self.rule,
            "looser": [[one.rule, one.due_at.isoformat()] for one in self.looser],
        }
        return {key: value for key, value in document.items() if value}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read what `to_document` wrote."""
        period, on = document.get("period"), document.get("promised_on")
        return cls(
            start=datetime.fromisoformat(document["start"]),
            period=Period.parse(period) if period else None,
            due_on=date.fromisoformat(document["due_on"]),
            due_at=datetime.fromisoformat(document["due_at"]),
            spans=tuple(DaySpan.from_row(row) for row in document.get("spans", ())),
            changes=tuple(_change(written) for written in document.get("changes", ())),
            rule=document.get("rule", ""),
            looser=tuple(
                Looser(rule, datetime.fromisoformat(due_at))
                for rule, due_at in document.get("looser", ())
            ),
            promised_on=date.fromisoformat(on) if on else None,
        )


def local_date(moment: datetime, zone: ZoneInfo = SHANGHAI) -> date:
    """Give the day that people there call it at a moment.

    >>> str(local_date(datetime(2026, 3, 2, 16, 30, tzinfo=UTC)))
    '2026-03-03'
    """
    return moment.astimezone(zone).date()


def in_utc(moment: datetime) -> datetime:
    """Give a moment in UTC, as deadlines keep it."""
    assert moment.tzinfo is not None, "a moment without time zone is no moment"
    return moment.astimezone(UTC)


def deadline(
    start: datetime,
    period: Period,
    calendar: WorkCalendar,
    *,
    day_ends: time = DAY_ENDS,
    zone: ZoneInfo = SHANGHAI,
    rule: str = "",
) -> Deadline:
    """Say when a period that starts at a moment is over.

    >>> start = datetime(2025, 9, 30, 9, tzinfo=SHANGHAI)
    >>> due = deadline(start, Period.parse("3 working days"), WorkCalendar())
    >>> str(due.due_on), str(due.due_at.astimezone(SHANGHAI))
    ('2025-10-11', '2025-10-11 18:00:00+08:00')
    """
    begun = in_utc(start)
    draft = Deadline(begun, period, begun.date(), begun, rule=rule)
    return recount(draft, calendar, day_ends=day_ends, zone=zone)


def promised(
    start: datetime,
    on: date,
    *,
    day_ends: time = DAY_ENDS,
    zone: ZoneInfo = SHANGHAI,
    rule: str = "",
) -> Deadline:
    """Make the end of a promised day the deadline; refuse a day that is over."""
    begun = in_utc(start)
    draft = Deadline(begun, None, on, begun, rule=rule, promised_on=on)
    due = recount(draft, WorkCalendar(), day_ends=day_ends, zone=zone)
    if due.due_at <= begun:
        raise ValueError(f"{on} is already over: promise a later day")
    return due


def recount(
    held: Deadline,
    calendar: WorkCalendar,
    *,
    day_ends: time = DAY_ENDS,
    zone: ZoneInfo = SHANGHAI,
) -> Deadline:
    """Count anew, changes included: so a provisional deadline learns of its year."""
    try:
        if held.is_exact:
            due_at = _on_the_clock(held)
            return replace(held, due_on=local_date(due_at, zone), due_at=due_at)
        draft = replace(held, spans=tuple(_in_days(held, calendar, zone)))
        day = last = draft.spans[-1].last
        if draft.spans[-1].reason is Reason.DAY:
            day, day_ends = last + ONE_DAY, time.min
        due_at = datetime.combine(day, day_ends, tzinfo=zone).astimezone(UTC)
        return replace(draft, due_on=last, due_at=due_at)
    except OverflowError:
        raise ValueError("the period ends outside the calendar") from None


def strictest(deadlines: Iterable[Deadline]) -> Deadline:
    """Choose the earliest; it remembers what the other rules would have allowed."""
    held, *others = sorted(deadlines, key=lambda one: one.due_at)
    return replace(
        held, looser=tuple(Looser(other.rule, other.due_at) for other in others)
    )


def overdue(held: Deadline, now: datetime) -> bool:
    """Say whether the time is up; at the very moment of the deadline it is."""
    return now >= held.due_at


def _in_days(held: Deadline, calendar: WorkCalendar, zone: ZoneInfo) -> list[DaySpan]:
    begun = local_date(held.start, zone)
    if held.period is not None:
        spans = count(begun, held.period, calendar)
    else:
        assert held.promised_on is not None, "neither a period nor a promised date"
        first = min(begun + ONE_DAY, held.promised_on)
        spans = [DaySpan(first, held.promised_on, Reason.PROMISED)]
    for change in held.changes:
        if isinstance(change, Period):
            spans += count(spans[-1].last, change, calendar)
        else:
            first, last = (local_date(at, zone) for at in (change.since, change.until))
            spans = paused(spans, first, last, calendar)
    return spans


def _on_the_clock(held: Deadline) -> datetime:
    assert held.period is not None, "a promised date is no period in hours"
    due_at = held.start + timedelta(hours=held.period.count)
    for change in held.changes:
        if isinstance(change, Period):
            due_at += timedelta(hours=change.count)
        else:
            due_at += change.until - change.since
    return due_at


def _change(written: str | list[str]) -> Period | Pause:
    if isinstance(written, str):
        return Period.parse(written)
    return Pause(*(datetime.fromisoformat(moment) for moment in written))
