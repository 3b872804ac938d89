"""The ways a matter can take through a playbook, as a graph that can be asked.

A matter stands at a node: a state, the answers on which steps depend, the questions
that this visit has opened. An edge is a step out of a state; a clock step that may fail
has a second one. Nothing is judged here: `yuanluo.kernel.soundness` asks and tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from yuanluo.kernel.fault import meant
from yuanluo.kernel.questions import NEVER, Question, Questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, Step

#: A matter's way is no answer of its own: it follows from its category.
WAYS = ("big", "small", "private")
#: Beyond this many combinations of answers they are no longer told apart.
MOST_VALUES = 512


Values = tuple[str | None, ...]


class Node(NamedTuple):
    """Where a matter can stand: a state, answers that decide, questions opened."""

    state: str
    values: Values = ()
    opened: frozenset[Question] = frozenset()


@dataclass(frozen=True, slots=True)
class Edge:
    """A step from one state to another; `failing` where the clock's effect refused."""

    source: str
    target: str
    number: int
    step: Step
    failing: bool = False


class Journey:
    """Everything that can be known of a playbook's ways without running it."""

    def __init__(self, playbook: Playbook, world: Locality) -> None:
        self.playbook = playbook
        self.questions = Questions(playbook, world)
        self.states = tuple(state.id for state in playbook.states)
        self.known = frozenset(self.states) | frozenset(playbook.end)
        self.clear = True
        self.start = self.meant(playbook.start)
        self.edges = tuple(self._edges())

    def _edges(self) -> Iterator[Edge]:
        for number, step in enumerate(self.playbook.steps):
            for source in step.sources:
                targets = ((step.to, False), (step.fails, True))
                for target, failing in ((t, failing) for t, failing in targets if t):
                    ends = self.meant(source), self.meant(target)
                    if self.known.issuperset(ends):
                        yield Edge(*ends, number, step, failing)

    def meant(self, name: str) -> str:
        """Give the state that was probably meant; a wrong name is told elsewhere."""
        found = meant(name, self.known)
        self.clear = self.clear and found in self.known
        return found

    def leaving(self, state: str) -> tuple[Edge, ...]:
        """Give the edges out of a state."""
        return tuple(edge for edge in self.edges if edge.source == state)

    def entering(self, state: str) -> tuple[Edge, ...]:
        """Give the edges into a state; opening steps are not among them."""
        return tuple(edge for edge in self.edges if edge.target == state)

    @cached_property
    def openings(self) -> tuple[Step, ...]:
        """The steps that open a matter."""
        return tuple(step for step in self.playbook.steps if step.opens)

    # Which states lead to which -----------------------------------------------------

    @cached_property
    def onward(self) -> dict[str, frozenset[str]]:
        """For each state, every state and end that can follow it."""
        direct: dict[str, set[str]] = {state: set() for state in self.known}
        for edge in self.edges:
            direct[edge.source].add(edge.target)
        found = {}
        for state in self.known:
            seen: set[str] = set()
            fresh = set(direct[state])
            while fresh:
                seen |= fresh
                fresh = {far for near in fresh for far in direct[near]} - seen
            found[state] = frozenset(seen)
        return found

    def returns(self, step: Step) -> bool:
        """Say whether a matter can come to take a moving step a second time."""
        sources = {self.meant(source) for source in step.sources}
        targets = {self.meant(name) for name in (step.to, step.fails) if name}
        after = {far for name in targets for far in self.onward.get(name, ())}
        return bool(sources & (after | targets))

    def revisited(self, state: str) -> bool:
        """Say whether a state can be entered anew."""
        return state in self.onward[state]

    def dependable(self, step: Step) -> bool:
        """Say whether a step can be taken as often as a matter comes by."""
        if step.most is not None and (step.to is None or self.returns(step)):
            return False
        limited = any(self._used_up(name, n) for name, n in step.needs.taken.items())
        return not (limited and any(map(self.revisited, step.sources)))

    def _used_up(self, name: str, much: int | str) -> bool:
        """Say whether a noted step may be used up in one visit and lack in the next."""
        noted = self.playbook.step(name)
        if noted is None or not isinstance(noted.most, int):
            return False
        return isinstance(much, str) or noted.most >= much

    # What has been asked on every way -----------------------------------------------

    @cached_property
    def surely_asked(self) -> dict[str, frozenset[str]]:
        """For each state, the fields that have an answer whichever way was taken."""
        everything = frozenset({"way"}) | {
            ask.id for step in self.playbook.steps for ask in step.ask
        }
        sure = dict.fromkeys(self.known, everything)
        while True:
            after = {state: self._sure_on_entry(state, sure) for state in self.known}
            if after == sure:
                return sure
            sure = after

    def _sure_on_entry(
        self, state: str, sure: dict[str, frozenset[str]]
    ) -> frozenset[str]:
        ways = [asked(edge.step) | sure[edge.source] for edge in self.entering(state)]
        if state == self.start:
            ways += [asked(step) for step in self.openings]
        return frozenset.intersection(*ways) if ways else sure[state]

    # The answers that decide ---------------------------------------------------------

    @cached_property
    def options(self) -> dict[str, tuple[str, ...]]:
        """Each choice that a step may need an answer of, with its options."""
        found: dict[str, list[str]] = {}
        for step in self.playbook.steps:
            for ask in step.ask:
                if ask.type == "choice":
                    found.setdefault(ask.id, []).extend(o.id for o in ask.options)
        if any(ask.type == "category" for step in self.openings for ask in step.ask):
            found.setdefault("way", []).extend(WAYS)
        return {name: tuple(dict.fromkeys(some)) for name, some in found.items()}

    @cached_property
    def deciding(self) -> tuple[str, ...]:
        """The choices on which some step depends."""
        named = {name for step in self.playbook.steps for name in self.accepted(step)}
        found = tuple(sorted(named & self.options.keys()))
        size = 1
        for name in found:
            size *= len(self.options[name]) + 1
        return found if size <= MOST_VALUES else ()

    @cached_property
    def first(self) -> frozenset[Node]:
        """Where a matter can begin."""
        nothing = (None,) * len(self.deciding)
        return frozenset(
            Node(self.start, values, self._opened(self.start, step))
            for step in self.openings
            for values in self._answered(step, nothing)
        )

    @cached_property
    def awaited(self) -> dict[str, tuple[Question, ...]]:
        """For each state, the questions on which a step out of it depends."""
        accepted = self.questions.accepted
        return {
            state: tuple(
                dict.fromkeys(
                    question
                    for edge in self.leaving(state)
                    for question in accepted[edge.number]
                )
            )
            for state in self.known
        }

    def _opened(self, state: str, by: Step | None) -> frozenset[Question]:
        """Give the questions of a state that are opened when a step enters it."""
        here = [s for s in self.playbook.steps_from(state) if s.to is None]
        steps = [*here, by] if by is not None else here
        return frozenset(
            question
            for question in self.awaited[state]
            if self.questions.opens_itself(question)
            or any(self.questions.opened_by(step, question) for step in steps)
        )

    def _answered(self, step: Step, values: Values) -> Iterable[Values]:
        """Give every set of deciding answers that can stand after a step."""
        columns: list[tuple[str | None, ...]] = []
        for name, value in zip(self.deciding, values, strict=True):
            given = self._given(step, name)
            kept = () if given and name in asked(step) else (value,)
            columns.append((*kept, *given))
        return product(*columns)

    def _given(self, step: Step, name: str) -> tuple[str, ...]:
        """Give the answers a step can leave of a choice; none where it asks nothing."""
        for ask in step.ask:
            if ask.id == name:
                return tuple(option.id for option in ask.options)
        follows = name == "way" and step.opens
        asks = any(ask.type == "category" for ask in step.ask)
        return WAYS if follows and asks else ()

    def possible(self, edge: Edge, node: Node) -> bool:
        """Say whether a step can ever be taken at a node, if outcomes are kind."""
        accepted = self.questions.accepted[edge.number]
        return self.answers_hold(edge.step, node) and all(
            question in node.opened or NEVER in outcomes
            for question, outcomes in accepted.items()
        )

    def answers_hold(self, step: Step, node: Node) -> bool:
        """Say whether the answers a step needs are those that were given."""
        for name, value in zip(self.deciding, node.values, strict=True):
            allowed = self.accepted(step).get(name)
            if allowed is not None and value not in allowed:
                return False
        return True

    def accepted(self, step: Step) -> dict[str, tuple[str, ...]]:
        """Give the answers a step accepts of each choice it depends on."""
        found = {}
        for name, allowed in step.needs.answer.items():
            choice = meant(name, self.options)
            known = self.options.get(choice, ())
            found[choice] = tuple(meant(one, known) for one in as_names(allowed))
        return found

    def next(self, node: Node) -> list[tuple[Edge, Node]]:
        """Give every edge out of a node, with where it leads.

        A step that is only noted moves nothing, but may change an answer that decides.
        """
        noted = (
            Edge(node.state, node.state, number, step)
            for number, step in enumerate(self.playbook.steps)
            if step.to is None and node.state in step.sources
            if any(ask.id in self.deciding for ask in step.ask)
        )
        return [
            (edge, after)
            for edge in (*self.leaving(node.state), *noted)
            if self.possible(edge, node)
            for after in self._after(edge, node)
        ]

    def _after(self, edge: Edge, node: Node) -> Iterator[Node]:
        if edge.failing:
            opened = self._opened(edge.target, None)
            yield Node(edge.target, node.values, opened)
            return
        stays = edge.step.to is None
        opened = node.opened if stays else self._opened(edge.target, edge.step)
        for values in self._answered(edge.step, node.values):
            yield Node(edge.target, values, opened)

    @cached_property
    def nodes(self) -> dict[Node, list[tuple[Edge, Node]]]:
        """Every node that a matter can reach, with the edges out of it."""
        found: dict[Node, list[tuple[Edge, Node]]] = {}
        fresh = set(self.first)
        while fresh:
            node = fresh.pop()
            found[node] = self.next(node)
            fresh |= {target for _, target in found[node]} - found.keys()
        return found

    def at(self, state: str) -> list[Node]:
        """Give the nodes at a state."""
        return [node for node in self.nodes if node.state == state]

    def ending(self, without: Step | None = None) -> frozenset[Node]:
        """Give the nodes from which an end can be reached by steps to rely on."""
        found = {node for node in self.nodes if node.state in self.playbook.end}
        while True:
            more = {
                node
                for node, edges in self.nodes.items()
                if node not in found
                and any(
                    target in found and edge.step is not without
                    for edge, target in edges
                    if self.dependable(edge.step)
                )
            }
            if not more:
                return frozenset(found)
            found |= more


def as_names(allowed: str | tuple[str, ...]) -> tuple[str, ...]:
    """Read what a step accepts of an answer: one option, or several."""
    return (allowed,) if isinstance(allowed, str) else allowed


def asked(step: Step) -> frozenset[str]:
    """Give the fields that a step fills for certain."""
    fields = {ask.id for ask in step.ask if not ask.optional}
    if step.opens and any(ask.type == "category" for ask in step.ask):
        fields.add("way")
    return frozenset(fields)
