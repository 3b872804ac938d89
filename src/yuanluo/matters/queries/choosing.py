"""Whom and what a question lets one choose from: people, households, neighbours.

Bounded lists, one statement each, and only asked for where a form needs them. Who may
not hold the matter again is left out, so that nobody is offered who would be refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.place import parents
from yuanluo.kernel.playbook import title_in
from yuanluo.people.models import Appointment, Household
from yuanluo.people.queries import residents_in
from yuanluo.territory import charters

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.kernel.charter import Charter
    from yuanluo.matters.queries.dossier import Dossier

PEOPLE_MOST = 300
HOUSEHOLDS_MOST = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """One that can be chosen: what is sent, and what people read."""

    value: str
    label: str
    note: str = ""


def places_of(dossier: Dossier) -> tuple[str, ...]:
    """Give the places whose posts reach the matter, the nearest first."""
    village = dossier.matter.village
    below = sorted(dossier.units.values(), key=len, reverse=True)
    return (*below, village, *parents(village))


def day_of(dossier: Dossier) -> date:
    """Give the day of the dossier where the people live."""
    return local_date(dossier.at, charters.zone(dossier.charter))


def people_here(dossier: Dossier, language: str) -> list[tuple[str, Choice]]:
    """Give everybody who holds a post that reaches the matter, each with the post.

    Those whom the category names come first, then the nearest.
    """
    category = dossier.category
    unit = category.unit if category else None
    barred = set(dossier.matter.barred)
    places = places_of(dossier)
    near = {code: index for index, code in enumerate(places)}
    found = held_at(places, day_of(dossier))
    found = [one for one in found if one[0] not in barred]
    found.sort(key=lambda one: (one[2] != unit, near[one[3]], one[2], one[1]))
    return [
        (post, _person(dossier.charter, (person, name, post, at), language))
        for person, name, post, _, at in found
    ]


def held_at(places: tuple[str, ...], day: date) -> list[tuple[int, str, str, str, str]]:
    """Give who holds which post at places: person, name, post, code and place."""
    rows = (
        Appointment.objects.on(day)
        .filter(place__in=places)
        .order_by("id")
        .values_list("person", "person__name", "post__key", "place", F("place__name"))[
            :PEOPLE_MOST
        ]
    )
    return list(rows)


def _person(charter: Charter, held: tuple[int, str, str, str], language: str) -> Choice:
    person, name, post, at = held
    title = title_in(charter.title_of_post(post), language)
    return Choice(f"{person}:{post}", name, f"{at} {title}")


def households_in(village: str) -> list[Choice]:
    """Give the households of a village, by address."""
    rows = Household.objects.filter(home__village=village).order_by(
        "home__address", "id"
    )
    return [
        Choice(str(pk), name, address)
        for pk, name, address in rows.values_list("pk", "name", "home__address")[
            :HOUSEHOLDS_MOST
        ]
    ]


def residents_of(village: str, day: date) -> list[Choice]:
    """Give the people who live in a village, by name."""
    rows = residents_in(village, day).order_by("name", "id")
    return [
        Choice(str(pk), name)
        for pk, name in rows.values_list("pk", "name")[:HOUSEHOLDS_MOST]
    ]
