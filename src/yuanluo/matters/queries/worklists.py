"""Worklists: what waits for somebody who works here.

Each list walks along one index in the order of its dates and goes through the door;
what is asked costs the same in a village of a hundred matters and in a county of a
million. Which rows a list holds is all that stands here: `lines` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, FilteredRelation, OuterRef, Q

from yuanluo.kernel.place import contains, subtree_range, village_of
from yuanluo.matters.models import Matter, Pending, Responsibility
from yuanluo.matters.queries.lines import (
    ASKED,
    ENDED,
    HELD,
    OPENED,
    PAGE,
    Key,
    Line,
    Listed,
    Sorted,
    columns,
    listed,
    page,
)
from yuanluo.matters.visibility import visible
from yuanluo.people.models import Person
from yuanluo.record.statements import SAMPLES, FirstRows, Statement, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from yuanluo.people.queries import Standing

#: A list taken out of the product holds no more rows.
EXPORTED_MOST = 5000
OF = "matter__"
#: Badges count up to here and then say "99+".
COUNTED_MOST = 100
#: Parts one statement may put together: posts of one person, places of one post.
PARTS_MOST = 12
LISTS = ("accept", "mine", "unit", "today", "late", "unassigned", "all", "ended")
COUNTED = LISTS[:6]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list somebody wants to see, and narrowed how."""

    name: str = "mine"
    place: str = ""
    categories: tuple[str, ...] = ()
    playbook: str = ""
    state: str = ""
    words: str = ""
    number: str = ""
    late: bool = False
    after: Key | None = None
    before: Key | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for beside the list."""
        asked = (self.place, self.categories, self.playbook, self.words, self.number)
        return any(asked) or self.late

    def from_start(self) -> Wanted:
        """Give the same list from its beginning."""
        return replace(self, after=None, before=None)


@dataclass(frozen=True, slots=True)
class Day:
    """The moment of a request, and the end of its day where the people live."""

    at: datetime
    ends: datetime


def worklist(who: Standing, wanted: Wanted, day: Day, most: int = PAGE) -> Listed:
    """Give one page of a list, in one statement."""
    after, before = wanted.after, wanted.before
    how = order_of(wanted)
    if wanted.words or wanted.number:
        found = rows_of(who, wanted, day, most)
        rows = list(columns(found, how, most, after=after, before=before))
    else:
        shape = replace(wanted, after=after and SOME_KEY, before=before and SOME_KEY)
        statement = _statement(connection.vendor, who, shape, most)
        key = before or after or SOME_KEY
        told = {"at": day.at, "ends": day.ends, "key_at": key.at, "key_id": key.id}
        rows = statement.rows(told) if statement else []
    return listed(rows, how, most, after=after, before=before)


SOME_KEY = Key(SAMPLES["key_at"], SAMPLES["key_id"])
SOME_DAY = Day(SAMPLES["at"], SAMPLES["ends"])
#: What is told anew each time; the rest of a list is the same for the same reader.
TOLD = {name: SAMPLES[name] for name in ("at", "ends", "key_at", "key_id")}


@lru_cache(maxsize=256)
def _statement(
    vendor: str, who: Standing, shape: Wanted, most: int
) -> Statement | None:
    """Write the statement of a list for somebody; kept until others need the room."""
    del vendor  # Each writes its own.
    found = rows_of(who, shape, SOME_DAY, most)
    how = order_of(shape)
    cut = columns(found, how, most, after=shape.after, before=shape.before)
    return prepare(cut, TOLD)


def order_of(wanted: Wanted) -> Sorted:
    """Say by what a list is sorted, and which columns it reads."""
    if wanted.number:
        return OPENED
    return {"accept": ASKED, "ended": ENDED}.get(wanted.name, HELD)


def rows_of(who: Standing, wanted: Wanted, day: Day, most: int) -> QuerySet[Any]:
    """Give the rows of a list, of which a page is to be read.

    A number is looked up among all matters, whatever the list, ended ones too.
    """
    if wanted.number:
        named = Matter.objects.visible_to(who).filter(number__startswith=wanted.number)
        open_now = Q(responsibilities__until=None)
        return named.annotate(
            now=FilteredRelation("responsibilities", condition=open_now)
        )
    if wanted.name == "accept":
        return _narrowed(asked_of(who), wanted, day)
    if wanted.name == "ended":
        done = matters_in(who, wanted.place).filter(ended_at__isnull=False)
        return _like(done, "", wanted)
    parts = [_narrowed(part, wanted, day) for part in _parts(who, wanted, day)]
    return _merged(parts[:PARTS_MOST], wanted, most)


# Which rows --------------------------------------------------------------------------


def _parts(
    who: Standing, wanted: Wanted, day: Day
) -> Sequence[QuerySet[Responsibility]]:
    """Give the parts of a list, each of which walks along one index."""
    held = Responsibility.objects.now().visible_to(who)
    ours = [held.filter(post=post.key, place=post.place) for post in who.posts]
    if wanted.name == "unit":
        return ours
    if wanted.name == "mine":
        # What names nobody is answered by every holder of the post.
        return [
            held.filter(person=who.person),
            *(part.filter(person=None) for part in ours),
        ]
    vacant = wanted.name == "unassigned"
    places = reached(who, "assign" if vacant else "see", wanted.place)
    found = [held.filter(lying(place)) for place in places]
    if vacant:
        # The index of what nobody holds begins with the township.
        near = [Q(township=p[:9]) if len(p) >= 9 else Q() for p in places]
        return [
            part.filter(township, vacant=True)
            for part, township in zip(found, near, strict=True)
        ]
    if wanted.name == "today":
        span = Q(sort_at__gte=day.at, sort_at__lt=day.ends, due_at__isnull=False)
        return [part.filter(span) for part in found]
    if wanted.name == "late":
        return [part.filter(late(day.at)) for part in found]
    return found


def late(at: datetime) -> Q:
    """Say that a responsibility is late, in the columns that its indexes have."""
    return Q(sort_at__lt=at, due_at__isnull=False)


def reached(who: Standing, power: str, place: str = "") -> list[str]:
    """Give the places where a power holds, the wider one in place of the narrower.

    With a place, that one alone: what may be seen there the door decides.
    """
    if place:
        return [place]
    found: list[str] = []
    for code in sorted(set(who.places_with(power)), key=len):
        if not any(contains(wider, code) for wider in found):
            found.append(code)
    return found


def lying(place: str, matter: str = "matter__") -> Q:
    """Say that a row lies in a place, in the columns that its indexes have."""
    if "-" in place:
        return Q(**{"village": village_of(place), f"{matter}places__place": place})
    if len(place) == 12:
        return Q(village=place)
    if len(place) == 9:
        return Q(township=place)
    lower, upper = subtree_range(place)
    return Q(township__gte=lower, township__lt=upper)


def asked_of(who: Standing) -> QuerySet[Pending]:
    """Give what awaits this person's word: hand-overs, approvals, questions."""
    theirs, ruling, approving = Q(person=who.person), Q(), Q()
    holding = Q(person=who.person)
    for post in who.posts:
        theirs |= Q(post=post.key, place=post.place)
        holding |= Q(post=post.key, place=post.place, person=None)
        ruling |= Q(adjudicator_post=post.key, adjudicator_place=post.place)
    for place in reached(who, "approve"):
        approving |= lying(place)
    # A question goes with the matter: whoever answers for it now answers it.
    held = Responsibility.objects.now().filter(holding, matter=OuterRef("matter"))
    asked = Q(kind="handover", stage="open") & theirs
    asked |= Q(Exists(held), kind="inquiry")
    if ruling:
        asked |= Q(kind="handover", stage="refused") & ruling
    if approving:
        proposed = Q(kind__in=("suspension", "extension")) & ~Q(by=who.person)
        asked |= proposed & approving
    found = Pending.objects.filter(settled_at=None).filter(asked)
    return found.filter(visible(who, "matter"))


def matters_in(who: Standing, place: str = "", power: str = "see") -> QuerySet[Matter]:
    """Give the matters that lie where somebody has a power, through the door."""
    anywhere = Q()
    for code in reached(who, power, place):
        near = Q(township=code[:9]) if len(code) > 9 else Q()
        anywhere |= near & lying(code, "")
    if not anywhere:
        return Matter.objects.none()
    return Matter.objects.visible_to(who).filter(anywhere)


def _narrowed(found: QuerySet[Any], wanted: Wanted, day: Day) -> QuerySet[Any]:
    """Narrow responsibilities or pendings by what was asked for."""
    if wanted.place:
        found = found.filter(lying(wanted.place))
    if wanted.late:
        found = found.filter(due_at__lt=day.at)
    return _like(found, "matter__", wanted)


def _like(found: QuerySet[Any], matter: str, wanted: Wanted) -> QuerySet[Any]:
    """Narrow by what the matter itself says."""
    asked = {
        "category__in": wanted.categories,
        "playbook__key": wanted.playbook,
        "state": wanted.state,
        "title__icontains": wanted.words,
    }
    return found.filter(**{f"{matter}{name}": v for name, v in asked.items() if v})


def _merged(
    parts: Sequence[QuerySet[Responsibility]], wanted: Wanted, most: int
) -> QuerySet[Responsibility]:
    """Make one list of several, reading no more of each than the page may need."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Responsibility.objects.none()
    pages = [
        page(part, HELD, most, after=wanted.after, before=wanted.before)
        for part in parts
    ]
    return Responsibility.objects.filter(pk__in=_together(pages))


def _together(parts: Sequence[QuerySet[Any]]) -> QuerySet[Any]:
    """Put cut lists together; wrapped, because SQLite cuts no part of a union."""
    whole = [
        Responsibility.objects.filter(pk__in=part.values("pk")).values("pk")
        for part in parts
    ]
    return whole[0].union(*whole[1:])


# Beside the lists ---------------------------------------------------------------------


def counts(who: Standing, day: Day) -> dict[str, int]:
    """Count each list up to a hundred, in one statement."""
    statement = _counting(connection.vendor, who)
    rows = statement.rows({"at": day.at, "ends": day.ends}) if statement else []
    return dict(zip(COUNTED, rows[0], strict=True)) if rows else {}


@lru_cache(maxsize=256)
def _counting(vendor: str, who: Standing) -> Statement | None:
    """Write the statement that counts the first rows of each list."""
    del vendor  # Each writes its own.
    lists = [rows_of(who, Wanted(name), SOME_DAY, COUNTED_MOST) for name in COUNTED]
    counted = {
        f"in_{name}": FirstRows(found.order_by()[:COUNTED_MOST])
        for name, found in zip(COUNTED, lists, strict=True)
    }
    me = Person.objects.filter(pk=who.person or 0)
    return prepare(me.values_list(*counted.values()), TOLD)


def exportable(
    who: Standing, wanted: Wanted, day: Day
) -> tuple[tuple[Line, ...], bool]:
    """Give the rows of a list that somebody may take out, and whether they were cut."""
    within = Q()
    for place in reached(who, "export"):
        within |= lying(place, "" if wanted.number or wanted.name == "ended" else OF)
    whole = wanted.from_start()
    how = order_of(whole)
    found = rows_of(who, whole, day, EXPORTED_MOST).filter(within or Q(pk__in=()))
    rows = list(columns(found, how, EXPORTED_MOST))
    return listed(rows, how, EXPORTED_MOST).lines, len(rows) > EXPORTED_MOST


def awaited(matters: Sequence[Matter]) -> set[str]:
    """Name what awaits somebody's word on any of some matters."""
    waiting = Pending.objects.filter(matter__in=matters, settled_at=None)
    return set(waiting.values_list("kind", flat=True))


def chosen(who: Standing, numbers: Sequence[str]) -> list[Matter]:
    """Give matters that were ticked in a list, as far as they may be seen."""
    seen = Matter.objects.visible_to(who).filter(number__in=numbers)
    order = {number: index for index, number in enumerate(numbers)}
    return sorted(seen.select_related("place"), key=lambda m: order[m.number])


def due_of(matters: Sequence[Matter]) -> dict[str, datetime]:
    """Give the date of each of several matters that has one, by number."""
    running = Responsibility.objects.now().filter(
        matter__in=matters, matter__suspended_at=None
    )
    dates = running.values_list("matter__number", "due_at")
    return {number: due for number, due in dates if due is not None}
