"""Codes of places: official division codes and the units below a village.

An official code has 2, 4, 6, 9 or 12 digits: province, prefecture, county, township,
village. A unit below the village is the village's code, a hyphen and four digits
(522727104001-0007); its number says nothing about where it lies, so that moving a home
never changes an identity. A subtree is a range of texts on an indexed column. This
module knows the shape of codes and nothing of which places exist.
"""

from __future__ import annotations

import re
from enum import StrEnum

from yuanluo.kernel.words import in_language, is_chinese

OFFICIAL = re.compile(r"[1-8][0-9](?:[0-9]{2}){0,2}|[1-8][0-9]{8}|[1-8][0-9]{11}")
DIVISION = re.compile(r"([1-8][0-9]{11})-([0-9]{4})")
LENGTHS = (2, 4, 6, 9, 12)
MOST_DIVISIONS = 9999


class PlaceLevel(StrEnum):
    """The level that the shape of a code tells; kinds of divisions are not in it."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    DIVISION = "division"


LEVELS = dict(zip(LENGTHS, PlaceLevel, strict=False))
FAULTS = {
    "shape": (
        "不是地区代码：请填 2、4、6、9 或 12 位数字，如 522727104001 "
        "/ is no place code: give 2, 4, 6, 9 or 12 digits, as in 522727104001"
    ),
    "village": (
        "不是村或社区的代码：请填 12 位数字，如 522727104001 "
        "/ is no code of a village: give its 12 digits, as in 522727104001"
    ),
    "above": (
        "在该级别之上：请选更低一级的地方 "
        "/ lies above that level: choose a place further down"
    ),
    "number": ("不是编号：请填 1 到 9999 / is no number of a division: give 1 to 9999"),
}


class PlaceCodeError(ValueError):
    """A code that cannot be used as it was meant, with what to do about it.

    >>> print(PlaceCodeError("12a", "shape"))
    '12a' is no place code: give 2, 4, 6, 9 or 12 digits, as in 522727104001
    """

    def __init__(self, code: str, fault: str) -> None:
        super().__init__(code, fault)
        self.code = code
        self.fault = fault

    def in_words(self, language: str) -> str:
        """Say for a page what is wrong and what to do."""
        words = in_language(FAULTS[self.fault], language)
        shown = repr(self.code[:40])
        return (
            f"「{shown[1:-1]}」{words}" if is_chinese(language) else f"{shown} {words}"
        )

    def __str__(self) -> str:
        return self.in_words("en")


def normalise(code: str) -> str:
    """Shorten what a person or a file wrote to the code that is stored.

    Padding zeros mean "no such level", as in the official lists. Five divisions carry
    such a code themselves (441900, 442000, 460400, 350527000 and its village): a
    padded code always means the one above them, so whoever loads the list of all
    divisions takes its codes as they stand.

    >>> normalise("522727104001"), normalise("522727000000"), normalise("522727")
    ('522727104001', '522727', '522727')
    >>> normalise(" 520000 "), normalise("522727104001-0007")
    ('52', '522727104001-0007')
    """
    short = code.strip()
    if DIVISION.fullmatch(short):
        return short
    if not OFFICIAL.fullmatch(short):
        raise PlaceCodeError(code, "shape")
    for length, above in ((12, 9), (9, 6), (6, 4), (4, 2)):
        if len(short) == length and not short[above:].strip("0"):
            short = short[:above]
    return short


def is_code(code: str) -> bool:
    """Say whether a text has the shape of a stored code.

    >>> is_code("522727"), is_code("522727104001-0007"), is_code("52272")
    (True, True, False)
    """
    return bool(OFFICIAL.fullmatch(code) or DIVISION.fullmatch(code))


def padded(code: str) -> str:
    """Give an official code in twelve digits.

    >>> padded("522727")
    '522727000000'
    """
    if not OFFICIAL.fullmatch(code):
        raise PlaceCodeError(code, "shape")
    return code.ljust(12, "0")


def level_of(code: str) -> PlaceLevel:
    """Tell the level from the shape of a code.

    >>> level_of("522727104").value, level_of("522727104001-0007").value
    ('township', 'division')
    """
    if not is_code(code):
        raise PlaceCodeError(code, "shape")
    return LEVELS.get(len(code), PlaceLevel.DIVISION)


def parents(code: str) -> tuple[str, ...]:
    """Give the codes above a place, nearest first.

    >>> parents("522727104001-0007")
    ('522727104001', '522727104', '522727', '5227', '52')
    """
    if not is_code(code):
        raise PlaceCodeError(code, "shape")
    return tuple(code[:length] for length in reversed(LENGTHS) if length < len(code))


def contains(ancestor: str, code: str) -> bool:
    """Say whether a place is the other or lies in it; a malformed code never does.

    Powers hang on this, so what is not a code contains nothing and lies nowhere.

    >>> contains("522727", "522727104001-0007"), contains("522727", "522727")
    (True, True)
    >>> contains("52272", "522727"), contains("", "522727")
    (False, False)
    """
    return code.startswith(ancestor) and is_code(ancestor) and is_code(code)


def subtree_range(code: str) -> tuple[str, str]:
    """Give the half-open range of codes that holds a place and all below it.

    Both ends are made of digits (and the code's own hyphen), so that the range holds
    under any collation of the database.

    >>> subtree_range("522727104001")
    ('522727104001', '522727104002')
    >>> subtree_range("522727104001-9999")
    ('522727104001-9999', '522727104002')
    """
    division = DIVISION.fullmatch(code)
    if division is None:
        if not OFFICIAL.fullmatch(code):
            raise PlaceCodeError(code, "shape")
        return code, str(int(code) + 1)
    village, number = division.groups()
    if int(number) >= MOST_DIVISIONS:
        return code, str(int(village) + 1)
    return code, f"{village}-{int(number) + 1:04}"


def village_of(code: str) -> str:
    """Give the village in which a place lies, itself if it is one.

    >>> village_of("522727104001-0007")
    '522727104001'
    """
    return _cut(code, 12)


def township_of(code: str) -> str:
    """Give the township in which a place lies, itself if it is one.

    >>> township_of("522727104001-0007")
    '522727104'
    """
    return _cut(code, 9)


def make_division(village: str, number: int) -> str:
    """Give the code of a unit below a village.

    >>> make_division("522727104001", 7)
    '522727104001-0007'
    """
    if not (OFFICIAL.fullmatch(village) and len(village) == LENGTHS[-1]):
        raise PlaceCodeError(village, "village")
    if not 1 <= number <= MOST_DIVISIONS:
        raise PlaceCodeError(str(number), "number")
    return f"{village}-{number:04}"


def _cut(code: str, length: int) -> str:
    if not is_code(code):
        raise PlaceCodeError(code, "shape")
    if len(code) < length:
        raise PlaceCodeError(code, "above")
    return code[:length]
