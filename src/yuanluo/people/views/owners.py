"""Owners and areas: looked at, a list read and taken, one unit added or ended.

For those who keep the register of a place where owners decide together; for all others
the page is closed, and another place's units are not there. What a list would change is
shown before anything is written, and nothing of it is kept in between: the page carries
the file and sends it once more.
"""

from __future__ import annotations

import csv
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from http import HTTPStatus
from io import StringIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuanluo.paper.answer import page
from yuanluo.paper.clock import today
from yuanluo.people import owning
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.people.roster_words import CELL_WORDS, in_words
from yuanluo.people.views.registers import keepers_only, looker, said
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from yuanluo.people.owning import Plan

FAULTS_SHOWN = 200
ROWS_SHOWN = 500
#: The columns of one row that is typed in, as a list has them.
HEADS = ("房号", "面积", "业主", "代表", "电话")
TYPED = ("room", "area", "owner", "stands", "phone")


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def owners(request: HttpRequest) -> HttpResponseBase:
    """Show the units of a place; read a list for a look, or take it."""
    told = request.POST
    if request.method != "POST":
        return _owners(request, request.GET.get("place", ""))
    place, content = told.get("place", ""), _content(request)
    if content is None:
        return _owners(request, place, faults=[_("请先选一个文件。")])
    try:
        if told.get("do") == "read":
            plan = owning.looked_over(acting_of(request), place, content)
            return _owners(request, place, plan=plan, content=content)
        done = owning.register_owners(acting_of(request), place, content).content
    except (Refused, RequestReused) as no:
        return _refused(request, place, content, no)
    messages.success(
        request,
        _("登记好了：新登记%(new)s套，改了%(changed)s套，%(same)s套没变。") % done,
    )
    return redirect(f"{reverse('people:owners')}?place={place}")


def _content(request: HttpRequest) -> bytes | None:
    """Give the list as a file has it: sent, carried by the page, or typed as a row."""
    told = request.POST
    if told.get("do") == "add":
        lines = StringIO()
        rows = [HEADS, [told.get(name, "") for name in TYPED]]
        csv.writer(lines).writerows(rows)
        return lines.getvalue().encode()
    if told.get("do") == "take":
        try:
            return b64decode(told.get("list", ""), validate=True)
        except BadBase64:
            return None
    sent = request.FILES.get("file")
    return sent.read(owning.FILE_MOST + 1) if sent else None


def _refused(
    request: HttpRequest, place: str, content: bytes, no: Refused | RequestReused
) -> HttpResponseBase:
    """Show why not; of one row that was typed, what is wrong with it."""
    faults = said(no)
    typed = request.POST.get("do") == "add"
    if typed and isinstance(no, Refused) and str(no.reasons[0]) == "NOTHING_TO_TAKE":
        plan = owning.looked_over(acting_of(request), place, content)
        faults = list(dict.fromkeys(one["words"] for one in _told(plan)))
    return _owners(request, place, faults=faults, typed=typed)


def _owners(
    request: HttpRequest,
    asked: str,
    *,
    plan: Plan | None = None,
    content: bytes = b"",
    faults: list[str] | None = None,
    typed: bool = False,
) -> HttpResponseBase:
    estates = owning.estates_of(standing_of(request))
    codes = [one.code for one in estates]
    if asked and asked not in codes:
        raise Http404
    place = asked or next(iter(codes), "")
    units = owning.units_of(place, today(request))
    context: dict[str, Any] = {
        "estates": [(one.code, one.name) for one in estates],
        "place": place,
        "units": units[:ROWS_SHOWN],
        "more": max(0, len(units) - ROWS_SHOWN),
        "counted": len(units),
        "owners": len({one.owner_id for one in units}),
        "area": sum(one.area for one in units),
        "plan": plan,
        "rows": plan.planned[:ROWS_SHOWN] if plan else (),
        "told": _told(plan) if plan else [],
        "list": b64encode(content).decode(),
        "typed": {name: request.POST.get(name, "") if typed else "" for name in TYPED},
        "looker": looker(request),
        "faults": faults or [],
        "request_id": str(uuid4()),
        "other_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/owners.html", context, status=status)


def _told(plan: Plan) -> list[dict[str, Any]]:
    """Give the faults of a list in words, each with its cell."""
    language = get_language() or "zh-hans"
    return [
        {
            "cell": one.cell,
            "grave": one.grave,
            "words": in_words(CELL_WORDS, one.code, one.detail, language),
        }
        for one in plan.faults[:FAULTS_SHOWN]
    ]


@keepers_only
@require_POST
def end(request: HttpRequest, unit: int) -> HttpResponseBase:
    """Take a unit off the list as of today."""
    place = request.POST.get("place", "")
    try:
        owning.end_unit(acting_of(request), unit)
    except (Refused, RequestReused) as no:
        return _owners(request, place, faults=said(no))
    messages.success(request, _("这一套从今天起不算了。"))
    return redirect(f"{reverse('people:owners')}?place={place}")
