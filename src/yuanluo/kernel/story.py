"""Stories: test, documentation and demonstration of a playbook, written as minutes.

A file holds one story or several. A story is a line `# title`, a line `cast | name
parts | …`, directives (`word | …`) and dated lines in the order of time. The reader
goes to the end of the file whatever it finds and reports every fault with its line;
it plays nothing and does not know which steps, states or posts exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from yuanluo.kernel.quoting import Unreadable, cut, hint, without_comment
from yuanluo.kernel.storyline import (
    StoryLine,
    read_deed,
    read_expectation,
    read_moment,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = re.compile(r"[^\W_][\w-]*")
WORD = re.compile(r"[a-z][a-z-]*")
DATED_CELLS = 4

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class StoryFault:
    """What cannot be read, and in which line of the file."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody of the story and the parts they play, as written."""

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Directive:
    """Something that holds before the story begins: roster, kin, place, closed …"""

    line: int
    word: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What happens, from an empty village to an end."""

    title: str
    line: int
    cast: tuple[CastMember, ...]
    directives: tuple[Directive, ...]
    lines: tuple[StoryLine, ...]

    def told(self, word: str) -> tuple[Directive, ...]:
        """Give the directives of one kind."""
        return tuple(one for one in self.directives if one.word == word)


@dataclass(frozen=True, slots=True)
class StoryFile:
    """The stories of a file, and everything that is wrong with it."""

    stories: tuple[Story, ...]
    faults: tuple[StoryFault, ...]


@dataclass(slots=True)
class _Draft:
    """A story while it is read."""

    title: str
    line: int
    cast: list[CastMember] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    lines: list[StoryLine] = field(default_factory=list)
    dated: bool = False

    def finished(self) -> Story:
        return Story(
            self.title,
            self.line,
            tuple(self.cast),
            tuple(self.directives),
            tuple(self.lines),
        )


@dataclass(slots=True)
class _Reader:
    """Goes through a file line by line and remembers where it is."""

    name: str
    drafts: list[_Draft] = field(default_factory=list)
    faults: list[StoryFault] = field(default_factory=list)
    heading: str = ""

    def fault(self, number: int, text: str) -> None:
        self.faults.append(StoryFault(number, text))

    def attempt(
        self, number: int, read: Callable[[str], Found], text: str
    ) -> Found | None:
        try:
            return read(text)
        except Unreadable as fault:
            self.fault(number, f"{fault}{hint(text)}")
            return None

    def take(self, number: int, raw: str) -> None:
        if raw.lstrip().startswith("#"):
            self.heading = raw.strip(" \t\r#")
            return
        line = without_comment(raw).strip()
        if not line:
            return
        heading, self.heading = self.heading, ""
        try:
            cells = cut(line, "|")
            if cells[0][:1].isdigit():
                self.take_dated(number, line, cells)
            elif cells[0] == "cast" and len(cells) > 1:
                self.take_cast(number, cells[1:], heading)
            else:
                self.take_directive(number, cells)
        except Unreadable as fault:
            self.fault(number, f"{fault}{hint(line)}")

    def draft(self) -> _Draft:
        if not self.drafts:
            raise Unreadable("a story begins with `# title` and `cast | name part`")
        return self.drafts[-1]

    def take_cast(self, number: int, cells: list[str], heading: str) -> None:
        # A second line of the cast goes on with the first; a title begins anew.
        if heading or not self.drafts or self.drafts[-1].dated:
            self.drafts.append(_Draft(heading or self.name, number))
        cast = self.drafts[-1].cast
        for cell in cells:
            member = self.attempt(number, read_member, cell)
            if member and any(member.name == other.name for other in cast):
                self.fault(number, f"{member.name} is in the cast twice")
            elif member:
                cast.append(member)

    def take_directive(self, number: int, cells: list[str]) -> None:
        if len(cells) == 1 or not WORD.fullmatch(cells[0]):
            raise Unreadable(
                "a line begins with a date, `cast |`, a word and |, or # for a comment"
            )
        draft = self.draft()
        if draft.dated:
            raise Unreadable(f"{cells[0]} must stand before the first dated line")
        draft.directives.append(Directive(number, cells[0], tuple(cells[1:])))

    def take_dated(self, number: int, line: str, cells: list[str]) -> None:
        draft = self.draft()
        draft.dated = True
        if len(cells) != DATED_CELLS:
            raise Unreadable(
                f"a dated line has four parts (when | who | deed | results), "
                f"not {len(cells)}"
            )
        when, who, done, results = cells
        at = self.attempt(number, read_moment, when)
        people = self.attempt(number, read_people, who)
        deed = self.attempt(number, read_deed, done)
        expects = [
            self.attempt(number, read_expectation, result)
            for result in cut(results, ";")
            if result
        ]
        if at and draft.lines and at < draft.lines[-1].at:
            self.fault(number, f"{when} is earlier than the line above")
        elif at and people:
            known = tuple(one for one in expects if one)
            draft.lines.append(StoryLine(number, at, people, deed, known, line))


def read_member(text: str) -> CastMember:
    """Read a member of the cast: a name and the parts they play.

    >>> read_member("clerk clerk@village").parts
    ('clerk@village',)
    """
    name, *parts = text.split() or [""]
    if not NAME.fullmatch(name):
        raise Unreadable(f"{text!r} is no member of the cast: write name part")
    return CastMember(name, tuple(parts))


def read_people(text: str) -> str:
    """Read who does it: one name, or several with commas between.

    >>> read_people("r2, r3")
    'r2,r3'
    """
    people = ",".join(part for part in re.split(r"[,\s]+", text) if part)
    if not people:
        raise Unreadable("nobody does it: name somebody, or clock")
    return people


def parse(text: str, name: str = "") -> StoryFile:
    """Read the stories of a file; `name` is the title of one that has none.

    >>> found = parse("2026-03-02 09:00 | yang | claim M: | M claimed")
    >>> print(*found.faults)
    line 1: a story begins with `# title` and `cast | name part`
    """
    reader = _Reader(name)
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        reader.take(number, raw)
    for draft in reader.drafts:
        if not draft.dated:
            reader.fault(draft.line, "the story has no dated line")
    if not reader.drafts and not reader.faults:
        reader.fault(1, "no story: begin with `# title` and `cast | name part`")
    return StoryFile(
        tuple(draft.finished() for draft in reader.drafts),
        tuple(sorted(reader.faults, key=lambda fault: fault.line)),
    )
