"""One way only to write a value as bytes, so that hashes of equal values are equal.

This is the JSON Canonicalization Scheme (RFC 8785) for the values the record uses:
null, booleans, whole numbers a browser can hold, text, lists and objects with text
keys. Fractions are refused because two machines may print them differently, lone
surrogates because they have no bytes. The test vectors are frozen: a change of a single
byte would make every log that was ever signed unverifiable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

#: The largest whole number that JavaScript and every JSON reader keep exactly.
MOST = 2**53 - 1
DEEPEST = 64


class NotCanonical(ValueError):
    """A value without a canonical form; says where in it the trouble is."""


def canonical(value: object) -> bytes:
    """Write a value as canonical JSON.

    >>> canonical({"b": [1, True, None], "a": "路灯"}).decode()
    '{"a":"路灯","b":[1,true,null]}'
    >>> canonical({"price": 1.5})
    Traceback (most recent call last):
    yuanluo.kernel.canonical.NotCanonical: price: float has no canonical form
    """
    text = json.dumps(
        _ordered(value, ()), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return text.encode()


def digest(value: object) -> str:
    """Give the SHA-256 of a value's canonical JSON in hexadecimal.

    >>> digest({})
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    return hashlib.sha256(canonical(value)).hexdigest()


def _ordered(value: object, path: tuple[str, ...]) -> Json:
    if len(path) > DEEPEST:
        raise NotCanonical(f"{_at(path[:3])}…: nested deeper than {DEEPEST}")
    # Plain types only: a subclass may print as something else than what it is.
    if value is None or type(value) is bool:
        return value
    if type(value) is int:
        return _whole(value, path)
    if type(value) is str:
        return _text(value, path)
    if isinstance(value, Mapping):
        return _object(value, path)
    if isinstance(value, list | tuple):
        return [_ordered(item, (*path, str(index))) for index, item in enumerate(value)]
    raise NotCanonical(f"{_at(path)}: {type(value).__name__} has no canonical form")


def _object(value: Mapping[object, object], path: tuple[str, ...]) -> Json:
    keys = []
    for key in value:
        if not isinstance(key, str):
            raise NotCanonical(f"{_at(path)}: the key {key!r} is not text")
        keys.append(_text(key, path))
    # By UTF-16 units, as RFC 8785 asks and as browsers sort.
    keys.sort(key=lambda key: key.encode("utf-16-be"))
    return {key: _ordered(value[key], (*path, key)) for key in keys}


def _whole(value: int, path: tuple[str, ...]) -> int:
    if abs(value) > MOST:
        raise NotCanonical(f"{_at(path)}: {value} is beyond {MOST}; write it as text")
    return value


def _text(value: str, path: tuple[str, ...]) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise NotCanonical(f"{_at(path)}: the text holds half a character") from None
    return value


def _at(path: tuple[str, ...]) -> str:
    return ".".join(path) or "the value"
