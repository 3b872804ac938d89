"""Writing the record: an act happens once, in one durable transaction, with one row.

`once` runs an act unless its request id has already been answered; `inscribe` is the
last statement of every act. Both together make double clicks, retries over bad lines
and off-line replays harmless. Nothing else writes to the record.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, OperationalError, transaction

from yuanluo.kernel.effect import Refusal
from yuanluo.record.models import Act

#: Namespace of request ids that the product makes itself, so that they repeat.
OWN = UUID("6f1c1a52-6d0e-5b0a-9d0c-6a3d1c8f9b11")
DEADLOCK_TRIES_MAX = 3


class Refused(Exception):
    """An act may not be done; carries every reason at once."""

    def __init__(self, reasons: list[Refusal], **more: Any) -> None:
        """Keep the reasons, and what else the person should be told."""
        super().__init__(", ".join(str(reason) for reason in reasons))
        self.reasons = reasons
        self.more = more


class RequestReused(Exception):
    """The request id was used before with another payload (409)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act answered; `replayed` if the request had been answered before."""

    content: dict[str, Any]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Inscription:
    """What is written about an act; places and people are named by value."""

    subject: str
    verb: str
    at: datetime
    request_id: UUID
    actor: int | None = None
    actor_name: str = ""
    on_behalf: int | None = None
    post: str = ""
    place: str = ""
    log: str = ""
    detail: str = ""
    visit: int = 0
    seen: str = "handlers"
    payload: Mapping[str, Any] | None = None
    channel: str = "web"


def digest(payload: Mapping[str, Any]) -> str:
    """Hash what a request asks for, independent of the order of its keys."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def own_request(*parts: object) -> UUID:
    """Make the request id of an automatic act: the same parts, the same id."""
    return uuid5(OWN, "/".join(str(part) for part in parts))


def inscribe(act: Inscription, request_hash: str, answer: Mapping[str, Any]) -> Act:
    """Write the one row of an act; the last statement of its transaction."""
    return Act.objects.create(
        at=act.at,
        actor=act.actor,
        actor_name=act.actor_name,
        on_behalf=act.on_behalf,
        post=act.post,
        place=act.place,
        log=act.log,
        subject=act.subject,
        verb=act.verb,
        detail=act.detail,
        visit=act.visit,
        seen=act.seen,
        payload=dict(act.payload or {}),
        request_id=act.request_id,
        request_hash=request_hash,
        answer=dict(answer),
        channel=act.channel,
        salt=secrets.token_bytes(16),
    )


def once(
    request_id: UUID,
    payload: Mapping[str, Any],
    act: Callable[[str], dict[str, Any]],
) -> Answer:
    """Do an act in one durable transaction, or give the answer it had before.

    `act` is told the payload's hash and must `inscribe` it. Raises `RequestReused` where
    the id was used for something else, and whatever the act raises where it was not.
    """
    request_hash = digest(payload)
    for attempt in range(1, DEADLOCK_TRIES_MAX + 1):
        try:
            with transaction.atomic(durable=True):
                return Answer(act(request_hash))
        except (IntegrityError, Refused):
            stored = answered(request_id, request_hash)
            if stored is None:
                raise
            return stored
        except OperationalError as error:
            if attempt == DEADLOCK_TRIES_MAX or not is_transient(error):
                raise
    raise AssertionError("unreachable")


def answered(request_id: UUID, request_hash: str) -> Answer | None:
    """Give the stored answer of a request, None if it is new; 409 if it differs."""
    stored = (
        Act.objects.filter(request_id=request_id)
        .values_list("request_hash", "answer")
        .first()
    )
    if stored is None:
        return None
    if stored[0] != request_hash:
        raise RequestReused(str(request_id))
    return Answer(stored[1], replayed=True)


def is_transient(error: OperationalError) -> bool:
    """Say whether the database asks to try again: a deadlock or a serialisation."""
    state = getattr(error.__cause__, "sqlstate", "")
    return state in {"40001", "40P01"} or "database is locked" in str(error)
