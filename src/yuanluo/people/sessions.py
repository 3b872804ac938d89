"""Sessions in the database, looked up by a statement that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

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
