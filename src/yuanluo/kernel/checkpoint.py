"""Signed notes and checkpoints of a log, in the text forms of C2SP.

A checkpoint names a log, its size and its root; its signature lets anybody outside,
with the public key alone, prove later what the log was. Several may sign one note: the
village and its witnesses. Keys come from outside, none is kept here, and a text is
given out only after its signatures hold.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

ED25519 = b"\x01"
KEY_LENGTH = 32
KEY_HASH_LENGTH = 4
ROOT_LENGTH = 32
#: A note of more signatures is refused unread (C2SP asks for 16 at least).
SIGNATURES_MAX = 64
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class BadNote(ValueError):
    """A note or key that is malformed, altered or signed by nobody we know."""


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """A public key under its name, as verifiers hold it."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or self.name.split() != [self.name]:
            raise BadNote(f"{self.name!r} is no key name: no spaces, no plus")
        if len(self.public) != KEY_LENGTH:
            raise BadNote("an Ed25519 public key has 32 bytes")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name+hash+key` and check that the hash belongs to the key."""
        name, _, rest = text.strip().partition("+")
        hashed, _, encoded = rest.partition("+")
        material = _decoded(encoded)
        if material[:1] != ED25519:
            raise BadNote("not an Ed25519 key")
        key = cls(name, material[1:])
        if key.key_hash.hex() != hashed:
            raise BadNote("the key does not match its own hash")
        return key

    @property
    def key_hash(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        named = self.name.encode() + b"\n" + ED25519 + self.public
        return hashlib.sha256(named).digest()[:KEY_HASH_LENGTH]

    def __str__(self) -> str:
        encoded = base64.b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{self.key_hash.hex()}+{encoded}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key (the 32 bytes of its seed) under its name."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifying(self) -> VerifyingKey:
        """The public key that belongs to it."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return VerifyingKey(self.name, private.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """Sign a text and give the signature line that is added to its note."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        encoded = base64.b64encode(self.verifying.key_hash + signature).decode()
        return f"— {self.name} {encoded}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: whose it is, how many leaves, which root.

    >>> print(Checkpoint("yuanluo.example/522727104001", 0, bytes(32)).text, end="")
    yuanluo.example/522727104001
    0
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        if not self.origin or not self.origin.isprintable():
            raise BadNote(f"{self.origin!r} cannot be the origin of a log")
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the signed text; extension lines are allowed and not used."""
        lines = text.split("\n")
        if not text.endswith("\n") or len(lines) < 4 or "" in lines[:-1]:
            raise BadNote("a checkpoint has three lines: origin, size, root")
        origin, size, encoded = lines[:3]
        if not SIZE.fullmatch(size):
            raise BadNote(f"{size!r} is no size of a log")
        root = _decoded(encoded)
        if len(root) != ROOT_LENGTH:
            raise BadNote("a root has 32 bytes")
        return cls(origin, int(size), root)


def sign(text: str, keys: Iterable[SigningKey]) -> str:
    """Make a signed note of a text."""
    if not text.endswith("\n") or CONTROLS.search(text):
        raise BadNote("the text of a note ends in a newline and has no controls")
    return text + "\n" + "".join(key.line(text) for key in keys)


def add_signature(note: str, key: SigningKey) -> str:
    """Add a witness's signature to a note."""
    return note + key.line(_parts(note)[0])


def open_note(note: str, keys: Iterable[VerifyingKey]) -> tuple[str, tuple[str, ...]]:
    """Check a note and give its text and the names of the known keys that signed it.

    Lines of unknown keys are passed over; one false line of a known key and the whole
    note is refused, as it is when no known key signed.
    """
    text, lines = _parts(note)
    known = {(key.name, key.key_hash): key for key in keys}
    names: dict[str, None] = {}
    for line in lines:
        name, key_hash, signature = _signature(line)
        key = known.get((name, key_hash))
        if key is not None:
            _verify(key, signature, text)
            names[name] = None
    if not names:
        raise BadNote("no known key signed this note")
    return text, tuple(names)


def open_checkpoint(note: str, key: VerifyingKey) -> Checkpoint:
    """Check a log's own signature under its checkpoint and read it."""
    text, _ = open_note(note, [key])
    return Checkpoint.parse(text)


def _parts(note: str) -> tuple[str, list[str]]:
    text, blank, signatures = note.rpartition("\n\n")
    lines = signatures.split("\n")
    if not blank or CONTROLS.search(note) or lines.pop() or not lines:
        raise BadNote("a note is a text, an empty line and signature lines")
    if len(lines) > SIGNATURES_MAX:
        raise BadNote(f"a note of more than {SIGNATURES_MAX} signatures")
    return text + "\n", lines


def _signature(line: str) -> tuple[str, bytes, bytes]:
    dash, name, encoded = ([*line.split(" "), "", "", ""])[:3]
    material = _decoded(encoded)
    whole = line == f"— {name} {encoded}" and name and dash
    if not whole or len(material) <= KEY_HASH_LENGTH:
        raise BadNote(f"{line[:80]!r} is no signature line")
    return name, material[:KEY_HASH_LENGTH], material[KEY_HASH_LENGTH:]


def _verify(key: VerifyingKey, signature: bytes, text: str) -> None:
    try:
        public = Ed25519PublicKey.from_public_bytes(key.public)
        public.verify(signature, text.encode())
    except InvalidSignature:
        raise BadNote(f"the signature of {key.name} is false") from None


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote(f"{encoded[:80]!r} is not base64") from None
