"""Playing stories: the lines go through the same acts that pages use.

Before each line everything the clock has to do is done at its own moment; what the
clock did and no line says is a difference. The first difference ends a story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from yuanluo.assembly.models import Ballot
from yuanluo.config import (
    dividing,
    playing_elections,
    playing_meetings,
    playing_notices,
    playing_papers,
    upon,
)
from yuanluo.config import stage as stages
from yuanluo.config.outcomes import CHECKS, Difference, Play
from yuanluo.config.sitting import sit
from yuanluo.kernel.storyline import ExpectationKind
from yuanluo.matters.actions import acts, leaving
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.models import Matter
from yuanluo.matters.queries.dossier import Gone
from yuanluo.matters.queries.spots import Spot
from yuanluo.people.queries import Acting, standing_on
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act

if TYPE_CHECKING:
    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.story import Story
    from yuanluo.kernel.storyline import Deed, StoryLine

NAMESPACE = UUID("0a6f3b7e-8f63-5c27-9a5a-1b2c3d4e5f60")
CLOCK_ACTS_MAX = 20_000
#: Answers that say where or for whom, and are no questions of a step.
ASIDE = {"photo", "place", "home", "for", "consent", "anonymous"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a story differs from what the product does."""

    title: str
    line: int
    text: str
    difference: str
    path: str = ""


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
        check = CHECKS.get(expectation.kind) or dividing.CHECKS[expectation.kind]
        check(scene, expectation, line.at)


# The clock --------------------------------------------------------------------------


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
            # What was left by a post that a step has ended is handed over, as ever.
            leaving.tick(at)
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
        # What the clock did to a list (`import:…`) is no matter's.
        if actor is None and channel == "clock" and ":" not in subject:
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


# Deeds ------------------------------------------------------------------------------


def _do(scene: Play, line: StoryLine, who: str, deed: Deed) -> None:
    acting = _acting(scene, line, who, deed)
    try:
        if deed.each:
            for index, child in enumerate(scene.children(deed.matter[:-2])):
                by = acting.again(index)
                _act(scene, child.number, deed, by)
        elif deed.upon:
            upon.act(scene, line, deed, acting)
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
    asked = deed.answers.get("for")
    return Acting(
        standing,
        line.at.astimezone(UTC),
        uuid5(NAMESPACE, key),
        # Whom a matter is opened for, `open_matter` is told.
        on_behalf=scene.stage.people[asked] if asked and not deed.playbook else None,
        consent=deed.answers.get("consent", "present") if asked else "",
    )


def _act(scene: Play, number: str, deed: Deed, acting: Acting) -> None:
    if deed.verb == "assembly":
        _sit(scene.stage, number, deed, acting)
        return
    if deed.verb in playing_meetings.VERBS:
        playing_meetings.do(scene, number, deed.verb, deed.answers, acting)
        return
    if deed.verb in playing_notices.VERBS:
        playing_notices.do(scene, number, deed.verb, deed.answers, acting)
        return
    if deed.verb in playing_papers.VERBS:
        playing_papers.do(scene, number, deed.verb, deed.answers, acting)
        return
    if deed.verb in playing_elections.VERBS:
        playing_elections.do(scene, number, deed.verb, deed.answers, acting)
        return
    acts.do(
        number, deed.verb, _answers(scene, deed), acting,
        photos=_photos(scene, deed, acting),
    )  # fmt: skip


def _sit(stage: stages.Stage, number: str, deed: Deed, acting: Acting) -> None:
    """Let the body that was asked sit: so many came, so many were in favour."""
    ballot = Ballot.objects.filter(matter=number, cancelled_at=None).last()
    if ballot is None:
        raise Difference("no body has been asked")
    stages.fill_seats(stage, ballot.body)
    told = deed.answers
    sit(
        ballot.pk,
        acting,
        present=int(told.get("present", "0")),
        yes=int(told.get("yes", "0")),
        minutes=told.get("minutes", "纪要"),
    )
    pk = Matter.objects.values_list("pk", flat=True).get(number=number)
    advance(pk, acting.at)


def _open(scene: Play, deed: Deed, acting: Acting, who: str) -> None:
    told, stage = deed.answers, scene.stage
    asked = told.get("for")
    home = told.get("home") or asked or who
    spot = Spot(home=stage.homes.get(home, stage.any_home))
    if "place" in told or spot.home is None:
        spot = Spot(place=stage.place_of(told.get("place", "village")))
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
    named = value.split(",")
    several = len(named) > 1 and stage.households.keys() >= set(named)
    if several or name in {"household", "households"}:
        return [stage.households[one] for one in named]
    if value in stage.households and value not in stage.people:
        return str(stage.households[value])
    if name == "with" and value in scene.matters:
        return scene.matters[value]
    if value in stage.people and name not in {"title", "text", "reason"}:
        return str(stage.people[value])
    return value
