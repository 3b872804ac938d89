"""Owners and the areas of their units out of a clerk's rows, each fault by its cell.

One row is one unit: which, how large, and who stands for it. Of several who own one
unit a column names the one who stands for them, or the row is not taken; the others are
read past. Nothing is looked up and nothing is written; what must not be known is named
and left unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from yuanluo.kernel.area import read_area
from yuanluo.kernel.forbidden import forbidden
from yuanluo.kernel.registers_cells import CellFault, address_of, name_of, plain
from yuanluo.kernel.registers_columns import (
    COLUMNS_MOST,
    HEADING_WITHIN,
    cell_name,
    heading,
    told_in,
)
from yuanluo.kernel.registers_roster import RosterFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from yuanluo.kernel.registers_cells import Cell
    from yuanluo.kernel.registers_roster import Row

UNITS_MOST = 5_000
ROOM_MOST = 60
HEADINGS: dict[str, tuple[str, ...]] = {
    "room": (
        *("房号", "门牌", "门牌号", "室号", "房屋", "房屋坐落", "楼栋房号", "单元房号"),
        *("专有部分", "坐落"),
    ),
    "area": (
        *("面积", "建筑面积", "专有面积", "专有部分面积", "产权面积", "房屋面积"),
        *("专有部分建筑面积",),
    ),
    "owner": ("业主", "业主姓名", "产权人", "所有权人", "权利人", "姓名"),
    "stands": ("代表", "业主代表", "共有人代表", "推选代表", "代表人"),
    "phone": ("电话", "联系电话", "电话号码", "手机", "手机号", "手机号码", "联系方式"),
}
FIELDS = {head: name for name, known in HEADINGS.items() for head in known}
#: Without these there is no list of owners.
NEEDED = frozenset({"room", "area", "owner"})
BETWEEN = re.compile(r"[、,;/\uff0c\uff1b]+")

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A unit as a row tells it; `shared` where several own it and named one."""

    row: int
    room: str
    area: int
    owner: str
    shared: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class OwnerList:
    """What a file says: its sound rows, its faults, and the columns passed over."""

    rows: tuple[OwnerRow, ...] = ()
    faults: tuple[RosterFault, ...] = ()
    unread: tuple[str, ...] = ()
    #: Where the names of owners stand, counted from 0.
    owners_at: int = 0


def read_owners(
    rows: Iterable[Row], *, phone_of: Callable[[str], str | None]
) -> OwnerList:
    """Read the rows of one sheet; every fault is told, and none stops the reading."""
    reading = _Reading(phone_of)
    for before, row in enumerate(rows):
        if reading.columns:
            reading.take(row)
            if len(reading.rows) > UNITS_MOST:
                return OwnerList(faults=(RosterFault(0, 0, "TOO_MANY_UNITS"),))
        elif before >= HEADING_WITHIN:
            break
        else:
            reading.columns = _columns(row, reading)
    if not reading.columns:
        return OwnerList(faults=(RosterFault(0, 0, "NO_OWNER_HEADINGS"),))
    return OwnerList(
        tuple(reading.rows),
        tuple(sorted(reading.faults)),
        tuple(reading.unread),
        reading.columns["owner"],
    )


def _columns(row: Row, reading: _Reading) -> dict[str, int]:
    """Find what each column holds, if this is the row of headings."""
    heads = [heading(cell) for cell in row.cells[:COLUMNS_MOST]]
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        if head in FIELDS:
            found.setdefault(FIELDS[head], index)
    if not found.keys() >= NEEDED:
        return {}
    for index, head in enumerate(heads):
        if index in found.values():
            continue
        if kind := forbidden(head):
            fault = RosterFault(row.number, index, "FORBIDDEN", kind, grave=False)
            reading.faults.append(fault)
        elif head:
            reading.unread.append(head[:40])
    return found


@dataclass(slots=True)
class _Reading:
    """A file while it is read."""

    phone_of: Callable[[str], str | None]
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[OwnerRow] = field(default_factory=list)
    faults: list[RosterFault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    rooms: dict[str, int] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Take in a row: a unit, or something aside."""
        given = told_in(row.cells, self.columns)
        if given is None:
            return
        line = _Line(row.number, given, self.columns)
        room = self._room(line)
        area = line.read("area", _area)
        owner, shared = _stands(line)
        phone = self._phone(line)
        if not line.faults and room and area and owner:
            self.rows.append(OwnerRow(row.number, room, area, owner, shared, phone))
        self.faults += [*line.faults, *line.remarks]

    def _room(self, line: _Line) -> str:
        room = line.read("room", address_of) or ""
        if not room:
            line.fault("room", "NO_ROOM")
        elif len(room) > ROOM_MOST:
            line.fault("room", "TOO_LONG", str(ROOM_MOST))
        elif room in self.rooms:
            before = cell_name(self.rooms[room], self.columns["room"])
            line.fault("room", "SAME_ROOM", before)
        else:
            self.rooms[room] = line.row
        return room

    def _phone(self, line: _Line) -> str:
        text = line.read("phone", plain) or ""
        number = self.phone_of(text) if text else ""
        if number is None:
            line.remark("phone", "PHONE")
        return number or ""


def _area(cell: Cell) -> int:
    text = plain(cell)
    if isinstance(cell, float):
        # A sheet keeps 86.1 as a number that is not quite that.
        text = f"{cell:.4f}".rstrip("0").rstrip(".")
    try:
        return read_area(text)
    except ValueError:
        raise CellFault("AREA") from None


def _stands(line: _Line) -> tuple[str, bool]:
    """Give who stands for a unit, and whether several own it."""
    said = line.read("owner", plain) or ""
    names = [name for part in BETWEEN.split(said) if (name := part.strip())]
    if not names:
        line.fault("owner", "NO_NAME")
        return "", False
    if len(names) == 1:
        return line.read("owner", name_of) or "", False
    chosen = line.read("stands", name_of) or ""
    known = {name.replace(" ", "") for name in names}
    if not chosen:
        line.fault("stands" if "stands" in line.columns else "owner", "WHO_STANDS")
    elif chosen.replace(" ", "") not in known:
        line.fault("stands", "STANDS_NOT_OWNER")
    return chosen, True


@dataclass(slots=True)
class _Line:
    """One row while it is read."""

    row: int
    given: dict[str, Cell]
    columns: dict[str, int]
    faults: list[RosterFault] = field(default_factory=list)
    remarks: list[RosterFault] = field(default_factory=list)

    def fault(self, name: str, code: str, detail: str = "") -> None:
        """Note what keeps the unit out; of one cell the first thing is enough."""
        at = self.columns[name]
        if all(one.column != at for one in self.faults):
            self.faults.append(RosterFault(self.row, at, code, detail))

    def remark(self, name: str, code: str) -> None:
        """Note what should be known and keeps nothing out."""
        at = self.columns[name]
        self.remarks.append(RosterFault(self.row, at, code, grave=False))

    def read(self, name: str, read: Callable[[Cell], Found]) -> Found | None:
        """Read a cell; what cannot be meant is a fault, and so nothing."""
        if name not in self.columns:
            return None
        try:
            return read(self.given[name])
        except CellFault as fault:
            self.fault(name, fault.code)
            return None
