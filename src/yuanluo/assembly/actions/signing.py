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
    TellerTally,
)
from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from yuanluo.people.queries import Acting

#: Who signs where the text names nobody.
OTHERWISE = ("chair",)
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
    return rule_kept(meeting).pack.signed_by or OTHERWISE


def wanted(meeting: Meeting) -> list[Wanted]:
    """Give every capacity with who has signed."""
    rows = list(meeting.signatures.select_related("person").order_by("at", "id"))
    needed = {
        "present": meeting.attendances.exclude(kind="proxy").count(),
        "teller": min(TELLERS, len(_counters(meeting))),
    }
    return [
        Wanted(role, tuple(r for r in rows if r.role == role), needed.get(role, 1))
        for role in roles_of(meeting)
    ]


def _counters(meeting: Meeting) -> set[int]:
    """Give who counted there: hands, piles of sheets, or sheets one by one."""
    mine = {"ballot__meeting": meeting}
    counted = [
        HandCount.objects.filter(**mine).values_list("teller", flat=True),
        TellerTally.objects.filter(**mine).values_list("teller", flat=True),
        SheetReading.objects.filter(sheet__ballot__meeting=meeting).values_list(
            "reader", flat=True
        ),
    ]
    return {person for rows in counted for person in rows if person is not None}


def unsigned(meeting: Meeting) -> list[Wanted]:
    """Give the capacities that the rule names and in which signatures are missing.

    Where the rule names nobody, nothing waits for a signature.
    """
    if not rule_kept(meeting).pack.signed_by:
        return []
    return [one for one in wanted(meeting) if one.missing]


def waiting_for(matter: str) -> list[Meeting]:
    """Give the sittings that decided on a matter and whose minutes are not whole.

    They are not written yet, or the rule names who signs and not all have.
    """
    sat = Meeting.objects.filter(
        ballots__matter=matter, ballots__certificate__isnull=False
    )
    return [
        one
        for one in sat.distinct().order_by("held_at", "id")
        if rule_kept(one).pack.signed_by and (one.closed_at is None or unsigned(one))
    ]


def may_sign(meeting: Meeting, acting: Acting) -> tuple[str, ...]:
    """Give the capacities in which somebody may sign and has not."""
    who = acting.who
    if who.person is None or meeting.closed_at is None:
        return ()
    came = Attendance.objects.filter(meeting=meeting, person=who.person)
    holds = {
        "chair": lambda: chairs(who, meeting.body, meeting.village),
        "teller": lambda: who.person in _counters(meeting),
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
