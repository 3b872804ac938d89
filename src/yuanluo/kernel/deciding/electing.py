"""Electing: who of the candidates has the seats, and what a tie comes to.

Sheets are counted into votes for each candidate; a sheet with more marks than seats, or
with no one reading, is spoiled and still was cast. The seats go to those with most
votes who reach what the rule asks of each. Where the last seat falls to several alike,
the rule that was declared before the vote says how to go on: another round among them,
a lot that anybody can draw again, or the older first. Nothing here chooses that rule.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.canonical import digest
from yuanluo.kernel.deciding.counting import (
    INQUORATE,
    Count,
    CountedLine,
    missing,
    quorum_lines,
)
from yuanluo.kernel.deciding.marks import BLANK, SPOILED, marked, read
from yuanluo.kernel.deciding.rulepack import LOT, OLDER, RUN_OFF
from yuanluo.kernel.deciding.threshold import Threshold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yuanluo.kernel.deciding.binding import Rule

ELECTED, TIED, UNFILLED = "elected", "tied", "unfilled"
ELECTION_OUTCOMES = (ELECTED, TIED, UNFILLED, INQUORATE)


class Mistallied(ValueError):
    """A tally whose numbers contradict each other; says which."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the sheets of one round say: votes of candidate 1, 2, …, blank, spoiled."""

    votes: tuple[int, ...]
    seats: int
    sheets: int
    blank: int = 0
    spoiled: int = 0

    def __post_init__(self) -> None:
        if self.seats < 1 or not self.votes:
            raise Mistallied("an election has a seat and a candidate")
        if min(*self.votes, self.sheets, self.blank, self.spoiled) < 0:
            raise Mistallied("nothing is counted below zero")
        good = self.marked_sheets
        if good < 0:
            raise Mistallied("more blank and spoiled sheets than sheets")
        if max(self.votes) > good:
            raise Mistallied("a candidate has more votes than there are sheets")
        if not good <= sum(self.votes) <= good * self.seats:
            raise Mistallied("the votes do not fit the sheets and the seats")

    @property
    def marked_sheets(self) -> int:
        """How many sheets name somebody."""
        return self.sheets - self.blank - self.spoiled

    def plus(self, other: Tally) -> Tally:
        """Put two piles of sheets of one round together."""
        both = zip(self.votes, other.votes, strict=True)
        return Tally(
            votes=tuple(one + two for one, two in both),
            seats=self.seats,
            sheets=self.sheets + other.sheets,
            blank=self.blank + other.blank,
            spoiled=self.spoiled + other.spoiled,
        )

    def document(self) -> dict[str, Any]:
        """Give the numbers as a certificate holds them."""
        return {
            "votes": list(self.votes),
            "sheets": self.sheets,
            "blank": self.blank,
            "spoiled": self.spoiled,
        }


def tally(sheets: Iterable[tuple[str, int]], candidates: int, seats: int) -> Tally:
    """Count sheets: what is written on them, and how many say so.

    >>> tally([("1+2", 3), ("1+2+3", 1), ("abstain", 1)], candidates=3, seats=2)
    Tally(votes=(3, 3, 0), seats=2, sheets=5, blank=1, spoiled=1)
    """
    votes = [0] * candidates
    blank = spoiled = whole = 0
    for text, many in sheets:
        whole += many
        try:
            choice = read(text, candidates=candidates, seats=seats)
        except ValueError:
            choice = SPOILED
        blank += many if choice == BLANK else 0
        spoiled += many if choice == SPOILED else 0
        for number in marked(choice):
            votes[number - 1] += many
    return Tally(tuple(votes), seats, whole, blank, spoiled)


@dataclass(frozen=True, slots=True)
class Draw:
    """What decides between candidates alike: the rules in turn, and what they go by.

    `seniority` names the candidates from the oldest on; `seed` was kept sealed until
    the close, its hash published before the vote.
    """

    ties: tuple[str, ...]
    seniority: tuple[int, ...] = ()
    seed: str = ""

    def ordered(self, alike: Sequence[int], counted: Tally) -> list[int] | None:
        """Put candidates alike in order; None where they stand again."""
        for tie in self.ties:
            if tie == OLDER and set(alike) <= set(self.seniority):
                return [number for number in self.seniority if number in alike]
            if tie == LOT and self.seed:
                pile = digest(counted.document())
                return sorted(alike, key=lambda number: lot(self.seed, pile, number))
            if tie == RUN_OFF:
                return None
        return None


def lot(seed: str, pile: str, number: int) -> str:
    """Give what is drawn for a candidate; the smallest goes first.

    The seed was fixed before the vote and the pile of sheets after it, so that neither
    who keeps the seed nor who votes last can know what is drawn.
    """
    return hashlib.sha256(f"yuanluo-lot/{seed}/{pile}/{number}".encode()).hexdigest()


def sealed(seed: str) -> str:
    """Give the hash of a seed, which is published before the vote.

    >>> sealed("") == sealed("0")
    False
    """
    return hashlib.sha256(f"yuanluo-seed/{seed}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Result:
    """Who is elected, who stands alike for what is left, and every line of it."""

    outcome: str
    elected: tuple[int, ...]
    tied: tuple[int, ...]
    seats_left: int
    quorum: tuple[CountedLine, ...]
    lines: tuple[tuple[CountedLine, ...], ...]
    reasons: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether enough took part for anything to come of it."""
        return self.outcome != INQUORATE


def elect(
    rule: Rule, count: Count, counted: Tally, draw: Draw, round_number: int = 1
) -> Result:
    """Say who of the candidates is elected under a rule."""
    if counted.sheets != count.cast:
        raise Mistallied(f"{counted.sheets} sheets of {count.cast} votes")
    quorum = tuple(quorum_lines(rule, count))
    lines = tuple(
        tuple(_asked(rule, count, votes, round_number)) for votes in counted.votes
    )
    reasons = tuple(_never(rule, count, quorum))
    if reasons:
        return Result(INQUORATE, (), (), counted.seats, quorum, lines, reasons)
    able = _able(counted, lines)
    elected, tied = _seated(able, counted, draw)
    left = counted.seats - len(elected)
    outcome = TIED if tied else UNFILLED if left else ELECTED
    return Result(outcome, tuple(elected), tuple(tied), left, quorum, lines)


def _asked(
    rule: Rule, count: Count, votes: int, round_number: int
) -> Iterator[CountedLine]:
    for text in asked_of_each(rule, round_number):
        line = Threshold.parse(text)
        of = count.base(line.base)
        yield CountedLine("elect", text, of, line.needed(of), votes)


def asked_of_each(rule: Rule, round_number: int) -> tuple[str, ...]:
    """Give what each must reach; a further round may have a rule of its own."""
    form = rule.pack.election
    if form is not None and round_number > 1 and form.again:
        return form.again
    return rule.pack.passing


def _never(rule: Rule, count: Count, quorum: tuple[CountedLine, ...]) -> Iterator[str]:
    if rule.pack.election is None:
        yield "NO_RULE:election"
    if count.due == 0:
        yield "NOBODY_ON_THE_ROLL"
    elif count.cast == 0:
        yield "NOBODY_CAME"
    if rule.electorate(count.unit) is None:
        yield f"NO_SUCH_COUNT:{count.unit}"
    yield from (missing("QUORUM", line) for line in quorum if not line.met)


def _able(counted: Tally, lines: tuple[tuple[CountedLine, ...], ...]) -> list[int]:
    """Give who has votes and reaches what is asked of each, most votes first."""
    found = [
        number
        for number, votes in enumerate(counted.votes, start=1)
        if votes and all(line.met for line in lines[number - 1])
    ]
    return sorted(found, key=lambda number: (-counted.votes[number - 1], number))


def _seated(able: list[int], counted: Tally, draw: Draw) -> tuple[list[int], list[int]]:
    """Give the seats to the first of them; those alike at the last seat are tied."""
    seats = counted.seats
    if len(able) <= seats:
        return able, []
    edge = counted.votes[able[seats - 1] - 1]
    if counted.votes[able[seats] - 1] < edge:
        return able[:seats], []
    clear = [number for number in able if counted.votes[number - 1] > edge]
    alike = [number for number in able if counted.votes[number - 1] == edge]
    order = draw.ordered(alike, counted)
    if order is None:
        return clear, alike
    return clear + order[: seats - len(clear)], []


def standing_again(result: Result, counted: Tally) -> list[int]:
    """Give who stands in a further round for the seats that are left.

    Those alike at the last seat; where too few reached what was asked, those not
    elected with most votes, one more than there are seats, and whoever is alike.
    """
    if result.tied:
        return list(result.tied)
    left = [
        number
        for number in range(1, len(counted.votes) + 1)
        if number not in result.elected
    ]
    left.sort(key=lambda number: (-counted.votes[number - 1], number))
    if len(left) <= result.seats_left + 1:
        return sorted(left)
    edge = counted.votes[left[result.seats_left] - 1]
    return sorted(n for n in left if counted.votes[n - 1] >= edge)


def ties_of(rules: Sequence[str], round_number: int) -> tuple[str, ...]:
    """Give the rules for a tie in a round: each further round is past one run-off.

    >>> ties_of(("run-off", "lot"), 1), ties_of(("run-off", "lot"), 2)
    (('run-off', 'lot'), ('lot',))
    >>> ties_of(("run-off",), 3)
    ('run-off',)
    """
    left = list(rules)
    for _ in range(round_number - 1):
        if RUN_OFF in left[:-1]:
            left = left[left.index(RUN_OFF) + 1 :]
    return tuple(left)


def seniority(born: Mapping[int, str]) -> tuple[int, ...]:
    """Put candidates in order of age by their birthdays; who has none is not in it.

    >>> seniority({1: "1980-05-01", 2: "1961-01-09", 3: ""})
    (2, 1)
    """
    known = [(day, number) for number, day in born.items() if day]
    return tuple(number for _, number in sorted(known))
