"""Keeping photos of what was signed on paper: attendance, minutes, tally sheets.

A photo is drawn anew as everywhere. It is seen by those who read the minutes, who are
on the roll or serve there, and by nobody else, for names and hands are on it. None is
taken back: whoever sends a better one leaves the other beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.inscribing import serves, write
from yuanluo.assembly.models import Meeting
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, attach, once
from yuanluo.record.models import Attachment
from yuanluo.record.pictures import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.core.files import File

    from yuanluo.people.queries import Acting, Standing

#: What a photo shows, in the order in which a sitting makes them.
SHEETS = ("attendance", "tally", "minutes")
SHEETS_MOST = 30
AT_ONCE = 3


def subject_of(meeting: Meeting) -> str:
    """Give the subject under which the photos of a meeting are kept."""
    return f"meeting-{meeting.pk}"


def keep_sheets(
    meeting: int, kind: str, sent: Sequence[File[Any]], acting: Acting
) -> Answer:
    """Keep photos of one signed sheet; `Refused` names what is wrong with a picture.

    Pictures are prepared before anything is written, for that takes time.
    """
    if len(sent) > AT_ONCE:
        raise Refused([Refusal("TOO_MANY_PHOTOS", str(AT_ONCE))])
    prepared = [prepare(one) for one in sent]
    payload = {
        "act": "meeting.sheet",
        "meeting": meeting,
        "kind": kind,
        "sources": [one.source for one in prepared],
    }

    def act(request_hash: str) -> dict[str, Any]:
        one = Meeting.objects.select_for_update().filter(pk=meeting).first()
        if one is None or not serves(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        if reasons := _not_to_be_kept(one, kind, len(prepared), acting):
            raise Refused(reasons)
        kept = [
            attach(
                photo,
                subject_of(one),
                at=acting.at,
                by=acting.who.person,
                seen="handlers",
                step=kind,
            )
            for photo in prepared
        ]
        told = {"kind": kind, "sha256": [photo.sha256 for photo in kept]}
        answer = {"meeting": one.pk, "kept": len(kept)}
        return write(one, "meeting.sheet", acting, request_hash, answer, payload=told)

    return once(acting.request_id, payload, act)


def _not_to_be_kept(
    one: Meeting, kind: str, photos: int, acting: Acting
) -> list[Refusal]:
    found = []
    if kind not in SHEETS:
        found.append(Refusal("BAD" if kind else "MISSING", "kind"))
    if not photos:
        found.append(Refusal("MISSING", "photos"))
    if acting.at < one.held_at:
        found.append(Refusal("TOO_EARLY"))
    if kind == "minutes" and one.closed_at is None:
        found.append(Refusal("NO_MINUTES"))
    if Attachment.objects.filter(subject=subject_of(one)).count() >= SHEETS_MOST:
        found.append(Refusal("TOO_MANY_PHOTOS", str(SHEETS_MOST)))
    return found


def may_read(meeting: Meeting, who: Standing, *, on_roll: bool) -> bool:
    """Say whether somebody reads the minutes of a meeting, and what was signed.

    Whoever supervises sits in, and may have to sign.
    """
    serving = serves(who, meeting.body, meeting.village)
    return on_roll or serving or who.may("supervise", meeting.village)


def sheets_of(meeting: Meeting) -> list[Attachment]:
    """Give the photos of a meeting: what comes first in a sitting first."""
    rows = Attachment.objects.filter(subject=subject_of(meeting)).order_by("at", "id")
    order = {kind: index for index, kind in enumerate(SHEETS)}
    return sorted(rows, key=lambda one: order.get(one.step, len(order)))


def sheet_numbered(meeting: Meeting, photo: UUID) -> Attachment | None:
    """Give one photo of a meeting."""
    return Attachment.objects.filter(pk=photo, subject=subject_of(meeting)).first()
