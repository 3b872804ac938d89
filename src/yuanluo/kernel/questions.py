"""What a step awaits that people cannot choose: how a ballot, a notice, a child ends.

A question belongs to one visit of a state: the step that enters the state opens it, or
a step noted there. What nobody opened in this visit stays away for ever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from yuanluo.kernel.conditions import ChildFact, Condition, condition
from yuanluo.kernel.effect import wanted
from yuanluo.kernel.fault import Where, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, Step

#: The outcome of what was never opened in this visit.
NEVER = "not opened"


class Question(NamedTuple):
    """Something awaited: a named fact, or the children under a playbook."""

    kind: str
    name: str

    def __str__(self) -> str:
        if self.kind == "children":
            return f"the {self.name!r} child"
        return f"{self.kind} {self.name!r}"


class Questions:
    """The questions of a playbook: which step awaits them, and which opens them."""

    def __init__(self, playbook: Playbook, world: Locality) -> None:
        self.playbook = playbook
        self.world = world
        #: For each step in its order, the outcomes it accepts of what it awaits.
        self.accepted = [dict(self._awaited(step)) for step in playbook.steps]

    def outcomes(self, question: Question) -> tuple[str, ...]:
        """Give everything that can come of a question, once it is opened."""
        if question.kind == "children":
            results = self.world.playbooks[question.name].end.values()
            return tuple(dict.fromkeys(results))
        return self.world.facts[question.kind].outcomes

    def opened_by(self, step: Step, question: Question) -> bool:
        """Say whether a step opens it."""
        if question.kind == "children":
            return any(do.parameters.get("playbook") == question.name for do in step.do)
        fact = self.world.facts[question.kind]
        return any(
            meant(do.effect, [fact.opened_by]) == fact.opened_by
            and do.parameters.get(question.kind) == question.name
            for do in step.do
        )

    def opens_itself(self, question: Question) -> bool:
        """Say whether it needs no opener: a fact that is there of itself."""
        if question.kind == "children":
            return False
        return not self.world.facts[question.kind].opened_by

    def others_open(self, question: Question) -> bool:
        """Say whether somebody else may open it, as a resident does an objection."""
        if question.kind != "children":
            return self.opens_itself(question)
        child = self.world.playbooks[question.name]
        openings = (step for step in child.steps if step.opens)
        return any(not by.startswith("playbook:") for s in openings for by in s.by)

    def where(self, number: int, question: Question) -> Where:
        """Say where in the playbook a step awaits it, as it is written there."""
        if question.kind == "children":
            return ("step", number, "needs", "children")
        written = self.playbook.steps[number].needs.facts
        facts = self.world.facts
        key = next(name for name in written if meant(name, facts) == question.kind)
        return ("step", number, "needs", key)

    def _awaited(self, step: Step) -> Iterator[tuple[Question, frozenset[str]]]:
        for name, argument in step.needs.facts.items():
            fact = self.world.facts.get(meant(name, self.world.facts))
            if fact is not None and fact.outcomes:
                ident, named = wanted(argument, fact.outcomes)
                outcomes = {meant(one, fact.outcomes) for one in named}
                # One that nobody knows may be any: that it is unknown is told already.
                known = outcomes.issubset(fact.outcomes)
                accepted = outcomes if known else fact.outcomes
                yield Question(fact.name, ident), frozenset(accepted)
        needed = self._condition(step)
        books = self.world.playbooks
        child = books.get(meant(needed.playbook, books)) if needed else None
        if needed is not None and child is not None:
            needed = replace(needed, playbook=child.id)
            told = {r: [ChildFact(child.id, e, r)] for e, r in child.end.items()}
            met = [result for result, children in told.items() if needed.met(children)]
            never = [NEVER] if needed.met([]) else []
            yield Question("children", child.id), frozenset((*met, *never))

    def _condition(self, step: Step) -> Condition | None:
        try:
            return condition(self.playbook, step)
        except ValueError:
            return None  # Told by `asking`.
