"""Paper and phone in one count: every sheet accounted for, and no secret one traced."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.assembly.hall import Hall
from tests.assembly.test_meeting import refusals
from tests.assembly.test_voting import columns_of, decided
from yuanluo.assembly.actions.attending import check_in
from yuanluo.assembly.actions.closing import close
from yuanluo.assembly.actions.papers import (
    declare,
    draw,
    hand_out,
    open_box,
    read_sheet,
    spoil,
)
from yuanluo.assembly.actions.voting import cast, put
from yuanluo.assembly.bundle import bundle
from yuanluo.assembly.models import (
    Ballot,
    HandedOut,
    Mark,
    PaperPlan,
    PaperSheet,
    RollEntry,
    SecretVote,
    SheetReading,
    Vote,
)
from yuanluo.assembly.recheck import recheck
from yuanluo.assembly.recount import recount
from yuanluo.assembly.sheets import box_of, picked
from yuanluo.kernel.deciding.certificate import faults
from yuanluo.record.actions import Refused
from yuanluo.record.models import Act


def on_paper(
    hall: Hall, present: int, way: str = "secret", both: str = "first", sheets: int = 9
) -> tuple[Ballot, list[RollEntry]]:
    """Give a question that is voted on, on paper too, and who is there."""
    ballot = hall.ask()
    meeting = hall.call(ballot)
    came = hall.come(meeting, present)
    chair = hall.by("chair")
    declare(ballot.pk, chair.again("plan"), way=way, both=both, sheets=sheets)
    put(ballot.pk, way, chair)
    return Ballot.objects.get(pk=ballot.pk), came


def read_by(hall: Hall, ballot: Ballot, names: str, sheets: dict[int, str]) -> None:
    for name in names.split():
        for number, choice in sheets.items():
            read_sheet(ballot.pk, number, choice, hall.by(name))


def refused(act: Callable[[], Any]) -> list[str]:
    with pytest.raises(Refused) as told:
        act()
    return refusals(told)


def test_paper_and_phone_are_one_count_that_is_counted_again(council: Hall) -> None:
    ballot, came = on_paper(council, 9)
    for entry in came[:3]:
        cast(ballot.pk, "yes", council.voter(entry), receipt=uuid4().hex)
    for entry in came[3:]:
        hand_out(ballot.pk, entry.pk, council.by("m1"))
    open_box(ballot.pk, council.by("chair"))
    read_by(council, ballot, "m1 m2", {4: "yes", 7: "yes", 2: "no", 9: "spoiled"})
    draw(ballot.pk, council.by("chair"))
    read_by(council, ballot, "m3", {4: "yes", 7: "yes", 2: "no", 9: "spoiled"})
    close(ballot.pk, council.by("chair"))
    one = decided(ballot)
    assert one.certificate is not None
    count, paper = one.certificate["count"], one.certificate["about"]["paper"]
    assert (count["yes"], count["no"], count["spoiled"]) == (5, 1, 1)
    assert one.outcome == "carried"
    assert faults(one.certificate, one.sha256) == []
    told = ("printed", "handed", "returned", "spoiled", "outstanding", "unclear")
    assert [paper[name] for name in told] == [9, 6, 4, 0, 2, 1]
    found = bundle(one.pk)
    assert recount(found) == ("carried", [])
    assert recheck(found) == []
    for change, says in CHANGES:
        changed = deepcopy(found)
        change(changed)
        assert any(says in one for one in recheck(changed)), (says, recheck(changed))
    # One vote more or less than there were receipts and sheets is found in the count.
    for change in (lambda c: c.pop(), lambda c: c.append("yes")):
        changed = deepcopy(found)
        change(changed["votes"]["choices"])
        assert recount(changed)[1]
    # Of what came on paper there is no receipt, and nothing tells it from the rest.
    assert len(one.receipts) == 3
    assert set(SecretVote.objects.values_list("receipt", flat=True)) == {""}


CHANGES: tuple[tuple[Callable[[dict[str, Any]], Any], str], ...] = (
    (lambda b: b["paper"]["returned"].append(8), "returned: published 4, 5"),
    (lambda b: b["paper"]["handed"].pop(), "handed: published 6, 5"),
    (lambda b: b["paper"]["handed"][0].__setitem__(1, 9), "handed: published 6"),
    (lambda b: b["paper"]["handed"][0].__setitem__(0, 99), "took no part"),
    (lambda b: b["paper"]["handed"][0].__setitem__(0, 9), "taken twice"),
    (lambda b: b["votes"]["marks"].pop(), "not marked"),
    (lambda b: b["paper"]["spoiled"].append(4), "came back twice"),
    (lambda b: b["paper"]["spoiled"].append(99), "never printed"),
    (lambda b: b["paper"]["spoiled"].extend([1, 3, 5]), "more than were handed out"),
    (lambda b: b["paper"]["again"].clear(), "seed picks"),
    (lambda b: b["votes"].update(sheets=4), "sheets among the votes"),
    (lambda b: b.update(paper=None), "not in both"),
)


def test_a_secret_sheet_leads_to_no_voter(council: Hall) -> None:
    """The mark is written when the sheet is handed out; which sheet it was, nowhere."""
    ballot, came = on_paper(council, 9)
    for entry in came:
        answer = hand_out(ballot.pk, entry.pk, council.by("m1"))
        assert answer.content["sheet"] is None
    assert Mark.objects.filter(ballot=ballot).count() == 9
    assert set(PaperSheet.objects.values_list("entry", flat=True)) == {None}
    shared = columns_of(HandedOut) & columns_of(PaperSheet)
    assert shared == {"id", "ballot_id", "entry_id"}
    sheet = PaperSheet.objects.first()
    assert sheet is not None
    sheet.entry = came[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        sheet.save(update_fields=["entry"])
    codes = set(PaperSheet.objects.values_list("code", flat=True))
    for act in Act.objects.filter(verb="paper.hand-out"):
        assert "sheet" not in act.payload
        told = f"{act.payload} {act.answer}"
        assert not any(code in told for code in codes)
    # Control: of an open vote the sheet has its voter.
    open_, there = on_paper(council, 9, way="open")
    hand_out(open_.pk, there[0].pk, council.by("m1"))
    assert PaperSheet.objects.get(ballot=open_, entry=there[0]).number == 1


def test_whoever_took_paper_has_voted_and_whoever_voted_gets_none(
    council: Hall,
) -> None:
    ballot, came = on_paper(council, 9)
    mine = uuid4().hex
    cast(ballot.pk, "yes", council.voter(came[0]), receipt=mine)
    again = lambda: hand_out(ballot.pk, came[0].pk, council.by("m1"))  # noqa: E731
    assert refused(again) == ["ALREADY_VOTED"]
    hand_out(ballot.pk, came[1].pk, council.by("m1"))
    voter = council.voter(came[1])
    phone = lambda: cast(ballot.pk, "no", voter, receipt=uuid4().hex)  # noqa: E731
    assert refused(phone) == ["TOOK_PAPER"]
    second = lambda: hand_out(ballot.pk, came[1].pk, council.by("m2"))  # noqa: E731
    assert refused(second) == ["HAS_A_SHEET"]
    spoil(ballot.pk, 5, council.by("m1"))
    hand_out(ballot.pk, came[1].pk, council.by("m1"))
    assert HandedOut.objects.get().sheets == 2
    assert refused(second) == ["HAS_A_SHEET"]


def test_which_counts_is_said_before_the_vote_and_not_after(council: Hall) -> None:
    ballot, _ = council.polling(9)
    late = lambda: declare(  # noqa: E731
        ballot.pk, council.by("chair"), way="open", both="paper", sheets=9
    )
    assert refused(late) == ["BEFORE_THE_VOTE"]
    other = council.ask()
    council.call(other)
    traced = lambda: declare(  # noqa: E731
        other.pk, council.by("chair"), way="secret", both="paper", sheets=9
    )
    assert refused(traced) == ["SECRET_IS_FIRST"]
    member = lambda: declare(  # noqa: E731
        other.pk, council.by("m1"), way="open", both="paper", sheets=9
    )
    assert refused(member) == ["WRONG_POST"]
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperPlan.objects.create(
            ballot=other,
            way="secret",
            both="paper",
            printed=1,
            declared_at=other.opened_at,
        )
    declare(other.pk, council.by("chair"), way="open", both="paper", sheets=9)
    assert other.meeting is None
    for entry in council.entries(Ballot.objects.get(pk=other.pk).meeting):  # type: ignore[arg-type]
        check_in(entry.pk, council.by("chair"))
    changed = lambda: put(other.pk, "secret", council.by("chair"))  # noqa: E731
    assert refused(changed) == ["DECLARED_OTHERWISE"]


@pytest.mark.parametrize(
    ("both", "yes", "no", "aside"), [("paper", 0, 1, 0), ("phone", 1, 0, 1)]
)
def test_of_somebody_who_did_both_the_declared_one_counts(
    council: Hall, both: str, yes: int, no: int, aside: int
) -> None:
    ballot, came = on_paper(council, 9, way="open", both=both)
    hand_out(ballot.pk, came[0].pk, council.by("m1"))
    cast(ballot.pk, "yes", council.voter(came[0]))
    open_box(ballot.pk, council.by("chair"))
    read_by(council, ballot, "m1 m2", {1: "no"})
    draw(ballot.pk, council.by("chair"))
    read_by(council, ballot, "m3", {1: "no"})
    close(ballot.pk, council.by("chair"))
    certificate = decided(ballot).certificate
    assert certificate is not None
    assert (certificate["count"]["yes"], certificate["count"]["no"]) == (yes, no)
    assert certificate["about"]["paper"]["aside"] == aside
    assert Vote.objects.filter(current=True).count() == 1
    assert Vote.objects.count() == 2
    assert recount(bundle(ballot.pk))[1] == recheck(bundle(ballot.pk)) == []


def test_two_must_agree_and_a_third_decides(council: Hall) -> None:
    ballot, came = on_paper(council, 9)
    for entry in came:
        hand_out(ballot.pk, entry.pk, council.by("m1"))
    early = lambda: read_sheet(ballot.pk, 1, "yes", council.by("m1"))  # noqa: E731
    assert refused(early) == ["BOX_SHUT"]
    open_box(ballot.pk, council.by("chair"))
    voter = council.voter(came[0])
    late = lambda: cast(ballot.pk, "yes", voter, receipt=uuid4().hex)  # noqa: E731
    assert refused(late) == ["CLOSED"]
    done = lambda: close(ballot.pk, council.by("chair"))  # noqa: E731
    pick = lambda: draw(ballot.pk, council.by("chair"))  # noqa: E731
    read_by(council, ballot, "m1", {1: "yes"})
    assert refused(pick) == ["READ_BY_ONE:1"]
    assert refused(done) == ["READ_BY_ONE:1", "NOT_DRAWN"]
    assert refused(early) == ["READ_BY_YOU:1"]
    read_by(council, ballot, "m2", {1: "no"})
    assert refused(pick) == ["READ_OTHERWISE:1"]
    read_by(council, ballot, "m3", {1: "no"})
    extra = lambda: read_sheet(ballot.pk, 1, "yes", council.by("m4"))  # noqa: E731
    assert refused(extra) == ["READ_BY_TWO:1"]
    pick()
    assert refused(pick) == ["ALREADY"]
    assert refused(done) == ["READ_AGAIN:1"]
    added = lambda: read_sheet(ballot.pk, 2, "yes", council.by("m1"))  # noqa: E731
    assert refused(added) == ["DRAWN_ALREADY"]
    read_by(council, ballot, "m4", {1: "no"})
    done()
    assert SecretVote.objects.get().choice == "no"


def test_one_sheet_that_turns_out_otherwise_has_all_read_again(council: Hall) -> None:
    ballot, came = on_paper(council, 9, sheets=60)
    plan = PaperPlan.objects.get()
    # A box of many sheets without as many people: who took them is not the point here.
    HandedOut.objects.create(ballot=ballot, entry=came[0], sheets=30)
    Mark.objects.create(ballot=ballot, entry=came[0])
    open_box(ballot.pk, council.by("chair"))
    sheets = list(PaperSheet.objects.order_by("number")[:30])
    for name in ("m1", "m2"):
        SheetReading.objects.bulk_create(
            SheetReading(
                sheet=sheet,
                reader_id=council.village.stage.people[name],
                choice="yes",
                at=ballot.opened_at,
            )
            for sheet in sheets
        )
    draw(ballot.pk, council.by("chair"))
    plan.refresh_from_db()
    drawn = picked(plan.seed, range(1, 31))
    assert box_of(ballot, plan).to_read_again == tuple(drawn)
    assert len(drawn) == 10
    assert drawn == picked(plan.seed, reversed(range(1, 31)))
    assert drawn != picked("another", range(1, 31))
    read_by(council, ballot, "m3", {drawn[0]: "no"})
    assert len(box_of(ballot, plan).to_read_again) == 30
    read_by(council, ballot, "m4", {drawn[0]: "no"})
    # Two against two: somebody reads it who has not.
    assert [one.sheet.number for one in box_of(ballot, plan).differing] == [drawn[0]]
    read_by(council, ballot, "m5", {drawn[0]: "yes"})
    assert box_of(ballot, plan).differing == ()


def test_more_sheets_than_were_handed_out_are_refused(council: Hall) -> None:
    ballot, came = on_paper(council, 9)
    for entry in came[:2]:
        hand_out(ballot.pk, entry.pk, council.by("m1"))
    open_box(ballot.pk, council.by("chair"))
    read_by(council, ballot, "m1 m2", {1: "yes", 2: "yes"})
    for number, why in ((3, "MORE_SHEETS:1"), (10, "NOT_OUR_SHEET:10")):
        stuffed = lambda n=number: read_sheet(  # noqa: E731
            ballot.pk, n, "yes", council.by("m1")
        )
        assert refused(stuffed) == [why]
    # Put in behind the product's back, it is found at the close.
    for name in ("m1", "m2"):
        SheetReading.objects.create(
            sheet=PaperSheet.objects.get(number=3),
            reader_id=council.village.stage.people[name],
            choice="yes",
            at=ballot.opened_at,
        )
    done = lambda: close(ballot.pk, council.by("chair"))  # noqa: E731
    assert "MORE_SHEETS:1" in refused(done)
    assert decided(ballot).outcome == ""


def test_a_spoiled_sheet_never_counts(council: Hall) -> None:
    ballot, came = on_paper(council, 9)
    hand_out(ballot.pk, came[0].pk, council.by("m1"))
    spoil(ballot.pk, 4, council.by("m1"))
    twice = lambda: spoil(ballot.pk, 5, council.by("m1"))  # noqa: E731
    assert refused(twice) == ["MORE_SHEETS:1"]
    hand_out(ballot.pk, came[0].pk, council.by("m1"))
    open_box(ballot.pk, council.by("chair"))
    old = lambda: read_sheet(ballot.pk, 4, "yes", council.by("m1"))  # noqa: E731
    assert refused(old) == ["SHEET_SPOILED:4"]
    read_by(council, ballot, "m1 m2", {6: "yes"})
    draw(ballot.pk, council.by("chair"))
    read_by(council, ballot, "m3", {6: "yes"})
    close(ballot.pk, council.by("chair"))
    certificate = decided(ballot).certificate
    assert certificate is not None
    paper = certificate["about"]["paper"]
    assert paper["handed"] == paper["returned"] + paper["spoiled"] == 2
    assert recount(bundle(ballot.pk))[1] == recheck(bundle(ballot.pk)) == []
