"""Playing stories: the lines go through the same acts that pages use.

Before each line everything the clock has to do is done at its own moment; what the clock
did and no line says is a difference. The first difference ends a story.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from yuanluo.assembly.actions import declare
from yuanluo.assembly.models import Ballot
from yuanluo.config import stage as stages
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.storyline import Expectation, ExpectationKind
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter, Pending, Responsibility
from yuanluo.matters.queries.dossier import Gone
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.queries import Acting, standing_on
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuanluo.config.stage import Stage
    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.story import Story
    from yuanluo.kernel.storyline import Deed, StoryLine

NAMESPACE = UUID("0a6f3b7e-8f63-5c27-9a5a-1b2c3d4e5f60")
CLOCK_ACTS_MAX = 20_000
#: Answers that say where or for whom, and are no questions of a step.
ASIDE = {"photo", "place", "home", "for", "anonymous"}


class Difference(Exception):
    """A line did not turn out as it says."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a story differs from what the product does."""

    title: str
    line: int
    text: str
    difference: str
    path: str = ""


@dataclass
class Play:
    """A story being played: the stage, the matters by their names, what was refused."""

    stage: Stage
    matters: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    said: str = ""
    heard: int = 0
    by_clock: set[str] = field(default_factory=set)

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


def play(
    story: Story, charter: Charter, village: str, path: str = ""
) -> Failure | None:
    """Play a story on a fresh stage; give the first difference, or None."""
    number, text = story.line, story.title
    try:
        scene = Play(stages.build(story, charter, village))
        for line in story.lines:
            number, text = line.number, line.text
            _play_line(scene, line)
    except (Difference, stages.Unplayable) as difference:
        return Failure(story.title, number, text, str(difference), path)
    return None


def _play_line(scene: Play, line: StoryLine) -> None:
    scene.by_clock = set()
    _clock_until(scene, line.at)
    scene.refused, scene.said = [], ""
    before = set(scene.by_clock)
    if line.deed is not None:
        for who in line.people:
            _do(scene, line, who, line.deed)
        _hear_clock(scene)
    _all_told(scene, line, before)
    refusals = [e for e in line.expects if e.kind is ExpectationKind.REFUSED]
    if scene.refused and not refusals:
        raise Difference(f"refused {' '.join(scene.refused)}")
    for expectation in line.expects:
        CHECKS[expectation.kind](scene, expectation, line.at)


# The clock ------------------------------------------------------------------------------


def _clock_until(scene: Play, at: datetime) -> None:
    """Do everything that has become due, each at its own moment."""
    for _ in range(CLOCK_ACTS_MAX):
        due = (
            Matter.objects.filter(look_at__lte=at)
            .order_by("look_at", "id")
            .values_list("pk", "look_at")
            .first()
        )
        if due is None:
            _hear_clock(scene)
            return
        pk, moment = due
        assert moment is not None, pk
        if not advance(pk, moment):
            again = Matter.objects.filter(pk=pk, look_at__lte=moment)
            if again.exists():
                raise Difference(f"the clock does not get past {moment:%Y-%m-%d %H:%M}")
    raise Difference("the clock does not come to rest")


def _hear_clock(scene: Play) -> None:
    """Notice which matters the clock has moved since the last time."""
    acts_done = Act.objects.filter(pk__gt=scene.heard).order_by("pk")
    for pk, actor, subject, channel in acts_done.values_list(
        "pk", "actor", "subject", "channel"
    ):
        scene.heard = pk
        if actor is None and channel == "clock":
            scene.by_clock.add(subject)


def _all_told(scene: Play, line: StoryLine, before: set[str]) -> None:
    """Let nothing happen by itself that the story does not tell."""
    numbers = scene.by_clock | before
    if not numbers:
        return
    told = {word.partition(".")[0] for e in line.expects for word in e.words}
    names = {number: name for name, number in scene.matters.items()}
    for number in numbers:
        root = Matter.objects.get(number=number)
        while root.parent is not None and root.number not in names:
            root = root.parent
        name = names.get(root.number, root.number).partition(".")[0]
        if name not in told:
            last = Act.objects.filter(subject=number, actor=None).order_by("-pk")[0]
            raise Difference(f"the clock did {last.verb} {last.detail} to {name}")


# Deeds ----------------------------------------------------------------------------------


def _do(scene: Play, line: StoryLine, who: str, deed: Deed) -> None:
    acting = _acting(scene, line, who, deed)
    try:
        if deed.each:
            for index, child in enumerate(scene.children(deed.matter[:-2])):
                by = acting.again(index)
                _act(scene, child.number, deed, by)
        elif deed.verb == "open" and deed.playbook:
            _open(scene, deed, acting, who)
        else:
            _act(scene, scene.matter(deed.matter).number, deed, acting)
    except Refused as refused:
        scene.refused = [str(reason) for reason in refused.reasons]
    except Gone:
        scene.refused = ["WRONG_POST"]


def _acting(scene: Play, line: StoryLine, who: str, deed: Deed) -> Acting:
    person = scene.stage.people.get(who)
    if person is None and who != "visitor":
        raise Difference(f"{who} is not in the cast")
    standing = standing_on(person, line.at.date(), who)
    key = f"{line.number}/{who}/{deed.verb}/{scene.stage.village}/{id(scene)}"
    return Acting(standing, line.at.astimezone(UTC), uuid5(NAMESPACE, key))


def _act(scene: Play, number: str, deed: Deed, acting: Acting) -> None:
    if deed.verb == "declare":
        _declare(number, deed, acting)
        return
    acts.do(
        number, deed.verb, _answers(scene, deed), acting,
        photos=_photos(scene, deed, acting),
    )  # fmt: skip


def _declare(number: str, deed: Deed, acting: Acting) -> None:
    ballot = Ballot.objects.filter(matter=number, cancelled_at=None).last()
    if ballot is None:
        raise Difference("no body has been asked")
    told = deed.answers
    declare(
        ballot.pk,
        told.get("outcome", ""),
        told.get("minutes", "纪要"),
        acting,
        present=int(told["present"]) if "present" in told else None,
        yes=int(told["yes"]) if "yes" in told else None,
    )
    pk = Matter.objects.values_list("pk", flat=True).get(number=number)
    advance(pk, acting.at)


def _open(scene: Play, deed: Deed, acting: Acting, who: str) -> None:
    told, stage = deed.answers, scene.stage
    asked = told.get("for")
    home = told.get("home") or asked or who
    spot = Spot(home=stage.homes.get(home, stage.any_home))
    if "place" in told or spot.home is None:
        spot = Spot(place=told.get("place", stage.village))
    answer = open_matter(
        str(deed.playbook),
        _answers(scene, deed),
        spot,
        acting,
        photos=_photos(scene, deed, acting),
        anonymous=told.get("anonymous") == "yes",
        requester=stage.people[asked] if asked else None,
    )
    scene.matters[deed.matter] = answer.content["number"]


def _photos(scene: Play, deed: Deed, acting: Acting) -> list[UUID]:
    count = int(deed.answers.get("photo", "0"))
    made = range(count)
    return [stages.picture(scene.stage, acting.who.person, acting.at) for _ in made]


def _answers(scene: Play, deed: Deed) -> dict[str, Any]:
    """Read names of the story as the people, households and matters they mean."""
    found: dict[str, Any] = {}
    for name, value in deed.answers.items():
        if name not in ASIDE:
            found[name] = _meaning(scene, name, value)
    return found


def _meaning(scene: Play, name: str, value: str) -> Any:
    stage = scene.stage
    if value in stage.rosters:
        return list(stage.rosters[value])
    if name in {"household", "households"}:
        return [stage.households[one] for one in value.split(",")]
    if value in stage.households and value not in stage.people:
        return str(stage.households[value])
    if name == "with" and value in scene.matters:
        return scene.matters[value]
    if value in stage.people and name not in {"title", "text", "reason"}:
        return str(stage.people[value])
    return value


# Results --------------------------------------------------------------------------------


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
    if matter.result in {"joined"} and state == matter.result:
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
        _expect(held.vacant, True, f"vacancy of {name}")
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
    _expect(_visible(scene, who, name, at), True, f"{who} seeing {name}")


def _unseen(scene: Play, expected: Expectation, at: datetime) -> None:
    who, name = expected.words
    _expect(_visible(scene, who, name, at), False, f"{who} seeing {name}")


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
    _expect(_held(scene, name).late_at is not None, True, f"lateness of {name}")


def _said(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    _expect(scene.said, " ".join(expected.words), "said")


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
}
