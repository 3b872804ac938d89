"""What the log of a village holds of an act: the columns of a row put into its leaf.

The form of a leaf is the kernel's (`yuanluo.kernel.leaf`); here stands which columns
are personal, so that only commitments to them are in it. Every column of an act is in
its leaf, hence no bit of a row can change unseen. Refuses nothing: whatever a payload
holds gets a leaf, for a row without one would stop all rows behind it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import orjson

from yuanluo.kernel.canonical import DEEPEST, MOST, canonical
from yuanluo.kernel.leaf import SALT_LENGTH, VERSION, utc_text
from yuanluo.kernel.log import leaf_hash

if TYPE_CHECKING:
    from yuanluo.record.models import Act

PLAIN = (
    "id",
    "position",
    "post",
    "place",
    "log",
    "subject",
    "verb",
    "detail",
    "visit",
    "seen",
    "channel",
)
#: What erasing takes away, and what it leaves in its place.
PERSONAL: Mapping[str, object] = {
    "actor": None,
    "actor_name": "",
    "on_behalf": None,
    "payload": {},
    # A hash of what was asked can be guessed back to it, so it is personal too.
    "request_hash": "",
    "answer": {},
}

BEYOND = re.compile(rb"[\xf0-\xff]")


def commitments_of(act: Act) -> dict[str, str]:
    """Commit to each personal column of an act, or give what erasing left."""
    if act.erased_at is not None:
        return dict(act.commitments or {})
    salt = bytes(act.salt)
    assert len(salt) == SALT_LENGTH, act.pk
    return {
        name: hashlib.sha256(
            salt + written([name, provable(getattr(act, name))])
        ).hexdigest()
        for name in PERSONAL
    }


def written(value: object) -> bytes:
    """Write a provable value in the kernel's canonical form, ten times as quickly.

    The two differ only in the order of keys beyond the first 65,536 characters.
    """
    quick = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return canonical(value) if BEYOND.search(quick) else quick


def document_of(act: Act) -> bytes:
    """Write the leaf of an act, erased or not."""
    plain = {name: getattr(act, name) for name in PLAIN}
    plain |= {"at": utc_text(act.at), "request_id": str(act.request_id)}
    return written(
        {"version": VERSION, "plain": plain, "commitments": commitments_of(act)}
    )


def leaf_of(act: Act) -> bytes:
    """Hash the leaf of an act."""
    return leaf_hash(document_of(act))


def is_bare(act: Act) -> bool:
    """Whether an erased act holds nothing personal any more."""
    emptied = all(getattr(act, name) == empty for name, empty in PERSONAL.items())
    return emptied and not bytes(act.salt)


def provable(value: object, depth: int = 1) -> object:
    """Give a value in the form that is hashed: what JSON has and the form has not.

    Fractions, vast numbers, half characters and deep nesting are written as a pair of
    their kind and their text.

    >>> provable({"lon": 107.25, "title": "路灯"})
    {'lon': ['fraction', '107.25'], 'title': '路灯'}
    """
    if depth > DEEPEST // 2:
        return ["deep", json.dumps(value, sort_keys=True)]
    if isinstance(value, float):
        return ["fraction", repr(value)]
    if type(value) is int and abs(value) > MOST:
        return ["number", str(value)]
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, Mapping):
        return {
            str(_whole(key)): provable(value[key], depth + 1) for key in sorted(value)
        }
    if isinstance(value, list | tuple):
        return [provable(item, depth + 1) for item in value]
    return value


def _whole(text: str) -> object:
    try:
        text.encode()
    except UnicodeEncodeError:
        return ["text", json.dumps(text)]
    return text
