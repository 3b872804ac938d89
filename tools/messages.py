"""Message catalogues without the gettext system package.

`compile` makes .mo files; `extract` brings the English catalogue up to date with the
pages and the code; `missing` lists what has no English and fails if there is any.
"""

import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "yuanluo"
LOCALE = SOURCE / "locale"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
METHODS = [("**.py", "python"), ("**/jinja2/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {"**/jinja2/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}


def catalogues() -> list[Path]:
    """Find the catalogues people write."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def read(path: Path) -> Catalog:
    """Read one catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compile_all() -> int:
    """Make the files gettext reads, where the written ones are newer."""
    for path in catalogues():
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read(path))
    return 0


def current() -> Catalog:
    """Gather every message of the pages and the code."""
    found = Catalog()
    for name, line, message, comments, context in extract_from_dir(
        SOURCE, METHODS, OPTIONS, KEYWORDS, ("Translators:",)
    ):
        found.add(
            message, None, [(name, line)], auto_comments=comments, context=context
        )
    return found


def extract() -> int:
    """Bring the English catalogue up to date."""
    path = LOCALE / "en" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = read(path) if path.exists() else Catalog(locale="en")
    known.update(current(), no_fuzzy_matching=True, update_header_comment=False)
    known.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, known, sort_output=True, include_lineno=False, width=88)
    return 0


def said(string: str | tuple[str, ...]) -> bool:
    """Say whether a message is there, in every one of its plurals.

    >>> said(("", "")), said(("one", "")), said(("one", "many")), said("")
    (False, False, True, False)
    """
    return all(string) if isinstance(string, tuple) else bool(string)


def missing() -> int:
    """List the messages without English."""
    path = LOCALE / "en" / "LC_MESSAGES" / "django.po"
    known = read(path) if path.exists() else Catalog(locale="en")
    faults = 0
    for message in current():
        if not message.id:
            continue
        there = known.get(message.id, message.context)
        if there is None or not said(there.string) or there.fuzzy:
            faults += 1
            where = ", ".join(f"{name}:{line}" for name, line in message.locations)
            print(f"no English for {message.id!r} ({where})")
    for message, errors in known.check():
        faults += 1
        print(f"{message.id!r}: {', '.join(str(error) for error in errors)}")
    return min(faults, 1)


if __name__ == "__main__":
    commands = {"compile": compile_all, "extract": extract, "missing": missing}
    sys.exit(commands[sys.argv[1]]())
