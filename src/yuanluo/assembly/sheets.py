"""Paper sheets as read: what was agreed on each, what is missing, what is read again.

A sheet says what more people read on it than anything else, and two at least. Which
sheets are read once more follows from a seed alone, so that anybody can pick them too;
where one of them turns out otherwise, all are read again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from yuanluo.assembly.models import (
    Ballot,
    HandedOut,
    PaperPlan,
    PaperSheet,
    SheetReading,
)
from yuanluo.record.statements import question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from yuanluo.people.queries import Standing

#: So many are read again: a tenth, at least ten, or all where there are fewer.
LEAST_AGAIN, ONE_IN = 10, 10
TWO, FOUR = 2, 4


def picked(seed: str, numbers: Iterable[int]) -> list[int]:
    """Give the sheets that a seed picks to be read again.

    >>> picked("5eed", range(1, 5))
    [1, 2, 3, 4]
    >>> len(picked("5eed", range(1, 201)))
    20
    """
    ordered = sorted(
        numbers, key=lambda n: hashlib.sha256(f"{seed}/{n}".encode()).hexdigest()
    )
    return sorted(ordered[: max(LEAST_AGAIN, -(-len(ordered) // ONE_IN))])


def agreed(readings: Sequence[str]) -> str | None:
    """Give what was read by two at least, and by more than read anything else.

    >>> agreed(["yes", "yes"]), agreed(["yes", "no"]), agreed(["yes", "no", "no"])
    ('yes', None, 'no')
    >>> agreed(["yes", "yes", "no", "no"]), agreed(["yes"])
    (None, None)
    """
    first, *others = Counter(readings).most_common(2) or [("", 0)]
    if first[1] < TWO or (others and others[0][1] == first[1]):
        return None
    return first[0]


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet in the box: what each person read on it."""

    sheet: PaperSheet
    readings: tuple[SheetReading, ...]

    @property
    def choice(self) -> str | None:
        """What it says, or None while people do not agree."""
        return agreed([one.choice for one in self.readings])

    @property
    def differs(self) -> bool:
        """Whether two have read it and do not agree."""
        return len(self.readings) >= TWO and self.choice is None

    @property
    def again(self) -> bool:
        """Whether it was read once more after the draw."""
        return any(one.again for one in self.readings)

    @property
    def turned(self) -> bool:
        """Whether who read it once more read something else than before."""
        before = agreed([one.choice for one in self.readings if not one.again])
        return any(one.again and one.choice != before for one in self.readings)

    @property
    def settled(self) -> bool:
        """Whether it was read again, and once more still where that was otherwise."""
        return self.again and not (self.turned and len(self.readings) < FOUR)


@dataclass(frozen=True, slots=True)
class Box:
    """How paper stands in one vote; told to nobody is what any sheet says."""

    plan: PaperPlan
    handed: int
    takers: int
    spoiled: tuple[int, ...]
    read: tuple[Read, ...]

    @property
    def returned(self) -> tuple[int, ...]:
        """The numbers of the sheets that were in the box."""
        return tuple(one.sheet.number for one in self.read)

    @property
    def outstanding(self) -> int:
        """How many were taken and neither came back nor were handed back."""
        return self.handed - len(self.spoiled) - len(self.read)

    @property
    def once(self) -> int:
        """How many only one person has read."""
        return sum(len(one.readings) < TWO for one in self.read)

    @property
    def differing(self) -> tuple[Read, ...]:
        """Those on which two who read them do not agree."""
        return tuple(one for one in self.read if one.differs)

    @property
    def turned(self) -> int:
        """How many were read otherwise when read again."""
        return sum(one.turned for one in self.read)

    @property
    def drawn(self) -> tuple[int, ...]:
        """Those to be read again, by number: all, where one turned out otherwise."""
        if not self.plan.seed:
            return ()
        if self.turned:
            return tuple(sorted(self.returned))
        return tuple(picked(self.plan.seed, self.returned))

    @property
    def to_read_again(self) -> tuple[int, ...]:
        """Those of the drawn that wait for somebody to read them."""
        done = {one.sheet.number for one in self.read if one.settled}
        return tuple(number for number in self.drawn if number not in done)


def plan_of(ballot: Ballot) -> PaperPlan | None:
    """Give how paper was declared for a vote, or None where there is none."""
    return next(iter(_plan.models(id=ballot.pk)), None)


@question("id")
def _plan(id: int) -> QuerySet[PaperPlan]:
    return PaperPlan.objects.filter(ballot=id)


def box_of(ballot: Ballot, plan: PaperPlan) -> Box:
    """Gather how paper stands in a vote, in four statements."""
    sheets = PaperSheet.objects.filter(ballot=ballot)
    by_sheet: dict[int, list[SheetReading]] = {}
    readings = SheetReading.objects.filter(sheet__ballot=ballot)
    for one in readings.select_related("reader").order_by("id"):
        by_sheet.setdefault(one.sheet_id, []).append(one)
    inside = sheets.filter(pk__in=list(by_sheet)).order_by("number")
    spoiled = sheets.filter(spoiled_at__isnull=False).order_by("number")
    given = HandedOut.objects.filter(ballot=ballot)
    return Box(
        plan=plan,
        handed=given.aggregate(all=Sum("sheets"))["all"] or 0,
        takers=given.count(),
        spoiled=tuple(spoiled.values_list("number", flat=True)),
        read=tuple(Read(sheet, tuple(by_sheet[sheet.pk])) for sheet in inside),
    )


def took_paper(ballot: Ballot, entry: int) -> bool:
    """Say whether somebody was given paper."""
    return HandedOut.objects.filter(ballot=ballot, entry=entry).exists()


def takers(ballot: Ballot) -> set[int]:
    """Give the entries of those who were given paper."""
    rows = HandedOut.objects.filter(ballot=ballot)
    return set(rows.values_list("entry", flat=True))


def sheets_from(ballot: Ballot, number: int, most: int) -> list[PaperSheet]:
    """Give the sheets of a vote from a number on, to be printed."""
    rows = PaperSheet.objects.filter(ballot=ballot, number__gte=number)
    return list(rows.order_by("number")[:most])


def sheet_with(code: str, who: Standing) -> PaperSheet | None:
    """Give the sheet with a code, to whoever may read what was asked on it."""
    rows = PaperSheet.objects.select_related("ballot__meeting").filter(code=code)
    return rows.filter(ballot__in=Ballot.objects.visible_to(who)).first()
