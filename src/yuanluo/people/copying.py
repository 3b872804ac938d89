"""A masked copy of a register leaves the product only where two people stand for it.

One asks, for a purpose of a closed list and in words; another, who keeps the register
or supervises there, agrees or not; then whoever asked takes it within a day. Each of
that is on the record. The rows themselves are written by who hands the file over.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import level_of
from yuanluo.people.copies import BOTH, WATCHING
from yuanluo.people.inscribing import About, write
from yuanluo.people.models import RegisterCopy
from yuanluo.record.actions import Answer, Refused, once, refused
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from yuanluo.people.queries import Acting, Standing

COPY = "copy:"
ASKED, AGREED, REFUSED = "people.copy-asked", "people.copy-agreed", "people.copy-no"
TAKEN = "people.export"
ASK, AGREE, NO, BACK = "asked", "agreed", "refused", "withdrawn"
#: How long whoever asked has to take it, and somebody else to answer.
TAKE_WITHIN, ANSWER_WITHIN = timedelta(days=1), timedelta(days=7)
REASON_MIN, REASON_MOST = 4, 200
PURPOSES = {
    "report": "上级要的统计 / figures asked for from above",
    "check": "和别的名册核对 / to check it against another list",
    "visit": "入户走访、登记 / visits from door to door",
    "disaster": "救灾、撤离 / flood, fire, evacuation",
}
#: Surnames and given names that are as frequent as can be.
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜秀敏静丽强磊军"
PREFIXES = ("135", "136", "137", "138", "139", "150", "158", "159", "186", "189")


@dataclass(frozen=True, slots=True)
class ToCopy:
    """Which register is to be copied, and what for."""

    place: str
    purpose: str
    reason: str


def may_ask(who: Standing, place: str) -> bool:
    """Say whether somebody may ask for a copy of a register."""
    return all(who.may(power, place) for power in BOTH)


def may_decide(who: Standing, place: str) -> bool:
    """Say whether somebody may be the second who stands for a copy."""
    return who.may(WATCHING, place) or may_ask(who, place)


def ask_copy(acting: Acting, wanted: ToCopy) -> Answer:
    """Ask for a copy; another person has to agree. Raises `Refused`."""
    who, place = acting.who, wanted.place

    def carry_out(request_hash: str) -> dict[str, Any]:
        village = Place.objects.filter(code=place, until=None).first()
        if who.person is None or village is None or not may_ask(who, place):
            raise refused("NO_POWER", place)
        if level_of(place) != "village":
            raise refused("NOT_A_VILLAGE", place)
        reasons = []
        if wanted.purpose not in PURPOSES:
            reasons.append(Refusal("UNKNOWN_PURPOSE", wanted.purpose))
        if len(wanted.reason.strip()) < REASON_MIN:
            reasons.append(Refusal("SAY_MORE", str(REASON_MIN)))
        if len(wanted.reason.strip()) > REASON_MOST:
            reasons.append(Refusal("TOO_LONG", "reason"))
        if reasons:
            raise Refused(reasons)
        one = RegisterCopy(
            id=acting.request_id,
            place=village,
            by_id=who.person,
            at=acting.at,
            purpose=wanted.purpose,
            reason=wanted.reason.strip()[:REASON_MOST],
            state=ASK,
        )
        one.save(force_insert=True)
        answer = {"copy": str(one.pk)}
        write(acting, _about(one, ASKED), request_hash, asked, answer)
        return answer

    asked = {"place": place, "purpose": wanted.purpose, "reason": wanted.reason}
    return once(acting.request_id, asked, carry_out)


def decide_copy(acting: Acting, number: UUID, *, agree: bool, why: str = "") -> Answer:
    """Agree to a copy that somebody else asked for, or say why not."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = _locked(acting, number)
        if not may_decide(acting.who, one.place_id):
            raise refused("NO_POWER", one.place_id)
        if one.by_id == acting.who.person:
            raise refused("OWN_COPY")
        if one.state != ASK or acting.at > one.at + ANSWER_WITHIN:
            raise refused("COPY_OVER")
        if not agree and len(why.strip()) < REASON_MIN:
            raise refused("SAY_MORE", str(REASON_MIN))
        one.state, one.second_id = AGREE if agree else NO, acting.who.person
        one.decided_at, one.answer = acting.at, why.strip()[:REASON_MOST]
        one.until = acting.at + TAKE_WITHIN if agree else None
        one.save(update_fields=["state", "second", "decided_at", "answer", "until"])
        told = {**asked, "by": one.by_id}
        verb = AGREED if agree else REFUSED
        write(acting, _about(one, verb), request_hash, told, {})
        return {}

    asked = {"copy": str(number), "agree": agree, "why": why}
    return once(acting.request_id, asked, carry_out)


def withdraw_copy(acting: Acting, number: UUID) -> Answer:
    """Take back what one asked for, as long as nobody has taken it."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = _mine(acting, number)
        if one.state not in {ASK, AGREE} or one.taken:
            raise refused("COPY_OVER")
        one.state = BACK
        one.save(update_fields=["state"])
        verb = "people.copy-withdrawn"
        write(acting, _about(one, verb), request_hash, asked, {})
        return {}

    asked = {"withdraw": str(number)}
    return once(acting.request_id, asked, carry_out)


def take_copy(acting: Acting, number: UUID, kind: str) -> RegisterCopy:
    """Take a copy that was agreed to: on the record before a row is written."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = _mine(acting, number)
        if not may_ask(acting.who, one.place_id):
            raise refused("NO_POWER", one.place_id)
        if one.state != AGREE:
            raise refused("COPY_NOT_AGREED")
        if one.until is None or acting.at > one.until:
            raise refused("COPY_LATE")
        one.taken += 1
        one.marks = one.marks or [list(mark) for mark in marks_of(one.pk)]
        one.save(update_fields=["taken", "marks"])
        write(acting, _about(one, TAKEN), request_hash, asked, {})
        return {}

    asked = {"take": str(number), "format": kind}
    once(acting.request_id, asked, carry_out)
    return RegisterCopy.objects.select_related("by", "second").get(pk=number)


def is_waiting(one: RegisterCopy, at: datetime) -> bool:
    """Say whether somebody may still agree or not."""
    return one.state == ASK and at <= one.at + ANSWER_WITHIN


def marks_of(number: UUID) -> list[tuple[str, int, str]]:
    """Make the two made-up people of a copy: name, year of birth, telephone.

    Of the installation's key, so that nobody who reads this can tell them apart.
    """
    key: str = settings.IDENTITY_KEY
    found = []
    for index in (b"1", b"2"):
        told = hmac.new(key.encode("ascii"), number.bytes + index, hashlib.sha256)
        sign = told.digest()
        name = SURNAMES[sign[0] % 20] + GIVEN[sign[1] % 10] + GIVEN[sign[2] % 10]
        phone = PREFIXES[sign[3] % 10] + f"{int.from_bytes(sign[4:8]) % 10**8:08d}"
        found.append((name, 1945 + sign[8] % 60, phone))
    return found


def _about(one: RegisterCopy, verb: str) -> About:
    return About(f"{COPY}{one.pk}", verb, one.place_id)


def _locked(acting: Acting, number: UUID) -> RegisterCopy:
    mine = RegisterCopy.objects.visible_to(acting.who)
    found = mine.select_for_update().filter(pk=number).first()
    if found is None:
        raise refused("UNKNOWN_COPY")
    return found


def _mine(acting: Acting, number: UUID) -> RegisterCopy:
    found = _locked(acting, number)
    if found.by_id != acting.who.person:
        raise refused("UNKNOWN_COPY")
    return found
