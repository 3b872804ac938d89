"""Who would hold a matter, and until when: answered from the charter and the calendar.

A holder is named in a playbook as a post at a level, a seat in a body, the one it was
assigned to, or the requester. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deadline import Deadline, deadline, local_date, promised, strictest
from yuanluo.kernel.period import Period
from yuanluo.kernel.playbook import FieldDue, State
from yuanluo.matters.models import Responsibility
from yuanluo.people.models import Appointment
from yuanluo.record.statements import question
from yuanluo.territory import charters

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yuanluo.matters.queries.dossier import Dossier

#: Where no rung says how long acceptance may take.
ACCEPT = "1 working day"
#: Most people who answer for a post together.
TOGETHER_MOST = 50


@dataclass(frozen=True, slots=True)
class Holder:
    """A post at a place, or a person; `vacant` if nobody holds the post."""

    post: str
    place: str
    person: int | None = None
    vacant: bool = False


@question("post", "place", "day")
def _holding(post: str, place: str, day: date) -> QuerySet[Any]:
    """Ask who holds a post at a place on a day."""
    held = Appointment.objects.on(day).filter(post__key=post, place=place)
    return held.order_by("id").values_list("person")[:TOGETHER_MOST]


def appointees(post: str, place: str, day: date) -> list[int]:
    """Give the people who hold a post at a place on a day."""
    return [person for (person,) in _holding.rows(post=post, place=place, day=day)]


def post_holder(dossier: Dossier, post: str, place: str) -> Holder:
    """Give the holder of a post: the one person, or all of them together."""
    day = local_date(dossier.at, charters.zone(dossier.charter))
    barred = dossier.matter.barred
    people = [p for p in appointees(post, place, day) if p not in barred]
    only = people[0] if len(people) == 1 else None
    return Holder(post, place, only, vacant=not people)


def find_holder(dossier: Dossier, ref: str, level: str) -> Holder:
    """Give the holder that a playbook names, with the matter at a level."""
    matter = dossier.matter
    if ref == "assignee":
        return _assignee(dossier, level)
    if ref == "requester":
        return Holder("", matter.village, matter.requester_id)
    if ref.startswith(("seat:", "chair:")):
        body = dossier.charter.body(ref.partition(":")[2])
        place = dossier.place_at(body.level) if body else None
        return post_holder(dossier, ref, place or matter.village)
    if ref == "ladder":
        return rung_holder(dossier, level)
    post, _, at = ref.partition("@")
    place = dossier.place_at(level if at in {"", "here"} else at)
    return post_holder(dossier, post, place or matter.village)


def rung_holder(dossier: Dossier, level: str) -> Holder:
    """Give who answers on the rung of the ladder at a level."""
    rung = dossier.playbook.rung(level)
    if rung is None:
        return dossier_holder(dossier)
    place = dossier.place_at(level)
    return post_holder(dossier, rung.post, place or dossier.matter.village)


def dossier_holder(dossier: Dossier) -> Holder:
    """Give the holder that the matter has now."""
    held = dossier.held
    return Holder(held.post, held.place, held.person_id, vacant=held.vacant)


def _assignee(dossier: Dossier, level: str) -> Holder:
    """Give the one the matter was last assigned to, if that still stands."""
    if dossier.held_or_none is None:
        # At its opening nobody is, until the opening step has assigned somebody.
        return Holder("", dossier.matter.village, vacant=True)
    mine = Responsibility.objects.filter(matter=dossier.matter)
    if dossier.held.until is None:
        return dossier_holder(dossier)
    last = mine.filter(how="assigned").order_by("-id").first()
    if last is None or last.person_id in dossier.matter.barred:
        return rung_holder(dossier, level)
    return Holder(last.post, last.place, last.person_id)


@dataclass(frozen=True, slots=True)
class Due:
    """When a state is due, or when it is looked at again."""

    deadline: Deadline | None = None
    review_on: date | None = None


def due_in(dossier: Dossier, state: State, level: str, since: datetime) -> Due:
    """Work out when a state entered at a moment is due at a level.

    Every level has its own clock. Where the days of the category and the state's due
    both apply, the stricter holds; the category's days bind the first level only.
    """
    if state.review:
        due = run(dossier, state.review, since, "review")
        return Due(review_on=due.due_on)
    found = []
    if isinstance(state.due, FieldDue):
        found.append(_promise(dossier, state.due, since))
    elif isinstance(state.due, dict):
        fallback = next(reversed(state.due.values()))
        found.append(run(dossier, state.due.get(level, fallback), since, "state"))
    elif state.due:
        found.append(run(dossier, state.due, since, "state"))
    category = dossier.category
    first = level == dossier.matter.first_level
    if found and category and category.days and first and state.overdue == "escalate":
        days = run(dossier, category.days, dossier.matter.started_at, "category")
        if days.due_at > since:
            found.append(days)
    return Due(deadline=strictest(found) if found else None)


def _promise(dossier: Dossier, due: FieldDue, since: datetime) -> Deadline:
    """Take a promised day, but never later than the most that is allowed."""
    most = run(dossier, due.most or "20 working days", since, "most")
    text = dossier.matter.fields.get(due.field)
    if not isinstance(text, str):
        return most
    try:
        promise = promised(
            since,
            date.fromisoformat(text),
            day_ends=charters.day_ends(dossier.charter),
            zone=charters.zone(dossier.charter),
            rule="promise",
        )
    except ValueError:
        return most
    return strictest([promise, most])


def run(dossier: Dossier, period: str, since: datetime, rule: str) -> Deadline:
    """Count a period by the calendar of the place."""
    return deadline(
        since,
        Period.parse(period),
        charters.calendar_of(dossier.charter),
        day_ends=charters.day_ends(dossier.charter),
        zone=charters.zone(dossier.charter),
        rule=rule,
    )


def review_moment(dossier: Dossier, day: date) -> datetime:
    """Give the moment at which a review day begins where the people live."""
    return datetime.combine(day, datetime.min.time(), charters.zone(dossier.charter))


def next_words(dossier: Dossier) -> dict[str, Any]:
    """Say who a matter goes to if it is late, for the promise shown to people."""
    state = dossier.playbook.state(dossier.matter.state)
    rung = dossier.rung_above(dossier.matter.level)
    if state is None or state.overdue != "escalate":
        return {"overdue": state.overdue if state else "", "level": ""}
    return {"overdue": "escalate", "level": rung.level if rung else ""}
