"""Paper in a vote: declared, handed out, taken back, read by two, drawn, read again.

Whatever a chair declares is declared before the vote opens: how many sheets there are,
and which counts of somebody who does both. A sheet more than were handed out is
refused where it is read. Nobody learns here how a vote stands.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.attending import come_to_vote
from yuanluo.assembly.actions.inscribing import chairs, serves, told_to, write
from yuanluo.assembly.actions.polling import (
    election_of,
    not_a_choice,
    not_in_this_way,
    on_paper_only,
    read_as,
)
from yuanluo.assembly.actions.voting import is_kept_out, locked, not_by
from yuanluo.assembly.models import (
    BOTH,
    FIRST,
    SPOILED,
    Ballot,
    HandedOut,
    Mark,
    PaperPlan,
    PaperSheet,
    RollEntry,
    SheetReading,
    Vote,
)
from yuanluo.assembly.queries import came_as
from yuanluo.assembly.sheets import Box, agreed, box_of, plan_of
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuanluo.assembly.models import Meeting
    from yuanluo.people.queries import Acting

SHEETS_MOST = 20_000
WAYS = ("open", "secret")
#: What is a slip on the screen is a spoiled sheet on paper.
SPOILED_BY = {"TOO_MANY_MARKS": Refusal("TOO_MANY_ON_SHEET")}


def declare(ballot: int, acting: Acting, *, way: str, both: str, sheets: int) -> Answer:
    """Say before the vote opens that it is on paper too, and make the sheets."""
    asked = {"way": way, "both": both, "sheets": sheets}

    def act(one: Ballot, request_hash: str) -> dict[str, Any]:
        if reasons := _not_to_be_declared(one, way, both, sheets):
            raise Refused(reasons)
        PaperPlan.objects.create(
            ballot=one, way=way, both=both, printed=sheets, declared_at=acting.at
        )
        made = [
            PaperSheet(
                ballot=one,
                number=number,
                code=secrets.token_hex(6),
                secret=way == "secret",
            )
            for number in range(1, sheets + 1)
        ]
        PaperSheet.objects.bulk_create(made, 500)
        return _written(one, "paper.declare", acting, request_hash, asked)

    return _once("paper.declare", ballot, acting, act, asked, by_chair=True)


def _not_to_be_declared(one: Ballot, way: str, both: str, sheets: int) -> list[Refusal]:
    if too_late := _past_declaring(one):
        return [Refusal(too_late)]
    found = not_in_this_way(one, way) if way in WAYS else [Refusal("BAD", "way")]
    if both not in BOTH:
        found.append(Refusal("BAD", "both"))
    if way == "secret" and both != FIRST:
        found.append(Refusal("SECRET_IS_FIRST"))
    if not 0 < sheets <= SHEETS_MOST:
        found.append(Refusal("BAD", "sheets"))
    return found


def _past_declaring(one: Ballot) -> str:
    """Name why paper can be declared for a vote no more, or never; "" where it can."""
    if one.meeting_id is None:
        return "NOT_CONVENED"
    if one.polling_at or one.decided_at or one.cancelled_at:
        return "BEFORE_THE_VOTE"
    if election_of(one) is not None and on_paper_only(one):
        return "COUNTED_IN_PILES"
    return "ALREADY" if plan_of(one) is not None else ""


def hand_out(ballot: int, entry: int, acting: Acting) -> Answer:
    """Give somebody on the roll a sheet; a second one for a sheet handed back.

    Of a secret vote the roll is marked here, and which sheet it was is not known. Of an
    open one the answer tells which sheet to give.
    """

    def act(one: Ballot, request_hash: str) -> dict[str, Any]:
        row = RollEntry.objects.filter(pk=entry, roll__meeting=one.meeting_id).first()
        plan = plan_of(one)
        if row is None:
            raise Refused([Refusal("NOT_ON_THE_ROLL")])
        if reasons := _not_to_be_handed(one, row, plan):
            raise Refused(reasons)
        if came_as(row) is None:
            # Where votes make the quorum, taking paper is taking part.
            come_to_vote(row, acting, own=False)
        kept, made = HandedOut.objects.get_or_create(ballot=one, entry=row)
        if not made:
            kept.sheets += 1
            kept.save(update_fields=["sheets"])
        elif one.way == "secret":
            # Where a phone's vote is marked already this fails, lock or no lock.
            Mark.objects.create(ballot=one, entry=row)
        number = None if one.way == "secret" else _named(one, row)
        told = {"number": row.number, "ballot": one.pk}
        return _written(
            one,
            "paper.hand-out",
            told_to(acting, row),
            request_hash,
            told,
            sheet=number,
        )

    return _once("paper.hand-out", ballot, acting, act, {"entry": entry})


def _not_to_be_handed(
    one: Ballot, row: RollEntry, plan: PaperPlan | None
) -> list[Refusal]:
    if plan is None or one.polling_at is None:
        return [Refusal("NOT_OPEN")]
    if plan.counting_since or one.decided_at or one.cancelled_at:
        return [Refusal("CLOSED")]
    found = not_by(one, row, None, kept_out=is_kept_out(one, row))
    box = box_of(one, plan)
    has = HandedOut.objects.filter(ballot=one, entry=row).exists()
    if has and len(box.spoiled) <= box.handed - box.takers:
        # Whoever has one gets another only for one that came back.
        found.append(Refusal("HAS_A_SHEET"))
    if not has and plan.both == FIRST and _voted(one, row):
        found.append(Refusal("ALREADY_VOTED"))
    if box.handed >= plan.printed:
        found.append(Refusal("NO_SHEET_LEFT"))
    return found


def _voted(one: Ballot, row: RollEntry) -> bool:
    votes = Vote.objects.filter(ballot=one, entry=row, current=True)
    return votes.exists() or Mark.objects.filter(ballot=one, entry=row).exists()


def _named(one: Ballot, row: RollEntry) -> int:
    """Take the next free sheet of an open vote for somebody; give its number."""
    free = PaperSheet.objects.filter(ballot=one, entry=None, spoiled_at=None)
    sheet = free.order_by("number").first()
    if sheet is None:
        raise Refused([Refusal("NO_SHEET_LEFT")])
    sheet.entry = row
    sheet.save(update_fields=["entry"])
    return sheet.number


def spoil(ballot: int, number: int, acting: Acting) -> Answer:
    """Take back a sheet that somebody spoiled; it never counts."""

    def act(one: Ballot, request_hash: str) -> dict[str, Any]:
        sheet, plan = _sheet(one, number), plan_of(one)
        if plan is None or one.polling_at is None:
            raise Refused([Refusal("NOT_OPEN")])
        if one.decided_at or one.cancelled_at:
            raise Refused([Refusal("CLOSED")])
        if sheet.spoiled_at is not None or sheet.readings.exists():
            raise Refused([Refusal("ALREADY")])
        if not box_of(one, plan).outstanding:
            raise Refused([Refusal("MORE_SHEETS", "1")])
        sheet.spoiled_at = acting.at
        sheet.save(update_fields=["spoiled_at"])
        told = {"sheet": number}
        return _written(one, "paper.spoil", acting, request_hash, told)

    return _once("paper.spoil", ballot, acting, act, {"number": number})


def _sheet(one: Ballot, number: int) -> PaperSheet:
    rows = PaperSheet.objects.select_for_update(of=("self",))
    sheet = rows.filter(ballot=one, number=number).first()
    if sheet is None:
        raise Refused([Refusal("NOT_OUR_SHEET", str(number))])
    return sheet


def open_box(ballot: int, acting: Acting) -> Answer:
    """End the voting and open the box; from here on sheets are read."""

    def act(one: Ballot, request_hash: str) -> dict[str, Any]:
        plan = _counting(one, begun=False)
        plan.counting_since = acting.at
        plan.save(update_fields=["counting_since"])
        return _written(one, "paper.open-box", acting, request_hash, {})

    return _once("paper.open-box", ballot, acting, act, {}, by_chair=True)


def _counting(one: Ballot, *, begun: bool = True) -> PaperPlan:
    """Give the plan of a vote whose box is open, or is to be opened now."""
    plan = plan_of(one)
    if plan is None or one.polling_at is None:
        raise Refused([Refusal("NOT_OPEN")])
    if one.decided_at or one.cancelled_at:
        raise Refused([Refusal("CLOSED")])
    if begun != (plan.counting_since is not None):
        raise Refused([Refusal("BOX_SHUT" if begun else "ALREADY")])
    return plan


def read_sheet(ballot: int, number: int, choice: str, acting: Acting) -> Answer:
    """Write down what one person reads on a sheet; nobody reads one twice."""

    def act(one: Ballot, request_hash: str) -> dict[str, Any]:
        plan = _counting(one)
        sheet = _sheet(one, number)
        box = box_of(one, plan)
        if reasons := _not_to_be_read(one, sheet, choice, box, acting):
            raise Refused(reasons)
        assert acting.who.person is not None, "whoever serves is somebody"
        SheetReading.objects.create(
            sheet=sheet,
            reader_id=acting.who.person,
            choice=choice if choice == SPOILED else read_as(one, choice),
            again=number in box.drawn,
            at=acting.at,
        )
        told = {"sheet": number}
        return _written(one, "paper.read", acting, request_hash, told)

    # What was read is in no request's hash: it could be tried out.
    return _once("paper.read", ballot, acting, act, {"number": number})


def _not_to_be_read(
    one: Ballot, sheet: PaperSheet, choice: str, box: Box, acting: Acting
) -> list[Refusal]:
    number = str(sheet.number)
    if sheet.spoiled_at is not None:
        return [Refusal("SHEET_SPOILED", number)]
    if not sheet.secret and sheet.entry_id is None:
        return [Refusal("NOT_OUR_SHEET", number)]
    found = _not_on_a_sheet(one, choice)
    if _stands(one, acting):
        found.append(Refusal("STANDS"))
    before = list(sheet.readings.order_by("id"))
    if any(reading.reader_id == acting.who.person for reading in before):
        found.append(Refusal("READ_BY_YOU", number))
    elif agreed([r.choice for r in before]) and sheet.number not in box.to_read_again:
        found.append(Refusal("READ_BY_TWO", number))
    if not before and box.plan.seed:
        found.append(Refusal("DRAWN_ALREADY"))
    if not before and not box.outstanding:
        found.append(Refusal("MORE_SHEETS", "1"))
    return found


def _not_on_a_sheet(one: Ballot, choice: str) -> list[Refusal]:
    """Say why nobody can read this on a sheet, where it is not unclear as a whole."""
    if choice == SPOILED:
        return []
    return [SPOILED_BY.get(why.code, why) for why in not_a_choice(one, choice)]


def _stands(one: Ballot, acting: Acting) -> bool:
    election = election_of(one)
    if election is None:
        return False
    standing = election.candidates.exclude(number=None)
    return standing.filter(person=acting.who.person).exists()


def draw(ballot: int, acting: Acting) -> Answer:
    """Draw which sheets are read once more: once, when all have been read by two."""

    def act(one: Ballot, request_hash: str) -> dict[str, Any]:
        plan = _counting(one)
        if plan.seed:
            raise Refused([Refusal("ALREADY")])
        if reasons := _unread(box_of(one, plan)):
            raise Refused(reasons)
        plan.seed = secrets.token_hex(16)
        plan.save(update_fields=["seed"])
        told = {"seed": plan.seed}
        return _written(one, "paper.draw", acting, request_hash, told)

    return _once("paper.draw", ballot, acting, act, {}, by_chair=True)


def _unread(box: Box) -> list[Refusal]:
    """Say what is still to be read before a draw and before a close."""
    found = []
    if box.outstanding < 0:
        found.append(Refusal("MORE_SHEETS", str(-box.outstanding)))
    if box.once:
        found.append(Refusal("READ_BY_ONE", str(box.once)))
    if box.differing:
        found.append(Refusal("READ_OTHERWISE", str(len(box.differing))))
    return found


def unfinished(box: Box) -> list[Refusal]:
    """Say why paper cannot be counted yet."""
    if not box.handed:
        return []
    if box.plan.counting_since is None:
        return [Refusal("BOX_SHUT")]
    found = _unread(box)
    if box.read and not box.plan.seed:
        found.append(Refusal("NOT_DRAWN"))
    elif left := len(box.to_read_again):
        found.append(Refusal("READ_AGAIN", str(left)))
    return found


def _once(
    verb: str,
    ballot: int,
    acting: Acting,
    act: Callable[[Ballot, str], dict[str, Any]],
    asked: dict[str, Any],
    *,
    by_chair: bool = False,
) -> Answer:
    """Do an act on the paper of a vote, under the lock of the vote, once."""

    def under_lock(request_hash: str) -> dict[str, Any]:
        one = locked(ballot)
        may = chairs if by_chair else serves
        if one is None or not may(acting.who, one.body, one.village):
            raise Refused([Refusal("WRONG_POST")])
        return act(one, request_hash)

    payload = {"act": verb, "ballot": ballot, "by": acting.who.person, **asked}
    return once(acting.request_id, payload, under_lock)


def _written(
    one: Ballot,
    verb: str,
    acting: Acting,
    request_hash: str,
    told: dict[str, Any],
    **more: Any,
) -> dict[str, Any]:
    meeting: Meeting | None = one.meeting
    assert meeting is not None, one
    answer = {"ballot": one.pk, **more}
    return write(meeting, verb, acting, request_hash, answer, payload=told)
