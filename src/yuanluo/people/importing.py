"""A clerk's list on its way into the register: read, compared, and put aside.

Nothing of the register is written here: what the file says is kept as rows of its own,
with every fault by its cell, until somebody accepts it. Numbers are compared by their
keyed hash and forgotten. A fault never tells where else somebody is registered.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from yuanluo.kernel.place import level_of
from yuanluo.kernel.registers import FAULTS_MOST, read_roster
from yuanluo.kernel.registers_roster import RosterFault
from yuanluo.people import phones
from yuanluo.people.identity import identity_key
from yuanluo.people.inscribing import About, local_day
from yuanluo.people.inscribing import write as inscribed
from yuanluo.people.models import (
    Household,
    ImportedHousehold,
    Person,
    RegisterImport,
)
from yuanluo.people.queries import residing
from yuanluo.people.rosterfile import opened
from yuanluo.people.villages import Villages, may_read_for
from yuanluo.record.actions import Answer, once, refused
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from yuanluo.kernel.registers_roster import Roster, RosterHousehold, RosterPerson
    from yuanluo.people.queries import Acting

AT_ONCE = 500
NAME_MOST = 120
#: States of a list, and of each of its households.
READ, TAKING, TAKEN, UNDOING, UNDONE, DROPPED = (
    *("read", "taking", "taken", "undoing", "undone", "dropped"),
)
READY, SAME, FAULTY, LEFT, MADE = "ready", "same", "faulty", "left", "made"


@dataclass(frozen=True, slots=True)
class ToRead:
    """A file to read, and the village, or the township, whose register it is for."""

    place: str
    name: str
    content: bytes


def read_file(acting: Acting, file: ToRead) -> Answer:
    """Read a file, compare it with the register and put it aside for a look.

    Answers the import's id and its counts. Raises `Refused` where the file cannot be
    read at all; whatever is wrong in its cells is kept as faults.
    """
    place = Place.objects.filter(code=file.place, until=None).first()
    if place is None or not may_read_for(acting.who, file.place):
        raise refused("NO_POWER", file.place)
    if level_of(file.place) not in {"village", "township"}:
        raise refused("NOT_A_VILLAGE", file.place)
    sha256 = hashlib.sha256(file.content).hexdigest()
    asked = {"place": file.place, "name": file.name[:NAME_MOST], "sha256": sha256}

    def carry_out(request_hash: str) -> dict[str, Any]:
        kept = RegisterImport(
            id=acting.request_id,
            place=place,
            by_id=acting.who.person,
            at=acting.at,
            name=file.name[:NAME_MOST],
            sha256=sha256,
            state=READ,
            households=len(roster.households),
            people=roster.people,
            rows=roster.rows,
            faults=told,
            more_faults=untold,
            unread=list(roster.unread),
        )
        kept.save(force_insert=True)
        ImportedHousehold.objects.bulk_create(compared.rows(kept), AT_ONCE)
        answer = {"import": str(kept.pk), **compared.counts, "faults": grave}
        verb = "people.import-read"
        write(acting, kept, verb, request_hash, payload=asked, answer=answer)
        return answer

    day = local_day(acting.at)
    source = opened(file.content)
    roster = read_roster(
        source.rows, day, phone_of=phones.written, since_1904=source.since_1904
    )
    villages = Villages.around(acting.who, file.place)
    compared = _Comparison(roster, villages, day)
    faults = sorted([*roster.faults, *compared.faults])
    grave = sum(fault.grave for fault in faults) + roster.more_faults
    # Of more than anybody reads, those that keep a household out come first.
    kept_faults = sorted(faults, key=lambda fault: not fault.grave)[:FAULTS_MOST]
    told = [fault_told(fault) for fault in kept_faults]
    untold = len(faults) - len(told) + roster.more_faults
    return once(acting.request_id, asked, carry_out)


def fault_told(fault: RosterFault) -> dict[str, Any]:
    """Give a fault as it is kept: cell, code, detail, and whether it is grave."""
    return {
        "cell": fault.cell,
        "code": fault.code,
        "detail": fault.detail,
        "grave": fault.grave,
    }


def write(
    acting: Acting,
    one: RegisterImport,
    verb: str,
    request_hash: str,
    *,
    payload: Mapping[str, Any],
    answer: Mapping[str, Any],
) -> None:
    """Inscribe an act upon an import; nobody of the list is named in it."""
    about = About(f"import:{one.pk}", verb, one.place_id)
    inscribed(acting, about, request_hash, payload, answer)


# Comparing with the register ----------------------------------------------------------


class Known(NamedTuple):
    """Somebody of the register."""

    person: int
    name: str
    born: date | None
    identity: str
    household: int | None
    address: str


@dataclass(slots=True)
class Register:
    """Who lives in a village, and who of some numbers is known anywhere."""

    by_key: dict[str, Known] = field(default_factory=dict)
    by_door: dict[str, list[Known]] = field(default_factory=dict)
    by_birth: dict[tuple[str, date], Known] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        village: str,
        keys: Iterable[str],
        day: date,
        doors: Iterable[str] | None = None,
    ) -> Register:
        """Look up the people of a village or of some of its doors, and some numbers."""
        found = cls()
        lives = residing(day)
        if doors is None:
            lives = lives.filter(household__home__village=village)
        else:
            # Asked in two steps: SQLite would walk the whole village for them.
            there = Household.objects.filter(
                home__village=village, home__address__in=list(doors)
            )
            lives = lives.filter(household__in=list(there.values_list("pk", flat=True)))
        rows = lives.values_list(
            "person",
            "person__name",
            "person__born",
            "person__identity",
            "household",
            "household__home__address",
        )
        for row in rows.iterator(chunk_size=2_000):
            found.add(Known(*row))
        asked = [key for key in keys if key not in found.by_key]
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            others = list(
                Person.objects.filter(identity__in=some)
                .exclude(identity="")  # As the index says it.
                .values_list("pk", "name", "born", "identity")
            )
            living = dict(
                residing(day)
                .filter(person__in=[row[0] for row in others])
                .values_list("person", "household")
            )
            for pk, name, born, key in others:
                # The address of another village is nobody's business here.
                found.by_key[key] = Known(pk, name, born, key, living.get(pk), "")
        return found

    def add(self, one: Known) -> None:
        """Add somebody who lives in the village."""
        if one.identity:
            self.by_key[one.identity] = one
        self.by_door.setdefault(one.address, []).append(one)
        if one.born:
            self.by_birth[one.name, one.born] = one

    def match(self, person: Mapping[str, Any], address: str) -> Known | None:
        """Give who of the register this is: by number, door and name, or birth."""
        if person["key"] and (known := self.by_key.get(person["key"])):
            return known
        for one in self.by_door.get(address, []):
            other = person["key"] and one.identity
            dates = {person["born"], one.born.isoformat() if one.born else ""} - {""}
            if one.name == person["name"] and not other and len(dates) <= 1:
                return one
        return None


@dataclass(slots=True)
class _Comparison:
    """A roster beside the register: what is there already, what contradicts it."""

    roster: Roster
    villages: Villages
    day: date
    faults: list[RosterFault] = field(default_factory=list)
    states: list[tuple[RosterHousehold, str, str, dict[str, Any]]] = field(
        default_factory=list
    )

    def __post_init__(self) -> None:
        keys: dict[int, str] = {
            one.row: identity_key(one.identity)
            for household in self.roster.households
            for one in household.people
            if one.identity
        }
        registers: dict[str, Register] = {}
        taken = self._phones_taken()
        seen: set[str] = set()
        for household in self.roster.households:
            village, wrong = self.villages.of(household.village)
            if wrong:
                self._wrong_village(household, wrong)
            if village not in registers:
                registers[village] = Register.of(village, keys.values(), self.day)
            people = []
            for one in household.people:
                phone = self._phone(one, taken, seen)
                people.append(_content(one, keys.get(one.row, ""), phone))
            state = self._state(household, people, registers[village])
            content = {"name": household.name, "people": people}
            self.states.append((household, village, state, content))

    def _wrong_village(self, household: RosterHousehold, code: str) -> None:
        household.sound = False
        columns = self.roster.columns
        at = columns.get("village", columns.get("name", 0))
        self.faults.append(RosterFault(household.row, at, code))

    @property
    def counts(self) -> dict[str, int]:
        """How many households there are of each state, and people to be added."""
        states = Counter(state for *_, state, _ in self.states)
        people = sum(
            len(content["people"])
            for *_, state, content in self.states
            if state == READY
        )
        return {
            "rows": self.roster.rows,
            "households": len(self.states),
            "ready": states[READY],
            "same": states[SAME],
            "faulty": states[FAULTY],
            "people": people,
        }

    def rows(self, kept: RegisterImport) -> list[ImportedHousehold]:
        """Give the households as they are put aside."""
        return [
            ImportedHousehold(
                source=kept,
                row=household.row,
                village=village if self.villages.several else "",
                address=household.address,
                content=content,
                state=state,
            )
            for household, village, state, content in self.states
        ]

    def _state(
        self,
        household: RosterHousehold,
        people: list[dict[str, Any]],
        register: Register,
    ) -> str:
        sound, met = household.sound, list[dict[str, Any]]()
        for one in people:
            known = register.match(one, household.address)
            if known is None:
                born = one["born"] and self._born(one)
                twin = register.by_birth.get((one["name"], born)) if born else None
                # Two numbers are two people who share a name and a day.
                if twin is None or (twin.identity and one["key"]):
                    continue
                self._fault(one, "ELSEWHERE")
                sound = False
            elif known.household is None:
                continue
            elif known.address == household.address:
                met.append(one)
            else:
                self._fault(one, "ELSEWHERE")
                sound = False
        same = len(met) == len(people)
        # Of a household that is all here, its first row says so.
        for one in met[:1] if same else met:
            self._fault(one, "ALREADY_HERE", grave=False)
        if not sound:
            return FAULTY
        return SAME if same else READY

    def _born(self, one: Mapping[str, Any]) -> Any:
        return type(self.day).fromisoformat(one["born"])

    def _fault(self, one: Mapping[str, Any], code: str, *, grave: bool = True) -> None:
        columns = self.roster.columns
        at = columns.get("identity") if one["key"] else None
        column = columns.get("name", 0) if at is None else at
        self.faults.append(RosterFault(one["row"], column, code, grave=grave))

    def _phones_taken(self) -> dict[str, str]:
        """Give the numbers of the file that somebody of the register has, and who."""
        given = sorted(
            {
                one.phone
                for household in self.roster.households
                for one in household.people
                if one.phone
            }
        )
        taken: dict[str, str] = {}
        for start in range(0, len(given), AT_ONCE):
            some = Person.objects.filter(phone__in=given[start : start + AT_ONCE])
            taken.update(some.exclude(phone="").values_list("phone", "name"))
        return taken

    def _phone(
        self, one: RosterPerson, taken: Mapping[str, str], seen: set[str]
    ) -> str:
        """Keep a number with one person; families who share one have it once."""
        if not one.phone:
            return ""
        other = taken.get(one.phone, one.name) != one.name
        if not other and one.phone not in seen:
            seen.add(one.phone)
            return one.phone
        at = self.roster.columns["phone"]
        self.faults.append(RosterFault(one.row, at, "PHONE_SHARED", grave=False))
        return ""


def _content(one: RosterPerson, key: str, phone: str) -> dict[str, Any]:
    return {
        "row": one.row,
        "name": one.name,
        "head": one.is_head,
        "key": key,
        "born": one.born.isoformat() if one.born else "",
        "phone": phone,
        "away": one.away,
    }
