"""A roster of cadres as a table: how many of each kind, in what share, how old.

The table a town prints is worked out from its roster, never typed. Shares are exact
until they are printed, and printed to the nearest whole per cent, halves upward; ages
and years of service are whole years, as people say them. No name is in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

EDUCATION = {
    "college": "大学及以上（含大专） / College and above",
    "secondary": "高中（含中专） / Upper secondary",
    "junior": "初中 / Lower secondary",
}
#: From how many years on each band counts; the last reaches down to nought.
AGES = (("60-and-over", 60), ("50-59", 50), ("40-49", 40), ("30-39", 30))
YEARS = (("20-and-over", 20), ("10-19", 10), ("5-9", 5))


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What the table needs of one cadre."""

    age: int
    woman: bool
    education: str
    member: bool
    years: int
    returned: bool = False
    local_talent: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """How many of all are of one kind.

    >>> Band("women", 13, 35).percent, Band("none", 0, 0).percent
    (37, 0)
    """

    id: str
    count: int
    of: int

    @property
    def percent(self) -> int:
        """The share in whole per cent, halves upward."""
        if not self.of:
            return 0
        share = Decimal(100 * self.count) / Decimal(self.of)
        return int(share.quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class RosterTable:
    """The table of a roster: groups of bands, and the mean age."""

    count: int
    mean_age: Fraction | None
    groups: dict[str, tuple[Band, ...]]


def whole_years(since: date, day: date) -> int:
    """Give the years that are over since a day, as people say their age.

    >>> from datetime import date
    >>> whole_years(date(2000, 3, 2), date(2026, 3, 1))
    25
    """
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def in_hundredths(mean: Fraction | None) -> Decimal | None:
    """Write a mean with two places, halves upward.

    >>> in_hundredths(Fraction(1532, 35))
    Decimal('43.77')
    """
    if mean is None:
        return None
    exact = Decimal(mean.numerator) / Decimal(mean.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def roster_table(lines: Sequence[RosterLine]) -> RosterTable:
    """Work out the table of a roster."""
    total = len(lines)

    def band(name: str, fits: Callable[[RosterLine], bool]) -> Band:
        return Band(name, sum(map(fits, lines)), total)

    groups = {
        "education": tuple(
            band(name, lambda one, name=name: one.education == name)  # type: ignore[misc]
            for name in EDUCATION
        ),
        "sex": (
            band("women", lambda one: one.woman),
            band("men", lambda one: not one.woman),
        ),
        "party": (
            band("members", lambda one: one.member),
            band("others", lambda one: not one.member),
        ),
        "age": _banded([one.age for one in lines], AGES, "under-30")[::-1],
        "years": _banded([one.years for one in lines], YEARS, "under-5"),
        "other": (
            band("returned", lambda one: one.returned),
            band("local-talent", lambda one: one.local_talent),
        ),
    }
    mean = Fraction(sum(one.age for one in lines), total) if total else None
    return RosterTable(total, mean, groups)


def _banded(
    values: list[int], bands: Sequence[tuple[str, int]], rest: str
) -> tuple[Band, ...]:
    """Count values by bands, the highest first; what reaches none is the rest."""
    counts = dict.fromkeys([*(name for name, _ in bands), rest], 0)
    for value in values:
        name = next((name for name, least in bands if value >= least), rest)
        counts[name] += 1
    return tuple(Band(name, count, len(values)) for name, count in counts.items())
