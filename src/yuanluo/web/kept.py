"""The words of a form that could not be sent, so that nobody writes them twice.

Secrets are never echoed. A form may be sent again by one button only when its token
had been checked; otherwise another site could put words into somebody's mouth, and
they are shown to be copied.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

if TYPE_CHECKING:
    from django.http import HttpRequest

SECRET = ("password", "code", "token", "otp", "credential", "secret")
LONGEST = 100_000
PHONE_DIGITS_MIN = 7


@dataclass(frozen=True, slots=True)
class Kept:
    """What a form held: fields to send again, words to read, files to pick anew."""

    fields: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    action: str = ""

    def to_copy(self) -> Kept:
        """Give the same without the button that sends it again."""
        return replace(self, action="")


NOTHING = Kept()


def is_secret(name: str) -> bool:
    """Whether a field must never be written into a page again."""
    return any(part in name.lower() for part in SECRET)


def is_written(value: str) -> bool:
    """Whether a value was written by a person, and is not a key of ours."""
    text = value.strip()
    return bool(text) and (
        not text.isascii()
        or " " in text
        or (text.isdecimal() and len(text) >= PHONE_DIGITS_MIN)
    )


def kept_words(request: HttpRequest) -> Kept:
    """Gather what a form held; nothing where it cannot be read."""
    if request.method != "POST":
        return NOTHING
    try:
        posted, files = request.POST, request.FILES
    except (
        SuspiciousOperation,
        UnreadablePostError,
        MultiPartParserError,
        OSError,
        ValueError,
    ):
        return NOTHING
    fields = tuple(
        (name, str(value)[:LONGEST])
        for name, values in posted.lists()
        for value in values
        if not is_secret(name)
    )
    checked = bool(getattr(request, "csrf_processing_done", False))
    return Kept(
        fields=fields,
        words=tuple(value for _name, value in fields if is_written(value)),
        files=tuple(files),
        action=request.get_full_path() if checked else "",
    )
