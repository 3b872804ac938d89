"""What narrows a worklist, read from an address and written into one.

An address that says something unknown narrows by nothing rather than failing: people
keep addresses. Which rows that leaves is not decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from yuanluo.kernel.place import is_code
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries.lines import Key
from yuanluo.matters.queries.worklists import LISTS, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yuanluo.kernel.charter import Category, Charter
    from yuanluo.people.queries import Standing

WORDS_MOST = 40
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
#: A number as people write it: with or without the hyphen, in either case.
NUMBER = re.compile(r"(\d{4})-([0-9A-Z]{1,6})|(\d{4})([0-9A-Z]{6})")
#: The parts of an address that narrow a list; the rest turns its pages.
PARTS = ("list", "q", "place", "kind", "at", "late")

Option = tuple[str, str]


def read(
    asked: Mapping[str, str], who: Standing, readings: Iterable[Charter]
) -> Wanted:
    """Read which list is wanted."""
    words = " ".join(asked.get("q", "").split())[:WORDS_MOST]
    number = number_in(words)
    playbook, _, state = asked.get("at", "").partition(":")
    place = asked.get("place", "")
    kind = asked.get("kind", "")
    name = asked.get("list", "")
    return Wanted(
        name=name if name in LISTS else first_list(who),
        place=place if is_code(place) else "",
        categories=with_below(kind, readings) if NAME.fullmatch(kind) else (),
        playbook=playbook if NAME.fullmatch(playbook) else "",
        state=state if NAME.fullmatch(state) else "",
        words="" if number else words.replace("\0", ""),
        number=number,
        late=bool(asked.get("late")),
        after=Key.parse(asked.get("after", "")),
        before=Key.parse(asked.get("before", "")),
    )


def first_list(who: Standing) -> str:
    """Say which list somebody begins with: everything, where nothing is theirs."""
    return "mine" if who.posts else "all"


def number_in(words: str) -> str:
    """Give the number that somebody typed, as it is kept; "" if it is none.

    >>> number_in("2603-abcdef"), number_in("2603ABCDEF"), number_in("路灯")
    ('2603-ABCDEF', '2603-ABCDEF', '')
    """
    found = NUMBER.fullmatch(words.upper())
    if found is None:
        return ""
    return f"{found[1] or found[3]}-{found[2] or found[4]}"


def with_below(kind: str, readings: Iterable[Charter]) -> tuple[str, ...]:
    """Give a category and those under it."""
    found = [kind]
    for reading in readings:
        for category in reading.categories:
            if category.parent in found and category.id not in found:
                found.append(category.id)
    return tuple(found)


def written(asked: Mapping[str, str], **changes: str) -> str:
    """Write the part of an address that narrows, as it is kept under a name."""
    kept = {name: asked.get(name, "") for name in PARTS} | changes
    return urlencode({name: value[:100] for name, value in kept.items() if value})


# What there is to choose from ---------------------------------------------------------


def category_options(readings: Iterable[Charter], language: str) -> list[Option]:
    """Give the categories, each below the one it belongs to."""
    found: list[Option] = []
    for reading in readings:
        tops = [c for c in reading.categories if c.parent is None]
        for top in tops:
            found += _tree(reading, top, 0, language)
    return list(dict.fromkeys(found))


def _tree(
    reading: Charter, category: Category, depth: int, language: str
) -> list[Option]:
    indent = "　" * depth
    found = [(category.id, f"{indent}{title_in(category.title, language)}")]
    for below in reading.categories:
        if below.parent == category.id:
            found += _tree(reading, below, depth + 1, language)
    return found


def state_options(readings: Iterable[Charter], language: str) -> list[Option]:
    """Give the playbooks, each with its states below it."""
    found: list[Option] = []
    for reading in readings:
        for book in reading.playbooks:
            found.append((book.id, title_in(book.title, language)))
            found += [
                (f"{book.id}:{state.id}", f"　{title_in(state.title, language)}")
                for state in book.states
            ]
    return list(dict.fromkeys(found))
