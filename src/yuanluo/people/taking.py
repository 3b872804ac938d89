"""Taking a read list into the register in batches, and undoing that for a day.

Accepting and undoing only say so; the rows are written batch by batch, each in a
transaction of its own, by whoever comes next: the page, the command or the clock. So a
stop in the middle loses nothing and does nothing twice. What has come to be used since
(somebody signed in, reported, was appointed) is not undone.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count

from yuanluo.people.importing import (
    AT_ONCE,
    DROPPED,
    LEFT,
    MADE,
    READ,
    READY,
    SAME,
    TAKEN,
    TAKING,
    UNDOING,
    UNDONE,
    Register,
    write,
)
from yuanluo.people.inscribing import local_day
from yuanluo.people.models import (
    Household,
    ImportedHousehold,
    Person,
    RegisterImport,
    Residency,
)
from yuanluo.people.queries import VISITOR, Acting
from yuanluo.people.undoing import take_out
from yuanluo.people.villages import may_read_for
from yuanluo.record.actions import Answer, once, own_request, refused
from yuanluo.record.rows import change
from yuanluo.territory.models import Home

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.db.models import QuerySet

UNDO_WITHIN = timedelta(days=1)
#: A list that nobody accepts is forgotten after so long.
FORGET_AFTER = timedelta(days=7)
HOUSEHOLDS_AT_ONCE = 300
#: A page does less at a time, and answers after so many seconds.
HOUSEHOLDS_A_PAGE, PAGE_SECONDS = 60, 2.0


def accept(acting: Acting, number: UUID) -> Answer:
    """Say that the sound households of a list are to be registered."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = _locked(acting, number)
        if one.state != READ:
            raise refused("IMPORT_OVER", one.state)
        ready = one.imported_households.filter(state=READY)
        if not ready.exists():
            raise refused("NOTHING_TO_TAKE")
        _check_power(acting, ready.exclude(village=""))
        one.state, one.accepted_at = TAKING, acting.at
        one.save(update_fields=["state", "accepted_at"])
        verb = "people.import-accept"
        write(acting, one, verb, request_hash, payload=asked, answer={})
        return {}

    asked = {"accept": str(number)}
    return once(acting.request_id, asked, carry_out)


def drop(acting: Acting, number: UUID) -> Answer:
    """Forget a list that was read and not accepted."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = _locked(acting, number)
        if one.state != READ:
            raise refused("IMPORT_OVER", one.state)
        _forget(one, DROPPED)
        verb = "people.import-drop"
        write(acting, one, verb, request_hash, payload=asked, answer={})
        return {}

    asked = {"drop": str(number)}
    return once(acting.request_id, asked, carry_out)


def undo(acting: Acting, number: UUID) -> Answer:
    """Say that what was registered out of a list is to be taken out again."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        one = _locked(acting, number)
        if one.state not in {TAKING, TAKEN} or one.accepted_at is None:
            raise refused("IMPORT_OVER", one.state)
        if acting.at > one.accepted_at + UNDO_WITHIN:
            raise refused("TOO_LATE_TO_UNDO")
        one.state = UNDOING
        one.save(update_fields=["state"])
        verb = "people.import-undo"
        write(acting, one, verb, request_hash, payload=asked, answer={})
        return {}

    asked = {"undo": str(number)}
    return once(acting.request_id, asked, carry_out)


def _check_power(acting: Acting, some: QuerySet[ImportedHousehold]) -> None:
    """Refuse a list of several villages where one of them is not kept any more."""
    for village in some.order_by().values_list("village", flat=True).distinct():
        if not acting.who.may("people", village):
            raise refused("NO_POWER", village)


def _locked(acting: Acting, number: UUID) -> RegisterImport:
    found = RegisterImport.objects.select_for_update().filter(pk=number).first()
    if found is None or not may_read_for(acting.who, found.place_id):
        raise refused("UNKNOWN_IMPORT")
    return found


def _forget(one: RegisterImport, state: str) -> None:
    """Take away what was put aside; the counts stay."""
    one.imported_households.all().delete()
    one.state, one.faults = state, []
    one.save(update_fields=["state", "faults"])


# Batches ------------------------------------------------------------------------------


def carry_on(number: UUID, at: datetime, most: int | None = None) -> int:
    """Do the next batch of a list under way; say how many households, 0 at its end."""
    with transaction.atomic(durable=True):
        found = RegisterImport.objects.select_for_update().filter(pk=number).first()
        if found is None or found.state not in {TAKING, UNDOING}:
            return 0
        state = READY if found.state == TAKING else MADE
        waiting = found.imported_households.filter(state=state).order_by("id")
        some = list(waiting[: most or HOUSEHOLDS_AT_ONCE])
        first = some[0].pk if some else 0
        acting = Acting(
            VISITOR,
            at,
            own_request("import", found.state, number, first),
            None,
            "clock",
        )
        if found.state == TAKING:
            counted = _take(found, some, local_day(at)) if some else {}
            verb, over = "people.import-took", TAKEN
        else:
            counted = take_out(some) if some else {}
            verb, over = "people.import-took-out", UNDONE
        if not some:
            found.state = over
            found.save(update_fields=["state"])
            return 0
        write(acting, found, verb, "", payload=counted, answer={})
        return len(some)


def finish(number: UUID, at: datetime, batches: int = 10_000) -> bool:
    """Do batches until a list is through; say whether it is."""
    return any(not carry_on(number, at) for _ in range(batches))


def carry_on_for(number: UUID, at: datetime, seconds: float = PAGE_SECONDS) -> None:
    """Do batches for a while, as a page that somebody waits for; the clock goes on."""
    until = monotonic() + seconds
    while done := carry_on(number, at, HOUSEHOLDS_A_PAGE):
        # A short batch was the last: closing the list costs next to nothing.
        if done == HOUSEHOLDS_A_PAGE and monotonic() >= until:
            return


def parts(one: RegisterImport) -> dict[str, int]:
    """Count the households of a list by what has become of them."""
    rows = one.imported_households.order_by().values_list("state")
    return dict(rows.annotate(count=Count("pk")))


def under_way() -> list[UUID]:
    """Give the lists that were accepted or are being undone, oldest first."""
    waiting = RegisterImport.objects.filter(state__in=(TAKING, UNDOING))
    return list(waiting.order_by("at").values_list("pk", flat=True)[:20])


def forget_old(at: datetime) -> int:
    """Close lists that nobody took, and forget the faults of those that are over."""
    unwanted = RegisterImport.objects.filter(state=READ, at__lte=at - FORGET_AFTER)
    closed = unwanted.update(state=DROPPED, faults=[])
    over = RegisterImport.objects.filter(
        state__in=(TAKEN, UNDONE), accepted_at__lte=at - UNDO_WITHIN
    )
    return closed + over.exclude(faults=[]).update(faults=[])


# Taking in ----------------------------------------------------------------------------


def _take(
    one: RegisterImport, some: list[ImportedHousehold], day: date
) -> dict[str, int]:
    """Register some households; one that the register contradicts by now is left."""
    counted = {"households": 0, "people": 0}
    of: dict[str, list[ImportedHousehold]] = defaultdict(list)
    for household in some:
        of[household.village or one.place_id].append(household)
    for village, theirs in of.items():
        batch = _batch(village, theirs, day)
        counted["households"] += len(batch.planned)
        counted["people"] += len(batch.people)
    for household in some:
        change(household, "state", "made")
    return counted


def _batch(village: str, some: list[ImportedHousehold], day: date) -> _Batch:
    """Register households of one village."""
    told = [person for household in some for person in household.content["people"]]
    keys = {person["key"] for person in told if person["key"]}
    doors = {household.address for household in some}
    register = Register.of(village, keys, day, doors)
    phones = Person.objects.filter(phone__in=[p["phone"] for p in told if p["phone"]])
    taken = set(phones.exclude(phone="").values_list("phone", flat=True))
    batch = _Batch(village, day)
    for household in some:
        batch.plan(household, register, taken)
    batch.write()
    return batch


class _Batch:
    """Households that are about to be written, in a few statements."""

    def __init__(self, village: str, day: date) -> None:
        self.village, self.day = village, day
        self.planned: list[ImportedHousehold] = []
        self.people: list[tuple[ImportedHousehold, Person, Mapping[str, Any]]] = []
        self.joins: dict[int, int] = {}
        self.settled: list[tuple[ImportedHousehold, int, Mapping[str, Any]]] = []

    def plan(self, one: ImportedHousehold, register: Register, taken: set[str]) -> None:
        """Plan a household as the register now stands."""
        known = [
            (person, register.match(person, one.address))
            for person in one.content["people"]
        ]
        here = {k.household for _, k in known if k and k.household is not None}
        elsewhere = any(
            k.household is not None and k.address != one.address for _, k in known if k
        )
        if elsewhere or len(here) > 1:
            one.state = LEFT
            return
        one.state = SAME
        for told, before in known:
            if before is None:
                phone = "" if told["phone"] in taken else told["phone"]
                made = Person(
                    name=told["name"],
                    phone=phone,
                    identity=told["key"],
                    born=date.fromisoformat(told["born"]) if told["born"] else None,
                )
                self.people.append((one, made, told))
            elif before.household is None:
                self.settled.append((one, before.person, told))
            else:
                continue
            one.state = MADE
        if one.state == MADE:
            self.planned.append(one)
            if here:
                self.joins[one.pk] = here.pop()

    def write(self) -> None:
        """Write homes, households, people and where they live."""
        homes = self._homes({one.address for one in self.planned})
        made: dict[int, dict[str, Any]] = {one.pk: {} for one in self.planned}
        fresh = [one for one in self.planned if one.pk not in self.joins]
        rows = [
            Household(home_id=homes[one.address][0], name=f"{one.content['name']}家")
            for one in fresh
        ]
        Household.objects.bulk_create(rows, AT_ONCE)
        for one, household in zip(fresh, rows, strict=True):
            self.joins[one.pk] = household.pk
            made[one.pk]["household"] = household.pk
        for one in self.planned:
            home, new = homes[one.address]
            if new:
                made[one.pk]["home"] = home
        Person.objects.bulk_create([who for _, who, _ in self.people], AT_ONCE)
        lives = [(one, who.pk, told) for one, who, told in self.people]
        self._settle([*lives, *self.settled], made)
        for one, who, _ in self.people:
            made[one.pk].setdefault("people", []).append(who.pk)
        for one in self.planned:
            one.made = made[one.pk]

    def _homes(self, addresses: set[str]) -> dict[str, tuple[int, bool]]:
        """Find the doors, building those that are not there."""
        doors = Home.objects.filter(village=self.village, address__in=addresses)
        before = dict(doors.values_list("address", "pk"))
        lacking = sorted(addresses - before.keys())
        built = [Home(village_id=self.village, address=one) for one in lacking]
        Home.objects.bulk_create(built, AT_ONCE)
        new = {home.address: (home.pk, True) for home in built}
        return {**{k: (pk, False) for k, pk in before.items()}, **new}

    def _settle(
        self,
        lives: list[tuple[ImportedHousehold, int, Mapping[str, Any]]],
        made: dict[int, dict[str, Any]],
    ) -> None:
        headed = set(
            Residency.objects.filter(
                household__in=self.joins.values(), until=None, is_head=True
            ).values_list("household", flat=True)
        )
        rows = [
            Residency(
                person_id=who,
                household_id=self.joins[one.pk],
                since=self.day,
                is_head=told["head"] and self.joins[one.pk] not in headed,
                away=told["away"],
            )
            for one, who, told in lives
        ]
        Residency.objects.bulk_create(rows, AT_ONCE)
        for (one, _who, _told), row in zip(lives, rows, strict=True):
            made[one.pk].setdefault("residencies", []).append(row.pk)
