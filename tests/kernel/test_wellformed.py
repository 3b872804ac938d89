"""A flawed table is read as far as it goes, and each flaw is told in plain words."""

import tomllib
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.localities import GOOD, TASK, locality
from yuanluo.kernel.checking import problems
from yuanluo.kernel.playbook import Playbook
from yuanluo.kernel.wellformed import read

FLAWS = {
    "key": ('holder = "clerk@t', 'hodler = "clerk@t', "did you mean 'holder'?"),
    "lacking": ('title = "在办 / Open"\n', "", "'title' is missing: add it"),
    "language": ("在办 / Open", "Open", "needs both languages"),
    "name": ('id = "did"', 'id = "Did It"', "is no identifier"),
    "long name": ('id = "did"', f'id = "{"d" * 50}"', "longer than 40"),
    "number": ("version = 1", 'version = "one"', "must be a whole number"),
    "low number": ("version = 1", "version = 0", "greater than or equal to 1"),
    "text": ('system = "B6"', "system = 6", "must be text in quotes"),
    "list": ('without = ["withdraw"]', 'without = "withdraw"', "must be a list"),
    "table": ('to = "done"', 'to = "done"\nask = ["x"]', "must be a table"),
    "period": ('"10 days"', '"10 dayz"', "is no period"),
    "level period": ('"10 days"', '{ village = "soon" }', "is no period"),
    "promise": ('"10 days"', '{ field = "a", mots = "1 day" }', "did you mean 'most'?"),
    "actor": ('by = ["clerk@t', 'by = ["Clerk @t', "names nobody"),
    "audience": ('kind = "task"', 'kind = "task"\nseen = "all"', "is no audience"),
    "no end": ('end = { done = "done", failed = "failed" }', "end = { }", "one end"),
    "evidence": (
        'to = "done"',
        'to = "done"\nneeds = { evidence = "photos" }',
        "did you mean 'photo'?",
    ),
    "end's name": ('failed = "没办成 / F', '"No!" = "没办成 / F', "is no identifier"),
}


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_told_once_and_the_rest_is_read(name: str) -> None:
    old, new, words = FLAWS[name]
    assert old in TASK
    reading = read(Playbook, tomllib.loads(TASK.replace(old, new, 1)))
    assert [words in flaw.text for flaw in reading.flaws] == [True]
    assert reading.value is not None
    assert len(reading.value.steps) == 3


def test_several_flaws_are_told_together() -> None:
    text = GOOD.replace('"10 days"', '"soon"').replace("chair:affairs", "Chair!")
    text = text.replace('id = "share"\n', "").replace('"text"', '"txt"')
    told = [flaw.text for flaw in read(Playbook, tomllib.loads(text)).flaws]
    assert len(told) == 4


def test_a_misspelt_key_is_read_as_the_one_that_lacks() -> None:
    text = TASK.replace("holder =", "hodler =")
    reading = read(Playbook, tomllib.loads(text))
    assert reading.value is not None
    assert reading.value.states[0].holder == "clerk@township"


WORDS = ("title", "id", "step", "due", "village", "", "soon", "clerk@here", "clock")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(WORDS), inner, max_size=2)
    ),
    max_leaves=3,
)


def spoil(table: Any, chance: Random, value: Any) -> None:
    """Put a value anywhere in a table, or take something out."""
    while True:
        keys = list(table) if isinstance(table, dict) else range(len(table))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(table[key], dict | list) or chance.random() < 0.25:
            break
        table = table[key]
    if value is None:
        del table[key]
    else:
        table[key] = value


@given(st.lists(VALUES, min_size=1, max_size=4), st.integers(0, 2**32))
def test_whatever_is_written_is_told_and_nothing_breaks(
    values: list[Any], seed: int
) -> None:
    raw = tomllib.loads(GOOD)
    for number, value in enumerate(values):
        spoil(raw, Random(seed + number), value)
    reading = read(Playbook, raw)
    if reading.value is None:
        assert reading.flaws
        return
    world = locality(reading.value)
    list(problems(reading.value, world))
