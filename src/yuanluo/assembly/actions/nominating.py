"""Who is nominated, by whom, and whether they agree to stand.

Those on the roll nominate, and nobody else; who is nominated must be on the roll too,
and stands only after having said yes themselves. Whoever runs the election does not
stand in it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.inscribing import chairs, said, serves, write
from yuanluo.assembly.models import ACCEPTED, DECLINED, Candidate, Election, RollEntry
from yuanluo.assembly.queries import entry_of
from yuanluo.kernel.effect import Refusal
from yuanluo.people.helping import consented
from yuanluo.people.queries import residing
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from yuanluo.assembly.models import Meeting
    from yuanluo.people.models import Residency
    from yuanluo.people.queries import Acting

WORDS_MOST = 300


def nominate(ballot: int, name: str, words: str, acting: Acting) -> Answer:
    """Nominate somebody on the roll by name, or by name and number on the roll."""
    payload = {"act": "election.nominate", "ballot": ballot, "name": name}

    def act(request_hash: str) -> dict[str, Any]:
        one, meeting = _running(ballot)
        if entry_of(meeting, acting) is None or acting.who.person is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        person, called = _named(meeting, name)
        if Candidate.objects.filter(election=one, person=person).exists():
            raise Refused([Refusal("ALREADY_NOMINATED")])
        _stands_apart(meeting, person, acting)
        own = person == acting.who.person
        made = Candidate.objects.create(
            election=one,
            person_id=person,
            name=called,
            words=said("words", words, WORDS_MOST, needed=False),
            nominated_by_id=acting.who.person,
            nominated_at=acting.at,
            # Whoever puts themselves forward has agreed.
            answer=ACCEPTED if own else "",
            answered_at=acting.at if own else None,
        )
        answer = {"ballot": ballot, "candidate": made.pk}
        return write(
            meeting,
            "election.nominate",
            acting,
            request_hash,
            answer,
            payload={"person": person},
        )

    return once(acting.request_id, payload | {"words": words}, act)


def _running(ballot: int) -> tuple[Election, Meeting]:
    rows = Election.objects.select_for_update(of=("self",))
    one = rows.select_related("ballot__meeting").filter(ballot=ballot).first()
    meeting = one.ballot.meeting if one else None
    if one is None or meeting is None or one.nominating_since is None:
        raise Refused([Refusal("NOT_NOMINATING")])
    if one.slated_at is not None or one.ballot.cancelled_at is not None:
        raise Refused([Refusal("NOT_NOMINATING")])
    return one, meeting


def _named(meeting: Meeting, text: str) -> tuple[int, str]:
    """Find whom a nomination means: a name on the roll, made clear by its number."""
    if not text.strip():
        raise Refused([Refusal("MISSING", "name")])
    name, _, number = text.strip().replace("，", " ").partition(" ")
    if meeting.unit == "households":
        return _living(meeting, name)
    rows = RollEntry.objects.filter(roll__meeting=meeting, name=name)
    if number.strip().isdigit():
        rows = rows.filter(number=int(number.strip()[:9]))
    found = list(rows.order_by("number")[:2])
    if len(found) > 1:
        raise Refused([Refusal("SEVERAL_OF_THE_NAME")])
    if not found or found[0].person_id is None:
        raise Refused([Refusal("NOBODY_OF_THE_NAME")])
    return found[0].person_id, found[0].name


def _living(meeting: Meeting, name: str) -> tuple[int, str]:
    """Find who of the households on the roll bears a name."""
    homes = RollEntry.objects.filter(roll__meeting=meeting).values("household")
    lives = residing(meeting.roll.as_of).filter(household__in=homes, person__name=name)
    found: list[Residency] = list(lives[:2])
    if len(found) != 1:
        code = "SEVERAL_OF_THE_NAME" if found else "NOBODY_OF_THE_NAME"
        raise Refused([Refusal(code)])
    return found[0].person_id, name


def _stands_apart(meeting: Meeting, person: int, acting: Acting) -> None:
    """Refuse whoever runs the election; they would count their own votes."""
    if person == acting.who.person and _serves_it(meeting, acting):
        raise Refused([Refusal("RUNS_IT")])
    if person == meeting.convened_by_id:
        raise Refused([Refusal("RUNS_IT")])


def _serves_it(meeting: Meeting, acting: Acting) -> bool:
    """Say whether somebody sits in the body that holds the election."""
    seated = {f"chair:{meeting.body}", f"seat:{meeting.body}"}
    mine = {post.key for post in acting.who.posts}
    return bool(seated & mine) and serves(acting.who, meeting.body, meeting.village)


def answer_nomination(candidate: int, answer: str, acting: Acting) -> Answer:
    """Agree to stand, or not; only whoever was nominated says it.

    For somebody without a phone whoever chairs the election writes it down, with how
    they agreed (the acting's `consent`), and they are told.
    """
    payload = {"act": "election.answer", "candidate": candidate, "answer": answer}

    def act(request_hash: str) -> dict[str, Any]:
        row = Candidate.objects.filter(pk=candidate).first()
        if row is None:
            raise Refused([Refusal("WRONG_POST")])
        _, meeting = _running(row.election.ballot_id)
        one = Candidate.objects.select_for_update().get(pk=candidate)
        own = one.person_id == acting.who.person
        if not own and not chairs(acting.who, meeting.body, meeting.village):
            raise Refused([Refusal("WRONG_POST")])
        if own:
            _stands_apart(meeting, one.person_id, acting)
        if answer not in {ACCEPTED, DECLINED}:
            raise Refused([Refusal("MISSING", "answer")])
        if not own and (unsaid := consented(acting.consent)):
            raise Refused(unsaid)
        one.answer, one.answered_at = answer, acting.at
        one.save(update_fields=["answer", "answered_at"])
        told: dict[str, Any] = {"person": one.person_id, "answer": answer}
        made = {"ballot": row.election.ballot_id, "candidate": one.pk}
        by = acting
        if not own:
            by = replace(acting, on_behalf=one.person_id)
            told["consent"] = acting.consent
        return write(meeting, "election.answer", by, request_hash, made, payload=told)

    return once(acting.request_id, payload, act)
