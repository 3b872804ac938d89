"""What a story's chairs do with a body: call it, let people come, put the question.

The newest open question of the matter is meant. These are the acts that pages use; that
a call was too short, or that one was missing, is refused by them and told with its
number.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.convening import Call, convene
from yuanluo.assembly.actions.voting import put
from yuanluo.assembly.models import Ballot, RollEntry
from yuanluo.config import stage as stages
from yuanluo.config.outcomes import Difference
from yuanluo.config.sitting import PRIOR, VENUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.config.outcomes import Play
    from yuanluo.people.queries import Acting

VERBS = frozenset({"call-meeting", "let-in", "put-question"})


def do(
    scene: Play, number: str, verb: str, told: Mapping[str, str], acting: Acting
) -> None:
    """Do what a line says with the body that was asked last."""
    ballot = Ballot.objects.filter(matter=number, cancelled_at=None).last()
    if ballot is None:
        raise Difference("no body has been asked")
    if verb == "call-meeting":
        _call(scene, ballot, told, acting)
    elif verb == "let-in":
        _let_in(ballot, int(told.get("present", "0")), acting)
    else:
        put(ballot.pk, told.get("way", "hands"), acting.again("put"))


def _call(scene: Play, ballot: Ballot, told: Mapping[str, str], acting: Acting) -> None:
    """Call the body for so many days from now; `prior=no` says nothing went before."""
    stages.fill_seats(scene.stage, ballot.body)
    before = {} if told.get("prior") == "no" else {"party-discussion": PRIOR}
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
