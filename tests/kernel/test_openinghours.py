"""Hours as people write them: open or not, until when, and what cannot be read."""

from datetime import date, datetime

import pytest

from yuanluo.kernel.openinghours import NoHours, OpeningHours

HOURS = OpeningHours.parse("Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00; PH off")
#: 2026-10-01 is a Thursday and a holiday.
NATIONAL_DAY = date(2026, 10, 1)


def works(day: date) -> bool:
    return day != NATIONAL_DAY and day.weekday() < 5


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ((2026, 3, 2, 8, 29), False, (2026, 3, 2, 8, 30)),
        ((2026, 3, 2, 8, 30), True, (2026, 3, 2, 12, 0)),
        ((2026, 3, 2, 12, 0), False, (2026, 3, 2, 14, 0)),
        ((2026, 3, 6, 17, 30), False, (2026, 3, 7, 9, 0)),
        ((2026, 3, 7, 12, 0), False, (2026, 3, 9, 8, 30)),
        ((2026, 10, 1, 9, 0), False, (2026, 10, 2, 8, 30)),
    ],
)
def test_open_or_not_and_until_when(
    now: tuple[int, ...], is_open: bool, changes: tuple[int, ...]
) -> None:
    state = HOURS.at(datetime(*now), works)  # type: ignore[misc,arg-type] # noqa: DTZ001
    assert state.is_open is is_open
    assert state.changes == datetime(*changes)  # type: ignore[misc,arg-type] # noqa: DTZ001


def test_day_and_night_never_changes() -> None:
    state = OpeningHours.parse("24/7").at(datetime(2026, 3, 2, 3), works)  # noqa: DTZ001
    assert (state.is_open, state.changes) == (True, None)
    never = OpeningHours.parse("").at(datetime(2026, 3, 2, 3), works)  # noqa: DTZ001
    assert (never.is_open, never.changes) == (False, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mon 08:00-12:00", "no day"),
        ("Fr-Mo 08:00-12:00", "backwards"),
        ("Mo 8-12", "no span"),
        ("Mo", "no span"),
        ("Mo 18:00-02:00", "two spans"),
        ("Mo 25:00-26:00", "no span"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: str) -> None:
    with pytest.raises(NoHours, match=words):
        OpeningHours.parse(text)
