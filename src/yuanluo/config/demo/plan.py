"""What a pack's `demo.toml` asks for: villages, staff, rosters, courses, reports.

A demonstration is data of a pack, like its playbooks; the words here are the only ones
there are. Nothing is made here, and a plan with a flaw is told whole and never used.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from yuanluo.kernel.fault import Fault
from yuanluo.kernel.playbook import Frozen
from yuanluo.kernel.tomllines import lines_of
from yuanluo.kernel.wellformed import read

if TYPE_CHECKING:
    from pathlib import Path

FILE = "demo.toml"


class Estate(Frozen):
    """Homes next to each other that people call by one name."""

    name: str
    homes: int = Field(ge=1)


class Division(Frozen):
    """A partition of the homes of a village into places of one level.

    One made of `whole` blocks cuts none in two. What was there `until` a day has no
    homes any more.
    """

    level: str
    count: int = Field(ge=1)
    name: str
    names: tuple[str, ...] = ()
    under: str = ""
    whole: bool = False
    until: str = Field("", pattern=r"(\d{4}-\d{2}-\d{2})?")

    def called(self, number: int) -> str:
        """Give the name of its place with a number."""
        if number <= len(self.names):
            return self.names[number - 1]
        return self.name.replace("{}", str(number))


class Village(Frozen):
    """A village or community with its homes and people.

    The first division that the address names is the block: homes of one block stand
    together, and coarser divisions are made of whole blocks where the numbers allow, or
    where blocks lie `under` them. Villages of `alike` are laid out just so.
    """

    code: str
    alike: tuple[str, ...] = ()
    homes: int = Field(ge=1)
    #: Homes that somebody lives in; the others stand empty.
    households: int | None = Field(None, ge=1)
    people: int = Field(ge=1)
    #: How many of these are 60 or older; without it nobody's age is kept.
    elders: int | None = Field(None, ge=0)
    #: How many more belong to its households and work or study elsewhere.
    away: int = Field(0, ge=0)
    layout: Literal["buildings", "courtyards", "valley"]
    blocks: str = ""
    address: str
    estates: tuple[Estate, ...] = ()
    divisions: tuple[Division, ...] = Field((), alias="division")

    @property
    def block(self) -> Division:
        """The division whose homes stand together."""
        level = self.blocks or self.layout.removesuffix("s")
        return next(one for one in self.divisions if one.level == level)

    @property
    def inhabited(self) -> int:
        """How many of its homes somebody lives in."""
        return self.homes if self.households is None else self.households


class Staff(Frozen):
    """How many people hold a post at each place of a level.

    Who is sent from `outside` lives nowhere here; with `shared` the same people serve
    all places of one place of that level. `at` keeps to places in these.
    """

    post: str
    level: str
    each: int = Field(ge=1)
    outside: bool = False
    shared: str = ""
    at: tuple[str, ...] = ()


class Vacant(Frozen):
    """A post that nobody holds, on purpose."""

    village: str
    post: str
    level: str
    number: int


class Seated(Frozen):
    """A body in which the holders of posts sit by office, the first in its chair."""

    body: str
    posts: tuple[str, ...]


class Ending(Frozen):
    """A term that ends in so many days, so that it can be seen to end."""

    village: str
    post: str
    level: str
    number: int
    days: int


class Roster(Frozen):
    """A cadre roster: who is in it by post, and the shares it must come to.

    The first of the posts leads, and whoever leads is a member. The eldest went to
    school least; the youngest are the local talents.
    """

    posts: tuple[str, ...]
    ages: tuple[int, ...]
    years: tuple[int, ...]
    women: int
    members: int
    college: int
    secondary: int
    junior: int
    returned: int
    local_talent: int

    def schooling(self) -> list[str]:
        """Give the education of each, the eldest first."""
        counts = {"junior": self.junior, "secondary": self.secondary}
        counts["college"] = self.college
        return [name for name, count in counts.items() for _ in range(count)]


class InReserve(Frozen):
    """Reserve cadres of a village: where they come from, what they learn by."""

    village: str
    source: str
    count: int = Field(ge=1)
    work: str = ""
    progress: str = ""


class Building(Frozen):
    """A facility, so many metres east and north of the village's middle."""

    village: str
    kind: str
    name: str
    address: str = ""
    east: float = 0
    north: float = 0
    hours: str = ""
    services: tuple[str, ...] = ()


class Member(Frozen):
    """One of the cast: a resident, or the holder of a post."""

    key: str
    village: str
    post: str = ""
    estate: str = ""


class Course(Frozen):
    """What becomes of a report: `after | who | deed`, as in a story."""

    id: str
    playbook: str
    lines: tuple[str, ...]


class Report(Frozen):
    """Something that people bring, in their words, and which course it takes."""

    village: str
    ago: str
    course: str
    category: str
    title: str
    text: str = ""
    by: str = ""
    cast: str = ""
    unit: str = ""
    estate: str = ""
    households: int = 0
    anonymous: bool = False
    #: The matter is the village's own and nobody's request; `by` opens it.
    own: bool = False
    answers: dict[str, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)


class Disclosed(Frozen):
    """What is published under one line of the calendar, whenever it is due.

    `checked` is the supervisors' word, where they sign before it is shown.
    """

    publication: str
    lines: tuple[dict[str, str], ...]
    remark: str = ""
    checked: str = ""


class Lapse(Frozen):
    """A period that a village published so many days late, or not at all.

    `back` counts the periods from now: 1 is the one that ended last.
    """

    village: str
    publication: str
    back: int = Field(ge=1)
    late: int = Field(0, ge=0)


class Disclosing(Frozen):
    """How far back the calendar of publication reaches, and who publishes by it."""

    days: int = Field(ge=1)
    by: str = "clerk"
    signs: str = "seat:supervision"


class Figure(Frozen):
    """A figure of the source, and how to ask the database whether it came out so.

    `of` narrows what is counted: a level, a post, a body.
    """

    says: str
    count: Literal[
        "homes",
        "households",
        "people",
        "at-home",
        "elders",
        "places",
        "holders",
        "staffed",
        "bodies",
        "seats",
        "solved",
    ]
    within: str
    of: str = ""
    be: int


class Plan(Frozen):
    """Everything that the demonstration of a pack shows."""

    seed: int
    days: int = 90
    usual: tuple[str, str] = ("clerk", "clerk#2")
    surnames: str
    villages: tuple[Village, ...] = Field((), alias="village")
    staff: tuple[Staff, ...] = ()
    vacant: tuple[Vacant, ...] = ()
    endings: tuple[Ending, ...] = Field((), alias="ending")
    seated: tuple[Seated, ...] = ()
    rosters: tuple[Roster, ...] = Field((), alias="roster")
    reserves: tuple[InReserve, ...] = Field((), alias="reserve")
    facilities: tuple[Building, ...] = Field((), alias="facility")
    disclosing: Disclosing | None = None
    disclosed: tuple[Disclosed, ...] = ()
    lapses: tuple[Lapse, ...] = Field((), alias="lapse")
    figures: tuple[Figure, ...] = Field((), alias="figure")
    cast: tuple[Member, ...] = ()
    courses: tuple[Course, ...] = Field((), alias="course")
    reports: tuple[Report, ...] = Field((), alias="report")
    words: dict[str, dict[str, str]] = Field(default_factory=dict)

    def course(self, name: str) -> Course | None:
        """Give the course of this name; `none` is no course at all."""
        return next((course for course in self.courses if course.id == name), None)


class Unplanned(Exception):
    """A plan has flaws; each is told with file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def plan_of(folder: Path) -> Plan:
    """Read the plan of a pack, or raise `Unplanned` with every flaw."""
    path = folder / FILE
    text = path.read_text("utf-8")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise Unplanned([Fault(str(path), 1, str(broken))]) from broken
    found = read(Plan, raw)
    lines = lines_of(text)
    faults = [Fault(str(path), lines.of(f.where), f.text) for f in found.flaws]
    if found.value is None or faults:
        raise Unplanned(faults)
    plan = found.value.model_copy(update={"villages": _each(found.value)})
    if faults := [Fault(str(path), 1, text) for text in _gaps(plan)]:
        raise Unplanned(faults)
    return plan


def _each(plan: Plan) -> tuple[Village, ...]:
    """Give every village on its own, those that are laid out alike too."""
    return tuple(
        village.model_copy(update={"code": code, "alike": ()})
        for village in plan.villages
        for code in (village.code, *village.alike)
    )


def _gaps(plan: Plan) -> list[str]:
    """Name what a report refers to and the plan does not have."""
    villages = {village.code for village in plan.villages}
    courses = {course.id for course in plan.courses} | {"none"}
    cast = {member.key for member in plan.cast}
    found = [
        f"{village.code}: {village.inhabited} households in {village.homes} homes, "
        f"{village.people} people"
        for village in plan.villages
        if not village.inhabited <= min(village.homes, village.people)
    ]
    for report in plan.reports:
        if report.village not in villages:
            found.append(f"{report.title}: there is no village {report.village!r}")
        if report.course not in courses:
            found.append(f"{report.title}: there is no course {report.course!r}")
        if report.own and not (report.by and report.course != "none"):
            found.append(f"{report.title}: say by whom, and a course")
        if report.cast and report.cast not in cast:
            found.append(f"{report.title}: {report.cast!r} is not in the cast")
    lapsed = {lapse.village for lapse in plan.lapses}
    found += [f"lapse: there is no village {one!r}" for one in lapsed - villages]
    return found
