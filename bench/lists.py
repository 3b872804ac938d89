"""Worklists: fifty of a million matters for a person who may see one township.

The yardstick is the list's own select alone, sent by pgbench. Two products serve at
the same time, one on ten thousand matters and one on a million, and are asked in turn:
that the list is flat is then no matter of what else the machine was doing. The plan is
looked at too: a table of matters read from end to end fails whatever the time.
"""

from __future__ import annotations

import json
from itertools import repeat
from typing import TYPE_CHECKING, Any

import psycopg

from bench.clients import CLIENTS, once, rate
from bench.figures import Beside, Row, in_turn
from bench.ground import FEW, LARGE, MANY, SMALL, Ground, address, call
from bench.recording import Statement, recorded
from bench.replay import Script, script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.serving import Serving

SECONDS = 4
LIMIT = 50
LEAST, AIM = 0.15, 0.25
FLAT_MOST = 1.3
PAGE_MS_MOST = 12.0
PAGES = 150
LIST = f"/api/v1/matters?worklist=all&limit={LIMIT}"
PAGE = "/work?list=all"
#: Tables that grow with the number of matters.
GROWING = frozenset({"matters_matter", "matters_responsibility", "record_act"})


def list_once(on: Ground) -> list[Statement]:
    """Ask for the list and give its statements; it must be full."""
    with recorded() as statements:
        found = json.loads(call(on.reads, LIST))
    assert len(found["items"]) in {0, 1, LIMIT}, len(found["items"])
    return statements


def select_of(statements: list[Statement]) -> tuple[Statement, Script]:
    """Give the select of the list among the statements of its request."""
    (found,) = (one for one in statements if "sort_at" in one.sql)
    return found, script([found], {})


def list_row(on: Ground, large: Serving, select: Script, statements: str) -> Row:
    """Measure the list over a million."""
    status, body = once(large.port, on.reads.asks(LIST))
    assert status == 200, (status, body[:500])
    assert len(json.loads(body)["items"]) == LIMIT, body[:500]
    asked = [_lists(on) for _ in range(CLIENTS)]
    rate(large.port, asked, 1)
    found = in_turn(
        lambda: rate(large.port, asked, SECONDS),
        lambda: select.rate(address(LARGE), seconds=SECONDS),
    )
    return Row(
        f"worklist of {LIMIT} of {MANY:,}, JSON API",
        f"{found.ours:,.0f}/s",
        f"pgbench {found.theirs:,.0f}/s",
        f"{found.ratio:.2f}",
        statements,
        f"ratio >= {LEAST} (aim {AIM})",
        found.ratio >= LEAST,
    )


def flat_rows(on: Ground, small: Serving, large: Serving, select: Script) -> list[Row]:
    """Measure how much longer the list takes over a million than over ten thousand."""
    asked = [_lists(on) for _ in range(CLIENTS)]
    rate(small.port, asked, 1)
    ours = in_turn(
        lambda: rate(small.port, asked, SECONDS),
        lambda: rate(large.port, asked, SECONDS),
    )
    alone = in_turn(
        lambda: select.rate(address(SMALL), seconds=SECONDS),
        lambda: select.rate(address(LARGE), seconds=SECONDS),
    )
    return [_flat("worklist", ours), _flat("its select alone", alone)]


def _flat(what: str, found: Beside) -> Row:
    return Row(
        f"{what}, {FEW:,} to {MANY:,}",
        f"{1000 * CLIENTS / found.theirs:.1f} ms",
        f"{1000 * CLIENTS / found.ours:.1f} ms",
        f"{found.ratio:.2f}",
        "",
        f"ratio <= {FLAT_MOST}",
        found.ratio <= FLAT_MOST,
    )


def page_row(on: Ground, large: Serving) -> Row:
    """Measure what a page of the list takes of the processor that serves pages."""
    wanted = on.reads.asks(PAGE)
    status, body = once(large.port, wanted)
    assert status == 200, (status, body[:500])
    rate(large.port, [repeat(wanted, 10) for _ in range(CLIENTS)], SECONDS)
    before = large.processor_s()
    each = PAGES // CLIENTS
    rate(large.port, [repeat(wanted, each) for _ in range(CLIENTS)], 10 * SECONDS)
    took = 1000 * (large.processor_s() - before) / (each * CLIENTS)
    return Row(
        "worklist page, HTML, processor",
        f"{took:.1f} ms",
        asked=f"<= {PAGE_MS_MOST:.0f} ms",
        held=took <= PAGE_MS_MOST,
    )


def plan_row(select: Statement) -> Row:
    """Look at the plan over a million: it must begin at an index and stay there."""
    with psycopg.connect(address(LARGE), cursor_factory=psycopg.ClientCursor) as found:
        answer = found.execute(
            f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {select.sql}", select.values
        ).fetchone()
    assert answer is not None, select.sql
    nodes = list(_nodes(answer[0][0]["Plan"]))
    whole = sorted({node["Relation Name"] for node in nodes if _reads_all(node)})
    most = max(node["Actual Rows"] * node["Actual Loops"] for node in nodes)
    words = f"all of {', '.join(whole)}" if whole else "index walks only"
    return Row(
        "worklist, plan over a million",
        words,
        f"at most {most:,} rows",
        asked="no table read from end to end",
        held=not whole,
    )


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _reads_all(node: dict[str, Any]) -> bool:
    grows = node.get("Relation Name") in GROWING
    return grows and node["Node Type"] == "Seq Scan" and node["Actual Loops"] > 0


def _lists(on: Ground) -> Iterator[bytes]:
    return repeat(on.reads.asks(LIST))
