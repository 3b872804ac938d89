"""What whoever minds the door needs to know: who stands on the roll and who may come.

Names of a household are given only to the door of a meeting on whose roll it stands.
Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yuanluo.assembly import areas
from yuanluo.assembly.models import OWNERS, Attendance, RollEntry
from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.deciding.threshold import AREA, Threshold
from yuanluo.people.models import Person
from yuanluo.people.queries import residing

if TYPE_CHECKING:
    from datetime import datetime

    from yuanluo.assembly.models import Meeting

MEMBERS_MOST = 30
SHEET_MOST = 5000


def needed(one: Meeting) -> int:
    """Give how many must have come before anything is put to the vote."""
    way = rule_kept(one).electorate(one.unit)
    read = [Threshold.parse(text) for text in (way.quorum if way else ())]
    heads = [t for t in read if t.base not in AREA]
    return max((t.needed(one.roll.size) for t in heads), default=1)


@dataclass(frozen=True, slots=True)
class Ground:
    """The area that has come, of how much, and how much it takes; in hundredths."""

    here: int
    whole: int
    needed: int

    @property
    def short(self) -> int:
        """How much is missing; nothing where it is enough."""
        return max(0, self.needed - self.here)


def ground(one: Meeting) -> Ground | None:
    """Give the area at a meeting of owners; None where nobody counts areas."""
    if one.unit != OWNERS:
        return None
    here, whole = areas.there(one)
    return Ground(here, whole, areas.needed(rule_kept(one), whole))


def numbered(meeting: Meeting, number: int) -> RollEntry | None:
    """Give the entry of a roll with a number."""
    rows = RollEntry.objects.filter(roll__meeting=meeting, number=number)
    return rows.select_related("attendance__person", "household").first()


def said_of(entry: int) -> str:
    """Say who has come, so that whoever minds the door hears that it went well."""
    row = RollEntry.objects.get(pk=entry)
    return _("到了：第%(number)s号，%(name)s") % {
        "number": row.number,
        "name": row.name,
    }


def members(row: RollEntry, at: datetime) -> list[Person]:
    """Give who lives in the household of an entry, or with the person of one."""
    lives = residing(at.astimezone(SHANGHAI).date())
    if row.household_id is not None:
        homes = [row.household_id]
    else:
        homes = list(
            lives.filter(person=row.person_id).values_list("household", flat=True)
        )
    found = lives.filter(household__in=homes).select_related("person")
    ordered = found.order_by("-is_head", "id")[:MEMBERS_MOST]
    return [one.person for one in ordered if one.person_id != row.person_id]


def who_comes(meeting: Meeting, person: str, said: str) -> int | None:
    """Give who comes: ticked, or by the whole telephone or the number on the roll."""
    if person.isdecimal() and len(person) < 19:
        return int(person)
    digits = said.strip()
    if not digits.isdecimal():
        return None
    found = Person.objects.filter(phone=digits).values_list("pk", flat=True).first()
    if found is None and len(digits) < 10:
        row = numbered(meeting, int(digits))
        return row.person_id if row else None
    return found


@dataclass(frozen=True, slots=True)
class Limits:
    """Whether and within what somebody may stand in for another."""

    allowed: bool
    most: int | None
    same_household: bool
    citation: str


def limits(meeting: Meeting) -> Limits:
    """Give the limits of standing in; where the rule is silent nobody may."""
    rule = rule_kept(meeting)
    found = rule.pack.proxies
    cited = rule.cites("proxies") if found else ""
    if found is None or not found.allowed:
        return Limits(allowed=False, most=None, same_household=False, citation=cited)
    return Limits(
        allowed=True,
        most=found.most,
        same_household=found.same_household,
        citation=cited,
    )


def everybody(meeting: Meeting) -> list[tuple[RollEntry, Attendance | None]]:
    """Give the whole roll with who came, for paper; two statements."""
    came = Attendance.objects.filter(meeting=meeting).select_related("person")
    by_entry = {one.entry_id: one for one in came}
    rows = RollEntry.objects.filter(roll__meeting=meeting).order_by("number")
    return [(row, by_entry.get(row.pk)) for row in rows[:SHEET_MOST]]
