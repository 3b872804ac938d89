"""Codes of places: their shape, what lies in what, and the range of a subtree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.samples import some
from yuanluo.kernel.place import (
    PlaceCodeError,
    PlaceLevel,
    contains,
    is_code,
    level_of,
    make_division,
    normalise,
    padded,
    parents,
    subtree_range,
    township_of,
    village_of,
)

VILLAGE = "522727104001"
LEADING = st.sampled_from("12345678")
DIGITS = st.sampled_from("0123456789")


def codes(*lengths: int) -> st.SearchStrategy[str]:
    return st.sampled_from(lengths).flatmap(
        lambda length: st.tuples(LEADING, *[DIGITS] * (length - 1)).map("".join)
    )


OFFICIAL = codes(2, 4, 6, 9, 12)
DIVISIONS = st.builds(make_division, codes(12), st.integers(1, 9999))
CODES = OFFICIAL | DIVISIONS


@pytest.mark.parametrize(
    ("written", "code", "level"),
    [
        ("520000000000", "52", PlaceLevel.PROVINCE),
        ("520000", "52", PlaceLevel.PROVINCE),
        ("522700000000", "5227", PlaceLevel.PREFECTURE),
        ("522727000000", "522727", PlaceLevel.COUNTY),
        ("522727", "522727", PlaceLevel.COUNTY),
        ("522727104000", "522727104", PlaceLevel.TOWNSHIP),
        (VILLAGE, VILLAGE, PlaceLevel.VILLAGE),
        (f" {VILLAGE}\n", VILLAGE, PlaceLevel.VILLAGE),
        ("110101000000", "110101", PlaceLevel.COUNTY),
        ("500109005005", "500109005005", PlaceLevel.VILLAGE),
        (f"{VILLAGE}-0007", f"{VILLAGE}-0007", PlaceLevel.DIVISION),
    ],
)
def test_normalise(written: str, code: str, level: PlaceLevel) -> None:
    assert normalise(written) == code
    assert level_of(code) is level


@pytest.mark.parametrize(
    "written",
    [
        "", "5", "522", "52272", "5227271", "52272710400", "0522727", "982727", "abc",
        "5227271040011", f"{VILLAGE}-7", f"{VILLAGE}-00007", "522727-0007",
        "５２２７２７", "522727\ud800", f"{VILLAGE}/0007", "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_and_told_what_to_do(written: str) -> None:
    with pytest.raises(PlaceCodeError) as caught:
        normalise(written)
    assert "give 2, 4, 6, 9 or 12 digits" in str(caught.value)
    chinese = caught.value.in_words("zh-hans")
    assert "请填" in chinese
    assert len(chinese.encode()) < 500
    assert not is_code(written)


def test_a_padded_code_means_the_division_above_the_stand_in() -> None:
    # Dongguan has townships but no counties; lists give it a county of its own name.
    assert normalise("441900000000") == normalise("441900") == "4419"
    assert contains("4419", "441900003")


def test_divisions() -> None:
    assert make_division(VILLAGE, 7) == f"{VILLAGE}-0007"
    assert village_of(f"{VILLAGE}-0007") == village_of(VILLAGE) == VILLAGE
    assert township_of(VILLAGE) == "522727104"
    assert parents("52") == ()
    for village, number in ((VILLAGE[:9], 1), (VILLAGE, 0), (VILLAGE, 10_000)):
        with pytest.raises(PlaceCodeError):
            make_division(village, number)
    with pytest.raises(PlaceCodeError, match="further down"):
        village_of("522727104")


@some
@given(CODES, st.data())
def test_every_code_lies_in_its_parents_and_in_their_ranges(
    code: str, data: st.DataObject
) -> None:
    above = data.draw(st.sampled_from([code, *parents(code)]))
    lower, upper = subtree_range(above)
    assert contains(above, code)
    assert lower <= code < upper
    assert contains(code, above) is (code == above)


@some
@given(CODES, CODES)
def test_range_and_containment_agree(one: str, other: str) -> None:
    lower, upper = subtree_range(one)
    assert (lower <= other < upper) is contains(one, other)


@some
@given(CODES)
def test_the_range_holds_where_a_collation_passes_over_the_hyphen(code: str) -> None:
    # Some collations of PostgreSQL compare letters and digits first.
    def plain(text: str) -> str:
        return text.replace("-", "")

    for above in (code, *parents(code)):
        lower, upper = subtree_range(above)
        assert plain(lower) <= plain(code) < plain(upper)


@some
@given(OFFICIAL)
def test_padding_is_taken_off_again(code: str) -> None:
    assert normalise(padded(code)) == normalise(code)


@some
@given(st.text("0123456789-", max_size=18), CODES)
def test_what_is_no_code_contains_nothing_and_lies_nowhere(
    text: str, code: str
) -> None:
    if not is_code(text):
        assert not contains(text, code)
        assert not contains(code, text)
        with pytest.raises(PlaceCodeError):
            subtree_range(text)
