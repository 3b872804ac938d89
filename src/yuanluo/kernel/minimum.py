"""A local charter may promise more than the one beneath it, never less.

What the charter beneath says of a category is a right that people have: how long it may
take at most, that it may be reported without a name, that its result is public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.period import Period, PeriodUnit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.charter import Category, Publication, Term

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


def shown_less(local: Term, beneath: Term) -> Iterator[tuple[str, str]]:
    """Tell where a local rule shows things for less time than the one beneath."""
    if _length(local.days) < _length(beneath.days):
        text = (
            f"{local.days} ({local.citation}) is below the {beneath.days} of the "
            f"charter beneath ({beneath.citation}): the longer holds"
        )
        yield "days", text


#: Periods of a year; what comes up at once is not counted in them.
TIMES = {"monthly": 12, "quarterly": 4, "half-yearly": 2, "yearly": 1, "at-once": 0}


def publishes_less(
    local: Publication, beneath: Publication
) -> Iterator[tuple[str, str]]:
    """Tell where a local calendar publishes less often, later or to fewer people."""
    both = f"({local.citation}; beneath: {beneath.citation})"
    if TIMES[local.rhythm] < TIMES[beneath.rhythm]:
        text = f"{local.rhythm} is less often than {beneath.rhythm} {both}"
        yield "rhythm", text
    if _length(local.within) > _length(beneath.within):
        yield "within", f"{local.within} is later than {beneath.within} {both}"
    if beneath.audience == "public" and local.audience != "public":
        yield "audience", f"everybody may read it beneath {both}: so they must here"
    left = [one for one in beneath.lines if one not in local.lines]
    if left:
        yield "lines", f"leaves out {left[0]!r} {both}: publish every line"


def _length(text: str) -> float:
    period = Period.parse(text)
    return period.count * DAYS[period.unit]
