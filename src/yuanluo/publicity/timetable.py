"""What a village had to publish in a year, and whether it did: a cell for each period.

Green, amber and red are worked out at the moment of asking from what was due and from
the notices that hang; nothing is marked by hand. Refuses to judge a period that nobody
had to publish yet: it has no cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.publicity.models import Notice, PublicationDue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from yuanluo.kernel.charter import Publication
    from yuanluo.people.queries import Standing

#: What a cell says: published in time, published late, still in time, missed.
DONE, LATE, DUE, MISSED = "done", "late", "due", "missed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One period of one thing: how it stands, by how many days, and where it is."""

    state: str
    period: str
    month: int
    due_on: date
    days: int
    notice: str
    matter: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that must be published, with its cells by the month they end in."""

    publication: Publication
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Year:
    """The year that is looked at, the day on which, and the zone of its days."""

    number: int
    today: date
    zone: ZoneInfo


def timetable(
    village: str, items: Sequence[Publication], year: Year, who: Standing
) -> list[Item]:
    """Give the year of a village, in the order of its charter; two statements."""
    mine = PublicationDue.objects.filter(village=village)
    dues = list(mine.filter(period_ends__year=year.number))
    hung = Notice.objects.visible_to(who).filter(
        matter__in=[due.matter for due in dues], withdrawn_at=None
    )
    notices = {one.matter: one for one in hung.order_by("shown_at", "id")}
    cells: dict[str, dict[int, Cell]] = {}
    for due in dues:
        cell = _cell(due, notices.get(due.matter), year)
        cells.setdefault(due.publication, {})[cell.month] = cell
    return [Item(one, cells.get(one.id, {})) for one in items]


def _cell(due: PublicationDue, notice: Notice | None, year: Year) -> Cell:
    on = notice.shown_at.astimezone(year.zone).date() if notice is not None else None
    by = (on or year.today) - due.due_on
    if on is not None:
        state = LATE if by.days > 0 else DONE
    else:
        state = MISSED if by.days > 0 else DUE
    return Cell(
        state=state,
        period=due.period,
        month=due.period_ends.month,
        due_on=due.due_on,
        days=abs(by.days),
        notice=notice.code if notice is not None else "",
        matter=due.matter,
    )


def missed(village: str, today: date) -> list[PublicationDue]:
    """Give what a village should have published by now and has not."""
    over = PublicationDue.objects.filter(village=village, due_on__lt=today)
    hung = Notice.objects.filter(village=village, withdrawn_at=None).exclude(period="")
    published = hung.values("matter")
    return list(over.exclude(matter__in=published).order_by("due_on", "id"))
