"""Fractions of a body by which it is quorate or carries: "at least 2/3 of present".

A fraction is compared as integers, never as a decimal: "at least" (以上) includes the
number itself, "more than" (超过, 过半) does not, as 民法典 1259 says. Of nobody there
is no fraction: where the base is empty nothing is ever met. It refuses fractions that
nobody or everybody meets, and bases that it does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import gcd
from typing import Annotated, Self

from pydantic import AfterValidator

SHAPE = re.compile(
    r"(?P<relation>at least|more than) +(?P<over>[0-9]{1,3})/(?P<under>[0-9]{1,3}) +"
    r"of +(?P<base>[a-z_]+)"
)
#: What a fraction may be of, the smallest first: each is at most as many as the next.
HEADS = ("cast", "present", "all_members")
AREA = ("participating_area", "all_area")
#: Of whom a meeting may be asked for, and of whom a body must be made up.
OTHERS = ("households", "representatives", "seats")
BASES = (*HEADS, *AREA, *OTHERS)
BASE_WORDS = {
    "cast": "参加表决的 / of votes cast",
    "present": "到会的 / of those present",
    "all_members": "全体的 / of all",
    "participating_area": "参加表决的专有面积的 / of the area taking part",
    "all_area": "全部专有面积的 / of all the area",
    "households": "户代表的 / of households",
    "representatives": "代表的 / of representatives",
    "seats": "组成人员的 / of seats",
}
DIGITS = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A fraction of a base, with the number itself included or not."""

    inclusive: bool
    over: int
    under: int
    base: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a threshold; `ValueError` with what is wrong.

        >>> Threshold.parse("more than 1/2 of present").needed(10)
        6
        >>> Threshold.parse("at least 2/3 of all_members").needed(31)
        21
        """
        found = SHAPE.fullmatch(text)
        if found is None:
            raise ValueError(
                f"{text!r} is no threshold: write 'at least 2/3 of all_members' or "
                "'more than 1/2 of present'"
            )
        over, under, base = int(found["over"]), int(found["under"]), found["base"]
        inclusive = found["relation"] == "at least"
        if base not in BASES:
            raise ValueError(f"{base!r} is no base: known are {', '.join(BASES)}")
        if not 0 < over <= under:
            raise ValueError(f"{over}/{under} is no part of a whole")
        if over == under and not inclusive:
            raise ValueError(f"{text!r} could never be met: there is no more than all")
        common = gcd(over, under)
        return cls(inclusive, over // common, under // common, base)

    def __str__(self) -> str:
        relation = "at least" if self.inclusive else "more than"
        return f"{relation} {self.over}/{self.under} of {self.base}"

    def met(self, found: int, of: int) -> bool:
        """Say whether so many of so many are enough; of nobody, never.

        >>> third = Threshold.parse("at least 2/3 of present")
        >>> third.met(2, 3), third.met(1, 2), third.met(0, 0)
        (True, False, False)
        """
        if of <= 0:
            return False
        left, right = self.under * found, self.over * of
        return left >= right if self.inclusive else left > right

    def needed(self, of: int) -> int:
        """Give the smallest number that is enough, at least one."""
        if self.inclusive:
            return max(1, -(-self.over * of // self.under))
        return self.over * of // self.under + 1

    def implies(self, other: Threshold) -> bool:
        """Say whether whoever meets this one meets the other too, whatever the count.

        A part of all is at least as many as that part of those present.
        """
        if not _within(other.base, self.base):
            return False
        mine, its = self.over * other.under, other.over * self.under
        if mine == its:
            return other.inclusive or not self.inclusive
        return mine > its

    def words(self, language: str) -> str:
        """Say it as people do.

        >>> Threshold.parse("more than 1/2 of present").words("zh-hans")
        '到会的过半数'
        >>> Threshold.parse("at least 2/3 of all_members").words("en")
        'at least 2/3 of all'
        """
        zh, _, en = BASE_WORDS[self.base].partition(" / ")
        if not language.startswith("zh"):
            relation = "at least" if self.inclusive else "more than"
            return f"{relation} {self.over}/{self.under} {en}"
        if not self.inclusive and (self.over, self.under) == (1, 2):
            return f"{zh}过半数"
        part = f"{_digits(self.under)}分之{_digits(self.over)}"
        return f"{zh}{part}以上" if self.inclusive else f"{zh}超过{part}"


def _digits(number: int) -> str:
    return DIGITS[number] if number <= 10 else str(number)


def _within(small: str, large: str) -> bool:
    """Say whether one base is never larger than another."""
    if small == large:
        return True
    for row in (HEADS, AREA):
        if small in row and large in row:
            return row.index(small) < row.index(large)
    return False


def reduced(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Give thresholds that must all be met, without those that follow from others.

    >>> reduced(("more than 1/2 of present", "at least 2/3 of all_members"))
    ('at least 2/3 of all_members',)
    """
    ordered = sorted(set(texts))
    read = {text: Threshold.parse(text) for text in ordered}
    return tuple(
        text
        for index, text in enumerate(ordered)
        if not any(
            read[one].implies(read[text])
            and (not read[text].implies(read[one]) or at < index)
            for at, one in enumerate(ordered)
            if one != text
        )
    )


def _threshold(value: str) -> str:
    return str(Threshold.parse(value))


ThresholdText = Annotated[str, AfterValidator(_threshold)]
