"""Pages of elections: nominating, the sheet with candidates, tellers, what came of it.

A sheet is marked with boxes that work without scripts, as many as there are seats; more
is told and nothing is lost. Nobody sees how a vote stands before it is closed.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuanluo.assembly import electing_queries as elections
from yuanluo.assembly.actions.inscribing import chairs, serves
from yuanluo.assembly.actions.nominating import answer_nomination, nominate
from yuanluo.assembly.actions.polling import (
    ASIDE,
    count_pile,
    election_of,
    give_paper,
    on_paper_only,
)
from yuanluo.assembly.actions.voting import cast
from yuanluo.assembly.queries import at_the_door, entry_of, in_detail, issuer
from yuanluo.assembly.views.meetings import READ_OR_SENT, language, tried
from yuanluo.kernel.deciding.marks import BLANK
from yuanluo.paper.answer import page
from yuanluo.people.helping import consents
from yuanluo.people.queries import acting_of, standing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from yuanluo.assembly.models import Ballot, Candidate, Election, Meeting
    from yuanluo.people.queries import Acting


def _found(request: HttpRequest, pk: int) -> tuple[Election, Meeting]:
    one = elections.of_ballot(pk, standing_of(request))
    if one is None or one.ballot.meeting is None:
        raise Http404
    return one, one.ballot.meeting


def _about(one: Election, meeting: Meeting) -> dict[str, Any]:
    """Give what every page of an election says of it."""
    return {
        "election": one,
        "ballot": one.ballot,
        "meeting": meeting,
        "office": elections.office_of(one, language()),
        "ties": elections.ties_in_words(one, language()),
        "standing": elections.standing(one),
        "rule": in_detail(meeting, language()),
        "request_id": uuid4(),
    }


@never_cache
@READ_OR_SENT
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an election, take a nomination, and let who is nominated say yes or no."""
    one, meeting = _found(request, pk)
    acting = acting_of(request)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        faults, status = _said(request, one, acting)
        if not faults:
            messages.success(request, _heard(request.POST))
            return redirect("assembly:election", pk)
    context = _about(one, meeting) | {
        "faults": faults,
        "mine": elections.mine(one, acting),
        "on_roll": entry_of(meeting, acting) is not None,
        "is_chair": chairs(acting.who, meeting.body, meeting.village),
        "minds": serves(acting.who, meeting.body, meeting.village),
        "consents": consents(language()),
        "in_piles": on_paper_only(one.ballot),
        "nominating": one.nominating_since is not None and one.slated_at is None,
        "kept": {name: request.POST.get(name, "") for name in ("name", "words")},
    }
    return page(request, "assembly/election.html", context, status=status)


def _heard(told: QueryDict) -> str:
    """Say what comes next after a nomination or an answer to one."""
    if told.get("act") != "answer":
        return _("提名记下了。本人点了头才算参选。")
    if told.get("answer") == "accepted":
        return _("记下了：愿意参选。")
    return _("记下了：这次不参选。")


def _said(request: HttpRequest, one: Election, acting: Acting) -> tuple[list[str], int]:
    told = request.POST
    if told.get("act") == "answer":
        row = int(told["candidate"]) if told.get("candidate", "").isdigit() else 0
        answer = told.get("answer", "")
        by = replace(acting, consent=told.get("consent", ""))
        return tried(lambda: answer_nomination(row, answer, by))
    name, words = told.get("name", ""), told.get("words", "")
    return tried(lambda: nominate(one.ballot_id, name, words, acting))


@never_cache
@login_required
@READ_OR_SENT
def elect(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a sheet, or change it before the close."""
    one, meeting = _found(request, pk)
    acting = acting_of(request)
    row = entry_of(meeting, acting)
    if row is None or not one.ballot.way:
        raise Http404
    told = request.POST
    faults: list[str] = []
    status: int = HTTPStatus.OK
    marked = told.getlist("mark")
    if request.method == "POST":
        choice = BLANK if told.get("blank") else joined(marked)
        receipt = told.get("receipt", "")
        faults, status = tried(lambda: cast(pk, choice, acting, receipt=receipt))
    context = _about(one, meeting) | {
        "row": row,
        "faults": faults,
        "marked": marked,
        "voted": request.method == "POST" and not faults,
        "receipt": told.get("receipt") or uuid4().hex,
    }
    return page(request, "assembly/elect.html", context, status=status)


def joined(marked: list[str]) -> str:
    """Join the boxes that were marked into one sheet, as it is spelt."""
    numbers = sorted({int(one) for one in marked if one.isdigit() and len(one) < 3})
    return "+".join(map(str, numbers))


def marks_of(one: Ballot) -> list[tuple[str, str]]:
    """Give the candidates that may be marked on a sheet; none on a question."""
    election = election_of(one)
    rows = elections.standing(election) if election and election.slated_at else []
    return [(str(row.number), said_of(row)) for row in rows]


def said_of(row: Candidate) -> str:
    """Say a candidate as sheets do, by number and name."""
    return _("%(number)s号") % {"number": row.number} + f" {row.name}"


def told_choice(told: Any) -> str:
    """Give what a reader ticked: marks, or one word for the sheet, and never both."""
    marked = joined(told.getlist("mark"))
    said = told.get("choice", "")
    # Both at once have more than one reading, and are refused.
    return "&".join(filter(None, (marked, said)))


@never_cache
@login_required
@READ_OR_SENT
def tellers(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out sheets, and write down what one teller counted of the pile."""
    one, meeting = _found(request, pk)
    acting = acting_of(request)
    if not serves(acting.who, meeting.body, meeting.village):
        raise Http404
    faults: list[str] = []
    status: int = HTTPStatus.OK
    told = request.POST
    if request.method == "POST":
        faults, status = _counted(request, one, acting)
        if not faults:
            given = told.get("act") == "paper"
            messages.success(
                request,
                _("名册上打勾了，给他一张纸票。")
                if given
                else _("您数的记下了。两个人数得一样，就能到会议桌计票。"),
            )
            return redirect("assembly:tellers", pk)
    words = request.GET.get("q", "").strip()
    own = [row for row in elections.tallies(one) if row.teller_id == acting.who.person]
    context = _about(one, meeting) | {
        "faults": faults,
        "words": words,
        "rows": at_the_door(meeting, words) if words else [],
        "tellers": len(elections.tallies(one)),
        "counted": bool(own),
        "kept": {name: told.get(name, "") for name in told},
        "new_id": uuid4,
    }
    return page(request, "assembly/tellers.html", context, status=status)


def _counted(
    request: HttpRequest, one: Election, acting: Acting
) -> tuple[list[str], int]:
    told = request.POST
    if told.get("act") == "paper":
        entry = int(told["entry"]) if told.get("entry", "").isdigit() else 0
        return tried(lambda: give_paper(one.ballot_id, entry, acting))
    names = [f"votes-{row.number}" for row in elections.standing(one)]
    counts = {
        name: int(told[name])
        for name in (*names, *ASIDE)
        if told.get(name, "").isdigit() and len(told[name]) < 8
    }
    return tried(lambda: count_pile(one.ballot_id, counts, acting))


@login_required
@require_safe
def tally_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a tally sheet to print: a line for each candidate, room for strokes."""
    one, meeting = _found(request, pk)
    if not serves(standing_of(request), meeting.body, meeting.village):
        raise Http404
    context = _about(one, meeting)
    context["address"] = request.build_absolute_uri(request.path)
    context["issuer"] = issuer(meeting, language())
    return page(request, "assembly/tallysheet.html", context)
