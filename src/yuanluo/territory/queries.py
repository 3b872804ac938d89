"""Reading places: trees, chains, and finding one by name, code or address.

Every answer is bounded: a village has some hundred divisions, a search gives some
twenty places. Homes are told by their address and never by who lives there. Nothing is
written here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Length

from yuanluo.kernel.place import is_code, normalise, parents, village_of
from yuanluo.territory import charters
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from yuanluo.kernel.charter import Charter

DIVISIONS_MOST = 1000
FOUND_MOST = 20
FEW = 5
WIDE = ("province", "prefecture", "county", "township")
WORDS_MOST = 40
#: Divisions nest at most so deep: an area, a grid, a building, a unit.
DEPTH_MOST = 6

#: A number, a letter, or a run of other signs: `3栋2单元` is four of them.
TOKENS = re.compile(r"\d+|[A-Za-z]+|[^\W\d_A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Division:
    """A place by value."""

    code: str
    name: str
    level: str
    parent: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A place with the divisions that lie in it."""

    code: str
    name: str
    level: str
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was looked for, with the names of what it lies in, widest first."""

    code: str
    name: str
    level: str
    path: tuple[str, ...]


def charter_of(code: str) -> Charter | None:
    """Give the charter in force at a place: its own, or that of what it lies in."""
    chain = Place.objects.filter(code__in=(code, *parents(code)))
    row = (
        chain.exclude(charter=None)
        .order_by("-code")
        .values_list("charter", "charter__sha256")
        .first()
    )
    return charters.charter(*row) if row and row[0] else None


def place_tree(village: str) -> Branch | None:
    """Give a village with its divisions as they nest; what nests in none is a child."""
    rows = Place.objects.within(village).filter(until=None).order_by("code")
    found = list(rows.only("code", "name", "level", "parent")[:DIVISIONS_MOST])
    if not found or found[0].code != village:
        return None
    known = {place.code for place in found}
    below: dict[str, list[Place]] = {}
    for place in found[1:]:
        above = place.parent if place.parent in known else village
        below.setdefault(above, []).append(place)

    def branch(place: Place, depth: int) -> Branch:
        inside = below.get(place.code, []) if depth < DEPTH_MOST else []
        children = tuple(branch(one, depth + 1) for one in inside)
        return Branch(place.code, place.name, place.level, children)

    return branch(found[0], 0)


def divisions_of(home: int, day: date) -> tuple[Division, ...]:
    """Give the divisions a home belongs to on a day, and those that they lie in."""
    mine = Membership.objects.filter(home=home, since__lte=day)
    mine = mine.filter(Q(until=None) | Q(until__gt=day))
    rows = mine.order_by("place").values_list(
        "place", "place__name", "place__level", "place__parent"
    )
    return _with_above([Division(*row) for row in rows])


def divisions_within(village: str) -> tuple[Division, ...]:
    """Give the divisions of a village."""
    rows = Place.objects.below_village(village).filter(until=None).order_by("code")
    columns = rows.values_list("code", "name", "level", "parent")
    return tuple(Division(*row) for row in columns[:DIVISIONS_MOST])


def has_level(village: str, level: str) -> bool:
    """Say whether a village has divisions of a level."""
    rows = Place.objects.below_village(village).filter(until=None, level=level)
    return rows.exists()


def divisions_above(code: str) -> tuple[Division, ...]:
    """Give a division of a village and those it lies in."""
    return _with_above(_divisions([code]))


def _with_above(found: list[Division]) -> tuple[Division, ...]:
    known = {one.code: one for one in found}
    for _ in range(DEPTH_MOST):
        above = {
            one.parent
            for one in known.values()
            if "-" in one.parent and one.parent not in known
        }
        if not above:
            break
        known |= {one.code: one for one in _divisions(above)}
    return tuple(known.values())


def _divisions(codes: Iterable[str]) -> list[Division]:
    rows = Place.objects.filter(code__in=list(codes)).order_by("code")
    return [
        Division(*row) for row in rows.values_list("code", "name", "level", "parent")
    ]


def official_chain(code: str) -> tuple[Division, ...]:
    """Give a village and what it lies in, nearest first, as far as they are known."""
    chain = (village_of(code), *parents(village_of(code)))
    return tuple(sorted(_divisions(chain), key=lambda one: -len(one.code)))


# Finding ------------------------------------------------------------------------------


def find_places(
    words: str, *, within: str = "", everywhere: bool = False, limit: int = FOUND_MOST
) -> tuple[Found, ...]:
    """Find places by code or by a part of their name, the widest first.

    Several words narrow each other: `平塘 新兴` finds Xinxing in Pingtang. A code is
    found in the whole country, a name among places with a charter, for only the code
    has an index; `everywhere` reads all names.
    """
    sought = words.strip()[:WORDS_MOST]
    if not sought:
        return ()
    places = Place.objects.filter(until=None)
    if within:
        places = places.within(within)
    code = _as_code(sought)
    if code is not None:
        # A range, as the kernel makes it: it uses the index on both databases.
        places = places.filter(code__gte=code, code__lt=str(int(code) + 1))
    else:
        if not everywhere:
            places = places.exclude(charter=None)
        *wider, name = sought.split()
        places = places.filter(name__contains=name)
        for one in wider:
            places = places.filter(_inside(one))
    ranked = places.order_by(Length("code"), "code").only("code", "name", "level")
    return _with_paths(list(ranked[:limit]))


def _as_code(words: str) -> str | None:
    """Read the beginning of an official code; padding zeros do not belong to it."""
    digits = words.replace(" ", "")
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return normalise(digits) if is_code(digits) else digits


def _inside(name: str) -> Q:
    """Say that a place lies in one of the few wide places of this name."""
    wide = Place.objects.filter(name__startswith=name, level__in=WIDE)
    lies = Q(pk__in=())
    for code in wide.order_by(Length("code")).values_list("code", flat=True)[:FEW]:
        lies |= Q(code__startswith=code)
    return lies


def _with_paths(places: Sequence[Place]) -> tuple[Found, ...]:
    above = {code for place in places for code in parents(place.code)}
    names = dict(Place.objects.filter(code__in=above).values_list("code", "name"))
    return tuple(
        Found(
            place.code,
            place.name,
            place.level,
            tuple(names[c] for c in reversed(parents(place.code)) if c in names),
        )
        for place in places
    )


def home_in(village: str, pk: int) -> Home | None:
    """Give a home of a village."""
    return Home.objects.filter(pk=pk, village=village).first()


def homes_like(village: str, words: str, limit: int = FOUND_MOST) -> list[Home]:
    """Find homes of a village by a typed address, however its parts are written.

    `3栋 2单元`, `3-2` and `3栋2` all find 3栋2单元; what begins as typed comes first.
    """
    parts = TOKENS.findall(words.strip()[:WORDS_MOST])
    if not parts:
        return []
    homes = Home.objects.filter(village=village)
    for part in parts:
        homes = homes.filter(address__icontains=part)
    found = list(homes.order_by("address")[: limit * 10])
    in_order = re.compile(".*?".join(map(re.escape, parts)), re.IGNORECASE)
    fits = [home for home in found if in_order.search(home.address)]
    fits.sort(key=lambda home: _distance(parts, home.address))
    return fits[:limit]


def _distance(parts: list[str], address: str) -> tuple[int, int, str]:
    """Say how far an address is from what was typed: whole numbers first."""
    numbers = set(re.findall(r"\d+", address))
    broken = sum(part.isdigit() and part not in numbers for part in parts)
    return broken, address.lower().find(parts[0].lower()), address
