"""Whether a step may be taken: facts in, reasons out.

The page (which buttons, and why grey), the action, the API and the clock all ask the
same functions. Every reason is given, not only the first; but who has no business with
a step learns only that it is not theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.conditions import ChildFact, condition
from yuanluo.kernel.effect import Finding, Refusal, wanted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yuanluo.kernel.playbook import Playbook, Step

CLOCK = frozenset({"clock"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: which, by whom, in which visit, about whom."""

    step: str
    by: int | None
    visit: int
    about: Any = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a matter and the person before it, at a moment."""

    state: str
    visit: int
    now: datetime
    actor: int | None = None
    capacities: frozenset[str] = frozenset()
    fields: Mapping[str, Any] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    children: tuple[ChildFact, ...] = ()
    findings: Mapping[str, Mapping[str, Finding]] = field(default_factory=dict)
    outcomes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: frozenset[str] = frozenset()
    parties: frozenset[int] = frozenset()
    after: Mapping[str, datetime] = field(default_factory=dict)
    suspended: bool = False
    kin: bool = False
    barred: bool = False
    duplicate: bool = False


def refusals(
    playbook: Playbook, step: Step, facts: Facts, given: Mapping[str, Any] | None = None
) -> list[Refusal]:
    """Say why this step may not be taken now; an empty list means it may.

    `given` are the parsed answers; None leaves out what only answers can settle, so
    that a page can ask before anything has been filled in.
    """
    if not facts.capacities.intersection(step.by):
        return [Refusal("WRONG_POST")]
    found: list[Refusal] = []
    if not step.opens and facts.state not in step.sources:
        found.append(Refusal("NOT_FROM_HERE"))
    if facts.suspended and step.to is not None:
        found.append(Refusal("SUSPENDED"))
    found += _too_often(step, facts, given)
    found += _too_close(step, facts)
    found += _unmet(playbook, step, facts)
    if given is not None:
        found += _unanswered(step, facts)
    return found


def _too_often(
    step: Step, facts: Facts, given: Mapping[str, Any] | None
) -> list[Refusal]:
    """Refuse repetitions: `most` in the life of the matter, `1 each` in a visit."""
    mine = [taken for taken in facts.taken if taken.step == step.id]
    if step.most == "1 each":
        mine = [t for t in mine if t.visit == facts.visit and t.by == facts.actor]
        return [Refusal("ALREADY")] if mine else []
    found = []
    if step.most is not None and len(mine) >= step.most:
        found.append(Refusal("TOO_OFTEN", str(step.most)))
    if step.about and given is not None:
        done = {taken.about for taken in mine if taken.visit == facts.visit}
        if given.get(step.about) in done:
            found.append(Refusal("ALREADY"))
    return found


def _too_close(step: Step, facts: Facts) -> list[Refusal]:
    """Refuse whoever took a step from which this one must stand apart, and kin."""
    if facts.actor is None:
        return []
    hands = {taken.step for taken in facts.taken if taken.by == facts.actor}
    found = [Refusal("APART", name) for name in step.apart if name in hands]
    if "kin" in step.apart and facts.kin:
        found.append(Refusal("KIN"))
    return found


def _unmet(playbook: Playbook, step: Step, facts: Facts) -> list[Refusal]:
    """Name everything the step waits for that does not hold yet."""
    needs = step.needs
    found = []
    for name, argument in needs.facts.items():
        found += _fact_unmet(name, argument, facts)
    children = condition(playbook, step)
    if children is not None and not children.met(facts.children):
        found.append(Refusal("CHILDREN_OPEN"))
    for name, much in needs.taken.items():
        found += _taken_unmet(name, much, facts)
    for name, options in needs.answer.items():
        allowed = (options,) if isinstance(options, str) else options
        if facts.fields.get(name) not in allowed:
            found.append(Refusal(f"ANSWER_{name}"))
    ready = facts.after.get(step.id)
    if ready is not None and facts.now < ready:
        found.append(Refusal("TOO_EARLY"))
    return found


def _unanswered(step: Step, facts: Facts) -> list[Refusal]:
    """Name what the person who takes it still has to show."""
    found = []
    if step.needs.evidence and step.needs.evidence not in facts.evidence:
        found.append(Refusal("NO_EVIDENCE"))
    if step.needs.unique and facts.duplicate:
        found.append(Refusal("DUPLICATE"))
    return found


def _fact_unmet(name: str, argument: str, facts: Facts) -> list[Refusal]:
    ident, outcomes = wanted(argument, facts.outcomes.get(name, ()))
    finding = facts.findings.get(name, {}).get(ident)
    if finding is not None and finding.outcome in outcomes:
        return []
    what = finding.outcome if finding is not None else "missing"
    return [Refusal(f"{name}_{what}".upper().replace("-", "_"), ident)]


def _taken_unmet(name: str, much: int | str, facts: Facts) -> list[Refusal]:
    now = [t for t in facts.taken if t.step == name and t.visit == facts.visit]
    if isinstance(much, int):
        count = len({taken.by for taken in now})
        return [] if count >= much else [Refusal(f"TAKEN_{count}_OF_{much}")]
    told = {taken.about for taken in now} & facts.parties
    whole = len(facts.parties)
    if whole and told == facts.parties:
        return []
    return [Refusal(f"TAKEN_{len(told)}_OF_{whole}")]


def automatic(playbook: Playbook, facts: Facts) -> Step | None:
    """Give the step that takes itself now: the clock's, not waiting for a date."""
    state = playbook.state(facts.state)
    overdue = state.overdue if state else ""
    for step in playbook.steps_from(facts.state):
        if (
            step.by_clock
            and step.id != overdue
            and not refusals(playbook, step, facts, {})
        ):
            return step
    return None


def waits(playbook: Playbook, state_name: str) -> bool:
    """Say whether a state has a step that takes itself once its needs hold."""
    state = playbook.state(state_name)
    overdue = state.overdue if state else ""
    return any(
        step.by_clock and step.id != overdue for step in playbook.steps_from(state_name)
    )


def step_needs(playbook: Playbook, state: str) -> frozenset[str]:
    """Name the kinds of facts that steps from a state may ask for.

    Among `taken`, `children`, and the named facts: what is not asked is not gathered.
    """
    found: set[str] = set()
    for step in playbook.steps_from(state):
        if step.needs.taken or step.apart or step.most or step.about:
            found.add("taken")
        if step.needs.children:
            found.add("children")
        if any(isinstance(much, str) for much in step.needs.taken.values()):
            found.add("parties")
        if "party" in step.by:
            found.add("parties")
        found.update(step.needs.facts)
    return frozenset(found)
