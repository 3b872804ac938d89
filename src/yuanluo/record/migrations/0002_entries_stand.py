"""Triggers that refuse to change or delete an entry of the record.

One statement each. TRUNCATE stays possible on PostgreSQL: it needs the owner of the
table, and the role that serves pages is not the owner.
"""

from typing import Any

from django.db import migrations

STATEMENTS = {
    "postgresql": {
        "record_entry_refuse()": (
            "CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'An entry of the record is never changed.'"
            " USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        "record_entry_stands": (
            "CREATE TRIGGER record_entry_stands BEFORE UPDATE OR DELETE"
            " ON record_entry FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()"
        ),
    },
    "sqlite": {
        "record_entry_no_update": (
            "CREATE TRIGGER record_entry_no_update BEFORE UPDATE ON record_entry"
            " BEGIN SELECT RAISE(ABORT, 'An entry of the record is never changed.');"
            " END"
        ),
        "record_entry_no_delete": (
            "CREATE TRIGGER record_entry_no_delete BEFORE DELETE ON record_entry"
            " BEGIN SELECT RAISE(ABORT, 'An entry of the record is never changed.');"
            " END"
        ),
    },
}


def create(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor].values():
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    for name in reversed(STATEMENTS[schema_editor.connection.vendor]):
        if name.endswith("()"):
            schema_editor.execute(f"DROP FUNCTION {name}", params=None)
        elif schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON record_entry", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
