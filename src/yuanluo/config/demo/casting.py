"""Who plays a role in a matter of the demonstration: found in appointments, as always.

A role is `post`, `post@level`, `unit` (which handles the category), `holder`, `offered`
or `ruling`; `#2` is the second of several, `resident#2` somebody who lives there.
Nothing is appointed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanluo.kernel.place import level_of, parents
from yuanluo.matters.models import Matter, MatterPlace, Pending, Responsibility
from yuanluo.people.models import Account, Appointment, Household, Residency
from yuanluo.people.queries import Standing, standing_on
from yuanluo.territory.models import Home, Membership

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from yuanluo.config.demo.plan import Report
    from yuanluo.kernel.charter import Charter


class Nobody(LookupError):
    """A role that nobody plays."""


@dataclass
class Casting:
    """Looks up who holds what near a home, and remembers it."""

    charter: Charter
    usual: tuple[str, str]
    offices: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)

    @cached_property
    def cast(self) -> dict[str, int]:
        """Members of the cast by their keys."""
        prefix = f"{self.charter.id}-"
        accounts = Account.objects.filter(username__startswith=prefix)
        named = accounts.values_list("username", "person")
        return {name.removeprefix(prefix): person for name, person in named if person}

    def standing(self, person: int, moment: datetime) -> Standing:
        """Give the standing of a person; nobody's changes in the demonstration."""
        if person not in self.standings:
            found = standing_on(person, moment.date())
            self.standings[person] = found
        return self.standings[person]

    # Residents ------------------------------------------------------------------------

    def requester(self, report: Report, chance: Random) -> tuple[int, int]:
        """Choose whose matter a report is, and which home it is about."""
        lives = Residency.objects.filter(until=None)
        if report.cast:
            person = self.cast[report.cast]
            home = lives.values_list("household__home", flat=True).get(person=person)
            return person, home
        homes = Home.objects.filter(
            village=report.village, generated=True, households__isnull=False
        )
        if report.estate:
            homes = homes.filter(address__startswith=report.estate)
        # The first two dozen doors belong to the cast and their neighbours.
        keys = list(homes.order_by("pk").values_list("pk", flat=True))
        home = chance.choice(keys[24:] or keys)
        here = lives.filter(household__home=home).order_by("person")
        return here.values_list("person", flat=True)[0], home

    def households(self, estate: str, count: int) -> list[int]:
        """Give the first households of an estate."""
        mine = Household.objects.filter(home__address__startswith=estate)
        return list(mine.order_by("pk").values_list("pk", flat=True)[:count])

    # Posts ----------------------------------------------------------------------------

    def near(self, home: int, role: str) -> int:
        """Give who plays a role where a home lies."""
        village = Home.objects.values_list("village", flat=True).get(pk=home)
        units = Membership.objects.filter(home=home, until=None)
        return self._first(role, village, dict(units.values_list("level", "place")))

    def post_in(self, village: str, role: str) -> int:
        """Give who plays a role in a village."""
        return self._first(role, village, {})

    def resident(self, village: str, number: int) -> int:
        """Give one of those who live in a village, by the doors that nobody plays."""
        lives = Residency.objects.filter(
            household__home__village=village, until=None, person__account=None
        )
        people = lives.order_by("household__home", "person")
        return people.values_list("person", flat=True)[40 + number]

    def role(self, role: str, matter: Matter, unit: str = "") -> int:
        """Give who plays a role in a matter."""
        if role.startswith("resident#"):
            return self.resident(matter.village, int(role.partition("#")[2]))
        if role == "holder":
            return self._holder(matter)
        if role in {"offered", "ruling"}:
            return self._asked(matter, role)
        units = MatterPlace.objects.filter(matter=matter).values_list("level", "place")
        return self._first(self._meant(role, matter, unit), matter.village, dict(units))

    def named(self, role: str, matter: Matter, unit: str = "") -> str:
        """Give who plays a role as a form names them: the person and the post."""
        meant = self._meant(role, matter, unit)
        post = meant.partition("#")[0].partition("@")[0]
        return f"{self.role(role, matter, unit)}:{post}"

    def _meant(self, role: str, matter: Matter, unit: str) -> str:
        """Say which post is meant by `unit`: the category's, or the usual one."""
        name, hash_, number = role.partition("#")
        if name != "unit":
            return role
        category = self.charter.category(matter.category)
        post = unit or (category.unit if category else None)
        return f"{post}{hash_}{number}" if post else self.usual[int(number or 1) - 1]

    def _first(self, role: str, village: str, units: dict[str, str]) -> int:
        name, _, number = role.partition("#")
        post, _, level = name.partition("@")
        found = self._people(post, level, village, units)
        wanted = int(number or 1)
        if len(found) < wanted:
            raise Nobody(role)
        return found[wanted - 1]

    def _people(
        self, post: str, level: str, village: str, units: dict[str, str]
    ) -> list[int]:
        """Give the holders of a post where the matter lies, the nearest place first."""
        above = {level_of(code).value: code for code in (village, *parents(village))}
        every = {**above, **units}
        places = [every.get(level, "")] if level else list(every.values())
        return next(filter(None, (self._at_work(post, one) for one in places)), [])

    def _at_work(self, post: str, place: str) -> list[int]:
        key = (post, place)
        if key not in self.offices:
            held = Appointment.objects.filter(post__key=post, place=place, until=None)
            people = held.order_by("id").values_list("person", flat=True)
            self.offices[key] = list(people)
        return self.offices[key]

    def _holder(self, matter: Matter) -> int:
        held = Responsibility.objects.filter(matter=matter, until=None).get()
        if held.person_id is not None:
            return held.person_id
        return self._at(held.post, held.place, matter)

    def _asked(self, matter: Matter, role: str) -> int:
        """Give whom a matter is offered to, or who rules on a refused offer."""
        offers = Pending.objects.filter(matter=matter, settled_at=None)
        one = offers.filter(kind="handover").first()
        if one is None:
            raise Nobody(role)
        if role == "ruling":
            return self._at(one.adjudicator_post, one.adjudicator_place, matter)
        return one.person_id or self._at(one.post, one.place, matter)

    def _at(self, post: str, place: str, matter: Matter) -> int:
        held = Appointment.objects.filter(Q(until=None), post__key=post, place=place)
        found = held.exclude(person__in=matter.barred).order_by("id").first()
        if found is None:
            raise Nobody(f"{post} at {place}")
        return found.person_id
