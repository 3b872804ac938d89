"""Households and people out of a clerk's rows, with every fault by its cell.

The row of headings is found wherever it stands and in whatever order; titles above it,
sums below it and columns that nobody needs are passed over, and a column that asks for
what must not be known is named. The household is the unit: a household with a grave
fault is not taken at all, the others are. Nothing is looked up and nothing is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yuanluo.kernel.forbidden import forbidden
from yuanluo.kernel.registers_cells import (
    CellFault,
    address_of,
    day_of,
    identity_of,
    name_of,
    plain,
)
from yuanluo.kernel.registers_columns import (
    AT_HOME,
    AWAY,
    COLUMNS_MOST,
    FIELDS,
    HEAD_WORDS,
    HEADING_WITHIN,
    NO,
    YES,
    cell_name,
    heading,
    told_in,
)
from yuanluo.kernel.registers_roster import (
    Roster,
    RosterFault,
    RosterHousehold,
    RosterPerson,
    Row,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from yuanluo.kernel.registers_cells import Cell, Identity

ROWS_MOST = 50_000
HOUSEHOLD_MOST = 60
FAULTS_MOST = 5_000
ADDRESS_MOST = 120


def read_roster(
    rows: Iterable[Row],
    today: date,
    *,
    phone_of: Callable[[str], str | None],
    since_1904: bool = False,
) -> Roster:
    """Read the rows of one sheet; every fault is told, and none stops the reading."""
    reading = _Reading(today, phone_of, since_1904)
    waiting: list[Row] = []
    for row in rows:
        if reading.columns:
            reading.take(row)
            if reading.count > ROWS_MOST:
                return Roster(faults=(RosterFault(0, 0, "TOO_MANY_ROWS"),))
        elif len(waiting) < HEADING_WITHIN:
            waiting.append(row)
            reading.columns = _columns(row, reading)
        else:
            break
    if not reading.columns:
        return Roster(faults=(RosterFault(0, 0, "NO_HEADINGS"),))
    return reading.finished()


def _columns(row: Row, reading: _Reading) -> dict[str, int]:
    """Find what each column holds, if this is the row of headings."""
    heads = [heading(cell) for cell in row.cells[:COLUMNS_MOST]]
    found: dict[str, int] = {}
    for index, head in enumerate(heads):
        if head in FIELDS:
            found.setdefault(FIELDS[head], index)
    if "name" not in found and "head" in found:
        # A list of households names the head of each, one to a row.
        found["name"] = found.pop("head")
        reading.heads_only = True
    if "name" not in found or len(found) < 2:
        return {}
    others = [(i, head) for i, head in enumerate(heads) if i not in found.values()]
    for index, head in others:
        reading.pass_over(row.number, index, head)
    _name_what_lacks(row.number, found, reading)
    return found


def _name_what_lacks(row: int, found: dict[str, int], reading: _Reading) -> None:
    if "address" not in found:
        reading.fault(row, found["name"], "NO_ADDRESS_COLUMN")
    if not (reading.heads_only or "head" in found or "relation" in found):
        reading.fault(row, found["name"], "NO_HEAD_COLUMN")


@dataclass(slots=True)
class _Reading:
    """A file while it is read."""

    today: date
    phone_of: Callable[[str], str | None]
    since_1904: bool
    columns: dict[str, int] = field(default_factory=dict)
    faults: list[RosterFault] = field(default_factory=list)
    more_faults: int = 0
    unread: list[str] = field(default_factory=list)
    households: dict[str, RosterHousehold] = field(default_factory=dict)
    numbers: dict[str, tuple[RosterHousehold, RosterPerson]] = field(
        default_factory=dict
    )
    same: dict[tuple[str, object], tuple[RosterHousehold, RosterPerson]] = field(
        default_factory=dict
    )
    count: int = 0
    running: RosterHousehold | None = None
    heads_only: bool = False
    #: What a merged cell says for the rows below it.
    above: dict[str, str] = field(default_factory=dict)

    def fault(self, row: int, column: int, code: str, detail: str = "") -> None:
        """Note a grave fault."""
        self._note(RosterFault(row, column, code, detail))

    def remark(self, row: int, column: int, code: str, detail: str = "") -> None:
        """Note what should be known and keeps nobody out."""
        self._note(RosterFault(row, column, code, detail, grave=False))

    def pass_over(self, row: int, column: int, head: str) -> None:
        """Leave a column unread; one that must not be kept by anybody is named."""
        if kind := forbidden(head):
            self.remark(row, column, "FORBIDDEN", kind)
        elif head:
            self.unread.append(head[:40])

    def _note(self, fault: RosterFault) -> None:
        if len(self.faults) < FAULTS_MOST:
            self.faults.append(fault)
        else:
            self.more_faults += 1

    def take(self, row: Row) -> None:
        """Take in a row: a person, or something aside."""
        given = told_in(row.cells, self.columns)
        if given is None:
            return
        self.count += 1
        line = _Line(self, row.number, given)
        household = self._household(line)
        person = line.person()
        if person.name:
            self._known(household, person)
            household.people.append(person)
        household.sound = household.sound and line.sound

    def _household(self, line: _Line) -> RosterHousehold:
        """Find the household of a row by its number, its head's name, or its order."""
        number, head = line.text("household"), line.text("head")
        address, village = line.address(), self._village(line)
        is_head = line.is_head
        if number:
            key = f"number {village} {number}"
        elif head or (self.above.get("head") and "relation" not in self.columns):
            of = head or self.above["head"]
            key = f"head {village} {of} {address or self._address()}"
        elif is_head or self.running is None:
            key = f"row {line.row}"
        elif "household" in self.columns or "relation" in self.columns:
            # Below a merged number, or the next of the family in a list by relation.
            return self._joined(self.running, line, address)
        else:
            key = f"row {line.row}"
        found = self.households.get(key)
        if found is None:
            found = RosterHousehold(line.row, address, village)
            self.households[key] = found
        self.above = {"head": head or self.above.get("head", ""), "village": village}
        self.running = found
        return self._joined(found, line, address)

    def _village(self, line: _Line) -> str:
        """Give the village of a row; a merged cell says it for the rows below."""
        said = line.text("village")
        if said and said != self.above.get("village", said):
            # Whoever stands below another village's name is of no family above it.
            self.above, self.running = {}, None
        return said or self.above.get("village", "")

    def _address(self) -> str:
        return self.running.address if self.running else ""

    def _joined(
        self, found: RosterHousehold, line: _Line, address: str
    ) -> RosterHousehold:
        if address and not found.address:
            found.address = address
        elif address and address != found.address:
            line.fault("address", "TWO_ADDRESSES", str(found.row))
        return found

    def _known(self, household: RosterHousehold, person: RosterPerson) -> None:
        """Name a person who stands in the file twice."""
        key = (person.name, person.born)
        before = self.numbers.get(person.identity.number) if person.identity else None
        column = self.columns.get("identity", self.columns["name"])
        if before is None and person.born is not None:
            twin = self.same.get(key)
            # Two numbers are two people, whatever else they have in common.
            if twin and not (twin[1].identity and person.identity):
                before, column = twin, self.columns["name"]
        if before is None:
            known = (household, person)
            if person.identity:
                self.numbers[person.identity.number] = known
            if person.born is not None:
                self.same.setdefault(key, known)
            return
        where, other = before
        code = "DUPLICATE" if where is household else "TWO_HOUSEHOLDS"
        self.fault(person.row, column, code, cell_name(other.row, column))
        household.sound = where.sound = False

    def finished(self) -> Roster:
        """Look at each household as a whole, and give all."""
        for one in self.households.values():
            self._check(one)
        people = sum(len(one.people) for one in self.households.values())
        return Roster(
            tuple(self.households.values()),
            tuple(sorted(self.faults)),
            self.count,
            people,
            tuple(self.unread),
            self.more_faults,
            self.columns,
        )

    def _check(self, one: RosterHousehold) -> None:
        at = self.columns["name"]
        heads = [person for person in one.people if person.is_head]
        if len(heads) > 1:
            self.fault(heads[1].row, at, "TWO_HEADS", cell_name(heads[0].row, at))
        elif not heads and {"head", "relation"} & self.columns.keys():
            self.fault(one.row, at, "NO_HEAD")
        if not one.address and "address" in self.columns:
            self.fault(one.row, self.columns["address"], "NO_ADDRESS")
        one.sound = one.sound and len(heads) == 1 and bool(one.address)
        if len(one.people) > HOUSEHOLD_MOST:
            self.fault(one.row, at, "TOO_MANY_PEOPLE", str(HOUSEHOLD_MOST))
            one.sound = False


class _Line:
    """One row while its cells are read."""

    def __init__(self, reading: _Reading, row: int, given: dict[str, Cell]) -> None:
        self.reading, self.row, self.given = reading, row, given
        self.sound = True
        self._told: set[tuple[str, str]] = set()

    def fault(self, name: str, code: str, detail: str = "") -> None:
        """Note that a cell of this row is wrong, once."""
        self.sound = False
        if (name, code) not in self._told:
            self._told.add((name, code))
            at = self.reading.columns[name]
            self.reading.fault(self.row, at, code, detail)

    def text(self, name: str) -> str:
        """Give a cell as plain text; a formula is a fault."""
        try:
            return plain(self.given.get(name))
        except CellFault as fault:
            self.fault(name, fault.code)
            return ""

    @property
    def is_head(self) -> bool:
        """Whether this row is the head of its household."""
        if self.reading.heads_only:
            return True
        if "relation" in self.given:
            return self.text("relation").replace(" ", "") in HEAD_WORDS
        head = self.text("head").replace(" ", "")
        head = head or self.reading.above.get("head", "").replace(" ", "")
        return bool(head) and head == self.text("name").replace(" ", "")

    def address(self) -> str:
        """Read the address of this row."""
        try:
            found = address_of(self.given.get("address"))
        except CellFault as fault:
            self.fault("address", fault.code)
            return ""
        if len(found) > ADDRESS_MOST:
            self.fault("address", "TOO_LONG", str(ADDRESS_MOST))
        return found[:ADDRESS_MOST]

    def person(self) -> RosterPerson:
        """Read the person of this row."""
        identity, born = self._dates()
        return RosterPerson(
            self.row, self._name(), self.is_head, identity, born,
            self._phone(), self._away(),
        )  # fmt: skip

    def _name(self) -> str:
        try:
            found = name_of(self.given.get("name"))
        except CellFault as fault:
            self.fault("name", fault.code)
            return ""
        if not found:
            self.fault("name", "NO_NAME")
        return found

    def _dates(self) -> tuple[Identity | None, date | None]:
        today, identity, born = self.reading.today, None, None
        try:
            identity = identity_of(self.given.get("identity"), today)
        except CellFault as fault:
            self.fault("identity", fault.code)
        try:
            since_1904 = self.reading.since_1904
            born = day_of(self.given.get("born"), today, since_1904=since_1904)
        except CellFault as fault:
            self.fault("born", fault.code)
        if identity is None:
            return None, born
        # A month without its day is no contradiction.
        if born not in (None, identity.born, identity.born.replace(day=1)):
            self.fault("born", "BORN_DIFFERS")
        return identity, identity.born

    def _phone(self) -> str:
        text = self.text("phone")
        # Two numbers in a cell: the first is the one to call.
        first = re.split(r"[,,;;/、]", text)[0] if text else ""
        found = self.reading.phone_of(first) if first else ""
        if found is None:
            at = self.reading.columns["phone"]
            self.reading.remark(self.row, at, "PHONE")
        return found or ""

    def _away(self) -> bool:
        for name, away in (("away", True), ("present", False)):
            said = self.text(name).lower().replace(" ", "")
            if said in YES or said in NO:
                return away is (said in YES)
            if said in AWAY or said in AT_HOME:
                return said in AWAY
            if said:
                at = self.reading.columns[name]
                self.reading.remark(self.row, at, "YES_OR_NO")
        return False
