"""What a story's people do in an election: nominate, agree, vote, count, close.

Marks are names, joined by "+" ("zhang+li"), or "blank". These are the acts that pages
use; a playbook with a step of the same name keeps its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.convening import answer_objection, object_to_roll
from yuanluo.assembly.actions.nominating import answer_nomination, nominate
from yuanluo.assembly.actions.polling import count_pile, give_paper
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.models import Candidate, RollEntry, RollObjection
from yuanluo.assembly.rounds import elected, latest
from yuanluo.config.outcomes import Difference
from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions.clockwork import advance
from yuanluo.matters.models import Matter
from yuanluo.record.actions import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yuanluo.assembly.models import Election
    from yuanluo.config.outcomes import Play
    from yuanluo.people.queries import Acting

    Told = Mapping[str, str]
    Doing = Callable[[Play, Election, Told, Acting], None]

RECEIPTS = UUID("2b5d5b6e-3f0c-5a1a-8f5e-0d6f5c8e7a21")


def do(scene: Play, number: str, verb: str, told: Told, acting: Acting) -> None:
    """Do what a line says to the election of a matter."""
    election = latest(number)
    if election is None:
        raise Refused([Refusal("NOT_CONVENED")])
    VERBS[verb](scene, election, told, acting)


def _name(scene: Play, name: str) -> str:
    if name not in scene.stage.people:
        raise Difference(f"{name} is not in the cast")
    return name


def _candidate(scene: Play, election: Election, name: str) -> Candidate:
    found = Candidate.objects.filter(
        election=election, person=scene.stage.people[_name(scene, name)]
    ).first()
    if found is None:
        raise Difference(f"{name} was not nominated")
    return found


def _object(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    del scene
    assert election.ballot.meeting_id is not None, election
    object_to_roll(election.ballot.meeting_id, told.get("text", ""), acting)


def _answer(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    del scene
    open_ = RollObjection.objects.filter(
        roll__meeting=election.ballot.meeting_id, answered_at=None
    ).first()
    if open_ is None:
        raise Difference("nobody objected to the roll")
    answer_objection(open_.pk, told.get("text", ""), acting)


def _nominate(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    name = _name(scene, told.get("who", ""))
    nominate(election.ballot_id, name, told.get("words", ""), acting)


def _agree(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    name = told.get("who") or told.get("for") or acting.who.name
    row = _candidate(scene, election, name)
    answer_nomination(row.pk, told.get("answer", "accepted"), acting)


def _poll(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    del scene
    put(election.ballot_id, told.get("way", "secret"), acting)


def _vote(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    choice = "abstain"
    if told.get("mark", "blank") != "blank":
        rows = [_candidate(scene, election, n) for n in told["mark"].split("+")]
        choice = "+".join(str(row.number) for row in rows)
    # Who votes for somebody who asked them to (`for=`) does it at the desk.
    whom = acting.on_behalf or acting.who.person
    entry = _entry(election, whom) if acting.on_behalf else None
    receipt = uuid5(RECEIPTS, f"{election.pk}/{whom}").hex
    cast(election.ballot_id, choice, acting, entry=entry, receipt=receipt)


def _entry(election: Election, person: int | None) -> int:
    """Give where somebody stands on the roll; 0 where they do not."""
    rows = RollEntry.objects.filter(
        roll__meeting=election.ballot.meeting_id, person=person
    )
    return rows.values_list("pk", flat=True).first() or 0


def _paper(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    """Hand a sheet to each of those named."""
    for name in told.get("to", "").split("+"):
        row = RollEntry.objects.filter(
            roll__meeting=election.ballot.meeting_id,
            person=scene.stage.people[_name(scene, name)],
        ).first()
        give_paper(election.ballot_id, row.pk if row else 0, acting.again(name))


def _pile(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    """Count a pile: `zhang=3 li=2 blank=1 spoiled=0`, all sheets added up."""
    counts = {"blank": 0, "spoiled": 0}
    for row in election.candidates.exclude(number=None):
        counts[f"votes-{row.number}"] = 0
    for name, many in told.items():
        if name in {"blank", "spoiled", "sheets"}:
            counts[name] = int(many)
        else:
            row = _candidate(scene, election, name)
            counts[f"votes-{row.number}"] = int(many)
    counts.setdefault("sheets", sum(counts.values()))
    count_pile(election.ballot_id, counts, acting)


def _count(scene: Play, election: Election, told: Told, acting: Acting) -> None:
    """Close the round; what it came to and who is elected so far is said."""
    del told
    outcome = close(election.ballot_id, acting).content["outcome"]
    number = election.ballot.matter
    scene.said = " ".join([outcome, *(one.name for one in elected(number))])
    advance(Matter.objects.values_list("pk", flat=True).get(number=number), acting.at)


VERBS: dict[str, Doing] = {
    "object-roll": _object,
    "answer-roll": _answer,
    "nominate": _nominate,
    "stand": _agree,
    "poll": _poll,
    "vote": _vote,
    "paper": _paper,
    "pile": _pile,
    "count": _count,
}
