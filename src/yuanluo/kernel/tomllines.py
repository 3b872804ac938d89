"""Where in a TOML text a value stands: from its path to its line.

`tomllib` reads values and forgets where they stood, so that a fault could be told only
for a whole file. This reader walks over a text that `tomllib` has accepted and notes
the line of every table, key and element. It interprets no value and refuses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Path = tuple[str | int, ...]

BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
QUOTES = ('"""', "'''", '"', "'")


def lines_of(text: str) -> Lines:
    """Note the line of everything in a valid TOML text.

    >>> lines = lines_of('id = "a"\\n[[step]]\\nask = [\\n  { id = "x" },\\n]\\n')
    >>> lines.of(("step", 0, "ask", 0, "id")), lines.of(("step", 0, "missing"))
    (4, 2)
    """
    return _Reader(text).read()


@dataclass(slots=True)
class Lines:
    """The lines of a file's tables, keys and elements."""

    known: dict[Path, int] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """Give the line of a value, or of the nearest thing that holds it.

        Words in the path that are in no file (pydantic names the branch of a union)
        are passed over.
        """
        here: Path = ()
        for word in path:
            if (*here, word) in self.known:
                here = (*here, word)
        return self.known.get(here, 1)


class _Reader:
    """Walks over the characters once."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.line = 1
        self.lines = Lines()
        self.counts: dict[Path, int] = {}

    def read(self) -> Lines:
        table: Path = ()
        while self.skip(newlines=True):
            if self.here("["):
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def here(self, some: str) -> bool:
        return self.text.startswith(some, self.at)

    def step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def skip(self, *, newlines: bool) -> bool:
        """Pass over blanks and comments; say whether anything is left."""
        blanks = " \t\n" if newlines else " \t"
        while self.at < len(self.text):
            if self.here("#"):
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in blanks:
                self.step()
            else:
                return True
        return False

    def note(self, path: Path) -> None:
        self.lines.known.setdefault(path, self.line)

    def header(self) -> Path:
        double = self.here("[[")
        self.step(2 if double else 1)
        names = tuple(self.names())
        for depth in range(1, len(names)):
            self.note(self.latest(names[:depth]))
        if double:
            array = (*self.latest(names[:-1]), names[-1])
            self.note(array)
            path: Path = (*array, self.counts.get(array, 0))
            self.counts[array] = self.counts.get(array, 0) + 1
        else:
            path = self.latest(names)
        self.note(path)
        self.skip(newlines=False)
        self.step(2 if double else 1)
        return path

    def latest(self, path: Path) -> Path:
        """Go into the newest element of every array of tables on the way."""
        whole: Path = ()
        for word in path:
            whole = (*whole, word)
            if whole in self.counts:
                whole = (*whole, self.counts[whole] - 1)
        return whole

    def names(self) -> list[str]:
        """Read a key that may be dotted."""
        found = []
        while True:
            self.skip(newlines=False)
            found.append(self.name())
            self.skip(newlines=False)
            if not self.here("."):
                return found
            self.step()

    def name(self) -> str:
        if self.text[self.at] in "\"'":
            start = self.at
            self.string()
            return self.text[start + 1 : self.at - 1]
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in BARE:
            self.at += 1
        return self.text[start : self.at]

    def pair(self, table: Path) -> None:
        path = table
        for name in self.names():
            path = (*path, name)
            self.note(path)
        self.step()
        self.skip(newlines=False)
        self.value(path)

    def value(self, path: Path) -> None:
        if self.here("["):
            self.array(path)
        elif self.here("{"):
            self.inline(path)
        elif self.text[self.at] in "\"'":
            self.string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def array(self, path: Path) -> None:
        self.step()
        index = 0
        while self.skip(newlines=True) and not self.here("]"):
            self.note((*path, index))
            self.value((*path, index))
            index += 1
            self.skip(newlines=True)
            if self.here(","):
                self.step()
        self.step()

    def inline(self, path: Path) -> None:
        self.step()
        while self.skip(newlines=True) and not self.here("}"):
            self.pair(path)
            self.skip(newlines=True)
            if self.here(","):
                self.step()
        self.step()

    def string(self) -> None:
        quote = next(quote for quote in QUOTES if self.here(quote))
        self.step(len(quote))
        while not self.here(quote):
            self.step(2 if self.here("\\") and '"' in quote else 1)
        self.step(len(quote))
        # A text in three quotes may end in one or two more of its own.
        while len(quote) == 3 and self.here(quote[0]):
            self.step()
