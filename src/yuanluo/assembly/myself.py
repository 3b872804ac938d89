"""What a meeting holds for one person: their entry, what was done for them, their home.

Nobody reads of anybody else here but who lives with them and stands on the same roll.
What the entry says is not there is not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Value

from yuanluo.assembly.models import (
    Assistance,
    Attendance,
    Recusal,
    RollEntry,
    RollObjection,
)
from yuanluo.assembly.queries import came_as
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.people.queries import residing
from yuanluo.record.models import Act
from yuanluo.record.statements import question

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from yuanluo.assembly.models import Meeting
    from yuanluo.people.queries import Acting


@dataclass(frozen=True, slots=True)
class OnTheRoll:
    """Where somebody stands on a roll, and what else there is for them to read.

    `done` says that somebody else did something for the entry, `objected` that they
    objected to the roll, `family` that others of their home stand on it.
    """

    entry: RollEntry
    attendance: Attendance | None
    done: bool
    objected: bool
    family: bool


@question("id", "person", "household", "day")
def _myself(id: int, person: int, household: int, day: date) -> QuerySet[RollEntry]:
    rows = RollEntry.objects.filter(roll__meeting=id, household=None, person=person)
    found = _concerning(rows, person).annotate(
        family=Exists(_at_home(person, household, day).filter(roll__meeting=id))
    )
    return found.select_related("attendance", "roll")


@question("id", "person", "household")
def _my_household(id: int, person: int, household: int) -> QuerySet[RollEntry]:
    rows = RollEntry.objects.filter(roll__meeting=id, household=household)
    found = _concerning(rows, person).annotate(family=Value(value=False))
    return found.select_related("attendance", "roll")


def _concerning(rows: QuerySet[RollEntry], person: int) -> QuerySet[RollEntry]:
    of = {"entry": OuterRef("pk")}
    let_in = Attendance.objects.filter(**of).exclude(by=person)
    helped, out = Assistance.objects.filter(**of), Recusal.objects.filter(**of)
    objections = RollObjection.objects.filter(roll=OuterRef("roll"), by=person)
    return rows.annotate(
        done=Exists(let_in) | Exists(helped) | Exists(out), objected=Exists(objections)
    )


def standing_in(meeting: Meeting, acting: Acting) -> OnTheRoll | None:
    """Give where somebody stands on a roll, or None where they are not on it."""
    who, found = acting.who, []
    me, home = who.person or 0, who.household or 0
    if not me:
        return None
    if meeting.unit == "households":
        found = _my_household.models(id=meeting.pk, person=me, household=home)
    else:
        day = acting.at.astimezone(SHANGHAI).date()
        found = _myself.models(id=meeting.pk, person=me, household=home, day=day)
    for row in found:
        return OnTheRoll(row, came_as(row), row.done, row.objected, row.family)
    return None


def in_my_home(meeting: Meeting, acting: Acting) -> list[RollEntry]:
    """Give the entries of those who live with somebody, where people are counted."""
    who = acting.who
    if who.household is None or meeting.unit != "persons":
        return []
    day = acting.at.astimezone(SHANGHAI).date()
    rows = _at_home(who.person or 0, who.household, day).filter(roll__meeting=meeting)
    return list(rows.order_by("number"))


def _at_home(person: int, household: int, day: date) -> QuerySet[RollEntry]:
    others = residing(day).filter(household=household).exclude(person=person)
    return RollEntry.objects.filter(person__in=others.values("person"))


def objections_of(meeting: Meeting, acting: Acting) -> list[RollObjection]:
    """Give what somebody objected to on the roll of a meeting, with the answers."""
    mine = RollObjection.objects.filter(roll=meeting.roll, by=acting.who.person)
    return list(mine.order_by("id")) if acting.who.person else []


@dataclass(frozen=True, slots=True)
class DoneForMe:
    """What was done for somebody at a meeting by another, as they may read it."""

    what: str
    by: str
    why: str
    title: str = ""


def done_for(entry: RollEntry, me: int | None) -> list[DoneForMe]:
    """Give who let an entry in, helped it vote, or kept it out of a question."""
    found = []
    there = Attendance.objects.filter(entry=entry).select_related("by", "person")
    for one in there:
        if one.by_id != me:
            came = f"{one.person.name} {one.evidence}".strip()
            found.append(DoneForMe("let-in", one.by.name, came))
    helped = list(entry.assistances.select_related("ballot").order_by("id"))
    names = _helpers(entry) if helped else {}
    found += [
        DoneForMe("helped", names.get(one.ballot_id, ""), one.consent, one.ballot.title)
        for one in helped
    ]
    out = Recusal.objects.filter(entry=entry).select_related("ballot")
    found += [DoneForMe("kept-out", "", r.ground, r.ballot.title) for r in out]
    return found


def _helpers(entry: RollEntry) -> dict[int | None, str]:
    """Give who entered a vote for an entry, question by question, as the record says.

    Acts of the first versions do not name the question; theirs are the first found.
    """
    acts = Act.objects.filter(
        subject=f"meeting-{entry.roll.meeting_id}",
        verb="ballot.mark",
        on_behalf__isnull=False,
        payload__number=entry.number,
    ).order_by("id")
    found: dict[int | None, str] = {}
    for name, told in acts.values_list("actor_name", "payload"):
        found[told.get("ballot")] = name
    if None in found:
        asked = entry.assistances.values_list("ballot", flat=True)
        return dict.fromkeys(asked, found[None]) | found
    return found
