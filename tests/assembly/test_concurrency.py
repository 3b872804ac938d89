"""One voter on many devices at once, and votes that race with the close."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.assembly.hall import Hall
from tests.cast import MONDAY
from tests.matters.test_concurrency import together
from yuanluo.assembly.actions.attending import check_in, check_in_self
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.voting import cast
from yuanluo.assembly.models import (
    Attendance,
    Ballot,
    Mark,
    RollEntry,
    SecretVote,
    Vote,
)
from yuanluo.record.actions import Refused

pytestmark = pytest.mark.postgresql
BALLOTS = 200
Deed = Callable[[], object]


def ways(council: Hall, ballot: Ballot, entry: RollEntry) -> list[Deed]:
    """Vote by one's own phone, at the kiosk, and on paper entered by another."""

    def deed(index: int) -> Deed:
        channel = ("web", "kiosk", "paper")[index % 3]
        by = council.voter(entry) if channel == "web" else council.by("chair")
        at_desk = {} if channel == "web" else {"entry": entry.pk, "assisted": "签字"}
        choice = ("yes", "no")[index % 2]
        told = {"receipt": uuid4().hex, **at_desk}
        return lambda: cast(ballot.pk, choice, replace(by, channel=channel), **told)

    return [deed(index) for index in range(BALLOTS)]


def counted(ballot: Ballot) -> dict[str, int]:
    certificate = Ballot.objects.get(pk=ballot.pk).certificate
    assert certificate is not None
    count: dict[str, int] = certificate["count"]
    return count


def test_of_200_open_ballots_of_one_voter_exactly_one_counts(council: Hall) -> None:
    ballot, came = council.polling(7)
    together(ways(council, ballot, came[1]))
    # All were taken, one after the other; the last one counts.
    assert Vote.objects.filter(ballot=ballot).count() == BALLOTS
    assert Vote.objects.filter(ballot=ballot, current=True).count() == 1
    close(ballot.pk, council.by("chair"))
    count = counted(ballot)
    assert count["cast"] == count["yes"] + count["no"] == 1


def test_of_200_secret_ballots_of_one_voter_exactly_one_counts(council: Hall) -> None:
    ballot, came = council.polling(7, way="secret")
    done = together(ways(council, ballot, came[1]))
    refused = [one for one in done if isinstance(one, Refused)]
    assert len(refused) == BALLOTS - 1
    assert Mark.objects.count() == SecretVote.objects.count() == 1
    close(ballot.pk, council.by("chair"))
    assert counted(ballot)["cast"] == 1


def test_without_the_lock_the_index_refuses_the_second(council: Hall) -> None:
    """Control: the deed done the naive way goes wrong, and the wall behind holds."""
    ballot, came = council.polling(7)
    barrier = Barrier(2)

    def naively() -> object:
        try:
            with transaction.atomic():
                mine = Vote.objects.filter(ballot=ballot, entry=came[1])
                mine.update(current=False)
                barrier.wait(10)
                return Vote.objects.create(
                    ballot=ballot, entry=came[1], choice="yes", at=MONDAY, channel="web"
                )
        except IntegrityError as broken:
            return broken

    done = together([naively, naively], hands=2)
    assert len([one for one in done if isinstance(one, IntegrityError)]) == 1
    assert Vote.objects.filter(ballot=ballot, current=True).count() == 1


def test_what_is_cast_while_it_closes_is_counted_or_refused(council: Hall) -> None:
    ballot, came = council.polling(9)
    deeds: list[Deed] = []
    for index, entry in enumerate(came * 5):
        by = council.voter(entry)
        deeds.append(lambda by=by: cast(ballot.pk, "yes", by))
        if index == 20:
            deeds.append(lambda: close(ballot.pk, council.by("chair")))
    done = together(deeds)
    taken = sum(not isinstance(one, BaseException) for one in done) - 1
    assert Vote.objects.filter(ballot=ballot).count() == taken
    current = Vote.objects.filter(ballot=ballot, current=True).count()
    assert counted(ballot)["yes"] == current
    late = {str(r) for one in done if isinstance(one, Refused) for r in one.reasons}
    assert late <= {"CLOSED"}


def test_who_comes_by_many_doors_at_once_is_there_once(council: Hall) -> None:
    """By the square at the door and by a tap of whoever minds it, again and again."""
    meeting = council.call(council.ask())
    entry = council.entries(meeting)[1]

    def deed(index: int) -> Deed:
        if index % 2:
            by = council.by("chair")
            return lambda: check_in(entry.pk, by)
        mine = council.voter(entry)
        return lambda: check_in_self(meeting.code, mine)

    done = together([deed(index) for index in range(40)])
    late = [one for one in done if isinstance(one, BaseException)]
    assert len(late) == len(done) - 1
    assert all(isinstance(one, Refused) for one in late), late
    assert Attendance.objects.filter(meeting=meeting).count() == 1
