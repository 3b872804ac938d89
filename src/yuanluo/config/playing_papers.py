"""What a story's people do with paper: declare, hand out, spoil, read, draw.

The newest vote of the matter is meant, a question or a round of an election. Marks are
names of candidates joined by "+", or "blank"; of a question `choice=yes`; a sheet that
says nothing clear is "unclear" in both. These are the acts that pages use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.assembly.actions import papers
from yuanluo.assembly.models import Ballot, Candidate, RollEntry
from yuanluo.config.outcomes import Difference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yuanluo.config.outcomes import Play
    from yuanluo.people.queries import Acting

    Told = Mapping[str, str]
    Doing = Callable[[Play, Ballot, Told, Acting], object]

#: Words that stand for a sheet as a whole.
WHOLE = {"blank": "abstain", "unclear": "spoiled"}


def do(scene: Play, number: str, verb: str, told: Told, acting: Acting) -> None:
    """Do what a line says with the paper of the vote that was asked last."""
    ballot = Ballot.objects.filter(matter=number, cancelled_at=None).last()
    if ballot is None:
        raise Difference("no body has been asked")
    VERBS[verb](scene, ballot, told, acting)


def _declare(scene: Play, ballot: Ballot, told: Told, acting: Acting) -> object:
    del scene
    return papers.declare(
        ballot.pk,
        acting,
        way=told.get("way", "secret"),
        both=told.get("both", "first"),
        sheets=int(told.get("sheets", "0")),
    )


def _hand_out(scene: Play, ballot: Ballot, told: Told, acting: Acting) -> None:
    """Hand a sheet to each of those named."""
    for name in told.get("to", "").split("+"):
        if name not in scene.stage.people:
            raise Difference(f"{name} is not in the cast")
        rows = RollEntry.objects.filter(
            roll__meeting=ballot.meeting_id, person=scene.stage.people[name]
        )
        entry = rows.values_list("pk", flat=True).first() or 0
        papers.hand_out(ballot.pk, entry, acting.again(name))


def _spoil(scene: Play, ballot: Ballot, told: Told, acting: Acting) -> object:
    del scene
    return papers.spoil(ballot.pk, int(told.get("number", "0")), acting)


def _open_box(scene: Play, ballot: Ballot, told: Told, acting: Acting) -> object:
    del scene, told
    return papers.open_box(ballot.pk, acting)


def _read(scene: Play, ballot: Ballot, told: Told, acting: Acting) -> object:
    said = told.get("mark") or told.get("choice", "")
    choice = WHOLE.get(said, said)
    if "mark" in told and said not in WHOLE:
        choice = "+".join(_candidate(scene, ballot, one) for one in said.split("+"))
    return papers.read_sheet(ballot.pk, int(told.get("number", "0")), choice, acting)


def _candidate(scene: Play, ballot: Ballot, name: str) -> str:
    rows = Candidate.objects.filter(
        election__ballot=ballot, person=scene.stage.people.get(name)
    )
    number = rows.values_list("number", flat=True).first()
    if number is None:
        raise Difference(f"{name} does not stand")
    return str(number)


def _draw(scene: Play, ballot: Ballot, told: Told, acting: Acting) -> object:
    del scene, told
    return papers.draw(ballot.pk, acting)


VERBS: dict[str, Doing] = {
    "declare-paper": _declare,
    "hand-out": _hand_out,
    "spoil-sheet": _spoil,
    "open-box": _open_box,
    "read-sheet": _read,
    "draw-sheets": _draw,
}
