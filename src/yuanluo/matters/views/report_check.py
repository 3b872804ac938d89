"""Reporting a matter, third: read it once more, join one like it, send it.

What is alike stands before the button, so that neighbours meet on one matter. Sending
twice is one matter, because the draft's id is the id of the request.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.actions.changes import follow_matter
from yuanluo.matters.actions.opening import open_matter
from yuanluo.matters.actions.uploads import forget_sender, own_photos
from yuanluo.matters.models import OPENNESS
from yuanluo.matters.queries import reporting
from yuanluo.matters.queries.alike import Wanted, alike
from yuanluo.matters.queries.dossier import Gone
from yuanluo.matters.queries.openness import openness_of
from yuanluo.matters.queries.ways import way_of
from yuanluo.matters.refusal_words import all_in_words, names_of
from yuanluo.matters.views.brakes import slow_down, too_often
from yuanluo.matters.views.draft import Draft, keep
from yuanluo.matters.views.report import reopened
from yuanluo.matters.views.reporter import Reporter
from yuanluo.paper.answer import page
from yuanluo.people.queries import VISITOR, Acting
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

Fault = tuple[str, str]
UNSIGNED_REPORTS_MOST = 20
ANSWER_MOST = 4000


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Show it all once more, and send it."""
    found = reopened(request, draft)
    if found is None:
        return redirect("matters:report")
    if found.is_sent:
        return redirect("matters:report-sent", draft=found.id)
    if request.method != "POST":
        reporter = Reporter(request, found)
        if reporter.spot is None:
            return redirect("matters:report-place", draft=found.id)
        return _asked(reporter, [])
    _take(request, found)
    keep(request, found)
    does, _colon, what = request.POST.get("do", "send").partition(":")
    if does == "join":
        return _join(Reporter(request, found), what)
    if does == "look":
        return redirect("matters:report-check", draft=found.id)
    return _send(Reporter(request, found))


def _take(request: HttpRequest, draft: Draft) -> None:
    draft.category = request.POST.get("category", draft.category)[:60]
    draft.anonymous = request.POST.get("anonymous") == "on"
    told = {
        name.removeprefix("ask-"): str(value)[:ANSWER_MOST]
        for name, value in request.POST.items()
        if name.startswith("ask-")
    }
    draft.answers = {**draft.answers, **told}


def _send(reporter: Reporter) -> HttpResponse:
    """Open the matter, or say all that stands against it and keep the words."""
    request, draft = reporter.request, reporter.draft
    faults = _faults(reporter)
    if faults:
        return _asked(reporter, faults)
    if reporter.who.person is None and too_often(
        request, "report", UNSIGNED_REPORTS_MOST
    ):
        return slow_down(request)
    book, spot = reporter.playbook, reporter.spot
    assert book is not None, draft.id
    assert spot is not None, draft.id
    acting = Acting(reporter.who, reporter.at, draft.request_id, consent=draft.consent)
    if reporter.is_anonymous:
        # Not even the action is told who it is.
        forget_sender(draft.photo_ids, reporter.who.person)
        acting = replace(acting, who=VISITOR)
    else:
        own_photos(draft.photo_ids, reporter.who.person)
    try:
        answer = open_matter(
            book.id,
            reporter.answers,
            spot,
            acting,
            photos=draft.photo_ids,
            anonymous=reporter.is_anonymous,
            requester=reporter.helped.id if reporter.helped else None,
        )
    except Refused as refused:
        return _asked(reporter, _refused(reporter, refused.reasons))
    except RequestReused:
        return _asked(reporter, _refused(reporter, [Refusal("REQUEST_REUSED")]))
    draft.number = answer.content["number"]
    draft.receipt = answer.content.get("receipt", "")
    keep(request, draft)
    return redirect("matters:report-sent", draft=draft.id)


def _faults(reporter: Reporter) -> list[Fault]:
    """Say what is missing before the act is asked at all."""
    if reporter.spot is None:
        return [("", _("还没说在哪里。回上一步选一个地方。"))]
    if reporter.category is None:
        return [("f-category-1", _("选一下是哪一类事。"))]
    if reporter.who.person is None and not reporter.is_anonymous:
        return [("sign-in", _("要留名字的事请先登录；写的都留着，登录完接着发。"))]
    if reporter.playbook is None:
        return [("", _("您在这里没有登记住处，也没有岗位，所以报不了。请找社区登记。"))]
    return []


def _refused(reporter: Reporter, reasons: Sequence[Refusal]) -> list[Fault]:
    """Say refusals in words, each at the field that it is about."""
    names = names_of(reporter.playbook) if reporter.playbook else {}
    found = []
    for reason in reasons:
        field = {"category": "f-category-1", "NOT_ANONYMOUS_HERE": "f-anonymous"}.get(
            reason.detail or reason.code, ""
        )
        if reason.detail in {ask.id for ask in reporter.asks}:
            field = f"f-ask-{reason.detail}"
        words = all_in_words([str(reason)], reporter.language, names)
        found += [(field, one) for one in words]
    return found


def _join(reporter: Reporter, number: str) -> HttpResponse:
    """Say "mine too" of a matter that is open already, instead of a second one."""
    acting = Acting(reporter.who, reporter.at, reporter.draft.request_id)
    try:
        follow_matter(number, acting)
    except Gone:
        return _asked(reporter, [("", _("那件事已经看不到了，可以照样报一件新的。"))])
    except Refused as refused:
        return _asked(reporter, _refused(reporter, refused.reasons))
    except RequestReused:
        return redirect("matters:matter", number=number)
    reporter.draft.number = number
    keep(reporter.request, reporter.draft)
    messages.success(reporter.request, _("算上您家了。有进展您会在“我的”里看到。"))
    return redirect("matters:matter", number=number)


def _asked(reporter: Reporter, faults: list[Fault]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(
        reporter.request,
        "matters/report/check.html",
        _shown(reporter) | {"faults": faults, "wrong": dict(faults)},
        block="screen",
        status=status,
    )


def _shown(reporter: Reporter) -> dict[str, Any]:
    draft, village = reporter.draft, reporter.village
    assert village is not None
    category, book = reporter.category, reporter.playbook
    spot = reporter.spot
    wanted = Wanted(
        village=village.code,
        words=reporter.headline,
        category=category.id if category else "",
        home=spot.home if spot else None,
        units=frozenset(reporter.units.values()),
        at=reporter.at,
    )
    state = book.state(book.opening.to or book.start) if book else None
    known = {one.id for one in reporter.suggested}
    return {
        "draft": draft,
        "reporter": reporter,
        "photos": [
            {"url": reverse("matters:draft-photo", args=[draft.id, one])}
            for one in draft.photos
        ],
        "likes": alike(reporter.who, wanted),
        "may_join": reporter.who.home_village == village.code,
        "category": category,
        "kinds": [
            (heading, [one for one in group if one.id not in known])
            for heading, group in reporting.kinds(village.charter)
        ],
        "book_title": title_in(book.title, reporter.language) if book else "",
        "then": title_in(state.next, reporter.language) if state and state.next else "",
        "seen": _seen_by(reporter),
    }


def _seen_by(reporter: Reporter) -> str:
    """Say who will see it, before it is sent."""
    book, village = reporter.playbook, reporter.village
    if book is None or village is None:
        return ""
    way, _because = way_of(village.charter, reporter.answers)
    openness = openness_of(book, book.start, reporter.category, way)
    if openness == OPENNESS["parties"]:
        return _("只有您和经办的人看得到。")
    if openness == OPENNESS["handlers"]:
        return _("只有您和管事的人看得到，不公开。")
    if openness == OPENNESS["village"]:
        return _("村里人看得到标题和进展，看不到您的名字、说明和照片。")
    return _("大家看得到标题和进展，看不到您的名字、说明和照片。")
