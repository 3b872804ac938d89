"""One table of what was measured: ours, the yardstick beside it, and what is asked.

Refuses to judge on a machine that was busy before the start: it prints the figures and
says that they judge nothing. Ratios are taken round by round, ours and the yardstick in
turn, so that a neighbour who comes for a while slows both.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 3
LOAD_MOST = 1.0
#: How much the slowest of a few equal loops may exceed the quickest.
UNEVEN_MOST = 1.2
LOOPS, LOOP_LONG = 5, 400_000
HEADS = ("what", "ours", "yardstick", "ratio", "statements", "asked")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `held` is None where nothing is asked."""

    what: str
    ours: str
    yardstick: str = ""
    ratio: str = ""
    statements: str = ""
    asked: str = ""
    held: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Give the cells in the order of the heads, the verdict with what is asked."""
        verdict = {True: "  ok", False: "  MISSED", None: ""}[self.held]
        asked = f"{self.asked}{verdict}"
        return (
            self.what, self.ours, self.yardstick, self.ratio, self.statements, asked
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """Two rates a second that were measured in turn, and the ratio of each round."""

    ours: float
    theirs: float
    ratio: float


def in_turn(ours: Callable[[], float], theirs: Callable[[], float]) -> Beside:
    """Measure two rates in turn, a few rounds."""
    rounds = [(ours(), theirs()) for _ in range(ROUNDS)]
    return Beside(
        median(one for one, _ in rounds),
        median(other for _, other in rounds),
        median(one / other for one, other in rounds),
    )


def unrest() -> str:
    """Say why this machine cannot be judged on now; "" if it can."""
    load = os.getloadavg()[0]
    if load > LOAD_MOST:
        return f"load average {load:.1f}, at most {LOAD_MOST:.0f}"
    took = [_loop() for _ in range(LOOPS)]
    uneven = max(took) / min(took)
    if uneven > UNEVEN_MOST:
        return f"equal loops differ by {(uneven - 1) * 100:.0f} %"
    return ""


def _loop() -> float:
    begun = time.perf_counter()
    sum(range(LOOP_LONG))
    total = 0
    for number in range(LOOP_LONG):
        total += number
    return time.perf_counter() - begun


def table(rows: Sequence[Row]) -> str:
    """Lay the rows out in columns."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        .rstrip()
        for line in lines
    )  # fmt: skip


def verdict(rows: Sequence[Row], why_not: str) -> tuple[str, int]:
    """Give the closing words and the exit code."""
    missed = sum(row.held is False for row in rows)
    judged = sum(row.held is not None for row in rows)
    if why_not:
        return f"The machine was not calm ({why_not}): nothing is judged.", 0
    return f"{judged - missed} of {judged} marks held.", 1 if missed else 0
