"""One matter at the workbench: its detail, and every act on it.

With scripts only the detail is exchanged; without, the same addresses give whole pages.
A refusal comes back with the words that were written and, where somebody was quicker,
with what changed meanwhile.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuanluo.matters.actions import acts
from yuanluo.matters.actions.uploads import keep_photos
from yuanluo.matters.forms import builtins
from yuanluo.matters.forms.asking import given_of
from yuanluo.matters.forms.narrowing import written
from yuanluo.matters.queries import showing
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.views.work_gate import found, staff_only
from yuanluo.matters.views.work_pane import (
    NOTHING_TRIED,
    Asked,
    Tried,
    can_be_called,
    pane,
    what_came,
)
from yuanluo.paper.answer import page, rendered, wants_block
from yuanluo.paper.clock import moment
from yuanluo.people.openings import ToOpen, open_field
from yuanluo.people.purposes import PURPOSES
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yuanluo.people.queries import Acting

TEMPLATE = "matters/work/work.html"
BLOCK = "detail"
MOVED = "matter-moved"


@staff_only
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show a matter to those who handle it; others see it on its own page."""
    dossier = found(request, number)
    if not dossier.is_handler:
        return redirect("matters:matter", number=number)
    reply = request.GET.get("reply", "")
    asked = Asked(request.GET.get("do", ""), int(reply) if reply.isdecimal() else 0)
    return shown_detail(request, dossier, asked=asked)


def shown_detail(
    request: HttpRequest,
    dossier: Dossier,
    *,
    asked: Asked | None = None,
    tried: Tried = NOTHING_TRIED,
    said: str = "",
    phone: str = "",
) -> HttpResponse:
    """Answer with the detail: beside its list, or as a page of its own."""
    language = get_language() or "zh-hans"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if tried.codes else HTTPStatus.OK
    context = {
        **pane(dossier, language, asked, tried),
        "narrowed": written(request.GET),
        "listed": None,
        "at": dossier.at,
        "result": said,
        "phone": phone,
        "purposes": list(PURPOSES.items()),
    }
    return page(request, TEMPLATE, context, block=BLOCK, status=status)


@staff_only
@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one act on a matter; refused, the detail comes back with the words."""
    dossier = found(request, number)
    asks = builtins.asks_of(name, dossier)
    given = given_of(request.POST, name, asks)
    try:
        _do(request, dossier, name, given, acting_of(request))
    except Gone:
        raise Http404 from None
    except Refused as refused:
        codes = tuple(str(reason) for reason in refused.reasons)
    except RequestReused:
        codes = ("REQUEST_REUSED",)
    else:
        title = builtins.title_of(name, dossier, get_language() or "zh-hans")
        return _done(request, number, name, title)
    told = request.POST.get("told", "")
    tried = Tried(
        name=name,
        given=given,
        codes=codes,
        request_id=request.POST.get("request_id", ""),
        told=int(told) if told.isdecimal() else None,
    )
    # Somebody may have moved it since: what is shown with the refusal is fresh.
    return shown_detail(request, found(request, number), tried=tried)


def _do(
    request: HttpRequest,
    dossier: Dossier,
    name: str,
    given: dict[str, Any],
    by: Acting,
) -> None:
    """Do the act by its name; an internal note is a comment for handlers alone."""
    internal = name == builtins.NOTE
    verb = "comment" if internal else name
    photos = []
    if sent := request.FILES.getlist("photos"):
        seen = "handlers" if internal else "parties"
        photos = keep_photos(sent, at=by.at, by=by.who.person, seen=seen)
        if verb == "comment" and not str(given.get("text", "")).strip():
            verb = "attach"
    if internal:
        given = {**given, "internal": "yes"}
    revision = request.POST.get("revision", "")
    acts.do(
        dossier.matter.number,
        verb,
        given,
        by,
        revision=int(revision) if revision.isdecimal() else None,
        photos=photos,
    )


def _done(request: HttpRequest, number: str, name: str, title: str) -> HttpResponse:
    """Say what came of it; the list beside is told, so that it can go on."""
    who, at = standing_of(request), moment(request)
    language = get_language() or "zh-hans"
    try:
        dossier = showing.find(number, who, at)
    except Gone:
        said = _("“%(title)s”做好了。这件事现在归别人，您这里看不到了。") % {
            "title": title
        }
        return _left(request, number, said)
    shown = showing.shown(dossier, language)
    said = what_came(shown, name, title)
    if not dossier.is_handler:
        return _left(request, number, said)
    if not wants_block(request):
        messages.success(request, said)
        return HttpResponseRedirect(_address("matters:work-on", request, number))
    response = shown_detail(request, found(request, number), said=said)
    return _told(response, number, said, shown.state_title)


def _left(request: HttpRequest, number: str, said: str) -> HttpResponse:
    """Answer where the matter has gone where this person does not see it."""
    if not wants_block(request):
        messages.success(request, said)
        return HttpResponseRedirect(_address("matters:workbench", request))
    text = rendered(request, TEMPLATE, {"gone": said, "shown": None}, block=BLOCK)
    return _told(HttpResponse(text), number, said)


def _told(
    response: HttpResponse, number: str, said: str, state: str = ""
) -> HttpResponse:
    """Tell the list beside the detail, in ASCII because it travels as a header."""
    told = {MOVED: {"number": number, "said": said, "state": state}}
    response["HX-Trigger"] = json.dumps(told)
    return response


def _address(name: str, request: HttpRequest, *args: str) -> str:
    narrowed = written(request.GET)
    return reverse(name, args=args) + (f"?{narrowed}" if narrowed else "")


@staff_only
@require_POST
def phone(request: HttpRequest, number: str) -> HttpResponse:
    """Open the telephone number of who asked, for a purpose that they can read."""
    dossier = found(request, number)
    requester = dossier.matter.requester
    if requester is None or not can_be_called(dossier):
        raise Http404
    purpose = request.POST.get("purpose", "")
    wanted = ToOpen(requester.pk, "phone", purpose, number, dossier.matter.village)
    try:
        opened = open_field(acting_of(request), wanted)
    except (Refused, RequestReused) as refused:
        reasons = getattr(refused, "reasons", ["REQUEST_REUSED"])
        codes = tuple(str(reason) for reason in reasons)
        return shown_detail(request, dossier, tried=Tried(codes=codes))
    return shown_detail(request, dossier, phone=opened)
