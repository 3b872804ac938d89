"""Contact cards (服务连心卡): which doors get one, and who stands on it.

Read from appointments when it is printed, like every chain of contacts; the square on
the card leads to the same chain as it is on the day somebody looks. Nobody's own number
is on a card unless it is the number of the post. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanluo.people.contacts import chain_of_door
from yuanluo.territory.models import Home, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yuanluo.people.contacts import Link

#: A village has a few hundred doors; more are printed by their divisions.
CARDS_MOST = 2000


@dataclass(frozen=True, slots=True)
class DoorCard:
    """A door and its contacts, the nearest first."""

    home: int
    village: str
    address: str
    links: tuple[Link, ...]


def doors_of(place: str, day: date) -> list[Home]:
    """Give the doors of a village, or of a division of one, in the order of streets."""
    homes = Home.objects.all()
    if "-" in place:
        running = Q(memberships__until=None) | Q(memberships__until__gt=day)
        homes = homes.filter(
            running, memberships__place=place, memberships__since__lte=day
        )
    else:
        homes = homes.filter(village=place)
    return list(homes.order_by("id")[: CARDS_MOST + 1])


def cards_for(homes: list[Home], day: date) -> Iterator[DoorCard]:
    """Give the card of each door; doors of the same divisions share one look-up."""
    units: dict[int, list[str]] = {}
    running = Membership.objects.filter(
        Q(until=None) | Q(until__gt=day),
        home__in=[home.pk for home in homes],
        since__lte=day,
    )
    for home, place in running.order_by("place").values_list("home", "place"):
        units.setdefault(home, []).append(place)
    chains: dict[tuple[str, ...], tuple[Link, ...]] = {}
    for one in homes:
        key = (one.village_id, *units.get(one.pk, ()))
        if key not in chains:
            every = chain_of_door(one.pk, day)
            chains[key] = tuple(link for link in every if link.is_contact)
        yield DoorCard(one.pk, one.village_id, one.address, chains[key])
