"""Acts upon people: appointing, moving in, one's own looks.

Each act happens once, in one durable transaction, and is inscribed. Whoever acts needs
the power over the place concerned; nobody appoints himself. What runs ends on a day and
is never deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yuanluo.kernel.effect import Refusal
from yuanluo.people.inscribing import About as _About
from yuanluo.people.inscribing import write as _write
from yuanluo.people.models import (
    Appointment,
    Body,
    Household,
    Person,
    Post,
    Residency,
)
from yuanluo.record.actions import Answer, Refused, once, refused
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yuanluo.people.queries import Acting

LANGUAGES = ("zh-hans", "en")
PREFERENCES = ("large_type", "language")
NAME_MOST = 30
REASON_MOST = 200


# Appointments -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ToAppoint:
    """Whom to appoint to which post, where, why and for how long."""

    person: int
    post: str
    place: str
    since: date
    reason: str = ""
    until: date | None = None
    phone: str = ""

    def told(self) -> dict[str, Any]:
        """Give what the record keeps of it."""
        return {
            "person": self.person,
            "post": self.post,
            "place": self.place,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "reason": self.reason,
        }


def appoint(acting: Acting, new: ToAppoint) -> Answer:
    """Appoint a person to a post at a place; answers the appointment's number.

    A seat in a body is a post as well (`seat:BODY`, `chair:BODY`).
    """

    def carry_out(request_hash: str) -> dict[str, Any]:
        place = Place.objects.filter(code=new.place, until=None).first()
        if place is None or not acting.who.may("appoint", new.place):
            raise refused("UNKNOWN_PLACE" if place is None else "NO_POWER", new.place)
        # A wide place may have no charter; then one appoints within one's own.
        by = acting.who.power_from("appoint", new.place)
        charter = place.charter_id or (by.charter if by else None)
        # The post is the lock: two appointments at once are counted one by one.
        posts = Post.objects.select_for_update()
        post = posts.filter(charter=charter, key=new.post).first()
        if post is None:
            raise refused("UNKNOWN_POST", new.post)
        person = Person.objects.filter(pk=new.person).first()
        if person is None:
            raise refused("UNKNOWN_PERSON", str(new.person))
        body = _body(post, place)
        _check_appointment(acting, new, post, place)
        made = Appointment.objects.create(
            person=person,
            post=post,
            place=place,
            body=body,
            since=new.since,
            until=new.until,
            phone=new.phone,
        )
        answer = {"appointment": made.pk}
        about = _About(f"person:{person.pk}", "people.appoint", place.code)
        _write(acting, about, request_hash, new.told(), answer)
        return answer

    return once(acting.request_id, new.told(), carry_out)


def _body(post: Post, place: Place) -> Body | None:
    """Find the body in which a seat is taken; None for a plain post."""
    kind, _, key = post.key.partition(":")
    if not key:
        return None
    found = Body.objects.filter(charter=post.charter_id, key=key, place=place).first()
    if found is None:
        raise refused("NO_SUCH_BODY", f"{kind}:{key}")
    return found


def _check_appointment(
    acting: Acting, new: ToAppoint, post: Post, place: Place
) -> None:
    """Refuse with every reason that stands against an appointment."""
    held = Appointment.objects.filter(post=post, place=place)
    # One that begins later counts too, or it could not begin.
    held = held.filter(Q(until=None) | Q(until__gt=new.since))
    checks = (
        (bool(new.reason.strip()), Refusal("MISSING", "reason")),
        (new.person != acting.who.person, Refusal("OWN_APPOINTMENT")),
        (place.level in post.levels.split(), Refusal("WRONG_LEVEL", place.level)),
        (new.until is None or new.until > new.since, Refusal("BAD", "until")),
        (not held.filter(person=new.person).exists(), Refusal("ALREADY")),
        (
            post.most is None or held.count() < post.most,
            Refusal("POST_IS_FULL", str(post.most)),
        ),
    )
    reasons = [reason for holds, reason in checks if not holds]
    if reasons:
        raise Refused(reasons)


def end_appointment(
    acting: Acting,
    appointment: int,
    on: date,
    reason: str,
    successor: int | None = None,
) -> Answer:
    """End an appointment: its power is gone with the next request on that day.

    The successor, who answers then for what is still open, is kept in the record; the
    matters themselves are handed over by `matters.actions.leaving`.
    """

    def carry_out(request_hash: str) -> dict[str, Any]:
        found = (
            Appointment.objects.select_for_update(of=("self",))
            .select_related("post")
            .filter(pk=appointment)
            .first()
        )
        if found is None:
            raise refused("UNKNOWN_APPOINTMENT", str(appointment))
        own = found.person_id == acting.who.person
        if not own and not acting.who.may("appoint", found.place_id):
            raise refused("NO_POWER", found.place_id)
        if found.until is not None and found.until <= on:
            raise refused("ALREADY_ENDED", found.until.isoformat())
        if not reason.strip():
            raise refused("MISSING", "reason")
        found.until = max(on, found.since)
        found.reason = reason[:REASON_MOST]
        found.save(update_fields=["until", "reason"])
        place = found.place_id
        about = _About(f"person:{found.person_id}", "people.end", place)
        told = {**payload, "post": found.post.key, "place": place}
        _write(acting, about, request_hash, told, {})
        return {}

    payload = {
        "appointment": appointment,
        "on": on.isoformat(),
        "reason": reason,
        "successor": successor,
    }
    return once(acting.request_id, payload, carry_out)


# Where people live --------------------------------------------------------------------


def move_in(acting: Acting, person: int, household: int, since: date) -> Answer:
    """Let a person live in a household from a day on; where they lived before ends."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        moved = Person.objects.select_for_update().filter(pk=person).first()
        into = Household.objects.select_related("home").filter(pk=household).first()
        if moved is None or into is None:
            raise refused("UNKNOWN_PERSON" if moved is None else "UNKNOWN_HOUSEHOLD")
        village = into.home.village_id
        if not acting.who.may("people", village):
            raise refused("NO_POWER", village)
        _end_residency(moved, into, since)
        Residency.objects.create(person=moved, household=into, since=since)
        about = _About(f"person:{person}", "people.move-in", village)
        _write(acting, about, request_hash, payload, {})
        return {}

    payload = {"person": person, "household": household, "since": since.isoformat()}
    return once(acting.request_id, payload, carry_out)


def _end_residency(moved: Person, into: Household, since: date) -> None:
    """End what runs on the day; refuse to write into what was settled since."""
    lives = Residency.objects.filter(person=moved)
    if lives.filter(since__gt=since).exists():
        raise refused("TOO_EARLY", since.isoformat())
    running = lives.filter(Q(until=None) | Q(until__gt=since)).first()
    if running is None:
        return
    if running.household_id == into.pk:
        raise refused("ALREADY")
    running.until = since
    running.save(update_fields=["until"])


# One's own ----------------------------------------------------------------------------


def prefer_large_type(acting: Acting, *, large: bool) -> Answer:
    """Keep whether a person reads in large type, on every device."""
    return prefer(acting, {"large_type": large})


def prefer(acting: Acting, wished: Mapping[str, Any]) -> Answer:
    """Keep one's own looks and name: `large_type`, `language`, `name`.

    Only who came in without being in the register may say what they are called; for
    all others the register says it.
    """
    if wished.get("language", LANGUAGES[0]) not in LANGUAGES:
        raise refused("BAD", "language")

    def carry_out(request_hash: str) -> dict[str, Any]:
        person = Person.objects.filter(pk=acting.who.person or 0).first()
        if person is None:
            raise refused("UNKNOWN_PERSON")
        kept = {name: wished[name] for name in PREFERENCES if name in wished}
        name = str(wished.get("name", "")).strip()
        if name and acting.who.household is None and not person.generated:
            kept["name"] = name[:NAME_MOST]
        for column, value in kept.items():
            setattr(person, column, value)
        person.save(update_fields=list(kept))
        about = _About(f"person:{person.pk}", "people.prefer", acting.who.home_village)
        _write(acting, about, request_hash, kept, {})
        return {}

    return once(acting.request_id, dict(wished), carry_out)
