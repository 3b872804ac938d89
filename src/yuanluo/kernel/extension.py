"""More time: a deadline is extended, or it is suspended and runs on afterwards.

Both keep what was: the deadline that comes out tells when and by how much it was
changed. Who may ask for it, and who must agree, is for others to say.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yuanluo.kernel.deadline import (
    DAY_ENDS,
    SHANGHAI,
    Deadline,
    Pause,
    in_utc,
    overdue,
    recount,
)

if TYPE_CHECKING:
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

    from yuanluo.kernel.calendar import WorkCalendar
    from yuanluo.kernel.period import Period


def extend(
    held: Deadline,
    period: Period,
    calendar: WorkCalendar,
    *,
    day_ends: time = DAY_ENDS,
    zone: ZoneInfo = SHANGHAI,
) -> Deadline:
    """Add a period that is counted from the last day of the deadline."""
    if period.is_exact != held.is_exact:
        raise ValueError(
            "hours are extended by hours and days by days: "
            f"{held.period or 'a promised date'} cannot be extended by {period}"
        )
    longer = replace(held, changes=(*held.changes, period), looser=())
    return recount(longer, calendar, day_ends=day_ends, zone=zone)


def resume(
    held: Deadline,
    suspended_from: datetime,
    resumed_at: datetime,
    calendar: WorkCalendar,
    *,
    day_ends: time = DAY_ENDS,
    zone: ZoneInfo = SHANGHAI,
) -> Deadline:
    """Let the rest of the period run on after a suspension.

    The days on which the suspension began and ended were not whole, so they do not
    count either: what remained of the period begins on the day after.
    """
    pause = Pause(in_utc(suspended_from), in_utc(resumed_at))
    if pause.until < pause.since:
        raise ValueError("a suspension cannot end before it began")
    if pause.since < max([held.start, *(until for _, until in held.suspended)]):
        raise ValueError("suspended while the period did not run")
    if overdue(held, pause.since):
        raise ValueError("what is overdue cannot be suspended")
    later = replace(held, changes=(*held.changes, pause), looser=())
    return recount(later, calendar, day_ends=day_ends, zone=zone)
