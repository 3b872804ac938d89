"""Counting a decision: who should have come, who came, how they voted, by which rule.

The numbers given are counted from the entries of single people, not typed as totals;
here they are only held against each other and against the rule. A count that does not
add up is refused. Nobody is never a quorum, and where the rule is silent on what
carries a question, nothing does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deciding.threshold import AREA, Threshold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.deciding.binding import Rule

CARRIED, REJECTED, INQUORATE = "carried", "rejected", "inquorate"


class Miscounted(ValueError):
    """A count whose numbers contradict each other; says which."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted on one question, in people, households, seats or owners.

    `due` (应到) is the roll less those who may not take part in this question. Areas
    are whole hundredths of a square metre, and None where the rule does not ask; what
    takes part is the area of those who do, whether the rule counts votes or people.
    """

    unit: str
    due: int
    in_person: int
    by_proxy: int = 0
    recused: int = 0
    yes: int = 0
    no: int = 0
    abstain: int = 0
    spoiled: int = 0
    all_area: int | None = None
    participating_area: int | None = None
    yes_area: int | None = None

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if name != "unit" and value is not None and value < 0:
                raise Miscounted(f"{name} is {value}: nothing is counted below zero")
        if self.present > self.due:
            raise Miscounted(f"{self.present} came of {self.due} on the roll")
        if self.cast > self.present:
            raise Miscounted(f"{self.cast} votes of {self.present} who came")
        areas = (self.yes_area, self.participating_area, self.all_area)
        if any(area is None for area in areas) != all(area is None for area in areas):
            raise Miscounted("give all three areas, or none")
        if None not in areas and list(areas) != sorted(areas, key=lambda a: a or 0):
            raise Miscounted("the areas do not lie in each other")

    @property
    def present(self) -> int:
        """How many took part, themselves or by somebody in their place."""
        return self.in_person + self.by_proxy

    @property
    def absent(self) -> int:
        """How many of the roll took no part."""
        return self.due - self.present

    @property
    def cast(self) -> int:
        """How many votes were given, spoiled ones among them."""
        return self.yes + self.no + self.abstain + self.spoiled

    def base(self, name: str) -> int:
        """Give the whole that a threshold is of; of what was not counted, nobody."""
        wholes: dict[str, int | None] = {
            "all_members": self.due,
            "present": self.present,
            "cast": self.cast,
            "all_area": self.all_area,
            "participating_area": self.participating_area,
        }
        return wholes.get(name) or 0

    def document(self) -> dict[str, Any]:
        """Give the numbers as a certificate holds them."""
        numbers: dict[str, Any] = {
            name: getattr(self, name)
            for name in self.__slots__
            if getattr(self, name) is not None
        }
        return numbers | {
            "present": self.present,
            "absent": self.absent,
            "cast": self.cast,
        }


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One threshold held against a count: what was needed, what was found."""

    what: str
    threshold: str
    of: int
    needed: int
    found: int

    @property
    def met(self) -> bool:
        """Whether so many are enough."""
        return Threshold.parse(self.threshold).met(self.found, self.of)

    @property
    def of_area(self) -> bool:
        """Whether it is counted in hundredths of a square metre, not in people."""
        return Threshold.parse(self.threshold).base in AREA

    @property
    def short(self) -> int:
        """How many more it would have taken; at least one where it is not met."""
        return 0 if self.met else max(1, self.needed - self.found)

    def document(self) -> dict[str, Any]:
        """Give the line as a certificate holds it: the fraction in integers."""
        read = Threshold.parse(self.threshold)
        return {
            "what": self.what,
            "threshold": self.threshold,
            "fraction": [read.over, read.under],
            "inclusive": read.inclusive,
            "base": read.base,
            "of": self.of,
            "needed": self.needed,
            "found": self.found,
            "short": self.short,
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a count comes to under a rule, with every line that made it so."""

    outcome: str
    lines: tuple[CountedLine, ...]
    reasons: tuple[str, ...] = field(default=())

    @property
    def valid(self) -> bool:
        """Whether the body has decided: carried or rejected, by enough people."""
        return self.outcome != INQUORATE


def judge(rule: Rule, count: Count, item: str = "") -> Verdict:
    """Say what a count comes to under a rule."""
    quorum = list(quorum_lines(rule, count))
    passing = list(_passing(rule, count, item))
    reasons = list(_never(rule, count, passing))
    own = rule.item(item)
    if item and own is None:
        reasons.append(f"NO_RULE:{item}")
    if own and not own.delegable and count.unit == "seats":
        reasons.append(f"NOT_DELEGABLE:{item}")
    reasons += [missing("QUORUM", line) for line in quorum if not line.met]
    lines = (*quorum, *passing)
    if reasons:
        return Verdict(INQUORATE, lines, tuple(reasons))
    lost = tuple(missing("VOTES", line) for line in passing if not line.met)
    return Verdict(REJECTED if lost else CARRIED, lines, lost)


def missing(what: str, line: CountedLine) -> str:
    """Name what is short and by how much: by number, or by area in hundredths."""
    kind = "AREA_SHORT" if line.of_area else "SHORT"
    return f"{what}_{kind}:{line.short}"


def _never(rule: Rule, count: Count, passing: list[CountedLine]) -> Iterator[str]:
    """Why nothing can come of a count, however many voted."""
    if count.due == 0:
        yield "NOBODY_ON_THE_ROLL"
    elif count.present == 0:
        yield "NOBODY_CAME"
    if rule.electorate(count.unit) is None:
        yield f"NO_SUCH_COUNT:{count.unit}"
    if not passing:
        yield "NO_RULE:pass"


def quorum_lines(rule: Rule, count: Count) -> Iterator[CountedLine]:
    """Hold the quorum of one way of counting against the count: never of two."""
    way = rule.electorate(count.unit)
    took_part = count.cast if rule.pack.by == "votes" else count.present
    for text in way.quorum if way else ():
        read = Threshold.parse(text)
        of = count.base(read.base)
        area = read.base in AREA
        found = (count.participating_area or 0) if area else took_part
        yield CountedLine("quorum", text, of, read.needed(of), found)


def _passing(rule: Rule, count: Count, item: str) -> Iterator[CountedLine]:
    for text in rule.passing(item):
        read = Threshold.parse(text)
        of = count.base(read.base)
        found = (count.yes_area or 0) if read.base in AREA else count.yes
        yield CountedLine("pass", text, of, read.needed(of), found)
