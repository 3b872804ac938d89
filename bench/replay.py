"""The yardstick: pgbench sends the statements of one request, and nothing else.

Each recorded statement becomes one of the script, prepared (`-M prepared`), inside the
same transaction, from as many clients. A value is bound as a variable, as psycopg binds
it. Values that name the request must differ each time, or unique constraints would
refuse it: those are `Key`s, drawn anew for each transaction by `\\set`, made by the
server (`gen_random_uuid()`), or read from what an INSERT returned (`\\gset`).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg import Binary
from psycopg.types.json import Jsonb
from tools.postgres import programs

from bench.clients import CLIENTS
from yuanluo.config.database import Waits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.recording import Statement

THREADS = 2
RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
INSERTED = re.compile(r'^INSERT INTO "(\w+)".* RETURNING (?:"\w+"\.)?"id"$', re.DOTALL)
#: What the server must be told of a value that it could not see from its place.
CASTS: Mapping[type, str] = {
    bool: "boolean",
    datetime: "timestamptz",
    date: "date",
    UUID: "uuid",
    bytes: "bytea",
    float: "float8",
    Jsonb: "jsonb",
}


@dataclass(frozen=True, slots=True)
class Key:
    """What stands in a script for a value that must differ each time."""

    sql: str
    drawn: str = ""


@dataclass(slots=True)
class Script:
    """A script for pgbench, and the values that are the same each time."""

    lines: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def rate(
        self, address: str, *, seconds: int = 0, each: int = 0, **told: int
    ) -> float:
        """Run it for some seconds or `each` times; give transactions a second."""
        values = self.values | {name: str(value) for name, value in told.items()}
        with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
            file.write("\n".join([*self.lines, ""]))
            file.flush()
            Path(file.name).chmod(0o644)
            done = subprocess.run(
                [
                    programs() / "pgbench", "--no-vacuum", "--protocol=prepared",
                    f"--client={CLIENTS}", f"--jobs={THREADS}",
                    f"--time={seconds}" if seconds else f"--transactions={each}",
                    f"--file={file.name}",
                    *(f"--define={name}={value}" for name, value in values.items()),
                    address,
                ],
                # As the product connects, so that plans are the same.
                env={**os.environ, "PGOPTIONS": Waits().options()},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        found = RATE.search(done.stdout)
        if done.returncode or found is None or "aborted" in done.stderr:
            raise RuntimeError(f"pgbench failed\n{done.stdout}\n{done.stderr}")
        return float(found[1])


def script(
    statements: Sequence[Statement],
    keys: Mapping[Any, Key],
    returned: Mapping[str, Any] | None = None,
) -> Script:
    """Write the script of a request.

    `returned` tells, by table, the id that its INSERT gave when it was recorded: where
    that value comes again, the script sends the id that it was given itself.
    """
    made, known = Script(), dict(keys)
    made.lines += [key.drawn for key in keys.values() if key.drawn]
    for one in statements:
        if one.is_bound:
            made.lines.append(f"{one.sql};")
            continue
        found = INSERTED.match(one.sql)
        table = found[1] if found else ""
        made.lines.append(_written(one, known, made))
        if returned and table in returned:
            made.lines[-1] += f"\n\\gset {table}_"
            known[returned[table]] = Key(f":{table}_id")
        else:
            made.lines[-1] += ";"
    return made


def _written(one: Statement, keys: Mapping[Any, Key], made: Script) -> str:
    parts = one.sql.replace("\n", " ").split("%s")
    assert len(parts) == len(one.values) + 1, one.sql
    text = parts[0]
    for value, rest in zip(one.values, parts[1:], strict=True):
        text += _bound(value, keys, made) + rest
    return text.replace("%%", "%")


def _bound(value: Any, keys: Mapping[Any, Key], made: Script) -> str:
    """Give what stands in the script for a value."""
    if value is None:
        return "NULL"
    plain = value.obj if isinstance(value, Binary) else value
    if isinstance(plain, int | str | UUID) and plain in keys:
        return keys[plain].sql
    if plain == "":
        # pgbench takes no empty variable.
        return "''"
    name = f"v{len(made.values)}"
    made.values[name] = _text(plain)
    cast = next((c for kind, c in CASTS.items() if isinstance(plain, kind)), "")
    return f":{name}::{cast}" if cast else f":{name}"


def _text(value: Any) -> str:
    if isinstance(value, Jsonb):
        return json.dumps(value.obj)
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)
