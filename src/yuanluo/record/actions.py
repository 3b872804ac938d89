"""Writing the record: an act happens once, in one durable transaction, with one row.

`once` runs an act unless its request id has already been answered; `inscribe` is the
last statement of every act. Both together make double clicks, retries over bad lines
and off-line replays harmless. `sequence` then gives committed acts their lasting place
in the log, which `checkpoint` signs. Nothing else writes to the record.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from django.core.files.base import ContentFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from yuanluo.kernel import checkpoint as notes
from yuanluo.kernel.log import Frontier
from yuanluo.record import keys, leaves
from yuanluo.record.models import Act, Attachment, Checkpoint, Cursor, Entry, Log
from yuanluo.record.refused import Refused, refused
from yuanluo.record.rows import add

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from yuanluo.record.pictures import Prepared

#: Namespace of request ids that the product makes itself, so that they repeat.
OWN = UUID("6f1c1a52-6d0e-5b0a-9d0c-6a3d1c8f9b11")
DEADLOCK_TRIES_MAX = 3
#: The cursor that holds the last position given; its row is the sequencer's lock.
SEQUENCER = "sequencer"

__all__ = [
    "Answer",
    "Inscription",
    "Refused",
    "RequestReused",
    "advance",
    "answered",
    "attach",
    "checkpoint",
    "digest",
    "erase",
    "inscribe",
    "once",
    "own_request",
    "refused",
    "sequence",
]


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
    row = Act(
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
    add(row)
    return row


def once(
    request_id: UUID,
    payload: Mapping[str, Any],
    act: Callable[[str], dict[str, Any]],
) -> Answer:
    """Do an act in one durable transaction, or give the answer it had before.

    `act` is told the payload's hash and must `inscribe` it. Raises `RequestReused`
    where the id was used for something else, and whatever the act raises where it was
    not.
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
    """Say whether the database asks to try again: a lock was not to be had in time."""
    state = getattr(error.__cause__, "sqlstate", "")
    return state in {"40001", "40P01", "55P03"} or "database is locked" in str(error)


# The log ----------------------------------------------------------------------------


def sequence(limit: int = 500) -> int:
    """Give the next committed acts their positions and leaves; say how many.

    Positions are given under one lock and only to acts that have committed, so they
    become visible in their order: a reader by cursor passes none that commits late.
    """
    if not Act.objects.filter(position=None).exists():
        return 0
    with transaction.atomic(durable=True):
        Cursor.objects.get_or_create(reader=SEQUENCER)
        last = Cursor.objects.select_for_update().get(reader=SEQUENCER)
        acts = list(Act.objects.filter(position=None).order_by("id")[:limit])
        for position, act in enumerate(acts, last.position + 1):
            act.position = position
        _place(acts)
        _append(acts)
        last.position += len(acts)
        last.save(update_fields=["position"])
    return len(acts)


def _place(acts: list[Act]) -> None:
    """Write the positions of acts; the ORM would build one CASE of hundreds of arms."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE record_act SET position = %s WHERE id = %s",
            [(act.position, act.pk) for act in acts],
        )


def _append(acts: list[Act]) -> None:
    """Add the leaves of acts, in order of position, to the logs of their villages."""
    codes = {act.log for act in acts}
    Log.objects.bulk_create([Log(code=c) for c in codes], ignore_conflicts=True)
    locked = Log.objects.select_for_update().filter(code__in=codes).order_by("code")
    logs = {log.code: log for log in locked}
    trees = {code: frontier_of(log) for code, log in logs.items()}
    entries = []
    for act in acts:
        leaf = leaves.leaf_of(act)
        index = trees[act.log].size
        assert act.position is not None, act.pk
        entries.append(
            Entry(position=act.position, log_id=act.log, index=index, leaf=leaf)
        )
        trees[act.log] = trees[act.log].append(leaf)
    Entry.objects.bulk_create(entries, batch_size=250)
    for code, log in logs.items():
        log.size = trees[code].size
        log.frontier = [one.hex() for one in trees[code].hashes]
        log.save(update_fields=["size", "frontier"])


def frontier_of(log: Log) -> Frontier:
    """Read the frontier of a log."""
    return Frontier(log.size, tuple(bytes.fromhex(one) for one in log.frontier))


def checkpoint(log: str, at: datetime) -> Checkpoint | None:
    """Sign the log of a village as it stands, once for each size; None if it is empty.

    The note is for others to keep: what they hold, nobody here can take back.
    """
    with transaction.atomic(durable=True):
        locked = Log.objects.select_for_update().filter(code=log).first()
        if locked is None or not locked.size:
            return None
        signed = Checkpoint.objects.filter(log=locked, size=locked.size).first()
        if signed is None:
            key = keys.signing_key()
            root = frontier_of(locked).root()
            head = notes.Checkpoint(keys.origin(log, key), locked.size, root)
            signed = Checkpoint.objects.create(
                log=locked,
                at=at,
                size=locked.size,
                root=root,
                note=notes.sign(head.text, [key]),
            )
        locked.noted_size = locked.size
        locked.noted_on = timezone.localtime(at).date()
        locked.save(update_fields=["noted_size", "noted_on"])
    return signed


def erase(position: int, told: Inscription) -> Answer:
    """Take out of an act what is personal, when law asks; its leaf stays in the log.

    The erasing is an act of its own; `told` says who orders it and why. Raises
    `Refused` where there is no such act in the log or it was erased before.
    """

    def carry_out(request_hash: str) -> dict[str, Any]:
        found = Act.objects.select_for_update().filter(position=position).first()
        if found is None:
            raise refused("UNKNOWN_ACT", str(position))
        if found.erased_at is not None:
            raise refused("ALREADY_ERASED", str(position))
        found.commitments = leaves.commitments_of(found)
        found.erased_at = told.at
        found.salt = b""
        for name, empty in leaves.PERSONAL.items():
            setattr(found, name, empty)
        found.save(update_fields=["commitments", "erased_at", "salt", *leaves.PERSONAL])
        act = replace(
            told,
            subject=found.subject,
            verb="record.erase",
            detail=str(position),
            log=found.log,
            place=found.place,
        )
        answer = {"position": position}
        inscribe(act, request_hash, answer)
        return answer

    return once(told.request_id, {"erase": position}, carry_out)


def advance(reader: str, position: int) -> None:
    """Note how far a reader of the record has come."""
    # In one statement: two readers of one name may begin at the same moment.
    Cursor.objects.bulk_create(
        [Cursor(reader=reader, position=position)],
        update_conflicts=True,
        unique_fields=["reader"],
        update_fields=["position"],
    )


# Attachments ------------------------------------------------------------------------


def attach(
    prepared: Prepared,
    subject: str,
    *,
    at: datetime,
    by: int | None = None,
    seen: str = "handlers",
    step: str = "",
    name: UUID | None = None,
) -> Attachment:
    """Keep a prepared photo or document with a subject, inside the caller's act.

    Where that act is undone its file stays behind, and `jobs.tick` takes it away.
    `name` is given where the same photo may be sent twice.
    """
    name = name or uuid4()
    kept = Attachment(
        id=name,
        subject=subject,
        by=by,
        at=at,
        kind=prepared.kind,
        sha256=hashlib.sha256(prepared.content).hexdigest(),
        width=prepared.width,
        height=prepared.height,
        size=len(prepared.content),
        seen=seen,
        step=step,
    )
    kept.file.save(
        f"{name}.{prepared.suffix}", ContentFile(prepared.content), save=False
    )
    if prepared.thumbnail:
        kept.thumbnail.save(f"{name}.jpg", ContentFile(prepared.thumbnail), save=False)
    kept.save(force_insert=True)
    return kept
