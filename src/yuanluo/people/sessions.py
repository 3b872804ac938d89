"""Sessions in the database, looked up by a statement that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from yuanluo.record.rows import change
from yuanluo.record.statements import question

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


@question("number", "at")
def _session(number: str, at: datetime) -> QuerySet[Any]:
    """Ask for what a session that has not run out keeps, by its key."""
    running = Session.objects.filter(session_key=number, expire_date__gt=at)
    return running.values_list("session_data")


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read in one kept statement."""

    def load(self) -> dict[str, Any]:
        """Give what the session keeps; nothing for one that is not there."""
        key = self.session_key or ""
        # What no database can hold was not given out by us.
        if key.isascii() and "\0" not in key:
            for (kept,) in _session.rows(number=key, at=timezone.now()):
                found: dict[str, Any] = self.decode(kept)
                return found
        self._session_key = None
        return {}

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's
        """Keep what the session holds; one that is there in one kept statement.

        Raises `UpdateError` where it has gone meanwhile, as Django's own does.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        me: Any = self  # The stubs know nothing of what it keeps.
        held = me.create_model_instance(me._get_session(no_load=False))
        try:
            with transaction.atomic():
                _without_waiting()
                change(held, "session_data", "expire_date")
        except DatabaseError as gone:
            if gone.__cause__ is not None:
                raise
            raise UpdateError from gone


def _without_waiting() -> None:
    """Do not wait for the disk: no act is kept here.

    A machine that breaks forgets who was here in its last second, who at worst signs in
    again; two thousand at the door would wait for it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO OFF")
