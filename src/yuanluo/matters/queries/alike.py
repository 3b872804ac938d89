"""Open matters like the one somebody is about to report, so that they can join it.

Looks at a bounded number of open matters of the village that the person may see anyway,
and compares place, kind and the words of the title. Says nothing of any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from yuanluo.kernel.text import similar
from yuanluo.matters.models import Matter, MatterPlace
from yuanluo.matters.queries.cards import public_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yuanluo.people.queries import Standing

LOOKED_AT_MOST = 200
SHOWN_MOST = 3
ENOUGH = 0.5
SINCE = timedelta(days=120)
#: What the same home, the same division and the same kind add to likeness of words.
HOME, DIVISION, KIND = 0.35, 0.2, 0.25


@dataclass(frozen=True, slots=True)
class Like:
    """An open matter that may be the same."""

    number: str
    title: str
    opened_at: datetime
    place_name: str
    likeness: float
    own: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is about to be reported."""

    village: str
    words: str
    category: str
    home: int | None
    units: frozenset[str]
    at: datetime


def alike(who: Standing, wanted: Wanted) -> list[Like]:
    """Give the open matters most like this one; two statements."""
    rows = list(
        Matter.objects.visible_to(who)
        .filter(
            village=wanted.village,
            ended_at=None,
            opened_at__gte=wanted.at - SINCE,
            parent=None,
        )
        .order_by("-opened_at")
        .values_list(
            "pk",
            "number",
            "title",
            "category",
            "home",
            "opened_at",
            "place__name",
            "requester",
        )[:LOOKED_AT_MOST]
    )
    divided = _divisions([row[0] for row in rows])
    found = []
    for pk, number, title, category, home, opened_at, place, asker in rows:
        likeness = similar(title, wanted.words)
        if wanted.home is not None and home == wanted.home:
            likeness += HOME
        elif wanted.units & divided.get(pk, set()):
            likeness += DIVISION
        if category and category == wanted.category:
            likeness += KIND
        if likeness >= ENOUGH:
            said = public_words(title)
            own = asker is not None and asker == who.person
            found.append(Like(number, said, opened_at, place, likeness, own))
    found.sort(key=lambda like: -like.likeness)
    return found[:SHOWN_MOST]


def _divisions(matters: Iterable[int]) -> dict[int, set[str]]:
    rows = MatterPlace.objects.filter(matter__in=list(matters))
    found: dict[int, set[str]] = {}
    for matter, place in rows.values_list("matter", "place"):
        found.setdefault(matter, set()).add(place)
    return found
