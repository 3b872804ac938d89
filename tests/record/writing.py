"""Acts for tests of the record, and an insider who may change what he likes."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from yuanluo.record.actions import Inscription, digest, inscribe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.record.models import Act

MAAN = "522727104001"
XINXING = "522727001004"
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

stand = importlib.import_module("yuanluo.record.migrations.0002_entries_stand")


def write(number: int, log: str = MAAN, **more: Any) -> Act:
    """Write one act, as an action's last statement does."""
    payload = more.pop(
        "payload", {"title": f"路灯不亮 {number}", "lon": 107.25, "count": number}
    )
    act = Inscription(
        subject=f"M{number}",
        verb="matter.step",
        at=MORNING + timedelta(minutes=number),
        request_id=UUID(int=number + 1),
        actor=number % 7 + 1,
        actor_name="杨某",
        post="clerk",
        place=log,
        log=log,
        detail="order",
        payload=payload,
        **more,
    )
    return inscribe(act, digest(payload), {"number": f"M{number}"})


@contextmanager
def insider() -> Iterator[None]:
    """Take the triggers away, as the owner of the database can, and put them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "ALTER TABLE record_entry DISABLE TRIGGER record_entry_stands"
            )
            yield
            cursor.execute(
                "ALTER TABLE record_entry ENABLE TRIGGER record_entry_stands"
            )
            return
        for name in stand.STATEMENTS["sqlite"]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        yield
