"""The meeting desk: who comes in, what is put to the vote, hands, close, minutes.

For whoever chairs the body, and, at the door only, for its members and those who report
for others. When a question is closed the matter that waits for it moves by itself.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yuanluo.assembly.actions import inscribing
from yuanluo.assembly.actions.closing import adjourn, close
from yuanluo.assembly.actions.convening import answer_objection
from yuanluo.assembly.actions.voting import count_hands, put
from yuanluo.assembly.doorway import ground, needed
from yuanluo.assembly.following import answer_due
from yuanluo.assembly.queries import agenda, in_detail, there
from yuanluo.assembly.rolls import is_intact
from yuanluo.assembly.tallying import rule_kept
from yuanluo.assembly.views import found_meeting, language, tried
from yuanluo.matters.actions.clockwork import follow_number
from yuanluo.matters.views.codes import qr_of
from yuanluo.paper.answer import page
from yuanluo.paper.words import appointed
from yuanluo.people.queries import acting_of, standing_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from yuanluo.assembly.models import Meeting
    from yuanluo.people.queries import Acting
    from yuanluo.record.actions import Answer

OBJECTIONS_MOST = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the desk of a meeting, and do what is tapped there."""
    one, who = found_meeting(pk), standing_of(request)
    if not inscribing.serves(who, one.body, one.village):
        raise Http404
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        faults, status = _done(request, one)
        if not faults:
            return redirect("matters:sitting", pk)
    context: dict[str, Any] = {
        "meeting": one,
        "faults": faults,
        "here": there(one),
        "needed": needed(one),
        "ground": ground(one),
        "by_votes": rule_kept(one).pack.by == "votes",
        "paper_only": rule_kept(one).pack.online == "forbidden",
        "rule": in_detail(one, language()),
        "agenda": agenda(one),
        "objections": one.roll.objections.order_by("answered_at", "at")[
            :OBJECTIONS_MOST
        ],
        "answer_due": answer_due,
        "is_chair": inscribing.chairs(who, one.body, one.village),
        "intact": is_intact(one.roll),
        "code": qr_of(_address(request, one)),
        "address": _address(request, one),
        "minutes": request.POST.get("minutes", "") or _template(one),
        "new_id": uuid4,
    }
    return page(request, "matters/sitting.html", context, status=status)


def _address(request: HttpRequest, one: Meeting) -> str:
    return request.build_absolute_uri(reverse("assembly:come", args=[one.code]))


def _done(request: HttpRequest, one: Meeting) -> tuple[list[str], int]:
    told = request.POST
    acting = acting_of(request)
    acts: dict[str, Callable[[Acting], Answer]] = {
        "put": lambda by: put(_number(told.get("ballot")), told.get("way", ""), by),
        "hands": lambda by: count_hands(
            _number(told.get("ballot")),
            by,
            **{name: _number(told.get(name), -1) for name in ("yes", "no", "abstain")},
        ),
        "close": lambda by: close(_number(told.get("ballot")), by),
        "answer": lambda by: answer_objection(
            _number(told.get("objection")), told.get("text", ""), by
        ),
        "adjourn": lambda by: adjourn(one.pk, told.get("minutes", ""), by),
    }
    act = acts.get(told.get("act", ""))
    if act is None:
        raise Http404
    answers: list[Answer] = []
    faults, status = tried(lambda: answers.append(act(acting)))
    if answers and (said := _next(told.get("act", ""), told)):
        messages.success(request, said)
    for answer in answers:
        content = answer.content
        moved = [content["matter"]] if content.get("outcome") else []
        for number in (*moved, *content.get("matters", ())):
            follow_number(number, acting.at)
            text = gettext("记下了。%(number)s 接着走。") % {"number": number}
            messages.success(request, text)
    return faults, status


def _next(act: str, told: QueryDict) -> str:
    """Say what was done and who does what now, where nothing else on the page does."""
    if act == "put" and told.get("way") == "hands":
        return gettext("开始了。请大家举手，两个监票人分别数。")
    return {
        "put": gettext("开始表决了。到会的人现在可以投票。"),
        "hands": gettext("您数的记下了。两个监票人数得一样，就能结束表决。"),
        "answer": gettext("答复了，提的人看得到。"),
        "adjourn": gettext("散会了。下一步：该签字的人签纪要。"),
    }.get(act, "")


def _number(text: str | None, otherwise: int = 0) -> int:
    """Read a count or a key; what is none is none of ours."""
    return int(text) if text and text.isdigit() and len(text) < 10 else otherwise


def _template(one: Meeting) -> str:
    """Give minutes to complete, out of what is known already."""
    here = there(one)
    lines = [
        gettext("时间：%(at)s") % {"at": appointed(one.held_at)},
        gettext("地点：%(venue)s") % {"venue": one.venue},
        gettext("应到%(due)s，实到%(here)s") % {"due": one.roll.size, "here": here},
        *(f"{n}. {b.title}：" for n, b in enumerate(agenda(one), start=1)),
        gettext("主持人：      记录人：      监票人："),
    ]
    return "\n".join(lines)
