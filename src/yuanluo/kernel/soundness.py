"""Whether a matter can be stuck in a playbook: every outcome answered, every way out.

Only the ways between states are asked here; that names exist is asked by
`yuanluo.kernel.naming`, and what the clock does by `yuanluo.kernel.timekeeping`.
What people can always do (sign, attach a photo, wait) is taken for granted; what they
cannot choose (how a ballot ends, what a child comes to) never is.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from yuanluo.kernel.fault import Problem, Where
from yuanluo.kernel.journey import Journey, Node
from yuanluo.kernel.playbook import WHEN_LATE
from yuanluo.kernel.questions import NEVER, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell every way in which a matter could be stuck."""
    journey = Journey(playbook, world)
    if not journey.clear or not journey.openings:
        return
    choices = list(unanswered_choices(journey))
    told = {state for state, _ in choices}
    found = [problem for _, problem in choices]
    for index, state in enumerate(playbook.states):
        if state.id not in told and journey.at(state.id):
            awaiting = list(Awaiting(journey, index).problems())
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

    def __init__(self, journey: Journey, index: int) -> None:
        self.journey = journey
        self.questions = journey.questions
        self.index = index
        self.state = journey.playbook.states[index]
        self.moving = [e for e in journey.leaving(self.state.id) if not e.failing]
        self.awaited = journey.awaited[self.state.id]
        self.nodes = journey.at(self.state.id)

    def problems(self) -> Iterator[Problem]:
        """Tell what is never opened, what is not answered, and what blocks together."""
        found = [*self._never_opened(), *self._unanswered()]
        yield from found
        if not found and self.state.overdue in WHEN_LATE:
            yield from self._stuck()

    def _first(self, question: Question) -> Where:
        """Say where the question is awaited first."""
        numbers = (edge.number for edge in self.moving)
        accepted = self.questions.accepted
        number = next(n for n in numbers if question in accepted[n])
        return self.questions.where(number, question)

    def _never_opened(self) -> Iterator[Problem]:
        for question in self.awaited:
            opened = any(question in node.opened for node in self.nodes)
            if opened or self.questions.others_open(question):
                continue
            yield Problem(
                self._first(question),
                f"{question} is awaited in {self.state.id!r}, but no step into "
                f"{self.state.id!r} opens it (what was opened before counts no more)",
                whole=True,
            )

    def _unanswered(self) -> Iterator[Problem]:
        for question in self.awaited:
            answered = {
                outcome
                for edge in self.moving
                for outcome in self.questions.accepted[edge.number].get(question, ())
            }
            outcomes = self.questions.outcomes(question)
            left = [one for one in outcomes if one not in answered]
            if left:
                yield Problem(
                    self._first(question),
                    f"{question} may come out as {_or(left)}: no step from "
                    f"{self.state.id!r} answers that",
                    whole=True,
                )

    def _stuck(self) -> Iterator[Problem]:
        """Tell the first combination of outcomes under which nothing can be done."""
        found = {n: self._blocking(n) for n in self.nodes if not self._turns(n)}
        stuck = {node: some for node, some in found.items() if some is not None}
        for node, combination in stuck.items():
            words = [f"{q} is {outcome!r}" for q, outcome in combination.items()]
            if self.journey.deciding and len(stuck) < len(self.nodes):
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
            self.questions.accepted[edge.number]
            for edge in self.moving
            if self.journey.answers_hold(edge.step, node)
            and self.journey.dependable(edge.step)
        ]
        options = [
            self.questions.outcomes(question) if question in node.opened else (NEVER,)
            for question in self.awaited
        ]
        for outcomes in product(*options):
            combination = dict(zip(self.awaited, outcomes, strict=True))
            if not any(
                all(combination[question] in some for question, some in way.items())
                for way in ways
            ):
                return combination
        return None


def _or(names: list[str]) -> str:
    return " or ".join(map(repr, names))
