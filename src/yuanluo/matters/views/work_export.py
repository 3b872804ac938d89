"""A worklist as a file for a spreadsheet: formula-safe, masked, and on the record.

Asks first and says what will be written down. A name is masked, a telephone number in a
title is taken out, and no cell can act as a formula, whatever somebody wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuanluo.matters.actions.exporting import FORMATS, Exported, export
from yuanluo.matters.forms import narrowing
from yuanluo.matters.queries.cards import public_words
from yuanluo.matters.queries.desk import Row, desk, worded
from yuanluo.matters.queries.worklists import EXPORTED_MOST
from yuanluo.matters.views.work import day_of, titles
from yuanluo.matters.views.work_gate import staff_only
from yuanluo.matters.views.work_pane import fresh_id
from yuanluo.paper.answer import page
from yuanluo.paper.spreadsheets import Sheet, download
from yuanluo.paper.words import masked
from yuanluo.people.queries import acting_of, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, HttpResponseBase


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def work_export(request: HttpRequest) -> HttpResponseBase:
    """Ask in which format, then hand the file out."""
    who, day = standing_of(request), day_of(request)
    if not who.places_with("export"):
        raise PermissionDenied
    around = desk(who)
    wanted = narrowing.read(request.GET.dict(), who, around.readings.values())
    query = narrowing.written(request.GET.dict(), list=wanted.name)
    kind = request.POST.get("format", "")
    if request.method != "POST" or kind not in FORMATS:
        return _asked(request, titles()[wanted.name], query)
    exported = export(wanted, kind, query, day, acting_of(request))
    language = get_language() or "zh-hans"
    rows = worded(exported.lines, around.readings, day.at, language)
    name = f"{wanted.name}-{timezone.localtime(day.at):%Y%m%d-%H%M}"
    sheet = Sheet(
        title=_("清单"),
        heads=_heads(),
        widths=(14, 40, 14, 14, 16, 16, 14, 18, 6, 18, 8),
        rows=list(_cells(rows, [line.reopened for line in exported.lines])),
        origin_title=_("来历"),
        origin=_about(request, exported, query, day.at),
    )
    return download(sheet, kind, name)


def _asked(request: HttpRequest, title: str, query: str) -> HttpResponse:
    context = {
        "title": title,
        "narrowed": query,
        "most": EXPORTED_MOST,
        "request_ids": {kind: fresh_id() for kind in FORMATS},
    }
    return page(request, "matters/work/export.html", context)


def _heads() -> list[str]:
    return [
        _("编号"),
        _("标题"),
        _("到哪一步"),
        _("哪一类"),
        _("工作法"),
        _("哪里"),
        _("谁负责"),
        _("期限"),
        _("超期"),
        _("提出时间"),
        _("重办次数"),
    ]


def _cells(rows: Iterable[Row], reopened: Iterable[int]) -> Iterator[list[Any]]:
    """Give each row as cells; names are masked and no title holds a number to call."""
    for row, times in zip(rows, reopened, strict=True):
        yield [
            row.number,
            public_words(row.title),
            row.state,
            row.category,
            row.playbook,
            row.place,
            masked(row.holder) if row.named else row.holder,
            row.due,
            _("是") if row.late else "",
            row.when,
            times,
        ]


def _about(
    request: HttpRequest, exported: Exported, query: str, at: datetime
) -> list[list[Any]]:
    """Say who took it out, when and how narrowed: a list that travels says whose."""
    who = standing_of(request)
    rows = len(exported.lines)
    cut = _("只有前%(n)d行") % {"n": rows} if exported.cut else rows
    return [
        [_("谁导出的"), who.name],
        [_("什么时候"), at],
        [_("筛选"), query],
        [_("多少行"), cut],
        [_("名字和电话"), _("已打码；导出已记在案")],
    ]
