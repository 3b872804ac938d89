"""A playbook as a table that a clerk can read aloud: one line for every step.

It says what the picture leaves out: what is asked, what must hold, what follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.kernel.plainwords import Words

if TYPE_CHECKING:
    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Ask, Playbook, Step

ASKED = {
    "text": "文字 / words",
    "choice": "选一个 / a choice",
    "category": "类别 / a category",
    "date": "日期 / a day",
    "number": "数 / a number",
    "money": "金额 / a sum",
    "stars": "星 / stars",
    "person": "人 / a person",
    "holder": "经办人 / who takes it on",
    "household": "一户 / a household",
    "households": "几户 / households",
    "rows": "几行 / rows",
    "citation": "依据 / a source",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A step in words: who takes it, from where to where, on what terms."""

    step: str
    who: str
    source: str
    to: str
    asks: str
    needs: str
    then: str


def heads(language: str) -> tuple[str, ...]:
    """Give the heads of the columns."""
    if language.startswith("zh"):
        return ("步骤", "谁来办", "从", "到", "要填", "条件", "接着")
    return ("Step", "Who", "From", "To", "Asks", "Needs", "Then")


def table(
    playbook: Playbook, language: str, charter: Charter | None = None
) -> list[Row]:
    """Give every step in words, in the order in which the playbook has them."""
    words = Words(playbook, language, charter)
    return [_row(words, step) for step in playbook.steps]


def _row(words: Words, step: Step) -> Row:
    playbook = words.playbook
    states = [words.say(playbook.title_of(name)) for name in step.sources]
    to = words.say(playbook.title_of(step.to)) if step.to else ""
    follows = [words.follows(do) for do in step.do]
    if step.fails:
        state = words.say(playbook.title_of(step.fails))
        follows.append(words.either(f"办不成：{state}", f"if it fails: {state}"))
    return Row(
        step=words.say(step.title),
        who=words.listed(words.who(by) for by in step.by),
        source=words.listed(states) or words.either("（新开）", "(new)"),
        to=to or words.either("（不动）", "(stays)"),
        asks=words.either("；", "; ").join(_asked(words, ask) for ask in step.ask),
        needs=words.either("；", "; ").join(filter(None, _terms(words, step))),
        then=words.either("；", "; ").join(follows),
    )


def _asked(words: Words, ask: Ask) -> str:
    title = words.say(ask.title)
    if ask.type == "text" and not ask.optional:
        return title
    kind = words.say(ASKED[ask.type])
    if ask.options:
        kind = words.listed(words.say(option.title) for option in ask.options)
    also = words.either("，可不填", ", optional") if ask.optional else ""
    return words.either(f"{title}（{kind}{also}）", f"{title} ({kind}{also})")


def _terms(words: Words, step: Step) -> list[str]:
    """Give what must hold, and how often a step may be taken."""
    often = ""
    if step.most == "1 each":
        often = words.either("每人一次", "once each")
    elif step.most is not None:
        often = words.either(f"最多{step.most}次", f"at most {step.most} times")
    return [words.needs(step), often]
