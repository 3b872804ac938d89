"""Each check of a playbook: the good one has no problem, one spoilt word has one."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kernel.localities import GOOD, TASK, locality, made, told
from yuanluo.kernel.checking import problems
from yuanluo.kernel.playbook import BUILT_IN
from yuanluo.kernel.tomllines import lines_of


@dataclass(frozen=True)
class Case:
    """One spoilt word, where it is told, and in which words."""

    name: str
    old: str
    new: str
    line: str
    words: str


def cases() -> list[Case]:
    text = Path(__file__).with_name("spoilt.txt").read_text("utf-8")
    return [_case(block) for block in text.split("\n== ")[1:]]


def _case(block: str) -> Case:
    name, *lines = block.strip("\n").split("\n")
    parts = {
        mark: "\n".join(line[2:] for line in lines if line[:1] == mark)
        for mark in "-+@"
    }
    line, _, words = parts["@"].rpartition(" | ")
    return Case(name, parts["-"], parts["+"], line, words)


def lines_told(text: str) -> list[tuple[str, str]]:
    """Give the line and the words of every problem."""
    lines, places = text.split("\n"), lines_of(text)
    found = []
    for problem in told(text):
        at = places.of(problem.where) - 1
        below_header = at + 1 if lines[at].startswith("[[") else at
        found.append((lines[below_header].strip(), problem.text))
    return found


def test_the_good_playbook_has_no_problem() -> None:
    assert told(GOOD) == []
    assert list(problems(made(TASK), locality(made(GOOD)))) == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_one_spoilt_word_is_told_where_it_is(case: Case) -> None:
    assert case.old in GOOD
    found = lines_told(GOOD.replace(case.old, case.new, 1))
    assert any(line == case.line and case.words in words for line, words in found), (
        found
    )


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_step_takes_the_name_of_a_built_in_act(name: str) -> None:
    found = lines_told(GOOD.replace('id = "share"', f'id = "{name}"'))
    assert [line for line, _ in found] == [f'id = "{name}"']


def test_who_it_escalates_to_can_take_a_step() -> None:
    found = lines_told(GOOD.replace('by = ["holder"]', 'by = ["clerk@village"]'))
    assert [line for line, words in found if "clerk@township, they can" in words] == [
        'overdue = "escalate"',
        'overdue = "escalate"',
    ]
    assert not told(
        GOOD.replace('by = ["holder"]', 'by = ["clerk@village", "clerk@township"]')
    )


SMALL = TASK.replace("playbook:motion", "resident")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('due = "10 days"', 'due = "10 days"\noverdue = "escalate"', "no ladder"),
        ('"clerk@township"\ndue', '"clerk@here"\ndue', "without a ladder, say"),
        ('"clerk@township"\ndue', '"ladder"\ndue', "no ladder to find the holder on"),
        ('"clerk@township"\ndue', '"assignee"\ndue', "nobody is ever assigned"),
        ('to = "open"\n', "", "has no `from`, so it opens"),
        ('to = "open"\nby', 'from = ["open"]\nby', "nothing opens a matter"),
        ('to = "failed"\nby = [', 'to = "failed"\nby = []\n# [', "nobody may take"),
    ],
)
def test_a_small_playbook_lacks_what_it_needs(old: str, new: str, words: str) -> None:
    assert not told(SMALL)
    assert old in SMALL
    assert [w for _, w in lines_told(SMALL.replace(old, new)) if words in w]


ROUND = """\
id = "round"
version = 1
system = "B2"
title = "转圈 / Round"
kind = "need"
start = "one"
end = { done = "done", withdrawn = "withdrawn" }
ends = { done = "完成 / Done", withdrawn = "撤回 / Withdrawn" }
[[state]]
id = "one"
title = "一 / One"
holder = "secretary@village"
due = "1 day"
[[state]]
id = "two"
title = "二 / Two"
holder = "secretary@village"
due = "1 day"
[[step]]
id = "open"
title = "开 / Open"
to = "one"
by = ["resident"]
ask = [ { id = "kind", type = "choice", title = "哪种 / Which", options = [
  { id = "a", title = "甲 / A" }, { id = "b", title = "乙 / B" } ] } ]
[[step]]
id = "forth"
title = "去 / Forth"
from = ["one"]
to = "two"
by = ["clock"]
needs = { answer = { kind = ["a", "b"] } }
[[step]]
id = "back"
title = "回 / Back"
from = ["two"]
to = "one"
by = ["clock"]
needs = { answer = { kind = ["a", "b"] } }
[[step]]
id = "end"
title = "完 / End"
from = ["two"]
to = "done"
by = ["secretary@village"]
"""


def test_the_clock_does_not_go_round() -> None:
    found = lines_told(ROUND)
    assert [words for _, words in found if "without end" in words]
    assert not told(
        ROUND.replace('kind = ["a", "b"] }', 'kind = ["a", "b"] }, after = "1 day"')
    )


def test_an_answer_that_shuts_every_way_is_told() -> None:
    """With `b` the matter would go to and fro for ever: no end can be reached."""
    shut = ROUND.replace("answer =", 'after = "1 day", answer =').replace(
        'by = ["secretary@village"]\n',
        'by = ["secretary@village"]\nneeds = { answer = { kind = "a" } }\n',
    )
    found = [words for _, words in lines_told(shut)]
    assert len(found) == 1
    assert "no way leads to an end when kind is 'b'" in found[0]
