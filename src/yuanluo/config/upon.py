"""Deeds of stories that are about no matter: who serves, and what is in the register.

`appoint`, `end` and `look @WHO`; `break-glass`, `copy`, `agree`, `take`, `list`,
`register` and `unregister @PLACE`, and those upon a partition (`dividing`): each goes
through the same act as its page. A place is `village`, a level below it, or a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from yuanluo.config import dividing
from yuanluo.config.outcomes import Difference
from yuanluo.kernel.place import is_code
from yuanluo.matters.actions import leaving
from yuanluo.people import actions, copying, taking
from yuanluo.people.importing import ToRead, read_file
from yuanluo.people.models import Appointment
from yuanluo.people.openings import ToOpen, break_glass, open_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuanluo.config.outcomes import Play
    from yuanluo.kernel.storyline import Deed, StoryLine
    from yuanluo.people.queries import Acting

    Upon = Callable[[Play, StoryLine, Deed, Acting], None]


def act(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    """Carry out a deed upon somebody or some place."""
    found = DEEDS.get(deed.verb)
    if found is None:
        known = ", ".join(sorted(DEEDS))
        raise Difference(f"{deed.verb} @{deed.upon} is no deed; there are {known}")
    found(scene, line, deed, acting)


def _place(scene: Play, name: str) -> str:
    return name if is_code(name) else scene.stage.place_of(name)


def _person(scene: Play, name: str) -> int:
    if name not in scene.stage.people:
        raise Difference(f"{name} is not in the cast")
    return scene.stage.people[name]


def _appoint(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    told = deed.answers
    new = actions.ToAppoint(
        person=_person(scene, deed.upon),
        post=told.get("post", ""),
        place=_place(scene, told.get("at", "village")),
        since=line.at.date(),
        reason=told.get("reason", ""),
    )
    actions.appoint(acting, new)


def _end(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    told, day = deed.answers, line.at.date()
    held = Appointment.objects.on(day).filter(
        person=_person(scene, deed.upon), post__key=told.get("post", "")
    )
    found = held.select_related("post").first()
    if found is None:
        raise Difference(f"{deed.upon} does not hold {told.get('post', '')}")
    to = _person(scene, told["to"]) if "to" in told else None
    actions.end_appointment(acting, found.pk, day, told.get("reason", ""), to)
    leaving.pass_on_all(leaving.left(found), acting)


def _look(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    told = deed.answers
    field, purpose = told.get("field", "address"), told.get("purpose", "")
    asked = ToOpen(_person(scene, deed.upon), field, purpose, told.get("subject", ""))
    open_field(acting, asked)


def _break_glass(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    break_glass(acting, _place(scene, deed.upon), deed.answers.get("reason", ""))


def _copy(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    told, place = deed.answers, _place(scene, deed.upon)
    wanted = copying.ToCopy(place, told.get("purpose", ""), told.get("reason", ""))
    scene.copied = UUID(copying.ask_copy(acting, wanted).content["copy"])


def _agree(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    told = deed.answers
    agree, why = told.get("agree", "yes") == "yes", told.get("why", "")
    copying.decide_copy(acting, _copied(scene), agree=agree, why=why)


def _take(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line, deed
    copying.take_copy(acting, _copied(scene), "csv")


def _copied(scene: Play) -> UUID:
    if scene.copied is None:
        raise Difference("no copy was asked for")
    return scene.copied


def _list(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del line
    # Lines of the list stand between slashes, its cells between commas.
    text = "\n".join(deed.answers.get("rows", "").split("/"))
    file = ToRead(_place(scene, deed.upon), "名单.csv", text.encode())
    scene.listed = UUID(read_file(acting, file).content["import"])


def _register(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del deed
    taking.accept(acting, _listed(scene))
    taking.finish(_listed(scene), line.at)


def _unregister(scene: Play, line: StoryLine, deed: Deed, acting: Acting) -> None:
    del deed
    taking.undo(acting, _listed(scene))
    taking.finish(_listed(scene), line.at)


def _listed(scene: Play) -> UUID:
    if scene.listed is None:
        raise Difference("no list was read")
    return scene.listed


DEEDS: dict[str, Upon] = {
    "appoint": _appoint,
    "end": _end,
    "look": _look,
    "break-glass": _break_glass,
    "copy": _copy,
    "agree": _agree,
    "take": _take,
    "list": _list,
    "register": _register,
    "unregister": _unregister,
    **dividing.DEEDS,
}
