"""Voting: one vote of each, changed until the close, and nobody learns a secret one."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction

from tests.assembly.hall import Hall
from tests.assembly.test_meeting import refusals
from tests.cast import MONDAY
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.voting import cast, count_hands, receipt_hash
from yuanluo.assembly.models import (
    Ballot,
    Mark,
    SecretVote,
    Vote,
)
from yuanluo.kernel.deciding.certificate import faults
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act


def decided(ballot: Ballot) -> Ballot:
    return Ballot.objects.get(pk=ballot.pk)


def test_the_outcome_is_counted_and_its_certificate_holds(council: Hall) -> None:
    ballot, came = council.polling(7)
    for index, entry in enumerate(came):
        choice = "yes" if index < 4 else "no"
        cast(ballot.pk, choice, council.voter(entry))
    answer = close(ballot.pk, council.by("chair"))
    assert answer.content["outcome"] == "carried"
    one = decided(ballot)
    assert one.certificate is not None
    assert faults(one.certificate, one.sha256) == []
    count = one.certificate["count"]
    assert (count["due"], count["present"], count["absent"]) == (9, 7, 2)
    assert (count["yes"], count["no"]) == (4, 3)
    assert one.certificate["about"]["roll"]["sha256"] == came[0].roll.sha256


def test_exactly_half_is_not_more_than_half(council: Hall) -> None:
    ballot, came = council.polling(8)
    for entry in came[:4]:
        cast(ballot.pk, "yes", council.voter(entry))
    close(ballot.pk, council.by("chair"))
    assert decided(ballot).outcome == "rejected"


def test_a_vote_may_be_changed_until_the_close_and_not_after(council: Hall) -> None:
    ballot, came = council.polling(7)
    for choice in ("yes", "no", "abstain"):
        cast(ballot.pk, choice, council.voter(came[0]))
    mine = Vote.objects.filter(ballot=ballot, entry=came[0])
    assert mine.count() == 3
    assert mine.get(current=True).choice == "abstain"
    close(ballot.pk, council.by("chair"))
    with pytest.raises(Refused) as late:
        cast(ballot.pk, "yes", council.voter(came[0]))
    assert refusals(late) == ["CLOSED"]


@pytest.mark.parametrize("seconds", [-5, -1, 0, 1, 5])
def test_what_counts_is_the_committed_close_and_no_clock(
    council: Hall, seconds: int
) -> None:
    """A clock that jumps lets nobody in after the close, nor shuts anybody out."""
    ballot, came = council.polling(7)
    at = MONDAY + timedelta(minutes=10)
    cast(ballot.pk, "yes", council.voter(came[0], at + timedelta(seconds=seconds)))
    close(ballot.pk, council.by("chair", at))
    with pytest.raises(Refused) as late:
        cast(ballot.pk, "yes", council.voter(came[1], at + timedelta(seconds=seconds)))
    assert refusals(late) == ["CLOSED"]
    certificate = decided(ballot).certificate
    assert certificate is not None
    assert certificate["count"]["yes"] == 1


def test_two_current_votes_of_one_voter_cannot_be_written(council: Hall) -> None:
    ballot, came = council.polling(7)
    cast(ballot.pk, "yes", council.voter(came[0]))
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            ballot=ballot, entry=came[0], choice="yes", at=MONDAY, channel="web"
        )


def test_who_is_not_there_or_not_on_the_roll_does_not_vote(council: Hall) -> None:
    ballot, came = council.polling(7)
    assert ballot.meeting is not None
    absent = council.entries(ballot.meeting)[8]
    with pytest.raises(Refused) as away:
        cast(ballot.pk, "yes", council.voter(absent))
    assert refusals(away) == ["NOT_THERE"]
    with pytest.raises(Refused) as stranger:
        cast(ballot.pk, "yes", council.by("yang"))
    assert refusals(stranger) == ["NOT_ON_THE_ROLL"]
    with pytest.raises(Refused) as unproved:
        cast(ballot.pk, "yes", council.by("lin"), entry=came[0].pk)
    assert refusals(unproved) == ["NOT_ON_THE_ROLL"]
    with pytest.raises(Refused) as unsaid:
        cast(ballot.pk, "yes", council.by("m1"), entry=came[0].pk)
    assert refusals(unsaid) == ["MISSING:consent"]
    by = replace(council.by("m1"), consent="女儿说的")
    with pytest.raises(Refused) as words:
        cast(ballot.pk, "yes", by, entry=came[0].pk)
    assert refusals(words) == ["BAD:consent"]
    by = replace(council.by("m1"), consent="paper")
    cast(ballot.pk, "yes", by, entry=came[0].pk)
    assert Vote.objects.get().entry == came[0]


def test_hands_count_only_where_two_tellers_count_the_same(council: Hall) -> None:
    ballot, _ = council.polling(7, way="hands")
    with pytest.raises(Refused) as more:
        count_hands(ballot.pk, council.by("m1"), yes=7, no=1, abstain=0)
    assert refusals(more) == ["MORE_HANDS_THAN_PEOPLE:7"]
    count_hands(ballot.pk, council.by("m1"), yes=4, no=3, abstain=0)
    for teller, yes in (("m1", 4), ("m2", 5)):
        count_hands(ballot.pk, council.by(teller), yes=yes, no=2, abstain=0)
        with pytest.raises(Refused) as differ:
            close(ballot.pk, council.by("chair"))
        assert refusals(differ) == ["TWO_TELLERS"]
    count_hands(ballot.pk, council.by("m1"), yes=5, no=2, abstain=0)
    close(ballot.pk, council.by("chair"))
    assert decided(ballot).outcome == "carried"


# Secret -------------------------------------------------------------------------------


def test_a_secret_vote_is_changed_only_by_its_own_number(council: Hall) -> None:
    ballot, came = council.polling(7, way="secret")
    mine, other = uuid4().hex, uuid4().hex
    cast(ballot.pk, "yes", council.voter(came[0]), receipt=mine)
    with pytest.raises(Refused) as lost:
        cast(ballot.pk, "no", council.voter(came[0]), receipt=other)
    assert refusals(lost) == ["ALREADY_VOTED"]
    # Nor may somebody else change it, who has seen the number.
    with pytest.raises(Refused) as stolen:
        cast(ballot.pk, "no", council.voter(came[1]), receipt=mine)
    assert refusals(stolen) == ["BAD:receipt"]
    cast(ballot.pk, "no", council.voter(came[0]), receipt=mine)
    assert SecretVote.objects.get().choice == "no"
    assert Mark.objects.count() == 1


def test_a_receipt_proves_inclusion_and_no_choice(council: Hall) -> None:
    ballot, came = council.polling(9, way="secret")
    numbers = [uuid4().hex for _ in came]
    for entry, number in zip(came, numbers, strict=True):
        cast(ballot.pk, "yes", council.voter(entry), receipt=number)
    close(ballot.pk, council.by("chair"))
    receipts = decided(ballot).receipts
    assert {receipt_hash(ballot.pk, number) for number in numbers} == set(receipts)
    assert receipts == sorted(receipts)
    # With the number in hand nothing in the database leads on to a vote.
    assert set(SecretVote.objects.values_list("receipt", flat=True)) == {""}


def columns_of(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.concrete_fields}


def test_no_path_leads_from_a_voter_to_a_secret_vote(council: Hall) -> None:
    """The join is tried: by shared columns, by values, by the record, by time."""
    ballot, came = council.polling(9, way="secret")
    for index, entry in enumerate(came):
        choice = ("yes", "no", "abstain")[index % 3]
        cast(ballot.pk, choice, council.voter(entry), receipt=uuid4().hex)
    # All that the two tables share is the question itself, and the name of their keys.
    assert columns_of(Mark) & columns_of(SecretVote) == {"id", "ballot_id"}
    for model in (Mark, SecretVote):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "DateField", "BigAutoField", "AutoField"}
    marks = {str(pk) for pk in Mark.objects.values_list("pk", flat=True)}
    votes = {str(pk) for pk in SecretVote.objects.values_list("pk", flat=True)}
    receipts = set(SecretVote.objects.values_list("receipt", flat=True))
    assert not marks & votes
    acts = Act.objects.filter(verb="ballot.mark")
    assert acts.count() == len(came)
    for act in acts:
        told = f"{act.payload} {act.answer} {act.detail} {act.request_hash}"
        for secret in (*votes, *receipts, "yes", "abstain"):
            assert secret not in told
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM assembly_mark m JOIN assembly_secretvote v "
            "ON m.id = v.id"
        )
        assert cursor.fetchone() == (0,)
    # Control: of an open vote the same join finds everybody.
    control, there = council.polling(9)
    for entry in there:
        cast(control.pk, "yes", council.voter(entry))
    joined = Vote.objects.filter(ballot=control, current=True, entry__in=there)
    assert joined.count() == len(there)


def stored_order(ballot: Ballot) -> list[str]:
    """Give secret votes as they lie on the disk."""
    asked = {
        "sqlite": "SELECT id FROM assembly_secretvote WHERE ballot_id=%s "
        "ORDER BY rowid",
        "postgresql": "SELECT id FROM assembly_secretvote WHERE ballot_id=%s "
        "ORDER BY ctid",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [ballot.pk])
        return [str(pk).replace("-", "") for (pk,) in cursor.fetchall()]


def test_after_the_close_votes_lie_in_an_order_that_tells_nothing(
    council: Hall,
) -> None:
    """As they lie on the disk is the order of random keys made at the close."""
    ballot, came = council.polling(9, way="secret")
    for entry in came:
        cast(ballot.pk, "yes", council.voter(entry), receipt=uuid4().hex)
    before = stored_order(ballot)
    # Control: while it runs they lie in the order in which they came.
    assert before != sorted(before)
    close(ballot.pk, council.by("chair"))
    after = stored_order(ballot)
    assert after == sorted(after)
    assert not set(before) & set(after)
    assert len(after) == len(came)


def test_nothing_tells_how_a_running_vote_stands(council: Hall) -> None:
    ballot, came = council.polling(9, way="secret")
    cast(ballot.pk, "yes", council.voter(came[0]), receipt=uuid4().hex)
    one = decided(ballot)
    assert (one.certificate, one.outcome, one.receipts) == (None, "", [])
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(outcome="carried", decided_at=MONDAY)
