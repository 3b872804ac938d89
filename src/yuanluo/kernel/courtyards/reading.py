"""Homes as a table, and barriers as GeoJSON, read into points in metres.

Every fault is told with its line, all of them at once, and a table with faults gives no
homes at all. A byte order mark, the encoding of Chinese spreadsheets (GB18030),
semicolons or tabs for commas, full-width digits, blank lines, blank cells at the end
and more columns than are asked for are taken as they come. Nothing is opened here:
whoever calls has read the bytes.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from math import cos, hypot, inf, isfinite, radians
from statistics import median
from typing import TYPE_CHECKING
from unicodedata import normalize

from yuanluo.kernel.courtyards.village import Dwelling
from yuanluo.kernel.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What a column may be called.
NAMES = {
    "编号": "id",
    "经度": "lon",
    "纬度": "lat",
    "户数": "households",
    "既定院落": "fixed",
    "须同院": "together",
}
#: What may stand between cells; the heading shows which does.
MARKS = (",", ";", "\t")
DEGREES = ("lon", "lat")
METRES = ("x", "y")
METRES_A_DEGREE = 111_320.0
#: A home further than this from the middle of the others is a slip.
FAR = 300_000.0
#: No village has more; a table that goes on is read no further.
HOMES_MOST = 100_000
#: More households than these live behind no door.
WHOLE = re.compile(r"0*[1-9][0-9]{0,4}")
#: Python reads more as a number than people write: 1_0, and the digits of any script.
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
EDGES = {"lon": 180.0, "lat": 90.0}
#: Metres from where they are counted; no map of ours has more.
METRES_MOST = 1e9


@dataclass(frozen=True, slots=True)
class Plane:
    """A village is small enough for the earth to be flat around its middle."""

    lon: float = 0.0
    lat: float = 0.0
    across: float = 1.0
    up: float = 1.0

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Give a point in metres from the middle.

        >>> Plane().at(3.0, 4.0)
        (3.0, 4.0)
        """
        return (lon - self.lon) * self.across, (lat - self.lat) * self.up


@dataclass(frozen=True, slots=True)
class Table:
    """Homes in metres with the line each stands in, or the faults of the table."""

    homes: tuple[Dwelling, ...] = ()
    lines: tuple[int, ...] = ()
    plane: Plane = Plane()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    home: Dwelling


def read_homes(file: str, content: bytes, *, metres: bool = False) -> Table:
    """Read a table of homes; the name of the file is only told.

    >>> table = read_homes("h.csv", b"id,x,y,households\\na,0,0,3\\n", metres=True)
    >>> table.homes[0].households, table.lines
    (3, (2,))
    >>> spoilt = read_homes("h.csv", b"id,x,y,households\\na,0,nan,3", metres=True)
    >>> print(spoilt.faults[0])
    h.csv:2: y is 'nan': give a number
    """
    try:
        text = _decoded(content)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        words = "neither UTF-8 nor GB18030: save the table as CSV in UTF-8"
        return Table(faults=(Fault(file, line, words),))
    if not text.strip():
        return Table(faults=(Fault(file, 1, "the file is empty"),))
    rows: list[_Row] = []
    faults: list[Fault] = []
    for found in _rows(file, text, METRES if metres else DEGREES):
        if isinstance(found, _Row):
            rows.append(found)
        else:
            faults.append(found)
        if len(rows) > HOMES_MOST:
            words = f"more than {HOMES_MOST:,} homes: divide them by areas"
            return Table(faults=(*faults, Fault(file, rows[-1].line, words)))
    if not rows and not faults:
        faults.append(Fault(file, 1, "there is no home below the heading"))
    faults += _twice(file, rows)
    if faults:
        return Table(faults=tuple(sorted(faults)))
    plane = Plane() if metres else plane_around([(r.home.x, r.home.y) for r in rows])
    homes = [_on(plane, row.home) for row in rows]
    far = _far(file, rows, homes)
    return (
        Table(tuple(homes), tuple(row.line for row in rows), plane, tuple(far))
        if not far
        else Table(faults=tuple(far))
    )


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _rows(file: str, text: str, axes: tuple[str, str]) -> Iterator[_Row | Fault]:
    """Read row by row; where the heading is wrong, nothing below it is."""
    first = text.lstrip().partition("\n")[0]
    mark = max(MARKS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=mark)
    heading: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if heading is None:
                heading = [_name(cell) for cell in cells]
                wrong = _heading_fault(heading, axes)
                if wrong:
                    yield Fault(file, reader.line_num, wrong)
                    return
                continue
            yield _row(file, reader.line_num, heading, cells, axes)
    except csv.Error as error:
        yield Fault(file, reader.line_num, f"not a table in CSV: {error}")


def _name(cell: str) -> str:
    name = cell.strip().lower()
    return NAMES.get(name, name)


def _heading_fault(heading: list[str], axes: tuple[str, str]) -> str:
    wanted = ("id", *axes, "households")
    missing = [name for name in wanted if name not in heading]
    known = (*wanted, "fixed", "together")
    twice = [name for name in known if heading.count(name) > 1]
    if missing:
        return f"missing columns: {', '.join(missing)}; wanted are {', '.join(wanted)}"
    return f"columns twice: {', '.join(twice)}" if twice else ""


def _row(
    file: str, line: int, heading: list[str], cells: list[str], axes: tuple[str, str]
) -> _Row | Fault:
    # Spreadsheets put blank cells behind the last column.
    while len(cells) > len(heading) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(heading):
        words = f"{len(cells)} cells, but {len(heading)} columns"
        return Fault(file, line, words)
    told = {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}
    wrong = [_place_fault(name, told[name]) for name in axes]
    households = _plain(told["households"])
    if not told["id"]:
        wrong.insert(0, "id is empty")
    if "\0" in "".join(cells):
        wrong.insert(0, "a cell has a character that no text has (NUL)")
    if not WHOLE.fullmatch(households):
        cell = told["households"][:40]
        wrong.append(f"households is {cell!r}: give a whole number from 1 to 99999")
    if any(wrong):
        return Fault(file, line, "; ".join(one for one in wrong if one))
    x, y = (float(_plain(told[name])) for name in axes)
    fixed, together = told.get("fixed", ""), told.get("together", "")
    return _Row(line, Dwelling(told["id"], x, y, int(households), fixed, together))


def _plain(cell: str) -> str:
    """Give a number as it is meant where it was typed in full width."""
    return normalize("NFKC", cell).strip()


def _place_fault(name: str, cell: str) -> str:
    plain = _plain(cell)
    number = float(plain) if NUMBER.fullmatch(plain) else inf
    if not isfinite(number):
        return f"{name} is {cell[:40]!r}: give a number"
    edge = EDGES.get(name, METRES_MOST)
    if abs(number) > edge:
        swapped = name == "lat" and abs(number) <= EDGES["lon"]
        hint = "; are lon and lat swapped?" if swapped else ""
        return f"{name} is {cell[:40]}: give {-edge:g} to {edge:g}{hint}"
    return ""


def _twice(file: str, rows: Sequence[_Row]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        line = first.setdefault(row.home.id, row.line)
        if line != row.line:
            words = f"id {row.home.id[:40]!r} is already in line {line}"
            yield Fault(file, row.line, words)


def plane_around(points: Sequence[tuple[float, float]]) -> Plane:
    """Lay the plane around the middle of points in degrees.

    >>> plane_around([(108.0, 30.0), (108.0, 31.0), (109.0, 32.0)]).lat
    31.0
    """
    lon = median(lon for lon, _ in points)
    lat = median(lat for _, lat in points)
    return Plane(lon, lat, METRES_A_DEGREE * cos(radians(lat)), METRES_A_DEGREE)


def _on(plane: Plane, home: Dwelling) -> Dwelling:
    x, y = plane.at(home.x, home.y)
    return Dwelling(home.id, x, y, home.households, home.fixed, home.together)


def _far(file: str, rows: Sequence[_Row], homes: Sequence[Dwelling]) -> list[Fault]:
    """Find homes that lie outside of any village the others could make."""
    x, y = median(home.x for home in homes), median(home.y for home in homes)
    faults = []
    for row, home in zip(rows, homes, strict=True):
        away = hypot(home.x - x, home.y - y)
        if away > FAR:
            words = f"home {home.id[:40]!r} lies {away / 1000:.0f} km from the others"
            faults.append(Fault(file, row.line, words))
    return faults
