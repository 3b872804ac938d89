"""Reading questions before bodies, meetings and what was decided.

Of a vote that is running nothing is told: not how it stands, and not who has voted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from yuanluo.assembly.models import (
    PUBLIC,
    Attendance,
    Ballot,
    Meeting,
    RollEntry,
)
from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.deciding.threshold import AREA, Threshold
from yuanluo.kernel.effect import Finding
from yuanluo.kernel.playbook import title_in
from yuanluo.paper.words import area
from yuanluo.record.statements import question
from yuanluo.territory.lookup import names_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from yuanluo.kernel.effect import Subject
    from yuanluo.people.queries import Acting, Standing


SITTINGS_MOST = 50
LATEST_MOST = 20
DOOR_MOST = 60


def gather(subject: Subject) -> Mapping[str, Finding]:
    """Find what bodies have decided in a matter's visit; open until they have."""
    rows = Ballot.objects.filter(
        matter=subject.number, visit=subject.visit, cancelled_at=None
    ).values_list("ident", "outcome")
    return {ident: Finding(outcome or "open") for ident, outcome in rows}


def of_matter(number: str) -> list[Ballot]:
    """Give the questions of a matter, the newest first."""
    return list(Ballot.objects.filter(matter=number).order_by("-id"))


def asked_in(number: str, who: Standing) -> list[Ballot]:
    """Give the questions of a matter that somebody may read, the oldest first."""
    asked = Ballot.objects.visible_to(who).filter(matter=number, cancelled_at=None)
    return list(asked.order_by("id"))


def chaired(who: Standing) -> Q:
    """Give the condition that somebody chairs what a row belongs to."""
    found = Q(pk__in=())
    for post in who.posts:
        kind, _, body = post.key.partition(":")
        if kind == "chair":
            village = post.place.partition("-")[0]
            found |= Q(body=body, charter=post.charter, village__startswith=village)
    return found


def before_chair(who: Standing) -> list[Ballot]:
    """Give the questions that wait for this chair to call the body."""
    waiting = Ballot.objects.filter(
        chaired(who), meeting=None, decided_at=None, cancelled_at=None
    )
    return list(waiting.order_by("opened_at"))


def sittings(who: Standing) -> list[Meeting]:
    """Give the meetings called by this chair that are not over, the next first."""
    open_ = Meeting.objects.filter(chaired(who), closed_at=None)
    return list(open_.order_by("held_at")[:SITTINGS_MOST])


def latest(village: str, who: Standing) -> tuple[list[Meeting], list[Ballot]]:
    """Give the newest meetings and decisions of a village, or of everywhere."""
    meetings = Meeting.objects.filter(village__startswith=village)
    decided = Ballot.objects.visible_to(who).filter(
        village__startswith=village, certificate__isnull=False
    )
    return (
        list(meetings.order_by("-held_at", "-id")[:LATEST_MOST]),
        list(decided.order_by("-decided_at", "-id")[:LATEST_MOST]),
    )


# What two thousand ask within a minute is asked by statements that are kept.


@question("id")
def _meeting(id: int) -> QuerySet[Meeting]:
    return Meeting.objects.select_related("roll").filter(pk=id)


@question("number")
def _at_code(number: str) -> QuerySet[Meeting]:
    return Meeting.objects.select_related("roll").filter(code=number)


@question("id")
def _ballot(id: int) -> QuerySet[Ballot]:
    return Ballot.objects.select_related("meeting", "election").filter(pk=id)


@question("id", "person")
def _of_person(id: int, person: int) -> QuerySet[RollEntry]:
    rows = RollEntry.objects.filter(roll__meeting=id, household=None)
    return rows.filter(person=person).select_related("attendance", "roll")


@question("id", "household")
def _of_household(id: int, household: int) -> QuerySet[RollEntry]:
    rows = RollEntry.objects.filter(roll__meeting=id, household=household)
    return rows.select_related("attendance", "roll")


@question("id")
def _asked(id: int) -> QuerySet[Ballot]:
    asked = Ballot.objects.filter(meeting=id, cancelled_at=None).order_by("id")
    return asked.select_related("election")


def meeting_numbered(pk: int) -> Meeting | None:
    """Give a meeting with its roll; when a body meets is for everybody to know."""
    return next(iter(_meeting.models(id=pk)), None)


def meeting_by_code(code: str) -> Meeting | None:
    """Give the meeting that a square at the door belongs to."""
    return next(iter(_at_code.models(number=code)), None)


def question_numbered(pk: int) -> Ballot | None:
    """Give a question with its meeting."""
    return next(iter(_ballot.models(id=pk)), None)


def decided(pk: int, who: Standing) -> Ballot | None:
    """Give a question that was counted, to whoever may read what was asked."""
    rows = Ballot.objects.visible_to(who).filter(pk=pk, certificate__isnull=False)
    return rows.select_related("meeting").first()


def to_come(village: str) -> list[Meeting]:
    """Give the newest meetings of a village, past ones among them, by their day."""
    rows = Meeting.objects.filter(village=village).order_by("-held_at", "-id")
    return list(rows[:SITTINGS_MOST])


def titled(meeting: Meeting, language: str) -> str:
    """Give the name of the body that sits, in the reader's language."""
    return title_in(meeting.title, language)


def issuer(meeting: Meeting, language: str) -> str:
    """Say on paper whose it is: the village and its body."""
    village = names_of([meeting.village]).get(meeting.village, "")
    return f"{village} {titled(meeting, language)}".strip()


def there(meeting: Meeting) -> int:
    """Give how many of the roll have come."""
    return Attendance.objects.filter(meeting=meeting).count()


def agenda(meeting: Meeting) -> list[Ballot]:
    """Give the questions of a meeting, in the order in which they were asked."""
    return _asked.models(id=meeting.pk)


def agenda_for(meeting: Meeting, who: Standing) -> list[Ballot]:
    """Give the questions of a meeting that somebody may read."""
    asked: list[Ballot] = _asked.models(id=meeting.pk)
    if all(one.openness == PUBLIC for one in asked):
        # The door lets everybody through; its question is long to write.
        return asked
    mine = Ballot.objects.visible_to(who).filter(meeting=meeting, cancelled_at=None)
    return list(mine.select_related("election").order_by("id"))


def entry_of(meeting: Meeting, acting: Acting) -> RollEntry | None:
    """Give the entry of a roll that somebody stands for: theirs, or their household's.

    Where it is the household's, it is theirs by living there on this day.
    """
    who, found = acting.who, []
    if meeting.unit == "households" and who.household is not None:
        found = _of_household.models(id=meeting.pk, household=who.household)
    elif meeting.unit != "households" and who.person is not None:
        found = _of_person.models(id=meeting.pk, person=who.person)
    return next(iter(found), None)


def came_as(row: RollEntry) -> Attendance | None:
    """Give how an entry is there, or None where it is not."""
    found: Attendance | None = getattr(row, "attendance", None)
    return found


@dataclass(frozen=True, slots=True)
class Lawful:
    """The rule of a meeting in the reader's words."""

    title: str
    quorum: tuple[str, ...]
    passing: tuple[str, ...]
    citation: str
    unchecked: bool


def in_detail(meeting: Meeting, language: str) -> Lawful:
    """Say by which rule a meeting decides."""
    rule = rule_kept(meeting)
    way = rule.electorate(meeting.unit)
    return Lawful(
        title=title_in(rule.pack.title, language),
        quorum=tuple(_say(text, language) for text in (way.quorum if way else ())),
        passing=tuple(_say(text, language) for text in rule.passing()),
        citation="; ".join(dict.fromkeys([rule.cites("quorum"), rule.cites("pass")])),
        unchecked=not rule.pack.checked,
    )


def _say(text: str, language: str) -> str:
    return Threshold.parse(text).words(language)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a certificate in the reader's words."""

    what: str
    words: str
    of: str
    needed: str
    found: str
    #: Empty where it is enough.
    short: str


def lines_of(ballot: Ballot, language: str) -> list[Shown]:
    """Give the lines of a certificate as people read them."""
    lines = (ballot.certificate or {}).get("lines", [])
    return [_shown(line, language) for line in lines]


def _shown(line: Mapping[str, Any], language: str) -> Shown:
    say = area if line["base"] in AREA else str
    return Shown(
        what=line["what"],
        words=_say(line["threshold"], language),
        of=say(line["of"]),
        needed=say(line["needed"]),
        found=say(line["found"]),
        short=say(line["short"]) if line["short"] else "",
    )


def at_the_door(meeting: Meeting, words: str) -> list[RollEntry]:
    """Give entries of a roll by name, number or the end of a telephone number.

    Those who have not come yet are first.
    """
    rows = RollEntry.objects.filter(roll__meeting=meeting).select_related("attendance")
    if words.isdigit():
        near = Q(person__phone__endswith=words) if len(words) >= 4 else Q(pk=None)
        rows = rows.filter(Q(number=int(words[:9])) | near)
    elif words:
        rows = rows.filter(name__icontains=words)
    ordered = rows.order_by(F("attendance").asc(nulls_first=True), "number")
    return list(ordered[:DOOR_MOST])
