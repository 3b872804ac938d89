"""What a partition into courtyards is asked about, and why there may be none.

Dwellings are points in metres with the households that live there. Reasons are values,
told all at once, each with the homes it is about; nothing here reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from yuanluo.kernel.words import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: More homes than these are not named in a sentence.
HOMES_SHOWN = 5
#: Where a courtyard has no more homes than these, which to join is hardly free.
CRAMPED = 3


@dataclass(frozen=True, slots=True)
class Dwelling:
    """A home as a point in metres; `fixed` names a courtyard that stands as it is.

    Homes with the same `together` stay in one courtyard and count as neighbours.
    """

    id: str
    x: float
    y: float
    households: int = 1
    fixed: str = ""
    together: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many households a courtyard has, both ends included.

    >>> Limits(20, 40).numbers(81)
    range(3, 5)
    >>> bool(Limits(20, 40).numbers(15)), Limits(20, 40).hold(40)
    (False, True)
    """

    least: int = 20
    most: int = 40

    def hold(self, households: int) -> bool:
        """Say whether a courtyard may have so many households."""
        return self.least <= households <= self.most

    def numbers(self, households: int) -> range:
        """Give how many courtyards so many households can make; empty if none."""
        return range(-(-households // self.most), households // self.least + 1)


def tightened(limits: Limits, weights: Sequence[int]) -> Limits | None:
    """Give the least and the most that some of these homes can make within limits.

    >>> tightened(Limits(20, 40), [15, 15, 15]), tightened(Limits(20, 40), [15, 3])
    (Limits(least=30, most=30), None)
    """
    # A limit far beyond all households must not cost as much memory.
    room = (1 << (min(limits.most, sum(weights)) + 1)) - 1
    sums = 1
    for weight in weights:
        sums |= sums << weight & room
    sums >>= limits.least
    if not sums:
        return None
    least = (sums & -sums).bit_length() - 1
    return Limits(limits.least + least, limits.least + sums.bit_length() - 1)


def numbers_of(limits: Limits, weights: Sequence[int]) -> range:
    """Give how many courtyards these homes may make; empty if certainly none.

    >>> numbers_of(Limits(20, 40), [15] * 4), numbers_of(Limits(20, 40), [15] * 5)
    (range(2, 3), range(3, 3))
    >>> numbers_of(Limits(30, 40), [1] * 41)
    range(2, 2)
    """
    tight = tightened(limits, weights)
    if tight is None:
        return range(0)
    numbers = tight.numbers(sum(weights))
    ordered = sorted(weights)
    fewest = _count(reversed(ordered), tight.least)
    most = _count(ordered, tight.most + 1) - 1
    return range(
        max(numbers.start, -(-len(weights) // max(most, 1))),
        min(numbers.stop, len(weights) // fewest + 1),
    )


def is_cramped(limits: Limits, weights: Sequence[int]) -> bool:
    """Say whether homes come in twos and threes, and in one number of courtyards only.

    >>> is_cramped(Limits(20, 40), [16] * 10), is_cramped(Limits(20, 40), [1] * 60)
    (True, False)
    """
    numbers = numbers_of(limits, weights)
    return len(numbers) == 1 and len(weights) <= CRAMPED * numbers[0]


def _count(weights: Iterable[int], enough: int) -> int:
    """Give how many of these it takes to have enough; one more than all if none do."""
    number = total = 0
    for weight in weights:
        number += 1
        total += weight
        if total >= enough:
            return number
    return number + 1


class Obstacle(StrEnum):
    """The kind of reason why no partition exists, or why none was found."""

    HOME_TOO_LARGE = "home_too_large"
    SET_TOO_LARGE = "set_too_large"
    SET_IN_TWO_FIXED = "set_in_two_fixed"
    FIXED_OUT_OF_LIMITS = "fixed_out_of_limits"
    FIXED_IN_PIECES = "fixed_in_pieces"
    TOO_FEW = "too_few"
    INDIVISIBLE = "indivisible"
    LUMPS = "lumps"
    SHAPE = "shape"
    POCKET = "pocket"
    NOT_FOUND = "not_found"


WORDS: Mapping[Obstacle, str] = {
    Obstacle.HOME_TOO_LARGE: (
        "一处住有 {households} 户，超过上限 {most} 户：{homes} "
        "/ one home has {households} households, and the limit is {most}: {homes}"
    ),
    Obstacle.SET_TOO_LARGE: (
        "须在一起的住处共 {households} 户，超过上限 {most} 户：{homes} / homes to be"
        " kept together have {households} households, and the limit is {most}: {homes}"
    ),
    Obstacle.SET_IN_TWO_FIXED: (
        "须在一起的住处已分属不同的既定院落：{homes} "
        "/ homes to be kept together are not in one fixed courtyard: {homes}"
    ),
    Obstacle.FIXED_OUT_OF_LIMITS: (
        "既定院落有 {households} 户，不在 {least} 至 {most} 户之间：{homes} / a fixed"
        " courtyard has {households} households, not {least} to {most}: {homes}"
    ),
    Obstacle.FIXED_IN_PIECES: (
        "既定院落（{households} 户）不连成一片：{homes} "
        "/ a fixed courtyard of {households} households is in pieces: {homes}"
    ),
    Obstacle.TOO_FEW: (
        "有 {households} 户与其他住处隔开，不足 {least} 户：{homes} / {households}"
        " households are cut off from all others, fewer than {least}: {homes}"
    ),
    Obstacle.INDIVISIBLE: (
        "连成一片的 {households} 户无法分成若干个 {least} 至 {most} 户的院落：{homes} /"
        " {households} connected households are no sum of courtyards of {least} to"
        " {most}: {homes}"
    ),
    Obstacle.LUMPS: (
        "连成一片的 {households} 户，按各处住户数凑不成若干个 {least} 至 {most} 户的"
        "院落：{homes} / with so many households at each home, {households} connected"
        " households make no courtyards of {least} to {most}: {homes}"
    ),
    Obstacle.SHAPE: (
        "已查遍所有分法：连成一片的 {households} 户因相邻关系和各处户数，"
        "分不成 {least} 至 {most} 户的院落：{homes} / every way was tried:"
        " {households} connected households cannot be cut into connected courtyards of"
        " {least} to {most}, for who neighbours whom and how many live at a home:"
        " {homes}"
    ),
    Obstacle.POCKET: (
        "已查遍所有分法：无论周边住处怎样并入，这 {households} 户都分不进 {least} 至"
        " {most} 户的院落：{homes} / every way was tried: whoever around them joins,"
        " these {households} households cannot be in connected courtyards of {least}"
        " to {most}: {homes}"
    ),
    Obstacle.NOT_FOUND: (
        "未找到 {households} 户的分法，也未能证明不存在：{homes} / no partition of"
        " {households} households was found, and none was proved impossible: {homes}"
    ),
}


#: What is added where others lie beside, and none of them can join.
CROWDED = (
    "；与其相邻的住处户数过多，任何相邻两处合计都超过上限 {most} 户"
    " / ; the homes beside them are too large: any two that touch are more than {most}"
)


@dataclass(frozen=True, slots=True)
class Impossible:
    """One reason why there is no partition, with the homes it is about.

    They are crowded if others lie beside them, each too large to be joined by any.
    """

    obstacle: Obstacle
    homes: tuple[str, ...]
    households: int
    limits: Limits
    crowded: bool = False

    def in_words(self, language: str) -> str:
        """Say the reason for a page or a terminal."""
        shown = ", ".join(self.homes[:HOMES_SHOWN])
        left = len(self.homes) - HOMES_SHOWN
        homes = f"{shown} (+{left})" if left > 0 else shown
        words = in_language(WORDS[self.obstacle], language)
        if self.crowded:
            words += in_language(CROWDED, language)
        return words.format(
            households=self.households,
            least=self.limits.least,
            most=self.limits.most,
            homes=homes,
        )

    def __str__(self) -> str:
        return self.in_words("en")
