"""How a code reaches a phone: through the carrier that is named, or into a folder.

Every message costs money and may be asked for by strangers, so the numbers a day are
bounded: for each phone, each address asking (both by allauth), and for all together
here. Refuses to lose a message in silence: with no carrier each is a file that only
the operator reads, and what a carrier refuses is said.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

log = logging.getLogger(__name__)

A_DAY_S = 24 * 60 * 60


class NotSent(Exception):
    """The message did not leave; the person is told to try later."""


def send(phone: str, text: str, on: date) -> None:
    """Send a text message, or raise `NotSent`."""
    _count(on)
    if not settings.SMS_ADDRESS:
        _write(settings.VAR / "sms", phone, text)
        return
    # Loaded when first needed: it knows a hundred services.
    import apprise

    carrier = apprise.Apprise()
    carrier.add(settings.SMS_ADDRESS.replace("{phone}", phone))
    if not carrier.notify(body=text):
        # The carrier's own words are in the log; the number is in nobody's.
        log.error("The carrier of sign-in codes refused a message")
        raise NotSent


def _count(on: date) -> None:
    """Stop before strangers spend the month's money in a night."""
    key = f"sms:{on.isoformat()}"
    cache.add(key, 0, timeout=2 * A_DAY_S)
    if cache.incr(key) > settings.SMS_PER_DAY:
        log.error("No more than %s sign-in codes leave on a day", settings.SMS_PER_DAY)
        raise NotSent


def _write(folder: Path, phone: str, text: str) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{phone.lstrip('+')}.txt"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
