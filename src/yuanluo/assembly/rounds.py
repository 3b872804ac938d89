"""Holding an election: the roll frozen, who stands, the vote opened, round by round.

These are parts of the steps of a matter, inside their transaction: they write rows of
this app and leave the record to the step. What the rule asks for and is missing is
refused before anything is written. Nobody here says who is elected.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.models import ACCEPTED, Ballot, Candidate, Election, Meeting
from yuanluo.assembly.rolls import freeze
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.deciding.binding import Rule, binding
from yuanluo.kernel.deciding.elected import result_of
from yuanluo.kernel.deciding.electing import (
    TIED,
    UNFILLED,
    sealed,
    standing_again,
    ties_of,
)
from yuanluo.kernel.deciding.marks import CANDIDATES_MOST
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.period import Period
from yuanluo.territory.charters import charter
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.deciding.rulepack import RulePack
    from yuanluo.kernel.effect import Subject

#: When the poll begins on its day, unless the charter's people begin later.
OPENS = time(8, 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an announcement says: which post, how many, when and where."""

    body: str
    post: str
    rules: str
    seats: int
    polls_on: date
    venue: str
    unit: str = ""

    @property
    def held_at(self) -> datetime:
        """The moment from which votes are taken."""
        return datetime.combine(self.polls_on, OPENS, SHANGHAI)


def latest(matter: str) -> Election | None:
    """Give the newest round of a matter's election that was not taken back."""
    rounds = Election.objects.filter(ballot__matter=matter, ballot__cancelled_at=None)
    return rounds.select_related("ballot__meeting__roll").order_by("-id").first()


# Announcing ---------------------------------------------------------------------------


def not_to_be_announced(
    subject: Subject, wanted: Wanted, at: datetime
) -> list[Refusal]:
    """Say why an election may not be announced so, with the number that is missing."""
    reading = charter(subject.charter)
    rule = _rule(reading, wanted, subject.village)
    if rule is None or rule.pack.election is None:
        return [Refusal("NO_RULE", wanted.rules)]
    found = []
    days = (wanted.polls_on - at.astimezone(SHANGHAI).date()).days
    if days < rule.notice_days:
        found.append(Refusal("NOTICE_SHORT", str(rule.notice_days - days)))
    most = _most(reading, wanted.post)
    if not 1 <= wanted.seats <= min(most or wanted.seats, CANDIDATES_MOST):
        found.append(Refusal("BAD", "seats"))
    if wanted.unit and rule.electorate(wanted.unit) is None:
        found.append(Refusal("BAD", "unit"))
    if not _office_here(reading, wanted.post, subject.place):
        found.append(Refusal("NO_SUCH_OFFICE"))
    return found


def _rule(reading: Charter, wanted: Wanted, village: str) -> Rule | None:
    return binding(reading.rules, wanted.rules, village, wanted.polls_on)


def _most(reading: Charter, post: str) -> int | None:
    plain = reading.post(post)
    body = reading.body(post.partition(":")[2])
    return plain.most if plain else body.seats if body else None


def _office_here(reading: Charter, post: str, place: str) -> bool:
    """Say whether a post exists at the level of a place."""
    level = Place.objects.filter(code=place).values_list("level", flat=True).first()
    plain = reading.post(post)
    if plain is not None:
        return level in plain.levels
    body = reading.body(post.partition(":")[2])
    return body is not None and body.level == level


def announce(subject: Subject, wanted: Wanted, by: int, at: datetime) -> Election:
    """Freeze the roll of an election and say what will be asked, and by which rule."""
    reading = charter(subject.charter)
    rule = _rule(reading, wanted, subject.village)
    assert rule is not None, wanted.rules
    assert rule.pack.election is not None, wanted.rules
    body = reading.body(wanted.body)
    assert body is not None, wanted.body
    meeting = Meeting.objects.create(
        charter=subject.charter,
        village=subject.village,
        body=wanted.body,
        title=body.title,
        unit=wanted.unit or rule.pack.electorates[0].unit,
        rule=rule.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        venue=wanted.venue[:200],
        code=secrets.token_hex(8),
        convened_at=at,
        convened_by_id=by,
        held_at=wanted.held_at,
        notice_days=(wanted.polls_on - at.astimezone(SHANGHAI).date()).days,
    )
    freeze(meeting, rule, subject.place, at, _objections_until(rule.pack, meeting))
    ballot = _ballot(subject, meeting, at)
    seed = secrets.token_hex(32)
    return Election.objects.create(
        ballot=ballot,
        post=wanted.post,
        place=subject.place,
        rules=wanted.rules,
        seats=wanted.seats,
        ties=list(ties_of(rule.pack.election.tie, 1)),
        seed=seed,
        sealed=sealed(seed),
    )


def _objections_until(pack: RulePack, meeting: Meeting) -> datetime:
    """Give until when the roll may be objected to: its days, or the poll if sooner."""
    assert pack.election is not None, pack.id
    if pack.election.objections is None:
        return meeting.held_at
    days = -int(-Period.parse(pack.election.objections).roughly // 1)
    last = meeting.convened_at.astimezone(SHANGHAI).date() + timedelta(days=days)
    ends = datetime.combine(last + timedelta(days=1), time(0), SHANGHAI)
    return min(ends, meeting.held_at)


def _ballot(
    subject: Subject, meeting: Meeting, at: datetime, round_number: int = 1
) -> Ballot:
    again = f" ({round_number})" if round_number > 1 else ""
    return Ballot.objects.create(
        matter=subject.number,
        visit=subject.visit,
        ident="poll",
        charter=subject.charter,
        village=subject.village,
        body=meeting.body,
        title=subject.title[:190] + again,
        openness=subject.openness,
        opened_at=at,
        meeting=meeting,
    )


def take_back(matter: str, at: datetime) -> None:
    """Take an election back that has not been decided, to announce it anew."""
    Ballot.objects.filter(
        matter=matter, election__isnull=False, decided_at=None, cancelled_at=None
    ).update(cancelled_at=at)


# Who stands ---------------------------------------------------------------------------


def roll_unsettled(election: Election, at: datetime) -> list[Refusal]:
    """Say why nobody may be nominated yet: the roll is open, or an objection is."""
    meeting = election.ballot.meeting
    assert meeting is not None, election
    found = []
    if at < meeting.roll.objections_until:
        found.append(Refusal("ROLL_OPEN"))
    if meeting.roll.objections.filter(answered_at=None).exists():
        found.append(Refusal("ROLL_OBJECTED"))
    return found


def open_nominations(election: Election, at: datetime) -> None:
    """Let people be nominated; also anew, after an objection to the list."""
    election.candidates.update(number=None)
    election.nominating_since, election.slated_at = at, None
    election.save(update_fields=["nominating_since", "slated_at"])


def not_to_be_slated(election: Election) -> list[Refusal]:
    """Say how many more must agree to stand before the list can be closed."""
    rule = Rule.model_validate(_meeting(election).rule)
    form = rule.pack.election
    contested = form is not None and form.contested
    needed = election.seats + contested
    standing = election.candidates.filter(answer=ACCEPTED).count()
    if standing > CANDIDATES_MOST:
        return [Refusal("TOO_MANY_CANDIDATES", str(CANDIDATES_MOST))]
    if standing < needed:
        return [Refusal("TOO_FEW_CANDIDATES", str(needed - standing))]
    return []


def slate(election: Election, at: datetime) -> list[Candidate]:
    """Close the list: who agreed gets a number, in an order drawn from the roll."""
    roll = _meeting(election).roll.sha256
    standing = sorted(
        election.candidates.filter(answer=ACCEPTED),
        key=lambda one: hashlib.sha256(f"{roll}/{one.person_id}".encode()).hexdigest(),
    )
    for number, one in enumerate(standing, start=1):
        one.number = number
        one.save(update_fields=["number"])
    election.slated_at = at
    election.save(update_fields=["slated_at"])
    return standing


def _meeting(election: Election) -> Meeting:
    meeting = election.ballot.meeting
    assert meeting is not None, election
    return meeting


# Rounds -------------------------------------------------------------------------------


def open_round(subject: Subject, at: datetime) -> Election:
    """Open the vote of this visit: the first round, or the next one after another."""
    last = latest(subject.number)
    assert last is not None, subject.number
    if last.ballot.outcome in {TIED, UNFILLED}:
        last = _next_round(last, subject, at)
    ballot = last.ballot
    ballot.visit, ballot.openness = subject.visit, subject.openness
    ballot.save(update_fields=["visit", "openness"])
    last.opened_at = at
    last.save(update_fields=["opened_at"])
    return last


def _next_round(last: Election, subject: Subject, at: datetime) -> Election:
    """Ask again among those who are alike, or who came nearest, for what is left."""
    document: dict[str, Any] = last.ballot.certificate or {}
    result, counted = result_of(document)
    meeting = _meeting(last)
    form = Rule.model_validate(meeting.rule).pack.election
    assert form is not None, last
    seed = secrets.token_hex(32)
    made = Election.objects.create(
        ballot=_ballot(subject, meeting, at, last.round + 1),
        after=last,
        round=last.round + 1,
        post=last.post,
        place=last.place,
        rules=last.rules,
        seats=result.seats_left,
        ties=list(ties_of(form.tie, last.round + 1)),
        seed=seed,
        sealed=sealed(seed),
        nominating_since=at,
        slated_at=at,
    )
    _stand_again(last, made, standing_again(result, counted))
    return made


def _stand_again(last: Election, made: Election, numbers: list[int]) -> None:
    rows = last.candidates.filter(number__in=numbers).order_by("number")
    Candidate.objects.bulk_create(
        Candidate(
            election=made,
            person_id=one.person_id,
            name=one.name,
            words=one.words,
            nominated_by_id=one.nominated_by_id,
            nominated_at=one.nominated_at,
            answer=ACCEPTED,
            answered_at=one.answered_at,
            number=number,
        )
        for number, one in enumerate(rows, start=1)
    )


# What came of it ----------------------------------------------------------------------


def rounds(matter: str) -> list[Election]:
    """Give the rounds counted in the election now running, the first of them first."""
    one = latest(matter)
    found: list[Election] = []
    while one is not None:
        if one.ballot.certificate:
            found.append(one)
        one = one.after
    return found[::-1]


def elected(matter: str) -> list[Candidate]:
    """Give who was elected, round by round, as the certificates say."""
    found: list[Candidate] = []
    for one in rounds(matter):
        numbers = (one.ballot.certificate or {})["elected"]
        mine = {row.number: row for row in one.candidates.exclude(number=None)}
        found += [mine[number] for number in numbers]
    return found
