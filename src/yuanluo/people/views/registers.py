"""The register: finding somebody, opening a field, lists in and a masked copy out.

For those who keep the register of a place; for all others its pages are closed, and
what lies in another place is not there. A refusal comes back with its reasons and what
was written.
"""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.paper.spreadsheets import KINDS, Sheet, download
from yuanluo.people import registry, taking
from yuanluo.people.exporting import export_register
from yuanluo.people.importing import ToRead, read_file
from yuanluo.people.models import RegisterImport
from yuanluo.people.openings import ToOpen, break_glass, open_field
from yuanluo.people.purposes import FIELDS, GLASS_MINUTES, NEED_SUBJECT, PURPOSES
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.people.refusal_words import WORDS
from yuanluo.people.roster_words import CELL_WORDS, FILE_WORDS, in_words
from yuanluo.people.rosterfile import FILE_MOST
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
FAULTS_SHOWN = 200
BATCHES_AT_ONCE = 3
ACTS = {"accept": taking.accept, "drop": taking.drop, "undo": taking.undo}


def keepers_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who holds a post that keeps a register somewhere."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not standing_of(request).places_with(registry.POWER):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    uncached = never_cache(guarded)
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", uncached)


@keepers_only
@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """Show the register of one village."""
    return _register(request, request.GET.get("place", ""))


def _register(
    request: HttpRequest, asked: str, faults: list[str] | None = None
) -> HttpResponseBase:
    who, day = standing_of(request), today(request)
    villages = registry.villages_of(who)
    codes = [code for code, _name in villages]
    place = asked if asked in codes else next(iter(codes), "")
    words = request.GET.get("q", "")
    context = {
        "villages": villages,
        "place": place,
        "words": words,
        "counted": registry.counted(place, day),
        "found": registry.found(place, words, day),
        "lists": registry.lists_of(who, place),
        "states": _states(),
        "faults": faults or [],
        "most": FILE_MOST // 1024 // 1024,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register.html", context, status=status)


# Lists --------------------------------------------------------------------------------


@keepers_only
@require_POST
def read_in(request: HttpRequest) -> HttpResponseBase:
    """Read a list, and lead to what was found in it."""
    place, sent = request.POST.get("place", ""), request.FILES.get("file")
    if sent is None:
        return _register(request, place, [_("请先选一个文件。")])
    content = sent.read(FILE_MOST + 1)
    try:
        wanted = ToRead(place, sent.name or "", content)
        answer = read_file(acting_of(request), wanted)
    except (Refused, RequestReused) as no:
        return _register(request, place, said(no))
    return redirect("people:register-list", number=UUID(answer.content["import"]))


@keepers_only
@require_safe
def list_shown(request: HttpRequest, number: UUID) -> HttpResponseBase:
    """Show what a list holds, and every fault by its cell."""
    return _list(request, number)


def _list(
    request: HttpRequest, number: UUID, faults: list[str] | None = None
) -> HttpResponseBase:
    who = standing_of(request)
    one = RegisterImport.objects.visible_to(who).filter(pk=number).first()
    if one is None:
        raise Http404
    language = get_language() or "zh-hans"
    told = [
        {**f, "words": in_words(CELL_WORDS, f["code"], f["detail"], language)}
        for f in one.faults[:FAULTS_SHOWN]
    ]
    left = len(one.faults) - len(told) + one.more_faults
    undone_by = one.accepted_at and one.accepted_at + taking.UNDO_WITHIN
    context = {
        "one": one,
        "states": _states(),
        "parts": taking.parts(one),
        "told": told,
        "left": left,
        "undo_until": undone_by,
        "may_undo": bool(undone_by and moment(request) <= undone_by),
        "faults": faults or [],
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_list.html", context, status=status)


@keepers_only
@require_POST
def list_act(request: HttpRequest, number: UUID, word: str) -> HttpResponseBase:
    """Accept, drop or undo a list; a long one goes on by the clock."""
    act = ACTS.get(word)
    if act is None:
        raise Http404
    try:
        act(acting_of(request), number)
    except (Refused, RequestReused) as no:
        return _list(request, number, said(no))
    taking.finish(number, moment(request), BATCHES_AT_ONCE)
    return redirect("people:register-list", number=number)


def _states() -> dict[str, str]:
    return {
        "read": _("看过了，还没登记"),
        "taking": _("正在登记"),
        "taken": _("登记好了"),
        "undoing": _("正在撤销"),
        "undone": _("撤销了"),
        "dropped": _("没有用"),
    }


# One person ---------------------------------------------------------------------------


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person: int) -> HttpResponseBase:
    """Show somebody masked; open one field for a purpose that they can read."""
    who, at, day = standing_of(request), moment(request), today(request)
    one = registry.registered(person, who, at, day)
    if one is None:
        raise Http404
    opened, faults = "", list[str]()
    field = request.POST.get("field", "")
    if request.method == "POST":
        purpose, subject = request.POST.get("purpose", ""), request.POST.get("subject")
        asked = ToOpen(person, field, purpose, (subject or "").strip()[:60])
        try:
            opened = open_field(acting_of(request), asked)
        except (Refused, RequestReused) as no:
            faults = said(no)
    context = {
        "one": one,
        "purposes": list(PURPOSES.items()),
        "fields": list(FIELDS.items()),
        "need_subject": sorted(NEED_SUBJECT),
        "purpose": request.POST.get("purpose", "visit"),
        "field": field,
        "opened": opened,
        "beyond": not who.may(registry.POWER, one.village),
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_person.html", context, status=status)


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: HttpRequest) -> HttpResponseBase:
    """Reach beyond one's own places for an hour, which others are told of."""
    faults: list[str] = []
    if request.method == "POST":
        place, reason = request.POST.get("place", ""), request.POST.get("reason", "")
        try:
            break_glass(acting_of(request), place.strip(), reason)
        except (Refused, RequestReused) as no:
            faults = said(no)
        else:
            messages.success(
                request,
                _("一小时内可以查看那里的人。监督的人和被查看的人都会知道。"),
            )
            return redirect(reverse("people:register"))
    context = {
        "minutes": GLASS_MINUTES,
        "place": request.POST.get("place", ""),
        "reason": request.POST.get("reason", ""),
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_glass.html", context, status=status)


# A masked copy ------------------------------------------------------------------------


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Ask in which format, then hand out the masked copy."""
    who, place = standing_of(request), request.GET.get("place", "")
    if not (place and who.may("export", place) and who.may(registry.POWER, place)):
        raise Http404
    kind = request.POST.get("format", "")
    if request.method != "POST" or kind not in KINDS:
        context = {"place": place, "request_id": str(uuid4())}
        return page(request, "people/register_export.html", context)
    at = moment(request)
    export_register(acting_of(request), place, kind)
    rows = list(registry.exported(place, today(request)))
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
            [_("谁导出的"), who.name],
            [_("什么时候"), at],
            [_("哪里"), place],
            [_("多少行"), len(rows)],
            [_("名字和电话"), _("已打码；导出已记在案")],
        ],
    )
    name = f"register-{place}-{timezone.localtime(at):%Y%m%d-%H%M}"
    return download(sheet, kind, name)


def _yes(cell: Any) -> Any:
    return (_("是") if cell else "") if isinstance(cell, bool) else cell


# Together -----------------------------------------------------------------------------


def said(no: Refused | RequestReused) -> list[str]:
    """Say why not."""
    if isinstance(no, RequestReused):
        return [_("这张表已经发过了，请重新打开再发。")]
    words, language = {**WORDS, **FILE_WORDS}, get_language() or "zh-hans"
    return [in_words(words, one.code, one.detail, language) for one in no.reasons]
