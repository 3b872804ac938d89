"""Django's PostgreSQL, told what a long-lived connection can spare.

Whether the server has hung up is seen at the socket, without asking it before every
request. Statements that are kept go to the server with their values apart, so that it
plans each once for a connection. Everything else is Django's own.
"""

from __future__ import annotations

from select import POLLIN, poll
from typing import TYPE_CHECKING

from django.db.backends.postgresql import base
from psycopg import Cursor
from psycopg.types.datetime import TimestamptzLoader

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection to PostgreSQL, which one thread uses."""

    def is_usable(self) -> bool:
        """Whether the server still listens; it is asked only if it said something.

        A server that closes a connection says so, and nothing else comes unasked.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.errors_occurred:
            return super().is_usable()
        said = poll()
        said.register(self.connection.pgconn.socket, POLLIN)
        return not said.poll(0) or super().is_usable()

    def kept_cursor(self) -> CursorWrapper:
        """Give a cursor for statements that are kept."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        # Django's own cursor binds in the client, which the server cannot prepare, and
        # reads moments by a slower loader that differs only where these are not in UTC.
        bare = Cursor(self.connection)
        bare.adapters.register_loader("timestamptz", TimestamptzLoader)
        wrapped: CursorWrapper = self._prepare_cursor(bare)  # type: ignore[attr-defined]
        return wrapped
