"""The results that a line of a story expects, each compared with what is so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from yuanluo.gateway.queries import looks
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.storyline import Expectation, ExpectationKind
from yuanluo.matters.models import Matter, Pending, Responsibility
from yuanluo.people.models import Alert, RegisterImport
from yuanluo.people.organising import sweep
from yuanluo.people.own import openings_of
from yuanluo.people.queries import residing, standing_on
from yuanluo.people.taking import parts
from yuanluo.record.models import Act

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from yuanluo.config.stage import Stage


class Difference(Exception):
    """A line did not turn out as it says."""


@dataclass
class Play:
    """A story being played: the stage, the matters by their names, what was refused."""

    stage: Stage
    matters: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    said: str = ""
    heard: int = 0
    by_clock: set[str] = field(default_factory=set)
    #: The list that was read last, and the copy that was asked for last.
    listed: UUID | None = None
    copied: UUID | None = None
    #: The partition that was drawn last.
    drawn: int | None = None

    def matter(self, name: str) -> Matter:
        """Give a matter by its name in the story; children are NAME.1, NAME.2 …"""
        if name in self.matters:
            return Matter.objects.get(number=self.matters[name])
        above, _, tail = name.rpartition(".")
        if above and tail.isdigit():
            children = self.children(above)
            if int(tail) <= len(children):
                return children[int(tail) - 1]
        raise Difference(f"there is no matter {name}")

    def children(self, name: str) -> list[Matter]:
        """Give the children of a matter in the order in which they were opened."""
        parent = self.matter(name)
        return list(Matter.objects.filter(parent=parent).order_by("id"))


def _expect(actual: object, wanted: object, what: str) -> None:
    if actual != wanted:
        raise Difference(f"{what} is {actual}, not {wanted}")


def _ok(scene: Play, expected: Expectation, at: datetime) -> None:
    del scene, expected, at


def _refused(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    actual = " ".join(sorted(scene.refused or ["nothing"]))
    _expect(actual, " ".join(sorted(expected.words)), "refused")


def _state(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, state, *step = expected.words
    matter = scene.matter(name)
    actual = matter.state
    if matter.result == state == "joined":
        actual = matter.result
    _expect(actual, state, f"{name}")
    if step:
        last = Act.objects.filter(subject=matter.number, verb="matter.step").last()
        _expect(last.detail if last else None, step[0], f"the last step of {name}")


def _held(scene: Play, name: str) -> Responsibility:
    mine = Responsibility.objects.filter(matter=scene.matter(name))
    return mine.order_by("-id")[0]


def _holder(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, who = expected.words
    held = _held(scene, name)
    if who in scene.stage.people:
        _expect(held.person_id, scene.stage.people[who], f"the holder of {name}")
        return
    if who == "nobody":
        _expect(str(held.vacant), "True", f"vacancy of {name}")
        return
    post, _, level = who.partition("@")
    _expect(held.post, post, f"the post that holds {name}")
    if level:
        _expect(held.place, scene.stage.place_of(level), f"the place that holds {name}")


def _due(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, day = expected.words
    due = _held(scene, name).due_at
    # Midnight at the end of a day is that day's, as people say it.
    local = due.astimezone(SHANGHAI) if due else None
    actual = local.date() if local else None
    if local and local.time() == time.min:
        actual = date.fromordinal(local.date().toordinal() - 1)
    _expect(str(actual), day, f"due of {name}")


def _field(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, answer, value = expected.words
    matter = scene.matter(name)
    plain = {"title", "category", "way", "level", "result", "stars", "reopened"}
    actual = getattr(matter, answer) if answer in plain else matter.fields.get(answer)
    _expect(str(actual), value, f"{answer} of {name}")


def _visible(scene: Play, who: str, name: str, at: datetime) -> bool:
    person = scene.stage.people.get(who)
    standing = standing_on(person, at.date(), who)
    number = scene.matter(name).number
    return Matter.objects.visible_to(standing).filter(number=number).exists()


def _seen(scene: Play, expected: Expectation, at: datetime) -> None:
    who, name = expected.words
    _expect(str(_visible(scene, who, name, at)), "True", f"{who} seeing {name}")


def _unseen(scene: Play, expected: Expectation, at: datetime) -> None:
    who, name = expected.words
    _expect(str(_visible(scene, who, name, at)), "False", f"{who} seeing {name}")


def _count(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, state, count = expected.words
    states = [child.state for child in scene.children(name[:-2])]
    _expect(states.count(state), int(count), f"{name} in {state}")


def _offered(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, level = expected.words
    offered = Pending.objects.filter(
        matter=scene.matter(name), kind="handover", settled_at=None
    ).first()
    actual = {offered.level, offered.post} if offered else {None}
    if level not in actual:
        raise Difference(f"{name} is offered to {actual}, not {level}")


def _level(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, level, *silence = expected.words
    _expect(scene.matter(name).level, level, f"level of {name}")
    if silence:
        _expect(_held(scene, name).how, "silence", f"how {name} came there")


def _review(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    name, day = expected.words
    _expect(str(_held(scene, name).review_on), day, f"review of {name}")


def _overdue(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    (name,) = expected.words
    _expect(str(_held(scene, name).late_at is not None), "True", f"lateness of {name}")


def _said(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    _expect(scene.said, " ".join(expected.words), "said")


def _may(scene: Play, expected: Expectation, at: datetime) -> None:
    who, power = expected.words
    standing = standing_on(scene.stage.people.get(who), at.date(), who)
    wanted = expected.kind is ExpectationKind.MAY
    village = scene.stage.village
    _expect(standing.may(power, village), wanted, f"{who} may {power} in {village}")


def _alert(scene: Play, expected: Expectation, at: datetime) -> None:
    """Look at staffing as the clock does, and count what is amiss with a post."""
    kind, post, count = expected.words
    sweep(scene.stage.charter.id, at)
    rows = Alert.objects.filter(gone_at=None, kind=kind, post__key=post)
    here = rows.filter(place__code__startswith=scene.stage.village)
    _expect(here.count(), int(count), f"alerts of {kind} {post}")


def _told(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    act = Act.objects.order_by("-pk")[0]
    names = {person: name for name, person in scene.stage.people.items()}
    told = looks.told(looks.gather([act]), act)
    actual = " ".join(sorted(names[person] for person in told)) or "nobody"
    _expect(actual, " ".join(sorted(expected.words)), "told of it")


def _looks(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    who, count = expected.words
    found = openings_of(scene.stage.people[who])
    _expect(found.number, int(count), f"looks that {who} reads")


def _list(scene: Play) -> RegisterImport:
    if scene.listed is None:
        raise Difference("no list was read")
    return RegisterImport.objects.get(pk=scene.listed)


def _listed(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    ready = parts(_list(scene)).get("ready", 0)
    _expect(ready, int(expected.words[0]), "households of the list that are sound")


def _fault(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    found = [f"{one['cell']} {one['code']}" for one in _list(scene).faults]
    if " ".join(expected.words) not in found:
        raise Difference(f"the faults are {found}, not {' '.join(expected.words)}")


def _registered(scene: Play, expected: Expectation, at: datetime) -> None:
    name, count = expected.words
    lives = residing(at.date()).filter(person__name=name)
    _expect(lives.count(), int(count), f"{name} in the register")


CHECKS: dict[ExpectationKind, Callable[[Play, Expectation, datetime], None]] = {
    ExpectationKind.OK: _ok,
    ExpectationKind.REFUSED: _refused,
    ExpectationKind.STATE: _state,
    ExpectationKind.HOLDER: _holder,
    ExpectationKind.DUE: _due,
    ExpectationKind.FIELD: _field,
    ExpectationKind.SEEN: _seen,
    ExpectationKind.UNSEEN: _unseen,
    ExpectationKind.COUNT: _count,
    ExpectationKind.OFFERED: _offered,
    ExpectationKind.LEVEL: _level,
    ExpectationKind.REVIEW: _review,
    ExpectationKind.OVERDUE: _overdue,
    ExpectationKind.SAID: _said,
    ExpectationKind.MAY: _may,
    ExpectationKind.MAY_NOT: _may,
    ExpectationKind.ALERT: _alert,
    ExpectationKind.TOLD: _told,
    ExpectationKind.LOOKS: _looks,
    ExpectationKind.LISTED: _listed,
    ExpectationKind.FAULT: _fault,
    ExpectationKind.REGISTERED: _registered,
}
