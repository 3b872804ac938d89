"""Signing the minutes: each for themself, in the capacity that the rule names.

What is signed is the text as it reads, by its hash; minutes are not changed after the
sitting ended. Where the rule names nobody, the chair signs, and pages say so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.inscribing import chairs, write
from yuanluo.assembly.models import (
    Attendance,
    HandCount,
    Meeting,
    MinutesSignature,
    SheetReading,
)
from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from yuanluo.people.queries import Acting

#: Who signs where the text names nobody.
OTHERWISE = ("chair",)
#: The chair; whoever counted; whoever supervises there; each who was there.
ROLES = ("chair", "teller", "supervisor", "present")
TELLERS = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """One capacity in which minutes are signed: who has, and how many are missing."""

    role: str
    signed: tuple[MinutesSignature, ...]
    needed: int

    @property
    def missing(self) -> int:
        """How many still have to sign."""
        return max(0, self.needed - len(self.signed))


def roles_of(meeting: Meeting) -> tuple[str, ...]:
    """Give the capacities in which the rule wants the minutes signed."""
    named = tuple(r for r in rule_kept(meeting).pack.signed_by if r in ROLES)
    return named or OTHERWISE


def wanted(meeting: Meeting) -> list[Wanted]:
    """Give every capacity with who has signed."""
    rows = list(meeting.signatures.select_related("person").order_by("at", "id"))
    needed = {"present": meeting.attendances.count(), "teller": TELLERS}
    return [
        Wanted(role, tuple(r for r in rows if r.role == role), needed.get(role, 1))
        for role in roles_of(meeting)
    ]


def may_sign(meeting: Meeting, acting: Acting) -> tuple[str, ...]:
    """Give the capacities in which somebody may sign and has not."""
    who = acting.who
    if who.person is None or meeting.closed_at is None:
        return ()
    counted = HandCount.objects.filter(ballot__meeting=meeting, teller=who.person)
    read = SheetReading.objects.filter(
        sheet__ballot__meeting=meeting, reader=who.person
    )
    came = Attendance.objects.filter(meeting=meeting, person=who.person)
    holds = {
        "chair": lambda: chairs(who, meeting.body, meeting.village),
        "teller": lambda: counted.exists() or read.exists(),
        "supervisor": lambda: who.may("supervise", meeting.village),
        "present": lambda: came.exclude(kind="proxy").exists(),
    }
    mine = meeting.signatures.filter(person=who.person)
    done = set(mine.values_list("role", flat=True))
    return tuple(r for r in roles_of(meeting) if r not in done and holds[r]())


def text_sha256(meeting: Meeting) -> str:
    """Give the hash of the minutes that a signature stands under."""
    return hashlib.sha256(meeting.minutes.encode()).hexdigest()


def sign(meeting: int, role: str, acting: Acting) -> Answer:
    """Sign the minutes for oneself."""
    payload = {"act": "minutes.sign", "meeting": meeting, "role": role}

    def act(request_hash: str) -> dict[str, Any]:
        one = Meeting.objects.select_for_update().filter(pk=meeting).first()
        if one is None or one.closed_at is None:
            raise Refused([Refusal("NO_MINUTES")])
        if role not in may_sign(one, acting):
            raise Refused([Refusal("NOT_YOURS_TO_SIGN")])
        assert acting.who.person is not None, "whoever may sign is somebody"
        sha256 = text_sha256(one)
        MinutesSignature.objects.create(
            meeting=one,
            person_id=acting.who.person,
            role=role,
            sha256=sha256,
            at=acting.at,
        )
        answer = {"meeting": one.pk, "role": role}
        told = {"role": role, "sha256": sha256}
        return write(one, "minutes.sign", acting, request_hash, answer, payload=told)

    return once(acting.request_id, payload, act)
