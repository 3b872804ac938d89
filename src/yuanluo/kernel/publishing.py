"""The calendar of what must be published: periods, when they end, by when it is due.

A period is named so that people can write it: `2026-03`, `2026-Q1`, `2026-H1`, `2026`.
What comes up at once has no period: it is published when it happens. Who publishes and
whether they did is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yuanluo.kernel.dayspan import count
from yuanluo.kernel.period import Period

if TYPE_CHECKING:
    from yuanluo.kernel.calendar import WorkCalendar
    from yuanluo.kernel.charter import Publication

#: How many months a period of each rhythm has.
MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
LETTER = {3: "Q", 6: "H"}
#: Residents' committees have codes from 001, villagers' committees from 200.
FIRST_VILLAGE = 200


@dataclass(frozen=True, slots=True)
class PublicationPeriod:
    """One period: its name, and its last day."""

    name: str
    ends: date


def last_ended(rhythm: str, today: date) -> PublicationPeriod | None:
    """Give the period that ended last before a day; None where there are none.

    >>> last_ended("monthly", date(2026, 3, 1))
    PublicationPeriod(name='2026-02', ends=datetime.date(2026, 2, 28))
    >>> last_ended("quarterly", date(2026, 3, 31)).name
    '2025-Q4'
    >>> last_ended("yearly", date(2026, 7, 1)).name, last_ended("at-once", date.max)
    ('2025', None)
    """
    months = MONTHS.get(rhythm)
    if months is None:
        return None
    first = (today.month - 1) // months * months + 1
    ends = date(today.year, first, 1) - timedelta(days=1)
    return PublicationPeriod(_name(months, ends), ends)


def _name(months: int, ends: date) -> str:
    if months == 12:
        return str(ends.year)
    number = ends.month // months
    return f"{ends.year}-{LETTER[months]}{number}" if months > 1 else f"{ends:%Y-%m}"


def due_on(period: PublicationPeriod, within: str, calendar: WorkCalendar) -> date:
    """Give the last day on which it may be published in time."""
    return count(period.ends, Period.parse(within), calendar)[-1].last


def concerns(one: Publication, village: str) -> bool:
    """Say whether something is for a village, or for a community, by its code.

    >>> from yuanluo.kernel.charter import Publication
    >>> one = Publication(id="a", title="甲 / A", group="甲 / A", rhythm="monthly",
    ...     playbook="p", citation="c", of="community")
    >>> concerns(one, "522727104001"), concerns(one, "522727104201")
    (True, False)
    """
    kind = "village" if int(village[9:12]) >= FIRST_VILLAGE else "community"
    return one.of in {"both", kind}
