"""Who people are before the system: their powers, their homes, who holds which post.

A standing is gathered once a request, in one statement, and frozen; every question
about what somebody may do is put to it. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import (
    CharField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
)

from yuanluo.kernel.place import contains, subtree_range
from yuanluo.paper.asked import request_id
from yuanluo.paper.clock import moment, today
from yuanluo.people.models import (
    Account,
    Appointment,
    GlassBreak,
    Person,
    Residency,
)
from yuanluo.record.actions import own_request
from yuanluo.record.statements import question
from yuanluo.territory.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from django.http import HttpRequest

HOLDERS_MOST = 50
#: Where the session keeps that it is a member of the cast of a demonstration.
STEPPED_IN = "stepped_in"
#: Where allauth keeps by which means somebody came in.
METHODS_SHOWN = "account_authentication_methods"


@dataclass(frozen=True, slots=True)
class Held:
    """A post held at a place, with its powers, and the charter that made it.

    `reading` is the hash of that charter as it was in force when this was gathered.
    """

    key: str
    place: str
    powers: frozenset[str]
    charter: str
    reading: str = ""

    @property
    def reach(self) -> tuple[str, str]:
        """The range of codes that the place covers."""
        return subtree_range(self.place)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who somebody is before the system on a day: posts, seats, home.

    `person` is None for a visitor who has not signed in.
    """

    person: int | None = None
    name: str = ""
    posts: tuple[Held, ...] = ()
    household: int | None = None
    home: int | None = None
    home_village: str = ""
    home_charter: str = ""

    def may(self, power: str, place: str) -> bool:
        """Say whether a post of this person carries a power over a place."""
        return self.power_from(power, place) is not None

    def power_from(self, power: str, place: str) -> Held | None:
        """Give the post from which a power over a place comes, the widest first."""
        for post in self.posts:
            if power in post.powers and contains(post.place, place):
                return post
        return None

    def places_with(self, power: str) -> tuple[str, ...]:
        """Give the places at which the person has a power."""
        return tuple(post.place for post in self.posts if power in post.powers)

    @property
    def is_staff(self) -> bool:
        """Whether there is work to do: any post that may see matters."""
        return any("see" in post.powers for post in self.posts)


VISITOR = Standing()
COLUMNS = ("key", "code", "powers", "charter_key", "reading", "number", "door")


@question("person", "day")
def _powers_and_home(person: int, day: date) -> QuerySet[Any]:
    """Ask for the posts of a person on a day, and for their home."""
    held = (
        Appointment.objects.filter(person=person)
        .on(day)
        .annotate(
            key=F("post__key"),
            code=F("place_id"),
            powers=F("post__powers"),
            charter_key=F("post__charter_id"),
            reading=F("post__charter__sha256"),
            number=Value(None, output_field=Residency._meta.pk),
            door=Value(None, output_field=Residency._meta.pk),
        )
        .values_list(*COLUMNS)
    )
    lives = (
        residing(day)
        .filter(person=person)
        .annotate(
            key=Value("", output_field=CharField()),
            code=F("household__home__village_id"),
            powers=Value("", output_field=CharField()),
            charter_key=F("household__home__village__charter_id"),
            reading=Value("", output_field=CharField()),
            number=F("household_id"),
            door=F("household__home_id"),
        )
        .values_list(*COLUMNS)
    )
    return held.union(lives, all=True)


def standing_on(person: int | None, day: date, name: str = "") -> Standing:
    """Gather a person's standing on a day, in one statement."""
    if person is None:
        return VISITOR
    return standing_from(person, name, _powers_and_home.rows(person=person, day=day))


def standing_from(person: int, name: str, rows: Iterable[tuple[Any, ...]]) -> Standing:
    """Make a standing of rows of posts and of a home, which has no key of a post."""
    posts: list[Held] = []
    home: tuple[int | None, int | None, str, str] = (None, None, "", "")
    for key, code, powers, charter, reading, household, door in rows:
        if key:
            posts.append(Held(key, code, frozenset(powers.split()), charter, reading))
        else:
            home = (household, door, code, charter or "")
    posts.sort(key=lambda post: (post.place, post.key))
    return Standing(person, name, tuple(posts), *home)


def standings_at(places: Iterable[str], day: date) -> list[Standing]:
    """Give who serves at some places on a day, with their posts there alone."""
    held = Appointment.objects.on(day).filter(place__in=list(places))
    rows = held.order_by("id").values_list(
        "person", "person__name", "post__key", "place", "post__powers", "post__charter"
    )
    found: dict[int, Standing] = {}
    for person, name, key, place, powers, charter in rows:
        one = found.get(person, Standing(person, name))
        post = Held(key, place, frozenset(powers.split()), charter)
        found[person] = replace(one, posts=(*one.posts, post))
    return list(found.values())


ACCOUNT = tuple(field.attname for field in Account._meta.concrete_fields)
PERSON = tuple(field.attname for field in Person._meta.concrete_fields)


@question("id", "day")
def _account_and_powers(id: int, day: date) -> QuerySet[Any]:
    """Ask for an account with its person, their posts on a day, and their home."""

    def running(at: str) -> FilteredRelation:
        over = Q(**{f"{at}__until": None}) | Q(**{f"{at}__until__gt": day})
        return FilteredRelation(at, condition=over & Q(**{f"{at}__since__lte": day}))

    return (
        Account.objects.filter(pk=id)
        .annotate(
            held=running("person__appointments"),
            lives=running("person__residencies"),
        )
        .values_list(
            *ACCOUNT,
            *(f"person__{name}" for name in PERSON),
            "held__post__key",
            "held__place",
            "held__post__powers",
            "held__post__charter",
            "held__post__charter__sha256",
            "lives__household",
            "lives__household__home",
            "lives__household__home__village",
            "lives__household__home__village__charter",
        )
    )


def account_on(pk: int, day: date) -> Account | None:
    """Give an account with its person and their standing on a day: one statement."""
    rows = _account_and_powers.rows(id=pk, day=day)
    if not rows:
        return None
    first, person_at, posts_at = rows[0], len(ACCOUNT), len(ACCOUNT) + len(PERSON)
    account = Account.from_db("default", ACCOUNT, first[:person_at])
    if account.person_id is None:
        return account
    person = Person.from_db("default", PERSON, first[person_at:posts_at])
    account.person = person
    powers = [(*row[posts_at : posts_at + 5], None, None) for row in rows]
    household, home, village, charter = first[posts_at + 5 :]
    if household is not None:
        powers.append(("", village, "", charter, "", household, home))
    held = (row for row in powers if row[0] is not None)
    account.standing = (day, standing_from(person.pk, person.name, held))
    return account


@dataclass(frozen=True, slots=True)
class Lives:
    """Where a person lives: the village, the household and the address."""

    village: str
    household: int
    address: str


def lives_at(person: int, day: date) -> Lives | None:
    """Give where a person lives on a day; one statement."""
    row = (
        residing(day)
        .filter(person=person)
        .values_list(
            "household__home__village", "household", "household__home__address"
        )
        .first()
    )
    return Lives(*row) if row else None


def glass_broken(who: Standing, place: str, at: datetime) -> GlassBreak | None:
    """Give the glass that somebody broke for a place and that has not closed again."""
    if who.person is None or not place or not who.places_with("people"):
        return None
    running = GlassBreak.objects.filter(by=who.person, place=place, until__gt=at)
    return running.order_by("-until").first()


def residing(day: date) -> QuerySet[Residency]:
    """Give the residencies that run on a day."""
    running = Residency.objects.filter(since__lte=day)
    return running.filter(Q(until=None) | Q(until__gt=day))


def residents_in(place: str, day: date) -> QuerySet[Person]:
    """Give the people who live in a village, or in a division of one, on a day."""
    lives = residing(day)
    if "-" in place:
        inside = Membership.objects.filter(
            Q(until=None) | Q(until__gt=day),
            home=OuterRef("household__home"),
            place=place,
            since__lte=day,
        )
        lives = lives.filter(Exists(inside))
    else:
        lower, upper = subtree_range(place)
        lives = lives.filter(
            household__home__village__gte=lower, household__home__village__lt=upper
        )
    return Person.objects.filter(pk__in=lives.values("person"))


def holders(post: str, place: str, day: date) -> list[int]:
    """Give the people who hold a post at a place on a day; one statement."""
    held = Appointment.objects.on(day).filter(post__key=post, place=place)
    return list(held.order_by("id").values_list("person", flat=True)[:HOLDERS_MOST])


def standing_of(request: HttpRequest) -> Standing:
    """Give the standing of who sends a request; gathered once and kept with it."""
    kept: Standing | None = getattr(request, "_standing", None)
    if kept is None:
        kept = _standing_of(request.user, today(request))
        if kept.posts and not has_second_factor(request):
            kept = replace(kept, posts=())
        request._standing = kept  # type: ignore[attr-defined]
    return kept


def forget_standing(request: HttpRequest) -> None:
    """Gather the standing of a request anew, for somebody else sends it now."""
    request._standing = None  # type: ignore[attr-defined]


def _standing_of(account: Account | AnonymousUser, day: date) -> Standing:
    """Give the standing of an account, which came along with it for its day."""
    if not account.is_authenticated or account.person is None:
        return VISITOR
    known, standing = account.standing
    if standing is not None and known == day:
        return standing
    return standing_on(account.person.pk, day, account.person.name)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the session may use posts: where asked for, only with a second factor."""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    if settings.DEMO and request.session.get(STEPPED_IN):
        return True
    shown = request.session.get(METHODS_SHOWN, [])
    return any(one.get("method") == "mfa" for one in shown)


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, when, by which request: told to every action, never asked for."""

    who: Standing
    at: datetime
    request_id: UUID
    on_behalf: int | None = None
    channel: str = "web"
    #: How the one acted for agreed.
    consent: str = ""

    def again(self, *parts: object) -> Acting:
        """Give the same for one of several acts of a request, with an id of its own."""
        return replace(self, request_id=own_request(self.request_id, *parts))


def acting_of(request: HttpRequest) -> Acting:
    """Say who acts by a form, when, and by which request id."""
    return Acting(standing_of(request), moment(request), request_id(request))
