"""Reporting a matter, second: where it is, and for whom.

At home is chosen already; the list, another door, the map, the phone's own place and
plain words stand beside it, each sufficient by itself. Whoever may report for others
finds them here.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuanluo.kernel.playbook import title_in
from yuanluo.kernel.text import TextFault, clean
from yuanluo.matters.queries import reporting
from yuanluo.matters.views.draft import Draft, keep
from yuanluo.matters.views.report import reopened
from yuanluo.matters.views.reporter import Reporter
from yuanluo.matters.views.sketch import MARKS_MOST, Point, sketch
from yuanluo.paper.answer import page
from yuanluo.people.helping import consented, consents
from yuanluo.territory import queries as places

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from yuanluo.territory.models import Place

ADDRESS_MOST = 200
CONSENT_LONGEST = 20
#: More names than these cannot be read on a phone.
DIVISIONS_MARKED_MOST = 16
Fault = tuple[str, str]
#: The plain fields of this screen, as posted and as kept.
PLAIN = (
    "whom", "whom_words", "where", "division", "door", "door_words", "address",
    "longitude", "latitude",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Ask where it is."""
    found = reopened(request, draft)
    if found is None:
        return redirect("matters:report")
    if found.is_sent:
        return redirect("matters:report-sent", draft=found.id)
    if request.method == "POST":
        return _posted(request, found)
    if village := request.GET.get("village", ""):
        if reporting.village_at(village):
            found.village, found.where, found.division = village, "", ""
            keep(request, found)
        return redirect("matters:report-place", draft=found.id)
    if picked := request.GET.get("pick", ""):
        _pick(found, picked)
        keep(request, found)
        return redirect("matters:report-place", draft=found.id)
    return _asked(Reporter(request, found), [])


def _pick(draft: Draft, picked: str) -> None:
    """Take a mark of the map: a door or a division, which the lists know as well."""
    kind, _colon, key = picked[:80].partition(":")
    if kind == "door":
        draft.where, draft.door = "door", key
    else:
        draft.where, draft.division = "list", key


def _posted(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep all that was said; look something up, or go on if the place is clear."""
    _take(request, draft)
    reporter = Reporter(request, draft)
    if reporter.village is not None:
        draft.village = reporter.village.code
    keep(request, draft)
    if request.POST.get("do") == "look":
        return redirect("matters:report-place", draft=draft.id)
    faults = _faults(reporter)
    if faults:
        return _asked(reporter, faults)
    return redirect("matters:report-check", draft=draft.id)


def _take(request: HttpRequest, draft: Draft) -> None:
    posted = request.POST
    for name in PLAIN:
        if name in posted:
            setattr(draft, name, posted[name].strip()[: ADDRESS_MOST * 2])
    draft.consent = posted.get("consent", "").strip()[:CONSENT_LONGEST]


def _faults(reporter: Reporter) -> list[Fault]:
    draft, found = reporter.draft, []
    if reporter.village is None:
        return [("f-village", _("先选是哪个村或社区。"))]
    try:
        draft.address = clean(draft.address, ADDRESS_MOST)
    except TextFault as fault:
        found.append(("f-address", fault.in_words(reporter.language)))
    if draft.for_somebody is not None and reporter.helped is None:
        found.append(("f-whom_words", _("没有找到这位住户，请重新找一下。")))
    if draft.for_somebody is not None and consented(draft.consent):
        found.append(("f-consent-1", _("替人报要本人同意。怎么同意的，选一个。")))
    if reporter.spot is None:
        found.append(_where_fault(draft))
    return found


def _where_fault(draft: Draft) -> Fault:
    """Say what the chosen way still lacks."""
    lacking = {
        "list": ("f-division", _("从列表里选一个地方。")),
        "door": ("f-door_words", _("找一下门牌，再选一户。")),
        "map": (
            "way-map",
            _("手机还没给位置。在图上点一处，或者换一个办法：从列表里选，写下来。"),
        ),
        "typed": ("f-address", _("写一下怎么走到那里。")),
    }
    return lacking.get(draft.where, ("", _("选一个地方。")))


def _asked(reporter: Reporter, faults: list[Fault]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(
        reporter.request,
        "matters/report/place.html",
        _shown(reporter) | {"faults": faults, "wrong": dict(faults)},
        block="screen",
        status=status,
    )


def _shown(reporter: Reporter) -> dict[str, Any]:
    draft, village = reporter.draft, reporter.village
    search = reporter.request.GET.get("q", "")
    shown: dict[str, Any] = {
        "draft": draft,
        "reporter": reporter,
        "village": village,
        "search": search,
        "villages": reporting.villages_like(search) if search else reporter.villages,
        "consents": consents(reporter.language),
        "residents": [],
        "doors": [],
        "marks": [],
        "groups": [],
    }
    if village is None:
        return shown
    if reporter.may_help and draft.whom_words:
        shown["residents"] = reporting.residents_like(
            reporter.who, village.code, draft.whom_words, reporter.day
        )
    if draft.door_words:
        shown["doors"] = places.homes_like(village.code, draft.door_words)
    if reporter.door is not None and reporter.door not in shown["doors"]:
        shown["doors"] = [*shown["doors"], reporter.door]
    shown["groups"] = _groups(reporter)
    shown["marks"] = sketch(_points(reporter))
    shown["within"] = _within(reporter)
    usual = draft.where or ("home" if reporter.home else "list")
    shown["where"] = "map" if shown["within"] else usual
    return shown


def _groups(reporter: Reporter) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the divisions under the names of their kinds."""
    village = reporter.village
    assert village is not None
    language = get_language() or "zh-hans"
    whole = (village.code, _("整个%(name)s") % {"name": village.name})
    found: dict[str, list[tuple[str, str]]] = {}
    for one in reporter.divisions:
        found.setdefault(one.level, []).append((one.code, one.name))
    groups = [("", [whole])]
    for key, options in found.items():
        level = village.charter.level(key)
        groups.append((title_in(level.title, language) if level else key, options))
    return groups


def _within(reporter: Reporter) -> Place | None:
    """The division into which the map is opened."""
    asked = reporter.request.GET.get("see", "")
    return next((one for one in reporter.divisions if one.code == asked), None)


def _points(reporter: Reporter) -> list[Point]:
    """Give what the map shows: one kind of division, or the homes inside one."""
    within = _within(reporter)
    if within is not None:
        homes = reporting.homes_in(within.code, reporter.day, MARKS_MOST)
        return [
            Point(f"door:{home.pk}", home.address, home.lon, home.lat, "door")
            for home in homes
            if home.lon is not None and home.lat is not None
        ]
    levels: dict[str, list[Point]] = {}
    for one in reporter.divisions:
        if one.lon is not None and one.lat is not None:
            point = Point(f"list:{one.code}", one.name, one.lon, one.lat)
            levels.setdefault(one.level, []).append(point)
    fitting = [p for p in levels.values() if len(p) <= DIVISIONS_MARKED_MOST]
    return max(fitting, key=len, default=[])
