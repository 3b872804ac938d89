"""When things are due: the rules of the calendar, and that every day is explained."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some
from yuanluo.kernel.calendar import Reason, WorkCalendar
from yuanluo.kernel.deadline import (
    SHANGHAI,
    Deadline,
    Looser,
    deadline,
    local_date,
    overdue,
    promised,
    recount,
    strictest,
)
from yuanluo.kernel.extension import extend, resume
from yuanluo.kernel.period import Period, PeriodUnit

CALENDAR = WorkCalendar()
URUMQI = ZoneInfo("Asia/Urumqi")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(start: str, period: str) -> Deadline:
    return deadline(at(start), Period.parse(period), CALENDAR)


MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)
PERIODS = st.builds(Period, st.integers(1, 12), st.sampled_from(PeriodUnit)) | st.just(
    Period(250, PeriodUnit.WORKING_DAYS)
)
IN_DAYS = PERIODS.filter(lambda period: not period.is_exact)


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        # The rules: the holiday of 2025, its make-up Saturday and those of 2026.
        ("2025-09-30 09:00", "3 working days", "2025-10-11 18:00"),
        ("2025-09-30 23:59", "3 working days", "2025-10-11 18:00"),
        ("2026-02-13 09:00", "1 working day", "2026-02-14 18:00"),
        ("2026-02-14 09:00", "1 working day", "2026-02-24 18:00"),
        ("2026-02-27 09:00", "1 working day", "2026-02-28 18:00"),
        # From a Sunday, and from a holiday.
        ("2026-03-08 11:00", "20 working days", "2026-04-03 18:00"),
        ("2025-10-05 11:00", "1 working day", "2025-10-09 18:00"),
        # Calendar days, months and years end at midnight, holidays or not.
        ("2026-03-02 09:00", "3 days", "2026-03-06 00:00"),
        ("2025-09-30 09:00", "1 day", "2025-10-02 00:00"),
        ("2026-01-31 09:00", "1 month", "2026-03-01 00:00"),
        ("2024-01-31 09:00", "1 month", "2024-03-01 00:00"),
        ("2024-02-29 09:00", "1 year", "2025-03-01 00:00"),
        ("2024-02-29 09:00", "4 years", "2028-03-01 00:00"),
        ("2026-12-15 09:00", "2 months", "2027-02-16 00:00"),
        # Hours are exact.
        ("2026-03-02 09:30", "48 hours", "2026-03-04 09:30"),
        ("2026-02-16 23:30", "1 hour", "2026-02-17 00:30"),
    ],
)
def test_due(start: str, period: str, end: str) -> None:
    assert due(start, period).due_at == at(end)


def test_the_last_day_is_kept_apart_from_the_moment() -> None:
    held = due("2026-03-02 09:00", "3 days")
    assert held.due_on == date(2026, 3, 5)
    assert held.due_at == at("2026-03-06 00:00")
    assert held.due_at.tzinfo is UTC


def test_every_day_between_is_told_with_its_reason() -> None:
    days = due("2025-09-30 09:00", "3 working days").counted
    assert [day.day for day in days] == [date(2025, 10, n) for n in range(1, 12)]
    assert [day.number for day in days] == [0] * 8 + [1, 2, 3]
    assert days[-1].reason is Reason.MAKE_UP
    assert days[0].in_words("zh") == "国庆节放假"


def test_a_day_ends_where_the_locality_says_and_in_its_zone() -> None:
    period = Period.parse("1 working day")
    early = deadline(
        at("2026-03-02 23:30"), period, CALENDAR, day_ends=time(17, 30), zone=URUMQI
    )
    # In Urumqi it is still the second of March, 21:30.
    assert early.due_at == datetime(2026, 3, 3, 17, 30, tzinfo=URUMQI)


def test_the_start_is_the_local_day_not_the_day_in_utc() -> None:
    assert local_date(datetime(2026, 3, 2, 16, tzinfo=UTC)) == date(2026, 3, 3)
    assert due("2026-03-03 00:00", "1 working day").due_on == date(2026, 3, 4)


def test_summer_time_in_shanghai_from_1986_to_1991() -> None:
    # Nine hours ahead of UTC then, so a birthday kept as a moment would slip.
    assert local_date(datetime(1988, 6, 30, 15, tzinfo=UTC)) == date(1988, 7, 1)
    assert local_date(datetime(1988, 12, 30, 15, tzinfo=UTC)) == date(1988, 12, 30)
    # The clocks went forward in the night to 12 April 1987: that day had 23 hours.
    start = datetime(1987, 4, 11, 9, tzinfo=SHANGHAI)
    exact = deadline(start, Period.parse("24 hours"), CALENDAR)
    assert exact.due_at.astimezone(SHANGHAI).hour == 10
    day = deadline(start, Period.parse("1 day"), CALENDAR)
    assert day.due_at - start.astimezone(UTC) == timedelta(hours=38)


@pytest.mark.parametrize("start", ["1969-12-31 23:00", "1900-01-01 00:00"])
def test_a_clock_before_the_epoch_gives_a_provisional_deadline(start: str) -> None:
    held = due(start, "3 working days")
    assert held.provisional
    assert held.due_at > at(start)


def test_what_ends_outside_the_calendar_is_refused() -> None:
    for period in ("1 day", "1 working day", "1 month", "100 years", "48 hours"):
        with pytest.raises(ValueError, match="outside the calendar"):
            due("9999-12-31 09:00", period)


def test_a_provisional_deadline_is_counted_anew_when_the_year_is_announced() -> None:
    held = due("2027-02-05 09:00", "3 working days")
    assert held.provisional
    assert held.due_on == date(2027, 2, 10)
    feast = {date(2027, 2, n): False for n in range(6, 13)}
    announced = WorkCalendar(feast, years=frozenset({2027}))
    anew = recount(held, announced)
    assert not anew.provisional
    assert anew.due_on == date(2027, 2, 17)
    assert recount(anew, CALENDAR) == held


def test_a_promise_ends_with_the_day_that_was_promised() -> None:
    held = promised(at("2026-03-02 11:00"), date(2026, 3, 5))
    assert held.due_at == at("2026-03-05 18:00")
    assert promised(at("2026-03-02 11:00"), date(2026, 3, 2)).due_on == date(2026, 3, 2)
    for late in ("2026-03-05 18:00", "2026-03-06 09:00"):
        with pytest.raises(ValueError, match="already over"):
            promised(at(late), date(2026, 3, 5))


def test_the_strictest_holds_and_knows_the_others() -> None:
    start = at("2026-03-08 11:00")
    promise = promised(start, date(2026, 5, 30), rule="promise")
    most = deadline(start, Period.parse("20 working days"), CALENDAR, rule="most")
    held = strictest([promise, most])
    assert (held.rule, held.due_on) == ("most", date(2026, 4, 3))
    assert held.looser == (Looser("promise", promise.due_at),)
    assert strictest([most]) == most
    with pytest.raises(ValueError, match="not enough"):
        strictest([])


def test_overdue_from_the_very_moment() -> None:
    held = due("2026-03-02 09:00", "1 working day")
    assert not overdue(held, at("2026-03-03 17:59"))
    assert overdue(held, at("2026-03-03 18:00"))


def test_extended_days_follow_the_last_day() -> None:
    held = due("2025-09-28 09:00", "2 working days")
    longer = extend(held, Period.parse("1 working day"), CALENDAR)
    assert held.due_on == date(2025, 9, 30)
    assert longer.due_on == date(2025, 10, 9)
    assert extend(longer, Period.parse("2 days"), CALENDAR).due_at == at("2025-10-12")
    hours = extend(due("2026-03-02 09:00", "2 hours"), Period.parse("1 hour"), CALENDAR)
    assert hours.due_at == at("2026-03-02 12:00")
    with pytest.raises(ValueError, match="hours are extended by hours"):
        extend(held, Period.parse("2 hours"), CALENDAR)
    with pytest.raises(ValueError, match="hours are extended by hours"):
        extend(hours, Period.parse("2 days"), CALENDAR)


@pytest.mark.parametrize(
    ("since", "until", "end"),
    [
        # Due on Thursday 5 March. A day touched by the pause does not count.
        ("2026-03-03 10:00", "2026-03-06 10:00", "2026-03-11 18:00"),
        ("2026-03-05 17:59", "2026-03-05 18:30", "2026-03-06 18:00"),
        ("2026-03-04 10:00", "2026-03-04 11:00", "2026-03-06 18:00"),
        # On the first day, which is not counted anyway, nothing is lost or won.
        ("2026-03-02 10:00", "2026-03-02 17:00", "2026-03-05 18:00"),
        # Over a weekend that would not have counted either.
        ("2026-03-05 10:00", "2026-03-08 10:00", "2026-03-09 18:00"),
    ],
)
def test_what_remains_runs_on_after_a_suspension(
    since: str, until: str, end: str
) -> None:
    held = due("2026-03-02 09:00", "3 working days")
    later = resume(held, at(since), at(until), CALENDAR)
    assert later.due_at == at(end)
    assert later.suspended == ((at(since), at(until)),)


def test_suspensions_that_make_no_sense_are_refused() -> None:
    held = due("2026-03-02 09:00", "3 working days")
    once = resume(held, at("2026-03-03 09:00"), at("2026-03-04 09:00"), CALENDAR)
    for moments, why in [
        (("2026-03-04 10:00", "2026-03-04 09:59"), "before it began"),
        (("2026-03-01 10:00", "2026-03-04 09:59"), "did not run"),
        (("2026-03-03 12:00", "2026-03-04 09:59"), "did not run"),
        (("2026-03-20 12:00", "2026-03-21 09:59"), "overdue"),
    ]:
        with pytest.raises(ValueError, match=why):
            resume(once, at(moments[0]), at(moments[1]), CALENDAR)


def test_hours_stand_still_to_the_second() -> None:
    held = due("2026-03-02 09:00", "4 hours")
    later = resume(held, at("2026-03-02 10:00"), at("2026-03-04 10:00:30"), CALENDAR)
    assert later.due_at == at("2026-03-04 13:00:30")


@some
@given(MOMENTS, PERIODS)
def test_the_days_are_whole_in_order_and_as_many_as_the_period(
    start: datetime, period: Period
) -> None:
    held = deadline(start, period, CALENDAR)
    days = held.counted
    assert held.due_at > start
    if period.is_exact:
        assert held.due_at - start == timedelta(hours=period.count)
        return
    first = local_date(start) + timedelta(days=1)
    assert [day.day for day in days] == [
        first + timedelta(days=n) for n in range(len(days))
    ]
    assert days[-1].counted
    assert days[-1].day == held.due_on
    if period.unit in {PeriodUnit.DAYS, PeriodUnit.WORKING_DAYS}:
        assert sum(day.counted for day in days) == period.count
    assert [day.number for day in days if day.counted] == list(
        range(1, sum(day.counted for day in days) + 1)
    )


@some
@given(MOMENTS, IN_DAYS, IN_DAYS, st.integers(0, 500), st.integers(0, 500))
def test_more_time_never_takes_time_away(
    start: datetime, period: Period, more: Period, begins: int, lasts: int
) -> None:
    held = deadline(start, period, CALENDAR, rule="state")
    since = start + timedelta(hours=begins)
    if overdue(held, since):
        return
    later = resume(held, since, since + timedelta(hours=lasts), CALENDAR)
    longer = extend(later, more, CALENDAR)
    assert held.due_at <= later.due_at < longer.due_at
    # A suspension gives back exactly the days that it took.
    assert _counted(later) == _counted(held)
    first, last = local_date(since), local_date(since + timedelta(hours=lasts))
    assert not any(
        span.counted and span.first <= last and span.last >= first
        for span in later.spans
    )
    assert Deadline.from_document(longer.to_document()) == longer
    assert recount(longer, CALENDAR) == longer


def _counted(held: Deadline) -> int:
    return sum(span.length for span in held.spans if span.counted)


@some
@given(MOMENTS, PERIODS, MOMENTS, st.dates(date(2101, 1, 1), date(2200, 1, 1)))
def test_a_deadline_is_read_back_as_it_was_written(
    start: datetime, period: Period, other: datetime, on: date
) -> None:
    both = [
        deadline(start, period, CALENDAR, rule="state"),
        promised(other, on, rule="promise"),
    ]
    held = strictest(both)
    assert Deadline.from_document(held.to_document()) == held
