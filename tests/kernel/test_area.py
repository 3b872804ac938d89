"""Areas are whole hundredths: what is written is read, and nothing is guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanluo.kernel.area import HUNDREDTHS_MOST, read_area, square_metres


@given(st.integers(1, HUNDREDTHS_MOST))
def test_what_is_written_is_read_again(hundredths: int) -> None:
    text = square_metres(hundredths)
    assert read_area(text) == hundredths
    assert Decimal(text.replace(",", "")) * 100 == hundredths


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("86.5㎡", 8650),
        ("86.50m2", 8650),
        ("120", 12000),
        ("86.100", 8610),
    ],
)
def test_ways_in_which_people_write_it(text: str, hundredths: int) -> None:
    assert read_area(text) == hundredths


@pytest.mark.parametrize(
    "text", ["", "0", "-3", "86.505", "八十六", "86.5亩", "1e3", "9999999", ".5", "86."]
)
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        read_area(text)
