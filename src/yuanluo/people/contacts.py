"""Who answers for a door: the chain of contacts from the nearest neighbour upward.

Read from appointments, so that it is never out of date. The charter says which posts
are contacts; those are named, with the number of the post or a masked one of their own.
A contact post that nobody holds is told as vacant, for silence would look like an
answer. Nobody's own number is given in full, and nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from yuanluo.paper.words import masked
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
TRIANGLE = 3


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain; without a person the post is vacant.

    Titles and duties are in both languages, as the charter has them.
    """

    level: str
    level_title: str
    place: str
    place_name: str
    post: str
    post_title: str
    is_contact: bool
    duties: str
    person: int | None = None
    name: str = ""
    phone: str = ""
    may_be_called: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A linked-household unit: how many homes, its head, and its three contacts."""

    place: str
    name: str
    homes: int
    head: Link | None
    contacts: tuple[Link, ...]


def contact_chain(home: int, day: date) -> tuple[Link, ...]:
    """Give the contacts of a home, nearest first: 信息员, 管理员, 联系员."""
    return tuple(link for link in chain_of_door(home, day) if link.is_contact)


def chain_of_door(home: int, day: date) -> tuple[Link, ...]:
    """Give everybody who answers for a door with their duties, to the township."""
    village = Home.objects.filter(pk=home).values_list("village", flat=True).first()
    charter = places.charter_of(village) if village else None
    if village is None or charter is None:
        return ()
    inside = places.divisions_of(home, day)
    return _links(charter, (*inside, *_official(village)), day)


def on_duty(place: str, day: date) -> tuple[Link, ...]:
    """Give the contacts at one place, such as those of a village on its page."""
    charter = places.charter_of(place)
    here = places.divisions_above(place)[:1]
    if charter is None or not here:
        return ()
    return tuple(link for link in _links(charter, here, day) if link.is_contact)


def linked_households(village: str, day: date) -> tuple[Unit, ...]:
    """Give the linked-household units of a village, each with its iron triangle.

    Its own head comes first, then the contacts of what it lies in: the grid's member
    and the leader of the party group.
    """
    charter = places.charter_of(village)
    divisions = {one.code: one for one in places.divisions_within(village)}
    units = [one for one in divisions.values() if one.level == LINKED_HOUSEHOLD]
    if charter is None or not units:
        return ()
    links = _links(charter, tuple(divisions.values()), day)
    homes = _homes_in([unit.code for unit in units], day)
    return tuple(
        _unit(unit, divisions, links, homes.get(unit.code, 0)) for unit in units
    )


def _unit(
    unit: Division,
    divisions: dict[str, Division],
    links: Sequence[Link],
    homes: int,
) -> Unit:
    chain, at = [unit.code], unit
    while at.parent in divisions and at.parent not in chain:
        at = divisions[at.parent]
        chain.append(at.code)
    near = [link for link in links if link.place in chain and link.is_contact]
    near.sort(key=lambda link: chain.index(link.place))
    head = next((link for link in near if link.place == unit.code), None)
    return Unit(unit.code, unit.name, homes, head, tuple(near[:TRIANGLE]))


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
        "place", "post__key", "person", "person__name", "person__phone", "phone"
    )
    holding: dict[tuple[str, str], list[tuple[int, str, str, str]]] = {}
    for place, key, *who in rows[:LINKS_MOST]:
        holding.setdefault((place, key), []).append(tuple(who))  # type: ignore[arg-type]
    found: list[Link] = []
    for one in sorted(chain, key=lambda d: -_depth(charter, d)):
        for post in charter.posts:
            people = holding.get((one.code, post.id), [])
            found.extend(_link(charter, one, post, who) for who in people)
            if not people and post.contact and one.level in post.levels:
                found.append(_link(charter, one, post, None))
    return tuple(found)


def _depth(charter: Charter, one: Division) -> int:
    """Say how near a level is to the door, as the charter orders its own levels."""
    if one.level in TOP:
        return -1 - TOP.index(one.level)
    order = [level.id for level in charter.levels]
    return order.index(one.level) if one.level in order else len(order)


def _link(
    charter: Charter, at: Division, post: Post, who: tuple[int, str, str, str] | None
) -> Link:
    level = charter.level(at.level)
    person, name, own, office = who or (None, "", "", "")
    return Link(
        level=at.level,
        level_title=level.title if level else at.level,
        place=at.code,
        place_name=at.name,
        post=post.id,
        post_title=post.title,
        is_contact=post.contact,
        duties=post.duties or "",
        person=person,
        # Only who is a contact is named to everybody.
        name=name if post.contact else masked(name),
        phone=office or (masked(own) if own else ""),
        may_be_called=bool(office),
    )
