"""What people write: made safe to keep, compared, and made safe for spreadsheets.

Text is kept as written, in Unicode's composed form (NFC); what cannot be stored or
could pass for something else on a page (half characters, controls, marks that turn the
direction of writing) is refused with words that say why. Nothing is silently cut.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from typing import TypeVar, overload

from yuanluo.kernel.words import in_language

HALF = re.compile(r"[\ud800-\udfff]")
#: Controls other than tab and newline, and marks that turn the direction of writing.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
#: Composing shortens a text at most this much, so more need not be composed at all.
COMPOSED_SHARE = 4
FAULTS = {
    "long": "太长：最多 {limit} 个字 / too long: at most {limit} characters",
    "half": "有残缺的字符：请重新输入 / holds half a character: type it again",
    "control": (
        "有看不见的控制字符：请直接输入，不要粘贴 "
        "/ holds invisible control characters: type it instead of pasting"
    ),
    "turning": (
        "有改变书写方向的符号：请删去 "
        "/ holds marks that turn the direction of writing: remove them"
    ),
}
#: What a spreadsheet takes for the beginning of a formula, full-width forms included.
FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
#: What XLSX cannot hold at all.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Cell = TypeVar("Cell")


class TextFault(ValueError):
    """A text that is not taken, with what to do about it.

    >>> print(TextFault("long", 20))
    too long: at most 20 characters
    """

    def __init__(self, fault: str, limit: int = 0) -> None:
        super().__init__(fault, limit)
        self.fault = fault
        self.limit = limit

    def in_words(self, language: str) -> str:
        """Say for a page what is wrong and what to do."""
        return in_language(FAULTS[self.fault], language).format(limit=self.limit)

    def __str__(self) -> str:
        return self.in_words("en")


def clean(text: str, limit: int) -> str:
    r"""Give a text as it is kept, or say why it is not taken.

    >>> clean(" 路灯\r\n不亮 ", 20)
    '路灯\n不亮'
    >>> clean("ok\x00", 20)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    yuanluo.kernel.text.TextFault: holds invisible control characters: ...
    """
    # Before anything that costs time: ten megabytes must be refused at once.
    if len(text) > limit * COMPOSED_SHARE + COMPOSED_SHARE:
        raise TextFault("long", limit)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    for fault, pattern in (("half", HALF), ("control", CONTROL), ("turning", TURNING)):
        if pattern.search(text):
            raise TextFault(fault)
    text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        raise TextFault("long", limit)
    return text


def similar(one: str, other: str) -> float:
    """Say how alike two texts are, from 0 to 1, by the pairs of characters they share.

    Pairs of characters serve Chinese, which writes no spaces between words.

    >>> similar("门口的路灯不亮了", "路灯不亮")
    0.6
    >>> similar("路灯不亮", "水管漏水"), similar("路灯", "路灯!")
    (0.0, 1.0)
    """
    pairs, others = _pairs(one), _pairs(other)
    if not pairs or not others:
        return 0.0
    return 2 * (pairs & others).total() / (pairs.total() + others.total())


def _pairs(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = [char for char in plain if char.isalnum()]
    if len(letters) == 1:
        return Counter(letters)
    return Counter(a + b for a, b in itertools.pairwise(letters))


@overload
def spreadsheet_safe(value: str) -> str: ...
@overload
def spreadsheet_safe(value: Cell) -> Cell: ...
def spreadsheet_safe(value: object) -> object:
    """Keep a text from acting as a formula in a spreadsheet; numbers stay numbers.

    >>> spreadsheet_safe("=1+1"), spreadsheet_safe("＠SUM(A1)"), spreadsheet_safe(-5)
    ("'=1+1", "'＠SUM(A1)", -5)
    """
    if not isinstance(value, str):
        return value
    written = UNWRITABLE.sub("", value)
    return f"'{written}" if FORMULA.match(written) else written
