"""Closing a question: counted once, certified, and never opened again.

The outcome is what the count comes to under the rule kept with the meeting; nobody
says it. A roll that was changed after it was frozen is never counted. When a meeting
ends for want of people, every question still on its agenda ends with it, inquorate.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.inscribing import chairs, said, write
from yuanluo.assembly.actions.laying import lay_in
from yuanluo.assembly.actions.polling import election_of
from yuanluo.assembly.alongside import alongside
from yuanluo.assembly.declaring import declared, papers_uncounted
from yuanluo.assembly.models import Ballot, Mark, Meeting, Roll, SecretVote
from yuanluo.assembly.rolls import is_intact
from yuanluo.assembly.tallying import agreed_hands, counted, rule_kept
from yuanluo.kernel.deciding.certificate import certify
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from yuanluo.kernel.deciding.certificate import Certificate
    from yuanluo.people.queries import Acting

MINUTES_MOST = 10_000


def close(ballot: int, acting: Acting) -> Answer:
    """Close the vote on a question and count it; the chair does."""
    payload = {"act": "ballot.close", "ballot": ballot}

    def act(request_hash: str) -> dict[str, Any]:
        rows = Ballot.objects.select_for_update(of=("self",))
        one = rows.select_related("meeting__roll").filter(pk=ballot).first()
        meeting = one.meeting if one else None
        if one is None or not chairs(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        if meeting is None or one.polling_at is None:
            raise Refused([Refusal("NOT_OPEN")])
        if one.decided_at is not None or one.cancelled_at is not None:
            raise Refused([Refusal("CLOSED")])
        if one.way == "hands" and agreed_hands(one) is None:
            raise Refused([Refusal("TWO_TELLERS")])
        if papers_uncounted(one):
            raise Refused([Refusal("TWO_TELLERS")])
        certificate = _decide(one, meeting, acting)
        return _written(one, meeting, certificate, acting, request_hash)

    return once(acting.request_id, payload, act)


def _decide(one: Ballot, meeting: Meeting, acting: Acting) -> Certificate:
    """Count, certify and keep; whatever could join a vote to its voter goes."""
    if not is_intact(meeting.roll):
        raise Refused([Refusal("ROLL_CHANGED")])
    paper = lay_in(one, acting)
    count = counted(one, closing=True)
    told = _about(one, meeting, meeting.roll, acting) | alongside(one)
    if paper:
        told["paper"] = paper
    rule = rule_kept(meeting)
    certificate = declared(one, rule, count, told) or certify(
        rule, count, told, one.item
    )
    one.outcome, one.decided_at = certificate.outcome, acting.at
    one.certificate, one.sha256 = dict(certificate.document), certificate.sha256
    if one.way == "secret":
        one.receipts = _parted(one)
    one.save(
        update_fields=["outcome", "decided_at", "certificate", "sha256", "receipts"]
    )
    return certificate


def _about(one: Ballot, meeting: Meeting, roll: Roll, acting: Acting) -> dict[str, Any]:
    told: dict[str, Any] = {
        "ballot": one.pk,
        "matter": one.matter,
        "title": one.title,
        "body": meeting.title,
        "village": one.village,
        "way": one.way,
        "convened_at": meeting.convened_at.isoformat(),
        "held_at": meeting.held_at.isoformat(),
        "closed_at": acting.at.isoformat(),
        "notice_days": meeting.notice_days,
        "roll": {"as_of": roll.as_of.isoformat(), "sha256": roll.sha256},
        "prior": meeting.prior,
    }
    if meeting.composition:
        told["composition"] = meeting.composition
    if meeting.special_reason:
        told["special"] = [meeting.special_reason, meeting.special_signer]
    return told


def _parted(one: Ballot) -> list[str]:
    """Take the receipts off the votes and write votes and marks in an order anew.

    What was written one after the other lies one after the other on the disk, and that
    too would tell who voted how.
    """
    votes = list(SecretVote.objects.filter(ballot=one))
    # Of what came on paper there is no receipt.
    receipts = sorted(vote.receipt for vote in votes if vote.receipt)
    marks = list(Mark.objects.filter(ballot=one).order_by("entry"))
    SecretVote.objects.filter(ballot=one).delete()
    Mark.objects.filter(ballot=one).delete()
    fresh = [
        SecretVote(id=uuid.uuid4(), ballot=one, choice=vote.choice) for vote in votes
    ]
    SecretVote.objects.bulk_create(sorted(fresh, key=lambda vote: vote.id), 500)
    again = [Mark(ballot=one, entry_id=mark.entry_id) for mark in marks]
    Mark.objects.bulk_create(again, 500)
    return receipts


def _written(
    one: Ballot,
    meeting: Meeting,
    certificate: Certificate,
    acting: Acting,
    request_hash: str,
) -> dict[str, Any]:
    count = certificate.document["count"]
    told = {name: count[name] for name in ("due", "present", "absent", "yes", "no")}
    told |= {
        name: certificate.document[name]
        for name in ("elected", "tied", "seats_left")
        if name in certificate.document
    }
    return write(
        meeting,
        "ballot.close",
        acting,
        request_hash,
        {"matter": one.matter, "ballot": one.pk, "outcome": one.outcome},
        subject=one.matter,
        post=f"chair:{one.body}",
        detail=one.outcome,
        visit=one.visit,
        seen="public",
        payload=told | {"body": one.body, "sha256": one.sha256},
    )


def adjourn(meeting: int, minutes: str, acting: Acting) -> Answer:
    """End a sitting with its minutes; what was not put to the vote is inquorate.

    Refused while a question is being voted on: that one is closed first.
    """
    payload = {"act": "meeting.adjourn", "meeting": meeting, "minutes": minutes}

    def act(request_hash: str) -> dict[str, Any]:
        rows = Meeting.objects.select_for_update(of=("self",))
        one = rows.select_related("roll").filter(pk=meeting).first()
        if one is None or not chairs(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        if one.closed_at is not None:
            raise Refused([Refusal("ALREADY")])
        if acting.at < one.held_at:
            raise Refused([Refusal("TOO_EARLY")])
        left = list(
            Ballot.objects.select_for_update(of=("self",))
            .filter(meeting=one, decided_at=None, cancelled_at=None)
            .select_related("meeting__roll")
            .order_by("pk")
        )
        # Of an election a meeting is the whole poll: it ends when seats are decided.
        if any(ballot.polling_at or election_of(ballot) for ballot in left):
            raise Refused([Refusal("STILL_VOTING")])
        text = said("minutes", minutes, MINUTES_MOST)
        matters = _left_undecided(left, one, acting)
        one.closed_at, one.minutes = acting.at, text
        one.save(update_fields=["closed_at", "minutes"])
        answer = {"meeting": one.pk, "matters": matters}
        return write(one, "meeting.adjourn", acting, request_hash, answer)

    return once(acting.request_id, payload, act)


def _left_undecided(left: list[Ballot], meeting: Meeting, acting: Acting) -> list[str]:
    """End what could not be put to the vote; free what merely was not reached."""
    matters = []
    for ballot in left:
        certificate = _decide_if_inquorate(ballot, meeting, acting)
        if certificate is None:
            ballot.meeting = None
            ballot.save(update_fields=["meeting"])
        else:
            matters.append(ballot.matter)
    return matters


def _decide_if_inquorate(
    ballot: Ballot, meeting: Meeting, acting: Acting
) -> Certificate | None:
    told = _about(ballot, meeting, meeting.roll, acting)
    rule = rule_kept(meeting)
    if rule.pack.by == "votes":
        # Nobody was asked to vote, so that nobody was missing from the vote.
        return None
    seen = certify(rule, counted(ballot), told, ballot.item)
    return None if seen.valid else _decide(ballot, meeting, acting)
