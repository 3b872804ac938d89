"""A text that bodies decided on cannot be changed so that their word would stand."""

import pytest

from tests.kernel.localities import told

CHAIN = """\
id = "chain"
version = 1
system = "C3"
title = "两会 / Two meetings"
kind = "motion"
text = "proposal"
start = "first"
end = { done = "done", failed = "rejected", withdrawn = "withdrawn" }

[ends]
done = "完成 / Done"
failed = "未通过 / Not carried"
withdrawn = "撤回 / Withdrawn"

[[state]]
id = "first"
title = "第一会 / First"
holder = "chair:affairs"
due = "10 days"

[[state]]
id = "second"
title = "第二会 / Second"
holder = "chair:affairs"
due = "10 days"

[[state]]
id = "decided"
title = "定了 / Decided"
holder = "chair:affairs"
due = "10 days"

[[step]]
id = "move"
title = "提议 / Move"
to = "first"
by = ["resident"]
ask = [ { id = "proposal", type = "text", title = "文字 / Text" } ]
do = [ { effect = "open-ballot", ballot = "one" } ]

[[step]]
id = "agreed"
title = "同意 / Agreed"
from = ["first"]
to = "second"
by = ["clock"]
needs = { ballot = "one carried" }
do = [ { effect = "open-ballot", ballot = "two" } ]

[[step]]
id = "refused"
title = "不同意 / Refused"
from = ["first"]
to = "failed"
by = ["clock"]
needs = { ballot = "one rejected or inquorate" }

[[step]]
id = "resolved"
title = "通过 / Resolved"
from = ["second"]
to = "decided"
by = ["clock"]
needs = { ballot = "two carried" }

[[step]]
id = "lost"
title = "未通过 / Lost"
from = ["second"]
to = "failed"
by = ["clock"]
needs = { ballot = "two rejected or inquorate" }

[[step]]
id = "amend"
title = "改文字 / Change the text"
from = ["first", "second", "decided"]
to = "first"
by = ["chair:affairs"]
ask = [
  { id = "proposal", type = "text", title = "文字 / Text" },
  { id = "reason", type = "text", title = "为什么 / Why" },
]
do = [ { effect = "open-ballot", ballot = "one" } ]

[[step]]
id = "finish"
title = "办完 / Finish"
from = ["decided"]
to = "done"
by = ["chair:affairs"]
"""
AMEND = 'from = ["first", "second", "decided"]\nto = "first"'
OPENS = """\
  { id = "reason", type = "text", title = "为什么 / Why" },
]
do = [ { effect = "open-ballot", ballot = "one" } ]"""
QUIET = OPENS.rpartition("\n")[0]


def test_a_change_that_asks_everybody_again_is_sound() -> None:
    assert told(CHAIN) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('text = "proposal"', 'text = "draft"', "'draft'"),
        (f"{AMEND}\n", 'from = ["first"]\n', "give it a `to`"),
        ('{ id = "reason", ', '{ id = "words", ', "ask for 'reason'"),
        (
            '  { id = "proposal", type = "text", title = "文字 / Text" },',
            '  { id = "proposal", type = "text", title = "文 / T", seen = "self" },',
            "whoever sees the matter reads it",
        ),
    ],
)
def test_what_is_lacking_is_told(old: str, new: str, words: str) -> None:
    assert old in CHAIN
    found = [problem.text for problem in told(CHAIN.replace(old, new, 1))]
    assert any(words in text for text in found), found


def test_what_was_decided_cannot_stand_for_another_text() -> None:
    spoilt = CHAIN.replace(AMEND, 'from = ["decided"]\nto = "decided"', 1)
    found = [problem.text for problem in told(spoilt.replace(OPENS, QUIET, 1))]
    words = "after one, two was decided on another"
    assert any(words in text for text in found), found
    # To open anew what was decided there does not help: nobody there waits for it.
    again = spoilt.replace(OPENS, OPENS.replace('"one"', '"two"'), 1)
    assert any(words in problem.text for problem in told(again))
    # One step back is enough, as long as somebody decides there again.
    back = CHAIN.replace(AMEND, 'from = ["decided"]\nto = "second"', 1)
    back = back.replace(OPENS, OPENS.replace('"one"', '"two"'), 1)
    assert told(back) == []
