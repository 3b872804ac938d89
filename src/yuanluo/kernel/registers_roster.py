"""What a clerk's list says, by value: households, people, and every fault by its cell.

A fault names the cell and never what stood in it. An identity number is carried only
to be compared and has no representation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from yuanluo.kernel.registers_columns import cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from yuanluo.kernel.registers_cells import Cell, Identity


@dataclass(frozen=True, slots=True, order=True)
class RosterFault:
    """Something at a cell: grave, so that its household is not taken, or a remark."""

    row: int
    column: int
    code: str
    detail: str = ""
    grave: bool = True

    @property
    def cell(self) -> str:
        """The cell as the spreadsheet names it; of the whole file, nothing."""
        return cell_name(self.row, self.column) if self.row else ""


@dataclass(frozen=True, slots=True, repr=False)
class RosterPerson:
    """A person as a row tells them; the number is read to be compared, not kept."""

    row: int
    name: str
    is_head: bool = False
    identity: Identity | None = None
    born: date | None = None
    phone: str = ""
    away: bool = False


@dataclass(slots=True)
class RosterHousehold:
    """A household of a file: its door and its people, and whether it can be taken.

    `village` is what its rows say, where the list has a column for that.
    """

    row: int
    address: str
    village: str = ""
    people: list[RosterPerson] = field(default_factory=list)
    sound: bool = True

    @property
    def name(self) -> str:
        """What the household is called: after its head."""
        return next((one.name for one in self.people if one.is_head), "")


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says: its households, its faults, and what was passed over."""

    households: tuple[RosterHousehold, ...] = ()
    faults: tuple[RosterFault, ...] = ()
    rows: int = 0
    people: int = 0
    unread: tuple[str, ...] = ()
    more_faults: int = 0
    #: Where each column stands, counted from 0.
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def grave(self) -> int:
        """How many faults keep a household out."""
        return sum(fault.grave for fault in self.faults)


class Row(NamedTuple):
    """A row of a file: its number there and its cells."""

    number: int
    cells: Sequence[Cell]
