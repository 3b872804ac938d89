"""Saying on-line what one thinks of a question without being there: no vote (R13).

That somebody said something is kept in one table and what was said in another, as with
a secret vote. It is said once; how it stands is told to nobody before the close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.inscribing import write
from yuanluo.assembly.actions.voting import locked
from yuanluo.assembly.alongside import online
from yuanluo.assembly.models import CHOICES, Asked, Attendance, SaidOnline
from yuanluo.assembly.queries import entry_of
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from yuanluo.assembly.models import Ballot, Meeting, RollEntry
    from yuanluo.people.queries import Acting


def say(ballot: int, choice: str, acting: Acting) -> Answer:
    """Say what one thinks; for whoever is on the roll and has not come."""
    # Not what was said: what is guessed could be tried out.
    payload = {"act": "ballot.say", "ballot": ballot, "person": acting.who.person}

    def act(request_hash: str) -> dict[str, Any]:
        one = locked(ballot)
        meeting = one.meeting if one else None
        row = entry_of(meeting, acting) if meeting else None
        if one is None or meeting is None or row is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        if reasons := not_to_be_said(one, meeting, row):
            raise Refused(reasons)
        if choice not in CHOICES:
            raise Refused([Refusal("BAD" if choice else "MISSING", "choice")])
        Asked.objects.create(ballot=one, entry=row)
        SaidOnline.objects.create(ballot=one, choice=choice)
        answer = {"ballot": one.pk}
        return write(meeting, "ballot.say", acting, request_hash, answer)

    return once(acting.request_id, payload, act)


def not_to_be_said(one: Ballot, meeting: Meeting, row: RollEntry) -> list[Refusal]:
    """Say why somebody may not say anything on-line, or no more."""
    if one.decided_at or one.cancelled_at or meeting.closed_at:
        return [Refusal("CLOSED")]
    if online(meeting) != "opinion":
        return [Refusal("NOT_ONLINE")]
    if Attendance.objects.filter(entry=row).exists():
        return [Refusal("THERE_TO_VOTE")]
    if one.recusals.filter(entry=row).exists():
        return [Refusal("RECUSED")]
    if Asked.objects.filter(ballot=one, entry=row).exists():
        return [Refusal("SAID_ALREADY")]
    return []
