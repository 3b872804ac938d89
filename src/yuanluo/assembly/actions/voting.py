"""Putting a question to the vote, and voting: counted, open or secret.

An open vote stands under its voter and may be changed until the close; one counts. Of a
secret vote the record says only that the voter was marked: the vote itself lies apart
under a random key, with the hash of a receipt number that nobody but the voter has, by
which it can be changed until the close. The choice is in no request's hash.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from yuanluo.assembly.actions.attending import come_to_vote
from yuanluo.assembly.actions.inscribing import chairs, serves, told_to, write
from yuanluo.assembly.actions.polling import not_a_choice, not_in_this_way, read_as
from yuanluo.assembly.models import (
    FIRST,
    OWNERS,
    WAYS,
    Assistance,
    Ballot,
    HandCount,
    HandedOut,
    Mark,
    PaperPlan,
    Recusal,
    RollEntry,
    SecretVote,
    Vote,
)
from yuanluo.assembly.queries import came_as
from yuanluo.assembly.sheets import plan_of
from yuanluo.assembly.tallying import counted, rule_kept
from yuanluo.kernel.deciding.counting import judge
from yuanluo.kernel.effect import Refusal
from yuanluo.people.helping import consented
from yuanluo.record.actions import Answer, Refused, once
from yuanluo.record.rows import add, change
from yuanluo.record.statements import question

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yuanluo.assembly.models import Meeting
    from yuanluo.people.queries import Acting


def put(ballot: int, way: str, acting: Acting) -> Answer:
    """Put a question to the vote; refused while too few have come, with the number."""
    payload = {"act": "ballot.put", "ballot": ballot, "way": way}

    def act(request_hash: str) -> dict[str, Any]:
        one = locked(ballot)
        meeting = one.meeting if one else None
        if one is None or not chairs(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        if meeting is None:
            raise Refused([Refusal("NOT_CONVENED")])
        if reasons := _not_to_be_put(one, meeting, way, acting):
            raise Refused(reasons)
        one.way, one.polling_at = way, acting.at
        one.save(update_fields=["way", "polling_at"])
        answer = {"ballot": one.pk, "matter": one.matter}
        told = {"way": way}
        return write(
            meeting,
            "ballot.put",
            acting,
            request_hash,
            answer,
            post=f"chair:{one.body}",
            payload=told,
        )

    return once(acting.request_id, payload, act)


def _not_to_be_put(
    one: Ballot, meeting: Meeting, way: str, acting: Acting
) -> list[Refusal]:
    found = []
    if way not in WAYS:
        found.append(Refusal("BAD" if way else "MISSING", "way"))
    else:
        found += not_in_this_way(one, way)
    plan = plan_of(one)
    if plan is not None and way != plan.way:
        found.append(Refusal("DECLARED_OTHERWISE"))
    if one.polling_at or one.decided_at or one.cancelled_at or meeting.closed_at:
        found.append(Refusal("ALREADY"))
    if acting.at < meeting.held_at:
        found.append(Refusal("TOO_EARLY"))
    rule = rule_kept(meeting)
    if rule.pack.by != "votes":
        verdict = judge(rule, counted(one), one.item)
        short = [r for r in verdict.reasons if not r.startswith("VOTES_")]
        found += [Refusal(*reason.split(":", 1)) for reason in short]
    return found


def cast(
    ballot: int,
    choice: str,
    acting: Acting,
    *,
    entry: int | None = None,
    receipt: str = "",
) -> Answer:
    """Vote, or change a vote before the close.

    `entry` is given by whoever minds the door for somebody without a phone; how they
    agreed is the acting's `consent`. `receipt` is the voter's own number, needed for a
    secret vote and never kept.
    """
    # Neither the choice nor the number itself: what is guessed could be tried out.
    payload = {"act": "ballot.cast", "ballot": ballot, "entry": entry}

    def act(request_hash: str) -> dict[str, Any]:
        one = next(iter(_held.models(id=ballot)), None)
        meeting = one.meeting if one else None
        row = _voter(one, meeting, entry, acting) if one and meeting else None
        if one is None or meeting is None or row is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        if reasons := _not_to_be_cast(one, row, choice, entry, acting):
            raise Refused(reasons)
        if came_as(row) is None:
            come_to_vote(row, acting, own=entry is None)
        spelt = read_as(one, choice)
        if one.way == "secret":
            _secretly(one, row, spelt, receipt)
        else:
            _openly(one, row, spelt, acting)
        answer = {"ballot": one.pk, "marked": row.number}
        told: dict[str, Any] = {"number": row.number, "ballot": one.pk}
        by = acting
        if entry is not None:
            by = _helped(one, row, acting)
            told["consent"] = acting.consent
        return write(meeting, "ballot.mark", by, request_hash, answer, payload=told)

    return once(acting.request_id, payload, act)


def _helped(one: Ballot, row: RollEntry, acting: Acting) -> Acting:
    """Keep how somebody agreed to be helped; they are told. Nobody helps themself."""
    by = told_to(acting, row)
    if by is not acting:
        Assistance.objects.update_or_create(
            ballot=one, entry=row, defaults={"consent": acting.consent}
        )
    return by


def _ballot_locked(id: int) -> QuerySet[Ballot]:
    rows = Ballot.objects.select_for_update(of=("self",)).filter(pk=id)
    return rows.select_related("meeting", "election")


_under_lock = question("id")(_ballot_locked)
#: Voters hold the question together, so that none waits for another; who opens, closes
#: or counts waits for them, and they for it.
_held = question("id", shared=True)(_ballot_locked)


def _row_locked(**of: Any) -> QuerySet[RollEntry]:
    """Lock an entry: whoever votes for it twice at once votes one after the other."""
    rows = RollEntry.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(**of).only("pk")


@question("id", "person")
def _row_of_person(id: int, person: int) -> QuerySet[RollEntry]:
    return _row_locked(roll__meeting=id, household=None, person=person)


@question("id", "household")
def _row_of_household(id: int, household: int) -> QuerySet[RollEntry]:
    return _row_locked(roll__meeting=id, household=household)


@question("id", "key_id")
def _row_numbered(id: int, key_id: int) -> QuerySet[RollEntry]:
    return _row_locked(roll__meeting=id, pk=key_id)


@question("id", "key_id")
def _voting(id: int, key_id: int) -> QuerySet[RollEntry]:
    """Ask for an entry with all that its vote on a question hangs on.

    Asked under the lock, and apart from it: a statement that waited for a lock still
    sees everything else as it was before.
    """
    of = {"ballot": id, "entry": OuterRef("pk")}
    plan = PaperPlan.objects.filter(ballot=id)
    rows = RollEntry.objects.filter(pk=key_id).select_related("attendance", "roll")
    return rows.annotate(
        kept_out=Exists(Recusal.objects.filter(**of)),
        marked=Exists(Mark.objects.filter(**of)),
        took_paper=Exists(HandedOut.objects.filter(**of)),
        both=Subquery(plan.values("both")),
        counting_since=Subquery(plan.values("counting_since")),
    )


@question("id", "key_id")
def _kept_out(id: int, key_id: int) -> QuerySet[Any]:
    return Recusal.objects.filter(ballot=id, entry=key_id).values_list("pk")


@question("id", "key_id")
def _current(id: int, key_id: int) -> QuerySet[Vote]:
    return Vote.objects.filter(ballot=id, entry=key_id, current=True)


@question("id", "number")
def _by_receipt(id: int, number: str) -> QuerySet[SecretVote]:
    return SecretVote.objects.filter(ballot=id, receipt=number)


def locked(pk: int) -> Ballot | None:
    """Give a question with its meeting, under its lock."""
    return next(iter(_under_lock.models(id=pk)), None)


def _voter(
    one: Ballot, meeting: Meeting, entry: int | None, acting: Acting
) -> RollEntry | None:
    """Lock the entry that somebody votes for, and read what its vote hangs on."""
    who = acting.who
    if entry is not None:
        serving = serves(who, meeting.body, meeting.village)
        found = _row_numbered.models(id=meeting.pk, key_id=entry) if serving else []
    elif meeting.unit == "households":
        home = who.household or 0
        found = _row_of_household.models(id=meeting.pk, household=home)
    else:
        found = _row_of_person.models(id=meeting.pk, person=who.person or 0)
    rows = _voting.models(id=one.pk, key_id=found[0].pk) if found else []
    return next(iter(rows), None)


def _not_to_be_cast(
    one: Ballot, row: Any, choice: str, entry: int | None, acting: Acting
) -> list[Refusal]:
    if one.polling_at is None or acting.at < one.polling_at:
        return [Refusal("NOT_OPEN")]
    if one.decided_at or one.cancelled_at or row.counting_since:
        return [Refusal("CLOSED")]
    person = None if entry else acting.who.person
    found = not_by(one, row, person, kept_out=row.kept_out)
    if row.both == FIRST and row.took_paper:
        found.append(Refusal("TOOK_PAPER"))
    found += not_a_choice(one, choice)
    return found if entry is None else [*found, *consented(acting.consent)]


def is_kept_out(one: Ballot, row: RollEntry) -> bool:
    """Say whether an entry is kept out of a question."""
    return bool(_kept_out.rows(id=one.pk, key_id=row.pk))


def not_by(
    one: Ballot, row: RollEntry, person: int | None, *, kept_out: bool
) -> list[Refusal]:
    """Say why an entry may not vote, or why somebody may not vote for it."""
    found = []
    if one.way == "hands":
        found.append(Refusal("BY_HANDS"))
    if one.way == "paper":
        found.append(Refusal("ON_PAPER"))
    if kept_out:
        found.append(Refusal("RECUSED"))
    there = came_as(row)
    if there is None:
        # Where votes make the quorum, whoever votes takes part by it; what is said
        # on-line by somebody who is not there is a vote only where the text says so.
        rule = rule_kept(one.meeting) if one.meeting else None
        owner = one.meeting is not None and one.meeting.unit == OWNERS
        away = owner and person is not None and rule and rule.pack.online != "binding"
        if rule is None or rule.pack.by != "votes" or away:
            found.append(Refusal("NOT_THERE"))
    elif person is not None and there.person_id != person:
        found.append(Refusal("REPRESENTED"))
    return found


def _openly(one: Ballot, row: RollEntry, choice: str, acting: Acting) -> None:
    for before in _current.models(id=one.pk, key_id=row.pk):
        before.current = False
        change(before, "current")
    vote = Vote(
        ballot=one, entry=row, choice=choice, at=acting.at, channel=acting.channel
    )
    add(vote)


def receipt_hash(ballot: int, receipt: str) -> str:
    """Give what is kept of a receipt number."""
    return hashlib.sha256(f"yuanluo-receipt/{ballot}/{receipt}".encode()).hexdigest()


def _secretly(one: Ballot, row: Any, choice: str, receipt: str) -> None:
    """Mark the voter and put the vote apart; a second time only by the receipt."""
    try:
        number = UUID(receipt).hex
    except ValueError:
        raise Refused([Refusal("MISSING", "receipt")]) from None
    kept = receipt_hash(one.pk, number)
    before = _by_receipt.models(id=one.pk, number=kept)
    if row.marked:
        # The row is made anew, so that nothing tells when it was changed.
        if not before:
            raise Refused([Refusal("ALREADY_VOTED")])
        before[0].delete()
    elif before:
        # Somebody else's number: it would change their vote.
        raise Refused([Refusal("BAD", "receipt")])
    else:
        add(Mark(ballot=one, entry=row))
    add(SecretVote(ballot=one, choice=choice, receipt=kept))


def count_hands(
    ballot: int, acting: Acting, *, yes: int, no: int, abstain: int
) -> Answer:
    """Write down what one teller counted; it may be counted again until the close."""
    hands = {"yes": yes, "no": no, "abstain": abstain}
    payload = {"act": "ballot.hands", "ballot": ballot, **hands}

    def act(request_hash: str) -> dict[str, Any]:
        one = locked(ballot)
        meeting = one.meeting if one else None
        if (
            one is None
            or meeting is None
            or not serves(acting.who, one.body, one.village)
        ):
            raise Refused([Refusal("WRONG_POST")])
        reasons = _no_hands(one, hands)
        if reasons:
            raise Refused(reasons)
        HandCount.objects.update_or_create(
            ballot=one,
            teller_id=acting.who.person,
            defaults={**hands, "at": acting.at},
        )
        answer = {"ballot": one.pk, "matter": one.matter}
        return write(
            meeting, "ballot.hands", acting, request_hash, answer, payload=hands
        )

    return once(acting.request_id, payload, act)


def _no_hands(one: Ballot, hands: dict[str, int]) -> list[Refusal]:
    if one.polling_at is None:
        return [Refusal("NOT_OPEN")]
    if one.decided_at is not None or one.cancelled_at is not None:
        return [Refusal("CLOSED")]
    found = []
    if one.way != "hands":
        found.append(Refusal("NOT_BY_HANDS"))
    found += [Refusal("BAD", name) for name, count in hands.items() if count < 0]
    there = counted(one).present
    if sum(hands.values()) > there:
        found.append(Refusal("MORE_HANDS_THAN_PEOPLE", str(there)))
    return found
