"""The register of a village as those who keep it see it: counted, found, masked.

Names are shown to who keeps the register of that place, numbers and addresses to nobody
until they are opened for a purpose. Somebody of another village is not there at all.
Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from yuanluo.kernel.place import subtree_range
from yuanluo.paper.words import masked
from yuanluo.people.models import GlassBreak, RegisterImport, Residency
from yuanluo.people.queries import Standing, glass_broken, residing
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

POWER = "people"
VILLAGES_MOST = 200
FOUND_MOST = 30
LISTS_MOST = 10
GLASS_MOST = 20
EXPORTED_MOST = 50_000
ADDRESS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are: of whom as many are away."""

    households: int
    people: int
    away: int


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody of the register; number and address are masked."""

    person: int
    name: str
    village: str
    household: str
    is_head: bool
    away: bool
    phone: str
    address: str


def villages_of(who: Standing) -> list[tuple[str, str]]:
    """Give the villages whose register somebody keeps: code and name."""
    reach = Q(pk__in=())
    for code in who.places_with(POWER):
        lower, upper = subtree_range(code)
        reach |= Q(code__gte=lower, code__lt=upper)
    places = Place.objects.filter(reach, level="village", until=None)
    return list(
        places.exclude(charter=None)
        .order_by("code")
        .values_list("code", "name")[:VILLAGES_MOST]
    )


def counted(village: str, day: date) -> Counted:
    """Count a village: households that somebody lives in, people, those away."""
    lives = residing(day).filter(household__home__village=village)
    return Counted(
        lives.values("household").distinct().count(),
        lives.count(),
        lives.filter(away=True).count(),
    )


def found(village: str, words: str, day: date) -> list[Registered]:
    """Find people of a village by the beginning of their name."""
    sought = words.strip()[:40]
    if not sought:
        return []
    lives = _lives(day).filter(
        household__home__village=village, person__name__startswith=sought
    )
    return [_told(one) for one in lives.order_by("person__name", "id")[:FOUND_MOST]]


def registered(
    person: int, who: Standing, at: datetime, day: date
) -> Registered | None:
    """Give somebody of the register, for who keeps it there or broke the glass."""
    one = _lives(day).filter(person=person).first()
    if one is None:
        return None
    village = one.household.home.village_id
    if who.may(POWER, village) or glass_broken(who, village, at):
        return _told(one)
    return None


def exported(village: str, day: date) -> Iterator[list[Any]]:
    """Give the rows of a masked copy: nobody can be called or found with it."""
    lives = _lives(day).filter(household__home__village=village)
    ordered = lives.order_by("household", "-is_head", "id")
    for one in ordered[:EXPORTED_MOST].iterator(chunk_size=2_000):
        told = _told(one)
        born = one.person.born
        yield [
            masked(told.household),
            told.is_head,
            masked(told.name),
            born.year if born else None,
            told.phone,
            told.address,
            told.away,
        ]


def glass_in(places: Iterable[str], since: datetime) -> list[GlassBreak]:
    """Give who looked beyond their own places into some places, newest first."""
    reach = Q(pk__in=())
    for code in places:
        lower, upper = subtree_range(code)
        reach |= Q(place__gte=lower, place__lt=upper)
    broken = GlassBreak.objects.filter(reach, since__gte=since)
    counted = broken.annotate(opened=Count("openings"))
    return list(counted.select_related("by", "place").order_by("-since")[:GLASS_MOST])


def lists_of(who: Standing, village: str) -> list[RegisterImport]:
    """Give the latest lists of a village."""
    lists = RegisterImport.objects.visible_to(who).filter(place=village)
    return list(lists.order_by("-at")[:LISTS_MOST])


def _lives(day: date) -> QuerySet[Residency]:
    return residing(day).select_related("person", "household__home")


def _told(one: Residency) -> Registered:
    home, person = one.household.home, one.person
    return Registered(
        person.pk,
        person.name,
        home.village_id,
        one.household.name,
        one.is_head,
        one.away,
        masked(person.phone) if person.phone else "",
        masked_address(home.address),
    )


def masked_address(address: str) -> str:
    """Hide which door it is.

    >>> masked_address("3栋101号"), masked_address("一组")
    ('3栋****', '一****')
    """
    shown = min(ADDRESS_SHOWN, len(address) - 1)
    return address[:shown] + "****" if address else ""
