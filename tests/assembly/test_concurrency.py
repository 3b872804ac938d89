"""One voter on many devices at once, and votes that race with the close."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.assembly.electing import POLL_DAY, poll
from tests.assembly.hall import Hall
from tests.assembly.test_papers import on_paper
from tests.cast import MONDAY
from tests.matters.test_concurrency import together
from yuanluo.assembly.actions.attending import check_in, check_in_self
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.papers import draw, hand_out, open_box, read_sheet
from yuanluo.assembly.actions.voting import cast, receipt_hash
from yuanluo.assembly.bundle import bundle
from yuanluo.assembly.models import (
    Attendance,
    Ballot,
    HandedOut,
    Mark,
    RollEntry,
    SecretVote,
    Vote,
)
from yuanluo.assembly.recheck import recheck
from yuanluo.assembly.recount import recount
from yuanluo.record.actions import Refused

pytestmark = pytest.mark.postgresql
BALLOTS = 200
Deed = Callable[[], object]


def ways(council: Hall, ballot: Ballot, entry: RollEntry, many: int) -> list[Deed]:
    """Vote by one's own phone, at the desk with help, and by taking a sheet."""

    def deed(index: int) -> Deed:
        channel = ("web", "kiosk", "paper")[index % 3]
        if channel == "paper":
            return lambda: hand_out(ballot.pk, entry.pk, council.by("m5"))
        by, at_desk = council.voter(entry), {}
        if channel == "kiosk":
            by = replace(council.by("chair"), consent="present")
            at_desk = {"entry": entry.pk}
        told = {"receipt": uuid4().hex, **at_desk}
        return lambda: cast(ballot.pk, "yes", replace(by, channel=channel), **told)

    return [deed(index) for index in range(many)]


def table(council: Hall, ballot: Ballot) -> Deed:
    """Open the box and read the sheet in it, which says no, by two and again."""

    def deed() -> object:
        open_box(ballot.pk, council.by("chair"))
        if not HandedOut.objects.filter(ballot=ballot).exists():
            return None
        for name in ("m2", "m3"):
            read_sheet(ballot.pk, 1, "no", council.by(name))
        draw(ballot.pk, council.by("chair"))
        return read_sheet(ballot.pk, 1, "no", council.by("m4"))

    return deed


def told_apart(done: list[object | BaseException]) -> tuple[int, set[str]]:
    """Give how many deeds were taken, and why the others were not."""
    late = [one for one in done if isinstance(one, BaseException)]
    assert all(isinstance(one, Refused) for one in late), late
    why = {str(r) for one in late if isinstance(one, Refused) for r in one.reasons}
    return len(done) - len(late), why


def counted(ballot: Ballot) -> dict[str, int]:
    certificate = Ballot.objects.get(pk=ballot.pk).certificate
    assert certificate is not None
    count: dict[str, int] = certificate["count"]
    return count


@pytest.mark.parametrize(
    ("way", "both"),
    [("secret", "first"), ("open", "first"), ("open", "paper"), ("open", "phone")],
)
def test_of_200_ballots_of_one_voter_by_web_kiosk_and_paper_one_counts(
    council: Hall, way: str, both: str
) -> None:
    """A race of all three, and another one while the box is opened and read."""
    ballot, came = on_paper(council, 7, way=way, both=both)
    voter = came[1]
    deeds = ways(council, ballot, voter, BALLOTS)
    first, last = deeds[:150], deeds[150:]
    taken, why = told_apart(together(first))
    sheets = HandedOut.objects.filter(ballot=ballot).count()
    by_phone = Vote.objects.filter(ballot=ballot, current=True).count()
    by_phone += SecretVote.objects.filter(ballot=ballot).count()
    if both == "first":
        assert sheets + by_phone == 1
        assert why <= {"ALREADY_VOTED", "TOOK_PAPER", "HAS_A_SHEET"}
        # Of an open vote the phone that came first is changed by the others.
        assert taken == 1 or (way == "open" and by_phone and taken == 100)
    else:
        assert (sheets, by_phone, taken) == (1, 1, 101)
        assert why == {"HAS_A_SHEET"}
    last.insert(len(last) // 2, table(council, ballot))
    told_apart(together(last))
    told_apart([*together([table(council, ballot)]), *together(last[-3:])])
    close(ballot.pk, council.by("chair"))
    count = counted(ballot)
    assert count["cast"] == count["yes"] + count["no"] == 1
    # The sheet says no, the phone yes: which of both counts was declared.
    wins = {"paper": "no", "phone": "yes", "first": "no" if sheets else "yes"}[both]
    assert count[wins] == 1
    assert recount(bundle(ballot.pk))[1] == recheck(bundle(ballot.pk)) == []


@pytest.mark.parametrize("walled", [True, False])
def test_without_the_lock_paper_and_phone_would_both_count(
    council: Hall, walled: bool
) -> None:
    """Control: both look before either writes. The mark is the wall behind the lock.

    Without the wall too one voter counts twice, and the independent script says so.
    """
    ballot, came = on_paper(council, 7)
    voter = came[1]
    barrier = Barrier(2)

    def looks() -> bool:
        marked = Mark.objects.filter(ballot=ballot, entry=voter).exists()
        barrier.wait(10)
        return not marked

    def mark() -> None:
        marks = Mark.objects
        (marks.create if walled else marks.get_or_create)(ballot=ballot, entry=voter)

    def phone() -> object:
        try:
            with transaction.atomic():
                assert looks()
                mark()
                kept = receipt_hash(ballot.pk, "1")
                return SecretVote.objects.create(
                    ballot=ballot, choice="yes", receipt=kept
                )
        except IntegrityError as broken:
            return broken

    def paper() -> object:
        try:
            with transaction.atomic():
                assert looks()
                mark()
                return HandedOut.objects.create(ballot=ballot, entry=voter)
        except IntegrityError as broken:
            return broken

    done = together([phone, paper], hands=2)
    broken = [one for one in done if isinstance(one, IntegrityError)]
    told_apart(together([table(council, ballot)]))
    close(ballot.pk, council.by("chair"))
    cast_, wrong = counted(ballot)["cast"], recount(bundle(ballot.pk))[1]
    if walled:
        assert (len(broken), cast_, wrong) == (1, 1, [])
    else:
        assert (len(broken), cast_) == (0, 2)
        assert "marks, votes and receipts are not as many as each other" in wrong


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


def test_who_is_let_in_while_they_vote_is_there_once(council: Hall) -> None:
    """Where voting is taking part, the door and the vote may both write it."""
    one = poll(council)
    ballot = one.opened(2)
    voter, entry = one.people[0], one.entry(one.people[0]).pk

    def deed(index: int) -> Deed:
        if index % 3 == 0:
            by = council.by("chair", POLL_DAY)
            return lambda: check_in(entry, by)
        if index % 3 == 1:
            helper = replace(council.by("m1", POLL_DAY), consent="present")
            told = {"entry": entry, "receipt": uuid4().hex}
            return lambda: cast(ballot.pk, "2", helper, **told)
        return lambda: one.vote_by(voter, ballot, "1")

    _, why = told_apart(together([deed(index) for index in range(30)]))
    assert why <= {"ALREADY", "ALREADY_VOTED", "ALREADY_THERE"}
    assert Attendance.objects.count() == Mark.objects.count() == 1
    assert SecretVote.objects.count() == 1
