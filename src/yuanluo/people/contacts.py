"""Who answers for a door: the chain of contacts from the nearest neighbour upward.

Read from appointments, so that it is never out of date. The charter says which posts
are contacts: those are named with the number of the post; of all others only the post
is told. A contact post that nobody holds is told as vacant, for silence would look like
an answer. Nobody's own number is ever given, and nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, Subquery

from yuanluo.people.models import Appointment
from yuanluo.territory import queries as places
from yuanluo.territory.models import Home, Membership

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from yuanluo.kernel.charter import Charter, Post
    from yuanluo.territory.queries import Division

LINKS_MOST = 2000
#: The chain of a door ends here; who stands above answers for no single door.
TOP = ("village", "township")
LINKED_HOUSEHOLD = "linked-household"
GRID = "grid"
HOMES_MOST = 200


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain; a post that nobody holds is vacant.

    Titles and duties are in both languages, as the charter has them. Only who is a
    contact has a name here, and the number of the post.
    """

    level: str
    level_title: str
    place: str
    place_name: str
    post: str
    post_title: str
    is_contact: bool
    duties: str
    is_vacant: bool = False
    person: int | None = None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A linked-household unit: how many homes, its head, and its three contacts."""

    place: str
    name: str
    homes: int
    head: Link | None
    contacts: tuple[Link, ...]


def chain_of_door(home: int, day: date) -> tuple[Link, ...]:
    """Give everybody who answers for a door with their duties, to the township."""
    village = Home.objects.filter(pk=home).values_list("village", flat=True).first()
    charter = places.charter_of(village) if village else None
    if village is None or charter is None:
        return ()
    inside = places.divisions_of(home, day)
    return _links(charter, (*inside, *_official(village)), day)


def answering_at(place: str, day: date, *, bodies: bool = True) -> tuple[Link, ...]:
    """Give who answers at one place, such as a village on its page, and its bodies.

    Bodies are left out where somebody looks for a person to turn to.
    """
    charter = places.charter_of(place)
    here = places.divisions_above(place)[:1]
    if charter is None or not here:
        return ()
    links = _links(charter, here, day)
    return (*links, *_bodies(charter, here[0], day)) if bodies else links


def linked_households(village: str, day: date) -> tuple[Unit, ...]:
    """Give the linked-household units of a village, each with its iron triangle.

    Its own head comes first, then the contacts of the grid that it lies in: the grid's
    member and the leader of the party group. A unit that nests in no grid lies in the
    one to which its homes belong.
    """
    charter = places.charter_of(village)
    divisions = {one.code: one for one in places.divisions_within(village)}
    units = [one for one in divisions.values() if one.level == LINKED_HOUSEHOLD]
    if charter is None or not units:
        return ()
    links = _links(charter, tuple(divisions.values()), day)
    codes = [unit.code for unit in units]
    homes, grids = _homes_in(codes, day), _grids_of(codes, day)
    found = []
    for unit in units:
        chain = [unit.code, *_above(unit, divisions), *grids.get(unit.code, ())]
        near = [link for link in links if link.place in chain and link.is_contact]
        near.sort(key=lambda link, chain=chain: chain.index(link.place))  # type: ignore[misc]
        head = next((link for link in near if link.place == unit.code), None)
        count = homes.get(unit.code, 0)
        found.append(Unit(unit.code, unit.name, count, head, tuple(near)))
    return tuple(found)


def _above(unit: Division, divisions: dict[str, Division]) -> list[str]:
    chain, at = [unit.code], unit
    while at.parent in divisions and at.parent not in chain:
        at = divisions[at.parent]
        chain.append(at.code)
    return chain[1:]


def _grids_of(codes: Sequence[str], day: date) -> dict[str, list[str]]:
    """Give the grids to which the homes of units belong; one statement."""
    running = Q(until=None) | Q(until__gt=day)
    inside = Membership.objects.filter(running, place__in=codes, since__lte=day)
    around = Membership.objects.filter(running, level=GRID, since__lte=day)
    grid = around.filter(home=OuterRef("home")).values("place")[:1]
    rows = inside.annotate(grid=Subquery(grid)).exclude(grid=None)
    found: dict[str, list[str]] = {}
    for unit, code in rows.values_list("place", "grid").order_by("grid").distinct():
        found.setdefault(unit, []).append(code)
    return found


def homes_of(unit: str, day: date) -> list[Home]:
    """Give the homes of a unit by their addresses."""
    running = Membership.objects.filter(place=unit, since__lte=day)
    running = running.filter(Q(until=None) | Q(until__gt=day))
    homes = Home.objects.filter(pk__in=running.values("home"))
    return list(homes.order_by("address", "id")[:HOMES_MOST])


def unit_of(home: int, day: date) -> str:
    """Give the linked-household unit that a home belongs to, or nothing."""
    running = Membership.objects.filter(home=home, level=LINKED_HOUSEHOLD)
    running = running.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return running.values_list("place", flat=True).first() or ""


def _homes_in(codes: Iterable[str], day: date) -> dict[str, int]:
    running = Membership.objects.filter(place__in=list(codes), since__lte=day)
    running = running.filter(Q(until=None) | Q(until__gt=day))
    rows = running.values_list("place").annotate(count=Count("pk")).order_by()
    return dict(rows)


def _official(village: str) -> tuple[Division, ...]:
    chain = places.official_chain(village)
    return tuple(one for one in chain if one.level in TOP)


def _links(charter: Charter, chain: Sequence[Division], day: date) -> tuple[Link, ...]:
    """Give who holds a post at the places of a chain, nearest place first."""
    held = Appointment.objects.on(day).filter(
        place__in=[one.code for one in chain], post__charter=charter.id
    )
    rows = held.order_by("post__order", "id").values_list(
        "place", "post__key", "person", "person__name", "phone"
    )
    holding: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    for place, key, *who in rows[:LINKS_MOST]:
        holding.setdefault((place, key), []).append(tuple(who))  # type: ignore[arg-type]
    found: list[Link] = []
    for one in sorted(chain, key=lambda d: -_depth(charter, d)):
        for post in charter.posts:
            people = holding.get((one.code, post.id), [])
            found.extend(_at_post(charter, one, post, people))
    return tuple(found)


def _depth(charter: Charter, one: Division) -> int:
    """Say how near a level is to the door, as the charter orders its own levels."""
    if one.level in TOP:
        return -1 - TOP.index(one.level)
    order = [level.id for level in charter.levels]
    return order.index(one.level) if one.level in order else len(order)


def _at_post(
    charter: Charter, at: Division, post: Post, people: Sequence[tuple[int, str, str]]
) -> list[Link]:
    """Give the links of one post at one place: each contact, or the post by itself."""
    level = charter.level(at.level)
    link = Link(
        level=at.level,
        level_title=level.title if level else at.level,
        place=at.code,
        place_name=at.name,
        post=post.id,
        post_title=post.title,
        is_contact=post.contact,
        duties=post.duties or "",
    )
    if not post.contact:
        return [link] if people else []
    if not people:
        vacant = at.level in post.levels
        return [replace(link, is_vacant=True)] if vacant else []
    return [
        replace(link, person=person, name=name, phone=phone)
        for person, name, phone in people
    ]


def _bodies(charter: Charter, at: Division, day: date) -> list[Link]:
    """Give the bodies at a place in which somebody sits: one line for each."""
    held = Appointment.objects.on(day).filter(
        place=at.code, post__charter=charter.id, post__key__startswith="seat:"
    )
    seated = set(held.values_list("post__key", flat=True))
    return [
        Link(
            level=at.level,
            level_title="",
            place=at.code,
            place_name=at.name,
            post=f"seat:{body.id}",
            post_title=body.title,
            is_contact=False,
            duties=body.remit or "",
        )
        for body in charter.bodies
        if f"seat:{body.id}" in seated
    ]
