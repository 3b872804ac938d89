"""What programs are told of matters, one by one and in lists."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field

from yuanluo.gateway.schemas.around import AskSeen, PlaceNamed, Reason, TitleSeen


class Done(BaseModel):
    """What an act did; the same again when it is sent again."""

    number: str
    state: str
    revision: int
    visit: int
    ended: bool
    replayed: bool = Field(description="Whether the request had been answered before.")
    url: str
    receipt: str = Field("", description="Opens an anonymous matter; told once.")


class OfferSeen(BaseModel):
    """A step one has business with; without `refusals` it may be taken now."""

    id: str
    title: str
    primary: bool
    photo: bool
    asks: list[AskSeen]
    refusals: list[Reason]


class HolderSeen(BaseModel):
    """Who answers for a matter now."""

    title: str
    person: str
    level: str
    since: datetime
    how: str
    vacant: bool


class DueSeen(BaseModel):
    """When it is due, why, and what happens if it is late."""

    at: datetime | None
    on: date | None
    late: bool
    provisional: bool
    review: bool
    why: list[str]
    then: str
    level: str


class PendingSeen(BaseModel):
    """Something that awaits a word; `mine` if it is the reader's."""

    kind: str
    stage: str
    title: str
    level: str
    reason: str
    due_at: datetime | None
    mine: bool


class LineSeen(BaseModel):
    """One thing that was said in an act."""

    label: str
    text: str


class ActSeen(BaseModel):
    """One act of the history, as far as the reader's circle may read it."""

    at: datetime
    verb: str
    step: str
    title: str
    who: str
    person: str
    channel: str
    internal: bool
    state: str
    lines: list[LineSeen]


class PhotoSeen(BaseModel):
    """A photo of a matter and where it is fetched."""

    id: UUID
    kind: str
    step: str
    at: datetime
    width: int
    height: int
    url: str


class ChildSeen(BaseModel):
    """A part of a matter, as far as it may be seen."""

    number: str
    title: str
    state: str
    ended: bool


class MatterSeen(BaseModel):
    """A matter as the reader may see it."""

    number: str
    url: str
    title: str
    text: str
    playbook: TitleSeen
    playbook_version: int
    category: TitleSeen
    way: str
    place: PlaceNamed
    address: str
    state: TitleSeen
    next: str
    level: str
    result: str
    ended: bool
    opened_at: datetime
    ended_at: datetime | None
    revision: int
    stars: int | None
    reopened: int
    suspended_until: datetime | None
    is_own: bool
    is_handler: bool
    is_holder: bool
    requester: str
    holder: HolderSeen | None
    due: DueSeen | None
    offers: list[OfferSeen]
    acts: list[str]
    pendings: list[PendingSeen]
    timeline: list[ActSeen]
    photos: list[PhotoSeen]
    children: list[ChildSeen]
    planned: int


class LineHolder(BaseModel):
    """Who holds a matter in a list."""

    title: str
    person: str
    vacant: bool


class Awaited(BaseModel):
    """What awaits a word on a matter in a list."""

    kind: str
    stage: str


class MatterLine(BaseModel):
    """A matter in a list."""

    number: str
    url: str
    title: str
    state: TitleSeen
    playbook: TitleSeen
    category: TitleSeen
    place: str
    holder: LineHolder
    due_at: datetime | None
    review_on: date | None
    late: bool
    awaits: Awaited | None
    opened_at: datetime
    reopened: int
    suspended: bool
    ended: bool
    result: str


class MattersSeen(BaseModel):
    """A page of a list; `next` continues where it ends."""

    items: list[MatterLine]
    next: str | None
