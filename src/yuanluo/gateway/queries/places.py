"""Places for programs: found by name or code, with what can be opened there.

Only places that have a charter are told; a homeless division is of no use to anybody
who wants to open a matter. Bounded, and read on by the code of the last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import is_code, level_of, parents
from yuanluo.matters.queries.spots import Found, Spot, applies, look_up
from yuanluo.record.refused import Refused
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from yuanluo.kernel.playbook import Playbook
    from yuanluo.people.queries import Standing

PAGE = 50


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a program is told of it."""

    code: str
    name: str
    level: str
    parent: str
    charter: str | None


def places(words: str, within: str, level: str, after: str) -> list[Named]:
    """Give places with a charter in the order of their codes, one more than a page."""
    found = Place.objects.filter(charter__isnull=False, until=None, code__gt=after)
    if within:
        found = found.within(within)
    if level:
        found = found.filter(level=level)
    if words:
        starts = is_code(words) or words.isdecimal()
        by = {"code__startswith": words} if starts else {"name__contains": words}
        found = found.filter(**by)
    rows = found.order_by("code").values_list(
        "code", "name", "level", "parent", "charter"
    )
    return [Named(*row) for row in rows[: PAGE + 1]]


def found_at(code: str, at: datetime) -> Found | None:
    """Look up a place, None where it is unknown; `Refused` where it is too wide."""
    try:
        return look_up(Spot(place=code), at)
    except Refused as why:
        if why.reasons == [Refusal("UNKNOWN_PLACE")]:
            return None
        raise


def playbooks(found: Found) -> Iterator[Playbook]:
    """Give the playbooks under which a matter can be opened at a place."""
    for book in found.charter.playbooks:
        if applies(book, found.village) and any(step.opens for step in book.steps):
            yield book


def capacities(who: Standing, found: Found) -> frozenset[str]:
    """Say as what somebody would open a matter at a place."""
    held = {"resident"} if who.home_village == found.village else set()
    above: Mapping[str, str] = {
        code: level_of(code).value for code in (found.village, *parents(found.village))
    }
    reach = dict(above) | {code: level for level, code in found.units}
    for post in who.posts:
        if level := reach.get(post.place):
            held |= {post.key, f"{post.key}@{level}"}
    return frozenset(held)
