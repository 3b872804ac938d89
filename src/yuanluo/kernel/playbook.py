"""What a playbook (工作法) is: frozen values read from plain data.

A playbook says from which state to which state a matter goes, who takes the step,
what is asked, what must hold and what is done. This module holds the words of the
format and refuses whatever is not in them; whether a well-formed playbook can leave
a matter stuck is asked by `yuanluo.kernel.checking`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
)

from yuanluo.kernel.period import Period

IDENT = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
LONGEST_NAME = 40
LONGEST_TITLE = 120
TITLE = re.compile(r"(?P<zh>.*[㐀-鿿].*?) / (?P<en>[^/]*[A-Za-z].*)")
ACTOR = re.compile(
    r"(?P<kind>seat|chair|playbook):(?P<ref>[a-z0-9_-]+)"
    r"|(?P<post>[a-z0-9_-]+)(@(?P<level>[a-z-]+))?"
)

#: Actors that are not posts: capacities in which somebody stands to the matter.
CAPACITIES = frozenset(
    {"holder", "requester", "resident", "party", "clock", "parent", "assignee"}
)
#: How somebody is named by a seat in a body.
SEATS = ("seat:", "chair:")
#: Acts that every playbook has without writing them; a step may not take their names.
BUILT_IN = (
    "comment",
    "ask",
    "reply",
    "attach",
    "correct",
    "join",
    "divide",
    "suspend",
    "extend",
    "approve",
    "reject",
    "resume",
    "withdraw",
    "hand-over",
    "accept",
    "refuse",
    "adjudicate",
    "escalate",
    "inquire",
    "respond",
    "thank",
    "assign",
    "mine-too",
)
#: What `overdue` may say instead of naming a step.
WHEN_LATE = frozenset({"escalate", "remind"})
#: Who may see a matter, from the narrowest circle to the widest.
AUDIENCES = ("parties", "handlers", "village", "public")
AUDIENCE_WORDS = {
    "requester": "parties",
    "parties": "parties",
    "holder": "parties",
    "self": "parties",
    "handlers": "handlers",
    "village": "village",
    "public": "public",
}

AskType = Literal[
    "text",
    "choice",
    "category",
    "date",
    "number",
    "money",
    "stars",
    "person",
    "holder",
    "household",
    "households",
    "rows",
    "citation",
]


def _identifier(value: str) -> str:
    if len(value) > LONGEST_NAME:
        raise ValueError(f"{value!r} is longer than {LONGEST_NAME} letters")
    if not IDENT.fullmatch(value):
        raise ValueError(f"{value!r} is no identifier: use small letters, digits and -")
    return value


def _bilingual(value: str) -> str:
    if not TITLE.fullmatch(value):
        raise ValueError(f"{value!r} needs both languages: '中文 / English'")
    return value


def _period(value: str) -> str:
    Period.parse(value)
    return value


def _actor(value: str) -> str:
    if not ACTOR.fullmatch(value):
        raise ValueError(
            f"{value!r} names nobody: use a post, post@level, seat:BODY, chair:BODY, "
            "playbook:ID, " + ", ".join(sorted(CAPACITIES))
        )
    return value


def _audience(value: str) -> str:
    for word in re.split(r",\s*", value):
        if word not in AUDIENCE_WORDS and not word.startswith(("seat:", "chair:")):
            known = ", ".join(AUDIENCE_WORDS)
            raise ValueError(f"{word!r} is no audience; known are {known}")
    return value


Identifier = Annotated[str, AfterValidator(_identifier)]
Bilingual = Annotated[str, AfterValidator(_bilingual)]
PeriodText = Annotated[str, AfterValidator(_period)]
Actor = Annotated[str, AfterValidator(_actor)]
Audience = Annotated[str, AfterValidator(_audience)]


class Frozen(BaseModel):
    """A value of charter data: unknown keys are faults, nothing changes later."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Option(Frozen):
    """One answer of a choice, with the words people read."""

    id: Identifier
    title: Bilingual


class Ask(Frozen):
    """Something that a step asks of the person who takes it."""

    id: Identifier
    type: AskType
    title: Bilingual
    options: tuple[Option, ...] = ()
    columns: tuple[Ask, ...] = ()
    of: tuple[Identifier, ...] = ()
    optional: bool = False
    seen: Audience | None = None
    hint: Bilingual | None = None


class FieldDue(Frozen):
    """A due date that somebody promised, never later than `most` from now."""

    field: Identifier
    most: PeriodText | None = None


class Rung(Frozen):
    """A level of settlement: who answers there and how long acceptance takes."""

    level: Identifier
    post: Identifier
    accept: PeriodText


def _kind_of_due(value: object) -> str:
    if isinstance(value, FieldDue):
        return "promise"
    if isinstance(value, dict):
        return "promise" if {"field", "most"} & value.keys() else "levels"
    return "period"


def _kind_of_seen(value: object) -> str:
    return "circles" if isinstance(value, dict) else "circle"


# Told apart before they are read, so that a fault is told once and in its own words.
Due = Annotated[
    Annotated[PeriodText, Tag("period")]
    | Annotated[FieldDue, Tag("promise")]
    | Annotated[dict[Identifier, PeriodText], Tag("levels")],
    Discriminator(_kind_of_due),
]
Seen = Annotated[
    Annotated[Audience, Tag("circle")]
    | Annotated[dict[Identifier, Audience], Tag("circles")],
    Discriminator(_kind_of_seen),
]


class State(Frozen):
    """Where a matter stands: who holds it, until when, and what happens if late."""

    id: Identifier
    title: Bilingual
    holder: Actor
    due: Due | None = None
    overdue: Identifier = "remind"
    review: PeriodText | None = None
    seen: Audience | None = None
    next: Bilingual | None = None


class Do(BaseModel):
    """An effect that a step carries out, with its parameters."""

    model_config = ConfigDict(frozen=True, extra="allow")

    effect: Identifier

    @property
    def parameters(self) -> dict[str, Any]:
        """Everything written beside `effect`."""
        return dict(self.model_extra or {})


class Needs(BaseModel):
    """What must hold before a step: a closed list, and named facts of apps."""

    model_config = ConfigDict(frozen=True, extra="allow")

    children: str | None = None
    taken: dict[str, int | str] = Field(default_factory=dict)
    answer: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    evidence: Literal["photo", "file"] | None = None
    unique: tuple[Identifier, ...] = ()
    after: PeriodText | None = None

    @property
    def facts(self) -> dict[str, str]:
        """Named facts: `notice = "result"`, `ballot = "poll carried"`."""
        return {key: str(value) for key, value in (self.model_extra or {}).items()}

    def __bool__(self) -> bool:
        """Say whether anything is needed at all."""
        named = (self.children, self.taken, self.answer, self.evidence, self.unique)
        return any((*named, self.after, self.facts))


class Step(Frozen):
    """What may be done: by whom, from where to where, asking and needing what."""

    id: Identifier
    title: Bilingual
    sources: tuple[Identifier, ...] = Field((), alias="from")
    to: Identifier | None = None
    by: tuple[Actor, ...]
    ask: tuple[Ask, ...] = ()
    needs: Needs = Needs()
    do: tuple[Do, ...] = ()
    apart: tuple[Identifier, ...] = ()
    most: int | Literal["1 each"] | None = None
    fails: Identifier | None = None
    about: Identifier | None = None
    seen: Audience | None = None

    @property
    def opens(self) -> bool:
        """A step without `from` opens a matter."""
        return not self.sources

    @property
    def by_clock(self) -> bool:
        """Whether the clock may take it by itself."""
        return "clock" in self.by


class Playbook(Frozen):
    """A work method: the path of one kind of matter, as everybody can read it."""

    id: Identifier
    version: int = Field(ge=1)
    system: str
    title: Bilingual
    kind: Identifier
    about: Bilingual | None = None
    where: tuple[str, ...] = ()
    seen: Seen = "handlers, requester"
    parties: Identifier | None = None
    text: Identifier | None = None
    start: Identifier
    end: dict[Identifier, Identifier]
    ends: dict[Identifier, Bilingual] = Field(default_factory=dict)
    without: tuple[Identifier, ...] = ()
    ladder: tuple[Rung, ...] = ()
    states: tuple[State, ...] = Field((), alias="state")
    steps: tuple[Step, ...] = Field((), alias="step")

    @field_validator("end")
    @classmethod
    def _ends_somewhere(cls, value: dict[str, str]) -> dict[str, str]:
        if not value:
            raise ValueError("a playbook needs at least one end")
        return value

    def state(self, name: str) -> State | None:
        """Give the state of this name, or None (ends are not states)."""
        return next((state for state in self.states if state.id == name), None)

    def step(self, name: str) -> Step | None:
        """Give the step of this name."""
        return next((step for step in self.steps if step.id == name), None)

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Give the steps that begin at a state."""
        return tuple(step for step in self.steps if state in step.sources)

    @property
    def opening(self) -> Step:
        """The step that opens a matter; a checked playbook has one."""
        return next(step for step in self.steps if step.opens)

    @property
    def bodies(self) -> frozenset[str]:
        """Name the bodies it speaks of: who holds, who acts, who is asked."""
        who = [
            *(one.holder for one in self.states),
            *(b for s in self.steps for b in s.by),
        ]
        seated = {one.partition(":")[2] for one in who if one.startswith(SEATS)}
        asked = {str(do.parameters.get("body")) for s in self.steps for do in s.do}
        return frozenset(seated | asked - {"None"})

    def rung(self, level: str | None) -> Rung | None:
        """Give the rung of the ladder at a level."""
        return next((rung for rung in self.ladder if rung.level == level), None)

    def rung_above(self, level: str | None) -> Rung | None:
        """Give the next rung up, or None at the top and off the ladder."""
        levels = [rung.level for rung in self.ladder]
        if level not in levels:
            return None
        after = levels.index(level) + 1
        return self.ladder[after] if after < len(levels) else None

    def title_of(self, state: str) -> str:
        """Give the title of a state or an end, in both languages."""
        found = self.state(state)
        return found.title if found else self.ends.get(state, state)


@lru_cache(maxsize=4096)
def title_in(title: str, language: str) -> str:
    """Give one language of a title written '中文 / English'.

    >>> title_in("四单 / Four lists", "en-us")
    'Four lists'
    >>> title_in("四单 / Four lists", "zh-hans")
    '四单'
    """
    match = TITLE.fullmatch(title)
    if match is None:
        return title
    return match["en"].strip() if language.startswith("en") else match["zh"].strip()


def widest(audience: str) -> str:
    """Give the widest circle that an audience names.

    >>> widest("handlers, requester"), widest("parties, seat:mediation")
    ('handlers', 'parties')
    """
    circles = [AUDIENCE_WORDS.get(w, "parties") for w in re.split(r",\s*", audience)]
    return max(circles, key=AUDIENCES.index)


def narrower(one: str, other: str) -> str:
    """Give the narrower of two circles.

    >>> narrower("public", "handlers")
    'handlers'
    """
    return min(one, other, key=AUDIENCES.index)
