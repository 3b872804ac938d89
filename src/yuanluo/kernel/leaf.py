"""What the log of a village holds of an act, and what it holds nothing of.

A leaf says what is not personal as it is (when, where, which step) and gives for every
personal field only a commitment: the SHA-256 of a salt and the value. Whoever has the
act and its salt can prove each value; once both are erased, nobody can guess a name
back out of the log, and the log still verifies. The form is frozen by test vectors.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from yuanluo.kernel.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
SALT_LENGTH = 16


def utc_text(at: datetime) -> str:
    """Write a moment as every leaf has it: UTC, to the microsecond.

    >>> utc_text(datetime(2026, 3, 2, 1, tzinfo=UTC))
    '2026-03-02T01:00:00.000000Z'
    """
    assert at.tzinfo is not None, "a moment without time zone is no moment"
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}Z"


def commitment(field: str, value: object, salt: bytes) -> str:
    """Commit to a value; the field's name is in it, so equal values do not show.

    >>> commitment("actor", 7, bytes(16))[:16]
    'b25097332b6f571a'
    """
    if len(salt) != SALT_LENGTH:
        raise ValueError(f"a salt has {SALT_LENGTH} bytes")
    return hashlib.sha256(salt + canonical([field, value])).hexdigest()


def leaf_document(
    plain: Mapping[str, object], personal: Mapping[str, object], salt: bytes
) -> bytes:
    """Write the leaf of an act: plain fields, and a commitment for each personal one.

    >>> leaf_document({"verb": "matter.step"}, {}, bytes(16)).decode()
    '{"commitments":{},"plain":{"verb":"matter.step"},"version":1}'
    """
    twice = plain.keys() & personal.keys()
    if twice:
        raise ValueError(f"both plain and personal: {', '.join(sorted(twice))}")
    commitments = {
        field: commitment(field, value, salt) for field, value in personal.items()
    }
    return canonical(
        {"version": VERSION, "plain": dict(plain), "commitments": commitments}
    )


def discloses(document: bytes, field: str, value: object, salt: bytes) -> bool:
    """Say whether a value is the one to which a leaf is committed."""
    held = json.loads(document)["commitments"].get(field)
    return bool(held == commitment(field, value, salt))
