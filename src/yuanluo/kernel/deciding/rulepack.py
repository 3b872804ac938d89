"""What a rule pack (规则包) says: how one kind of body decides, with its source.

Every figure of law stands in such a file with its citation, its region and the days on
which it holds; none stands in the code. A pack of the charter at the bottom must say
each clause or own that its text is `silent` on it; a local pack says only what it makes
stricter. How packs come together is the matter of `yuanluo.kernel.deciding.binding`.
"""

from __future__ import annotations

# What fields are made of is read when a pack is, not only by the checker of types.
from datetime import date  # noqa: TC003
from typing import Literal

from pydantic import Field

from yuanluo.kernel.deciding.threshold import ThresholdText  # noqa: TC001
from yuanluo.kernel.playbook import Bilingual, Frozen, Identifier, PeriodText

OWNERS = "owners"
Unit = Literal["persons", "households", "seats", "owners"]
Online = Literal["binding", "opinion", "forbidden"]
#: What may decide between candidates alike, as it was declared before the vote.
RUN_OFF, LOT, OLDER = "run-off", "lot", "older"
#: What may have to come before a question is put: said and kept by whoever calls.
PRIORS = ("party-discussion", "legality-check", "accounts-open")
#: Who may have to sign the minutes: the chair; whoever counted; whoever supervises
#: there; each who was there.
SIGNERS = ("chair", "teller", "supervisor", "present")
#: What a text may be silent on; a bottom pack says each of them or names it.
CLAUSES = (
    *("electorate", "quorum", "pass", "notice", "proxies", "online", "meets"),
    *("on_demand", "composition", "prior", "filing"),
)


class Electorate(Frozen):
    """Who belongs, counted one way, and how many of them must take part.

    Where there are several, each is an alternative of its own: the count is of persons
    or of households and never of both.
    """

    unit: Unit
    who: Bilingual
    least_age: int | None = Field(None, ge=0, le=100)
    quorum: tuple[ThresholdText, ...] = ()


class Proxies(Frozen):
    """Whether somebody may stand in for another, and within which limits."""

    allowed: bool
    written: bool = False
    most: int | None = Field(None, ge=1)
    same_household: bool = False
    no_candidates: bool = False
    published: bool = False


class Composition(Frozen):
    """What a body of representatives must be made up of.

    Where it is `binding` a body that is not made up so is not called; else everybody is
    told, on its pages and in what it decides.
    """

    binding: bool = False
    parts: dict[Identifier, ThresholdText] = Field(default_factory=dict)
    households_each: tuple[int, int] | None = None
    seats: tuple[int, int] | None = None


class Election(Frozen):
    """How candidates come to seats: what holds beside `pass`, which each must reach.

    Without `pass` those with most votes are elected. `tie` says what decides between
    candidates alike, in the first round, the second, and so on. The roll may be
    objected to for `objections`; each objection is answered within `answers`.
    """

    tie: tuple[Literal["run-off", "lot", "older"], ...] = Field(min_length=1)
    again: tuple[ThresholdText, ...] = ()
    contested: bool = False
    secret: bool = False
    objections: PeriodText | None = None
    answers: PeriodText | None = None


class Filing(Frozen):
    """What follows at another level: typed, so that it never decides in their place."""

    kind: Literal["filing", "legality", "approval", "funding", "answer"]
    level: Identifier
    basis: str = Field(min_length=1)


class RuleItem(Frozen):
    """A kind of question for which the body has a rule of its own."""

    id: Identifier
    title: Bilingual
    passing: tuple[ThresholdText, ...] = Field((), alias="pass")
    delegable: bool = True
    prior: tuple[Identifier, ...] = ()
    filing: tuple[Filing, ...] = ()
    citation: str = ""


class RulePack(Frozen):
    """How one kind of body decides, as one text says it for one region and time.

    `by` says of whom the quorum is counted: of those who attend, or, where there is a
    poll without a meeting, of those who vote. `checked` names who compared it with the
    official text; while it is empty, pages say that nobody has. `customary` names the
    clauses that are custom beside a text of law, each with where it comes from.
    """

    id: Identifier
    version: int = Field(ge=1)
    title: Bilingual
    region: str = Field("", pattern=r"^\d{0,12}$")
    since: date
    until: date | None = None
    citation: str = Field(min_length=1)
    kind: Literal["law", "local-law", "practice", "custom"]
    checked: str = ""
    note: str = ""
    customary: dict[Identifier, str] = Field(default_factory=dict)
    silent: tuple[str, ...] = ()
    by: Literal["attendance", "votes"] | None = None
    electorates: tuple[Electorate, ...] = Field((), alias="electorate")
    passing: tuple[ThresholdText, ...] = Field((), alias="pass")
    notice: PeriodText | None = None
    special_notice: bool | None = None
    proxies: Proxies | None = None
    online: Online | None = None
    meets: PeriodText | None = None
    on_demand: tuple[ThresholdText, ...] = ()
    composition: Composition | None = None
    prior: tuple[Identifier, ...] = ()
    filing: tuple[Filing, ...] = ()
    signed_by: tuple[Identifier, ...] = ()
    election: Election | None = None
    items: tuple[RuleItem, ...] = Field((), alias="item")

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day: from `since` up to, but not with, `until`."""
        return self.since <= day and (self.until is None or day < self.until)

    def covers(self, place: str) -> bool:
        """Whether it holds at a place: nationally, or where its region contains it."""
        return place.startswith(self.region)

    def says(self, clause: str) -> bool:
        """Whether it says anything on a clause."""
        if clause == "quorum":
            return any(one.quorum for one in self.electorates)
        names = {"electorate": "electorates", "pass": "passing"}
        return bool(getattr(self, names.get(clause, clause)))
