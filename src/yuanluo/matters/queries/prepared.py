"""Statements made once and told new values each time.

Django takes longer to write the statement of a worklist than the database to answer it,
and writes the same text each time but for the moment and the place in the list. What a
statement is told stands in it as a sample that occurs nowhere else; the places of the
samples are kept. Refuses a statement in which a sample is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Subquery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import QuerySet

#: Moments and a number that no row has.
SAMPLES: Mapping[str, Any] = {
    "at": datetime(1801, 2, 3, 4, 5, 6, 701, tzinfo=UTC),
    "ends": datetime(1801, 2, 3, 4, 5, 6, 702, tzinfo=UTC),
    "key_at": datetime(1801, 2, 3, 4, 5, 6, 703, tzinfo=UTC),
    "key_id": 2**62 + 703,
}


class FirstRows(Subquery):
    """How many rows a cut list has: counts no further than it was cut."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS first_rows)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, found: QuerySet[Any]) -> None:
        super().__init__(found.values("pk"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, the places in it that are told anew, and how its rows are read."""

    sql: str
    params: tuple[Any, ...]
    told: tuple[tuple[int, str], ...]
    read: Callable[[Iterable[Any]], Iterable[Any]]

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Ask the database."""
        params = list(self.params)
        for index, name in self.told:
            params[index] = adapted(values[name])
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return [tuple(row) for row in self.read(cursor.fetchall())]


def prepare(found: QuerySet[Any], names: Iterable[str]) -> Statement | None:
    """Write the statement of a query that holds samples; None if it finds nothing."""
    compiler = found.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    samples = {adapted(SAMPLES[name]): name for name in names}
    told = tuple(
        (index, samples[param])
        for index, param in enumerate(params)
        if param.__hash__ is not None and param in samples
    )
    assert {name for _, name in told} <= set(names), found
    columns = [column for column, _, _ in compiler.select or ()]
    converters = compiler.get_converters(columns)

    def read(rows: Iterable[Any]) -> Iterable[Any]:
        return compiler.apply_converters(rows, converters) if converters else rows

    return Statement(sql, tuple(params), told, read)


def adapted(value: Any) -> Any:
    """Give a value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value
