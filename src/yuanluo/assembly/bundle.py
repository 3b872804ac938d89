"""A decided ballot as one document that anybody can count again without this product.

It holds the frozen roll, who took part, the votes and the certificate; of a secret vote
the marks, the choices and the receipts, each in an order of its own. Names of the roll
are in it, because its hash is over them: it is for those who check, not for a wall. A
vote that is running has no bundle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.areas import unclear
from yuanluo.assembly.models import OWNERS, Attendance, Ballot, Election, RollEntry
from yuanluo.assembly.rolls import told
from yuanluo.assembly.sheets import box_of, plan_of

if TYPE_CHECKING:
    from yuanluo.assembly.models import Meeting

FORM = "yuanluo-ballot-1"


class NotDecided(Exception):
    """There is no such ballot, or it has not been counted."""


def bundle(pk: int) -> dict[str, Any]:
    """Give the bundle of a ballot that was decided."""
    rows = Ballot.objects.select_related("meeting__roll")
    one = rows.filter(pk=pk, certificate__isnull=False).first()
    meeting = one.meeting if one else None
    if one is None or meeting is None:
        raise NotDecided(str(pk))
    return {
        "form": FORM,
        "way": one.way,
        "unit": meeting.unit,
        "roll": {"sha256": meeting.roll.sha256, "rows": _rows(meeting)},
        "attendance": _attendance(meeting),
        "recused": sorted(one.recusals.values_list("entry__number", flat=True)),
        "votes": _votes(one) | _on_paper(one) | _piles(one),
        "paper": _paper(one),
        "certificate": one.certificate,
        "sha256": one.sha256,
    }


def _rows(meeting: Meeting) -> list[list[Any]]:
    rows = RollEntry.objects.filter(roll__meeting=meeting).order_by("number")
    return [told(row) for row in rows]


def _attendance(meeting: Meeting) -> list[list[Any]]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("entry__number")
    return [list(row) for row in rows.values_list("entry__number", "kind")]


def _piles(one: Ballot) -> dict[str, Any]:
    """Give what tellers counted of an election's pile, and how many took a sheet."""
    election = Election.objects.filter(ballot=one).first()
    if election is None or not (one.way == "paper" or election.papers):
        return {}
    piles = one.teller_tallies.order_by("at", "id").values_list("counts", flat=True)
    return {"piles": list(piles), "papers": election.papers}


def _votes(one: Ballot) -> dict[str, Any]:
    """Give the votes; of secret ones nothing stands beside anything."""
    if one.way == "hands":
        hands = one.hand_counts.order_by("at", "id")
        rows = hands.values_list("yes", "no", "abstain")
        return {"tellers": [list(row) for row in rows]}
    if one.way == "open":
        votes = one.votes.filter(current=True).order_by("entry__number")
        return {"open": [list(v) for v in votes.values_list("entry__number", "choice")]}
    marks = one.marks.values_list("entry__number", flat=True)
    choices = one.secret_votes.values_list("choice", flat=True)
    return {
        "marks": sorted(marks),
        "choices": sorted(choices),
        "receipts": one.receipts,
    }


def _on_paper(one: Ballot) -> dict[str, Any]:
    """Give how many took paper, and how many of the votes came out of the box."""
    plan = plan_of(one)
    if plan is None:
        return {}
    laid = plan.result
    found: dict[str, Any] = {
        "papers": one.handed_out.count(),
        "sheets": laid["returned"] - laid["unclear"] - laid["aside"],
        "spoiled": laid["unclear"],
    }
    if one.meeting is not None and one.meeting.unit == OWNERS:
        # Whose sheet says nothing clear took part with their area.
        rows = RollEntry.objects.filter(pk__in=unclear(one)).order_by("number")
        found["unclear"] = list(rows.values_list("number", flat=True))
    return found


def _paper(one: Ballot) -> dict[str, Any] | None:
    """Give the sheets by number, and who was handed some; no choice beside either."""
    plan = plan_of(one)
    if plan is None:
        return None
    box = box_of(one, plan)
    takers = one.handed_out.order_by("entry__number")
    return {
        "handed": [list(row) for row in takers.values_list("entry__number", "sheets")],
        "returned": list(box.returned),
        "spoiled": list(box.spoiled),
        "again": sorted(read.sheet.number for read in box.read if read.again),
    }
