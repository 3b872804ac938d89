"""The cadre roster and the ledger of reserve cadres of a place, on page and as XLSX.

For whoever may appoint there; to everybody else these pages are not there. The table is
worked out from the lines; nobody types it.
"""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanluo.kernel.place import is_code
from yuanluo.kernel.playbook import title_in
from yuanluo.kernel.roster import EDUCATION, in_hundredths
from yuanluo.kernel.text import spreadsheet_safe
from yuanluo.paper.answer import page
from yuanluo.paper.clock import today
from yuanluo.people import cadres, rostering, staffing
from yuanluo.people.queries import Acting, acting_of, standing_of
from yuanluo.people.rosters import OUTCOMES, SOURCES
from yuanluo.record.actions import Refused, RequestReused, refused
from yuanluo.territory import lookup
from yuanluo.territory.models import Place
from yuanluo.web.refusals import beside, in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase
    from openpyxl import Workbook

    from yuanluo.kernel.roster import Band, RosterTable
    from yuanluo.record.actions import Answer


class Wrong(NamedTuple):
    """What is wrong with a form: at the head of the page, and beside its questions."""

    told: list[str]
    beside: dict[str, str]


NOTHING_WRONG = Wrong([], {})
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def place_for(request: HttpRequest, code: str, power: str) -> Place | HttpResponseBase:
    """Find a place for who has a power over it; a visitor is asked to sign in."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not is_code(code) or not standing_of(request).may(power, code):
        raise Http404
    found = lookup.place_at(code)
    if found is None:
        raise Http404
    return found


def names_of_bands() -> dict[str, str]:
    """Name groups and bands of the table."""
    language = get_language() or "zh-hans"
    return {
        "education": gettext("学历"),
        "sex": gettext("性别"),
        "party": gettext("政治面貌"),
        "age": gettext("年龄"),
        "years": gettext("在村工作年限"),
        "other": gettext("其中"),
        **{key: title_in(title, language) for key, title in EDUCATION.items()},
        "women": gettext("女性"),
        "men": gettext("男性"),
        "members": gettext("中共党员"),
        "others": gettext("群众"),
        "under-30": gettext("30岁以下"),
        "30-39": gettext("30—39岁"),
        "40-49": gettext("40—49岁"),
        "50-59": gettext("50—59岁"),
        "60-and-over": gettext("60岁及以上"),
        "20-and-over": gettext("20年以上"),
        "10-19": gettext("10—19年"),
        "5-9": gettext("5—9年"),
        "under-5": gettext("5年以下"),
        "returned": gettext("返乡创业人员"),
        "local-talent": gettext("本土人才"),
    }


def told(table: RosterTable) -> list[tuple[str, list[tuple[str, Band]]]]:
    """Give the groups of a table with their names, in the order of the page."""
    names = names_of_bands()
    return [
        (names[group], [(names[band.id], band) for band in bands])
        for group, bands in table.groups.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the roster with its table; enter a cadre, or strike one."""
    place = place_for(request, code, cadres.POWER)
    if not isinstance(place, Place):
        return place
    if request.method == "POST":
        deed = {"enter": _enter, "strike": _strike}.get(request.POST.get("act", ""))
        return _done(request, place, deed, _roster)
    return _roster(request, place, NOTHING_WRONG)


def _roster(request: HttpRequest, place: Place, wrong: Wrong) -> HttpResponse:
    day = today(request)
    lines = cadres.cadres_of(place.code, day)
    table = cadres.table_of(place.code, day)
    language = get_language() or "zh-hans"
    context = {
        "place": place,
        "lines": lines,
        "table": table,
        "mean_age": in_hundredths(table.mean_age),
        "groups": told(table),
        "names": names_of_bands(),
        "candidates": cadres.candidates(place.code, day),
        "educations": [(k, title_in(v, language)) for k, v in EDUCATION.items()],
        "faults": wrong.told,
        "wrong": wrong.beside,
        "kept": request.POST,
        "request_id": str(uuid4()),
        "villages": lookup.named_within(place.code, "village"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong.told else HTTPStatus.OK
    return page(request, "web/serving/roster.html", context, status=status)


def _done(
    request: HttpRequest,
    place: Place,
    deed: Callable[[HttpRequest, Acting, Place], Answer] | None,
    shown: Callable[[HttpRequest, Place, Wrong], HttpResponse],
) -> HttpResponse:
    """Carry out what a form asks, or show it again with every reason against it."""
    if deed is None:
        raise Http404
    acting = acting_of(request)
    language = get_language() or "zh-hans"
    try:
        deed(request, acting, place)
    except _Unread as unread:
        name, title = unread.args
        words = gettext("请改一下：%(what)s") % {"what": title}
        return shown(request, place, Wrong([words], {name: words}))
    except Refused as no:
        faults = [in_words(str(reason), language) for reason in no.reasons]
        return shown(request, place, Wrong(faults, beside(no.reasons, language)))
    except RequestReused:
        fault = gettext("这张表已经交过别的内容了，请重新打开再填")
        return shown(request, place, Wrong([fault], {}))
    messages.success(request, gettext("记下了。"))
    return redirect(request.path)


class _Unread(Exception):
    """A question of a form, by name and title, whose answer cannot be read."""


def _number(request: HttpRequest, name: str, title: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise _Unread(name, title)
    return int(text)


def _day(request: HttpRequest, name: str, title: str) -> date:
    try:
        return date.fromisoformat(normalize("NFKC", request.POST.get(name, "")))
    except ValueError:
        raise _Unread(name, title) from None


def _enter(request: HttpRequest, acting: Acting, place: Place) -> Answer:
    told = request.POST
    person = _number(request, "person", gettext("谁"))
    if told.get("sex") not in {"woman", "man"}:
        raise _Unread("sex", gettext("性别"))
    entry = rostering.CadreEntry(
        person=_near(request, place, person),
        place=_village(request, place),
        born=_day(request, "born", gettext("出生日期")),
        woman=told.get("sex") == "woman",
        education=told.get("education", ""),
        member="member" in told,
        serves_since=_day(request, "serves_since", gettext("哪天开始在村工作")),
        returned="returned" in told,
        local_talent="local_talent" in told,
    )
    return rostering.enter_cadre(acting, entry)


def _near(request: HttpRequest, place: Place, person: int) -> int:
    """Refuse a number of somebody whom the form does not offer."""
    if not staffing.may_be_called(place, person, today(request)):
        raise refused("UNKNOWN_PERSON")
    return person


def _strike(request: HttpRequest, acting: Acting, place: Place) -> Answer:
    number = _number(request, "cadre", gettext("谁"))
    return rostering.strike_cadre(acting, number, request.POST.get("reason", ""))


@require_safe
def roster_xlsx(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the roster as a workbook: the table first, then the lines it is made of."""
    place = place_for(request, code, cadres.POWER)
    if not isinstance(place, Place):
        return place
    if not standing_of(request).may("export", code):
        raise Http404
    from openpyxl import Workbook  # Loaded by the first file, not by every start.

    day = today(request)
    book = Workbook(write_only=True)
    table = cadres.table_of(code, day)
    sheet = book.create_sheet(gettext("统计"))
    sheet.append([f"{place.name} · {gettext('村干部统计')}", day])
    sheet.append([gettext("人数"), table.count])
    sheet.append([gettext("平均年龄"), in_hundredths(table.mean_age)])
    sheet.append([gettext("项目"), gettext("类别"), gettext("人数"), gettext("占比")])
    for group, bands in told(table):
        for name, band in bands:
            sheet.append([group, name, band.count, f"{band.percent}%"])
    _lines(book, code, day)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    name = f"cadres-{code}-{day.isoformat()}.xlsx"
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def _lines(book: Workbook, code: str, day: date) -> None:
    names = names_of_bands()
    language = get_language() or "zh-hans"
    sheet = book.create_sheet(gettext("名册"))
    heads = [gettext("村（社区）"), gettext("姓名"), gettext("职务"), gettext("年龄")]
    heads += [names["sex"], names["education"], names["party"], names["years"]]
    heads += [names["returned"], names["local-talent"]]
    sheet.append(heads)
    for one in cadres.cadres_of(code, day):
        line = one.line
        cells: list[Any] = [
            one.place_name,
            one.name,
            "、".join(title_in(title, language) for title in one.posts),
            line.age,
            names["women" if line.woman else "men"],
            names[line.education],
            names["members" if line.member else "others"],
            line.years,
            gettext("是") if line.returned else "",
            gettext("是") if line.local_talent else "",
        ]
        sheet.append([spreadsheet_safe(cell) for cell in cells])


# Reserve cadres -----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def reserve(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the ledger of reserve cadres; enter one, give work, note progress."""
    place = place_for(request, code, cadres.POWER)
    if not isinstance(place, Place):
        return place
    if request.method == "POST":
        deeds = {
            "enter": _enter_reserve,
            "place": _place_reserve,
            "progress": _progress,
            "leave": _leave,
        }
        return _done(request, place, deeds.get(request.POST.get("act", "")), _reserve)
    return _reserve(request, place, NOTHING_WRONG)


def _reserve(request: HttpRequest, place: Place, wrong: Wrong) -> HttpResponse:
    day = today(request)
    language = get_language() or "zh-hans"
    lines = cadres.reserve_of(place.code, day)
    have, of = cadres.villages_with_reserve(place.code, lines)
    sought = request.POST.get("q", request.GET.get("q", ""))
    context = {
        "place": place,
        "lines": lines,
        "day": day,
        "placed": sum(line.working(day) for line in lines),
        "have": have,
        "of": of,
        "sources": [(k, title_in(v, language)) for k, v in SOURCES.items()],
        "outcomes": [(k, title_in(v, language)) for k, v in OUTCOMES.items()],
        "villages": lookup.named_within(place.code, "village"),
        "sought": sought,
        "found": staffing.candidates(place, sought, day),
        "faults": wrong.told,
        "wrong": wrong.beside,
        "kept": request.POST,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong.told else HTTPStatus.OK
    return page(request, "web/serving/reserve.html", context, status=status)


def _village(request: HttpRequest, place: Place) -> str:
    chosen = request.POST.get("village", "")
    known = dict(lookup.named_within(place.code, "village"))
    return chosen if chosen in known else place.code


def _enter_reserve(request: HttpRequest, acting: Acting, place: Place) -> Answer:
    person = _number(request, "person", gettext("谁"))
    source = request.POST.get("source", "")
    village = _village(request, place)
    whom = _near(request, place, person)
    return rostering.enter_reserve(acting, whom, village, source)


def _place_reserve(request: HttpRequest, acting: Acting, place: Place) -> Answer:
    until = request.POST.get("until", "")
    given = rostering.WorkToLearnBy(
        place=_village(request, place),
        work=request.POST.get("work", ""),
        since=_day(request, "since", gettext("哪天开始")),
        until=_day(request, "until", gettext("到哪天")) if until else None,
    )
    number = _number(request, "reserve", gettext("谁"))
    return rostering.place_reserve(acting, number, given)


def _progress(request: HttpRequest, acting: Acting, place: Place) -> Answer:
    number = _number(request, "placement", gettext("哪项工作"))
    return rostering.note_progress(acting, number, request.POST.get("progress", ""))


def _leave(request: HttpRequest, acting: Acting, place: Place) -> Answer:
    number = _number(request, "reserve", gettext("谁"))
    return rostering.leave_reserve(acting, number, request.POST.get("outcome", ""))
