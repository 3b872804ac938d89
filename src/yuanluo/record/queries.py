"""Reading the record: by cursor, by subject, and to prove that nothing was altered.

`verify` works the log of a village out anew from its acts and names the first one that
is not what it was. It can tell what was done inside this database only; against one who
holds the key, a checkpoint kept elsewhere is needed. Nothing is written here.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from yuanluo.kernel import checkpoint as notes
from yuanluo.kernel.log import Frontier, is_included, prove_inclusion
from yuanluo.record import keys, leaves
from yuanluo.record.models import Act, Attachment, Checkpoint, Cursor, Entry, Log

if TYPE_CHECKING:
    from collections.abc import Iterator

ENTRIES_AT_ONCE = 1000
PROOF = "c2sp.org/tlog-proof@v1"


def after(cursor: int, limit: int = 500) -> list[Act]:
    """Give the acts behind a position, in order; never one before a missing one."""
    return list(Act.objects.filter(position__gt=cursor).order_by("position")[:limit])


def cursor(reader: str) -> int:
    """Give how far a reader has come."""
    found = Cursor.objects.filter(reader=reader).values_list("position", flat=True)
    return found.first() or 0


def attachments_of(*subjects: str) -> list[Attachment]:
    """Give the photos and documents of subjects, oldest first."""
    return list(Attachment.objects.filter(subject__in=subjects).order_by("at", "id"))


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing in a log that is not what it was."""

    kind: str
    index: int
    position: int | None = None
    subject: str = ""

    def __str__(self) -> str:
        at = f"entry {self.index}"
        if self.position is not None:
            at += f", position {self.position}"
        return f"{self.kind} ({at}{', ' + self.subject if self.subject else ''})"


@dataclass(slots=True)
class Verdict:
    """What verifying a log found; without a fault every act is what it was."""

    log: str
    size: int = 0
    root: str = ""
    erased: int = 0
    checkpoints: int = 0
    fault: Fault | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing was altered."""
        return self.fault is None


@dataclass(slots=True)
class _Walk:
    """A log worked out anew, up to the first fault."""

    verdict: Verdict
    tree: Frontier = field(default_factory=Frontier)
    #: Roots at the sizes that checkpoints speak of.
    roots: dict[int, bytes] = field(default_factory=dict)
    last_position: int = 0


def verify(log: str, kept: str = "") -> Verdict:
    """Work a log out anew from its acts and name the first that was altered.

    `kept` is a checkpoint that somebody outside kept. With it, a tail that was cut off
    and a history written anew by one who has the key are found as well.
    """
    verdict = Verdict(log)
    walk = _Walk(verdict)
    signed = list(Checkpoint.objects.filter(log=log).order_by("size"))
    sizes = {one.size for one in signed}
    outside = _opened(kept, log) if kept else None
    if outside is not None:
        sizes.add(outside.size)
    _walk(walk, sizes)
    verdict.size, verdict.root = walk.tree.size, walk.tree.root().hex()
    if verdict.fault is None:
        verdict.fault = _head(walk) or _signed(walk, signed)
    if verdict.fault is None and outside is not None:
        verdict.fault = _compared(walk, outside)
    return verdict


def _walk(walk: _Walk, sizes: set[int]) -> None:
    """Compare every entry with its act, in order, until one differs."""
    verdict = walk.verdict
    for index, (entry, act) in enumerate(_pairs(verdict.log)):
        verdict.fault = _difference(walk, index, entry, act)
        if verdict.fault is not None:
            return
        verdict.erased += act is not None and act.erased_at is not None
        walk.last_position = entry.position
        walk.tree = walk.tree.append(bytes(entry.leaf))
        if walk.tree.size in sizes:
            walk.roots[walk.tree.size] = walk.tree.root()


def _pairs(log: str) -> Iterator[tuple[Entry, Act | None]]:
    after_index = -1
    while True:
        rows = Entry.objects.filter(log=log, index__gt=after_index).order_by("index")
        entries = list(rows[:ENTRIES_AT_ONCE])
        found = Act.objects.filter(position__in=[entry.position for entry in entries])
        acts = {act.position: act for act in found}
        for entry in entries:
            yield entry, acts.get(entry.position)
        if len(entries) < ENTRIES_AT_ONCE:
            return
        after_index = entries[-1].index


def _difference(walk: _Walk, index: int, entry: Entry, act: Act | None) -> Fault | None:
    subject = act.subject if act else ""
    if entry.index != index:
        return Fault("an entry is missing", index, None)
    if entry.position <= walk.last_position:
        return Fault("the order was changed", index, entry.position, subject)
    if act is None:
        return Fault("the act is missing", index, entry.position)
    if act.erased_at is not None and not leaves.is_bare(act):
        return Fault("the act was altered", index, entry.position, subject)
    if leaves.leaf_of(act) != bytes(entry.leaf):
        return Fault("the act was altered", index, entry.position, subject)
    return None


def _head(walk: _Walk) -> Fault | None:
    """Compare the head of the log, and look for acts that no entry speaks of."""
    log = Log.objects.filter(code=walk.verdict.log).first()
    size = walk.tree.size
    if log is None:
        return Fault("the log is missing", 0) if size else None
    if size < log.size:
        return Fault("the tail was cut off", size)
    frontier = [one.hex() for one in walk.tree.hashes]
    if (log.size, log.frontier) != (size, frontier):
        return Fault("the head was altered", size)
    known = Entry.objects.filter(position=OuterRef("position"))
    beyond = Act.objects.filter(log=log.code, position__gt=walk.last_position)
    extra = beyond.filter(~Exists(known)).order_by("position").first()
    if extra is not None:
        return Fault("the act has no entry", size, extra.position, extra.subject)
    return None


def _signed(walk: _Walk, signed: list[Checkpoint]) -> Fault | None:
    """Compare our own checkpoints with the log and with their signatures."""
    for one in signed:
        try:
            head = _opened(one.note, walk.verdict.log)
        except notes.BadNote:
            return Fault("a checkpoint was altered", one.size)
        stored = (one.size, bytes(one.root))
        if stored != (head.size, head.root) or walk.roots.get(one.size) != head.root:
            return Fault("a checkpoint does not fit the log", one.size)
        walk.verdict.checkpoints += 1
    return None


def _compared(walk: _Walk, outside: notes.Checkpoint) -> Fault | None:
    if outside.size > walk.tree.size:
        return Fault("the tail was cut off", walk.tree.size)
    if walk.roots.get(outside.size) != outside.root:
        return Fault("the log was written anew", outside.size)
    return None


def _opened(note: str, log: str) -> notes.Checkpoint:
    """Read a checkpoint of a log that we signed ourselves."""
    key = keys.signing_key()
    head = notes.open_checkpoint(note, key.verifying)
    if head.origin != keys.origin(log, key):
        raise notes.BadNote(f"this is a checkpoint of {head.origin}")
    return head


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that an act is in the log, for a resident to keep and check alone."""

    position: int
    index: int
    size: int
    text: str
    document: str


def receipt(position: int) -> Receipt | None:
    """Prove that an act is in its log; None until a checkpoint covers it."""
    entry = Entry.objects.filter(position=position).first()
    act = Act.objects.filter(position=position).first()
    if entry is None or act is None:
        return None
    covering = Checkpoint.objects.filter(log=entry.log_id, size__gt=entry.index)
    signed = covering.order_by("size").first()
    if signed is None:
        return None
    rows = Entry.objects.filter(log=entry.log_id, index__lt=signed.size)
    hashes = [bytes(row.leaf) for row in rows.order_by("index").only("leaf")]
    proof = prove_inclusion(hashes, entry.index)
    assert is_included(proof, bytes(entry.leaf), bytes(signed.root)), position
    document = leaves.document_of(act)
    lines = [
        PROOF,
        f"extra {base64.b64encode(document).decode()}",
        f"index {entry.index}",
        *(base64.b64encode(one).decode() for one in proof.path),
    ]
    text = "\n".join(lines) + "\n\n" + signed.note
    return Receipt(position, entry.index, signed.size, text, document.decode())


def last_checkpoint(log: str) -> Checkpoint | None:
    """Give the newest signed state of a log, None before the first."""
    return Checkpoint.objects.filter(log=log).order_by("-size").first()
