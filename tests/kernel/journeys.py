"""Matters played through a playbook by chance, in plain Python, apart from the product.

Here nothing of `journey` or `soundness` is used: what they promise is tried out.
Ballots, notices and children end as chance has it, people do what they can, and time
passes. A matter that can go nowhere is `Stuck`.
"""

from dataclasses import dataclass, field
from random import Random

from yuanluo.kernel.conditions import ChildFact, condition
from yuanluo.kernel.effect import wanted
from yuanluo.kernel.locality import Locality
from yuanluo.kernel.playbook import Playbook, Step

WAYS = ("big", "small", "private")


class Stuck(Exception):
    """Nothing can be done with the matter, whoever comes and however long one waits."""


@dataclass
class Chance:
    """A matter on its way, and what chance brings it."""

    playbook: Playbook
    world: Locality
    random: Random
    state: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    live: dict[tuple[str, str], str] = field(default_factory=dict)
    children: list[ChildFact] = field(default_factory=list)

    def open(self) -> None:
        openings = [step for step in self.playbook.steps if step.opens]
        self._take(self.random.choice(openings))

    @property
    def ended(self) -> bool:
        return self.state in self.playbook.end

    def go_on(self) -> None:
        """Take any step that can be taken once everything live has come to its end."""
        steps = [step for step in self.playbook.steps_from(self.state) if step.to]
        possible = [step for step in steps if self._possible(step)]
        if not possible:
            turning = [
                step
                for step in self.playbook.steps_from(self.state)
                if step.to is None and step.most is None and self._possible(step)
                if any(ask.id in self._deciding() for ask in step.ask)
            ]
            if not turning:
                raise Stuck(self.state, self.answers, self.live, self.children)
            possible = turning
        self._take(self.random.choice(possible))

    def _deciding(self) -> set[str]:
        return {name for step in self.playbook.steps for name in step.needs.answer}

    def _possible(self, step: Step) -> bool:
        """People sign, attach and wait as needed; outcomes are as they are."""
        if step.most is not None and self.taken.get(step.id, 0) >= (
            1 if step.most == "1 each" else step.most
        ):
            return False
        for name, allowed in step.needs.answer.items():
            options = (allowed,) if isinstance(allowed, str) else allowed
            if self.answers.get(name) not in options:
                return False
        for name, argument in step.needs.facts.items():
            ident, outcomes = wanted(argument, self.world.facts[name].outcomes)
            if self.live.get((name, ident)) not in outcomes:
                return False
        for name in step.needs.taken:
            noted = self.playbook.step(name)
            if noted is None or self.state not in noted.sources:
                return False
        needed = condition(self.playbook, step)
        return needed is None or needed.met(self.children)

    def _take(self, step: Step) -> None:
        self.taken[step.id] = self.taken.get(step.id, 0) + 1
        for ask in step.ask:
            if ask.type == "choice" and not (
                ask.optional and self.random.random() < 0.5
            ):
                self.answers[ask.id] = self.random.choice(ask.options).id
            if ask.type == "category" and step.opens:
                self.answers["way"] = self.random.choice(WAYS)
        if step.to is None:
            return
        refuses = any(self.world.effects[do.effect].can_refuse for do in step.do)
        if step.fails and refuses and self.random.random() < 0.5:
            self._enter(step.fails, ())
        else:
            self._enter(step.to, (step,))

    def _enter(self, state: str, by: tuple[Step, ...]) -> None:
        """Begin a new visit: what was live in the old one counts no more."""
        self.state = state
        self.live, self.children = {}, []
        noted = (s for s in self.playbook.steps_from(state) if s.to is None)
        for step in (*by, *noted):
            for do in step.do:
                for fact in self.world.facts.values():
                    if do.effect == fact.opened_by:
                        ident = str(do.parameters[fact.name])
                        outcome = self.random.choice(fact.outcomes)
                        self.live[fact.name, ident] = outcome
                child = self.world.playbooks.get(str(do.parameters.get("playbook")))
                if child is not None:
                    end, result = self.random.choice(list(child.end.items()))
                    self.children.append(ChildFact(child.id, end, result))


def play(playbook: Playbook, world: Locality, random: Random, most: int = 400) -> bool:
    """Play one matter; say whether it came to an end. Raises `Stuck`."""
    matter = Chance(playbook, world, random)
    matter.open()
    for _ in range(most):
        if matter.ended:
            return True
        matter.go_on()
    return matter.ended
