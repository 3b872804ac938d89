"""Whether a text that bodies decide on can be changed behind their backs.

A playbook may name, as `text`, the question whose answer is put to bodies. Asking it
again changes the text; then whatever was decided on the old one must be decided anew,
or somebody would be held to words they never read. How far back is the playbook's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.effect import wanted
from yuanluo.kernel.fault import Problem, listed, unknown
from yuanluo.kernel.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, Step

#: The question by which whoever changes the text says why.
REASON = "reason"


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell where a changed text would keep what was decided on another."""
    name = playbook.text
    if name is None:
        return
    first = {ask.id: ask for step in playbook.steps if step.opens for ask in step.ask}
    if name not in first or first[name].type != "text" or first[name].optional:
        texts = [one.id for one in first.values() if one.type == "text"]
        yield Problem(
            ("text",), unknown("text that is asked at the opening", name, texts)
        )
        return
    decided = Decided(Journey(playbook, world), world)
    for index, step in enumerate(playbook.steps):
        asks = next((ask for ask in step.ask if ask.id == name), None)
        if asks is None:
            continue
        if asks.seen is not None:
            text = (
                f"{name!r} is what bodies decide on: whoever sees the matter reads it"
            )
            yield Problem(("step", index, "ask"), text)
        if not step.opens:
            yield from _change(decided, step, index)


def _change(decided: Decided, step: Step, index: int) -> Iterator[Problem]:
    where = ("step", index)
    if step.to is None:
        text = (
            f"{step.id!r} changes the text: give it a `to` from where it is decided on"
        )
        yield Problem(where, text)
        return
    if REASON not in {ask.id for ask in step.ask if ask.type == "text"}:
        yield Problem(
            where, f"{step.id!r} changes the text: ask for {REASON!r}, a text"
        )
    opened = {
        str(do.parameters.get("ballot"))
        for do in step.do
        if do.effect in decided.opening
    }
    for source in step.sources:
        before = decided.before(source)
        # A ballot that is opened anew helps only where it had not been decided yet.
        asks_anew = opened & decided.names - before
        if before and not asks_anew and not before - decided.before(step.to):
            yield Problem(
                where,
                f"{step.id!r} changes the text in {source!r}, after {listed(before)} "
                f"was decided on another, and leads to {step.to!r}, where nothing is "
                "decided anew: lead further back, or open a ballot",
            )


class Decided:
    """For each state, the ballots that must have carried on every way to it."""

    def __init__(self, journey: Journey, world: Locality) -> None:
        self.journey = journey
        fact = world.facts.get("ballot")
        self.outcomes: tuple[str, ...] = fact.outcomes if fact is not None else ()
        self.opening: set[str] = {fact.opened_by} if fact is not None else set()
        self.carried: list[tuple[str, frozenset[str]]] = [
            wanted(step.needs.facts["ballot"], self.outcomes)
            if "ballot" in step.needs.facts
            else ("", frozenset())
            for step in journey.playbook.steps
        ]
        self.names = {name for name, _ in self.carried if name}

    def before(self, state: str) -> frozenset[str]:
        """Name the ballots without which the state cannot be reached."""
        return frozenset(name for name in self.names if state not in self._around(name))

    def _around(self, name: str) -> set[str]:
        """Give the states that can be reached though a ballot never carried."""
        found, fresh = set[str](), {self.journey.start}
        while fresh:
            found |= fresh
            fresh = {
                edge.target
                for edge in self.journey.edges
                if edge.source in found and not self._needs(edge.number, name)
            } - found
        return found

    def _needs(self, number: int, name: str) -> bool:
        ident, outcomes = self.carried[number]
        return ident == name and bool(outcomes & set(self.outcomes[:1]))
