"""Whether every place is staffed: coverage by tier, vacancies, overload, ending terms.

Limits are the charter's: how few and how many hold a post at a place, how many
residents one of them may answer for. Everything is counted from appointments, seats and
homes as they are on a day. What is found is told, and nobody is moved: nothing is
written here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from yuanluo.kernel.charter import OFFICIAL_LEVELS
from yuanluo.kernel.place import subtree_range
from yuanluo.people.models import Alert, Appointment, Body, Person
from yuanluo.people.queries import residing
from yuanluo.territory.models import Home, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from django.db.models import QuerySet

    from yuanluo.kernel.charter import Charter, Post

#: A term that ends within so many days is told.
ENDING_DAYS = 60
VACANT, OVERLOAD, ENDING, SEATS = "vacant", "overload", "ending", "seats"
ALERTS_MOST, BODIES_MOST = 200, 1000
KINDS = (OVERLOAD, VACANT, SEATS, ENDING)


@dataclass(frozen=True, slots=True)
class Lack:
    """Something amiss: what, where, of which post, and by how much.

    `found` and `bound` are holders and how many are needed, or residents and how many
    one may answer for.
    """

    kind: str
    place: str
    post: str
    person: int | None = None
    found: int = 0
    bound: int = 0
    due_on: date | None = None
    appointment: int = 0

    @property
    def key(self) -> str:
        """The name of what is amiss, the same while it lasts."""
        who = self.appointment or self.person or ""
        return f"{self.kind}:{self.place}:{self.post}:{who}"


@dataclass(frozen=True, slots=True)
class Tier:
    """How many places of a level have a post held, or a body sitting."""

    level: str
    key: str
    title: str
    have: int
    of: int
    people: int
    is_body: bool = False


@dataclass(frozen=True, slots=True)
class Force:
    """Who serves within a place, and where people live, on a day."""

    reading: Charter
    within: str
    day: date
    places: dict[str, str]
    held: tuple[tuple[int, int, str, str, date | None], ...]
    residents: Counter[str]
    bodies: tuple[tuple[str, str, int, int], ...]

    def at(self, level: str) -> list[str]:
        """Give the places of a level."""
        return [code for code, one in self.places.items() if one == level]

    def holders(self, post: str) -> dict[str, list[tuple[int, int]]]:
        """Give who holds a post, by place: appointments and people."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, person, key, place, _ in self.held:
            if key == post:
                found.setdefault(place, []).append((number, person))
        return found


def force(reading: Charter, within: str, day: date) -> Force:
    """Gather who serves within a place; five statements whatever its size."""
    lower, upper = subtree_range(within)
    places = Place.objects.within(within).filter(charter=reading.id, until=None)
    held = Appointment.objects.on(day).filter(
        place__gte=lower, place__lt=upper, post__charter=reading.id
    )
    bodies = Body.objects.filter(
        charter=reading.id, place__gte=lower, place__lt=upper, place__until=None
    )
    sitting = Q(appointments__post__key__startswith="seat:")
    sitting &= Q(appointments__since__lte=day)
    sitting &= Q(appointments__until=None) | Q(appointments__until__gt=day)
    return Force(
        reading=reading,
        within=within,
        day=day,
        places=dict(places.order_by("code").values_list("code", "level")),
        held=tuple(
            held.order_by("id").values_list(
                "id", "person", "post__key", "place", "until"
            )
        ),
        residents=_residents(lower, upper, day),
        bodies=tuple(
            bodies.annotate(n=Count("appointments", filter=sitting))
            .order_by("place", "key")
            .values_list("key", "place", "seats", "n")
        ),
    )


def _residents(lower: str, upper: str, day: date) -> Counter[str]:
    """Count who lives in each village and in each of its divisions."""
    village = lower.partition("-")[0]
    lives = residing(day).filter(household__home__village__gte=village)
    lives = lives.filter(household__home__village__lt=_above(upper))
    villages = lives.values_list("household__home__village")
    found: Counter[str] = Counter(dict(villages.annotate(n=Count("pk")).order_by()))
    running = Q(household__home__memberships__until=None)
    running |= Q(household__home__memberships__until__gt=day)
    inside = lives.filter(
        running,
        household__home__memberships__since__lte=day,
        household__home__memberships__place__gte=lower,
        household__home__memberships__place__lt=upper,
    ).annotate(unit=F("household__home__memberships__place"))
    found.update(dict(inside.values_list("unit").annotate(n=Count("pk")).order_by()))
    return found


def _above(upper: str) -> str:
    """Give the first village code that lies behind a range."""
    village, dash, _ = upper.partition("-")
    return str(int(village) + 1) if dash else village


# What is amiss ------------------------------------------------------------------------


def lacks(found: Force) -> list[Lack]:
    """Give everything amiss, the gravest kind first."""
    every = [
        *_overloads(found),
        *_vacancies(found),
        *_empty_seats(found),
        *_endings(found),
    ]
    return sorted(every, key=lambda one: (KINDS.index(one.kind), one.place, one.post))


def _vacancies(found: Force) -> Iterator[Lack]:
    for post in found.reading.posts:
        if not post.needed:
            continue
        held = found.holders(post.id)
        for level in post.levels:
            for place in found.at(level):
                count = len(held.get(place, ()))
                if count < post.needed:
                    yield Lack(VACANT, place, post.id, found=count, bound=post.needed)


def _overloads(found: Force) -> Iterator[Lack]:
    """Find who answers for more residents than the charter allows.

    Several who hold a post at one place share its residents; who holds it at several
    places answers for all of them.
    """
    for post in found.reading.posts:
        if post.residents_most is None:
            continue
        for person, (load, place) in loads(found, post).items():
            if load > post.residents_most:
                yield Lack(OVERLOAD, place, post.id, person, load, post.residents_most)


def loads(found: Force, post: Post) -> dict[int, tuple[int, str]]:
    """Give how many residents each holder of a post answers for, and where most."""
    shares: dict[int, list[tuple[Fraction, str]]] = {}
    for place, who in found.holders(post.id).items():
        share = Fraction(found.residents[place], len(who))
        for _, person in who:
            shares.setdefault(person, []).append((share, place))
    return {
        person: (ceil(sum(share for share, _ in mine)), max(mine)[1])
        for person, mine in shares.items()
    }


def _empty_seats(found: Force) -> Iterator[Lack]:
    for key, place, seats, taken in found.bodies:
        if taken < seats:
            yield Lack(SEATS, place, f"seat:{key}", found=taken, bound=seats)


def _endings(found: Force) -> Iterator[Lack]:
    last = found.day + timedelta(days=ENDING_DAYS)
    for number, person, post, place, until in found.held:
        if until is not None and until <= last:
            yield Lack(ENDING, place, post, person, due_on=until, appointment=number)


# Coverage -----------------------------------------------------------------------------


def coverage(found: Force) -> list[Tier]:
    """Give how far each post that is needed, and each body, covers its tier."""
    every = [*_posts(found), *_bodies(found)]
    own = [level.id for level in found.reading.levels]
    order = [*(one for one in OFFICIAL_LEVELS if one not in own), *own]
    return sorted(every, key=lambda one: (order.index(one.level), one.is_body))


def _posts(found: Force) -> Iterator[Tier]:
    for post in found.reading.posts:
        held = found.holders(post.id)
        for level in post.levels:
            places = found.at(level)
            here = [held[place] for place in places if place in held]
            if places and (post.needed or here):
                people = {person for who in here for _, person in who}
                have, of = len(here), len(places)
                yield Tier(level, post.id, post.title, have, of, len(people))


def _bodies(found: Force) -> Iterator[Tier]:
    for body in found.reading.bodies:
        mine = [one for one in found.bodies if one[0] == body.id]
        if mine:
            sitting = [taken for *_, taken in mine if taken]
            yield Tier(
                body.level,
                body.id,
                body.title,
                len(sitting),
                len(mine),
                sum(sitting),
                is_body=True,
            )


@dataclass(frozen=True, slots=True)
class Families:
    """The homes and households of a place by their size, without a name.

    Whose family works elsewhere lives alone; a household of which all are away stands
    empty.
    """

    homes: int
    households: int
    at_home: int
    away: int
    alone: int
    large: int


def families_of(place: str, day: date) -> Families:
    """Count homes, households, people, who live alone and who are five or more."""
    homes = Home.objects.filter(_in(place, day))
    lives = residing(day).filter(household__home__in=homes)
    here = lives.filter(away=False).values_list("household")
    counts = [n for _, n in here.annotate(n=Count("pk")).order_by()]
    return Families(
        homes=homes.count(),
        households=len(counts),
        at_home=sum(counts),
        away=lives.filter(away=True).count(),
        alone=sum(n == 1 for n in counts),
        large=sum(n >= LARGE for n in counts),
    )


LARGE = 5


def _in(place: str, day: date) -> Q:
    if "-" not in place:
        return Q(village=place)
    running = Q(memberships__until=None) | Q(memberships__until__gt=day)
    return running & Q(memberships__place=place, memberships__since__lte=day)


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """Give the names of people by their numbers."""
    wanted = {one for one in people if one is not None}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name"))


def bodies_of(found: Force) -> list[Body]:
    """Give the bodies of what was counted, with their places."""
    lower, upper = subtree_range(found.within)
    rows = Body.objects.filter(
        charter=found.reading.id, place__gte=lower, place__lt=upper
    )
    return list(rows.select_related("place").order_by("place", "key")[:BODIES_MOST])


# What the clock found ----------------------------------------------------------------


def _open_alerts(code: str) -> QuerySet[Alert]:
    lower, upper = subtree_range(code)
    return Alert.objects.filter(gone_at=None, place__gte=lower, place__lt=upper)


def alerts(code: str) -> list[Alert]:
    """Give what is amiss in a place, the gravest kind first; bounded."""
    rows = _open_alerts(code).select_related("place", "post", "person")
    order = {kind: number for number, kind in enumerate(KINDS)}
    found = list(rows.order_by("kind", "place", "id")[: ALERTS_MOST * 5])
    return sorted(found, key=lambda one: (order.get(one.kind, 9), one.place_id))


def counts_of(code: str) -> dict[str, int]:
    """Count what is amiss in a place, by kind."""
    found = dict.fromkeys(KINDS, 0)
    rows = _open_alerts(code).order_by().values_list("kind")
    return found | dict(rows.annotate(many=Count("pk")))
