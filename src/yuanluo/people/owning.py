"""Registering who owns which unit, out of a clerk's list or one row of it.

A list is read twice by the same function: once for a look, once to be taken, so that
nothing of it is kept before somebody says so. Who is one owner is decided here: the
same person of the register, or a new one. Two of one name that nothing tells apart are
not taken for one, nor for two, but asked about. What was so before stays readable: a
unit that changes hands ends and begins anew.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yuanluo.kernel.deciding.rulepack import OWNERS
from yuanluo.kernel.registers_owners import OwnerList, OwnerRow, read_owners
from yuanluo.kernel.registers_roster import RosterFault
from yuanluo.people import phones
from yuanluo.people.inscribing import About, local_day, write
from yuanluo.people.models import Body, OwnedUnit, Person
from yuanluo.people.queries import residing
from yuanluo.people.rosterfile import opened
from yuanluo.record.actions import Answer, once, refused
from yuanluo.territory.charters import charter
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from yuanluo.people.queries import Acting, Standing

POWER = "people"
ESTATES_MOST = 500
#: A list of owners is far smaller than one of a whole village.
FILE_MOST = 1024 * 1024
SAME, NEW, CHANGED = "same", "new", "changed"


@dataclass(frozen=True, slots=True)
class Estate:
    """A place whose owners decide together: its code, and its name with the village."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A row as it would be taken: whom it means, and what it changes."""

    row: OwnerRow
    what: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A list held against what is registered: what would be taken, and its faults."""

    planned: tuple[Planned, ...]
    faults: tuple[RosterFault, ...]
    unread: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many units are new, change or stay."""
        found = Counter(one.what for one in self.planned)
        return {what: found[what] for what in (NEW, CHANGED, SAME)}


def estates_of(who: Standing) -> list[Estate]:
    """Give the places of owners' assemblies whose register somebody keeps."""
    decides = Q(pk__in=())
    for post in (one for one in who.posts if POWER in one.powers):
        lower, upper = post.reach
        within = Q(charter=post.charter, place__gte=lower, place__lt=upper)
        named = bodies_of_owners(post.charter, post.reading)
        decides |= within & Q(key__in=named)
    bodies = Body.objects.filter(decides, place__until=None).select_related("place")
    found = [one.place for one in bodies.order_by("place")[:ESTATES_MOST]]
    villages = {place.code.partition("-")[0] for place in found}
    names = dict(Place.objects.filter(code__in=villages).values_list("code", "name"))
    return [
        Estate(place.code, f"{names.get(place.code[:12], '')} {place.name}".strip())
        for place in found
    ]


def bodies_of_owners(key: str, sha256: str = "") -> list[str]:
    """Give the bodies of a charter that decide by owners and their area."""
    reading = charter(key, sha256 or None)
    owners = {
        pack.id
        for pack in reading.rules
        if any(way.unit == OWNERS for way in pack.electorates)
    }
    return [body.id for body in reading.bodies if body.rules in owners]


def units_of(place: str, day: date) -> list[OwnedUnit]:
    """Give the units of a place as they are owned on a day, by their rooms."""
    rows = OwnedUnit.objects.on(day).filter(place=place).select_related("owner")
    return list(rows.order_by("room"))


def looked_over(acting: Acting, place: str, content: bytes) -> Plan:
    """Read a list and say what would be taken; writes nothing. Raises `Refused`."""
    _check(acting, place)
    if len(content) > FILE_MOST:
        raise refused("FILE_TOO_LARGE", str(FILE_MOST // 1024 // 1024))
    read = read_owners(opened(content).rows, phone_of=phones.written)
    return _planned(place, read, local_day(acting.at))


def register_owners(acting: Acting, place: str, content: bytes) -> Answer:
    """Register the sound rows of a list; units that are not in it stay as they are."""
    asked = {"owners": place, "sha256": hashlib.sha256(content).hexdigest()}

    def carry_out(request_hash: str) -> dict[str, Any]:
        # One list at a time for one place: rooms are not registered twice.
        Place.objects.select_for_update().get(code=place)
        plan = looked_over(acting, place, content)
        if not plan.planned:
            raise refused("NOTHING_TO_TAKE")
        _write(plan, place, local_day(acting.at))
        about = About(f"owners:{place}", "people.owners", place)
        write(acting, about, request_hash, asked | plan.counts, plan.counts)
        return plan.counts

    _check(acting, place)
    return once(acting.request_id, asked, carry_out)


def end_unit(acting: Acting, unit: int) -> Answer:
    """Say that a unit is owned so no longer; who owns it now is registered anew."""
    asked = {"end-unit": unit}

    def carry_out(request_hash: str) -> dict[str, Any]:
        rows = OwnedUnit.objects.select_for_update().filter(pk=unit, until=None)
        one = rows.first()
        # One of another's estates is not told from one that is not there.
        if one is None or one.place_id not in _mine(acting):
            raise refused("UNKNOWN_UNIT")
        _end(one, local_day(acting.at))
        about = About(f"owners:{one.place_id}", "people.unit-end", one.place_id)
        write(acting, about, request_hash, asked | {"room": one.room}, {})
        return {}

    return once(acting.request_id, asked, carry_out)


def _check(acting: Acting, place: str) -> None:
    if place not in _mine(acting):
        raise refused("NO_POWER", place)


def _mine(acting: Acting) -> set[str]:
    return {one.code for one in estates_of(acting.who)}


# Whom a row means ---------------------------------------------------------------------


def _planned(place: str, read: OwnerList, day: date) -> Plan:
    before = {one.room: one for one in units_of(place, day)}
    known = _Known(place, read.rows, before, day)
    planned, faults = [], list(read.faults)
    for row in read.rows:
        person, code = known.whom(row)
        if code:
            faults.append(RosterFault(row.row, read.owners_at, code))
            continue
        planned.append(Planned(row, _what(row, before.get(row.room), person), person))
    return Plan(tuple(planned), tuple(sorted(faults)), read.unread)


def _what(row: OwnerRow, before: OwnedUnit | None, person: int | None) -> str:
    if before is None:
        return NEW
    told = (row.area, person, row.shared)
    return SAME if told == (before.area, before.owner_id, before.shared) else CHANGED


class _Known:
    """Who is known already: by their unit, their number, their door."""

    def __init__(
        self,
        place: str,
        rows: Iterable[OwnerRow],
        before: dict[str, OwnedUnit],
        day: date,
    ) -> None:
        self.before = before
        rows = list(rows)
        self.named = Counter(row.owner for row in rows)
        self.owning = {one.owner.name for one in before.values()}
        by_phone = Person.objects.filter(phone__in={r.phone for r in rows if r.phone})
        self.by_phone = {one.phone: one for one in by_phone.exclude(phone="")}
        self.at_door = _at_doors(place, {row.owner for row in rows}, day)
        self.meant: dict[tuple[str, str], int] = {}
        for row in rows:
            found = self._found(row)
            if found and row.phone:
                self.meant.setdefault((row.owner, row.phone), found)

    def whom(self, row: OwnerRow) -> tuple[int | None, str]:
        """Give the person a row means, None for somebody new, or what is wrong."""
        held = self.by_phone.get(row.phone)
        if held is not None and held.name != row.owner:
            return None, "PHONE_OF_ANOTHER"
        found = self._found(row) or self.meant.get((row.owner, row.phone))
        alone = self.named[row.owner] == 1 and row.owner not in self.owning
        if found is None and not row.phone and not alone:
            return None, "SAME_NAME"
        return found, ""

    def _found(self, row: OwnerRow) -> int | None:
        one = self.before.get(row.room)
        mine = one is not None and one.owner.name == row.owner
        if one is not None and mine and "" in {row.phone, one.owner.phone}:
            return one.owner_id
        if row.phone in self.by_phone:
            return self.by_phone[row.phone].pk
        there = self.at_door.get((row.room, row.owner), [])
        return there[0] if len(there) == 1 else None


def _at_doors(
    place: str, names: set[str], day: date
) -> dict[tuple[str, str], list[int]]:
    """Find who of some names lives behind which door of the village."""
    lives = residing(day).filter(
        household__home__village=place.partition("-")[0], person__name__in=names
    )
    found: dict[tuple[str, str], list[int]] = {}
    for address, name, person in lives.values_list(
        "household__home__address", "person__name", "person"
    ):
        found.setdefault((address, name), []).append(person)
    return found


# Writing ------------------------------------------------------------------------------


def _write(plan: Plan, place: str, day: date) -> None:
    """Write what a plan changes; whoever is new comes into being once."""
    made: dict[tuple[str, str], Person] = {}
    for one in plan.planned:
        if one.person is None:
            key = (one.row.owner, one.row.phone)
            made.setdefault(key, Person(name=one.row.owner, phone=one.row.phone))
    Person.objects.bulk_create(made.values(), 500)
    changed = {one.row.room for one in plan.planned if one.what == CHANGED}
    running = OwnedUnit.objects.filter(place=place, until=None, room__in=changed)
    for unit in running:
        _end(unit, day)
    rows = []
    for one in plan.planned:
        if one.what == SAME:
            continue
        new = made.get((one.row.owner, one.row.phone))
        owner = one.person or (new.pk if new else None)
        assert owner is not None, one
        rows.append(
            OwnedUnit(
                place_id=place,
                room=one.row.room,
                area=one.row.area,
                owner_id=owner,
                shared=one.row.shared,
                since=day,
            )
        )
    OwnedUnit.objects.bulk_create(rows, 500)


def _end(unit: OwnedUnit, day: date) -> None:
    unit.until = max(day, unit.since)
    unit.save(update_fields=["until"])
