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
#: Which hundreds of the last three digits are villages: 2 and 3 villagers' committees,
#: 5 what is like one; 0, 1 and 4 are residents' committees and what is like one. The
#: digits before are GB/T 10114 (codes below the county); these are numbered on top of
#: it by the National Bureau of Statistics (统计用区划代码编制规则).
VILLAGE_HUNDREDS = frozenset({2, 3, 5})


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


def ended_after(rhythm: str, after: date, today: date) -> list[PublicationPeriod]:
    """Give every period that ended after a day and before today, oldest first.

    >>> found = ended_after("monthly", date(2026, 1, 31), date(2026, 4, 1))
    >>> [one.name for one in found]
    ['2026-02', '2026-03']
    >>> ended_after("monthly", date(2026, 3, 31), date(2026, 4, 1))
    []
    """
    found: list[PublicationPeriod] = []
    period = last_ended(rhythm, today)
    while period is not None and period.ends > after:
        found.append(period)
        period = last_ended(rhythm, period.ends)
    return found[::-1]


def running(rhythm: str, today: date) -> PublicationPeriod | None:
    """Give the period in which a day lies; None where there are none.

    >>> running("quarterly", date(2026, 11, 22))
    PublicationPeriod(name='2026-Q4', ends=datetime.date(2026, 12, 31))
    """
    months = MONTHS.get(rhythm)
    if months is None:
        return None
    begun = today.year * 12 + (today.month - 1) // months * months
    year, month = divmod(begun + months, 12)
    return last_ended(rhythm, date(year, month + 1, 1))


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
    >>> concerns(one, "522727104400"), concerns(one, "522727104500")
    (True, False)
    """
    is_village = int(village[9:12]) // 100 in VILLAGE_HUNDREDS
    kind = "village" if is_village else "community"
    return one.of in {"both", kind}
