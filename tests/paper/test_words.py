"""How days, numbers and names are said, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from yuanluo.paper import words

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)  # 10:00 where the people live


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_day_is_said_with_its_weekday(at_now: None) -> None:
    assert words.day(date(2026, 3, 5)) == "3月5日 周四"


def test_another_year_is_said(at_now: None) -> None:
    assert words.day(date(2025, 9, 30)) == "2025年9月30日 周二"


def test_a_day_in_english(at_now: None, english: None) -> None:
    assert words.day(date(2026, 3, 5)) == "Thu 5 Mar"
    assert words.day(date(2025, 9, 30)) == "Tue 30 Sep 2025"


def test_a_moment_is_local(at_now: None) -> None:
    late = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)
    assert words.moment(late) == "3月6日 00:30"
    assert words.day(late) == "3月6日 周五"
    assert words.clock(late) == "00:30"
    assert words.machine(late) == "2026-03-06T00:30:00+08:00"


def test_when_to_come_is_said_with_the_weekday(at_now: None) -> None:
    evening = datetime(2026, 3, 5, 11, 30, tzinfo=UTC)
    assert words.appointed(evening) == "3月5日 周四 19:30"
    # Early in the morning it is still the day before elsewhere.
    assert words.appointed(datetime(2026, 3, 5, 23, tzinfo=UTC)) == "3月6日 周五 07:00"
    assert words.appointed(None) == ""


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5), "5分钟前"),
        (timedelta(hours=3), "3小时前"),
        (timedelta(hours=12), "昨天 22:00"),
        (timedelta(days=3), "3月2日 10:00"),
        (timedelta(hours=-2), "3月5日 12:00"),
    ],
)
def test_how_long_ago(at_now: None, passed: timedelta, said: str) -> None:
    assert words.ago(NOW - passed, NOW) == said


@pytest.mark.parametrize(
    ("due", "said", "tone"),
    [
        (date(2026, 3, 2), "晚了3天", "late"),
        (datetime(2026, 3, 5, 1, 0, tzinfo=UTC), "今天已过点", "late"),
        (datetime(2026, 3, 5, 10, 0, tzinfo=UTC), "今天到期", "soon"),
        (date(2026, 3, 5), "今天到期", "soon"),
        (date(2026, 3, 6), "还有1天", "soon"),
        (date(2026, 3, 7), "还有2天", "calm"),
    ],
)
def test_what_is_left(due: date, said: str, tone: str) -> None:
    assert words.remaining(due, NOW) == said
    assert words.urgency(due, NOW) == tone


def test_numbers_are_parted() -> None:
    assert words.number(665276) == "665,276"
    assert words.number(4.54, 1) == "4.5"
    assert words.number(None) == "–"


def test_a_title_has_two_halves(english: None) -> None:
    assert words.title("点单 / Order") == "Order"
    assert words.title("点单") == "点单"


def test_a_title_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert words.title("点单 / Order") == "点单"
        assert words.title("供水/排水 / Water") == "供水/排水"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13800001234", "138****1234"),
        ("+86 138 0000 1234", "861****1234"),
        ("杨小明", "杨**"),
        ("李四", "李*"),
        ("欧阳小明明", "欧**"),
        ("王", "王"),
        ("", ""),
    ],
)
def test_names_and_phones_are_masked(value: str, shown: str) -> None:
    assert words.masked(value) == shown


@pytest.fixture
def at_now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield
