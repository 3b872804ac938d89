"""What the operator may set from outside, read once and named in one place.

`docs/operations/install.md` lists each name; a test compares the two. Refuses a
value it cannot read, with the name of the setting, instead of guessing.
"""

import os
from fnmatch import fnmatchcase
from pathlib import Path

# name: what it is for. The documentation is checked against this table.
SETTINGS: dict[str, str] = {
    "DATABASE_URL": "address of PostgreSQL; empty is the SQLite file in the folder",
    "YUANLUO_VAR": "folder for the database file, photos, mail and keys",
    "YUANLUO_ORIGIN": "the address people type, scheme included",
    "YUANLUO_HOSTS": "further host names, parted by commas",
    "YUANLUO_DEMO": "1 opens the page to step into a member of the cast",
    "YUANLUO_DEBUG": "1 shows faults in the browser; never in service",
    "YUANLUO_SMTP": "address of the mail server, smtp[s]://user:password@host:port",
    "YUANLUO_MAIL_FROM": "sender of mail",
    "YUANLUO_CHARTERS": "folder of charter packs",
    "YUANLUO_SMS": "apprise address that carries sign-in codes",
    "YUANLUO_SMS_PER_DAY": "most sign-in codes that leave on a day",
    "YUANLUO_STAFF_SECOND_FACTOR": "1 lets posts be used only after a second factor",
    "YUANLUO_IDLE_STAFF_MINUTES": "minutes a session with posts may rest",
    "YUANLUO_IDLE_RESIDENT_MINUTES": "minutes another session may rest",
    "YUANLUO_LOG": "least severe level that is written",
    "YUANLUO_API_PER_MINUTE": "requests a minute that programs of one account may send",
    "YUANLUO_TYPEFACE": "file of a Chinese typeface for PDF; one of the system's",
    "YUANLUO_TILES": "address of tiles under maps, with {z}, {x} and {y}; none",
    "YUANLUO_ROBOT_*": "key of a group robot, under the name the charter gives it",
}


def text(name: str, default: str = "") -> str:
    """Read a setting as text."""
    assert name in SETTINGS, name
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Read a setting that is on or off."""
    value = text(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ValueError(f"{name} is {value!r}; it may be 0 or 1.")
    return value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    """Read a setting that counts something."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ValueError(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def listed(name: str) -> list[str]:
    """Read a setting that names several things, parted by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def named(pattern: str) -> dict[str, str]:
    """Read every setting whose name fits: those that charters name."""
    assert pattern in SETTINGS, pattern
    return {
        name: value.strip()
        for name, value in os.environ.items()
        if fnmatchcase(name, pattern) and value.strip()
    }


def folder(name: str, default: Path) -> Path:
    """Read a setting that names a folder."""
    return Path(text(name, str(default))).expanduser().resolve()
