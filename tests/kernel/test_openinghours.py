"""Hours as people write them: open or not, until when, and what cannot be read."""

from datetime import date, datetime

import pytest

from yuanluo.kernel.openinghours import NoHours, OpeningHours, canonical, in_words

HOURS = OpeningHours.parse("Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00; PH off")
#: 2026-10-01 is a Thursday and a holiday.
NATIONAL_DAY = date(2026, 10, 1)


#: The Saturday of the same week is one too.
HOLIDAYS = {NATIONAL_DAY, date(2026, 10, 3)}


def is_holiday(day: date) -> bool:
    return day in HOLIDAYS


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ((2026, 3, 2, 8, 29), False, (2026, 3, 2, 8, 30)),
        ((2026, 3, 2, 8, 30), True, (2026, 3, 2, 12, 0)),
        ((2026, 3, 2, 12, 0), False, (2026, 3, 2, 14, 0)),
        ((2026, 3, 6, 17, 30), False, (2026, 3, 7, 9, 0)),
        ((2026, 3, 7, 12, 0), False, (2026, 3, 9, 8, 30)),
        ((2026, 10, 1, 9, 0), False, (2026, 10, 2, 8, 30)),
        ((2026, 10, 3, 10, 0), False, (2026, 10, 5, 8, 30)),
    ],
)
def test_open_or_not_and_until_when(
    now: tuple[int, ...], is_open: bool, changes: tuple[int, ...]
) -> None:
    state = HOURS.at(datetime(*now), is_holiday)  # type: ignore[misc,arg-type] # noqa: DTZ001
    assert state.is_open is is_open
    assert state.changes == datetime(*changes)  # type: ignore[misc,arg-type] # noqa: DTZ001


def test_day_and_night_never_changes() -> None:
    state = OpeningHours.parse("24/7").at(datetime(2026, 3, 2, 3), is_holiday)  # noqa: DTZ001
    assert (state.is_open, state.changes) == (True, None)
    never = OpeningHours.parse("").at(datetime(2026, 3, 2, 3), is_holiday)  # noqa: DTZ001
    assert (never.is_open, never.changes) == (False, None)


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        # 2026-03-06 is a Friday; Saturday 02:00 is still Friday's evening.
        ((2026, 3, 6, 23, 59), True, (2026, 3, 7, 2, 0)),
        ((2026, 3, 7, 1, 59), True, (2026, 3, 7, 2, 0)),
        ((2026, 3, 7, 2, 0), False, (2026, 3, 9, 18, 0)),
        # The eve of a holiday runs into it; the holiday itself does not begin.
        ((2026, 10, 1, 1, 0), True, (2026, 10, 1, 2, 0)),
        ((2026, 10, 1, 20, 0), False, (2026, 10, 2, 18, 0)),
    ],
)
def test_an_evening_may_end_after_midnight(
    now: tuple[int, ...], is_open: bool, changes: tuple[int, ...]
) -> None:
    late = OpeningHours.parse("Mo-Fr 18:00-02:00; PH off")
    state = late.at(datetime(*now), is_holiday)  # type: ignore[misc,arg-type] # noqa: DTZ001
    assert state.is_open is is_open
    assert state.changes == datetime(*changes)  # type: ignore[misc,arg-type] # noqa: DTZ001


@pytest.mark.parametrize(
    "hours",
    [
        "Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00; PH off",
        "Mo,We 09:00-10:00; Sa,Su off",
        "Mo-Su 18:00-02:00",
        "24/7",
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_a_page_says_can_be_typed_again(hours: str, language: str) -> None:
    assert canonical(in_words(hours, language)) == hours


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mon 08:00-12:00", "no day"),
        ("Fr-Mo 08:00-12:00", "backwards"),
        ("Mo 8-12", "no span"),
        ("Mo", "no span"),
        ("Mo 18:00-18:00", "ends as it begins"),
        ("Mo 25:00-26:00", "no span"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    with pytest.raises(NoHours, match=words):
        OpeningHours.parse(text)
