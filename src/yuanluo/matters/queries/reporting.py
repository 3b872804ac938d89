"""What somebody who reports a matter can choose from: places, people, kinds, ways.

Every list is bounded and asked for one village. Homes are told by their address and
never by who lives there; people are found only by those who may report for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from yuanluo.kernel.place import contains, level_of, parents
from yuanluo.people.models import Person, Residency
from yuanluo.territory import charters
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from yuanluo.kernel.charter import Category, Charter
    from yuanluo.kernel.playbook import Ask, Playbook
    from yuanluo.people.queries import Standing

VILLAGE_DIGITS = 12
VILLAGES_MOST = 12
DIVISIONS_MOST = 400
HOMES_MOST = 20
PEOPLE_MOST = 8
WORDS_MOST = 40
#: What a report answers by itself; anything else an opening step asks is asked too.
KNOWN = frozenset({"title", "text", "category"})


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community in which one may report, with its charter in force."""

    code: str
    name: str
    township: str
    charter_id: str
    charter: Charter


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody one may report for; the phone is shown masked."""

    id: int
    name: str
    phone: str
    home: int
    address: str


def village_at(code: str) -> Village | None:
    """Give a village that has a charter, or None."""
    if len(code) != VILLAGE_DIGITS:
        return None
    places = Place.objects.filter(code=code, until=None, charter__isnull=False)
    row = places.values_list("name", "charter", "charter__sha256").first()
    if row is None:
        return None
    name, charter_id, sha256 = row
    above = Place.objects.filter(code=code[:9]).values_list("name", flat=True).first()
    reading = charters.charter(charter_id, sha256)
    return Village(code, name, above or "", charter_id, reading)


def villages_like(words: str) -> list[Place]:
    """Give villages with a charter by a part of their name, or by their code."""
    sought = words.strip()[:WORDS_MOST]
    if not sought:
        return []
    known = Place.objects.filter(charter__isnull=False, level="village", until=None)
    fits = Q(name__icontains=sought) | Q(code__startswith=sought)
    return _light(known.filter(fits))[:VILLAGES_MOST]


def villages_lived_in() -> list[Place]:
    """Give the villages with a charter in which there are homes, as in a show."""
    known = Place.objects.filter(charter__isnull=False, level="village", until=None)
    lived_in = Exists(Home.objects.filter(village=OuterRef("pk")))
    return _light(known.filter(lived_in))[:VILLAGES_MOST]


def villages_within(codes: Iterable[str]) -> list[Place]:
    """Give the villages with a charter in some places, as somebody's posts reach."""
    reach = Q(pk__in=())
    for code in codes:
        lower, _, _ = code.partition("-")
        reach |= (
            Q(code=lower) if len(lower) == VILLAGE_DIGITS else Q(code__startswith=lower)
        )
    known = Place.objects.filter(charter__isnull=False, level="village", until=None)
    return _light(known.filter(reach))[:VILLAGES_MOST]


def _light(places: Any) -> list[Place]:
    found = places.only("code", "name", "level", "parent", "lon", "lat")
    return list(found.order_by("code")[:DIVISIONS_MOST])


def divisions(village: str) -> list[Place]:
    """Give the divisions of a village, such as its groups, grids and courtyards."""
    return _light(Place.objects.below_village(village).filter(until=None))


def home_at(pk: int | None, village: str = "") -> Home | None:
    """Give a home, of this village where one is named."""
    if pk is None:
        return None
    homes = Home.objects.filter(pk=pk)
    return (homes.filter(village=village) if village else homes).first()


def homes_in(division: str, day: date, most: int = 200) -> list[Home]:
    """Give the homes that belong to a division on a day."""
    inside = Membership.objects.filter(home=OuterRef("pk"), place=division)
    inside = inside.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    return list(Home.objects.filter(Exists(inside)).order_by("address")[:most])


def divisions_of(home: int, day: date) -> dict[str, str]:
    """Give the divisions of a home on a day, by level."""
    mine = Membership.objects.filter(home=home, since__lte=day)
    mine = mine.filter(Q(until=None) | Q(until__gt=day))
    return dict(mine.values_list("level", "place"))


def near(village: str, lon: float, lat: float) -> Home | None:
    """Give the home nearest to a point, if one is near at all."""
    reach = 0.003
    around = Home.objects.filter(
        village=village,
        lon__range=(lon - reach, lon + reach),
        lat__range=(lat - reach, lat + reach),
    )

    def far(home: Home) -> float:
        assert home.lon is not None, home.pk
        assert home.lat is not None, home.pk
        return (home.lon - lon) ** 2 + (home.lat - lat) ** 2

    return min(around[: HOMES_MOST * 10], key=far, default=None)


# People -----------------------------------------------------------------------------


def residents_like(
    who: Standing, village: str, words: str, day: date
) -> list[Resident]:
    """Give residents by name or phone, for those who may report for them."""
    sought = words.strip()[:WORDS_MOST]
    if not sought:
        return []
    digits = "".join(sign for sign in sought if sign.isdecimal())
    by_phone = Q(person__phone__endswith=digits) if len(digits) >= 4 else Q(pk__in=())
    lives = _reported_for(who, village, day).filter(
        Q(person__name__icontains=sought) | by_phone
    )
    return _residents(lives)


def resident(who: Standing, village: str, pk: int, day: date) -> Resident | None:
    """Give one resident whom this person may report for, or None."""
    lives = _reported_for(who, village, day).filter(person=pk)
    return next(iter(_residents(lives)), None)


def _residents(lives: Any) -> list[Resident]:
    rows = lives.order_by("person__name", "person").values_list(
        "person",
        "person__name",
        "person__phone",
        "household__home",
        "household__home__address",
    )
    return [Resident(*row) for row in rows[:PEOPLE_MOST]]


def _reported_for(who: Standing, village: str, day: date) -> Any:
    """Keep residencies in those divisions where the person may report."""
    reach = Q(pk__in=())
    for place in who.places_with("report"):
        if contains(place, village):
            reach = Q()
            break
        if contains(village, place):
            inside = Membership.objects.filter(
                Q(until=None) | Q(until__gt=day),
                home=OuterRef("household__home"),
                place=place,
                since__lte=day,
            )
            reach |= Q(Exists(inside))
    here = Residency.objects.filter(household__home__village=village, since__lte=day)
    return here.filter(Q(until=None) | Q(until__gt=day)).filter(reach)


def has_phone(pk: int) -> bool:
    """Whether somebody has a phone by which they can be told."""
    return Person.objects.filter(pk=pk).exclude(phone="").exists()


# Kinds and ways ---------------------------------------------------------------------


def capacities_at(
    who: Standing, village: str, units: Mapping[str, str]
) -> frozenset[str]:
    """Say in which capacities somebody stands before a matter not yet opened."""
    found = {"resident"} if who.home_village == village else set()
    for post in who.posts:
        level = None
        if "-" in post.place:
            level = next((lv for lv, code in units.items() if code == post.place), None)
        elif post.place in (village, *parents(village)):
            level = level_of(post.place).value
        if level is not None:
            found |= {post.key, f"{post.key}@{level}"}
    return frozenset(found)


def ways_in(
    village: Village, category: Category | None, capacities: frozenset[str]
) -> Playbook | None:
    """Give the playbook of a report: the category's, else the first for any report.

    One written for this village comes before those that hold everywhere.
    """
    named = category.playbook if category else None
    books = [
        book
        for book in village.charter.playbooks
        if (not book.where or any(village.code.startswith(c) for c in book.where))
        and capacities.intersection(book.opening.by)
    ]
    chosen = next((book for book in books if book.id == named), None)
    usual = filter(_asks_category, books)
    return chosen or min(usual, key=lambda book: not book.where, default=None)


def _asks_category(book: Playbook) -> bool:
    """Whether a playbook is for reports: it asks what kind of thing it is."""
    return any(ask.type == "category" for ask in book.opening.ask)


def further_asks(book: Playbook) -> tuple[Ask, ...]:
    """Give what the opening step asks beyond words and kind."""
    return tuple(
        ask
        for ask in book.opening.ask
        if ask.id not in KNOWN and ask.type != "category"
    )


def kinds(charter: Charter) -> list[tuple[str, list[Category]]]:
    """Give the categories one can choose, under the titles of those above them."""
    above = {one.parent for one in charter.categories if one.parent}
    titles = {one.id: one.title for one in charter.categories}
    found: dict[str, list[Category]] = {}
    for one in charter.categories:
        if one.id not in above:
            found.setdefault(titles.get(one.parent or "", ""), []).append(one)
    return list(found.items())
