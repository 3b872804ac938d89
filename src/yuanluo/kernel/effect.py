"""The contract between a playbook and the apps that carry its words out.

An app declares `EFFECTS` (what a step does beside moving the matter) and `FACTS` (what
a step may wait for) as values of this module; `config` hands them to `matters`. Nothing
here knows a model: an effect is told the deed by value, and either writes rows of
its own app or answers with changes that `matters` applies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from yuanluo.kernel.charter import Term
    from yuanluo.kernel.deciding.rulepack import RulePack
    from yuanluo.kernel.playbook import Playbook, Step


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason why an act may not be done; shown to people, so it has a name."""

    code: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}:{self.detail}" if self.detail else self.code


@dataclass(frozen=True, slots=True)
class Subject:
    """The matter that a fact or an effect is about, by value."""

    id: int
    number: str
    title: str
    charter: str
    place: str
    village: str
    visit: int
    at: datetime
    #: Who may see the matter, as the app of matters numbers circles; 1 is its handlers.
    openness: int = 1
    #: Whose matter it is; somebody else may have brought it for them.
    requester: int | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A step being taken: who, when, on what, with which answers."""

    subject: Subject
    step: str
    by: int | None
    at: datetime
    request_id: UUID
    answers: Mapping[str, Any]
    fields: Mapping[str, Any]
    parameters: Mapping[str, Any]
    #: Divisions below the village that the matter lies in, by level; told to effects
    #: that ask a body.
    units: Mapping[str, str] = field(default_factory=dict)


# Changes: what an effect may ask `matters` to do with the matter itself.


@dataclass(frozen=True, slots=True)
class Assign:
    """Give the matter to a person, who answers for it from now."""

    person: int
    post: str
    place: str


@dataclass(frozen=True, slots=True)
class OfferUp:
    """Offer the matter to the next level of the ladder."""

    reason: str


@dataclass(frozen=True, slots=True)
class ReturnToFirstLevel:
    """Bring the matter back to the level at which it began."""


@dataclass(frozen=True, slots=True)
class BarHandlers:
    """Bar those who handled the matter so far from holding it again."""


@dataclass(frozen=True, slots=True)
class OpenChild:
    """Open a child matter under a playbook."""

    playbook: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CancelChildren:
    """End every child of this visit as withdrawn."""


@dataclass(frozen=True, slots=True)
class AddParty:
    """Make a household a party of the matter."""

    household: int


@dataclass(frozen=True, slots=True)
class SetReview:
    """Set the day on which the holder looks at the matter again."""

    on: date


@dataclass(frozen=True, slots=True)
class SetField:
    """Keep a derived answer with the matter."""

    name: str
    value: Any


Change = (
    Assign
    | OfferUp
    | ReturnToFirstLevel
    | BarHandlers
    | OpenChild
    | CancelChildren
    | AddParty
    | SetReview
    | SetField
)


class World(Protocol):
    """What a playbook may refer to while it is checked."""

    @property
    def posts(self) -> Mapping[str, frozenset[str]]:
        """Posts with the levels at which they exist."""

    @property
    def bodies(self) -> frozenset[str]:
        """Bodies of the locality."""

    @property
    def packs(self) -> Mapping[str, tuple[RulePack, ...]]:
        """By which rule packs each body decides."""

    @property
    def playbooks(self) -> Mapping[str, Playbook]:
        """Playbooks that can be loaded together with this one."""

    @property
    def terms(self) -> Mapping[str, Term]:
        """How long each kind of thing is on show at least."""


def no_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    """Find no fault: for effects without parameters."""
    del parameters, step, playbook, world
    return ()


def no_refusals(deed: Deed) -> list[Refusal]:
    """Refuse nothing: for effects that always succeed."""
    del deed
    return []


@dataclass(frozen=True, slots=True)
class Effect:
    """Something a step carries out inside its transaction, without the network."""

    name: str
    carry_out: Callable[[Deed], Iterable[Change]]
    problems: Callable[[Mapping[str, Any], Step, Playbook, World], Iterable[str]] = (
        no_problems
    )
    refusals: Callable[[Deed], list[Refusal]] = no_refusals

    @property
    def can_refuse(self) -> bool:
        """Whether a clock step with this effect needs `fails`."""
        return self.refusals is not no_refusals


@dataclass(frozen=True, slots=True)
class Finding:
    """What a fact found: the outcome, and when it may change by time alone."""

    outcome: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a step may wait for, with every outcome it can have.

    `needs = { notice = "result" }` asks for the first outcome, `{ ballot = "poll
    rejected or inquorate" }` for those named. `gather` finds all of a matter's visit
    in one statement; `cancel` ends what is live when the visit is left.
    """

    name: str
    outcomes: tuple[str, ...]
    gather: Callable[[Subject], Mapping[str, Finding]]
    cancel: Callable[[Subject, datetime], None]
    opened_by: str


def wanted(argument: str, outcomes: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """Read a named fact's argument: which one, and which outcomes would do.

    >>> wanted("result", ("run", "upheld"))
    ('result', frozenset({'run'}))
    >>> ident, some = wanted("poll rejected or inquorate", ("carried",))
    >>> ident, sorted(some)
    ('poll', ['inquorate', 'rejected'])
    """
    ident, _, rest = argument.partition(" ")
    named = [word for word in rest.split(" or ") if word]
    return ident, frozenset(named or outcomes[:1])
