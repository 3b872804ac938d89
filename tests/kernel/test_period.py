"""Lengths of time as charters write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some, texts
from yuanluo.kernel.period import MOST, Period, PeriodUnit

PERIODS = st.sampled_from(PeriodUnit).flatmap(
    lambda unit: st.builds(Period, st.integers(1, MOST[unit]), st.just(unit))
)


@pytest.mark.parametrize(
    ("text", "written", "chinese"),
    [
        ("3 working days", "3 working days", "3 个工作日"),
        ("1 working day", "1 working day", "1 个工作日"),
        ("1 working days", "1 working day", "1 个工作日"),
        ("15 days", "15 days", "15 天"),
        ("48 hours", "48 hours", "48 小时"),
        ("6 months", "6 months", "6 个月"),
        ("1 year", "1 year", "1 年"),
        ("  2  Working   Days ", "2 working days", "2 个工作日"),
    ],
)
def test_read_and_said(text: str, written: str, chinese: str) -> None:
    period = Period.parse(text)
    assert str(period) == period.in_words("en") == written
    assert period.in_words("zh-hans") == chinese


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "days", "3", "-3 days", "0 days", "1.5 days", "３ days", "3 weeks",
        "1 day 3 hours", "3 working", "working days 3", "101 years", "9" * 40 + " days",
        "3 days\x00",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_an_example_or_a_bound(text: str) -> None:
    with pytest.raises(ValueError, match=r"3 working days|from 1 to"):
        Period.parse(text)


@some
@given(PERIODS)
def test_what_is_written_is_read_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@some
@given(texts())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert Period.parse(str(period)) == period
