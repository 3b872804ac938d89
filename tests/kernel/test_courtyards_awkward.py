"""Villages with a known answer are answered rightly, however awkward they are.

More of them, and their share of right answers, are told by `python -m bench.awkward`.
"""

import time

import pytest
from bench import awkward

from tests.kernel.test_courtyards import homes, scattered
from yuanluo.kernel.courtyards.proposing import propose
from yuanluo.kernel.courtyards.village import Dwelling, Limits, Obstacle


@pytest.mark.parametrize("first", [1000, 1020])
def test_what_was_planted_is_found(first: int) -> None:
    for seed in range(first, first + 20):
        assert awkward.is_right(awkward.planted(seed, largest=60), possible=True), seed


def test_single_homes_between_limits_that_are_equal_or_nearly_so() -> None:
    for seed in range(200, 208):
        assert awkward.is_right(awkward.single(seed, largest=150), possible=True), seed


def test_every_way_was_tried_before_none_is_said_to_exist() -> None:
    answers = set()
    for seed in range(500, 540):
        village = awkward.small(seed)
        answers.add(awkward.exists(village))
        assert awkward.is_right(village, possible=awkward.exists(village)), seed
    assert answers == {True, False}


def test_doors_that_are_shared_between_equal_limits() -> None:
    """Sixty doors at six points, by twelves: whoever binds doors finds nothing."""
    points = [(n * 9.0, n % 3 * 7.0) for n in range(6)]
    doors = homes([point for point in points for _ in range(10)])
    assert len(propose(doors, Limits(12, 12)).courtyards) == 5


def test_homes_that_must_go_in_pairs() -> None:
    """A thousand homes of sixteen households: only pairs are within limits."""
    begun = time.process_time()
    proposal = propose([*homes_of(1000, 16)], Limits(20, 40))
    assert len(proposal.courtyards) == 500
    assert time.process_time() - begun < 12.0


def homes_of(number: int, households: int) -> list[Dwelling]:
    places = [(home.x, home.y) for home in scattered(number, 11)]
    return homes(places, households)


def test_the_judge_sees_what_is_wrong() -> None:
    """The control: an answer of the wrong kind is not taken for right."""
    village = awkward.planted(1, largest=20)
    assert awkward.is_right(village, possible=True)
    assert not awkward.is_right(village, possible=False)
    lone = awkward.Village("lone", tuple(homes([(0.0, 0.0)])), Limits(2, 3))
    assert propose(lone.homes, lone.limits).reasons[0].obstacle is Obstacle.TOO_FEW
    assert awkward.is_right(lone, possible=False)
    assert not awkward.is_right(lone, possible=True)
