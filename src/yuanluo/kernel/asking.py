"""What steps ask, need and do: whether each question, fact and effect is usable.

A question about belief, origin or the like is refused here whatever a charter says:
what is never asked can never leak.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yuanluo.kernel.conditions import Condition
from yuanluo.kernel.effect import wanted
from yuanluo.kernel.fault import Problem, Where, listed, unknown
from yuanluo.kernel.journey import Journey, as_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Ask, Playbook, Step

#: Never asked of a person, whoever asks: belief, origin, attitude, "key persons",
#: sexual orientation, circles of friends, whereabouts, faces.
NEVER_ASKED = re.compile(
    r"宗教|信仰|民族|政治倾向|政治态度|上访|信访人|信访重点|维稳|重点人员|重点人群"
    r"|性取向|交友|社会关系|行踪|轨迹|人脸"
    r"|\b(religio\w*|faith|belief\w*|ethnic\w*|race|politic\w+ (view|attitude)\w*"
    r"|petition\w*|key persons?|sexual\w*|friends?|whereabouts|location trail\w*"
    r"|face template\w*)\b",
    re.IGNORECASE,
)
#: Words that label a person rather than a matter; no category may carry them.
LABELS = re.compile(
    r"上访|信访重点|维稳|重点人员|重点人群|\bkey persons?\b", re.IGNORECASE
)
CLOSED_NEEDS = ("children", "taken", "answer", "evidence", "unique", "after")
PEOPLE = frozenset({"holder", "person"})
#: Of these there is only one at a time, so they cannot do a thing several times over.
SINGLE = frozenset({"holder", "assignee", "requester", "clock"})


def problems(playbook: Playbook, world: Locality) -> Iterator[Problem]:
    """Tell what is asked, needed or done in a way that cannot work."""
    journey = Journey(playbook, world)
    kinds: dict[str, tuple[str, str]] = {}
    for index, step in enumerate(playbook.steps):
        for place, ask in enumerate(step.ask):
            yield from _ask(world, ask, ("step", index, "ask", place))
            yield from _same_kind(kinds, step, ask, ("step", index, "ask", place))
        yield from _named_facts(world, step, index)
        yield from _children(world, step, index)
        yield from _taken(playbook, step, index)
        yield from _answers(journey, step, index)
        yield from _fields(playbook, step, index)
        yield from _effects(playbook, world, step, index)
    yield from _parties(playbook)


def _ask(world: Locality, ask: Ask, where: Where) -> Iterator[Problem]:
    words = [ask.id.replace("_", " "), ask.title, *(o.title for o in ask.options)]
    if forbidden := next(filter(None, map(NEVER_ASKED.search, words)), None):
        yield Problem(
            (*where, "title"),
            f"nobody is asked about {forbidden[0]!r}: leave the question out",
        )
    if ask.type == "choice" and len({option.id for option in ask.options}) < 2:
        yield Problem(where, f"the choice {ask.id!r} needs two `options` or more")
    if ask.type != "choice" and ask.options:
        yield Problem(
            (*where, "options"), f"only a choice has options; {ask.id!r} is {ask.type}"
        )
    if (ask.type == "rows") != bool(ask.columns):
        yield Problem(
            where, f"{ask.id!r}: rows need `columns`, and nothing else has them"
        )
    for place, column in enumerate(ask.columns):
        yield from _ask(world, column, (*where, "columns", place))
    yield from _of(world, ask, where)


def _of(world: Locality, ask: Ask, where: Where) -> Iterator[Problem]:
    if ask.of and ask.type not in PEOPLE:
        yield Problem((*where, "of"), f"`of` is for people; {ask.id!r} is {ask.type}")
        return
    for place, post in enumerate(ask.of):
        if post not in world.posts:
            yield Problem((*where, "of", place), unknown("post", post, world.posts))


def _same_kind(
    kinds: dict[str, tuple[str, str]], step: Step, ask: Ask, where: Where
) -> Iterator[Problem]:
    kind, first = kinds.setdefault(ask.id, (ask.type, step.id))
    if kind != ask.type:
        yield Problem(
            (*where, "type"),
            f"{ask.id!r} is asked as {ask.type} here and as {kind} in {first!r}: "
            "rename one of them",
        )


def _named_facts(world: Locality, step: Step, index: int) -> Iterator[Problem]:
    for name, argument in step.needs.facts.items():
        where = ("step", index, "needs", name)
        fact = world.facts.get(name)
        if fact is None:
            yield Problem(where, unknown("need", name, [*CLOSED_NEEDS, *world.facts]))
            continue
        _, outcomes = wanted(argument, fact.outcomes)
        for outcome in outcomes if fact.outcomes else ():
            if outcome not in fact.outcomes:
                yield Problem(
                    where, unknown(f"outcome of a {name}", outcome, fact.outcomes)
                )


def _children(world: Locality, step: Step, index: int) -> Iterator[Problem]:
    if step.needs.children is None:
        return
    where = ("step", index, "needs", "children")
    try:
        condition = Condition.parse(step.needs.children)
    except ValueError as unreadable:
        yield Problem(where, str(unreadable))
        return
    child = world.playbooks.get(condition.playbook)
    if child is None:
        yield Problem(where, unknown("playbook", condition.playbook, world.playbooks))
        return
    for result in sorted(condition.results - set(child.end.values())):
        known = child.end.values()
        yield Problem(where, unknown(f"result of {child.id!r}", result, known))


def _taken(playbook: Playbook, step: Step, index: int) -> Iterator[Problem]:
    for name, much in step.needs.taken.items():
        where = ("step", index, "needs", "taken", name)
        noted = playbook.step(name)
        if noted is None:
            yield Problem(where, unknown("step", name, (s.id for s in playbook.steps)))
            continue
        away = [source for source in step.sources if source not in noted.sources]
        if away or noted.to is not None:
            where_to = listed(away or step.sources)
            yield Problem(
                where,
                f"{name!r} counts only while the matter stays: it must begin at "
                f"{where_to} too and have no `to`",
            )
        yield from _how_many(playbook, noted, much, where)


def _how_many(
    playbook: Playbook, noted: Step, much: int | str, where: Where
) -> Iterator[Problem]:
    if isinstance(much, str):
        if playbook.parties is None or much != f"every {playbook.parties}":
            parties = playbook.parties or "PARTY"
            yield Problem(
                where,
                f"{much!r} is no number of times: write a whole number, or "
                f"'every {parties}' with `parties` at the top",
            )
        elif noted.about is None:
            yield Problem(
                where, f"{noted.id!r} does not say whom it is `about`: add the question"
            )
    elif much < 1:
        yield Problem(where, f"{noted.id!r} is needed {much} times: write 1 or more")
    elif much > 1 and SINGLE.issuperset(noted.by):
        yield Problem(
            where,
            f"{much} different people cannot take {noted.id!r}: it is by "
            f"{listed(noted.by)} alone",
        )
    elif isinstance(noted.most, int) and noted.most < much:
        yield Problem(
            where, f"{noted.id!r} is needed {much} times, but `most` is {noted.most}"
        )


def _answers(journey: Journey, step: Step, index: int) -> Iterator[Problem]:
    for name, allowed in step.needs.answer.items():
        where = ("step", index, "needs", "answer", name)
        options = journey.options.get(name)
        if options is None:
            yield Problem(where, unknown("choice", name, journey.options))
            continue
        for option in as_names(allowed):
            if option not in options:
                yield Problem(where, unknown(f"option of {name!r}", option, options))
        unsure = [
            source
            for source in step.sources
            if name not in journey.surely_asked.get(source, {name})
        ]
        if unsure and journey.clear:
            yield Problem(
                where,
                f"{listed(unsure)} can be reached without an answer to {name!r}: ask "
                "it on every way there, and not as `optional`",
                whole=True,
            )


def _fields(playbook: Playbook, step: Step, index: int) -> Iterator[Problem]:
    """Whatever else names a question names one that is asked."""
    here = {ask.id for ask in step.ask}
    anywhere = {ask.id for one in playbook.steps for ask in one.ask}
    for place, name in enumerate(step.needs.unique):
        if name not in here and (step.opens or not step.by_clock):
            where = ("step", index, "needs", "unique", place)
            yield Problem(where, unknown("question in this step", name, here))
    if step.about is not None and step.about not in here:
        yield Problem(
            ("step", index, "about"), unknown("question in this step", step.about, here)
        )
    for number, do in enumerate(step.do):
        given = do.parameters.get("with", ())
        for place, name in enumerate(given if isinstance(given, list | tuple) else ()):
            if name not in anywhere:
                yield Problem(
                    ("step", index, "do", number, "with", place),
                    unknown("question", str(name), anywhere),
                )


def _effects(
    playbook: Playbook, world: Locality, step: Step, index: int
) -> Iterator[Problem]:
    for number, do in enumerate(step.do):
        where = ("step", index, "do", number)
        effect = world.effects.get(do.effect)
        if effect is None:
            yield Problem(
                (*where, "effect"), unknown("effect", do.effect, world.effects)
            )
            continue
        for text in effect.problems(do.parameters, step, playbook, world):
            yield Problem(where, text)


def _parties(playbook: Playbook) -> Iterator[Problem]:
    if playbook.parties is None:
        return
    asks = [ask for step in playbook.steps for ask in step.ask]
    if not any(ask.type in {"household", "households"} for ask in asks):
        yield Problem(
            ("parties",),
            "nobody would ever become party to it: ask for a household",
        )
