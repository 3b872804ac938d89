"""Whether everything that a playbook names exists, and is named once.

Names of states, steps, ends, questions and rungs are the playbook's own; those of
posts, bodies, levels and other playbooks are looked up in the locality.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuanluo.kernel.fault import Problem, Where, listed, unknown
from yuanluo.kernel.playbook import (
    ACTOR,
    AUDIENCE_WORDS,
    BUILT_IN,
    CAPACITIES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook

#: Who may hold a matter beside posts and bodies.
HOLDERS = frozenset({"assignee", "requester", "ladder"})
WAYS_SEEN = frozenset({"default", "big", "small", "private"})


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell every name that is not known, or taken twice."""
    yield from _once(playbook)
    yield from _states_named(playbook)
    yield from _ends(playbook)
    yield from _ladder(playbook, world)
    yield from _holders(playbook, world)
    yield from _actors(playbook, world)
    yield from _apart(playbook)
    yield from _audiences(playbook, world)


def twice(names: Iterable[tuple[Where, str]], what: str) -> Iterator[Problem]:
    """Tell every name that was taken before."""
    seen: set[str] = set()
    for where, name in names:
        if name in seen:
            yield Problem(
                where, f"{what} {name!r} is there already: rename one of them"
            )
        seen.add(name)


def _once(playbook: Playbook) -> Iterator[Problem]:
    states = [(("state", i, "id"), one.id) for i, one in enumerate(playbook.states)]
    ends = [(("end", name), name) for name in playbook.end]
    yield from twice([*states, *ends], "state")
    steps = [(("step", i, "id"), one.id) for i, one in enumerate(playbook.steps)]
    yield from twice(steps, "step")
    for where, name in steps:
        if name in BUILT_IN:
            yield Problem(
                where, f"{name!r} is an act that every playbook has: rename the step"
            )
    rungs = [(("ladder", i, "level"), r.level) for i, r in enumerate(playbook.ladder)]
    yield from twice(rungs, "rung")
    for i, step in enumerate(playbook.steps):
        asks = [(("step", i, "ask", j, "id"), a.id) for j, a in enumerate(step.ask)]
        yield from twice(asks, "question")


def _states_named(playbook: Playbook) -> Iterator[Problem]:
    states = {state.id for state in playbook.states}
    ends = set(playbook.end)
    if playbook.start not in states:
        yield Problem(("start",), unknown("state", playbook.start, states))
    for index, step in enumerate(playbook.steps):
        for place, source in enumerate(step.sources):
            if source in ends:
                yield Problem(
                    ("step", index, "from", place),
                    f"{source!r} is an end, and what has ended stays ended: begin at "
                    "a state",
                )
            elif source not in states:
                yield Problem(
                    ("step", index, "from", place), unknown("state", source, states)
                )
        if step.to is not None and step.to not in states | ends:
            yield Problem(
                ("step", index, "to"), unknown("state", step.to, states | ends)
            )
    yield from _openings(playbook)


def _openings(playbook: Playbook) -> Iterator[Problem]:
    openings = [(i, step) for i, step in enumerate(playbook.steps) if step.opens]
    if not openings:
        yield Problem(
            (), "nothing opens a matter: add a step without `from`", whole=True
        )
    by_people = [
        (i, step)
        for i, step in openings
        if not all(by.startswith("playbook:") for by in step.by)
    ]
    for index, step in by_people[1:]:
        yield Problem(
            ("step", index),
            f"{step.id!r} opens a matter, as {by_people[0][1].id!r} does: give it "
            "`from`, or let it be only by playbook:ID",
        )
    for index, step in openings:
        if step.to is None:
            yield Problem(
                ("step", index),
                f"{step.id!r} has no `from`, so it opens a matter: add "
                f"`to = {playbook.start!r}`, or `from`",
            )
        elif step.to != playbook.start and playbook.state(playbook.start):
            yield Problem(
                ("step", index, "to"),
                f"{step.id!r} opens a matter at {step.to!r}, but matters start at "
                f"{playbook.start!r}",
            )


def _ends(playbook: Playbook) -> Iterator[Problem]:
    for name in playbook.end:
        if name not in playbook.ends:
            yield Problem(
                ("end", name),
                f"the end {name!r} has no title: write {name} = '中文 / English' "
                "under [ends]",
            )
    for name in playbook.ends:
        if name not in playbook.end:
            yield Problem(("ends", name), unknown("end", name, playbook.end))
    for place, name in enumerate(playbook.without):
        if name not in BUILT_IN:
            yield Problem(("without", place), unknown("built-in act", name, BUILT_IN))
    if "withdraw" not in playbook.without and "withdrawn" not in playbook.end.values():
        yield Problem(
            ("end",),
            "matters can be withdrawn, but no end has the result 'withdrawn': add "
            "`withdrawn = 'withdrawn'`, or `without = ['withdraw']`",
        )


def _ladder(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    order = {level: place for place, level in enumerate(world.levels)}
    above: str | None = None
    for index, rung in enumerate(playbook.ladder):
        yield from _post(world, rung.post, rung.level, ("ladder", index))
        if above in order and order.get(rung.level, -1) > order[above]:
            yield Problem(
                ("ladder", index, "level"),
                f"{rung.level!r} lies below {above!r}: write the lowest rung first",
            )
        above = rung.level


def _post(world: Locality, post: str, level: str, where: Where) -> Iterator[Problem]:
    """A post that is named with a level exists, and exists at that level."""
    if level not in world.levels:
        yield Problem((*where, "level"), unknown("level", level, world.levels))
    if post not in world.posts:
        yield Problem((*where, "post"), unknown("post", post, world.posts))
    elif level in world.levels and level not in world.posts[post]:
        yield Problem((*where, "post"), _elsewhere(world, post, level))


def _elsewhere(world: Locality, post: str, level: str) -> str:
    known = listed(world.posts[post])
    return f"there is no {post!r} at level {level!r}: the post exists at {known}"


def _holders(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    for index, state in enumerate(playbook.states):
        where = ("state", index, "holder")
        post, _, level = state.holder.partition("@")
        if state.holder in HOLDERS:
            yield from _special_holder(playbook, state.holder, where)
        elif state.holder in CAPACITIES or post == "playbook":
            yield Problem(
                where,
                f"{state.holder!r} cannot hold a matter: use POST@level, POST@here, "
                f"seat:BODY, chair:BODY or {listed(HOLDERS)}",
            )
        elif level in {"", "here"} and ":" not in post:
            yield from _holder_here(playbook, world, post, where)
        else:
            yield from _actor(playbook, world, state.holder, where)


def _special_holder(playbook: Playbook, holder: str, where: Where) -> Iterator[Problem]:
    if holder == "ladder" and not playbook.ladder:
        yield Problem(where, "there is no ladder to find the holder on: add [[ladder]]")
    assigned = any(do.effect == "assign" for s in playbook.steps for do in s.do)
    if holder == "assignee" and not assigned:
        yield Problem(where, "nobody is ever assigned: no step has the effect 'assign'")


def _holder_here(
    playbook: Playbook, world: Locality, post: str, where: Where
) -> Iterator[Problem]:
    """`here` is the level at which the matter stands, so it needs a ladder."""
    if post not in world.posts:
        yield Problem(where, unknown("post", post, [*world.posts, *HOLDERS]))
    elif not playbook.ladder:
        level = listed(world.posts[post])
        yield Problem(
            where,
            f"without a ladder, say at which level {post!r} holds it: {post}@LEVEL, "
            f"where LEVEL is {level}",
        )
    for rung in playbook.ladder:
        known = post in world.posts and rung.level in world.levels
        if known and rung.level not in world.posts[post]:
            yield Problem(where, _elsewhere(world, post, rung.level))


def _actors(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    for index, step in enumerate(playbook.steps):
        if not step.by:
            yield Problem(("step", index, "by"), "nobody may take this step: name some")
        for place, by in enumerate(step.by):
            yield from _actor(playbook, world, by, ("step", index, "by", place))


def _actor(
    playbook: Playbook, world: Locality, actor: str, where: Where
) -> Iterator[Problem]:
    found = ACTOR.fullmatch(actor)
    assert found is not None, actor
    kind, ref, post, level = found.group("kind", "ref", "post", "level")
    if kind in {"seat", "chair"} and ref not in world.bodies:
        yield Problem(where, unknown("body", ref, world.bodies))
    elif kind == "playbook" and ref not in {*world.playbooks, playbook.id}:
        yield Problem(where, unknown("playbook", ref, world.playbooks))
    elif post == "party" and playbook.parties is None:
        yield Problem(where, "nobody is party to it: say `parties` at the top")
    elif post and post not in CAPACITIES and post not in world.posts:
        known = [*world.posts, *CAPACITIES]
        yield Problem(where, unknown("post", post, known))
    elif post in world.posts and level and level != "here":
        if level not in world.levels:
            yield Problem(where, unknown("level", level, world.levels))
        elif level not in world.posts[post]:
            yield Problem(where, _elsewhere(world, post, level))


def _apart(playbook: Playbook) -> Iterator[Problem]:
    steps = {step.id for step in playbook.steps}
    for index, step in enumerate(playbook.steps):
        for place, name in enumerate(step.apart):
            if name not in steps | {"kin"}:
                yield Problem(
                    ("step", index, "apart", place),
                    unknown("step", name, steps | {"kin"}),
                )


def _audiences(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    seen = playbook.seen
    if isinstance(seen, dict):
        for name in seen.keys() - WAYS_SEEN:
            yield Problem(("seen", name), unknown("way", name, WAYS_SEEN))
        if "default" not in seen:
            yield Problem(("seen",), "say who sees it otherwise: add `default`")
    for where, circle in _circles(playbook):
        for word in re.split(r",\s*", circle or ""):
            body = word.partition(":")[2]
            if word not in AUDIENCE_WORDS and body and body not in world.bodies:
                yield Problem(where, unknown("body", body, world.bodies))


def _circles(playbook: Playbook) -> Iterator[tuple[Where, str | None]]:
    """Give every place where an audience is written."""
    if isinstance(playbook.seen, dict):
        for name, circle in playbook.seen.items():
            yield ("seen", name), circle
    else:
        yield ("seen",), playbook.seen
    for i, state in enumerate(playbook.states):
        yield ("state", i, "seen"), state.seen
    for i, step in enumerate(playbook.steps):
        yield ("step", i, "seen"), step.seen
        for j, ask in enumerate(step.ask):
            yield ("step", i, "ask", j, "seen"), ask.seen
