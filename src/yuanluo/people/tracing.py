"""Whose copy of a register it was: a copy that turns up, known by its made-up rows.

Each copy holds two people who are nobody, masked like everybody in it. Found again by
the masked number, the year of birth and the masked name in one row, however the rows
were cut, sorted or pasted. Reads copies and says which; writes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.paper.words import masked
from yuanluo.people.rosterfile import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from yuanluo.people.models import RegisterCopy

#: A masked telephone number, as a copy writes it.
NUMBER = re.compile(r"1\d{2}\*{4}\d{4}")
ROWS_MOST = 100_000
COPIES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Traced:
    """A copy that was known again: by how many of its made-up rows, and where."""

    copy: RegisterCopy
    rows: tuple[int, ...]

    @property
    def is_sure(self) -> bool:
        """Whether every made-up row of it was found."""
        return len(self.rows) >= len(self.copy.marks)


def rows_of(content: bytes) -> Iterator[tuple[int, str]]:
    """Give the rows of a file, CSV or XLSX, as text; `Refused` says what is wrong."""
    for row in opened(content).rows:
        told = ("" if cell is None else str(cell) for cell in row.cells)
        yield row.number, " ".join(told)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a text that was pasted."""
    yield from enumerate(text.splitlines()[:ROWS_MOST], 1)


def trace(
    rows: Iterable[tuple[int, str]], copies: QuerySet[RegisterCopy]
) -> list[Traced]:
    """Say which of some copies the rows are out of, the surest first."""
    told: dict[str, list[tuple[int, str]]] = {}
    for number, text in rows:
        for phone in NUMBER.findall(text):
            told.setdefault(phone, []).append((number, text))
    if not told:
        return []
    found = []
    taken = copies.filter(taken__gt=0).select_related("by", "second", "place")
    for copy in taken.order_by("-at").iterator(chunk_size=COPIES_AT_ONCE):
        rows_found = tuple(row for mark in copy.marks for row in _where(mark, told)[:1])
        if rows_found:
            found.append(Traced(copy, rows_found))
    return sorted(found, key=lambda one: -len(one.rows))


def _where(mark: list[str | int], told: dict[str, list[tuple[int, str]]]) -> list[int]:
    name, born, phone = (str(one) for one in mark)
    rows = told.get(masked(phone), ())
    return [row for row, text in rows if born in text and masked(name) in text]
