"""What every act of a body has in common: who may, and how it is written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.models import Attendance
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import contains, village_of
from yuanluo.kernel.text import TextFault, clean
from yuanluo.record.actions import Inscription, Refused, inscribe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.assembly.models import Meeting, RollEntry
    from yuanluo.people.queries import Acting, Standing


def chairs(who: Standing, body: str, village: str) -> bool:
    """Say whether somebody chairs a body at its place."""
    return any(
        post.key == f"chair:{body}" and contains(post.place, village)
        for post in who.posts
    )


def serves(who: Standing, body: str, village: str) -> bool:
    """Say whether somebody may mind the door: chair, seat, or who reports for others.

    Minding the door shows who came and lets somebody in; it decides nothing.
    """
    seated = {f"chair:{body}", f"seat:{body}"}
    return who.may("report", village) or any(
        post.key in seated and contains(post.place, village) for post in who.posts
    )


def told_to(acting: Acting, row: RollEntry, person: int | None = None) -> Acting:
    """Say on whose behalf something is done: they are told what was done for them.

    Of a household it is who represents it. What somebody does for themself is on
    nobody's behalf.
    """
    whom = person or row.person_id
    if whom is None:
        there = Attendance.objects.filter(entry=row)
        whom = there.values_list("person", flat=True).first()
    return acting if whom == acting.who.person else replace(acting, on_behalf=whom)


def write(
    meeting: Meeting,
    verb: str,
    acting: Acting,
    request_hash: str,
    answer: Mapping[str, Any],
    **more: Any,
) -> dict[str, Any]:
    """Write the one row of an act on a meeting; give its answer."""
    told: dict[str, Any] = {
        "subject": f"meeting-{meeting.pk}",
        "seen": "handlers",
        "post": "",
        **more,
    }
    inscribe(
        Inscription(
            verb=verb,
            at=acting.at,
            request_id=acting.request_id,
            actor=acting.who.person,
            actor_name=acting.who.name,
            on_behalf=acting.on_behalf,
            place=meeting.village,
            log=village_of(meeting.village),
            channel=acting.channel,
            **told,
        ),
        request_hash,
        answer,
    )
    return dict(answer)


def said(name: str, text: str, most: int, *, needed: bool = True) -> str:
    """Read a text that somebody typed; `Refused` where it is missing or cannot be."""
    if needed and not text.strip():
        raise Refused([Refusal("MISSING", name)])
    try:
        return clean(text, most)
    except TextFault as fault:
        raise Refused([Refusal("BAD", name)], says=str(fault)) from fault
