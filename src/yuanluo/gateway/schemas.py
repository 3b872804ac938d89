"""What programs send and are answered, as the OpenAPI document describes it.

What is sent is read by these; what is answered is written by hand from values that name
each field, and tests compare the two. A field is private until it stands here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from yuanluo.kernel.text import TextFault, clean

PLACE = r"^[1-8][0-9]{1,11}(-[0-9]{4})?$"
NAME = r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"
NUMBER = r"^[0-9A-Z][0-9A-Z-]{2,18}[0-9A-Z]$"
KEY = r"^[0-9a-f]{1,16}\.[0-9a-f]{1,15}$"
KEY_MAX = 2**63 - 1
CATEGORIES_MAX = 20
ADDRESS_MAX = 200
ANSWERS_MAX = 100
PHOTOS_MAX = 20


def _line(text: str) -> str:
    try:
        return clean(text, ADDRESS_MAX)
    except TextFault as fault:
        raise ValueError(str(fault)) from fault


Line = Annotated[str, Field(max_length=ADDRESS_MAX), AfterValidator(_line)]
Key = Annotated[int, Field(ge=1, le=KEY_MAX)]
Code = Annotated[str, Field(pattern=PLACE, max_length=17)]
Name = Annotated[str, Field(pattern=NAME, max_length=60)]
RequestId = Annotated[
    UUID | None,
    Field(description="UUID made by the sender; or send it as `Idempotency-Key`."),
]
Answers = Annotated[
    dict[str, Any],
    Field(
        max_length=ANSWERS_MAX,
        description="Answers to what the step asks, by the `id` of each question.",
    ),
]
Photos = Annotated[
    list[UUID],
    Field(max_length=PHOTOS_MAX, description="Ids that `POST /attachments` gave."),
]


class Sent(BaseModel):
    """Something that a program sends: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class OpeningSent(Sent):
    """A matter to be opened: how, where and about what."""

    request_id: RequestId = None
    playbook: Name
    home: Key | None = Field(None, description="A home; or give `place`.")
    place: Code | None = Field(None, description="A village, or a division of one.")
    address: Line = ""
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False)
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False)
    answers: Answers = {}
    photos: Photos = []
    anonymous: bool = Field(
        default=False, description="Keeps nobody's name; answered with a receipt."
    )
    on_behalf: Key | None = Field(
        None, description="The person whose matter it is, where a post may report."
    )


class ActSent(Sent):
    """A step, or an act that every playbook has."""

    request_id: RequestId = None
    revision: int | None = Field(
        None,
        ge=0,
        le=2**31 - 1,
        description="The revision before the sender's eyes: refused as STALE if moved.",
    )
    answers: Answers = {}
    photos: Photos = []


class ListAsked(BaseModel):
    """Which list of matters, narrowed how, and from where."""

    worklist: Literal[
        "mine", "unit", "late", "today", "vacant", "to-accept", "all", "ended"
    ] = "mine"
    place: str = Field("", pattern=rf"({PLACE})|^$", max_length=17)
    category: list[str] = Field([], max_length=CATEGORIES_MAX)
    playbook: str = Field("", pattern=rf"({NAME})|^$", max_length=60)
    state: str = Field("", pattern=rf"({NAME})|^$", max_length=60)
    q: str = Field("", max_length=40, description="Words in the title.")
    number: str = Field("", pattern=r"^[0-9A-Z-]*$", max_length=20)
    late: bool = False
    after: str = Field("", pattern=rf"({KEY})|^$", max_length=40)
    limit: int = Field(50, ge=1, le=50)


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


class PlaceNamed(BaseModel):
    """A place by its code and name."""

    code: str
    name: str


class TitleSeen(BaseModel):
    """An identifier with the words that people read for it."""

    id: str
    title: str


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


class ReadSent(Sent):
    """Which notices have been read: all up to one of them."""

    up_to: Key


class ReadSeen(BaseModel):
    """How many are still unread."""

    unread: int
