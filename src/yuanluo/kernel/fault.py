"""What is wrong in a charter, told so that whoever wrote it can mend it.

Faults are values, never exceptions: all of them are told at once. A problem says where
in the value it is, a fault in which file and line. Neither is told without what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Where = tuple[str | int, ...]

#: More names than these help nobody.
NAMES_SHOWN = 14


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a value that has been read.

    `whole` says that it is about how the parts go together, so that it cannot be known
    while one of them is unreadable.
    """

    where: Where
    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong at a line of a file."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the known name that was probably meant.

    >>> nearest("titel", ["title", "type"]), nearest("x", ["title"])
    ('title', None)
    """
    close = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)
    return close[0] if close else None


def meant(name: str, known: Iterable[str]) -> str:
    """Give the known name that stands for one as written, or the name itself.

    What is misspelt is told once; other checks go on with what was meant.

    >>> meant("titel", ["title"]), meant("title", ["title"]), meant("x", ["title"])
    ('title', 'title', 'x')
    """
    names = set(known)
    return name if name in names else nearest(name, names) or name


def listed(names: Iterable[str]) -> str:
    """Write names as a list that is not too long to read.

    >>> listed(["b", "a"]), listed([])
    ('a, b', 'none')
    """
    ordered = sorted(set(names))
    shown = ", ".join(ordered[:NAMES_SHOWN]) or "none"
    left = len(ordered) - NAMES_SHOWN
    return f"{shown} and {left} more" if left > 0 else shown


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that a name is not known, which one was probably meant, and which are.

    >>> unknown("state", "dne", ["done", "open"])
    "there is no state 'dne': did you mean 'done'? known are done, open"
    """
    names = set(known)
    meant = nearest(name, names)
    hint = f" did you mean {meant!r}?" if meant else ""
    return f"there is no {what} {name!r}:{hint} known are {listed(names)}"
