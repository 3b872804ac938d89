"""Whether what is to be filed at another level is filed before it is shown or done.

A rule pack may say that a decision goes to the township for filing, a check or
approval. A playbook that puts such a question then has to send it there, and nothing
that was decided may be shown, carried out or ended as done on any way past it. How
that is recorded is the app's; only the ways are asked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.effect import wanted
from yuanluo.kernel.journey import Journey
from yuanluo.kernel.rewording import Decided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.journey import Edge
    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, Step

#: The fact that tells what came of a filing, and the effect that sends a decision.
FACT, SEND = "filing", "send-for-filing"
#: What carries a decision out or makes it known.
FOLLOWING = frozenset({"publish", "open-child", "open-children"})
#: Ends by which something was done.
DONE = frozenset({"done", "settled"})


def unfiled(playbook: Playbook, world: Locality, ballot: str) -> Iterator[str]:
    """Name the steps that go on from a carried ballot before it was filed."""
    names = {
        str(do.parameters.get(FACT))
        for step in playbook.steps
        for do in step.do
        if do.effect == SEND and do.parameters.get("ballot") == ballot
    }
    journey = Journey(playbook, world)
    decided = Decided(journey, world)
    known = frozenset(playbook.end) | {state.id for state in playbook.states}
    after = {state for state in known if ballot in decided.before(state)}
    waiting = [edge for edge in journey.edges if _carries(edge, decided, ballot)]
    seen: set[int] = set()
    while waiting:
        edge = waiting.pop()
        if edge.number in seen or _filed(edge.step, names, world):
            continue
        seen.add(edge.number)
        if _goes_on(edge.step, playbook):
            yield edge.step.id
        elif edge.target in after:
            waiting += journey.leaving(edge.target)


def _carries(edge: Edge, decided: Decided, ballot: str) -> bool:
    name, outcomes = decided.carried[edge.number]
    return name == ballot and bool(outcomes & set(decided.outcomes[:1]))


def _filed(step: Step, names: set[str], world: Locality) -> bool:
    """Say whether a step waits until one of these filings has been made."""
    argument, fact = step.needs.facts.get(FACT), world.facts.get(FACT)
    if argument is None or fact is None:
        return False
    ident, outcomes = wanted(argument, fact.outcomes)
    return ident in names and outcomes == frozenset(fact.outcomes[:1])


def _goes_on(step: Step, playbook: Playbook) -> bool:
    done = step.to is not None and playbook.end.get(step.to) in DONE
    return done or any(do.effect in FOLLOWING for do in step.do)
