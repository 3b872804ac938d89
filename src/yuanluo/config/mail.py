"""How mail leaves: through the server that is named, or into a folder to be read.

Refuses to lose mail in silence: with no server named, each message is a file.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SMTP_WAIT_S = 10


def mail(address: str, *, folder: Path) -> dict[str, Any]:
    """Read the address of a mail server into Django's words.

    >>> set_to = mail("smtps://clerk:a%2Fb@mail.example", folder=Path("var"))
    >>> set_to["EMAIL_PORT"], set_to["EMAIL_USE_SSL"], set_to["EMAIL_HOST_PASSWORD"]
    (465, True, 'a/b')
    """
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("YUANLUO_SMTP must look like smtp://user:password@host:587.")
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        # A server on this machine is not asked for a certificate.
        "EMAIL_USE_TLS": not implicit and parts.hostname != "localhost",
        "EMAIL_TIMEOUT": SMTP_WAIT_S,
    }
