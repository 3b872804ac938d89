"""What programs are told beside matters: faults, places, questions, notices."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field


class Kept(BaseModel):
    """A photo or document that was taken; attach it to a matter by its id."""

    id: UUID
    kind: str
    width: int
    height: int
    size: int
    replayed: bool


class Reason(BaseModel):
    """One reason, for the program and for whoever sits before it."""

    code: str
    words: str


class Problem(BaseModel):
    """Why something was not done, and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    codes: list[str] = []
    reasons: list[Reason] = []


class OptionSeen(BaseModel):
    """One answer of a choice."""

    id: str
    title: str


class AskSeen(BaseModel):
    """A question of a step; `of` names the posts among which a holder is chosen."""

    id: str
    type: str
    title: str
    hint: str
    optional: bool
    options: list[OptionSeen]
    columns: list[AskSeen]
    of: list[str]


class PlaceNamed(BaseModel):
    """A place by its code and name."""

    code: str
    name: str


class TitleSeen(BaseModel):
    """An identifier with the words that people read for it."""

    id: str
    title: str


class PlaceSeen(BaseModel):
    """A place, and the one above it."""

    code: str
    name: str
    level: str
    parent: str
    charter: str | None


class PlacesSeen(BaseModel):
    """Places in the order of their codes; `next` continues where they end."""

    items: list[PlaceSeen]
    next: str | None


class CategorySeen(BaseModel):
    """What a matter can be about here."""

    id: str
    title: str
    parent: str
    way: str
    public: bool
    anonymous: bool


class CategoriesSeen(BaseModel):
    """The categories of a place."""

    items: list[CategorySeen]


class PlaybookSeen(BaseModel):
    """A way in which a matter can be opened here, with what opening asks."""

    id: str
    version: int
    title: str
    about: str
    kind: str
    step: str
    mine: bool = Field(description="Whether the reader's posts or home may open it.")
    asks: list[AskSeen]
    photo: bool


class PlaybooksSeen(BaseModel):
    """The playbooks of a place."""

    items: list[PlaybookSeen]


class PostSeen(BaseModel):
    """A post that the reader holds."""

    post: str
    place: str
    powers: list[str]


class MeSeen(BaseModel):
    """Who is signed in, and the token that writes must carry as `X-CSRFToken`."""

    person: int | None
    name: str
    posts: list[PostSeen]
    home: int | None
    home_village: str
    csrf_token: str


class NoticeSeen(BaseModel):
    """Something the reader was told."""

    id: int
    at: datetime
    kind: str
    number: str
    title: str
    body: str
    url: str
    read: bool


class NoticesSeen(BaseModel):
    """What the reader was told, newest first; `next` continues where it ends."""

    items: list[NoticeSeen]
    unread: int
    next: int | None


class ReadSeen(BaseModel):
    """How many are still unread."""

    unread: int
