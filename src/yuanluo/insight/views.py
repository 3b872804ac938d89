"""The supervisors' page: what burns, who handles, where it is settled.

Numbers of now and of a period of days; behind each stands its list, and beside each
matter the way to put a question that its holder must answer. Decides nothing about
anybody: what follows from a figure is for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuanluo.insight.queries import ranking, watched
from yuanluo.insight.queries.helped import helped_votes
from yuanluo.insight.queries.watched import Drill, Watched
from yuanluo.kernel.place import is_code
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries.desk import Desk, desk, worded
from yuanluo.matters.queries.lines import Key
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people import registry
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from yuanluo.insight.queries.ranking import Ranked
    from yuanluo.kernel.charter import Charter

NAME_MOST = 60


def _watched(request: HttpRequest) -> Watched:
    """Read whose places and which days are looked at."""
    who = standing_of(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() else 90
    place = request.GET.get("place", "")
    mine = is_code(place) and who.may(watched.POWER, place)
    return Watched(
        who,
        moment(request),
        days if days in watched.PERIODS else 90,
        place if mine else "",
    )


def _refused(request: HttpRequest) -> HttpResponseBase | None:
    """Let in who may supervise somewhere; ask a visitor to sign in first."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not standing_of(request).places_with(watched.POWER):
        raise PermissionDenied
    return None


@require_safe
def supervision(request: HttpRequest) -> HttpResponseBase:
    """Show the one page of a supervisor."""
    if (answer := _refused(request)) is not None:
        return answer
    told, around = _watched(request), desk(standing_of(request))
    language = get_language() or "zh-hans"
    to = _Opener(told)
    found = watched.numbers(told)
    rungs = watched.ladder(told)
    context = {
        "told": told,
        "periods": [(days, to.page(days=days)) for days in watched.PERIODS],
        "places": _places(told, around),
        "figures": _figures(found, to),
        "open": found.get("open", 0),
        "vacancies": _vacancies(told, around, to, language),
        "ladder": _ladder(rungs, around.readings.values(), to, language),
        "settled": sum(rung.settled for rung in rungs),
        "handlers": [_handler(one, to) for one in ranking.ranking(told)],
        "least": ranking.RANKED_LEAST,
        "helped": helped_votes(told),
        "staffing": reverse("web:coverage", args=[told.place or _widest(told)]),
        "glass": registry.glass_in(
            [told.place] if told.place else told.who.places_with(watched.POWER),
            told.since,
        ),
    }
    return page(request, "insight/supervision.html", context)


def _widest(told: Watched) -> str:
    """Give the widest place that somebody supervises."""
    return min(told.who.places_with(watched.POWER), key=len)


class _Opener:
    """Writes addresses of lists, all for the same places and days."""

    def __init__(self, told: Watched) -> None:
        self._kept = {"days": str(told.days)} | (
            {"place": told.place} if told.place else {}
        )

    def page(self, **changes: object) -> str:
        asked = self._kept | {name: str(value) for name, value in changes.items()}
        return f"{reverse('insight:supervision')}?{urlencode(asked)}"

    def __call__(self, name: str, **more: object) -> str:
        asked = {"what": name} | {k: str(v) for k, v in more.items()} | self._kept
        return f"{reverse('insight:watched')}?{urlencode(asked)}"


def _figures(found: dict[str, int], to: _Opener) -> list[dict[str, Any]]:
    """Give the numbers of now and of the period, each with its list."""
    titles = titles_of()
    tones = {"late": "late", "vacant": "late", "refused": "soon", "inquiries": "soon"}
    wholes = {"late": "open", "vacant": "open", "assisted": "opened"}
    return [
        {
            "title": titles[name],
            "value": found.get(name, 0),
            "more": found.get(name, 0) >= watched.COUNTED_MOST,
            "of": found.get(wholes[name], 0) if name in wholes else None,
            "url": to(name),
            "tone": tones.get(name, "plain") if found.get(name) else "plain",
            "period": name in {"refused", "reopened", "assisted"},
        }
        for name in watched.NUMBERS
        if name not in watched.WHOLES
    ]


def titles_of() -> dict[str, str]:
    """Name the lists behind the numbers."""
    return {
        "open": _("在办的"),
        "late": _("现在超期的"),
        "refused": _("移交被退的"),
        "reopened": _("换人重办的"),
        "opened": _("新提的"),
        "assisted": _("替人报的"),
        "inquiries": _("督办没答的"),
        "vacant": _("岗位空着没人管的"),
        "settled": _("办结的"),
        "settled-reopened": _("办结过又重办的"),
        "settled-again": _("办结后又报同样事的"),
        "person": _("经手办完的"),
        "person-on-time": _("按时办完的"),
        "person-late": _("过期才办完的"),
        "person-reopened": _("办完被要求重办的"),
        "person-rated": _("得了评价的"),
    }


def when_of(name: str) -> str:
    """Name the date by which a list is sorted; "" where that is the due date."""
    if name.startswith("settled"):
        return _("哪天了结")
    if name.startswith("person"):
        return _("哪天办完")
    named = {
        "refused": _("哪天移交"),
        "inquiries": _("哪天提问"),
        "reopened": _("哪天重办"),
        "opened": _("哪天提的"),
        "assisted": _("哪天提的"),
    }
    return named.get(name, "")


def _places(told: Watched, around: Desk) -> list[tuple[str, str]]:
    able = [
        (code, name)
        for code, name in around.places
        if told.who.may(watched.POWER, code)
    ]
    return [("", _("我管的全部地方")), *able] if len(able) > 1 else []


def _vacancies(
    told: Watched, around: Desk, to: _Opener, language: str
) -> list[dict[str, Any]]:
    found = []
    for one in watched.vacancies(told):
        reading = around.readings.get(one.charter)
        title = reading.title_of_post(one.post) if reading else one.post
        found.append(
            {
                "title": title_in(title, language),
                "place": one.place_name,
                "count": one.count,
                "url": to("vacant", post=one.post, where=one.place),
            }
        )
    return found


def _ladder(
    rungs: list[watched.Rung],
    readings: Iterable[Charter],
    to: _Opener,
    language: str,
) -> list[dict[str, Any]]:
    """Put the levels in the charters' order, the highest first."""
    order: dict[str, str] = {}
    for reading in readings:
        for level in reading.levels:
            order.setdefault(level.id, title_in(level.title, language))
    height = {name: index for index, name in enumerate(order)}
    rungs = sorted(rungs, key=lambda rung: height.get(rung.level, len(height)))
    return [
        {
            "title": order.get(rung.level, rung.level or _("没有分级")),
            "count": rung.settled,
            "url": to("settled", level=rung.level),
            "reopened": rung.reopened,
            "reopened_url": to("settled-reopened", level=rung.level),
            "again": rung.again,
            "again_url": to("settled-again", level=rung.level),
        }
        for rung in rungs
    ]


def _handler(one: Ranked, to: _Opener) -> dict[str, Any]:
    return {
        "one": one,
        "handled": to("person", person=one.person),
        "on_time": to("person-on-time", person=one.person),
        "late": to("person-late", person=one.person),
        "reopened": to("person-reopened", person=one.person),
        "rated": to("person-rated", person=one.person),
    }


@require_safe
def watched_list(request: HttpRequest) -> HttpResponseBase:
    """Show the list behind a number."""
    if (answer := _refused(request)) is not None:
        return answer
    told, drill = _watched(request), _drill(request)
    return _list(request, told, drill)


def _drill(request: HttpRequest) -> Drill:
    asked = request.GET
    name = asked.get("what", "")
    if name not in titles_of():
        raise Http404
    person = asked.get("person", "")
    return Drill(
        name,
        # PostgreSQL keeps no NUL, so no level has one.
        level=asked.get("level", "").replace("\0", "")[:NAME_MOST],
        person=int(person) if person.isdecimal() and len(person) < 19 else 0,
        post=asked.get("post", "").replace("\0", "")[:NAME_MOST],
        at_place=asked.get("where", "").replace("\0", "")[:NAME_MOST],
    )


def _list(request: HttpRequest, told: Watched, drill: Drill) -> HttpResponse:
    asked = request.GET
    listed = watched.page_of(
        told,
        drill,
        after=Key.parse(asked.get("after", "")),
        before=Key.parse(asked.get("before", "")),
    )
    around = desk(told.who)
    language = get_language() or "zh-hans"
    kept = {k: v for k, v in asked.items() if k not in {"after", "before"}}
    here = f"{request.path}?{urlencode(kept)}"
    context = {
        "told": told,
        "title": titles_of()[drill.name],
        "rows": worded(listed.lines, around.readings, told.at, language),
        "notes": [line.person or line.reason for line in listed.lines],
        "when": when_of(drill.name),
        "asks": any(not line.ended for line in listed.lines),
        "whens": [line.key.at for line in listed.lines],
        "older": f"{here}&after={listed.older}" if listed.older else "",
        "newer": f"{here}&before={listed.newer}" if listed.newer else "",
        "back": _Opener(told).page(),
        "where": reverse("matters:work-on", args=["-"])[:-1],
        "is_period": drill.name not in {"open", "late", "vacant", "inquiries"},
    }
    return page(request, "insight/list.html", context)
