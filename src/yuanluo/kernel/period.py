"""Lengths of time as charters write them: "3 working days", "15 days", "48 hours".

A period is a count and a unit and nothing else; when it ends is asked of
`yuanluo.kernel.deadline`, which knows a calendar. It refuses zero, fractions, mixtures
("1 day 3 hours") and anything longer than a hundred years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from yuanluo.kernel.words import is_chinese

SHAPE = re.compile(r"(?P<count>[0-9]{1,9}) +(?P<unit>[a-z]+( +[a-z]+)?)")


class PeriodUnit(StrEnum):
    """What a period counts; the value is the plural that charters write."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    MONTHS = "months"
    YEARS = "years"

    @property
    def singular(self) -> str:
        """The word for one of it.

        >>> PeriodUnit.WORKING_DAYS.singular
        'working day'
        """
        return self.value.removesuffix("s")


CHINESE = {
    PeriodUnit.HOURS: "小时",
    PeriodUnit.DAYS: "天",
    PeriodUnit.WORKING_DAYS: "个工作日",
    PeriodUnit.MONTHS: "个月",
    PeriodUnit.YEARS: "年",
}
#: Calendar days in a unit, for comparing only.
ROUGHLY = {
    PeriodUnit.HOURS: 1 / 24,
    PeriodUnit.DAYS: 1.0,
    PeriodUnit.WORKING_DAYS: 7 / 5,
    PeriodUnit.MONTHS: 30.0,
    PeriodUnit.YEARS: 365.0,
}
#: A hundred years in each unit: what is longer is a slip of the pen.
MOST = {
    PeriodUnit.HOURS: 876_000,
    PeriodUnit.DAYS: 36_500,
    PeriodUnit.WORKING_DAYS: 25_000,
    PeriodUnit.MONTHS: 1_200,
    PeriodUnit.YEARS: 100,
}
UNITS = {unit.value: unit for unit in PeriodUnit} | {
    unit.singular: unit for unit in PeriodUnit
}


@dataclass(frozen=True, slots=True)
class Period:
    """A count of hours, days, working days, months or years."""

    count: int
    unit: PeriodUnit

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST[self.unit]:
            raise ValueError(
                f"a period of {self.count} {self.unit}: "
                f"the count must be from 1 to {MOST[self.unit]}"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period as charters write it, or say what is wrong with it.

        >>> Period.parse("3 working days")
        Period(count=3, unit=<PeriodUnit.WORKING_DAYS: 'working days'>)
        >>> str(Period.parse("1 hours"))
        '1 hour'
        >>> Period.parse("soon")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ValueError: 'soon' is no period: write a whole number and hours, ...
        """
        found = SHAPE.fullmatch(text.strip().lower())
        unit = UNITS.get(" ".join(found["unit"].split())) if found else None
        if found is None or unit is None:
            raise ValueError(
                f"{text!r} is no period: write a whole number and hours, days, "
                'working days, months or years, as in "3 working days"'
            )
        return cls(int(found["count"]), unit)

    @property
    def is_exact(self) -> bool:
        """Whether it is measured on the clock rather than counted in days."""
        return self.unit is PeriodUnit.HOURS

    @property
    def roughly(self) -> float:
        """How long it is in calendar days, to compare what is counted differently.

        >>> Period.parse("10 working days").roughly > Period.parse("13 days").roughly
        True
        """
        return self.count * ROUGHLY[self.unit]

    def in_words(self, language: str) -> str:
        """Say it for a page.

        >>> Period.parse("3 working days").in_words("zh-hans")
        '3 个工作日'
        >>> Period.parse("1 year").in_words("en")
        '1 year'
        """
        if is_chinese(language):
            return f"{self.count} {CHINESE[self.unit]}"
        return str(self)

    def __str__(self) -> str:
        unit = self.unit.singular if self.count == 1 else self.unit.value
        return f"{self.count} {unit}"
