"""Who opened fields of people, week by week, for those who supervise there.

By who looked and what for, never whose field it was: that stands on the person's own
page. To all others this page is closed.
"""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuanluo.kernel.place import is_code
from yuanluo.kernel.playbook import title_in
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.people import copying, looks, registry, tracing
from yuanluo.people.models import RegisterCopy
from yuanluo.people.purposes import OPENINGS_A_DAY_MAX, PURPOSES
from yuanluo.people.queries import standing_of
from yuanluo.people.rosterfile import FILE_MOST
from yuanluo.people.views.copies import states
from yuanluo.people.views.registers import said
from yuanluo.record.refused import Refused
from yuanluo.territory import lookup

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

COPIES_MOST = 20
GLASS_DAYS = 90
WORDS_MOST = 20_000
WEEK = timedelta(days=7)


@never_cache
@require_safe
def looked(request: HttpRequest) -> HttpResponseBase:
    """Show who opened fields in a week, who broke the glass, who asked for copies."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    who, day = standing_of(request), today(request)
    mine = who.places_with(looks.POWER)
    if not mine:
        raise PermissionDenied
    asked = request.GET.get("place", "")
    place = asked if is_code(asked) and who.may(looks.POWER, asked) else ""
    places = (place,) if place else mine
    start = min(_week(request.GET.get("week", "")) or day, day)
    start = looks.monday(start)
    # Of a week long past, what was broken then as well.
    since = min(moment(request) - timedelta(days=GLASS_DAYS), looks.midnight(start))
    language = get_language() or "zh-hans"
    copies = RegisterCopy.objects.visible_to(who).select_related("by", "place")
    context = {
        "places": _choices(mine),
        "place": place,
        "start": start,
        "end": start + WEEK - timedelta(days=1),
        "before": (start - WEEK).isoformat(),
        "after": (start + WEEK).isoformat() if start + WEEK <= day else "",
        "lookers": [
            (one, _reasons(one.purposes.most_common(), language))
            for one in looks.lookers(places, start)
        ],
        "glass": registry.glass_in(places, since),
        "copies": copies.order_by("-at")[:COPIES_MOST],
        "states": states(),
        "copy_purposes": copying.PURPOSES,
        "most": OPENINGS_A_DAY_MAX,
    }
    return page(request, "people/looks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trace(request: HttpRequest) -> HttpResponseBase:
    """Say whose copy of a register it was that has turned up somewhere."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    who = standing_of(request)
    mine = who.places_with(looks.POWER)
    if not mine:
        raise PermissionDenied
    words, sent = request.POST.get("words", ""), request.FILES.get("file")
    faults: list[str] = []
    found: list[tracing.Traced] | None = None
    if request.method == "POST" and not sent and not words.strip():
        faults = [_("选一个文件，或者把几行粘贴进来。")]
    elif request.method == "POST":
        copies = RegisterCopy.objects.visible_to(who).within(mine)
        rows = (
            tracing.rows_of(sent.read(FILE_MOST + 1))
            if sent
            else tracing.lines_of(words)
        )
        try:
            found = tracing.trace(rows, copies)
        except Refused as no:
            faults = said(no)
    context = {
        "words": words[:WORDS_MOST],
        "found": found,
        "purposes": copying.PURPOSES,
        "faults": faults,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/trace.html", context, status=status)


def _reasons(some: list[tuple[str, int]], language: str) -> str:
    said = [f"{title_in(PURPOSES.get(key, key), language)} {n}" for key, n in some]
    return (", " if language.startswith("en") else "，").join(said)


def _week(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choices(mine: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted(lookup.names_of(mine).items())
