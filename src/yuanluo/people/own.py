"""What one's own page shows: my posts, and who opened a masked field of mine.

And, for demonstrations, the cast one may step into. Only made-up people are in it:
nobody can ever step into a real person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Min, Q, Window
from django.db.models.functions import RowNumber

from yuanluo.kernel.place import PlaceCodeError as BadCode
from yuanluo.kernel.place import village_of
from yuanluo.people.inscribing import local_day
from yuanluo.people.models import (
    Account,
    Appointment,
    Opening,
    OwnedUnit,
    Person,
    Residency,
)
from yuanluo.people.purposes import FIELDS, PURPOSES
from yuanluo.record.models import Act
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from datetime import date, datetime

#: So many are shown beside what else is kept of one, and so many on their own page.
OPENINGS_FIRST, OPENINGS_MOST = 10, 50
POSTS_MOST = 50
CAST_MOST = 5000
#: One of each post in each village, and so many residents of it.
RESIDENTS_EACH = 4


@dataclass(frozen=True, slots=True)
class MyPost:
    """A post one holds."""

    appointment: int
    title: str
    place: str
    level: str
    place_name: str
    duties: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody opened a field of mine: who, by which post, when and what for."""

    at: datetime
    name: str
    post: str
    field: str
    purpose: str
    subject: str
    #: Why somebody reached beyond their own places; empty where they did not.
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast, with the posts held at the place; a resident has none."""

    person: int
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A place of the demonstration with its cast."""

    place: str
    place_name: str
    members: tuple[Member, ...]


def posts_of(person: int, day: date) -> list[MyPost]:
    """Give the posts and seats a person holds on a day."""
    held = Appointment.objects.on(day).filter(person=person)
    rows = held.order_by("place", "post__order").values_list(
        "pk",
        "post__title",
        "place",
        "place__level",
        "place__name",
        "post__duties",
        "since",
        "until",
    )
    return [MyPost(*row) for row in rows[:POSTS_MOST]]


def units_of(person: int, day: date) -> list[OwnedUnit]:
    """Give the units that somebody stands for among owners; one statement."""
    rows = OwnedUnit.objects.on(day).filter(owner=person).select_related("place")
    return list(rows.order_by("place", "room")[:POSTS_MOST])


@dataclass(frozen=True, slots=True)
class Looks:
    """Some of those who looked, newest first, out of so many; `older` leads on."""

    some: tuple[Looked, ...]
    number: int
    older: int | None = None


def openings_of(
    person: int, most: int = OPENINGS_MOST, before: int | None = None
) -> Looks:
    """Give who opened masked fields of a person, before one of them; few statements."""
    opened = Opening.objects.filter(person=person)
    number = opened.count()
    last = opened.filter(pk=before).first() if before is not None else None
    if last is not None:
        opened = opened.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    newest = opened.order_by("-at", "-pk").select_related("by", "breaking")
    rows = list(newest[: most + 1])
    older = rows[most - 1].pk if len(rows) > most else None
    return Looks(_looked(rows[:most]), number, older)


def _looked(rows: list[Opening]) -> tuple[Looked, ...]:
    """Name the post of each who looked as it was on that day."""
    held = Appointment.objects.filter(
        person__in={row.by_id for row in rows}
    ).select_related("post", "place")
    titles = [
        (one.person_id, one.since, one.until, post_at(one.place.name, one.post.title))
        for one in held.order_by("post__order")
    ]

    def post_then(row: Opening) -> str:
        day = local_day(row.at)
        for who, since, until, title in titles:
            if who == row.by_id and since <= day and (until is None or day < until):
                return title
        return ""

    return tuple(
        Looked(
            row.at,
            row.by.name,
            post_then(row),
            FIELDS.get(row.field, row.field),
            PURPOSES.get(row.purpose, row.purpose),
            row.subject,
            row.breaking.reason if row.breaking else "",
        )
        for row in rows
    )


def post_at(place: str, title: str) -> str:
    """Name a post with its place, in both languages.

    >>> post_at("马鞍社区", "专干 / Clerk")
    '马鞍社区 专干 / 马鞍社区 Clerk'
    """
    chinese, both, english = title.partition(" / ")
    return f"{place} {chinese}{both}{place} {english}" if both else f"{place} {title}"


# The cast of a demonstration ----------------------------------------------------------


def scenes(day: date) -> list[Scene]:
    """Give the cast by place: one of each post, and some residents."""
    found: dict[str, dict[int, Member]] = {}
    taken: set[tuple[str, str]] = set()
    held = Appointment.objects.on(day).filter(person__generated=True)
    # Of all who sit in a body, or serve in one post, the first will do.
    each = held.values("place", "post").annotate(first=Min("pk")).values("first")
    rows = (
        Appointment.objects.filter(pk__in=each)
        .order_by("place", "post__order", "id")
        .values_list("place", "person", "person__name", "post__title")
    )
    for place, person, name, title in rows[:CAST_MOST]:
        near = _near(place)
        if (near, title) in taken:
            continue
        taken.add((near, title))
        members = found.setdefault(near, {})
        known = members.get(person, Member(person, name))
        members[person] = replace(known, roles=(*known.roles, title))
    for village, resident in _residents():
        members = found.setdefault(village, {})
        if sum(not one.roles for one in members.values()) < RESIDENTS_EACH:
            members[resident.person] = resident
    names = dict(Place.objects.filter(code__in=found).values_list("code", "name"))
    return [
        Scene(place, names.get(place, place), tuple(found[place].values()))
        for place in sorted(found, key=lambda code: (-len(code), code))
    ]


def _residents() -> list[tuple[str, Member]]:
    """Give made-up people without a post; first those who have something to look at."""
    lives = Residency.objects.filter(
        until=None, person__generated=True, person__appointments=None
    )
    told = ("household__home__village", "person", "person__name")
    did = {person: n for n, person in enumerate(_acted_lately())}
    acted = lives.filter(person__in=did).values_list(*told)
    busy = sorted(acted, key=lambda row: did[row[1]])
    first = Window(RowNumber(), partition_by=told[0], order_by="person")
    some = lives.annotate(first=first).filter(first__lte=RESIDENTS_EACH)
    return [
        (place, Member(person, name))
        for place, person, name in [*busy, *some.order_by("person").values_list(*told)]
    ]


def _acted_lately() -> list[int]:
    acts = Act.objects.exclude(actor=None).order_by("-at")
    did = acts.values_list("actor", flat=True)[:CAST_MOST]
    return list(dict.fromkeys(one for one in did if one is not None))


def _near(place: str) -> str:
    try:
        return village_of(place)
    except BadCode:
        return place


def account_to_step_into(person: int) -> Account | None:
    """Give the account of a made-up person, made when first asked for; else None."""
    one = Person.objects.filter(pk=person, generated=True).first()
    if one is None:
        return None
    account, _ = Account.objects.get_or_create(
        person=one, defaults={"username": f"cast-{one.pk}"}
    )
    return account
