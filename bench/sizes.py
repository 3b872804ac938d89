"""What the product takes: memory of one machine's processes, bytes of the first page.

The demonstration of both packs is loaded into a folder of its own, as `make run` does.
Pages are weighed as they come over the wire, compressed, with every style and script
that they name.
"""

from __future__ import annotations

import re
import tempfile
import time

from bench.clients import Signed, once
from bench.figures import Row
from bench.serving import Serving, serving

PACKS = ("pingtang", "longfeng")
MEMORY_MB_MOST = 300
PAGE_KB_MOST = 60
START_WAIT_S = 240
#: Long enough for worker and clock to have looked around once.
SETTLE_S = 5
NOBODY = Signed("", "")
NAMED = re.compile(rb'<(?:script|link)\b[^>]*?\b(?:src|href)="(/static/[^"]+)"')
FETCHED = (b".css", b".js")


def rows() -> list[Row]:
    """Measure a machine that has the demonstration."""
    with tempfile.TemporaryDirectory(prefix="yuanluo-bench-") as folder:
        told = {"YUANLUO_VAR": folder, "DATABASE_URL": ""}
        with serving(["up", "--demo", *PACKS], told, START_WAIT_S) as served:
            time.sleep(SETTLE_S)
            page = _page(served)
            memory = served.memory_mb()
    return [
        Row(
            f"`yuanluo up` with {' and '.join(PACKS)}, memory",
            f"{memory:.0f} MB",
            asked=f"< {MEMORY_MB_MOST} MB",
            held=memory < MEMORY_MB_MOST,
        ),
        page,
    ]


def _page(served: Serving) -> Row:
    status, packed = once(served.port, NOBODY.asks("/", gzip=True))
    _, plain = once(served.port, NOBODY.asks("/"))
    assert status == 200, status
    weights = [len(packed)]
    for name in sorted(set(NAMED.findall(plain))):
        if name.partition(b"?")[0].endswith(FETCHED):
            asked = NOBODY.asks(name.decode(), gzip=True)
            weights.append(len(once(served.port, asked)[1]))
    weight = sum(weights) / 1000
    return Row(
        "first page of the portal over the wire",
        f"{weight:.1f} kB",
        f"{len(weights)} requests",
        asked=f"<= {PAGE_KB_MOST} kB",
        held=weight <= PAGE_KB_MOST,
    )
