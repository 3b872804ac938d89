"""One sheet has one reading, and whatever has two is refused."""

from __future__ import annotations

from itertools import combinations

import pytest

from yuanluo.kernel.deciding.marks import CANDIDATES_MOST, CHOICES, marked, read


@pytest.mark.parametrize("choice", CHOICES)
def test_a_question_takes_an_opinion(choice: str) -> None:
    assert read(choice) == choice
    assert marked(choice) == ()


@pytest.mark.parametrize("text", ["", "1", "maybe", "YES", "yes ", "spoiled"])
def test_a_question_takes_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="choice"):
        read(text)


def test_every_set_of_marks_within_the_seats_has_one_spelling() -> None:
    """Five stand for three seats: each way to mark at most three, in any order."""
    spelt = set()
    for many in range(1, 4):
        for numbers in combinations(range(1, 6), many):
            text = "+".join(map(str, numbers))
            back = "+".join(map(str, reversed(numbers)))
            assert read(text, candidates=5, seats=3) == text
            assert read(back, candidates=5, seats=3) == text
            assert marked(text) == numbers
            spelt.add(text)
    assert len(spelt) == 25


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("yes", "choice"),
        ("no", "choice"),
        ("", "choice"),
        ("0", "choice"),
        ("01", "choice"),
        ("1+", "choice"),
        ("+1", "choice"),
        ("1 2", "choice"),
        ("1+2+100", "choice"),
        ("\N{FULLWIDTH DIGIT ONE}", "choice"),
        ("1+1", "twice"),
        ("1+6", "unknown"),
        ("1+2+3+4", "too-many"),
    ],
)
def test_what_has_no_one_reading_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        read(text, candidates=5, seats=3)


def test_as_many_seats_as_candidates_may_all_be_marked() -> None:
    text = "+".join(map(str, range(1, CANDIDATES_MOST + 1)))
    assert read(text, candidates=CANDIDATES_MOST, seats=CANDIDATES_MOST) == text
    assert len(text) <= 120
