"""Minutes and who signed them, what was said on-line, and meetings as a calendar.

Minutes are read by whoever is on the roll or serves there. What somebody says on-line
who is not there is never a vote, and pages say so. When a body meets is for everybody.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuanluo.assembly import queries
from yuanluo.assembly.actions.keeping import may_read
from yuanluo.assembly.actions.saying import not_to_be_said, say
from yuanluo.assembly.actions.signing import may_sign, sign, text_sha256, wanted
from yuanluo.assembly.alongside import share_helped
from yuanluo.assembly.queries import agenda_for, entry_of, titled, to_come
from yuanluo.assembly.refusal_words import in_words
from yuanluo.assembly.tallying import rule_kept
from yuanluo.assembly.views.meetings import (
    CODE_SHOWN,
    READ_OR_SENT,
    found_meeting,
    language,
    tried,
)
from yuanluo.kernel.place import is_code
from yuanluo.paper.answer import page
from yuanluo.paper.calendars import Event, calendar
from yuanluo.people.queries import VISITOR, acting_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yuanluo.assembly.models import Meeting


@never_cache
@login_required
@READ_OR_SENT
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes with the results, to print and to sign."""
    one, acting = found_meeting(pk), acting_of(request)
    who = acting.who
    if not may_read(one, who, on_roll=entry_of(one, acting) is not None):
        raise Http404
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        role = request.POST.get("role", "")
        faults, status = tried(lambda: sign(one.pk, role, acting))
        if not faults:
            messages.success(request, _("签好了。"))
            return redirect("assembly:minutes", pk)
    ballots = agenda_for(one, acting.who)
    helped, voters = share_helped(ballots)
    context: dict[str, Any] = {
        "meeting": one,
        "issuer": queries.issuer(one, language()),
        "agenda": ballots,
        "wanted": wanted(one),
        "named": bool(rule_kept(one).pack.signed_by),
        "role_words": role_words,
        "may": may_sign(one, acting),
        "check_code": text_sha256(one)[:CODE_SHOWN],
        "helped": helped,
        "voters": voters,
        "here": queries.there(one),
        "faults": faults,
        "new_id": uuid4,
        "address": request.build_absolute_uri(request.path),
    }
    return page(request, "assembly/minutes.html", context, status=status)


def role_words(role: str) -> str:
    """Say a capacity in which minutes are signed."""
    return {
        "chair": _("主持人"),
        "teller": _("监票人"),
        "supervisor": _("监督委员会"),
        "present": _("到会的人"),
    }.get(role, role)


@never_cache
@login_required
@READ_OR_SENT
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody who is not there say what they think; it is not a vote."""
    one = queries.question_numbered(pk)
    acting = acting_of(request)
    meeting = one.meeting if one else None
    row = entry_of(meeting, acting) if meeting else None
    if one is None or meeting is None or row is None:
        raise Http404
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        choice = request.POST.get("choice", "")
        faults, status = tried(lambda: say(one.pk, choice, acting))
        if not faults:
            messages.success(request, _("记下了。这是意见，不是投票。"))
            return redirect("assembly:meeting", meeting.pk)
    why = [
        in_words(str(reason), language())
        for reason in not_to_be_said(one, meeting, row)
    ]
    context = {
        "ballot": one,
        "meeting": meeting,
        "row": row,
        "why": why,
        "faults": [] if why else faults,
        "request_id": uuid4(),
    }
    return page(request, "assembly/opinion.html", context, status=status)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the meetings of a village as a calendar; anybody may subscribe to it."""
    village = request.GET.get("village", "")
    if not is_code(village):
        raise Http404
    events = [_event(request, one) for one in to_come(village)]
    text = calendar(_("开会的日子"), events)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="meetings-{village}.ics"'
    return answer


def _event(request: HttpRequest, one: Meeting) -> Event:
    asked = [f"{n}. {b.title}" for n, b in enumerate(agenda_for(one, VISITOR), 1)]
    return Event(
        uid=f"meeting-{one.pk}@{request.get_host()}",
        start=one.held_at,
        stamp=one.convened_at,
        title=titled(one, language()),
        where=one.venue,
        about="\n".join(asked),
        address=request.build_absolute_uri(reverse("assembly:meeting", args=[one.pk])),
    )
