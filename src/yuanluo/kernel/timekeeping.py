"""What the clock does in a playbook: whether it can always do it, and nothing else.

The clock asks nobody, so a step of its own can neither ask nor be refused unseen; what
is late goes to somebody who can act. Which dates these are is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.fault import Problem, listed, meant, unknown
from yuanluo.kernel.journey import Journey
from yuanluo.kernel.playbook import WHEN_LATE, FieldDue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, State, Step

#: Who may never answer, so that time must: see `_goes_on_by_itself`.
RESIDENTS = frozenset({"requester", "party", "resident"})


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell what the clock could not do, or would do for ever."""
    journey = Journey(playbook, world)
    for index, step in enumerate(playbook.steps):
        if step.by_clock and not step.opens:
            yield from _clock_step(playbook, step, index)
        yield from _failing(journey, world, step, index)
    for index, state in enumerate(playbook.states):
        yield from _dates(playbook, world, state, index)
        yield from _overdue(playbook, state, index)
    if journey.clear:
        yield from _circles(journey)
        yield from _promises(journey)


def _clock_step(playbook: Playbook, step: Step, index: int) -> Iterator[Problem]:
    if step.ask:
        yield Problem(
            ("step", index, "ask"),
            f"{step.id!r} is a step of the clock, which nobody can ask: leave out "
            "`ask`, or `clock` in `by`",
        )
    if step.needs.unique:
        yield Problem(
            ("step", index, "needs", "unique"),
            f"{step.id!r} is a step of the clock: `unique` needs somebody's answers",
        )
    for source in step.sources:
        state = playbook.state(source)
        if state is None or step.needs:
            continue
        if meant(state.overdue, [*WHEN_LATE, step.id]) != step.id:
            yield Problem(
                ("step", index, "by"),
                f"{step.id!r} would take itself at once in {source!r}: give it "
                f"`needs`, or make it the state's `overdue` step",
                whole=True,
            )


def _failing(
    journey: Journey, world: Locality, step: Step, index: int
) -> Iterator[Problem]:
    playbook = journey.playbook
    refusing = [
        do.effect
        for do in step.do
        if (effect := world.effects.get(do.effect)) is not None and effect.can_refuse
    ]
    if step.by_clock and not step.opens and refusing and step.fails is None:
        yield Problem(
            ("step", index),
            f"{step.id!r} is a step of the clock and {refusing[0]!r} may refuse: "
            "add `fails` with the state to go to then",
        )
    if step.fails is None:
        return
    if not step.by_clock:
        yield Problem(
            ("step", index, "fails"),
            f"`fails` is for steps of the clock; {step.id!r} tells people why not",
        )
    elif playbook.state(step.fails) is None:
        yield Problem(
            ("step", index, "fails"),
            unknown("state", step.fails, (state.id for state in playbook.states)),
        )
    elif journey.clear and refusing:
        only_so = journey.ending() - journey.ending(without=step)
        if any(node in only_so for node in journey.at(step.fails)):
            yield Problem(
                ("step", index, "fails"),
                f"from {step.fails!r} no way leads to an end but {step.id!r} again, "
                "which may fail again: add another step",
                whole=True,
            )


def _dates(
    playbook: Playbook, world: Locality, state: State, index: int
) -> Iterator[Problem]:
    where = ("state", index)
    if state.due is None and state.review is None:
        yield Problem(
            where,
            f"nobody would ever look at {state.id!r}: add `due` or `review`",
        )
    if state.due is not None and state.review is not None:
        yield Problem(
            (*where, "review"),
            f"{state.id!r} has both `due` and `review`: keep one of them",
        )
    if state.due is None and state.overdue != "remind":
        yield Problem(
            (*where, "overdue"),
            f"{state.id!r} is never overdue, for it has no `due`: add it, or leave "
            "out `overdue`",
        )
    if isinstance(state.due, dict):
        rungs = {meant(rung.level, world.levels) for rung in playbook.ladder}
        for level in state.due.keys() - rungs:
            yield Problem(
                (*where, "due", level),
                f"{level!r} is no rung of the ladder: known are {listed(rungs)}",
            )
        for level in rungs - state.due.keys():
            yield Problem(
                (*where, "due"), f"{state.id!r} has no `due` for {level!r}: add it"
            )


def _overdue(playbook: Playbook, state: State, index: int) -> Iterator[Problem]:
    if state.overdue == "escalate":
        yield from _escalating(playbook, state, index)
    elif state.overdue not in WHEN_LATE:
        yield from _overdue_step(playbook, state, index)
    elif state.holder in RESIDENTS:
        yield Problem(
            ("state", index, "overdue"),
            f"{state.id!r} is held by a resident, who need not answer: name an "
            "overdue step that goes on without them",
        )


def _overdue_step(playbook: Playbook, state: State, index: int) -> Iterator[Problem]:
    where = ("state", index, "overdue")
    step = playbook.step(state.overdue)
    if step is None:
        known = [one.id for one in playbook.steps_from(state.id)]
        yield Problem(where, unknown("step", state.overdue, [*known, *WHEN_LATE]))
        return
    wants = {
        f"must begin at {state.id!r}": state.id in step.sources,
        "must lead somewhere: add `to`": step.to is not None,
        "must be by the clock: add it to `by`": step.by_clock,
        "must need nothing": not step.needs,
        "must stand `apart` from nobody": not step.apart,
        "must have no `most`": step.most is None,
    }
    for want, holds in wants.items():
        if not holds:
            yield Problem(
                where,
                f"{step.id!r} takes itself when {state.id!r} is late, so that it can "
                f"never be refused: it {want}",
            )


def _escalating(playbook: Playbook, state: State, index: int) -> Iterator[Problem]:
    where = ("state", index, "overdue")
    if not playbook.ladder:
        yield Problem(
            where,
            f"{state.id!r} escalates, but there is no ladder: add [[ladder]]",
        )
        return
    post, _, level = state.holder.partition("@")
    rungs = {rung.level for rung in playbook.ladder}
    climbs = post in {"assignee", "ladder"} or level in {"", "here"} or level in rungs
    if state.holder in RESIDENTS or ":" in state.holder or not climbs:
        yield Problem(
            ("state", index, "holder"),
            f"{state.id!r} escalates, but {state.holder!r} stands on no rung of the "
            "ladder: use POST@here, `ladder` or `assignee`",
        )
    for rung in playbook.ladder[1:]:
        actors = {"holder", rung.post, f"{rung.post}@here", f"{rung.post}@{rung.level}"}
        moving = (s for s in playbook.steps_from(state.id) if s.to is not None)
        if not any(actors.intersection(step.by) for step in moving):
            yield Problem(
                where,
                f"once {state.id!r} has come to {rung.post}@{rung.level}, they can "
                "take no step from it: add `holder` to the `by` of one",
                whole=True,
            )


def _circles(journey: Journey) -> Iterator[Problem]:
    """The clock must not run in a circle of steps that wait for nothing."""
    onward: dict[str, dict[str, int]] = {}
    for index, step in enumerate(journey.playbook.steps):
        needs = step.needs
        waiting = (needs.children, needs.taken, needs.evidence, needs.after)
        if step.by_clock and needs.answer and not any((*waiting, needs.facts)):
            for source in step.sources:
                onward.setdefault(source, {})[step.to or source] = index
    for start, targets in onward.items():
        seen: set[str] = set()
        fresh = set(targets)
        while fresh:
            seen |= fresh
            fresh = {far for near in fresh for far in onward.get(near, {})} - seen
        if start in seen:
            yield Problem(
                ("step", min(targets.values()), "by"),
                f"the clock would go round from {start!r} to {start!r} without end: "
                "let one of these steps wait for something",
                whole=True,
            )
            return


def _promises(journey: Journey) -> Iterator[Problem]:
    """A promised date has been asked for whichever way a matter came."""
    asks = {ask.id: ask for step in journey.playbook.steps for ask in step.ask}
    for index, state in enumerate(journey.playbook.states):
        if not isinstance(state.due, FieldDue):
            continue
        where = ("state", index, "due", "field")
        name = state.due.field
        if name not in asks:
            yield Problem(where, unknown("question", name, asks))
        elif asks[name].type != "date":
            yield Problem(
                where,
                f"{name!r} is asked as {asks[name].type}: a due date is asked as date",
            )
        elif name not in journey.surely_asked.get(state.id, {name}):
            yield Problem(
                where,
                f"{state.id!r} can be reached without an answer to {name!r}: ask it "
                "on every way there, and not as `optional`",
                whole=True,
            )
