"""Writing rows with statements that are kept: adding one, adding several, changing one.

Does what `save(force_insert=True)` and `save(update_fields=…)` do, for models of ours,
which have neither signals nor parents; their statements are written once and told new
values. Refuses to add a row that has been saved before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection

from yuanluo.record.statements import kept_cursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model


def add(row: Model) -> None:
    """Add a row; it is told its key."""
    add_all([row])


def add_all(rows: Sequence[Model]) -> None:
    """Add rows of one model in one statement; each is told its key."""
    model = type(rows[0])
    sql, fields, keyed = _insert(connection.vendor, model, len(rows))
    params: list[Any] = []
    for row in rows:
        assert row._state.adding, row
        params += [_given(field, row) for field in fields]
    with kept_cursor() as cursor:
        cursor.execute(sql, params)
        keys = cursor.fetchall() if keyed else ()
    for row, (key,) in zip(rows, keys, strict=False):
        row.pk = key
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def change(row: Model, *names: str) -> None:
    """Write some fields of a row."""
    model = type(row)
    sql, fields = _update(connection.vendor, model, names)
    params = [_given(field, row) for field in fields]
    with kept_cursor() as cursor:
        cursor.execute(sql, [*params, row.pk])
        # As `save` does: a row that is gone must not pass for a changed one.
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row!r} is not there to be changed")


def _given(field: Any, row: Model) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _quoted(*names: str | None) -> str:
    return ", ".join(connection.ops.quote_name(name or "") for name in names)


@lru_cache(maxsize=256)
def _insert(
    vendor: str, model: type[Model], many: int
) -> tuple[str, tuple[Any, ...], bool]:
    del vendor  # Each writes its own.
    key = model._meta.pk
    assert key is not None, model
    keyed = key.db_returning
    fields = tuple(
        field
        for field in model._meta.local_concrete_fields
        if not (keyed and field is key)
    )
    one = f"({', '.join(['%s'] * len(fields))})"
    sql = (
        f"INSERT INTO {_quoted(model._meta.db_table)} "  # noqa: S608 -- names of ours
        f"({_quoted(*(field.column for field in fields))}) "
        f"VALUES {', '.join([one] * many)}"
    )
    return f"{sql} RETURNING {_quoted(key.column)}" if keyed else sql, fields, keyed


@lru_cache(maxsize=256)
def _update(
    vendor: str, model: type[Model], names: tuple[str, ...]
) -> tuple[str, tuple[Any, ...]]:
    del vendor
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    key = model._meta.pk
    assert key is not None, model
    sql = (
        f"UPDATE {_quoted(model._meta.db_table)} "  # noqa: S608 -- names of ours
        f"SET {columns} WHERE {_quoted(key.column)} = %s"
    )
    return sql, tuple(fields)
