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
    """Ask for a session that has not run out, by its key."""
    return Session.objects.filter(session_key=number, expire_date__gt=at)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, read in one kept statement."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        # What no database can hold was not given out by us.
        if not key.isascii() or "\0" in key:
            self._session_key = None
            return None
        found: list[Session] = _session.models(number=key, at=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None
