"""What a body decided: its chair records the outcome with the minutes.

A plain stand-in until meetings, rolls and ballots are built: it counts no quorum and
knows no roll, and its page says so. The matter that waits moves by itself.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from yuanluo.assembly.actions import declare
from yuanluo.assembly.queries import before_chair
from yuanluo.matters.actions.clockwork import follow_number
from yuanluo.matters.refusal_words import in_words
from yuanluo.paper.answer import page
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import Refused, RequestReused

if TYPE_CHECKING:
    from yuanluo.assembly.models import Ballot
    from yuanluo.people.queries import Standing

FIGURES = ("present", "yes")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: HttpRequest) -> HttpResponse:
    """List what awaits the chair's word, and record it."""
    who = standing_of(request)
    if not chairs(who):
        raise Http404
    if request.method != "POST":
        return _shown(request, who)
    try:
        matter = _declared(request, who)
    except Refused as refused:
        language = get_language() or "zh-hans"
        faults = [in_words(str(reason), language) for reason in refused.reasons]
        return _shown(request, who, faults, HTTPStatus.UNPROCESSABLE_ENTITY)
    except RequestReused:
        fault = gettext("这张表已经交过别的内容了，请重新打开再填")
        return _shown(request, who, [fault], HTTPStatus.CONFLICT)
    messages.success(
        request, gettext("记下了。%(number)s 接着走。") % {"number": matter}
    )
    return redirect("matters:deciding")


def chairs(who: Standing) -> bool:
    """Say whether somebody chairs a body."""
    return any(post.key.startswith("chair:") for post in who.posts)


def _declared(request: HttpRequest, who: Standing) -> str:
    told = request.POST
    acting = acting_of(request)
    figures = {name: _figure(told.get(name, "")) for name in FIGURES}
    answer = declare(
        int(told["ballot"]) if told.get("ballot", "").isdigit() else 0,
        told.get("outcome", ""),
        told.get("minutes", ""),
        acting,
        **figures,
    )
    number = str(answer.content["matter"])
    follow_number(number, acting.at)
    return number


def _figure(text: str) -> int | None:
    """Read a count of people; what is no count is refused with the others."""
    if not text.strip():
        return None
    return int(text) if text.strip().isdigit() and len(text) < 7 else -1


def _shown(
    request: HttpRequest,
    who: Standing,
    faults: list[str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    asked = request.POST.get("ballot", "")
    context: dict[str, Any] = {
        "faults": faults or [],
        "questions": [_question(b, request, asked) for b in before_chair(who)],
    }
    return page(request, "matters/deciding.html", context, status=status)


def _question(ballot: Ballot, request: HttpRequest, asked: str) -> dict[str, Any]:
    """Give a question with the words that were typed, where it is the one refused."""
    mine = str(ballot.pk) == asked
    kept = {name: request.POST.get(name, "") if mine else "" for name in KEPT}
    return {"ballot": ballot, "kept": kept, "request_id": uuid4(), "refused": mine}


KEPT = ("outcome", "minutes", *FIGURES)
