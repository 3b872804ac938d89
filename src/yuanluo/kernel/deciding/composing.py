"""Whether a body of representatives is made up as its rule asks (R7).

The figures are given: how many sit, how many of them are representatives, how many of
those are women, how many households they stand for. Each line says in integers what was
needed and what is there, with its citation; a figure that nobody stated is said to be
missing, and is never taken for enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deciding.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.deciding.binding import Rule

MET, SHORT, OVER, UNSAID = "met", "short", "over", "unsaid"
SEATS, EACH = "seats", "households_each"


@dataclass(frozen=True, slots=True)
class MakeUp:
    """Who sits, in figures; None where nobody has stated it for those who sit now."""

    seats: int
    representatives: int | None
    women: int | None
    households: int

    def of(self, name: str) -> int | None:
        """Give one of the figures by its name; what is not known is None."""
        figures = {
            "seats": self.seats,
            "representatives": self.representatives,
            "women": self.women,
            "households": self.households,
        }
        return figures.get(name)


@dataclass(frozen=True, slots=True)
class Composed:
    """One part of a composition held against who sits."""

    part: str
    asks: str
    of: int | None
    least: int
    most: int | None
    found: int | None

    @property
    def state(self) -> str:
        """Whether it is as it should be: met, short, over, or not known."""
        if self.found is None or self.of == 0:
            return UNSAID
        if self.found < self.least:
            return SHORT
        return OVER if self.most is not None and self.found > self.most else MET

    @property
    def by(self) -> int:
        """How many are missing, or too many."""
        if self.found is None or self.state in {MET, UNSAID}:
            return 0
        if self.state == SHORT or self.most is None:
            return self.least - self.found
        return self.found - self.most

    def document(self, citation: str) -> dict[str, Any]:
        """Give the line as a certificate holds it."""
        return {
            "part": self.part,
            "asks": self.asks,
            "of": self.of,
            "least": self.least,
            "most": self.most,
            "found": self.found,
            "state": self.state,
            "by": self.by,
            "citation": citation,
        }


def composed(rule: Rule, told: MakeUp) -> list[Composed]:
    """Hold every part of a rule's composition against who sits; none where silent."""
    return list(_composed(rule, told))


def _composed(rule: Rule, told: MakeUp) -> Iterator[Composed]:
    asked = rule.pack.composition
    if asked is None:
        return
    for part, text in sorted(asked.parts.items()):
        read = Threshold.parse(text)
        of = told.of(read.base)
        found = told.of(part) if of is not None else None
        yield Composed(part, text, of, read.needed(of) if of else 0, None, found)
    if asked.seats is not None:
        least, most = asked.seats
        asks = f"{least} to {most}"
        yield Composed(SEATS, asks, None, least, most, told.seats)
    if asked.households_each is not None:
        few, many = asked.households_each
        # One for every so many households: at least of the most, at most of the fewest.
        least, most = -(-told.households // many), told.households // few
        found = told.representatives
        yield Composed(EACH, f"{few} to {many}", told.households, least, most, found)
