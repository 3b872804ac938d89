"""How long a notice was really on show, against a count minute by minute."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.onshow import Spell, days_shown, full_at

HOUR = timedelta(hours=1)
URUMQI = ZoneInfo("Asia/Urumqi")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def spells(*told: str) -> list[Spell]:
    """Read spells such as `2026-03-02 10:00 - 2026-03-05` or `anew 2026-03-09`."""
    found = []
    for text in told:
        since, _, until = text.removeprefix("anew ").partition(" - ")
        end = at(until) if until else None
        found.append(Spell(at(since), end, text.startswith("anew ")))
    return found


@pytest.mark.parametrize(
    ("told", "days", "end"),
    [
        # The day it goes up is not counted, whatever the hour; month ends, leap years.
        (["2026-03-02 10:00"], 15, "2026-03-18 00:00"),
        (["2026-03-02 00:00"], 15, "2026-03-18 00:00"),
        (["2026-03-02 23:59"], 15, "2026-03-18 00:00"),
        (["2026-02-20 09:00"], 15, "2026-03-08 00:00"),
        (["2028-02-20 09:00"], 15, "2028-03-07 00:00"),
        (["2026-12-28 09:00"], 5, "2027-01-03 00:00"),
        # Blown down for an hour at noon: that day and the day it hangs again are lost.
        (
            ["2026-03-02 10:00 - 2026-03-05 12:00", "2026-03-05 13:00"],
            15,
            "2026-03-19 00:00",
        ),
        # Down over midnight: two days are lost.
        (
            ["2026-03-02 10:00 - 2026-03-05 12:00", "2026-03-06 13:00"],
            15,
            "2026-03-20 00:00",
        ),
        # Amended in the last hour of the last day: everything begins anew.
        (
            ["2026-03-02 10:00 - 2026-03-17 23:00", "anew 2026-03-17 23:00"],
            15,
            "2026-04-02 00:00",
        ),
        # Taken off and put up again: the days before do not count.
        (
            ["2026-03-02 10:00 - 2026-03-10 09:00", "anew 2026-03-12 09:00"],
            3,
            "2026-03-16 00:00",
        ),
    ],
)
def test_when_its_days_are_full(told: list[str], days: int, end: str) -> None:
    assert full_at(spells(*told), days, SHANGHAI) == at(end)


def test_while_it_is_down_no_end_is_in_sight() -> None:
    down = spells("2026-03-02 10:00 - 2026-03-10 09:00")
    assert full_at(down, 15, SHANGHAI) is None
    assert full_at(down, 7, SHANGHAI) == at("2026-03-10 00:00")
    assert len(days_shown(down, at("2027-01-01"), SHANGHAI)) == 7


def test_days_are_those_of_the_place() -> None:
    up = [Spell(datetime(2026, 3, 2, 17, tzinfo=UTC))]
    assert full_at(up, 1, SHANGHAI) == at("2026-03-05")
    assert full_at(up, 1, URUMQI) == datetime(2026, 3, 4, tzinfo=URUMQI)


@st.composite
def histories(draw: st.DrawFn) -> list[Spell]:
    """Make a notice that goes up and down by the hour, ten times at most."""
    moment = at("2026-02-20") + draw(st.integers(0, 47)) * HOUR
    found: list[Spell] = []
    for _ in range(draw(st.integers(0, 9))):
        end = moment + draw(st.integers(0, 200)) * HOUR
        found.append(Spell(moment, end, bool(found) and draw(st.booleans())))
        moment = end + draw(st.integers(0, 60)) * HOUR
    found.append(Spell(moment, None, bool(found) and draw(st.booleans())))
    return found


def hour_by_hour(some: list[Spell], until: datetime) -> int:
    """Count whole days by looking at every hour: the slow way, by another thought."""
    started = max((one.since for one in some if one.anew), default=some[0].since)
    kept = [one for one in some if one.since >= started]
    day, found = started.replace(hour=0), 0
    while day + 24 * HOUR <= until:
        up = all(
            any(
                one.since <= day + hour * HOUR
                and (one.until is None or day + (hour + 1) * HOUR <= one.until)
                for one in kept
            )
            for hour in range(24)
        )
        begun = any(one.since.date() == day.date() for one in kept)
        found += up and not begun
        day += 24 * HOUR
    return found


@given(histories(), st.integers(0, 3000))
def test_the_count_is_that_of_every_hour(some: list[Spell], hours: int) -> None:
    moment = some[0].since + hours * HOUR
    seen = [one for one in some if one.since < moment]
    if seen:
        assert len(days_shown(seen, moment, SHANGHAI)) == hour_by_hour(seen, moment)


@given(histories(), st.integers(1, 20))
def test_it_is_full_when_that_many_days_were_counted(
    some: list[Spell], days: int
) -> None:
    full = full_at(some, days, SHANGHAI)
    assert full is not None
    assert len(days_shown(some, full, SHANGHAI)) >= days
    last = max(one.since for one in some)
    if full > last + 24 * HOUR:
        assert len(days_shown(some, full - HOUR, SHANGHAI)) == days - 1


def test_a_count_that_forgets_the_gaps_is_found_out() -> None:
    """The control: counting from the first day to the last is caught by the hours."""
    down = spells("2026-03-02 10:00 - 2026-03-05 12:00", "2026-03-08 13:00")
    moment = at("2026-03-20")
    forgetful = (moment.date() - down[0].since.date()).days - 1
    assert forgetful != hour_by_hour(down, moment)
    assert len(days_shown(down, moment, SHANGHAI)) == hour_by_hour(down, moment)
