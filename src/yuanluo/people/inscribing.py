"""How an act upon people comes into the record: about whom or what, and where.

A place wider than a village has no log of its own; acts there lie in that of the
installation. Decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from yuanluo.kernel.place import PlaceCodeError as BadCode
from yuanluo.kernel.place import village_of
from yuanluo.record.actions import Inscription, inscribe

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from yuanluo.people.queries import Acting


@dataclass(frozen=True, slots=True)
class About:
    """What an act is about."""

    subject: str
    verb: str
    place: str


def write(
    acting: Acting,
    about: About,
    request_hash: str,
    payload: Mapping[str, Any],
    answer: Mapping[str, Any],
) -> None:
    """Inscribe an act; the last statement of its transaction."""
    try:
        log = village_of(about.place) if about.place else ""
    except BadCode:
        log = ""
    act = Inscription(
        subject=about.subject,
        verb=about.verb,
        at=acting.at,
        request_id=acting.request_id,
        actor=acting.who.person,
        actor_name=acting.who.name,
        on_behalf=acting.on_behalf,
        place=about.place,
        log=log,
        payload=payload,
        channel=acting.channel,
    )
    inscribe(act, request_hash, answer)


def local_day(at: datetime) -> date:
    """Give the day of a moment where the people live."""
    return timezone.localtime(at).date()
