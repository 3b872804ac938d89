"""The workbench: lists of what waits, narrowed and turned page by page.

A list takes the same few statements whatever it holds. How much is in the others is
asked for by itself, so that nobody waits for numbers. Which rows there are and who may
see them stands in `queries.worklists`.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuanluo.matters.actions import filters
from yuanluo.matters.forms import narrowing
from yuanluo.matters.queries.desk import Desk, desk, worded
from yuanluo.matters.queries.worklists import (
    COUNTED_MOST,
    LISTS,
    Day,
    Wanted,
    counts,
    worklist,
)
from yuanluo.matters.views.work_gate import staff_only
from yuanluo.paper.answer import page, rendered
from yuanluo.paper.clock import moment, today
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from yuanluo.matters.queries.lines import Key, Listed

TEMPLATE = "matters/work/work.html"


def titles() -> Mapping[str, str]:
    """Name the lists."""
    return _titles(_language())


@cache
def _titles(language: str) -> Mapping[str, str]:
    assert language == _language()
    return {
        "accept": _("等我答复"),
        "mine": _("我手里的"),
        "unit": _("我们岗位的"),
        "today": _("今天到期的"),
        "late": _("超期"),
        "unassigned": _("没人管的"),
        "all": _("全部"),
        "ended": _("办结的"),
    }


def day_of(request: HttpRequest) -> Day:
    """Give the moment of a request and the end of its day."""
    tomorrow = today(request) + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time.min)
    return Day(moment(request), timezone.make_aware(midnight))


@staff_only
@require_safe
def workbench(request: HttpRequest) -> HttpResponse:
    """Show a list; an address with `open` leads on to that matter."""
    asked = request.GET
    if number := narrowing.number_in(asked.get("open", "").strip()):
        where = reverse("matters:work-on", args=[number])
        return HttpResponseRedirect(f"{where}?{narrowing.written(asked)}")
    who, day = standing_of(request), day_of(request)
    around = desk(who)
    wanted = narrowing.read(asked.dict(), who, around.readings.values())
    listed = worklist(who, wanted, day)
    context = {
        "listed": worded(listed.lines, around.readings, day.at, _language()),
        "minute": day.at.replace(second=0, microsecond=0),
        **_turning(request, listed, wanted),
        **_filters(request, around, wanted),
        "exports": bool(who.places_with("export")),
        "row_address": _row_address(request, wanted),
        "shown": None,
        "gone": "",
    }
    return page(request, TEMPLATE, context, block="list")


def _language() -> str:
    return get_language() or "zh-hans"


def _turning(request: HttpRequest, listed: Listed, wanted: Wanted) -> dict[str, Any]:
    return {
        "title": titles()[wanted.name],
        "name": wanted.name,
        "older": _turned(request, "after", listed.older),
        "newer": _turned(request, "before", listed.newer),
        "narrowed": narrowing.written(request.GET.dict(), list=wanted.name),
    }


def _row_address(request: HttpRequest, wanted: Wanted) -> str:
    """Give the address of a row, with %s where its number goes."""
    before, after = reverse("matters:work-on", args=["*"]).split("*")
    narrowed = f"{after}?{narrowing.written(request.GET.dict(), list=wanted.name)}"
    return f"{before}%s{narrowed.replace('%', '%%')}"


def _turned(request: HttpRequest, way: str, key: Key | None) -> str:
    """Give the address of the page after or before; "" at an end."""
    if key is None:
        return ""
    narrowed = narrowing.written(request.GET.dict())
    return f"{request.path}?{narrowed}{'&' if narrowed else ''}{way}={key}"


def _filters(request: HttpRequest, around: Desk, wanted: Wanted) -> dict[str, Any]:
    language = _language()
    asked = request.GET
    readings = list(around.readings.values())
    return {
        "views": tabs(wanted.name),
        "counted": False,
        "asked": {name: asked.get(name, "") for name in narrowing.PARTS},
        "places": [("", _("哪里：都看")), *around.places],
        "kinds": [
            ("", _("哪一类：都看")),
            *narrowing.category_options(readings, language),
        ],
        "states": [
            ("", _("哪一步：都看")),
            *narrowing.state_options(readings, language),
        ],
        "saved": around.saved,
        "is_narrowed": wanted.is_narrowed,
    }


def tabs(current: str, found: dict[str, int] | None = None) -> list[dict[str, Any]]:
    """Give the lists as tabs, with how much is in each where it is known."""
    address = reverse("matters:workbench")
    made = []
    for name, title in titles().items():
        count = (found or {}).get(name)
        many = count is not None and count >= COUNTED_MOST
        made.append(
            {
                "url": f"{address}?list={name}",
                "title": title,
                "current": name == current,
                "count": count,
                "words": "99+" if many else str(count or ""),
                "tone": "late" if name in {"late", "accept"} and count else "",
            }
        )
    return made


@staff_only
@require_safe
def work_counts(request: HttpRequest) -> HttpResponse:
    """Give the tabs with how much is in each list, up to a hundred."""
    found = counts(standing_of(request), day_of(request))
    current = request.GET.get("list", "")
    views = tabs(current if current in LISTS else "", found)
    context = {"views": views, "counted": True, "name": current}
    return HttpResponse(rendered(request, TEMPLATE, context, block="tabs"))


@staff_only
@require_POST
def work_filter(request: HttpRequest) -> HttpResponse:
    """Keep the present filter under a name, or forget one."""
    who = standing_of(request)
    assert who.person is not None
    asked = request.GET.dict()
    query = narrowing.written(asked)
    name = " ".join(request.POST.get("name", "").split())[:40]
    if forgotten := request.POST.get("forget", ""):
        filters.forget(who.person, forgotten)
    elif name and filters.keep(who.person, name, query):
        messages.success(request, _("记下了，下次点“%(name)s”就到。") % {"name": name})
    else:
        messages.warning(
            request,
            _("没有记下：要有个名字，最多%(most)d个。") % {"most": filters.MOST},
        )
    return HttpResponseRedirect(f"{reverse('matters:workbench')}?{query}")
