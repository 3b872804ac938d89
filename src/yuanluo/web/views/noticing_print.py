"""A notice as PDF, A4 or A3, with the square that leads back and the record's state.

For whoever may read the notice. One that was taken down, or whose names are no longer
shown, is not printed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.paper.noticesheet import (
    SIZES,
    NoticeSheet,
    SheetTable,
    sheet_tables,
)
from yuanluo.paper.typeface import NoTypeface
from yuanluo.paper.words import as_day
from yuanluo.people.queries import standing_of
from yuanluo.publicity.queries import notice_of
from yuanluo.record.queries import last_checkpoint
from yuanluo.web.views.notices import NO_INDEX, shown_to

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from yuanluo.web.views.notices import Shown


@require_safe
def notice_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Give a notice to print and hang up."""
    size = request.GET.get("size", "A4")
    found = notice_of(code, standing_of(request))
    if found is None or found.withdrawn_at is not None or size not in SIZES:
        raise Http404
    shown = shown_to(found, request)
    if shown.is_expired:
        raise Http404
    from yuanluo.paper.noticepaper import drawn  # slow to load, and rarely asked for

    address = request.build_absolute_uri(reverse("web:notice", args=[code]))
    try:
        content = drawn(sheet_of(shown, address), size)
    except NoTypeface:
        return page(request, "web/serving/no_typeface.html", {}, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    name = f'inline; filename="notice-{code}-{size}.pdf"'
    response["Content-Disposition"] = name
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = NO_INDEX
    return response


@require_safe
def notice_archive(request: HttpRequest, code: str) -> HttpResponse:
    """Give whoever supervises the files of a finished matter, as one ZIP."""
    who, audience = standing_of(request), request.GET.get("for", "public")
    found = notice_of(code, who)
    if found is None or not who.may("supervise", found.village):
        raise Http404
    from yuanluo.web.archive import AUDIENCES, Unfinished, archive  # it needs this file

    if audience not in AUDIENCES:
        raise Http404
    try:
        packed = archive(
            found.matter, audience, moment(request), request.build_absolute_uri("/")
        )
    except Unfinished:
        raise Http404 from None
    except NoTypeface:
        return page(request, "web/serving/no_typeface.html", {}, status=503)
    response = HttpResponse(packed.content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{packed.name}"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = NO_INDEX
    return response


def _on_paper(day: date) -> str:
    """Write a day with its year: paper hangs for longer than this one."""
    return gettext("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }


def sheet_of(shown: Shown, address: str, signed: str | None = None) -> NoticeSheet:
    """Write a notice for paper; without a signed state of the record, the newest."""
    notice = shown.notice
    last = _on_paper(as_day(shown.last_day)) if shown.last_day else gettext("没挂着")
    days = gettext("%(from)s起，至%(to)s，挂满%(days)s天") % {
        "from": _on_paper(as_day(notice.shown_at)),
        "to": last,
        "days": notice.days,
    }
    if signed is None:
        newest = last_checkpoint(notice.village)
        signed = newest.note.strip() if newest else ""
    proof = signed or gettext("这个村的存证还没有签过名。")
    return NoticeSheet(
        kind=gettext("公示"),
        issuer=shown.village,
        title=notice.title,
        tables=sheet_tables(
            [
                SheetTable(
                    title=table.title,
                    heads=tuple(column["title"] for column in table.columns),
                    rows=tuple(tuple(row["cells"]) for row in table.rows),
                    foot=tuple(table.foot),
                    figures=tuple(bool(column["number"]) for column in table.columns),
                )
                for table in shown.tables
            ]
        ),
        facts=(
            *shown.fields,
            (gettext("公示期"), days),
            (gettext("依据"), notice.citation),
            (gettext("内容指纹"), notice.sha256),
        ),
        call=gettext("有不同意见，公示期内扫码或到村里说。"),
        address=address,
        proof_title=gettext("打印时的存证签名"),
        proof=proof,
        dated=notice.shown_at,
        day=_on_paper(as_day(notice.shown_at)),
    )
