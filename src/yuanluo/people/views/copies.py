"""A masked copy of a register: asked for, agreed to by another, taken within a day.

For those who keep the register and those who supervise there; to all others neither the
register nor what was asked of it is there. Every sheet says at its head who took it,
when, and what for.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from yuanluo.kernel.playbook import title_in
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.paper.spreadsheets import KINDS, Sheet, download
from yuanluo.paper.words import moment as said_moment
from yuanluo.people import copying, registry
from yuanluo.people.models import RegisterCopy
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.people.views.registers import keepers_only, said
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused
from yuanluo.territory import lookup

if TYPE_CHECKING:
    from uuid import UUID

SHOWN_MOST = 20


def states() -> dict[str, str]:
    """Name the states of a copy."""
    return {
        copying.ASK: _("等另一个人同意"),
        copying.AGREE: _("同意了"),
        copying.NO: _("没有同意"),
        copying.BACK: _("撤回了"),
    }


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask for a copy, and show what was asked for lately."""
    who, code = standing_of(request), request.GET.get("place", "")
    place = lookup.place_at(code)
    if place is None or place.level != "village" or not copying.may_ask(who, code):
        raise Http404
    faults: list[str] = []
    told = request.POST
    if request.method == "POST":
        wanted = copying.ToCopy(code, told.get("purpose", ""), told.get("reason", ""))
        try:
            answer = copying.ask_copy(acting_of(request), wanted)
        except (Refused, RequestReused) as no:
            faults = said(no)
        else:
            messages.success(request, _("申请记下了，已经告诉能同意的人。"))
            return redirect("people:register-copy", number=answer.content["copy"])
    asked = RegisterCopy.objects.visible_to(who).filter(place=code).order_by("-at")
    context = {
        "place": place,
        "purposes": list(copying.PURPOSES.items()),
        "purpose": told.get("purpose", ""),
        "reason": told.get("reason", ""),
        "copies": asked.select_related("by", "second")[:SHOWN_MOST],
        "states": states(),
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_export.html", context, status=status)


@never_cache
@require_safe
def shown(request: HttpRequest, number: UUID) -> HttpResponseBase:
    """Show a copy that was asked for, and what can be done about it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _shown(request, _copy(request, number), [])


@never_cache
@require_POST
def act(request: HttpRequest, number: UUID, word: str) -> HttpResponseBase:
    """Agree, refuse, take back, or take the copy."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    one, by, told = _copy(request, number), acting_of(request), request.POST
    try:
        if word == "take":
            return _taken(request, one, told.get("format", ""))
        if word == "withdraw":
            copying.withdraw_copy(by, number)
        elif word in {"agree", "refuse"}:
            agree, why = word == "agree", told.get("why", "")
            copying.decide_copy(by, number, agree=agree, why=why)
        else:
            raise Http404
    except (Refused, RequestReused) as no:
        return _shown(request, one, said(no))
    messages.success(request, _("记下了，申请的人会收到通知。"))
    return redirect("people:register-copy", number=number)


def _copy(request: HttpRequest, number: UUID) -> RegisterCopy:
    seen = RegisterCopy.objects.visible_to(standing_of(request))
    found = seen.select_related("place", "by", "second").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest, one: RegisterCopy, faults: list[str]
) -> HttpResponseBase:
    who, at = standing_of(request), moment(request)
    is_mine = one.by_id == who.person
    in_time = one.until is not None and at <= one.until
    context = {
        "one": one,
        "state": states()[one.state],
        "purpose": copying.PURPOSES.get(one.purpose, one.purpose),
        "people": registry.counted(one.place_id, today(request)).people,
        "is_mine": is_mine,
        "may_decide": copying.is_waiting(one, at)
        and not is_mine
        and copying.may_decide(who, one.place_id),
        "may_take": is_mine and one.state == copying.AGREE and in_time,
        "may_withdraw": is_mine and not one.taken and copying.is_waiting(one, at),
        "is_late": one.state == copying.AGREE and not in_time,
        "why": request.POST.get("why", ""),
        "back": copying.may_ask(who, one.place_id),
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_copy.html", context, status=status)


def _taken(request: HttpRequest, before: RegisterCopy, kind: str) -> HttpResponseBase:
    if kind not in KINDS:
        raise Http404
    at, language = moment(request), get_language() or "zh-hans"
    one = copying.take_copy(acting_of(request), before.pk, kind)
    rows = list(registry.exported(one.place_id, today(request), one.marks))
    purpose = title_in(copying.PURPOSES.get(one.purpose, one.purpose), language)
    second = one.second.name if one.second else ""
    mark = _("%(who)s %(when)s导出，%(second)s同意，只用于：%(why)s。不得转发。") % {
        "who": one.by.name,
        "when": said_moment(at),
        "second": second,
        "why": f"{purpose}（{one.reason}）",
    }
    sheet = Sheet(
        title=_("户籍册"),
        heads=[
            *(_("户"), _("户主"), _("姓名"), _("出生年"), _("电话"), _("住址")),
            _("外出"),
        ],
        widths=(16, 8, 14, 10, 16, 16, 8),
        rows=[[_yes(cell) for cell in row] for row in rows],
        origin_title=_("来历"),
        origin=[
            [_("谁导出的"), one.by.name],
            [_("谁同意的"), second],
            [_("什么时候"), at],
            [_("做什么用"), purpose],
            [_("说明"), one.reason],
            [_("哪里"), f"{before.place.name} {one.place_id}"],
            [_("多少行"), len(rows)],
            [_("其中认得出是哪一份的假户"), len(one.marks)],
            [_("名字和电话"), _("已打码；导出已记在案")],
        ],
        mark=mark,
    )
    name = f"register-{one.place_id}-{timezone.localtime(at):%Y%m%d-%H%M}"
    return download(sheet, kind, name)


def _yes(cell: Any) -> Any:
    return (_("是") if cell else "") if isinstance(cell, bool) else cell
