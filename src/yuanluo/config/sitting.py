"""A body sits, for stories and demonstrations: through the acts that pages use.

It is told how many came and how many were in favour, and lets so many people of the
roll come and raise their hands; what comes of it is counted, never said here.
"""

from __future__ import annotations

from dataclasses import replace

from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.convening import Call, convene
from yuanluo.assembly.actions.inscribing import serves
from yuanluo.assembly.actions.voting import cast, count_hands, put
from yuanluo.assembly.models import OWNERS, Ballot, Meeting, RollEntry
from yuanluo.assembly.tallying import counted, rule_kept
from yuanluo.kernel.deciding.counting import judge
from yuanluo.people.queries import Acting, standing_on

VENUE = "会议室"
#: Hands are counted where one of the first who came may count; else votes are by name.
TELLERS_TRIED = 3
#: What is said to have come before, as far as a rule asks for it.
PRIOR = {
    "party-discussion": "支部已研究",
    "legality-check": "司法所已审",
    "accounts-open": "贴在村部，人人可看",
}


def call(ballot: int, chair: Acting) -> Meeting:
    """Let the chair call the body for now."""
    answer = convene(
        Call(
            ballots=(ballot,),
            held_at=chair.at,
            venue=VENUE,
            prior=PRIOR,
        ),
        chair.again("convene"),
    )
    return Meeting.objects.get(pk=answer.content["meeting"])


def sit(
    ballot: int, chair: Acting, *, present: int, yes: int, minutes: str = "纪要"
) -> str:
    """Let a body sit on a question; give the outcome that was counted."""
    meeting = Ballot.objects.get(pk=ballot).meeting or call(ballot, chair)
    entries = list(RollEntry.objects.filter(roll__meeting=meeting).order_by("number"))
    came = entries[:present]
    there = set(meeting.attendances.values_list("entry", flat=True))
    for entry in came:
        if entry.pk not in there:
            check_in(entry.pk, chair.again("come", entry.pk))
    one = Ballot.objects.get(pk=ballot)
    rule = rule_kept(meeting)
    if rule.pack.by == "votes" or judge(rule, counted(one), one.item).valid:
        _vote(ballot, chair, came, yes)
    adjourn(meeting.pk, minutes, chair.again("adjourn"))
    return Ballot.objects.values_list("outcome", flat=True).get(pk=ballot)


def _vote(ballot: int, chair: Acting, came: list[RollEntry], yes: int) -> None:
    """Raise hands before two tellers; whoever sits alone says so by name."""
    tellers = _tellers(Ballot.objects.get(pk=ballot), chair, came)
    if Ballot.objects.get(pk=ballot).polling_at is None:
        put(ballot, "hands" if tellers else "open", chair.again("put"))
    if tellers:
        hands = {"yes": yes, "no": max(0, len(came) - yes), "abstain": 0}
        second = _second(chair, tellers[0])
        for acting in (chair, second):
            count_hands(ballot, acting.again("hands", _of(acting)), **hands)
    for index, entry in enumerate([] if tellers else came):
        choice = "yes" if index < yes else "no"
        acting = replace(chair.again("cast", entry.pk), consent="present")
        cast(ballot, choice, acting, entry=entry.pk)
    close(ballot, chair.again("close"))


def _tellers(one: Ballot, chair: Acting, came: list[RollEntry]) -> list[int]:
    """Find somebody beside the chair who may count hands; nobody where none serves."""
    if one.meeting is not None and one.meeting.unit == OWNERS:
        return []
    people = [e.person_id for e in came if e.person_id not in (None, _of(chair))]
    day = chair.at.date()
    return [
        person
        for person in people[:TELLERS_TRIED]
        if person is not None
        and serves(standing_on(person, day), one.body, one.village)
    ]


def _of(acting: Acting) -> int | None:
    return acting.who.person


def _second(chair: Acting, person: int | None) -> Acting:
    standing = standing_on(person, chair.at.date())
    return Acting(standing, chair.at, chair.request_id, channel=chair.channel)
