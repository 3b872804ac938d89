"""Sessions whose database has gone: the store of Django, with nobody answering."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.db import OperationalError


class SessionStore(Kept):
    def load(self) -> dict[str, Any]:
        raise OperationalError("no route to the database")
