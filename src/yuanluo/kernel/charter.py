"""What a charter (章程) is: one locality's posts, bodies, categories and rules as data.

The product interprets charters; no locality is known to the code. This module holds
the words of the format; `yuanluo.kernel.charterfolder` reads the files of a folder and
collects every fault with file and line.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

# Read when a charter is, not only by the checker of types.
from yuanluo.kernel.deciding.rulepack import RulePack  # noqa: TC001
from yuanluo.kernel.playbook import (
    Bilingual,
    Frozen,
    Identifier,
    PeriodText,
    Playbook,
)

#: What a post may empower its holder to do at its place and below.
POWERS = {
    "see": "see matters that are open to handlers",
    "report": "report on behalf of residents",
    "assign": "give matters to people and take up unassigned ones",
    "approve": "approve what a colleague proposes: suspension, extension, a partition",
    "supervise": "ask questions that must be answered; see lateness and rankings",
    "publish": "put notices on show",
    "appoint": "appoint to posts and end appointments",
    "people": "open masked fields of people for a purpose",
    "export": "export lists",
    "divide": "draw up how the homes of a village are divided into courtyards",
}
Power = Literal[
    "see",
    "report",
    "assign",
    "approve",
    "supervise",
    "publish",
    "appoint",
    "people",
    "export",
    "divide",
]
Way = Literal["big", "small", "private"]
Rhythm = Literal["monthly", "quarterly", "half-yearly", "yearly", "at-once"]
OFFICIAL_LEVELS = ("province", "prefecture", "county", "township", "village")


class Level(Frozen):
    """A level of places and what it is called here.

    Where the homes of a village are divided into places of this level by drawing,
    `households` are the least and the most that one of them has.
    """

    id: Identifier
    title: Bilingual
    contact: Bilingual | None = None
    households: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Level:
        if self.households and not 1 <= self.households[0] <= self.households[1]:
            raise ValueError("households are the least and the most: [20, 40]")
        return self


class Post(Frozen):
    """A post (职务): where it exists, what it may do, what its holder owes.

    `least` and `most` bound its holders at one place; `residents_most` the residents of
    all places that one of them answers for.
    """

    id: Identifier
    title: Bilingual
    levels: tuple[Identifier, ...]
    powers: tuple[Power, ...] = ()
    duties: Bilingual | None = None
    least: int = Field(0, ge=0)
    most: int | None = Field(None, ge=1)
    residents_most: int | None = Field(None, ge=1)
    paid: bool = False
    filled: Literal["appointed", "elected", "claimed"] = "appointed"
    contact: bool = False

    @property
    def needed(self) -> int:
        """How many must hold it at every place of its levels, or it is vacant."""
        return max(self.least, 1 if self.contact else 0)


class Body(Frozen):
    """A body (组织): seats, term, remit and where it sits.

    It sits at every place of its level, or only at those of `where`, and stands `under`
    another: the one of that name at its own place or nearest above it.
    """

    id: Identifier
    title: Bilingual
    level: Identifier
    where: tuple[str, ...] = ()
    seats: int = Field(ge=1)
    term: PeriodText | None = None
    remit: Bilingual
    powers: tuple[Power, ...] = ()
    rules: Identifier | None = None
    under: Identifier | None = None


class Category(Frozen):
    """What a matter is about, the way it takes and the days it may take."""

    id: Identifier
    title: Bilingual
    parent: Identifier | None = None
    playbook: Identifier | None = None
    way: Way = "small"
    level: Identifier | None = None
    days: PeriodText | None = None
    unit: Identifier | None = None
    public: bool = False
    anonymous: bool = False
    words: tuple[str, ...] = ()
    replies: tuple[Bilingual, ...] = ()
    codes: tuple[str, ...] = ()


class WayRule(Frozen):
    """A rule of the three ways (三事分流): the first that fits decides."""

    way: Way
    because: Bilingual
    categories: tuple[Identifier, ...] = ()
    words: tuple[str, ...] = ()


class Term(Frozen):
    """How long a kind of thing is on show at least (公示期), and who says so."""

    id: Identifier
    title: Bilingual
    days: PeriodText
    citation: str = Field(min_length=1, max_length=300)


class Publication(Frozen):
    """Something that a village or community must publish, when, and by whom.

    `rhythm` is how often, `within` how soon after the period's end; `lines` are what it
    has to say item by item. The duty, once due, follows `playbook`.
    """

    id: Identifier
    title: Bilingual
    group: Bilingual
    of: Literal["village", "community", "both"] = "both"
    rhythm: Rhythm
    within: PeriodText = "15 days"
    term: Identifier = "affairs"
    playbook: Identifier
    lines: tuple[Bilingual, ...] = ()
    audience: Literal["public", "village", "courtyard"] = "public"
    masking: Literal["numbers", "names"] = "numbers"
    citation: str = Field(min_length=1, max_length=300)
    since: str = Field("2026-01-01", pattern=r"\d{4}-\d{2}-\d{2}")


class Override(Frozen):
    """A day that counts otherwise here than in the national calendar."""

    day: str = Field(pattern=r"\d{4}-\d{2}-\d{2}")
    works: bool
    reason: Bilingual


class Robot(Frozen):
    """A group robot that is told of this locality's matters; the key is a setting."""

    id: Identifier
    title: Bilingual
    kind: Literal["wecom", "dingtalk", "feishu"]
    setting: str


class Settled(Frozen):
    """A place of the charter, as `places.csv` has it."""

    code: str
    name: str
    level: Identifier
    parent: str = ""
    lon: float | None = None
    lat: float | None = None


class Front(Frozen):
    """The first lines of `charter.toml`: what it is, where it holds, what it is on.

    `use` names the playbooks of the charter beneath that are taken over as they are.
    """

    id: Identifier
    title: Bilingual
    version: int = Field(1, ge=1)
    on: Identifier | None = None
    use: tuple[Identifier, ...] = ()
    source: str = ""
    timezone: str = "Asia/Shanghai"
    day_ends: str = Field("18:00", pattern=r"([01]\d|2[0-3]):[0-5]\d")
    roots: tuple[str, ...] = ()


class Charter(Front):
    """The charter of a locality, whole: what it builds on is already merged in."""

    levels: tuple[Level, ...] = Field((), alias="level")
    overrides: tuple[Override, ...] = Field((), alias="override")
    robots: tuple[Robot, ...] = Field((), alias="robot")
    ways: tuple[WayRule, ...] = Field((), alias="way")
    posts: tuple[Post, ...] = Field((), alias="post")
    bodies: tuple[Body, ...] = Field((), alias="body")
    categories: tuple[Category, ...] = Field((), alias="category")
    terms: tuple[Term, ...] = Field((), alias="term")
    publications: tuple[Publication, ...] = Field((), alias="publication")
    playbooks: tuple[Playbook, ...] = Field((), alias="playbook")
    places: tuple[Settled, ...] = Field((), alias="place")
    rules: tuple[RulePack, ...] = Field((), alias="rule")

    def post(self, key: str) -> Post | None:
        """Give the post of this name."""
        return next((post for post in self.posts if post.id == key), None)

    def body(self, key: str) -> Body | None:
        """Give the body of this name."""
        return next((body for body in self.bodies if body.id == key), None)

    def category(self, key: str) -> Category | None:
        """Give the category of this name."""
        return next((c for c in self.categories if c.id == key), None)

    def term(self, key: str) -> Term | None:
        """Give how long things of this kind are on show at least."""
        return next((term for term in self.terms if term.id == key), None)

    def publication(self, key: str) -> Publication | None:
        """Give what must be published under this name."""
        return next((one for one in self.publications if one.id == key), None)

    def level(self, key: str) -> Level | None:
        """Give the level of this name."""
        return next((level for level in self.levels if level.id == key), None)

    def playbook(self, key: str) -> Playbook | None:
        """Give the playbook of this name."""
        return next((p for p in self.playbooks if p.id == key), None)

    def title_of_post(self, key: str) -> str:
        """Give the title of a post or of a seat in a body, in both languages."""
        found = self.post(key)
        if found:
            return found.title
        kind, _, name = key.partition(":")
        body = self.body(name)
        if body is None:
            return key
        return body.title if kind == "seat" else chaired(body.title)


def chaired(title: str) -> str:
    """Give the title of the chair of a body.

    >>> chaired("事管委 / Affairs committee")
    '事管委主任 / Chair, Affairs committee'
    """
    zh, _, en = title.partition(" / ")
    return f"{zh}主任 / Chair, {en}"
