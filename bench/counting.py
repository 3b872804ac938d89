"""Statements of each request: few, and the same at one matter and at ten thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.figures import Row
from bench.ground import FEW, Ground, call
from bench.lists import list_once, select_of
from bench.recording import Statement, count, recorded
from bench.writes import open_one, step_on

if TYPE_CHECKING:
    from bench.replay import Script

MOST = {"open": 10, "step": 12, "worklist": 5, "detail": 8}


@dataclass(frozen=True, slots=True)
class Counted:
    """What one round of requests issued, with the scripts that replay it."""

    number: str
    opening: Script
    stepping: Script
    select: Statement
    listing: Script
    counts: dict[str, int]


def counted(on: Ground) -> Counted:
    """Send each request, after another of its kind has warmed what is kept."""
    number, _, _ = open_one(on)
    step_on(on, number)
    number, opened, opening = open_one(on)
    other, _, _ = open_one(on)
    stepped, stepping = step_on(on, other)
    list_once(on)
    listed = list_once(on)
    call(on.holds, f"/api/v1/matters/{number}")
    with recorded() as shown:
        call(on.holds, f"/api/v1/matters/{number}")
    select, listing = select_of(listed)
    counts = {
        "open": count(opened),
        "step": count(stepped),
        "worklist": count(listed),
        "detail": count(shown),
    }
    return Counted(number, opening, stepping, select, listing, counts)


def rows(few: Counted, many: Counted) -> list[Row]:
    """Say how many statements each takes, at one matter and at ten thousand."""
    return [
        Row(
            f"statements: {name}, at 1 and at {FEW:,}",
            str(few.counts[name]),
            str(many.counts[name]),
            statements=str(many.counts[name]),
            asked=f"<= {most}, the same",
            held=few.counts[name] == many.counts[name] <= most,
        )
        for name, most in MOST.items()
    ]
