"""The files of one charter folder, read into parts that know their lines.

Which files there may be is said here; how the parts of two charters are put together
is the matter of `yuanluo.kernel.charterfolder`. Nothing is opened: texts are given.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.charter import (
    Body,
    Category,
    Front,
    Level,
    Override,
    Post,
    Publication,
    Robot,
    Settled,
    Term,
    WayRule,
)
from yuanluo.kernel.deciding.rulepack import RulePack
from yuanluo.kernel.fault import Fault, Problem, Where, listed, nearest
from yuanluo.kernel.playbook import Playbook
from yuanluo.kernel.tomllines import Lines, lines_of
from yuanluo.kernel.wellformed import Reading, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

FRONT = "charter.toml"
PLACES = "places.csv"
SECTIONS: dict[str, dict[str, type[BaseModel]]] = {
    FRONT: {"level": Level, "override": Override, "robot": Robot, "way": WayRule},
    "posts.toml": {"post": Post},
    "bodies.toml": {"body": Body},
    "categories.toml": {"category": Category},
    "publication.toml": {"term": Term, "publication": Publication},
}
#: Files of other subjects, which read them themselves.
OTHERS = {"demo.toml", "points.toml", "honours.toml"}
COLUMNS = ("code", "name", "level", "parent", "lon", "lat")
NEEDED = ("code", "name", "level")
AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Pack:
    """A charter folder: how it is called in messages, and its texts by path."""

    folder: str
    files: Mapping[str, str]


@dataclass(slots=True)
class Item:
    """A part of a charter and where it is written."""

    kind: str
    key: str | int
    value: Any
    file: str
    lines: Lines
    base: Where = ()
    reading: Reading[Any] | None = None

    def fault(self, where: Where, text: str) -> Fault:
        """Say what is wrong at a place in this part."""
        return Fault(self.file, self.lines.of((*self.base, *where)), text)


@dataclass(slots=True)
class Parts:
    """What a folder holds, and every fault that could be seen in it alone."""

    folder: str
    front: Item | None = None
    items: list[Item] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def of(self, kind: str) -> list[Item]:
        """Give the parts of one kind, in the order in which they are written."""
        return [item for item in self.items if item.kind == kind]


def read_pack(pack: Pack) -> Parts:
    """Read every file of a folder."""
    parts = Parts(pack.folder)
    if FRONT not in pack.files:
        text = f"there is no {FRONT}: a charter begins with it"
        parts.faults.append(Fault(_path(pack, FRONT), 1, text))
    for path in sorted(pack.files):
        text = pack.files[path].removeprefix("\ufeff")
        if path in SECTIONS:
            _sections(parts, _path(pack, path), text, path)
        elif path == PLACES:
            _places(parts, _path(pack, path), text)
        elif path.startswith("playbooks/") and path.endswith(".toml"):
            _playbook(parts, _path(pack, path), text)
        elif path.startswith("rules/") and path.endswith(".toml"):
            _rule_pack(parts, _path(pack, path), text)
        elif "/" not in path and path.endswith(".toml") and path not in OTHERS:
            parts.faults.append(_not_read(_path(pack, path), path))
    return parts


def builds_on(files: Mapping[str, str]) -> str | None:
    """Give the charter that a folder says it is built on, if that can be read."""
    try:
        on = tomllib.loads(files.get(FRONT, "").removeprefix("\ufeff")).get("on")
    except tomllib.TOMLDecodeError:
        return None
    return on if isinstance(on, str) else None


def _path(pack: Pack, path: str) -> str:
    return f"{pack.folder}/{path}" if pack.folder else path


def _not_read(file: str, path: str) -> Fault:
    meant = nearest(path, [*SECTIONS, *OTHERS])
    hint = f"did you mean {meant}? " if meant else ""
    known = listed([*SECTIONS, *OTHERS, "playbooks/*.toml", "rules/*.toml"])
    return Fault(file, 1, f"nobody reads {path}: {hint}known are {known}")


# TOML ---------------------------------------------------------------------------------


def _loaded(parts: Parts, file: str, text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        found = AT_LINE.search(str(broken))
        line = int(found[1]) if found else text.count("\n") + 1
        words = AT_LINE.sub("", str(broken)).removesuffix(" (at end of document)")
        fault = f"{words}: the rest of this file could not be read"
        parts.faults.append(Fault(file, line, fault))
        return None


def _sections(parts: Parts, file: str, text: str, path: str) -> None:
    raw = _loaded(parts, file, text)
    if raw is None:
        return
    lines = lines_of(text)
    known = SECTIONS[path]
    if path != FRONT:
        raw = _only_known(parts, file, lines, raw, known)
    for kind, model in known.items():
        for index, table in enumerate(_tables(parts, file, lines, raw, kind)):
            item = Item(kind, index, None, file, lines, (kind, index))
            _take(parts, item, model, table)
            item.key = getattr(item.value, "id", index)
    if path == FRONT:
        parts.front = Item("charter", "", None, file, lines)
        _take(parts, parts.front, Front, raw)
        parts.items.remove(parts.front)
    _once(parts, file)


def _only_known(
    parts: Parts,
    file: str,
    lines: Lines,
    raw: dict[str, Any],
    known: Mapping[str, type[BaseModel]],
) -> dict[str, Any]:
    """Tell tables that nobody reads; one that was misspelt is read all the same."""
    kept: dict[str, Any] = {}
    for name, value in raw.items():
        meant = name if name in known else nearest(name, known)
        if name != meant:
            hint = f"did you mean [[{meant}]]? " if meant else ""
            text = f"{name!r} is not known here: {hint}known are {listed(known)}"
            parts.faults.append(Fault(file, lines.of((name,)), text))
        if meant is not None:
            kept.setdefault(meant, value)
    return kept


def _tables(
    parts: Parts, file: str, lines: Lines, raw: dict[str, Any], kind: str
) -> list[dict[str, Any]]:
    found = raw.pop(kind, [])
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    text = f"{kind!r} is a list of tables: begin each with [[{kind}]]"
    parts.faults.append(Fault(file, lines.of((kind,)), text))
    return []


def _take(
    parts: Parts, item: Item, model: type[BaseModel], table: dict[str, Any]
) -> None:
    item.reading = read(model, table)
    item.value = item.reading.value
    parts.faults += (item.fault(flaw.where, flaw.text) for flaw in item.reading.flaws)
    if item.value is not None:
        parts.items.append(item)


def _once(parts: Parts, file: str) -> None:
    """Tell parts of one kind that have the same name; the first one counts."""
    seen: dict[tuple[str, str | int], Item] = {}
    for item in [one for one in parts.items if one.file == file]:
        first = seen.setdefault((item.kind, item.key), item)
        if first is not item:
            text = f"{item.kind} {item.key!r} is there already: rename one of them"
            parts.faults.append(item.fault(("id",), text))
            parts.items.remove(item)


def _playbook(parts: Parts, file: str, text: str) -> None:
    raw = _loaded(parts, file, text)
    if raw is None:
        return
    item = Item("playbook", "", None, file, lines_of(text))
    _take(parts, item, Playbook, raw)
    item.key = str(raw.get("id", ""))
    name = file.rpartition("/")[2].removesuffix(".toml")
    if item.value is not None and item.key and item.key != name:
        problem = f"the file is called {name}.toml, so its id must be {name!r}"
        parts.faults.append(item.fault(("id",), problem))


def _rule_pack(parts: Parts, file: str, text: str) -> None:
    """Read a rule pack; several of one body may hold one after the other."""
    raw = _loaded(parts, file, text)
    if raw is None:
        return
    name = file.rpartition("/")[2].removesuffix(".toml")
    item = Item("rule", name, None, file, lines_of(text))
    _take(parts, item, RulePack, raw)
    ident = str(raw.get("id", ""))
    if item.value is not None and not f"{name}-".startswith(f"{ident}-"):
        problem = f"the file is called {name}.toml, so its id must be {name!r}"
        parts.faults.append(item.fault(("id",), problem))


# CSV ----------------------------------------------------------------------------------


def _places(parts: Parts, file: str, text: str) -> None:
    rows = csv.reader(io.StringIO(text))
    header = [name.strip() for name in next(rows, [])]
    lacking = [name for name in NEEDED if name not in header]
    for name in header:
        if name not in COLUMNS:
            meant = nearest(name, COLUMNS)
            hint = f"did you mean {meant!r}? " if meant else ""
            problem = f"no column {name!r}: {hint}known are {', '.join(COLUMNS)}"
            parts.faults.append(Fault(file, 1, problem))
    for name in lacking:
        parts.faults.append(Fault(file, 1, f"the column {name!r} is missing: add it"))
    if lacking:
        return
    start = 2
    for row in rows:
        line, start = start, rows.line_num + 1
        if any(cell.strip() for cell in row):
            _place(parts, file, line, header, row)
    _once(parts, file)


def _place(
    parts: Parts, file: str, line: int, header: list[str], row: list[str]
) -> None:
    lines = Lines({(): line})
    if len(row) != len(header):
        text = (
            f"{len(row)} cells, but the first line has {len(header)}: mind the commas"
        )
        parts.faults.append(Fault(file, line, text))
        return
    cells = {n: c.strip() for n, c in zip(header, row, strict=True) if n in COLUMNS}
    table: dict[str, Any] = {name: cell for name, cell in cells.items() if cell}
    for name in ("lon", "lat"):
        if name in table:
            table[name] = _number(parts, file, line, name, table.pop(name))
    item = Item("place", table.get("code", f"line {line}"), None, file, lines)
    _take(parts, item, Settled, table)


def _number(parts: Parts, file: str, line: int, name: str, cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        text = f"{name} {cell!r} is no number: write degrees as in 106.7132"
        parts.faults.append(Fault(file, line, text))
        return None


def problems_of(item: Item, problems: list[Problem]) -> list[Fault]:
    """Give the faults of a part, leaving out what only follows from its flaws."""
    reading = item.reading
    return [
        item.fault(problem.where, problem.text)
        for problem in problems
        if reading is None or not reading.leaves_alone(problem)
    ]
