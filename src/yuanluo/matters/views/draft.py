"""A report on its way through three screens, kept with the visitor's session.

Nothing is in the database until it is sent. The id of a draft is the request id of the
act it becomes, so that one draft sent twice is one matter.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from django.http import HttpRequest

SESSION_KEY = "reports"
KEPT_MOST = 5


@dataclass(slots=True)
class Draft:
    """What has been said so far; empty means not yet said."""

    id: str
    words: str = ""
    photos: list[str] = field(default_factory=list)
    village: str = ""
    whom: str = ""
    whom_words: str = ""
    consent: str = ""
    where: str = ""
    division: str = ""
    door: str = ""
    door_words: str = ""
    address: str = ""
    longitude: str = ""
    latitude: str = ""
    category: str = ""
    anonymous: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    number: str = ""
    receipt: str = ""

    @property
    def request_id(self) -> UUID:
        """The id of the act that this draft becomes."""
        return UUID(self.id)

    @property
    def photo_ids(self) -> list[UUID]:
        """The photos that were sent with it."""
        return [UUID(photo) for photo in self.photos]

    @property
    def is_sent(self) -> bool:
        """Whether it has become a matter."""
        return bool(self.number)

    @property
    def is_begun(self) -> bool:
        """Whether there is anything in it worth coming back to."""
        return bool(self.words or self.photos) and not self.is_sent

    @property
    def for_somebody(self) -> int | None:
        """The resident it is reported for, if not for oneself."""
        return int(self.whom) if self.whom.isdecimal() else None


NAMES = {one.name for one in fields(Draft)}


def fresh(session_id: str = "") -> Draft:
    """Begin a draft."""
    return Draft(id=session_id or str(uuid4()))


def drafts(request: HttpRequest) -> list[Draft]:
    """Give the drafts of this visitor, newest last."""
    kept: dict[str, dict[str, Any]] = request.session.get(SESSION_KEY, {})
    found = []
    for one in kept.values():
        known = {name: value for name, value in one.items() if name in NAMES}
        found.append(Draft(**known))
    return found


def draft_of(request: HttpRequest, draft: UUID) -> Draft | None:
    """Give one draft of this visitor."""
    return next((one for one in drafts(request) if one.id == str(draft)), None)


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keep a draft with the session; those sent long ago make room first."""
    others = [one for one in drafts(request) if one.id != draft.id]
    # Newest last; what is begun and not sent is given up last.
    others.sort(key=lambda one: one.is_begun)
    room = others[-(KEPT_MOST - 1) :]
    request.session[SESSION_KEY] = {one.id: asdict(one) for one in (*room, draft)}


def unfinished(request: HttpRequest, besides: str = "") -> Draft | None:
    """Give the newest draft that was begun and not sent."""
    begun = [d for d in drafts(request) if d.is_begun and d.id != besides]
    return begun[-1] if begun else None
