"""A local charter may promise more than the one beneath it, never less.

What the charter beneath says of a category is a right that people have: how long it may
take at most, that it may be reported without a name, that its result is public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.period import Period, PeriodUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.charter import Category

#: Calendar days in a unit, for comparing lengths that are counted differently.
DAYS = {
    PeriodUnit.HOURS: 1 / 24,
    PeriodUnit.DAYS: 1.0,
    PeriodUnit.WORKING_DAYS: 7 / 5,
    PeriodUnit.MONTHS: 30.0,
    PeriodUnit.YEARS: 365.0,
}


def below_minimum(local: Category, beneath: Category) -> Iterator[tuple[str, str]]:
    """Tell each key in which a local category promises less, and why that cannot be."""
    if beneath.days is not None:
        if local.days is None:
            yield "days", f"may take at most {beneath.days} beneath: say so, or less"
        elif _length(local.days) > _length(beneath.days):
            yield (
                "days",
                f"{local.days} is longer than the {beneath.days} promised beneath",
            )
    if beneath.public and not local.public and local.way != "private":
        yield "public", "its results are public beneath: they cannot be hidden here"
    if beneath.anonymous and not local.anonymous:
        yield "anonymous", "may be reported without a name beneath: so it must be here"


def _length(text: str) -> float:
    period = Period.parse(text)
    return period.count * DAYS[period.unit]
