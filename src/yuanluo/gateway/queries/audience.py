"""Who is told what of an act: the requester, the holder, those asked, those who watch.

A table from the verb of an act to those it concerns. Whoever did the act is not told
of it; whoever is concerned in several ways is told once, in the most urgent one. Nobody
is told of a matter that they may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from yuanluo.gateway import kinds
from yuanluo.gateway.kinds import URGENCY, Say
from yuanluo.matters import playbooks
from yuanluo.matters.models import OPENNESS
from yuanluo.matters.queries.dossier import STEP

if TYPE_CHECKING:
    from yuanluo.gateway.queries.scene import Scene
    from yuanluo.matters.models import Matter, Pending
    from yuanluo.record.models import Act

Told = tuple[int | None, Say]
Rule = Callable[["Scene", "Act", "Matter"], Iterator[Told]]

#: After these the matter stands elsewhere or with somebody else: its requester hears.
MOVES = frozenset(
    {
        "matter.offered",
        "matter.escalate",
        "matter.accept",
        "matter.taken-over",
        "matter.adjudicate",
        "matter.approve",
        "matter.resume",
        "matter.resumed",
    }
)
#: Of a public matter these are told to a locality's group robots.
ANNOUNCED = frozenset({"matter.late-at-top", "matter.taken-over"})


def told(scene: Scene, act: Act) -> dict[int, Say]:
    """Say who is told of an act, and what."""
    matter = scene.matters.get(act.subject)
    if matter is None:
        return {}
    found: dict[int, Say] = {}
    for person, say in _concerned(scene, act, matter):
        if person is None or person == act.actor:
            continue
        known = found.get(person)
        if known is None or URGENCY.index(say.kind) < URGENCY.index(known.kind):
            found[person] = say
    return found


def announced(scene: Scene, act: Act) -> Say | None:
    """Say what group robots are told of an act; only of what anybody may see."""
    matter = scene.matters.get(act.subject)
    if matter is None or matter.openness != OPENNESS["public"]:
        return None
    if act.verb == "matter.late-at-top":
        return kinds.LATE_AT_TOP
    if act.verb == STEP and (opens(matter, act) or is_ended(matter, act)):
        return kinds.MOVED
    return kinds.MOVED if act.verb in ANNOUNCED else None


def opens(matter: Matter, act: Act) -> bool:
    """Whether the act is the step that opened the matter."""
    step = playbooks.of(matter.playbook_id).step(act.detail)
    return act.verb == STEP and step is not None and step.opens


def is_ended(matter: Matter, act: Act) -> bool:
    """Whether the matter stood at an end after the act."""
    return act.payload.get("state") in playbooks.of(matter.playbook_id).end


def _concerned(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    if act.on_behalf is not None and not opens(matter, act):
        yield act.on_behalf, kinds.ASSISTED
    if act.verb == STEP:
        yield from _step(scene, act, matter)
    elif act.verb in MOVES:
        yield from _own(matter, kinds.MOVED)
    rule = RULES.get(act.verb)
    if rule is not None:
        yield from rule(scene, act, matter)
    yield from _now_asked(scene, act, matter)
    yield from _now_holding(scene, act, matter)


def _own(matter: Matter, say: Say) -> Iterator[Told]:
    """Those whose matter it is: who asked, and who reported it for them."""
    yield matter.requester_id, say
    yield matter.reporter_id, say


def _step(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    step = playbooks.of(matter.playbook_id).step(act.detail)
    if step is None or (step.to is None and not act.payload.get("failed")):
        return
    if is_ended(matter, act):
        yield from _end(scene, act, matter)
    elif step.opens:
        yield matter.requester_id, kinds.REPORTED
    else:
        yield from _own(matter, kinds.MOVED)


def _end(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    """Those whom an end concerns: its own people, its parties, who held it last."""
    del act
    yield from _own(matter, kinds.ENDED)
    for person in scene.parties.get(matter.pk, ()):
        yield person, kinds.ENDED
    yield from _holder(scene, matter, kinds.ENDED)


def _holder(scene: Scene, matter: Matter, say: Say) -> Iterator[Told]:
    """Who answers for it: one person, or all who hold the post together."""
    held = scene.held.get(matter.pk)
    if held is None:
        return
    if held.person_id is not None:
        yield held.person_id, say
    elif held.post:
        for person in scene.holding(held.post, held.place):
            yield person, say


def _now_holding(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    """Who answers for it since this very act; nobody: those who can assign it."""
    held = scene.held.get(matter.pk)
    fresh = held is not None and held.until is None and held.since == act.at
    if held is None or not fresh or not scene.is_last(act):
        return
    if held.vacant:
        for person in scene.with_power("assign", matter):
            yield person, kinds.VACANT
    elif held.post:
        yield from _holder(scene, matter, kinds.GIVEN)
    else:
        yield held.person_id, kinds.YOURS


def _now_asked(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    """Whose word is awaited since this very act."""
    for one in scene.pendings.get(matter.pk, ()):
        if one.settled_at is not None or not scene.is_last(act):
            continue
        if one.stage == "refused" and act.verb == "matter.refuse":
            for person in scene.holding(one.adjudicator_post, one.adjudicator_place):
                yield person, kinds.RULE
        elif one.stage == "open" and one.at == act.at:
            yield from _asked(scene, matter, one)


def _asked(scene: Scene, matter: Matter, one: Pending) -> Iterator[Told]:
    match one.kind:
        case "handover" if one.person_id is not None:
            yield one.person_id, kinds.OFFERED
        case "handover":
            for person in scene.holding(one.post, one.place):
                yield person, kinds.OFFERED
        case "question":
            yield one.person_id, kinds.ASKED
        case "inquiry":
            yield from _holder(scene, matter, kinds.INQUIRED)
        case _:
            for person in scene.with_power("approve", matter):
                if person != one.by_id:
                    yield person, kinds.APPROVE


# By verb ------------------------------------------------------------------------------


def _said(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    """Words for everybody reach its own people too; internal ones handlers alone."""
    if act.seen != "handlers":
        yield from _own(matter, kinds.SAID)
    yield from _holder(scene, matter, kinds.SAID)


def _thanked(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    del act
    yield from _holder(scene, matter, kinds.THANKED)


def _answered(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    """Who had asked or proposed hears that there is an answer."""
    for one in scene.pendings.get(matter.pk, ()):
        if one.settled_at == act.at:
            yield one.by_id, kinds.ANSWERED


def _late(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    del act
    yield from _holder(scene, matter, kinds.LATE)


def _soon(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    del act
    yield from _holder(scene, matter, kinds.SOON)


def _late_at_top(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    yield from _late(scene, act, matter)
    for person in scene.with_power("supervise", matter):
        yield person, kinds.LATE_AT_TOP


def _unanswered(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    del act
    yield from _holder(scene, matter, kinds.LATE)
    for person in scene.with_power("supervise", matter):
        yield person, kinds.UNANSWERED


def _review(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    del act
    yield from _holder(scene, matter, kinds.REVIEW)


def _lapsed(scene: Scene, act: Act, matter: Matter) -> Iterator[Told]:
    """Who had asked hears that nobody answered."""
    for one in scene.pendings.get(matter.pk, ()):
        if one.settled_at == act.at and one.kind == act.detail:
            yield one.by_id, kinds.LAPSED


RULES: dict[str, Rule] = {
    "matter.comment": _said,
    "matter.thank": _thanked,
    "matter.reply": _answered,
    "matter.respond": _answered,
    "matter.approve": _answered,
    "matter.reject": _answered,
    "matter.late": _late,
    "publication.soon": _soon,
    "matter.offered": _late,
    "matter.late-at-top": _late_at_top,
    "matter.inquiry-late": _unanswered,
    "matter.review": _review,
    "matter.lapsed": _lapsed,
    "matter.withdraw": _end,
    "matter.withdrawn": _end,
    "matter.join": _end,
}
