"""What a step may need of the children of a matter, in four sentences and no more.

    PLAYBOOK: all ended              one or more children of this visit, none still open
    PLAYBOOK: none open              no child of this visit is open; there may be none
    PLAYBOOK: ended RESULT, RESULT   at least one ended so, whatever the others do
    PLAYBOOK: ended otherwise        one or more, none still open, and none ended as the
                                     steps beside this one name

Where a step beside names results, its sentence goes before the others: they hold only
if no child ended so. There is no other grammar and no expression language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yuanluo.kernel.playbook import Playbook, Step

SENTENCE = re.compile(r"(?P<playbook>[a-z0-9_-]+): *(?P<rule>[a-z0-9_, -]+)")
RESULTS = re.compile(r"[a-z][a-z0-9_-]*(, *[a-z][a-z0-9_-]*)*")
Rule = Literal["all ended", "none open", "ended", "otherwise"]


@dataclass(frozen=True, slots=True)
class ChildFact:
    """A child of a matter's present visit; no result while it is open."""

    playbook: str
    state: str
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of the children that follow one playbook."""

    playbook: str
    rule: Rule
    results: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a condition, or say how one is written.

        >>> Condition.parse("motion: ended done, rejected").results == {
        ...     "done", "rejected"}
        True
        >>> Condition.parse("motion: none left")
        Traceback (most recent call last):
        ValueError: 'motion: none left' is no condition on children: write \
'PLAYBOOK: all ended', 'PLAYBOOK: none open', 'PLAYBOOK: ended RESULT, RESULT' or \
'PLAYBOOK: ended otherwise'
        """
        found = SENTENCE.fullmatch(text.strip())
        rule = " ".join(found["rule"].split()) if found else ""
        if found and rule in {"all ended", "none open"}:
            return cls(
                found["playbook"], "all ended" if rule[0] == "a" else "none open"
            )
        if found and rule == "ended otherwise":
            return cls(found["playbook"], "otherwise")
        named = rule.removeprefix("ended ")
        if found and rule != named and RESULTS.fullmatch(named):
            results = frozenset(re.split(r", *", named))
            return cls(found["playbook"], "ended", results)
        raise ValueError(
            f"{text!r} is no condition on children: write 'PLAYBOOK: all ended', "
            "'PLAYBOOK: none open', 'PLAYBOOK: ended RESULT, RESULT' or "
            "'PLAYBOOK: ended otherwise'"
        )

    def met(self, children: Sequence[ChildFact]) -> bool:
        """Say whether it holds, told every child of the matter's present visit.

        >>> one, other = ChildFact("m", "ended", "done"), ChildFact("m", "open")
        >>> [Condition.parse(f"m: {rule}").met([one, other]) for rule in (
        ...     "all ended", "none open", "ended done", "ended otherwise")]
        [False, False, True, False]
        >>> Condition.parse("m: all ended").met([]), Condition.parse(
        ...     "m: none open").met([])
        (False, True)
        """
        mine = [child for child in children if child.playbook == self.playbook]
        ended = {child.result for child in mine if child.result is not None}
        if self.rule == "ended":
            return bool(ended & self.results)
        still_open = any(child.result is None for child in mine)
        if still_open or ended & self.beside:
            return False
        return bool(mine) or self.rule == "none open"


def condition(playbook: Playbook, step: Step) -> Condition | None:
    """Give the condition of a step, knowing what the steps beside it name."""
    if step.needs.children is None:
        return None
    own = Condition.parse(step.needs.children)
    if own.rule == "ended":
        return own
    return replace(own, beside=frozenset(_named_beside(playbook, step, own.playbook)))


def _named_beside(playbook: Playbook, step: Step, child: str) -> Iterable[str]:
    for other in playbook.steps:
        if other.needs.children is None or not set(other.sources) & set(step.sources):
            continue
        theirs = Condition.parse(other.needs.children)
        if theirs.playbook == child:
            yield from theirs.results
