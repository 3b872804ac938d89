"""Who holds which post at a place, for those who may appoint there.

Names are in full, for they are those of people in office; of a person who is looked
for, only the name, a masked number and the posts are told, enough to tell two of one
name apart. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from yuanluo.kernel.place import contains
from yuanluo.kernel.place import village_of as village
from yuanluo.paper.words import masked
from yuanluo.people.models import Appointment, Person, Post
from yuanluo.people.queries import residents_in
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.people.queries import Standing

POWER = "appoint"
FOUND_MOST = 20
HELD_MOST = 500
PLACES_MOST = 1000
NAME_MOST = 30
#: So many digits has the code of a township.
TOWNSHIP = 9


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody holds a post: since when, until when, and the post's number."""

    appointment: int
    person: int
    name: str
    since: date
    until: date | None
    phone: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Staffed:
    """A post at a place with its holders; titles are in both languages."""

    key: str
    title: str
    duties: str
    most: int | None
    holdings: tuple[Holding, ...]

    @property
    def is_full(self) -> bool:
        """Whether nobody else can be appointed."""
        return self.most is not None and len(self.holdings) >= self.most


@dataclass(frozen=True, slots=True)
class Beneath:
    """A place in a place, and how many appointments run there."""

    code: str
    name: str
    level: str
    held: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be appointed."""

    person: int
    name: str
    phone: str
    posts: tuple[str, ...]


def place_for(who: Standing, code: str) -> Place | None:
    """Give a place where somebody may appoint; None for any other."""
    if not who.may(POWER, code):
        return None
    return Place.objects.filter(code=code, until=None).first()


def places_of(who: Standing) -> list[Place]:
    """Give the places over which somebody's posts give the power to appoint."""
    codes = set(who.places_with(POWER))
    return list(Place.objects.filter(code__in=codes, until=None).order_by("code"))


def posts_at(place: Place, who: Standing, day: date) -> list[Staffed]:
    """Give every post and seat of a place with who holds it, now or soon."""
    by = who.power_from(POWER, place.code)
    charter = place.charter_id or (by.charter if by else None)
    posts = Post.objects.filter(charter=charter).order_by("order")
    here = [post for post in posts if place.level in post.levels.split()]
    running = Appointment.objects.filter(place=place).filter(
        Q(until=None) | Q(until__gt=day)
    )
    holdings: dict[int, list[Holding]] = {}
    for one in running.select_related("person").order_by("since", "id")[:HELD_MOST]:
        holdings.setdefault(one.post_id, []).append(
            Holding(
                one.pk,
                one.person_id,
                one.person.name,
                one.since,
                one.until,
                one.phone,
                is_own=one.person_id == who.person,
            )
        )
    return [
        Staffed(
            post.key,
            post.title,
            post.duties,
            post.most,
            tuple(holdings.get(post.pk, ())),
        )
        for post in here
    ]


def beneath(place: Place, day: date) -> list[Beneath]:
    """Give the places next below one: divisions of a village, else what it contains."""
    if place.level == "village":
        inside = Place.objects.below_village(place.code).filter(until=None)
    else:
        inside = Place.objects.filter(parent=place.code, until=None)
        if "-" not in place.code:
            inside = inside.exclude(charter=None)
    found = list(inside.order_by("code").only("code", "name", "level")[:PLACES_MOST])
    held = Appointment.objects.on(day).filter(place__in=[one.code for one in found])
    counts = dict(held.values_list("place").annotate(n=Count("pk")).order_by())
    return [
        Beneath(one.code, one.name, one.level, counts.get(one.code, 0)) for one in found
    ]


def candidates(place: Place, words: str, day: date) -> list[Candidate]:
    """Find people by name: who lives there, or holds a post there or nearby."""
    sought = words.strip()[:NAME_MOST]
    if not sought:
        return []
    around = village(place.code) if "-" in place.code else place.code
    running = Appointment.objects.on(day).filter(person__name__contains=sought)
    posts: dict[int, list[str]] = {}
    rows = running.order_by("id").values_list(
        "person", "place", "place__name", "post__title"
    )
    for person, code, name, title in rows[:HELD_MOST]:
        # Those of the township may be called into a village, and the reverse.
        if contains(around[:TOWNSHIP], code):
            posts.setdefault(person, []).append(f"{name} {title}")
    lives = residents_in(around, day).filter(name__contains=sought)
    found = Person.objects.filter(Q(pk__in=posts) | Q(pk__in=lives.values("pk")))
    return [
        Candidate(one.pk, one.name, masked(one.phone), tuple(posts.get(one.pk, ())))
        for one in found.order_by("name", "id")[:FOUND_MOST]
    ]


def may_be_called(place: Place, person: int, day: date) -> bool:
    """Say whether somebody is among those who can be found for a place.

    A number typed into a form names nobody else: their name is not this page's to tell.
    """
    around = village(place.code) if "-" in place.code else place.code
    serves = Appointment.objects.on(day).filter(person=person)
    codes = serves.values_list("place", flat=True)
    near = any(contains(around[:TOWNSHIP], code) for code in codes)
    return near or residents_in(around, day).filter(pk=person).exists()


def appointment_for(who: Standing, pk: int, day: date) -> Appointment | None:
    """Give an appointment that somebody may end: one's own, or by the power to."""
    found = (
        Appointment.objects.select_related("post", "person", "place")
        .filter(Q(until=None) | Q(until__gt=day), pk=pk)
        .first()
    )
    if found is None:
        return None
    own = who.person is not None and found.person_id == who.person
    return found if own or who.may(POWER, found.place_id) else None


def successors(leaving: Appointment, day: date) -> list[Candidate]:
    """Give who could answer instead: others of the post first, then of the place."""
    others = (
        Appointment.objects.on(day)
        .filter(place=leaving.place_id, post__powers__contains="see")
        .exclude(person=leaving.person_id)
        .select_related("person", "post")
        .order_by("post__order", "id")[:HELD_MOST]
    )
    ranked = sorted(others, key=lambda one: one.post_id != leaving.post_id)
    found: dict[int, Candidate] = {}
    for one in ranked:
        posts = (one.post.title,)
        candidate = Candidate(one.person_id, one.person.name, "", posts)
        found.setdefault(one.person_id, candidate)
    return list(found.values())[:FOUND_MOST]
