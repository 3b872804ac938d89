"""Where the rows are kept: one address, `DATABASE_URL`, read into Django's words.

Without an address the embedded store is used, one SQLite file in the data folder.
Refuses any other kind of database than the two the whole test suite runs on.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Before this release a reset of the write-ahead log can lose a commit.
WAL_IS_SAFE_FROM = (3, 51, 3)

SQLITE_WAIT_S = 20
CONNECT_WAIT_S = 3
KEPT_S = 3600
PREPARED_FROM = 1

# Rows are in memory or on a disk without a head. With the server's own 4.0 a short
# list out of few matters is sorted whole instead of read along its index.
RANDOM_PAGE_COST = 1.1


@dataclass(frozen=True, slots=True)
class Waits:
    """How long PostgreSQL may hold a request up, in seconds; 0 is for ever."""

    lock: int = 5
    statement: int = 0
    idle_in_transaction: int = 0

    def options(self) -> str:
        """Give the words the server takes at connection."""
        told = {
            "lock_timeout": self.lock * 1000,
            "statement_timeout": self.statement * 1000,
            "idle_in_transaction_session_timeout": self.idle_in_transaction * 1000,
            "random_page_cost": RANDOM_PAGE_COST,
        }
        return " ".join(f"-c {name}={value}" for name, value in told.items())


def database(address: str, *, folder: Path, waits: Waits) -> dict[str, Any]:
    """Read an address into one entry of `DATABASES`.

    >>> there = Path("var")
    >>> entry = database("", folder=there, waits=Waits())
    >>> entry["NAME"] == there / "yuanluo.sqlite3"
    True
    >>> address = "postgresql://clerk:p%40ss@db.example:5433/county"
    >>> entry = database(address, folder=there, waits=Waits())
    >>> entry["HOST"], entry["PORT"], entry["NAME"], entry["PASSWORD"]
    ('db.example', '5433', 'county', 'p@ss')
    """
    parts = urlsplit(address)
    if parts.scheme in {"", "sqlite"}:
        named = unquote(parts.path)
        return _sqlite(Path(named) if named else folder / "yuanluo.sqlite3")
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        host = options.pop("host", unquote(parts.hostname or ""))
        options |= {
            "connect_timeout": CONNECT_WAIT_S,
            "options": waits.options(),
            # Statements that are kept are planned once for each connection.
            "prepare_threshold": PREPARED_FROM,
        }
        return {
            "ENGINE": "yuanluo.record.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            # Each thread keeps one; opening it costs more than most pages.
            "CONN_MAX_AGE": KEPT_S,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ValueError(
        f"DATABASE_URL begins with {parts.scheme!r}; it may be sqlite or postgresql."
    )


def bound(entry: dict[str, Any], *, waits: Waits) -> None:
    """Hold the pages of one process to shorter waits."""
    if entry["ENGINE"].endswith("postgresql"):
        entry["OPTIONS"]["options"] = waits.options()


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Choose how SQLite keeps its journal.

    >>> journal_mode((3, 40, 1)), journal_mode((3, 51, 3))
    ('DELETE', 'WAL')
    """
    return "WAL" if version >= WAL_IS_SAFE_FROM else "DELETE"


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening the file anew for each page would cost more than most pages.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": SQLITE_WAIT_S,
            # A writer waits at the beginning instead of failing halfway.
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()};PRAGMA synchronous=FULL;"
            ),
        },
    }
