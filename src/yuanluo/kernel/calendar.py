"""Which days are working days in China, and why: the State Council's calendar.

The yearly arrangement, make-up workdays included, comes from `chinese_calendar`; a
charter may set single days otherwise and may supply a whole year that the library does
not know yet. For a year that nobody announced the weekday decides and the answer says
so (provisional); this module never guesses holidays and never fails on a year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from chinese_calendar.constants import Holiday, holidays, workdays

from yuanluo.kernel.words import in_language, is_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The library answers for whole years; its tables begin and end with a holiday.
FIRST_YEAR: int = min(holidays).year
LAST_YEAR: int = max(holidays).year

SATURDAY = 5
NAMES: dict[str, str] = {one.value: f"{one.chinese} / {one.value}" for one in Holiday}


class Reason(StrEnum):
    """Why a day counts or does not; stored with deadlines, so never renamed."""

    WORKDAY = "workday"
    MAKE_UP = "make-up"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    SET_WORKDAY = "set-workday"
    SET_DAY_OFF = "set-day-off"
    PROVISIONAL_WORKDAY = "provisional-workday"
    PROVISIONAL_WEEKEND = "provisional-weekend"
    #: Calendar days, months and years count every day.
    DAY = "day"
    #: A day on the way to a date that somebody promised.
    PROMISED = "promised"
    #: A day touched by a suspension.
    PAUSED = "paused"

    @property
    def counts(self) -> bool:
        """Whether a day with this reason is counted."""
        return self in COUNTING

    @property
    def provisional(self) -> bool:
        """Whether the answer may change when the year is announced."""
        return self in PROVISIONAL


COUNTING = frozenset(
    {
        Reason.WORKDAY,
        Reason.MAKE_UP,
        Reason.SET_WORKDAY,
        Reason.PROVISIONAL_WORKDAY,
        Reason.DAY,
        Reason.PROMISED,
    }
)
PROVISIONAL = frozenset({Reason.PROVISIONAL_WORKDAY, Reason.PROVISIONAL_WEEKEND})
WORDS = {
    Reason.WORKDAY: "工作日 / working day",
    Reason.MAKE_UP: "调休上班 / make-up workday",
    Reason.HOLIDAY: "放假 / holiday",
    Reason.WEEKEND: "周末 / weekend",
    Reason.SET_WORKDAY: "本地规定上班 / working day by local rule",
    Reason.SET_DAY_OFF: "本地规定休息 / day off by local rule",
    Reason.PROVISIONAL_WORKDAY: (
        "暂按工作日计，该年放假安排未公布 "
        "/ taken as a working day, the year's holidays are not announced"
    ),
    Reason.PROVISIONAL_WEEKEND: (
        "周末，该年放假安排未公布 / weekend, the year's holidays are not announced"
    ),
    Reason.DAY: "自然日 / calendar day",
    Reason.PROMISED: "承诺日期之内 / until the promised date",
    Reason.PAUSED: "暂停期间 / suspended",
}


def explained(reason: Reason, name: str, language: str) -> str:
    """Say why a day counts or not, with the holiday's name where there is one.

    >>> explained(Reason.MAKE_UP, "国庆节 / National Day", "zh-hans")
    '国庆节调休上班'
    >>> explained(Reason.MAKE_UP, "国庆节 / National Day", "en")
    'National Day: make-up workday'
    """
    words = in_language(WORDS[reason], language)
    if not name:
        return words
    between = "" if is_chinese(language) else ": "
    return f"{in_language(name, language)}{between}{words}"


@dataclass(frozen=True, slots=True)
class DayKind:
    """What a day is: whether people work, why, and the name of the holiday if any.

    It is true where the day is a working day, so that `if calendar.is_workday(day)`
    means what it says.
    """

    day: date
    reason: Reason
    name: str = ""

    @property
    def works(self) -> bool:
        """Whether it is a working day."""
        return self.reason.counts

    @property
    def provisional(self) -> bool:
        """Whether the answer may change when the year is announced."""
        return self.reason.provisional

    def in_words(self, language: str) -> str:
        """Say why, for a page."""
        return explained(self.reason, self.name, language)

    def __bool__(self) -> bool:
        return self.works


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The State Council's calendar with a charter's own days.

    `overrides` sets single days, `names` says why in both languages, and `years` are
    those whose arrangement the charter gives in full before the library has it.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    def announced(self, year: int) -> bool:
        """Say whether the arrangement of a year is known.

        >>> WorkCalendar().announced(2025), WorkCalendar().announced(1998)
        (True, False)
        """
        return FIRST_YEAR <= year <= LAST_YEAR or year in self.years

    def is_workday(self, day: date) -> DayKind:
        """Tell whether a day is a working day, and why.

        >>> kind = WorkCalendar().is_workday(date(2025, 10, 11))
        >>> kind.works, kind.in_words("zh-hans")
        (True, '国庆节调休上班')
        >>> WorkCalendar().is_workday(date(2025, 10, 6)).in_words("en")
        'Mid-autumn Festival: holiday'
        """
        assert not isinstance(day, datetime), "ask for a day, not for a moment"
        works = self.overrides.get(day)
        if works is not None:
            reason = Reason.SET_WORKDAY if works else Reason.SET_DAY_OFF
            return DayKind(day, reason, self.names.get(day, ""))
        if not self.announced(day.year):
            return DayKind(day, _provisional(day))
        # Asked of the tables: the library's functions look up both ends of its range
        # on every call and refuse years that a charter may have supplied.
        if day in workdays:
            return DayKind(day, Reason.MAKE_UP, NAMES[workdays[day]])
        if day in holidays:
            return DayKind(day, Reason.HOLIDAY, NAMES[holidays[day]])
        weekend = day.weekday() >= SATURDAY
        return DayKind(day, Reason.WEEKEND if weekend else Reason.WORKDAY)


def _provisional(day: date) -> Reason:
    if day.weekday() >= SATURDAY:
        return Reason.PROVISIONAL_WEEKEND
    return Reason.PROVISIONAL_WORKDAY
