"""What an installation is told when it starts, because it can only be seen there.

Refuses to stop a start for what is merely slower or unwise.
"""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from yuanluo.config.database import journal_mode


@register(Tags.database)
def sqlite_journal(**kwargs: Any) -> list[CheckMessage]:
    """Say so when this SQLite is too old for the write-ahead log."""
    embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if not embedded or journal_mode() == "WAL":
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} may lose a commit with a write-ahead "
            "log; the journal is kept the slower way (DELETE).",
            hint="SQLite 3.51.3 or newer, or PostgreSQL by DATABASE_URL.",
            id="yuanluo.W001",
        )
    ]


@register(Tags.security)
def demonstration(**kwargs: Any) -> list[CheckMessage]:
    """Keep the page to step into anybody off the open network."""
    faults: list[CheckMessage] = []
    if settings.DEMO and settings.OVER_TLS:
        faults.append(
            Error(
                "A demonstration lets anybody act as anybody; it is not served "
                "over TLS as if it were in service.",
                id="yuanluo.E001",
            )
        )
    if settings.DEBUG and settings.OVER_TLS:
        faults.append(Error("Debugging shows secrets to anybody.", id="yuanluo.E002"))
    return faults
