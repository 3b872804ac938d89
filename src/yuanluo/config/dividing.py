"""Deeds of stories upon a partition into courtyards, and what came of them.

`draw`, `move`, `undo`, `redo` and `adopt @village` go through the acts of the page;
which homes there are, the stage has built. A refusal is told by its code alone: which
courtyards are too small is said in words.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from yuanluo.config.outcomes import Difference, Play
from yuanluo.courtyards import actions, adopting, settling, surveying
from yuanluo.courtyards.models import Allotment, Partition
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.storyline import Expectation, ExpectationKind
from yuanluo.record.actions import Refused
from yuanluo.territory.models import Home

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuanluo.kernel.storyline import Deed, StoryLine
    from yuanluo.people.queries import Acting

    Upon = Callable[[Play, StoryLine, Deed, Acting], None]

# Deeds --------------------------------------------------------------------------------


def _draw(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    wanted = actions.ToDivide(scene.stage.place_of(deed.upon))
    scene.drawn = actions.draw(acting, wanted).content["partition"]


def _move(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    draft, lying = _draft(scene), _lying(scene)
    homes = [_home(scene, name) for name in deed.answers.get("homes", "").split()]
    to = lying[_home(scene, deed.answers.get("to", ""))]
    actions.move(acting, draft.pk, draft.version, homes, to)


def _undo(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line, deed
    draft = _draft(scene)
    actions.undo(acting, draft.pk, draft.version)


def _redo(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line, deed
    draft = _draft(scene)
    actions.redo(acting, draft.pk, draft.version)


def _adopt(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    draft = _draft(scene)
    since = deed.answers.get("since", "")
    day = date.fromisoformat(since) if since else line.at.date()
    names = {plot.number: f"{plot.number}号院落" for plot in draft.plots.all()}
    wanted = adopting.ToAdopt(draft.pk, draft.version, day, names)
    adopting.adopt(acting, wanted)
    if day <= line.at.date():
        settling.settle(draft.pk, acting.at)


def _draft(scene: Play) -> Partition:
    if scene.drawn is None:
        raise Difference("nothing was drawn")
    return Partition.objects.get(pk=scene.drawn)


def _lying(scene: Play) -> dict[int, int]:
    """Give the courtyard of each home as it is drawn."""
    rows = Allotment.objects.filter(partition=_draft(scene))
    return dict(rows.values_list("home", "number"))


def _home(scene: Play, name: str) -> int:
    found = Home.objects.filter(village=scene.stage.village, address=name).first()
    if found is None:
        raise Difference(f"there is no home {name}")
    return found.pk


def _plainly(do: Upon) -> Upon:
    def done(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
        try:
            do(scene, line, deed, acting)
        except Refused as refused:
            raise Refused([Refusal(one.code) for one in refused.reasons]) from None

    return done


DEEDS: dict[str, Upon] = {
    "draw": _plainly(_draw),
    "move": _plainly(_move),
    "undo": _plainly(_undo),
    "redo": _plainly(_redo),
    "adopt": _plainly(_adopt),
}


# Results ------------------------------------------------------------------------------


def _drawn(scene: Play, expected: Expectation, at: datetime) -> None:
    del at
    found, wanted = len(set(_lying(scene).values())), int(expected.words[0])
    if found != wanted:
        raise Difference(f"{found} courtyards are drawn, not {wanted}")


def _beside(scene: Play, expected: Expectation, at: datetime) -> None:
    """Compare the courtyards of two homes as they are in force on the day."""
    one, other = (_home(scene, name) for name in expected.words)
    level = _draft(scene).level
    inside = surveying.running(scene.stage.village, level, at.date())
    place = dict(inside.values_list("home", "place"))
    together = one in place and place[one] == place.get(other)
    if together != (expected.kind is ExpectationKind.BESIDE):
        words = "in one courtyard" if together else "not in one courtyard"
        raise Difference(f"{' and '.join(expected.words)} are {words}")


CHECKS: dict[ExpectationKind, Callable[[Play, Expectation, datetime], None]] = {
    ExpectationKind.DRAWN: _drawn,
    ExpectationKind.BESIDE: _beside,
    ExpectationKind.APART: _beside,
}
