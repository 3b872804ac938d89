"""A question before a body is read by no more people than its matter."""

import pytest

from tests.assembly.hall import Hall
from yuanluo.assembly.models import Ballot
from yuanluo.assembly.queries import agenda_for
from yuanluo.people.queries import VISITOR


@pytest.mark.parametrize(
    ("openness", "strangers", "neighbours"),
    [(0, False, False), (1, False, False), (2, False, True), (3, True, True)],
)
def test_a_question_is_read_in_the_circle_of_its_matter(
    council: Hall, openness: int, *, strangers: bool, neighbours: bool
) -> None:
    ballot = council.ask(title="不该外传的事")
    Ballot.objects.filter(pk=ballot.pk).update(openness=openness)
    meeting = council.call(ballot)
    assert bool(agenda_for(meeting, VISITOR)) is strangers
    assert bool(agenda_for(meeting, council.by("yang").who)) is neighbours
    assert agenda_for(meeting, council.by("m1").who)
    assert agenda_for(meeting, council.by("chair").who)
