"""What programs send: every field with its bounds, and no field beside them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from yuanluo.kernel.place import DIVISION, OFFICIAL, normalise
from yuanluo.kernel.text import TextFault, clean

PLACE = rf"^({OFFICIAL.pattern}|{DIVISION.pattern})$"
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
Code = Annotated[str, Field(pattern=PLACE, max_length=17), AfterValidator(normalise)]
MaybeCode = Annotated[
    str,
    Field(pattern=rf"({PLACE})|^$", max_length=17),
    AfterValidator(lambda code: normalise(code) if code else ""),
]
Consent = Literal["present", "phone", "paper"]
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
    consent: Consent | None = Field(
        None, description="How that person agreed; needed with `on_behalf`."
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
    on_behalf: Key | None = Field(
        None, description="The one who asked, where a post may act for them."
    )
    consent: Consent | None = Field(
        None, description="How that person agreed; needed with `on_behalf`."
    )


class ListAsked(BaseModel):
    """Which list of matters, narrowed how, and from where."""

    worklist: Literal[
        "mine", "unit", "late", "today", "vacant", "to-accept", "all", "ended"
    ] = "mine"
    place: MaybeCode = ""
    category: list[str] = Field([], max_length=CATEGORIES_MAX)
    playbook: str = Field("", pattern=rf"({NAME})|^$", max_length=60)
    state: str = Field("", pattern=rf"({NAME})|^$", max_length=60)
    q: str = Field("", max_length=40, description="Words in the title.")
    number: str = Field("", pattern=r"^[0-9A-Z-]*$", max_length=20)
    late: bool = False
    after: str = Field("", pattern=rf"({KEY})|^$", max_length=40)
    limit: int = Field(50, ge=1, le=50)


class ReadSent(Sent):
    """Which notices have been read: all up to one of them."""

    up_to: Key
