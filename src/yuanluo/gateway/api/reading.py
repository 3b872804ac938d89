"""Reading what a program sends: bounded before it is read, refused before it is kept.

A body is looked at for its size, its kind and its depth before anybody parses it; text
that no database can hold goes no further. Refuses to repair anything: a program is told
what to send instead.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from ninja.parser import Parser

if TYPE_CHECKING:
    from django.http import HttpRequest

#: The longest a document may be: five hundred rows of a list, and room to spare.
BODY_MAX = 512 * 1024
#: One photo as it comes from a camera, with the envelope around it.
UPLOAD_MAX = 16 * 1024 * 1024
DEPTH_MAX = 16
UPLOADS = "multipart/form-data"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Unreadable(Exception):
    """A request that cannot be read; carries the status and the code to answer with."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Unnamed(Exception):
    """A write came without a usable request id; carries the code to answer with."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def bounded(request: HttpRequest) -> None:
    """Refuse what is too long by its own word, before a byte of it is read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise Unreadable(HTTPStatus.BAD_REQUEST, "unreadable") from None
    most = UPLOAD_MAX if request.content_type == UPLOADS else BODY_MAX
    if length > most:
        raise Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")


class Reader(Parser):
    """Parses bodies; what it refuses it refuses by `Unreadable`."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Parse a document, or refuse it."""
        if request.content_type != "application/json":
            raise Unreadable(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not-json")
        return parsed(request.body)


def parsed(body: bytes) -> Any:
    r"""Parse JSON that can be kept: no half characters, no NUL, not too deep.

    >>> parsed(b'{"a": [1]}')
    {'a': [1]}
    >>> for bad in (b'{"a": "\\ud800"}', b'"\\u0000"', b"[" * 17 + b"]" * 17, b"{"):
    ...     try:
    ...         parsed(bad)
    ...     except Unreadable as fault:
    ...         print(fault.code)
    unreadable
    unwritable
    too-deep
    unreadable
    """
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Unreadable(HTTPStatus.BAD_REQUEST, "unreadable") from None
    # Most documents hold neither sign; only then is the whole of it walked.
    if b"\\u0000" in body or body.count(b"[") + body.count(b"{") > DEPTH_MAX:
        _walk(found)
    return found


def _walk(document: Any) -> None:
    layer, depth = [document], 0
    while layer:
        depth += 1
        if depth > DEPTH_MAX:
            raise Unreadable(HTTPStatus.BAD_REQUEST, "too-deep")
        below: list[Any] = []
        for one in layer:
            if isinstance(one, str) and "\0" in one:
                raise Unreadable(HTTPStatus.BAD_REQUEST, "unwritable")
            if isinstance(one, dict):
                below += one.keys()
                below += one.values()
            elif isinstance(one, list):
                below += one
        layer = below


def request_id(request: HttpRequest, given: UUID | None) -> UUID:
    """Give the id of a write, from the header or the body; one is required."""
    header = request.META.get("HTTP_IDEMPOTENCY_KEY", "").strip().strip('"')
    if not header:
        if given is None:
            raise Unnamed("REQUEST_ID_MISSING")
        return given
    try:
        named = UUID(header)
    except ValueError:
        raise Unnamed("REQUEST_ID_BAD") from None
    if given is not None and given != named:
        raise Unnamed("REQUEST_ID_TWICE")
    return named
