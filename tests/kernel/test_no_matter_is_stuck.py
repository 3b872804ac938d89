"""A playbook without problems always lets a matter reach an end.

Playbooks are made by chance, most of them bad; those the checker lets pass are played.
"""

from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.kernel.journeys import Stuck, play
from tests.kernel.localities import GOOD, locality, made
from yuanluo.kernel.checking import problems
from yuanluo.kernel.playbook import Playbook

NAMES = ("a", "b", "c", "d")
ENDS = {"done": "done", "failed": "failed", "withdrawn": "withdrawn"}
CHOICE = {
    "id": "kind",
    "type": "choice",
    "title": "哪种 / Which",
    "options": [{"id": "x", "title": "甲 / X"}, {"id": "y", "title": "乙 / Y"}],
}
BALLOT = {"effect": "open-ballot", "ballot": "poll"}
NOTICE = {"effect": "publish", "notice": "news"}
CHILD = {"effect": "open-child", "playbook": "task"}
POST = {"effect": "post-points"}
NEEDS: list[dict[str, Any]] = [
    {},
    {},
    {"ballot": "poll carried"},
    {"ballot": "poll rejected or inquorate"},
    {"notice": "news"},
    {"notice": "news upheld"},
    {"ballot": "poll carried", "notice": "news"},
    {"children": "task: all ended"},
    {"children": "task: ended done"},
    {"children": "task: ended otherwise"},
    {"children": "task: none open"},
    {"answer": {"kind": "x"}},
    {"answer": {"kind": "y"}},
    {"after": "1 day"},
]


#: What a state waits for: what opens it, and the needs that answer every outcome.
KINDS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "plain": ([], [{}]),
    "ballot": (
        [BALLOT],
        [{"ballot": "poll carried"}, {"ballot": "poll rejected or inquorate"}],
    ),
    "notice": ([NOTICE], [{"notice": "news"}, {"notice": "news upheld"}]),
    "child": (
        [CHILD],
        [{"children": "task: ended done"}, {"children": "task: ended otherwise"}],
    ),
    "both": (
        [BALLOT, NOTICE],
        [
            {"ballot": "poll carried", "notice": "news"},
            {"ballot": "poll rejected or inquorate"},
            {"notice": "news upheld"},
        ],
    ),
    "choice": ([], [{"answer": {"kind": "x"}}, {"answer": {"kind": "y"}}]),
}
SPOILT = 0.03


def made_up(chance: Random) -> dict[str, Any]:
    """Make a playbook up: built as one should be, and then spoilt here and there."""
    names = NAMES[: chance.randint(1, len(NAMES))]
    kinds = {name: chance.choice(list(KINDS)) for name in names}
    steps = [
        {
            "id": "begin",
            "title": "开始 / Begin",
            "to": "a",
            "by": ["resident"],
            "ask": [CHOICE],
            "do": KINDS[kinds["a"]][0],
        }
    ]
    for name in names:
        for place, needs in enumerate(KINDS[kinds[name]][1]):
            steps.append(made_up_step(chance, f"{name}-{place}", name, needs, kinds))
    for number in range(chance.randint(0, 3)):
        source, needs = chance.choice(names), chance.choice(NEEDS)
        steps.append(made_up_step(chance, f"more-{number}", source, needs, kinds))
    used = {step["to"] for step in steps} | {"withdrawn"}
    ends = {name: result for name, result in ENDS.items() if name in used}
    return {
        "id": "chance",
        "version": 1,
        "system": "B2",
        "title": "碰运气 / Chance",
        "kind": "need",
        "start": "a",
        "end": ends,
        "ends": dict.fromkeys(ends, "结束 / End"),
        "state": [made_up_state(name, steps) for name in names],
        "step": steps,
    }


def made_up_state(name: str, steps: list[dict[str, Any]]) -> dict[str, Any]:
    leaving = [step for step in steps if name in step.get("from", [])]
    late = [s["id"] for s in leaving if "clock" in s["by"] and not s["needs"]]
    return {
        "id": name,
        "title": "某处 / Somewhere",
        "holder": "secretary@village",
        "due": "1 day",
        "overdue": late[0] if late else "remind",
    }


def made_up_step(
    chance: Random, name: str, source: str, needs: dict[str, Any], kinds: dict[str, str]
) -> dict[str, Any]:
    to = chance.choice([*kinds, *kinds, "done", "failed", "done"])
    opens = KINDS[kinds[to]][0] if to in kinds else []
    made: dict[str, Any] = {
        "id": name,
        "title": "一步 / Step",
        "from": [source, *([chance.choice([*kinds])] * (chance.random() < SPOILT))],
        "to": to,
        "by": [chance.choice(["holder", "holder", "clock"])],
        "needs": chance.choice(NEEDS) if chance.random() < SPOILT else needs,
        "do": [one for one in opens if chance.random() > SPOILT],
    }
    if chance.random() < 0.15:
        made["most"] = chance.randint(1, 2)
    if made["by"] == ["clock"] and chance.random() < 0.2:
        made["do"] = [*made["do"], POST]
        made["fails"] = chance.choice([*kinds])
    if made["by"] == ["holder"] and chance.random() < 0.2:
        made["ask"] = [CHOICE]
    return made


@settings(max_examples=300)
@given(st.integers(0, 2**64))
def test_what_passes_the_checker_always_comes_to_an_end(seed: int) -> None:
    playbook = Playbook.model_validate(made_up(Random(seed)))
    world = locality(playbook)
    if list(problems(playbook, world)):
        event("refused")
        return
    event(f"played, {len(playbook.states)} states")
    for turn in range(12):
        assert play(playbook, world, Random(turn)), "no end in 400 steps"


@given(st.integers(0, 2**32))
def test_the_good_playbook_comes_to_an_end(seed: int) -> None:
    playbook = made(GOOD)
    assert play(playbook, locality(playbook), Random(seed))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("poll rejected or inquorate", "poll rejected"),
        ("task: ended otherwise", "task: ended done"),
        ('notice = "decision", days', 'notice = "other", days'),
        ('kind = "plain"', 'kind = "vote"'),
    ],
)
def test_without_the_checker_matters_are_stuck(old: str, new: str) -> None:
    """The control: what is played is able to show a matter that is stuck."""
    assert old in GOOD
    playbook = made(GOOD.replace(old, new, 1))
    world = locality(playbook)
    assert list(problems(playbook, world))
    stuck = 0
    for seed in range(60):
        try:
            play(playbook, world, Random(seed))
        except Stuck:
            stuck += 1
    assert stuck
