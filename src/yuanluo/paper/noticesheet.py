"""A notice as it goes to paper, by value: drawn by `yuanluo.paper.noticepaper`.

Stands apart from the drawing because that needs a library which is slow to load, and
pages that only lead to the paper do not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

#: Sizes with how much larger everything is than on A4.
SIZES = {"A4": 1.0, "A3": 2**0.5}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Rows of a notice: title, heads, cells, sums, and which columns are figures."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()
    figures: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """A notice as it is printed."""

    kind: str
    issuer: str
    title: str
    tables: tuple[SheetTable, ...]
    facts: tuple[tuple[str, str], ...]
    call: str
    address: str
    proof_title: str
    proof: str
    dated: datetime
    day: str


def sheet_tables(tables: Sequence[SheetTable]) -> tuple[SheetTable, ...]:
    """Keep tables that have columns: one without would be a page without words."""
    return tuple(table for table in tables if table.heads)
