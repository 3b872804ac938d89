"""Whether a matter can be stuck in a playbook: every outcome answered, every way out.

Only the ways between states are asked here; that names exist is asked by
`yuanluo.kernel.naming`, and what the clock does by `yuanluo.kernel.timekeeping`.
What people can always do (sign, attach a photo, wait) is taken for granted; what they
cannot choose (how a ballot ends, what a child comes to) never is.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from yuanluo.kernel.conditions import ChildFact, Condition, condition
from yuanluo.kernel.effect import wanted
from yuanluo.kernel.fault import Problem, Where, meant
from yuanluo.kernel.journey import Journey, Node
from yuanluo.kernel.playbook import WHEN_LATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, Step

#: The outcome of what was never opened in this visit: it stays away for ever.
NEVER = "not opened"


class Question(NamedTuple):
    """Something a step awaits that people cannot choose: a fact, or the children."""

    kind: str
    name: str

    def __str__(self) -> str:
        if self.kind == "children":
            return f"the {self.name!r} child"
        return f"{self.kind} {self.name!r}"


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell every way in which a matter could be stuck."""
    journey = Journey(playbook)
    if not journey.clear or not journey.openings:
        return
    choices = list(unanswered_choices(journey))
    told = {state for state, _ in choices}
    found = [problem for _, problem in choices]
    for index, state in enumerate(playbook.states):
        if state.id not in told and journey.at(state.id):
            awaiting = list(Awaiting(journey, world, index).problems())
            told |= {state.id for _ in awaiting}
            found += awaiting
    yield from unreachable(journey)
    yield from found
    yield from endless(journey, told)


def unreachable(journey: Journey) -> Iterator[Problem]:
    """Every state and every end is reached by some step."""
    playbook = journey.playbook
    reached = {node.state for node in journey.nodes}
    for index, state in enumerate(playbook.states):
        if state.id not in reached:
            yield Problem(
                ("state", index),
                f"no way leads from {playbook.start!r} to {state.id!r}: "
                "add a step to it, or leave the state out",
                whole=True,
            )
    withdraws = "withdraw" not in playbook.without
    for name, result in playbook.end.items():
        if name not in reached and not (withdraws and result == "withdrawn"):
            yield Problem(
                ("end", name),
                f"no step leads to the end {name!r}: add one, or leave the end out",
                whole=True,
            )


def endless(journey: Journey, told: set[str]) -> Iterator[Problem]:
    """From every state an end can be reached; not told again where more was told."""
    ending = journey.ending()
    stuck = [node for node in journey.nodes if node not in ending]
    states = list(dict.fromkeys(node.state for node in stuck))
    for index, state in enumerate(journey.playbook.states):
        # Told once, where the trouble is: not at every state on the way there.
        onward = [name for name in states if name in journey.onward[state.id]]
        leads_on = any(state.id not in journey.onward[name] for name in onward)
        if state.id not in states or leads_on or told & {state.id, *onward}:
            continue
        told = told | {state.id, *onward}
        nodes = [node for node in stuck if node.state == state.id]
        yield Problem(("state", index), _endless_words(journey, nodes), whole=True)


def _endless_words(journey: Journey, nodes: list[Node]) -> str:
    state = nodes[0].state
    when = ""
    if len(nodes) < len(journey.at(state)):
        when = f" when {_values(journey, nodes[0])}"
    also = _limited(journey, state)
    return (
        f"from {state!r} no way leads to an end{when}{also}: "
        "add a step that can always be taken"
    )


def _limited(journey: Journey, state: str) -> str:
    """Name the steps that may once be used up, so that nothing can rest on them."""
    names = [
        repr(edge.step.id)
        for edge in journey.leaving(state)
        if not journey.dependable(edge.step)
    ]
    return f"; {', '.join(names)} cannot be relied on, for `most`" if names else ""


def _values(journey: Journey, node: Node) -> str:
    pairs = zip(journey.deciding, node.values, strict=True)
    return " and ".join(f"{name} is {value!r}" for name, value in pairs)


def unanswered_choices(journey: Journey) -> Iterator[tuple[str, Problem]]:
    """Every option of a choice is answered where steps depend on it."""
    for state in journey.playbook.states:
        depending: dict[str, set[str]] = {}
        first: dict[str, Where] = {}
        for edge in journey.leaving(state.id):
            for name, allowed in journey.accepted(edge.step).items():
                depending.setdefault(name, set()).update(allowed)
                number = journey.playbook.steps.index(edge.step)
                first.setdefault(name, ("step", number, "needs", "answer", name))
        for name, answered in depending.items():
            possible = _possible(journey, name, state.id)
            left = [option for option in possible if option not in answered]
            if left:
                text = (
                    f"{name!r} may be {_or(left)}: "
                    f"no step from {state.id!r} answers that"
                )
                yield state.id, Problem(first[name], text, whole=True)


def _possible(journey: Journey, name: str, state: str) -> list[str]:
    """Give the options with which a matter can come to a state."""
    if name not in journey.deciding:
        return list(journey.options.get(name, ()))
    column = journey.deciding.index(name)
    found = {node.values[column] for node in journey.at(state)}
    return [option for option in journey.options[name] if option in found]


class Awaiting:
    """What is awaited in one state, and whether whatever comes of it is answered."""

    def __init__(self, journey: Journey, world: Locality, index: int) -> None:
        self.journey = journey
        self.playbook = journey.playbook
        self.world = world
        self.index = index
        self.state = self.playbook.states[index]
        self.moving = [e for e in journey.leaving(self.state.id) if not e.failing]
        self.first: dict[Question, Where] = {}
        self.accepted = [dict(self._questions(edge.step)) for edge in self.moving]

    def problems(self) -> Iterator[Problem]:
        """Tell what is never opened, what is not answered, and what blocks together."""
        found = [*self._never_opened(), *self._unanswered()]
        yield from found
        if not found and self.state.overdue in WHEN_LATE:
            yield from self._stuck()

    def _questions(self, step: Step) -> Iterator[tuple[Question, frozenset[str]]]:
        number = self.playbook.steps.index(step)
        for name, argument in step.needs.facts.items():
            fact = self.world.facts.get(meant(name, self.world.facts))
            if fact is not None and fact.outcomes:
                ident, named = wanted(argument, fact.outcomes)
                outcomes = {meant(one, fact.outcomes) for one in named}
                question = Question(fact.name, ident)
                self.first.setdefault(question, ("step", number, "needs", name))
                # One that nobody knows may be any: that it is unknown is told already.
                known = outcomes.issubset(fact.outcomes)
                yield question, frozenset(outcomes if known else fact.outcomes)
        needed = self._condition(step)
        books = self.world.playbooks
        child = books.get(meant(needed.playbook, books)) if needed else None
        if needed is not None and child is not None:
            needed = replace(needed, playbook=child.id)
            question = Question("children", child.id)
            self.first.setdefault(question, ("step", number, "needs", "children"))
            results = {r: [ChildFact(child.id, e, r)] for e, r in child.end.items()}
            told: Mapping[str, list[ChildFact]] = {**results, NEVER: []}
            yield question, frozenset(r for r in told if needed.met(told[r]))

    def _condition(self, step: Step) -> Condition | None:
        try:
            return condition(self.playbook, step)
        except ValueError:
            return None  # Told by `naming`.

    def _outcomes(self, question: Question) -> tuple[str, ...]:
        """Give everything that can come of a question, `NEVER` aside."""
        if question.kind == "children":
            results = self.world.playbooks[question.name].end.values()
            return tuple(dict.fromkeys(results))
        return self.world.facts[question.kind].outcomes

    def _opened(self, question: Question) -> list[bool]:
        """Say of each way into the state whether it opens what is awaited there."""
        noted = (s for s in self.playbook.steps_from(self.state.id) if s.to is None)
        if any(self._opens(step, question) for step in noted):
            return [True]
        ways = [
            self._opens(edge.step, question) and not edge.failing
            for edge in self.journey.entering(self.state.id)
        ]
        if self.state.id == self.journey.start:
            ways += [self._opens(step, question) for step in self.journey.openings]
        return ways

    def _opens(self, step: Step, question: Question) -> bool:
        if question.kind == "children":
            return any(do.parameters.get("playbook") == question.name for do in step.do)
        fact = self.world.facts[question.kind]
        return any(
            meant(do.effect, [fact.opened_by]) == fact.opened_by
            and do.parameters.get(question.kind) == question.name
            for do in step.do
        )

    def _never_opened(self) -> Iterator[Problem]:
        for question, where in self.first.items():
            if any(self._opened(question)) or self._from_elsewhere(question):
                continue
            yield Problem(
                where,
                f"{question} is awaited in {self.state.id!r}, but no step into "
                f"{self.state.id!r} opens it (what was opened before counts no more)",
                whole=True,
            )

    def _from_elsewhere(self, question: Question) -> bool:
        """Say whether others can open it: an objection, or a fact without opener."""
        if question.kind != "children":
            return not self.world.facts[question.kind].opened_by
        child = self.world.playbooks[question.name]
        openings = (step for step in child.steps if step.opens)
        return any(not by.startswith("playbook:") for s in openings for by in s.by)

    def _unanswered(self) -> Iterator[Problem]:
        for question, where in self.first.items():
            accepted = [some.get(question, ()) for some in self.accepted]
            answered = frozenset[str]().union(*accepted)
            left = [one for one in self._outcomes(question) if one not in answered]
            if left:
                yield Problem(
                    where,
                    f"{question} may come out as {_or(left)}: no step from "
                    f"{self.state.id!r} answers that",
                    whole=True,
                )

    def _stuck(self) -> Iterator[Problem]:
        """Tell the first combination of outcomes under which nothing can be done."""
        nodes = self.journey.at(self.state.id)
        found = {node: self._blocking(node) for node in nodes if not self._turns(node)}
        stuck = {node: some for node, some in found.items() if some is not None}
        for node, combination in stuck.items():
            words = [f"{q} is {outcome!r}" for q, outcome in combination.items()]
            if len(stuck) < len(nodes):
                words.append(_values(self.journey, node))
            when = f" when {' and '.join(words)}" if words else ""
            limited = _limited(self.journey, self.state.id)
            yield Problem(
                ("state", self.index),
                f"a matter is stuck in {self.state.id!r}{when}{limited}: "
                "add a step that can then be taken, or an overdue step",
                whole=True,
            )
            return

    def _turns(self, node: Node) -> bool:
        """Say whether a noted step can change the answers with which it is stuck."""
        steps = (edge.step for edge, _ in self.journey.nodes[node])
        return any(s.to is None and self.journey.dependable(s) for s in steps)

    def _blocking(self, node: Node) -> dict[Question, str] | None:
        """Give outcomes under which no step that can be relied on is possible."""
        ways = [
            self.accepted[place]
            for place, edge in enumerate(self.moving)
            if self.journey.answers_hold(edge.step, node)
            and self.journey.dependable(edge.step)
        ]
        options = []
        for question in self.first:
            never = [] if all(self._opened(question)) else [NEVER]
            options.append([*self._outcomes(question), *never])
        for outcomes in product(*options):
            combination = dict(zip(self.first, outcomes, strict=True))
            if not any(
                all(combination[question] in some for question, some in way.items())
                for way in ways
            ):
                return combination
        return None


def _or(names: list[str]) -> str:
    return " or ".join(map(repr, names))
