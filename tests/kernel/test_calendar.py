"""Working days of China, as the State Council announced them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some
from yuanluo.kernel.calendar import Reason, WorkCalendar

CALENDAR = WorkCalendar()


@pytest.mark.parametrize(
    ("day", "reason", "chinese"),
    [
        (date(2025, 9, 30), Reason.WORKDAY, "工作日"),
        (date(2025, 10, 1), Reason.HOLIDAY, "国庆节放假"),
        (date(2025, 10, 6), Reason.HOLIDAY, "中秋放假"),
        (date(2025, 10, 9), Reason.WORKDAY, "工作日"),
        (date(2025, 10, 11), Reason.MAKE_UP, "国庆节调休上班"),
        (date(2025, 10, 12), Reason.WEEKEND, "周末"),
        (date(2026, 2, 14), Reason.MAKE_UP, "春节调休上班"),
        (date(2026, 2, 17), Reason.HOLIDAY, "春节放假"),
        (date(2026, 2, 28), Reason.MAKE_UP, "春节调休上班"),
        (date(2026, 3, 1), Reason.WEEKEND, "周末"),
    ],
)
def test_announced_days(day: date, reason: Reason, chinese: str) -> None:
    kind = CALENDAR.is_workday(day)
    assert (kind.reason, kind.in_words("zh-hans")) == (reason, chinese)
    assert kind.works is bool(kind) is reason.counts
    assert not kind.provisional


@pytest.mark.parametrize("year", [1, 1949, 1969, 2003, 2027, 2099, 9999])
def test_a_year_not_announced_is_provisional(year: int) -> None:
    assert not CALENDAR.announced(year)
    for day in (date(year, 10, 1) + timedelta(days=n) for n in range(7)):
        kind = CALENDAR.is_workday(day)
        assert kind.provisional
        assert kind.works is (day.weekday() < 5)


def test_the_charter_sets_single_days_and_says_why() -> None:
    festival = date(2026, 4, 18)
    calendar = WorkCalendar(
        {festival: True, date(2026, 4, 20): False},
        {date(2026, 4, 20): "三月三 / Third of March"},
    )
    assert calendar.is_workday(festival).reason is Reason.SET_WORKDAY
    off = calendar.is_workday(date(2026, 4, 20))
    assert not off
    assert off.in_words("zh") == "三月三本地规定休息"
    assert off.in_words("en") == "Third of March: day off by local rule"


def test_the_charter_can_announce_a_year_and_its_days_are_not_provisional() -> None:
    day, holiday = date(2027, 2, 8), date(2027, 2, 9)
    calendar = WorkCalendar({holiday: False}, years=frozenset({2027}))
    assert calendar.is_workday(day).reason is Reason.WORKDAY
    assert calendar.is_workday(holiday).reason is Reason.SET_DAY_OFF
    # One day set in a year that nobody announced leaves its neighbours provisional.
    alone = WorkCalendar({holiday: False})
    assert not alone.is_workday(holiday).provisional
    assert alone.is_workday(day).provisional


def test_a_moment_is_a_programmers_mistake() -> None:
    with pytest.raises(AssertionError):
        CALENDAR.is_workday(datetime(2026, 1, 1))  # noqa: DTZ001


@some
@given(st.dates())
def test_every_day_has_an_answer_with_words(day: date) -> None:
    kind = CALENDAR.is_workday(day)
    assert kind.provisional is not CALENDAR.announced(day.year)
    assert kind.in_words("zh-hans")
    assert kind.in_words("en").isascii()
