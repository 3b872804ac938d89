"""The statements that one request issues, with their values and their transaction.

The request goes through the product's own handler, middleware included, so that the
session and the account are among them. Refuses a statement that is sent for many rows
at once: no measured request has one.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BOUNDS = frozenset({"BEGIN", "COMMIT", "ROLLBACK"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with %s where its values go; bounds of transactions have none."""

    sql: str
    values: tuple[Any, ...] = ()

    @property
    def is_bound(self) -> bool:
        """Whether it begins or ends a transaction."""
        return self.sql in BOUNDS


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Collect what is sent to the database inside the block."""
    sent: list[Statement] = []
    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        many, _ = more
        assert not many, sql
        sent.append(Statement(sql, tuple(params or ())))
        return execute(sql, params, *more)

    with CaptureQueriesContext(connection) as log, connection.execute_wrapper(note):
        yield found
    # The log alone knows where transactions begin and end.
    values = iter(sent)
    for entry in log.captured_queries:
        bound = entry["sql"] in BOUNDS
        found.append(Statement(entry["sql"]) if bound else next(values))


def count(statements: list[Statement]) -> int:
    """Count statements; beginning and ending a transaction is none."""
    return sum(not one.is_bound for one in statements)
