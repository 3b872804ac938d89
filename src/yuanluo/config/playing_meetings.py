"""What a story's chairs do with a body: call it, let people come, put the question.

The newest question of the matter that was not taken back is meant. These are the acts
that pages use; that a call was too short, or that one was missing, is refused by them
and told with its number.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.closing import adjourn
from yuanluo.assembly.actions.convening import Call, convene
from yuanluo.assembly.actions.signing import sign, unsigned
from yuanluo.assembly.actions.voting import put
from yuanluo.assembly.models import Ballot, Meeting, RollEntry
from yuanluo.config import stage as stages
from yuanluo.config.outcomes import Difference
from yuanluo.config.sitting import PRIOR, VENUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.config.outcomes import Play
    from yuanluo.people.queries import Acting

VERBS = frozenset(
    {"call-meeting", "let-in", "put-question", "proxy", "sign-minutes", "adjourn"}
)


def do(
    scene: Play, number: str, verb: str, told: Mapping[str, str], acting: Acting
) -> None:
    """Do what a line says with the body that was asked last."""
    if verb == "sign-minutes":
        _sign(scene, number, told, acting)
        return
    ballot = Ballot.objects.filter(matter=number, cancelled_at=None).last()
    if ballot is None:
        raise Difference("no body has been asked")
    if verb == "call-meeting":
        _call(scene, ballot, told, acting)
    elif verb == "let-in":
        _let_in(ballot, int(told.get("present", "0")), acting)
    elif verb == "proxy":
        _proxy(scene, ballot, told, acting)
    elif verb == "adjourn":
        adjourn(ballot.meeting_id or 0, told.get("minutes", "纪要"), acting)
    else:
        put(ballot.pk, told.get("way", "hands"), acting.again("put"))


def _call(scene: Play, ballot: Ballot, told: Mapping[str, str], acting: Acting) -> None:
    """Call the body for so many days from now.

    `prior=no` says that nothing went before, `prior=party-discussion` only this.
    """
    stages.fill_seats(scene.stage, ballot.body)
    named = told["prior"].split("+") if "prior" in told else list(PRIOR)
    before = {name: PRIOR[name] for name in named if name in PRIOR}
    convene(
        Call(
            ballots=(ballot.pk,),
            held_at=acting.at + timedelta(days=int(told.get("days", "0"))),
            venue=VENUE,
            unit=told.get("unit", ""),
            special_reason=told.get("special", ""),
            special_signer=told.get("signer", ""),
            prior=before,
        ),
        acting.again("call"),
    )


def _let_in(ballot: Ballot, present: int, acting: Acting) -> None:
    """Let so many of the roll come who are not there yet."""
    entries = RollEntry.objects.filter(roll__meeting=ballot.meeting)
    waiting = list(entries.filter(attendance=None).order_by("number")[:present])
    for entry in waiting:
        check_in(entry.pk, acting.again("come", entry.pk))


def _proxy(
    scene: Play, ballot: Ballot, told: Mapping[str, str], acting: Acting
) -> None:
    """Let somebody in who stands in: `of=lin by=yang evidence="a letter"`."""
    for of in told.get("of", "").split("+"):
        row = RollEntry.objects.filter(
            roll__meeting=ballot.meeting, person=scene.stage.people.get(of)
        ).first()
        check_in(
            row.pk if row else 0,
            acting.again("proxy", of),
            person=scene.stage.people.get(told.get("by", "")),
            evidence=told.get("evidence", ""),
        )


def _sign(scene: Play, number: str, told: Mapping[str, str], acting: Acting) -> None:
    """Sign the minutes of the last sitting; who is still missing is said."""
    sat = Meeting.objects.filter(ballots__matter=number).order_by("-id").first()
    if sat is None:
        raise Difference("no body has sat")
    sign(sat.pk, told.get("as", "chair"), acting)
    missing = [f"{one.role}:{one.missing}" for one in unsigned(sat)]
    scene.said = " ".join(missing) or "signed"
