"""The clock tells everybody the time, and one fault does not stop the others."""

import logging
import sys
from datetime import UTC, datetime
from threading import Event
from types import ModuleType

import pytest

from yuanluo.config import clock

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Two apps of the test's own, the first of which fails."""
    times: list[datetime] = []

    def fails(at: datetime) -> int:
        raise OSError("the carrier is away")

    def works(at: datetime) -> int:
        times.append(at)
        return 3

    for name, tick in (("first_jobs", fails), ("second_jobs", works)):
        module = ModuleType(name)
        module.tick = tick  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(clock, "TICKS", ("first_jobs", "second_jobs"))
    return times


def test_a_fault_is_written_and_the_next_app_is_told(
    told: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert clock.tick(AT) == (3, 1)
    assert told == [AT]
    assert "first_jobs" in caplog.text


def test_the_clock_stops_when_asked(told: list[datetime]) -> None:
    stop = Event()

    def now() -> datetime:
        stop.set()
        return AT

    clock.run(stop, now=now)
    assert told == [AT]


@pytest.mark.django_db(transaction=True)
def test_every_app_that_time_moves_is_there_and_idle_at_first() -> None:
    assert len(clock.TICKS) == 5
    assert clock.tick(AT) == (0, 0)
