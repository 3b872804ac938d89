"""The people of a demonstration: who lives where, holds what, can be stepped into.

Nobody is real: names hold the word 示例, telephone numbers begin with 100, and every
row says that it was generated. Accounts of the cast have no password.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yuanluo.config.demo.ground import BATCH, Door, Ground
from yuanluo.kernel.place import contains, level_of, village_of
from yuanluo.people.models import (
    Account,
    Appointment,
    Body,
    Household,
    Person,
    Post,
    Residency,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from yuanluo.config.demo.plan import Member, Plan, Staff, Village

#: Everybody moved in after the homes were there.
MOVED_IN = date(2019, 6, 1)
IN_OFFICE = timedelta(days=400)
#: The home of the first of the cast; the others follow it.
FIRST_OF_CAST = 9
#: Ages in years of those who are 60 or older, and of the others.
OLD, YOUNG = (60, 94), (1, 58)
PAST_BIRTHDAY = (40, 300)
#: No telephone number begins so.
PHONE = "100{:08d}"


@dataclass(slots=True)
class Folk:
    """Who lives behind which door, and who is taken for a post already."""

    plan: Plan
    charter: str
    today: date
    grounds: dict[str, Ground]
    chance: Random
    at_home: dict[int, list[Person]] = field(default_factory=dict)
    busy: set[int] = field(default_factory=set)
    offices: list[Appointment] = field(default_factory=list)
    reserved: set[int] = field(default_factory=set)
    #: How many people there are already; each is called by a number of their own.
    made: int = 0

    def settle(self) -> None:
        """Let people live in every home, fill posts and seats, name the cast."""
        for village in self.plan.villages:
            self._move_in(village)
        for member in self.plan.cast:
            if not member.post:
                self.reserved.add(self.door_of(member).pk)
        self._staff()
        self._seats()
        self._end_terms()
        Appointment.objects.bulk_create(self.offices, BATCH)
        self._phones()
        self._accounts()

    def door_of(self, member: Member) -> Door:
        """Give the door of one of the cast: neighbours of each other."""
        doors = self.grounds[member.village].in_estate(member.estate)
        same = [m for m in self.plan.cast if not m.post and m.village == member.village]
        place = same.index(member) if member in same else 0
        return doors[(0 if member.estate else FIRST_OF_CAST) + place]

    def _move_in(self, village: Village) -> None:
        doors = self.grounds[village.code].lived_in
        households = Household.objects.bulk_create(
            [
                Household(home_id=door.pk, name=door.address, generated=True)
                for door in doors
            ],
            BATCH,
        )
        families: list[str] = []
        rows: list[Person] = []
        owners: list[tuple[Door, Household]] = []
        for door, household, count in _shared(doors, households, village.people):
            families.append(self._surname())
            for member in range(count):
                # One in a family married in, or it would read like a list.
                married_in = member == 1
                name = self._surname() if married_in else families[-1]
                rows.append(self._person(name))
                owners.append((door, household))
        if village.elders is not None:
            self._grow_old(rows, village.elders)
        self._live(rows, [household for _, household in owners])
        for person, (door, _) in zip(rows, owners, strict=True):
            self.at_home.setdefault(door.pk, []).append(person)
        gone, whose = [], []
        shares = _shared(doors, households, village.away)
        for family, (_, household, count) in zip(families, shares, strict=True):
            gone += [self._person(family) for _ in range(count)]
            whose += [household] * count
        self._live(gone, whose, away=True)

    def _live(
        self, people: list[Person], households: list[Household], *, away: bool = False
    ) -> None:
        Person.objects.bulk_create(people, BATCH)
        residencies = (
            Residency(person=person, household=household, since=MOVED_IN, away=away)
            for person, household in zip(people, households, strict=True)
        )
        Residency.objects.bulk_create(residencies, BATCH)

    def _grow_old(self, people: list[Person], elders: int) -> None:
        """Give everybody a day of birth, so that just so many are 60 or older."""
        old = set(self.chance.sample(range(len(people)), elders))
        for index, person in enumerate(people):
            years = self.chance.randint(*(OLD if index in old else YOUNG))
            # A little past the birthday, so that no day of the year counts otherwise.
            days = round(years * 365.25) + self.chance.randint(*PAST_BIRTHDAY)
            person.born = self.today - timedelta(days=days)

    def _surname(self) -> str:
        return self.chance.choice(self.plan.surnames)

    def _person(self, surname: str) -> Person:
        self.made += 1
        return Person(name=f"{surname}示例{self.made}", generated=True)

    # Posts and seats ------------------------------------------------------------------

    def _staff(self) -> None:
        posts = {post.key: post for post in Post.objects.filter(charter=self.charter)}
        for staff in self.plan.staff:
            shared: dict[str, list[Person]] = {}
            for place in self._places(staff.level):
                if self._left_vacant(staff.post, place) or not _within(staff, place):
                    continue
                over = place if not staff.shared else self._over(place, staff.shared)
                if over not in shared:
                    shared[over] = self._chosen(staff, over)
                for person in shared[over]:
                    self._appoint(person, posts[staff.post], place)

    def _over(self, place: str, level: str) -> str:
        """Give the official place of a level that another lies in."""
        return next(
            code
            for code in (place[:12], place[:9], place[:6])
            if level_of(code) == level
        )

    def _chosen(self, staff: Staff, place: str) -> list[Person]:
        if not staff.outside:
            return self._neighbours(place, staff.each)
        sent = [self._person(self._surname()) for _ in range(staff.each)]
        return Person.objects.bulk_create(sent)

    def _places(self, level: str) -> list[str]:
        """Give the places of a level that the demonstration has people in."""
        found: dict[str, None] = {}
        for code, ground in self.grounds.items():
            for above in (code, code[:9], code[:6]):
                if level_of(above) == level:
                    found[above] = None
            found |= dict.fromkeys(ground.places.get(level, ()))
        return list(found)

    def _left_vacant(self, post: str, place: str) -> bool:
        return any(
            one.post == post
            and self.grounds[one.village].places[one.level][one.number - 1] == place
            for one in self.plan.vacant
        )

    def _neighbours(self, place: str, count: int) -> list[Person]:
        """Find people of a place who hold no post yet, each of another home."""
        if "-" in place:
            doors = self.grounds[village_of(place)].in_place(place)
        else:
            village = next(code for code in self.grounds if code.startswith(place))
            doors = self.grounds[village].lived_in
        free = self._free([door for door in doors if door.inhabited], most=count)
        chosen = self.chance.sample(free, min(count, len(free)))
        self.busy.update(person.pk for person in chosen)
        return chosen

    def _free(self, doors: list[Door], most: int = 0) -> list[Person]:
        """Give who holds nothing yet: the first of each home, then the others.

        The others are asked only where the first do not suffice.
        """
        homes = [self.at_home[d.pk] for d in doors if d.pk not in self.reserved]
        first = [home[0] for home in homes if home[0].pk not in self.busy]
        if most and len(first) >= most:
            return first
        others = (person for home in homes for person in home[1:])
        return first + [one for one in others if one.pk not in self.busy]

    def _appoint(
        self, person: Person, post: Post, place: str, body: Body | None = None
    ) -> None:
        self.offices.append(
            Appointment(
                person=person,
                post=post,
                place_id=place,
                body=body,
                since=self.today - IN_OFFICE,
            )
        )

    def _seats(self) -> None:
        """Fill every seat of every body that sits where people live."""
        posts = {post.key: post for post in Post.objects.filter(charter=self.charter)}
        bodies = Body.objects.filter(charter=self.charter)
        for body in bodies.order_by("place", "key"):
            doors = self._doors_of(body.place_id)
            self.chance.shuffle(doors)
            members = self._by_office(body)
            members += self._free(doors)[: body.seats - len(members)]
            if not members:
                continue
            self.busy.update(person.pk for person in members)
            for person in members:
                self._appoint(person, posts[f"seat:{body.key}"], body.place_id, body)
            self._appoint(members[0], posts[f"chair:{body.key}"], body.place_id, body)

    def _by_office(self, body: Body) -> list[Person]:
        """Give who sits in a body by office, as far as its seats go."""
        posts = [
            p for one in self.plan.seated if one.body == body.key for p in one.posts
        ]
        found = [
            office.person
            for key in posts
            for office in self.offices
            if (office.post.key, office.place_id) == (key, body.place_id)
        ]
        return found[: body.seats]

    def _doors_of(self, place: str) -> list[Door]:
        """Give the doors of a place that are lived in; none where nobody was put."""
        if "-" in place:
            doors = self.grounds[village_of(place)].in_place(place)
            return [door for door in doors if door.inhabited]
        return [
            door
            for code, ground in self.grounds.items()
            if contains(place, code)
            for door in ground.lived_in
        ]

    def _end_terms(self) -> None:
        """Let the terms end that the plan lets end."""
        for one in self.plan.endings:
            place = self.grounds[one.village].places[one.level][one.number - 1]
            for office in self.offices:
                if (office.post.key, office.place_id) == (one.post, place):
                    office.until = self.today + timedelta(days=one.days)

    # The cast -------------------------------------------------------------------------

    def _phones(self) -> None:
        """Give a number to everybody whom residents may need to ring."""
        people = {office.person_id: office.person for office in self.offices}
        for member in self.plan.cast:
            if not member.post:
                one = self.at_home[self.door_of(member).pk][0]
                people[one.pk] = one
        for person in people.values():
            person.phone = PHONE.format(person.pk)
        Person.objects.bulk_update(people.values(), ["phone"], BATCH)

    def _accounts(self) -> None:
        for member in self.plan.cast:
            person = self._played_by(member)
            Account.objects.create_user(f"{self.charter}-{member.key}", person=person)

    def _played_by(self, member: Member) -> Person:
        """Find who plays a member of the cast; a head is the first resident's own."""
        if not member.post:
            return self.at_home[self.door_of(member).pk][0]
        key, _, level = member.post.partition("@")
        resident = self.grounds[member.village].lived_in[FIRST_OF_CAST]
        near = (*resident.units.values(), member.village)
        above = (member.village[:9], member.village[:6])
        taken = set(
            Account.objects.exclude(person=None).values_list("person", flat=True)
        )
        for place in above if level else (*near, *above):
            for office in self.offices:
                mine = office.post.key == key and office.place_id == place
                if mine and office.person_id not in taken:
                    return office.person
        raise LookupError(f"nobody holds {member.post} near {member.village}")


def _within(staff: Staff, place: str) -> bool:
    """Say whether a place is one of those where the staff is wanted."""
    return not staff.at or any(contains(one, place) for one in staff.at)


def _shared(
    doors: list[Door], households: list[Household], people: int
) -> Iterator[tuple[Door, Household, int]]:
    """Share people out over households, evenly and to the last."""
    for index, (door, household) in enumerate(zip(doors, households, strict=True)):
        count = (index + 1) * people // len(doors) - index * people // len(doors)
        yield door, household, count
