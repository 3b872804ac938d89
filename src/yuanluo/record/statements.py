"""Statements put together once and told new values each time.

Django takes longer to write most statements than the database to answer them, and
writes the same text each time but for the values. A statement is written with samples
that occur nowhere else; the places of the samples are kept, and so is how its rows are
read. Refuses a question in which a sample is missing: it would ask for something else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import IntegerField, Subquery
from django.db.models.query import get_related_populators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.backends.utils import CursorWrapper
    from django.db.models import Model, QuerySet

#: Moments, a day, numbers and texts that no row has.
SAMPLES: Mapping[str, Any] = {
    "at": datetime(1801, 2, 3, 4, 5, 6, 701, tzinfo=UTC),
    "ends": datetime(1801, 2, 3, 4, 5, 6, 702, tzinfo=UTC),
    "key_at": datetime(1801, 2, 3, 4, 5, 6, 703, tzinfo=UTC),
    "key_id": 2**62 + 703,
    "day": date(1801, 2, 3),
    "id": 2**62 + 701,
    "person": 2**62 + 702,
    "household": 2**62 + 704,
    "number": "sample-number",
    "post": "sample-post",
    "place": "899999999999-9999",
}

NOTHING: Mapping[str, Any] = {}


def kept_cursor() -> CursorWrapper:
    """Give a cursor for statements that are kept.

    PostgreSQL plans such a statement once for each connection: planning costs it
    several times what carrying out does. Other statements go as Django sends them.
    """
    if connection.vendor != "postgresql":
        return connection.cursor()
    cursor: CursorWrapper = connection.kept_cursor()  # type: ignore[attr-defined]
    return cursor


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
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]
    make: Callable[[Sequence[Any]], Any] | None

    def rows(self, values: Mapping[str, Any] = NOTHING) -> list[tuple[Any, ...]]:
        """Ask the database, and give rows."""
        params = list(self.params)
        for index, name in self.told:
            params[index] = adapted(values[name])
        with kept_cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if not self.converters:
            return [tuple(row) for row in found]
        return [self._read(row) for row in found]

    def models(self, values: Mapping[str, Any]) -> list[Any]:
        """Ask the database, and give what the query would have given."""
        assert self.make is not None, self.sql
        return [self.make(row) for row in self.rows(values)]

    def _read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        read = list(row)
        for index, convert, expression in self.converters:
            for one in convert:
                read[index] = one(read[index], expression, connection)
        return tuple(read)


def prepare(
    found: QuerySet[Any], samples: Mapping[str, Any] = NOTHING
) -> Statement | None:
    """Write the statement of a query that holds samples; None if it finds nothing."""
    compiler = found.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    names = {adapted(value): name for name, value in samples.items()}
    told = tuple(
        (index, names[param])
        for index, param in enumerate(params)
        if param.__hash__ is not None and param in names
    )
    columns = [column for column, _, _ in compiler.select or ()]
    return Statement(
        sql,
        tuple(params),
        told,
        tuple(
            (index, tuple(convert), expression)
            for index, (convert, expression) in compiler.get_converters(columns).items()
        ),
        _maker(compiler) if compiler.klass_info else None,
    )


def _maker(compiler: Any) -> Callable[[Sequence[Any]], Model]:
    """Say how a row becomes an object, with what was selected along with it."""
    told, select = compiler.klass_info, compiler.select
    start, end = told["select_fields"][0], told["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[start:end]]
    # The stubs are those of a later Django.
    related = get_related_populators(told, select, connection.alias)  # type: ignore[call-arg]
    annotations = tuple(compiler.annotation_col_map.items())

    def make(row: Sequence[Any]) -> Model:
        made: Model = told["model"].from_db(connection.alias, names, row[start:end])
        for one in related:
            one.populate(row, made)
        for name, index in annotations:
            setattr(made, name, row[index])
        return made

    return make


def adapted(value: Any) -> Any:
    """Give a value as this database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


class Question:
    """A query that is asked often: written down once for each database.

    `make` is given the samples of the names and gives the query. Of one that locks, the
    lock is `shared` where many may hold it at once and only a change must wait.
    """

    def __init__(
        self,
        make: Callable[..., QuerySet[Any]],
        names: Iterable[str],
        *,
        shared: bool = False,
    ) -> None:
        self._samples = {name: SAMPLES[name] for name in names}
        self._make = make
        self._shared = shared
        self._written: dict[str, Statement] = {}

    def _statement(self) -> Statement:
        vendor = connection.vendor
        if vendor not in self._written:
            statement = prepare(self._make(**self._samples), self._samples)
            assert statement is not None, self._make
            told = {name for _, name in statement.told}
            assert told == self._samples.keys(), (self._make, told)
            if self._shared:
                statement = _shared(statement)
            self._written[vendor] = statement
        return self._written[vendor]

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Ask, and give rows."""
        return self._statement().rows(values)

    def models(self, **values: Any) -> list[Any]:
        """Ask, and give objects."""
        return self._statement().models(values)


def _shared(statement: Statement) -> Statement:
    """Weaken the lock that a statement takes; Django knows only the one for changes."""
    if "FOR UPDATE" not in statement.sql:
        assert not connection.features.has_select_for_update, statement.sql
        return statement
    return replace(statement, sql=statement.sql.replace("FOR UPDATE", "FOR SHARE"))


def question(
    *names: str, shared: bool = False
) -> Callable[[Callable[..., QuerySet[Any]]], Question]:
    """Make a question of a function that gives a query of named values."""

    def made(make: Callable[..., QuerySet[Any]]) -> Question:
        return Question(make, names, shared=shared)

    return made
