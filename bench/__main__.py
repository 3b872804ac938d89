"""`python -m bench`: measure what the product promises, and print one table.

Runs beside a PostgreSQL of its own (`python -m tools.postgres --durable`), on the
loopback only, in less than ten minutes. Each measurement is bounded in time; one that
cannot be made is told as missed and keeps none of the others from being made.
"""

from __future__ import annotations

import sys
import time
import traceback
from typing import TYPE_CHECKING

from bench import counting, divisions, figures, ground, lists, meetings, sizes, writes
from bench.figures import Row
from bench.serving import Serving, pages, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main() -> int:
    """Measure, print, and say by the exit code whether the marks were held."""
    why_not = figures.unrest()
    if why_not:
        print(f"The machine is not calm: {why_not}.", flush=True)
    begun = time.monotonic()
    ground.settle()
    on = ground.ground()
    number, _, _ = writes.open_one(on)
    ground.spread(ground.SMALL, number, ground.READABLE, ground.READABLE)
    few = counting.counted(on)
    ground.spread(ground.SMALL, few.number, 1, ground.FEW)
    many = counting.counted(on)
    rows = counting.rows(few, many)
    ground.grow(many.number)
    _say(begun, f"{ground.MANY:,} matters are there")
    rows = [*_served(on, many), *rows]
    for measure in (sizes.rows, divisions.rows, meetings.rows):
        rows += _tried(measure.__module__, measure)
        _say(begun, f"{measure.__module__} measured")
    print(figures.table(rows))
    words, code = figures.verdict(rows, why_not)
    print(f"{words} Took {time.monotonic() - begun:.0f} s.")
    return code


def _served(on: ground.Ground, many: counting.Counted) -> list[Row]:
    """Measure what is asked of products that serve on both databases."""

    def on_database(name: str) -> tuple[list[str], dict[str, str]]:
        words, told = pages({"DATABASE_URL": ground.address(name)})
        return words, dict(told)

    with (
        serving(*on_database(ground.LARGE)) as large,
        serving(*on_database(ground.SMALL)) as small,
    ):
        return [row for rows in _asked(on, many, small, large) for row in rows]


def _asked(
    on: ground.Ground, many: counting.Counted, small: Serving, large: Serving
) -> list[Sequence[Row]]:
    count = {name: str(number) for name, number in many.counts.items()}
    opening, stepping, listing = many.opening, many.stepping, many.listing
    measures: dict[str, Callable[[], Sequence[Row]]] = {
        "open": lambda: [writes.opening_row(on, large, opening, count["open"])],
        "step": lambda: [writes.step_row(on, large, stepping, count["step"])],
        "list": lambda: [lists.list_row(on, large, listing, count["worklist"])],
        "flat": lambda: lists.flat_rows(on, small, large, listing),
        "plan": lambda: [lists.plan_row(many.select)],
        "page": lambda: [lists.page_row(on, large)],
    }
    return [_tried(name, measure) for name, measure in measures.items()]


def _tried(name: str, measure: Callable[[], Sequence[Row]]) -> Sequence[Row]:
    """Make a measurement; one that fails is a missed mark, told in full."""
    try:
        return measure()
    except Exception:  # noqa: BLE001 -- the others are to be made all the same
        traceback.print_exc()
        return [Row(name, "not measured", asked="to be measured", held=False)]


def _say(begun: float, words: str) -> None:
    print(f"{time.monotonic() - begun:4.0f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
