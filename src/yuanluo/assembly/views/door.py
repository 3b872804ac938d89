"""The door of a meeting: one tap for each who comes, by name, number or telephone.

For whoever minds it: the chair, members of the body, and those who report for others.
With two hundred people waiting it must be quick and must work without scripts; it
decides nothing and tells nobody how anybody votes.
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

from yuanluo.assembly import doorway
from yuanluo.assembly.actions.attending import check_in, check_in_by_phone, recuse
from yuanluo.assembly.actions.inscribing import chairs, serves
from yuanluo.assembly.actions.polling import election_of
from yuanluo.assembly.actions.voting import cast
from yuanluo.assembly.queries import (
    agenda,
    at_the_door,
    issuer,
    question_numbered,
    there,
)
from yuanluo.assembly.views.elections import marks_of, told_choice
from yuanluo.assembly.views.meetings import (
    READ_OR_SENT,
    found_meeting,
    language,
    tried,
)
from yuanluo.kernel.effect import Refusal
from yuanluo.paper.answer import page, wants_block
from yuanluo.people.helping import consents
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yuanluo.assembly.models import Meeting
    from yuanluo.record.actions import Answer


def minded(request: HttpRequest, pk: int) -> Meeting:
    """Give a meeting whose door the reader may mind; for others it is not there."""
    one = found_meeting(pk)
    if not serves(standing_of(request), one.body, one.village):
        raise Http404
    return one


def whole(text: str | None) -> int:
    """Read a number that somebody typed; what is none is none of ours."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


@never_cache
@login_required
@READ_OR_SENT
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """Let people in: by a tap on the list, or by their telephone number."""
    one = minded(request, pk)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    came = ""
    if request.method == "POST":
        told, acting = request.POST, acting_of(request)
        answers: list[Answer] = []

        def let_in() -> Answer:
            if told.get("phone"):
                return check_in_by_phone(one.pk, told["phone"], acting)
            return check_in(whole(told.get("entry")), acting)

        faults, status = tried(lambda: answers.append(let_in()))
        if answers:
            came = doorway.said_of(answers[0].content["entry"])
            if not wants_block(request):
                messages.success(request, came)
                return redirect("assembly:door", one.pk)
    words = request.GET.get("q", "").strip()
    context: dict[str, Any] = {
        "meeting": one,
        "faults": faults,
        "came": came,
        # The box is empty again for the next who comes.
        "clears": bool(came) and wants_block(request),
        "words": words,
        "rows": at_the_door(one, words),
        "here": there(one),
        "needed": doorway.needed(one),
        "ground": doorway.ground(one),
        "new_id": uuid4,
    }
    return page(request, "assembly/door.html", context, block="door", status=status)


@never_cache
@login_required
@READ_OR_SENT
def stand_in(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Let in who comes for somebody: of a household anyone, else a proxy in writing."""
    one = minded(request, pk)
    row = doorway.numbered(one, number)
    if row is None:
        raise Http404
    told, acting = request.POST, acting_of(request)
    members = doorway.members(row, acting.at)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        person = doorway.who_comes(one, told.get("person", ""), told.get("who", ""))
        evidence = told.get("evidence", "")

        def let_in() -> Answer:
            if person is None:
                raise Refused([Refusal("MISSING", "person")])
            return check_in(row.pk, acting, person=person, evidence=evidence)

        faults, status = tried(let_in)
        if not faults:
            messages.success(request, doorway.said_of(row.pk))
            return redirect("assembly:door", one.pk)
    context = {
        "meeting": one,
        "row": row,
        "limits": doorway.limits(one),
        "members": members,
        "pairs": [(one.pk, one.name) for one in members],
        "told": told,
        "faults": faults,
        "request_id": uuid4(),
    }
    return page(request, "assembly/stand_in.html", context, status=status)


@never_cache
@login_required
@READ_OR_SENT
def help_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a vote for somebody who asked for it; they are told."""
    one = minded(request, pk)
    told, acting = request.POST, acting_of(request)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    receipt = told.get("receipt") or uuid4().hex
    running = [b for b in agenda(one) if b.polling_at and not b.decided_at]
    open_ = [b for b in running if b.way not in {"hands", "paper"}]
    asked = whole(told.get("ballot") or request.GET.get("ballot"))
    ballot = next((b for b in open_ if b.pk == asked or len(open_) == 1), None)
    election = election_of(ballot) if ballot else None
    row = doorway.numbered(one, whole(told.get("number")))
    if request.method == "POST":
        faults, status = tried(
            lambda: cast(
                ballot.pk if ballot else 0,
                told_choice(told),
                replace(acting, consent=told.get("consent", "")),
                entry=row.pk if row else 0,
                receipt=receipt,
            )
        )
    context = {
        "meeting": one,
        "open": open_,
        "ballot": ballot,
        "marks": marks_of(ballot) if ballot else [],
        "seats": election.seats if election else 0,
        "marked": told.getlist("mark") if faults else [],
        "row": row,
        "told": told,
        "entered": request.method == "POST" and not faults,
        "receipt": receipt,
        "consents": consents(language()),
        "faults": faults,
        "new_id": uuid4,
        "issuer": issuer(one, language()),
        "address": request.build_absolute_uri("/decided/"),
    }
    return page(request, "assembly/help.html", context, status=status)


@never_cache
@login_required
@READ_OR_SENT
def recusals(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep somebody out of one question, for a ground that is written down."""
    ballot = question_numbered(pk)
    if ballot is None or ballot.meeting is None:
        raise Http404
    who = standing_of(request)
    if not serves(who, ballot.body, ballot.village):
        raise Http404
    told, acting = request.POST, acting_of(request)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        row = doorway.numbered(ballot.meeting, whole(told.get("number")))
        ground = told.get("ground", "")
        faults, status = tried(
            lambda: recuse(ballot.pk, row.pk if row else 0, ground, acting)
        )
        if not faults:
            messages.success(request, _("记下了。应到人数里不算。"))
            return redirect("assembly:recusals", pk)
    context = {
        "ballot": ballot,
        "meeting": ballot.meeting,
        "recusals": ballot.recusals.select_related("entry").order_by("entry__number"),
        "is_chair": chairs(who, ballot.body, ballot.village),
        "told": told,
        "faults": faults,
        "request_id": uuid4(),
    }
    return page(request, "assembly/recusals.html", context, status=status)


@never_cache
@login_required
@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the roll on paper, to sign on, or with who came."""
    one = minded(request, pk)
    context = {
        "meeting": one,
        "issuer": issuer(one, language()),
        "rows": doorway.everybody(one),
        "here": there(one),
        "ground": doorway.ground(one),
        "blank": request.GET.get("blank") == "1",
        "address": request.build_absolute_uri(f"/meetings/{one.pk}"),
    }
    return page(request, "assembly/attendance.html", context)
