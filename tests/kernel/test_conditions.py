"""What a step may need of children: four sentences, each for every case."""

import pytest

from tests.kernel.localities import GOOD, made
from yuanluo.kernel.conditions import ChildFact, Condition, condition

OPEN = ChildFact("task", "doing")
DONE = ChildFact("task", "done", "done")
FAILED = ChildFact("task", "failed", "failed")
OTHER = ChildFact("other", "doing")

CASES = {
    #                              none   open   done  failed both  done+open
    "task: all ended": (False, False, True, True, True, False),
    "task: none open": (True, False, True, True, True, False),
    "task: ended done": (False, False, True, False, True, True),
    "task: ended done, failed": (False, False, True, True, True, True),
    "task: ended otherwise": (False, False, True, True, True, False),
}


@pytest.mark.parametrize("text", CASES)
def test_a_condition_holds_as_it_says(text: str) -> None:
    families = ([], [OPEN], [DONE], [FAILED], [DONE, FAILED], [DONE, OPEN])
    met = tuple(Condition.parse(text).met([*some, OTHER]) for some in families)
    assert met == CASES[text]


def test_otherwise_leaves_to_others_what_they_name() -> None:
    playbook = made(GOOD)
    step = playbook.step("not-done")
    assert step is not None
    needed = condition(playbook, step)
    assert needed is not None
    assert [needed.met(some) for some in ([DONE], [FAILED], [DONE, FAILED])] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text", ["", "task", "task:", "task: ended", "task: done", "Task: all ended"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no condition on children"):
        Condition.parse(text)
