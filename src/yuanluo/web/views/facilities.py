"""What is near me: the facilities of a village, open when, how far; and their register.

Everybody may look. The point from which distances are counted is the asker's home, or
where their phone is if they say so; it is not kept. The register is kept by whoever may
publish in the village.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from yuanluo.kernel.openinghours import FACILITIES
from yuanluo.kernel.openinghours import in_words as in_hours
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries import reporting
from yuanluo.paper.answer import page
from yuanluo.paper.asked import request_id
from yuanluo.paper.clock import moment, today
from yuanluo.people.queries import standing_of
from yuanluo.record.actions import Inscription, Refused, RequestReused
from yuanluo.territory import facilities
from yuanluo.web.refusals import beside, in_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from yuanluo.matters.queries.reporting import Village

#: Whoever keeps the register of a village.
POWER = "publish"
FIELDS = ("kind", "name", "address", "phone", "hours", "services")


@require_http_methods(["GET", "HEAD", "POST"])
def near(request: HttpRequest, code: str) -> HttpResponse:
    """List what is near, or keep the register."""
    village = reporting.village_at(code)
    if village is None:
        raise Http404
    if request.method == "POST":
        if not standing_of(request).may(POWER, code):
            raise Http404
        return _keep(request, village)
    return _shown(request, village, [], {})


def _shown(
    request: HttpRequest, village: Village, faults: list[str], wrong: dict[str, str]
) -> HttpResponse:
    who = standing_of(request)
    point = _point(request.GET)
    from_home = point is None and who.home is not None
    if point is None and who.home is not None:
        point = facilities.point_of(who.home)
    language = get_language() or "zh-hans"
    context = {
        "village": village,
        "found": facilities.near(village.code, moment(request), point),
        "from_home": from_home and point is not None,
        "from_phone": not from_home and point is not None,
        "may_keep": who.may(POWER, village.code),
        "kinds": [(key, title_in(v, language)) for key, v in FACILITIES.items()],
        "hours_in_words": partial(in_hours, language=language),
        "faults": faults,
        "wrong": wrong,
        "kept": request.POST,
        "request_id": str(uuid4()),
    }
    status = 422 if faults else 200
    return page(request, "web/serving/facilities.html", context, status=status)


def _point(told: QueryDict) -> tuple[float, float] | None:
    try:
        lon = float(told.get("longitude", ""))
        lat = float(told.get("latitude", ""))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _keep(request: HttpRequest, village: Village) -> HttpResponse:
    who, told = standing_of(request), request.POST
    act = Inscription(
        subject="",
        verb="",
        at=moment(request),
        request_id=request_id(request),
        actor=who.person,
        actor_name=who.name,
    )
    try:
        if told.get("act") == "close":
            row = _row(told.get("facility", ""))
            if row not in _numbers(request, village):
                raise Http404
            facilities.close_facility(act, row, today(request))
        else:
            fields: dict[str, Any] = {name: told.get(name, "") for name in FIELDS}
            if (point := _point(told)) is not None:
                fields["lon"], fields["lat"] = point
            meant = told.get("of", "")
            if meant:
                fields["facility"] = _row(meant)
            entry = facilities.FacilityEntry(village=village.code, **fields)
            facilities.keep_facility(act, entry, today(request))
    except Refused as no:
        language = get_language() or "zh-hans"
        faults = [in_words(str(reason), language) for reason in no.reasons]
        return _shown(request, village, faults, beside(no.reasons, language))
    except RequestReused:
        fault = gettext("这张表已经交过别的内容了，请重新打开再填")
        return _shown(request, village, [fault], {})
    messages.success(request, gettext("记下了。"))
    return redirect("web:facilities", code=village.code)


def _row(number: str) -> int:
    return int(number) if number.isdecimal() and len(number) < 19 else 0


def _numbers(request: HttpRequest, village: Village) -> set[int]:
    """Give the facilities of the village itself."""
    found = facilities.near(village.code, moment(request))
    return {one.facility.pk for one in found if one.facility.village_id == village.code}
