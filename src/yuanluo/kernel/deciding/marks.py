"""What stands on one sheet: an opinion on a question, or the candidates marked.

A vote's content is one string. For a question it is "yes", "no" or "abstain". For an
election it is the numbers of the candidates marked, rising and joined by "+" ("1+4"),
or "abstain" for a blank sheet. It refuses whatever has more than one reading: a number
twice, a number nobody stands under, and more marks than there are seats.
"""

from __future__ import annotations

import re

CHOICES = ("yes", "no", "abstain")
BLANK = "abstain"
#: A sheet that shows no one will: it was given, and is counted for nobody.
SPOILED = "spoiled"
#: As many candidates as a sheet has lines; the longest string is then 110 letters.
CANDIDATES_MOST = 40
SHAPE = re.compile(r"[1-9][0-9]?(\+[1-9][0-9]?)*")


def read(text: str, *, candidates: int = 0, seats: int = 0) -> str:
    """Give the content of a sheet in its one spelling; `ValueError` with the reason.

    Without candidates the sheet is on a question.

    >>> read("yes"), read("4+1", candidates=5, seats=2), read("abstain", candidates=3)
    ('yes', '1+4', 'abstain')
    """
    if not candidates:
        if text not in CHOICES:
            raise ValueError("choice")
        return text
    if text == BLANK:
        return text
    if not SHAPE.fullmatch(text):
        raise ValueError("choice")
    numbers = sorted(int(one) for one in text.split("+"))
    if len(set(numbers)) != len(numbers):
        raise ValueError("twice")
    if numbers[-1] > candidates:
        raise ValueError("unknown")
    if len(numbers) > seats:
        raise ValueError("too-many")
    return "+".join(map(str, numbers))


def marked(choice: str) -> tuple[int, ...]:
    """Give the numbers of the candidates marked on a sheet that was read.

    >>> marked("1+4"), marked("abstain")
    ((1, 4), ())
    """
    return tuple(map(int, choice.split("+"))) if choice[:1].isdigit() else ()
