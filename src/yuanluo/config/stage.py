"""The stage on which a story is played: a village, a home for everybody, and posts.

Everything is made anew for each story and named as the story names it; nothing of a
story before remains.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps

from yuanluo.assembly.models import (
    OWNERS,
    Election,
)
from yuanluo.courtyards.models import Partition
from yuanluo.kernel.area import read_area
from yuanluo.kernel.place import is_code, level_of, make_division, parents, village_of
from yuanluo.matters.models import (
    Matter,
    PlaybookVersion,
)
from yuanluo.people.models import (
    Account,
    Alert,
    Appointment,
    Body,
    BodyMakeUp,
    Consent,
    GlassBreak,
    Household,
    Opening,
    OwnedUnit,
    Person,
    Post,
    RegisterCopy,
    RegisterImport,
    Residency,
)
from yuanluo.record.models import Act, Attachment
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from django.db.models import Model

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.story import Story

#: Since when everybody of a story lives there and holds their posts.
ALWAYS = date(2000, 1, 1)
#: Apps whose tables hold nothing but what was done.
PLAYED = ("courtyards", "assembly", "publicity", "matters")
BELOW = {"province", "prefecture", "county", "township", "village"}
FIRST_DIVISION = 9001
#: Where hamlets are measured from, how far a degree is there, and how far homes stand.
CORNER, METRES_A_DEGREE, APART = (108.5, 31.9), (94_500.0, 110_900.0), 20


class Unplayable(Exception):
    """The story asks for something the stage cannot give; says what."""


@dataclass
class Stage:
    """The people and homes of a story by their names in it."""

    charter: Charter
    village: str
    divisions: dict[str, str]
    people: dict[str, int] = field(default_factory=dict)
    households: dict[str, int] = field(default_factory=dict)
    homes: dict[str, int] = field(default_factory=dict)
    rosters: dict[str, list[int]] = field(default_factory=dict)

    @property
    def any_home(self) -> int | None:
        """A home for matters that staff open for nobody in particular."""
        return next(iter(self.homes.values()), None)

    def place_of(self, level: str) -> str:
        """Give the place of the stage at a level."""
        for code in (self.village, *parents(self.village)):
            if level_of(code) == level:
                return code
        if is_code(level):
            return level
        if level not in self.divisions:
            raise Unplayable(f"the charter has no level {level!r}")
        return self.divisions[level]


def clear() -> None:
    """Take down what earlier stories left; stories do not write the record's log."""
    Matter.objects.update(parent=None, joined=None)
    Partition.objects.update(basis=None)
    Election.objects.update(after=None)
    people: tuple[type[Model], ...] = (
        *(Alert, Attachment, Act, Opening, GlassBreak, Consent, Appointment),
        *(Residency, RegisterImport, RegisterCopy, Account, OwnedUnit, BodyMakeUp),
        *(Person, Household, Membership, Home),
    )
    for model in (*_played(), *people):
        model._default_manager.all().delete()
    Place.objects.filter(code__contains="-9").delete()


@cache
def _played() -> tuple[type[Model], ...]:
    """Give the tables that deeds fill, each before those it points at."""
    left = {
        model
        for name in PLAYED
        for model in apps.get_app_config(name).get_models()
        if model is not PlaybookVersion
    }
    found: list[type[Model]] = []
    while left:
        pointed = {
            field.related_model
            for model in left
            for field in model._meta.concrete_fields
            if field.related_model is not model
        }
        free = sorted(left - pointed, key=lambda model: model._meta.label)
        assert free, "tables point at each other in a circle"
        found += free
        left -= set(free)
    return tuple(found)


def build(story: Story, charter: Charter, village: str) -> Stage:
    """Set the stage: one division of every level below the village, then the cast."""
    clear()
    for directive in story.told("place"):
        village = directive.cells[0]
    if not Place.objects.filter(code=village).exists():
        raise Unplayable(f"{village} is not among the places of {charter.id}")
    # A charter that others build on has no places of its own; its stories borrow one.
    Place.objects.filter(code=village).update(charter=charter.id)
    stage = Stage(charter, village_of(village), _divisions(charter, village))
    for member in story.cast:
        _enter(stage, member.name, member.parts)
    for directive in story.told("roster"):
        _roster(stage, directive.cells)
    for directive in story.told("hamlet"):
        _hamlet(stage, directive.cells)
    for directive in story.told("owns"):
        _owns(stage, directive.cells)
    for directive in story.told("kin"):
        _kin(stage, directive.cells)
    return stage


def _divisions(charter: Charter, village: str) -> dict[str, str]:
    found: dict[str, str] = {}
    above = village
    for index, level in enumerate(lv for lv in charter.levels if lv.id not in BELOW):
        code = make_division(village, FIRST_DIVISION + index)
        Place.objects.create(
            code=code,
            name=f"{level.title.partition(' / ')[0]}一",
            level=level.id,
            parent=above,
            charter_id=charter.id,
        )
        found[level.id] = above = code
    return found


def house(stage: Stage, name: str) -> int:
    """Build a home with a household; it lies in every division of the stage."""
    home = Home.objects.create(
        village_id=stage.village, address=f"{name}家", generated=True
    )
    rows = [
        Membership(home=home, place_id=code, level=level, since=ALWAYS)
        for level, code in stage.divisions.items()
    ]
    Membership.objects.bulk_create(rows)
    household = Household.objects.create(home=home, name=f"{name}家", generated=True)
    stage.homes[name] = home.pk
    stage.households[name] = household.pk
    return household.pk


def _enter(stage: Stage, name: str, parts: tuple[str, ...]) -> None:
    person = Person.objects.create(name=name, generated=True)
    stage.people[name] = person.pk
    for part in parts:
        if part == "resident":
            lives = house(stage, name)
            Residency.objects.create(person=person, household_id=lives, since=ALWAYS)
        elif part != "visitor":
            _appoint(stage, person, part)


def _appoint(stage: Stage, person: Person, part: str) -> None:
    key, _, level = part.partition("@")
    post = Post.objects.filter(charter=stage.charter.id, key=key).first()
    if post is None:
        raise Unplayable(f"{key!r} is no post of {stage.charter.id}")
    body = None
    if key.startswith(("seat:", "chair:")):
        found = stage.charter.body(key.partition(":")[2])
        level = level or (found.level if found else "village")
        body = Body.objects.filter(
            charter=stage.charter.id,
            key=key.partition(":")[2],
            place=stage.place_of(level),
        ).first()
    Appointment.objects.create(
        person=person,
        post=post,
        place_id=stage.place_of(level or "village"),
        body=body,
        since=ALWAYS,
    )


def fill_seats(stage: Stage, key: str) -> None:
    """Seat people nobody named, until every seat of a body is taken."""
    body = stage.charter.body(key)
    assert body is not None, key
    taken = Appointment.objects.filter(
        post__key__in=[f"seat:{key}", f"chair:{key}"],
        post__charter=stage.charter.id,
        place=stage.place_of(body.level),
    ).values("person")
    for number in range(taken.distinct().count() + 1, body.seats + 1):
        person = Person.objects.create(name=f"代表{number}", generated=True)
        _appoint(stage, person, f"seat:{key}")


def _roster(stage: Stage, cells: tuple[str, ...]) -> None:
    name, what = cells[0], cells[1]
    stem, _, count = what.partition(" x ")
    names = [stem.replace("{}", str(n + 1)) for n in range(int(count or "1"))]
    stage.rosters[name] = [house(stage, one) for one in names]


def _hamlet(stage: Stage, cells: tuple[str, ...]) -> None:
    """Build homes in a row, `东坡 5 x 6 | 0 0`: five of six households each.

    The row begins so many metres east and north of a corner and goes east.
    """
    try:
        name, homes, _, households = cells[0].split()
        east, north = (float(one) for one in cells[1].split())
        rows = range(int(homes)), range(int(households))
    except (ValueError, IndexError):
        raise Unplayable("write a hamlet as: hamlet | 东坡 5 x 6 | 0 0") from None
    for number in rows[0]:
        lon = CORNER[0] + (east + APART * number) / METRES_A_DEGREE[0]
        home = Home.objects.create(
            village_id=stage.village,
            address=f"{name}{number + 1}",
            lon=lon,
            lat=CORNER[1] + north / METRES_A_DEGREE[1],
            generated=True,
        )
        for each in rows[1]:
            family = f"{home.address}的{each + 1}家"
            lives = Household.objects.create(home=home, name=family, generated=True)
            person = Person.objects.create(name=f"{family}示例", generated=True)
            Residency.objects.create(person=person, household=lives, since=ALWAYS)


def _owns(stage: Stage, cells: tuple[str, ...]) -> None:
    """Give units to an owner, or to so many: `owns | 业主{} x 9 | 90.00`.

    They lie in the division whose owners decide together; each line is a unit more.
    """
    stem, _, count = cells[0].partition(" x ")
    names = [stem.replace("{}", str(n + 1)) for n in range(int(count or "1"))]
    packs = [p for p in stage.charter.rules if p.electorates[0].unit == OWNERS]
    ruled = {pack.id for pack in packs}
    bodies = [body for body in stage.charter.bodies if body.rules in ruled]
    if not bodies or len(cells) != 2:
        raise Unplayable("no owners decide here; write: owns | 业主{} x 9 | 90.00")
    place = stage.place_of(bodies[0].level)
    for name in names:
        if name not in stage.people:
            _enter(stage, name, ("visitor",))
        OwnedUnit.objects.create(
            place_id=place,
            room=f"{OwnedUnit.objects.count() + 1}号",
            area=read_area(cells[1]),
            owner_id=stage.people[name],
            since=ALWAYS,
        )


def _kin(stage: Stage, cells: tuple[str, ...]) -> None:
    one, other = cells[0], cells[1]
    Residency.objects.filter(person=stage.people[one]).delete()
    Residency.objects.create(
        person_id=stage.people[one],
        household_id=stage.households[other],
        since=ALWAYS,
    )


def picture(stage: Stage, person: int | None, at: datetime) -> Any:
    """Keep a small picture that a member of the cast took."""
    del stage
    created = Attachment.objects.create(
        by=person, at=at.astimezone(UTC), kind="photo", sha256="0" * 64
    )
    return created.pk
