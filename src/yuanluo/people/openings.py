"""Opening a masked field for a purpose, and breaking the glass in an emergency.

The one way to a number or an address: a closed list of purposes, a bounded number a
day, and a row that the person reads. Beyond one's own places nothing is opened, unless
the glass was broken for one hour, which others are told of. No value is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.people.inscribing import About, local_day, write
from yuanluo.people.models import GlassBreak, Opening, Person
from yuanluo.people.purposes import (
    EMERGENCY,
    FIELDS,
    GLASS_MINUTES,
    GLASS_REASON_MIN,
    NEED_SUBJECT,
    OPENINGS_A_DAY_MAX,
    PURPOSES,
)
from yuanluo.people.queries import glass_broken, lives_at
from yuanluo.record.actions import Answer, Refused, once, refused
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from datetime import datetime

    from yuanluo.people.queries import Acting, Standing

OPENED, OPENED_BROKEN = "people.open", "people.open-broken"
BROKE = "people.break-glass"
REASON_MOST = 200


@dataclass(frozen=True, slots=True)
class ToOpen:
    """Which field of whom is to be opened, and what for.

    `place` is that of the subject; it is asked only for people who live nowhere here.
    """

    person: int
    field: str
    purpose: str
    subject: str = ""
    place: str = ""


def open_field(acting: Acting, asked: ToOpen) -> str:
    """Open a masked field for a purpose, and give its value.

    The person can read who opened it, when and what for. Raises `Refused` without the
    power over where the person lives, and beyond the number of a day. In an emergency
    whoever broke the glass for that place has the power for its hour.
    """
    person = Person.objects.filter(pk=asked.person).first()
    home = lives_at(asked.person, local_day(acting.at))
    place = home.village if home else asked.place
    by = acting.who.person
    # Asked before it is answered again: a replay must not outlive the power.
    in_reach = bool(place) and acting.who.may("people", place)
    broken = None if in_reach else glass_broken(acting.who, place, acting.at)
    if by is None or not (in_reach or broken):
        raise refused("NO_POWER", place)
    if person is None:
        raise refused("UNKNOWN_PERSON", str(asked.person))
    opened = Opening(
        at=acting.at,
        by_id=by,
        person=person,
        field=asked.field,
        purpose=asked.purpose,
        subject=asked.subject,
        place=place,
        breaking=broken,
    )

    def carry_out(request_hash: str) -> dict[str, Any]:
        # The row of who opens is the lock: sixty at once are counted one by one.
        Person.objects.select_for_update().filter(pk=by).first()
        _check_opening(opened)
        opened.save(force_insert=True)
        verb = OPENED_BROKEN if broken else OPENED
        about = About(f"person:{asked.person}", verb, place)
        write(acting, about, request_hash, payload, {})
        return {}

    payload = {
        "person": asked.person,
        "field": asked.field,
        "purpose": asked.purpose,
        "subject": asked.subject,
    }
    once(acting.request_id, payload, carry_out)
    # The record keeps no value.
    if asked.field == "phone":
        return person.phone
    return home.address if home else ""


def openings_left(who: Standing, at: datetime) -> int:
    """Say how many fields somebody may still open today."""
    return openings_left_of(who.person, at) if who.person else 0


def openings_left_of(person: int, at: datetime) -> int:
    """Say how many fields are left to a person of the number of a day."""
    since = at - timedelta(days=1)
    opened = Opening.objects.filter(by=person, at__gt=since).count()
    return max(0, OPENINGS_A_DAY_MAX - opened)


def _check_opening(opened: Opening) -> None:
    reasons = []
    if opened.field not in FIELDS:
        reasons.append(Refusal("UNKNOWN_FIELD", opened.field))
    if opened.purpose not in PURPOSES:
        reasons.append(Refusal("UNKNOWN_PURPOSE", opened.purpose))
    if opened.breaking is not None and opened.purpose != EMERGENCY:
        reasons.append(Refusal("EMERGENCY_ONLY"))
    if opened.purpose in NEED_SUBJECT and not opened.subject:
        reasons.append(Refusal("MISSING", "subject"))
    if openings_left_of(opened.by_id, opened.at) <= 0:
        reasons.append(Refusal("TOO_MANY_OPENED", str(OPENINGS_A_DAY_MAX)))
    if reasons:
        raise Refused(reasons)


def break_glass(acting: Acting, place: str, reason: str) -> Answer:
    """Reach beyond one's own places in an emergency, for one hour.

    Whoever keeps a register somewhere may; those who supervise there read it, and
    everybody whose field is opened reads it of themselves.
    """

    def carry_out(request_hash: str) -> dict[str, Any]:
        village = Place.objects.filter(code=place, until=None, level="village").first()
        if not acting.who.places_with("people") or acting.who.person is None:
            raise refused("NO_POWER", place)
        if village is None:
            raise refused("UNKNOWN_PLACE", place)
        if acting.who.may("people", place):
            raise refused("ALREADY")
        if len(reason.strip()) < GLASS_REASON_MIN:
            raise refused("SAY_MORE", str(GLASS_REASON_MIN))
        if len(reason.strip()) > REASON_MOST:
            raise refused("TOO_LONG", "reason")
        broken = GlassBreak.objects.create(
            by_id=acting.who.person,
            place=village,
            since=acting.at,
            until=acting.at + timedelta(minutes=GLASS_MINUTES),
            reason=reason.strip(),
        )
        answer = {"until": broken.until.isoformat()}
        about = About(f"place:{place}", BROKE, place)
        write(acting, about, request_hash, payload, answer)
        return answer

    payload = {"place": place, "reason": reason}
    return once(acting.request_id, payload, carry_out)
