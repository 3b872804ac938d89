"""Meetings as a calendar that other programs read (iCalendar, RFC 5545).

Lines end with a carriage return and are folded at 75 octets, never inside a sign; text
is escaped, times are in UTC. Refuses nothing: what has no end lasts an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OCTETS = 75
LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar."""

    uid: str
    start: datetime
    stamp: datetime
    title: str
    where: str = ""
    about: str = ""
    address: str = ""


def calendar(name: str, events: Iterable[Event]) -> str:
    """Write a calendar.

    >>> print(calendar("村", []).replace("\\r", ""), end="")
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Yuanluo//Meetings//EN
    NAME:村
    X-WR-CALNAME:村
    END:VCALENDAR
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yuanluo//Meetings//EN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_moment(event.stamp)}"
    yield f"DTSTART:{_moment(event.start)}"
    yield f"DTEND:{_moment(event.start + LASTS)}"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.where:
        yield f"LOCATION:{escaped(event.where)}"
    if event.about:
        yield f"DESCRIPTION:{escaped(event.about)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    r"""Escape what means something in a line.

    >>> escaped("一、二;三\n四\\")
    '一、二\\;三\\n四\\\\'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """Fold a line at 75 octets, between signs.

    >>> [len(part.encode()) for part in folded("会" * 40).split("\\r\\n")]
    [75, 46]
    """
    parts, width, part = [], 0, ""
    for sign in line:
        octets = len(sign.encode())
        if width + octets > OCTETS:
            parts.append(part)
            # The space that says a line goes on is one of its octets.
            part, width = " ", 1
        part += sign
        width += octets
    return "\r\n".join([*parts, part])
