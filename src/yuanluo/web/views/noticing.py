"""Saying something to a notice, and doing something to it: both from its own page.

Whoever lives in the village objects or asks; who may report for others there does it
for those without a phone; whoever may publish takes it down, puts it
up or amends it; who looks after the place hands in the photo of the board. What is
refused is told on the page of the notice, with the words still in the form.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions.remarking import Helped, remark_on
from yuanluo.matters.actions.uploads import keep_photos
from yuanluo.matters.refusal_words import all_in_words
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.publicity import actions
from yuanluo.publicity.queries import notice_of
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.web.views import notices
from yuanluo.web.views.portal import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from yuanluo.people.queries import Acting

TEMPLATE = "web/portal/notice.html"
FIELD = "field."
KEY_DIGITS = 18


@login_required
@require_POST
def say(request: HttpRequest, code: str) -> HttpResponse:
    """Object to a notice, or ask something about it in public."""
    told = request.POST

    def doing(acting: Acting) -> object:
        kind = told.get("said_as") or told.get("kind", "")
        text, helped = told.get("text", ""), _helped(request, acting)
        return remark_on(code, kind, text, acting, helped)

    return _do(request, code, doing, gettext("收到了，答复会挂在这里。"))


def _helped(request: HttpRequest, acting: Acting) -> Helped | None:
    """Say for whom it is said, where the form is the one for others."""
    told = request.POST
    if "whom_words" not in told:
        return None
    whom = told.get("whom", "")
    if not (whom.isdecimal() and len(whom) < KEY_DIGITS):
        raise Refused([Refusal("MISSING", "whom")])
    sent = request.FILES.getlist("agreed")[:1]
    photos = keep_photos(sent, at=acting.at, by=acting.who.person)
    return Helped(int(whom), told.get("consent", ""), photos)


@login_required
@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Take a notice down, put it up, amend it, or hand in the photo of the board."""
    found = notice_of(code, standing_of(request))
    if found is None or not any(
        standing_of(request).may(power, found.village) for power in actions.SEEING
    ):
        raise Http404
    doing = ACTS.get(request.POST.get("act", ""))
    if doing is None:
        raise Http404
    return _do(
        request,
        code,
        lambda acting: doing(request, code, acting),
        gettext("记下了。"),
    )


def _do(
    request: HttpRequest, code: str, doing: Callable[[Acting], object], thanks: str
) -> HttpResponse:
    try:
        doing(acting_of(request))
    except Refused as refused:
        codes = [str(reason) for reason in refused.reasons]
        faults = all_in_words(codes, language_of())
        kept = {name: str(value) for name, value in request.POST.items()}
        return notices.answer(request, code, TEMPLATE, faults, kept)
    except RequestReused:
        fault = gettext("这张表已经交过别的内容了，请重新打开再填")
        return notices.answer(request, code, TEMPLATE, [fault])
    messages.success(request, thanks)
    return redirect("web:notice", code=code)


def _take_down(request: HttpRequest, code: str, acting: Acting) -> object:
    told = request.POST
    return actions.take_down(
        code, told.get("ending", ""), told.get("reason", ""), acting
    )


def _put_up(request: HttpRequest, code: str, acting: Acting) -> object:
    del request
    return actions.put_up(code, acting)


def _amend(request: HttpRequest, code: str, acting: Acting) -> object:
    told = request.POST
    fields = {
        name.removeprefix(FIELD): str(value)
        for name, value in told.items()
        if name.startswith(FIELD)
    }
    return actions.amend(
        code, told.get("title", ""), fields, told.get("reason", ""), acting
    )


def _hang(request: HttpRequest, code: str, acting: Acting) -> object:
    told = request.POST
    try:
        on = date.fromisoformat(told.get("on", ""))
    except ValueError:
        on = date.max
    sent = request.FILES.getlist("photos")[:1]
    photos = keep_photos(sent, at=acting.at, by=acting.who.person, seen="public")
    photo = photos[0] if photos else None
    # A board without its photo would be kept as a group.
    if photo is None and told.get("channel") == "board":
        raise Refused([Refusal("NO_EVIDENCE")])
    return actions.hang(code, on, told.get("where", ""), photo, acting)


ACTS = {
    "take-down": _take_down,
    "put-up": _put_up,
    "amend": _amend,
    "hang": _hang,
}
