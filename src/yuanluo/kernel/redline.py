"""What was changed in a text: what stayed, what was taken out, what was put in.

Short texts are compared sign by sign (a number or a foreign word is one sign), long
ones sentence by sentence. A crumb that stayed between two changes goes with them, so
that the difference can be read aloud. Nothing is lost: what stayed and what was taken
out is the text before, what stayed and what was put in is the text after.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["same", "gone", "new"]
SIGNS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
SENTENCES = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
#: Up to so many signs in both texts together they are compared sign by sign.
SIGNS_MOST = 600
#: Fewer signs than these between two changes are a crumb.
CRUMB = 2


class Passage(NamedTuple):
    """A part of a text that stayed, was taken out, or was put in."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> tuple[Passage, ...]:
    """Say what was changed, in the order of the text.

    >>> for one in compare("建广场，八万元", "建广场，五万元，不占田"):
    ...     print(one.kind, one.text)
    same 建广场，
    gone 八
    new 五
    same 万元
    new ，不占田
    """
    old, new = SIGNS.findall(before), SIGNS.findall(after)
    if len(old) + len(new) > SIGNS_MOST:
        old, new = SENTENCES.findall(before), SENTENCES.findall(after)
    return tuple(_joined(_parts(old, new)))


def _parts(old: list[str], new: list[str]) -> Iterator[Passage]:
    found = SequenceMatcher(None, old, new, autojunk=len(new) > SIGNS_MOST)
    steps = found.get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(steps):
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        crumb = tag == "equal" and b - a < CRUMB and 0 < place < len(steps) - 1
        if tag == "equal" and not crumb:
            yield Passage("same", gone)
            continue
        yield Passage("gone", gone)
        yield Passage("new", came)


def _joined(parts: Iterator[Passage]) -> Iterator[Passage]:
    """Put neighbouring changes together: first all that went, then all that came."""
    gone, new = "", ""
    for kind, text in parts:
        if kind == "gone":
            gone += text
        elif kind == "new":
            new += text
        else:
            yield from _changed(gone, new)
            gone = new = ""
            yield Passage("same", text)
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Passage]:
    if gone:
        yield Passage("gone", gone)
    if new:
        yield Passage("new", new)
