"""The register of a village as those who keep it see it: counted, found, masked.

Names are shown to who keeps the register of that place, numbers and addresses to nobody
until they are opened for a purpose. Somebody of another village is not there at all.
Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from yuanluo.kernel.place import subtree_range, township_of
from yuanluo.paper.words import masked
from yuanluo.people.models import GlassBreak, RegisterImport, Residency
from yuanluo.people.queries import Standing, glass_broken, residing
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

POWER = "people"
VILLAGES_MOST = 200
FOUND_MOST = 30
LISTS_MOST = 10
GLASS_MOST = 20
PLACES_MOST = 30
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
    #: The year of birth tells people of one name apart.
    born: int | None = None


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


def townships_of(villages: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the townships of which somebody keeps several villages: code and name."""
    counts = Counter(township_of(code) for code, _name in villages)
    several = [code for code, count in counts.items() if count > 1]
    named = Place.objects.filter(code__in=several).order_by("code")
    return list(named.values_list("code", "name"))


def villages_named(words: str, who: Standing) -> list[tuple[str, str, str]]:
    """Find villages of others by a part of the name: code, name, township."""
    sought = words.strip()[:40]
    if not sought:
        return []
    named = Q(name__contains=sought) | Q(code=sought.removesuffix("000000000"))
    places = Place.objects.filter(named, level="village", until=None)
    rows = places.exclude(charter=None).order_by("code")
    told = rows.values_list("code", "name", "parent")[: PLACES_MOST * 2]
    beyond = [one for one in told if not who.may(POWER, one[0])][:PLACES_MOST]
    above = Place.objects.filter(code__in={parent for *_, parent in beyond})
    names = dict(above.values_list("code", "name"))
    return [(code, name, names.get(parent, "")) for code, name, parent in beyond]


def glass_of(who: Standing, at: datetime) -> list[GlassBreak]:
    """Give the places that somebody may look into for the rest of an hour."""
    running = GlassBreak.objects.filter(by=who.person, until__gt=at)
    return list(running.select_related("place").order_by("-until")[:GLASS_MOST])


def counted(village: str, day: date) -> Counted:
    """Count a village: households that somebody lives in, people, those away."""
    lives = residing(day).filter(household__home__village=village)
    return Counted(
        lives.values("household").distinct().count(),
        lives.count(),
        lives.filter(away=True).count(),
    )


def found(village: str, words: str, day: date) -> list[Registered]:
    """Find people of a village by the beginning of their name, one more than shown."""
    sought = words.strip()[:40]
    if not sought:
        return []
    lives = _lives(day).filter(
        household__home__village=village, person__name__startswith=sought
    )
    return [
        _told(one) for one in lives.order_by("person__name", "id")[: FOUND_MOST + 1]
    ]


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


def exported(
    village: str, day: date, marks: Sequence[tuple[str, int, str]] = ()
) -> Iterator[list[Any]]:
    """Give the rows of a masked copy: nobody can be called or found with it.

    The made-up people of `marks` stand among them, masked as all are, so that a copy
    that turns up somewhere tells which one it is.
    """
    lives = _lives(day).filter(household__home__village=village)
    ordered = list(lives.order_by("household", "-is_head", "id")[:EXPORTED_MOST])
    # Where a household begins, so that no family is torn apart.
    before = [0, *(one.household_id for one in ordered)]
    begins = [n for n, one in enumerate(ordered) if one.household_id != before[n]]
    waiting = {
        begins[len(begins) * n // 3]: mark for n, mark in enumerate(marks) if begins
    }
    for index, one in enumerate(ordered):
        if index in waiting:
            yield mark_row(waiting[index], one)
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


def mark_row(mark: Sequence[Any], beside: Residency) -> list[Any]:
    """Give the row of a made-up person, near the door of who stands beside it."""
    name, born, phone = mark
    home = beside.household.home
    by_door = beside.household.name == home.address
    address = masked_address(home.address)
    household = address if by_door else f"{name}家"
    return [
        masked(household),
        beside.is_head,
        masked(name),
        born,
        masked(phone),
        address,
        False,
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
    """Give the latest lists of a village and of its township."""
    lists = RegisterImport.objects.visible_to(who).filter(
        place__in=(village, township_of(village)) if village else ()
    )
    return list(lists.order_by("-at")[:LISTS_MOST])


def _lives(day: date) -> QuerySet[Residency]:
    return residing(day).select_related("person", "household__home")


def _told(one: Residency) -> Registered:
    home, person = one.household.home, one.person
    name = one.household.name
    return Registered(
        person.pk,
        person.name,
        home.village_id,
        # Where a household is called after its door, its name is an address.
        masked_address(name) if name == home.address else name,
        one.is_head,
        one.away,
        masked(person.phone) if person.phone else "",
        masked_address(home.address),
        person.born.year if person.born else None,
    )


def masked_address(address: str) -> str:
    """Hide which door it is.

    >>> masked_address("3栋101号"), masked_address("一组")
    ('3栋****', '一****')
    """
    shown = min(ADDRESS_SHOWN, len(address) - 1)
    return address[:shown] + "****" if address else ""
