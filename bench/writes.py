"""Opening a matter and taking a step, eight clients, beside their own statements."""

from __future__ import annotations

import json
from itertools import count as numbers
from typing import TYPE_CHECKING
from uuid import UUID

from bench.clients import CLIENTS, rate
from bench.figures import Beside, Row, in_turn
from bench.ground import (
    DESK,
    LARGE,
    NUMBERS,
    ON_DESK,
    Ground,
    address,
    call,
    desk_number,
)
from bench.recording import Statement, recorded
from bench.replay import Key, Script, script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.serving import Serving

SECONDS = 4
#: Steps each client of pgbench takes in a round; a matter takes its step once.
EACH = 350
LEAST, AIM = 0.15, 0.25
#: A part of the desk for ours, the rest for pgbench.
OURS = ON_DESK // 2
UUID_KEY = Key("gen_random_uuid()")


def open_one(on: Ground) -> tuple[str, list[Statement], Script]:
    """Open a matter and give its number, its statements and their script."""
    sent = on.opening()
    with recorded() as statements:
        answer = json.loads(call(on.asks, "/api/v1/matters", sent))
    number = answer["number"]
    keys = {
        number: Key(":number", "\\set number random(100000000000, 999999999999999999)"),
        UUID(sent["request_id"]): UUID_KEY,
    }
    made = script(statements, keys, {"matters_matter": _key_of(number)})
    return number, statements, made


def step_on(on: Ground, number: str) -> tuple[list[Statement], Script]:
    """Take a step on a matter and give its statements and their script.

    Each client counts on by itself, so that no two transactions take the same matter.
    """
    sent, matter, held = on.step(), _key_of(number), _held_by(number)
    with recorded() as statements:
        call(on.holds, f"/api/v1/matters/{number}/acts/finish", sent)
    keys = {
        matter: Key(
            ":matter", f"\\set matter {DESK} + :first + :n * {CLIENTS} + :client_id"
        ),
        held: Key(":matter", "\\set n :n + 1"),
        number: Key(":number", f"\\set number {NUMBERS} + :matter"),
        UUID(sent["request_id"]): UUID_KEY,
    }
    made = script(statements, keys)
    made.values["n"] = "0"
    return statements, made


def _key_of(number: str) -> int:
    from yuanluo.matters.models import Matter

    return Matter.objects.values_list("pk", flat=True).get(number=number)


def _held_by(number: str) -> int:
    from yuanluo.matters.models import Responsibility

    now = Responsibility.objects.filter(matter__number=number, until=None)
    return now.values_list("pk", flat=True).get()


def opening_row(on: Ground, served: Serving, made: Script, statements: str) -> Row:
    """Measure openings."""

    def openings() -> Iterator[bytes]:
        while True:
            yield on.asks.asks("/api/v1/matters", on.opening())

    asked = [openings() for _ in range(CLIENTS)]
    rate(served.port, asked, 1)
    found = in_turn(
        lambda: rate(served.port, asked, SECONDS),
        lambda: made.rate(address(LARGE), seconds=SECONDS),
    )
    return _row("open a matter, JSON API, 8 clients", found, statements)


def step_row(on: Ground, served: Serving, made: Script, statements: str) -> Row:
    """Measure steps, each on a matter of its own."""

    def steps(client: int) -> Iterator[bytes]:
        for place in range(client, OURS, CLIENTS):
            number = desk_number(place)
            yield on.holds.asks(f"/api/v1/matters/{number}/acts/finish", on.step())

    asked, rounds = [steps(client) for client in range(CLIENTS)], numbers()
    rate(served.port, asked, 1)
    found = in_turn(
        lambda: rate(served.port, asked, SECONDS),
        lambda: made.rate(
            address(LARGE), each=EACH, first=OURS + next(rounds) * EACH * CLIENTS
        ),
    )
    return _row("take a step, JSON API, 8 clients", found, statements)


def _row(what: str, found: Beside, statements: str) -> Row:
    return Row(
        what,
        f"{found.ours:,.0f}/s",
        f"pgbench {found.theirs:,.0f}/s",
        f"{found.ratio:.2f}",
        statements,
        f"ratio >= {LEAST} (aim {AIM})",
        found.ratio >= LEAST,
    )
