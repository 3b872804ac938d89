"""Appointing and ending appointments: who holds which post at a place.

For those with the power to appoint there; everybody may lay down a post of their own.
A reason and a day are asked for, the record keeps both, and what the one who leaves
still answers for is handed over by name. Power ends with the next request of that day.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanluo.kernel.playbook import title_in
from yuanluo.kernel.words import in_language
from yuanluo.matters.actions import leaving
from yuanluo.paper.answer import page
from yuanluo.paper.clock import today
from yuanluo.people import actions, staffing
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.people.refusal_words import WORDS
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.territory.queries import charter_of
from yuanluo.web.forms import AppointForm, EndForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from yuanluo.people.models import Appointment
    from yuanluo.people.staffing import Staffed
    from yuanluo.territory.models import Place

OPEN_MOST = 50


@login_required
@require_safe
def staffing_places(request: HttpRequest) -> HttpResponse:
    """List the places where one may appoint; a single one opens at once."""
    found = staffing.places_of(standing_of(request))
    if not found:
        raise PermissionDenied
    if len(found) == 1:
        return redirect("web:staff", code=found[0].code)
    return page(request, "web/staff/places.html", {"places": found})


@login_required
@require_safe
def staff(request: HttpRequest, code: str) -> HttpResponse:
    """Show every post of a place with who holds it, and the places beneath."""
    place, who, day = _place(request, code), standing_of(request), today(request)
    beneath = staffing.beneath(place, day)
    context = {
        "place": place,
        "above": place.parent if who.may(staffing.POWER, place.parent) else "",
        "several": len(set(who.places_with(staffing.POWER))) > 1,
        "posts": staffing.posts_at(place, who, day),
        "kinds": _by_kind(place, beneath),
        "ways": [] if "-" in place.code else _ways(place),
        "day": day,
    }
    return page(request, "web/staff/staff.html", context)


def _ways(place: Place) -> list[tuple[str, str, str]]:
    """Give the other pages about who serves here: title, address, icon."""
    return [
        (_("人手够不够"), reverse("web:coverage", args=[place.code]), "triangle-alert"),
        (_("村干部名册"), reverse("web:roster", args=[place.code]), "list"),
        (_("后备干部"), reverse("web:reserve", args=[place.code]), "users-round"),
        (_("组织树"), reverse("web:organisation", args=[place.code]), "layers"),
    ]


def _by_kind(
    place: Place, beneath: list[staffing.Beneath]
) -> list[tuple[str, list[staffing.Beneath]]]:
    """Group places beneath by their kind, in the order of the charter."""
    charter = charter_of(place.code)
    titles = {lv.id: lv.title for lv in charter.levels} if charter else {}
    found: dict[str, list[staffing.Beneath]] = {}
    for one in beneath:
        found.setdefault(one.level, []).append(one)
    known = [level for level in titles if level in found]
    rest = [level for level in found if level not in titles]
    plain = {"village": _("村和社区"), "township": _("乡镇和街道")}
    language = get_language() or "zh-hans"
    return [
        (title_in(titles.get(level, ""), language) or plain.get(level, level), some)
        for level in (*known, *rest)
        for some in [found[level]]
    ]


# Appointing ---------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, code: str, post: str) -> HttpResponse:
    """Find a person by name, and appoint them."""
    place, who, day = _place(request, code), standing_of(request), today(request)
    posts = staffing.posts_at(place, who, day)
    asked = next((one for one in posts if one.key == post), None)
    if asked is None:
        raise Http404
    form = AppointForm(request.POST) if request.method == "POST" else None
    if form is None:
        return _appoint_page(request, place, asked)
    if not form.is_valid():
        return _appoint_page(request, place, asked, form)
    told = form.cleaned_data
    if not staffing.may_be_called(place, told["person"], day):
        form.add_error("person", _say("UNKNOWN_PERSON", ""))
        return _appoint_page(request, place, asked, form)
    new = actions.ToAppoint(
        person=told["person"],
        post=post,
        place=place.code,
        since=told["since"],
        reason=told["reason"],
        until=told["until"],
        phone=told["phone"],
    )
    try:
        actions.appoint(acting_of(request), new)
    except (Refused, RequestReused) as fault:
        _put_beside(form, fault)
        return _appoint_page(request, place, asked, form, _words(fault))
    messages.success(request, _("任命好了，从那天起就能办事。"))
    return redirect("web:staff", code=place.code)


def _appoint_page(
    request: HttpRequest,
    place: Place,
    post: Staffed,
    form: AppointForm | None = None,
    faults: list[str] | None = None,
) -> HttpResponse:
    sought = request.POST.get("q", request.GET.get("q", "")).strip()
    day = today(request)
    context: dict[str, Any] = {
        "place": place,
        "post": post,
        "sought": sought,
        "found": staffing.candidates(place, sought, day),
        "day": day,
        "request_id": _kept_request(request, faults),
        **_form(request, form, faults),
    }
    return page(request, "web/staff/appoint.html", context, status=_status(form))


# Ending -------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, appointment: int) -> HttpResponse:
    """End an appointment, and hand over what its holder still answers for."""
    who, day = standing_of(request), today(request)
    found = staffing.appointment_for(who, appointment, day)
    if found is None:
        raise Http404
    form = EndForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _end_page(request, found, form)
    told, acting = form.cleaned_data, acting_of(request)
    known = {one.person for one in staffing.successors(found, day)}
    if told["successor"] and told["successor"] not in known:
        form.add_error("successor", _("请从列出的人里选一位。"))
        return _end_page(request, found, form)
    try:
        actions.end_appointment(
            acting, appointment, told["on"], told["reason"], told["successor"]
        )
    except (Refused, RequestReused) as fault:
        _put_beside(form, fault)
        return _end_page(request, found, form, _words(fault))
    over = told["on"] <= day
    passed = leaving.pass_on_all(leaving.left(found), acting) if over else 0
    messages.success(request, _ended(found.person.name, passed, over=over))
    if who.may(staffing.POWER, found.place_id) and found.person_id != who.person:
        return redirect("web:staff", code=found.place_id)
    return redirect("people:me")


def _ended(name: str, passed: int, *, over: bool) -> str:
    """Say what has happened, and what will."""
    if not over:
        return _("记下了。到那天%(name)s手里没办完的，会自动移交。") % {"name": name}
    if not passed:
        return _("%(name)s的任职结束了。") % {"name": name}
    words = ngettext(
        "%(name)s的任职结束了，%(num)s件在办的事已经移交。",
        "%(name)s的任职结束了，%(num)s件在办的事已经移交。",
        passed,
    )
    return words % {"name": name, "num": passed}


def _end_page(
    request: HttpRequest,
    found: Appointment,
    form: EndForm | None = None,
    faults: list[str] | None = None,
) -> HttpResponse:
    who, day = standing_of(request), today(request)
    held = leaving.left(found).open()
    shown = held.visible_to(who).values_list("matter__number", "matter__title")
    context: dict[str, Any] = {
        "one": found,
        "is_own": found.person_id == who.person,
        "manages": who.may(staffing.POWER, found.place_id),
        "open": held.count(),
        "shown": list(shown[:OPEN_MOST]),
        "others": staffing.successors(found, day),
        "day": day,
        "request_id": _kept_request(request, faults),
        **_form(request, form, faults),
    }
    return page(request, "web/staff/end.html", context, status=_status(form))


# What the pages share -----------------------------------------------------------------


def _place(request: HttpRequest, code: str) -> Place:
    """Find a place where one may appoint; for anybody else it is not there."""
    found = staffing.place_for(standing_of(request), code)
    if found is None:
        raise Http404
    return found


def _kept_request(request: HttpRequest, faults: list[str] | None) -> str:
    """Keep the form's id while nothing was done by it; after a refusal take a new."""
    kept = request.POST.get("request_id", "")
    return str(uuid4()) if faults or not kept else kept


def _form(
    request: HttpRequest, form: Form | None, faults: list[str] | None
) -> dict[str, Any]:
    """Give the words that were typed, and what to mend."""
    errors: dict[str, Any] = dict(form.errors) if form else {}
    names = {*AppointForm.base_fields, *EndForm.base_fields}
    return {
        "kept": {name: request.POST.get(name, "") for name in names},
        "wrong": {name: " ".join(errors.get(name, ())) for name in names},
        "faults": faults or [],
    }


def _status(form: Form | None) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form is not None else HTTPStatus.OK


#: What the refusals of these acts name, as people call it.
NAMES = {
    "reason": "为什么 / the reason",
    "until": "到哪天 / until which day",
}


#: Which question a refusal is about.
ABOUT = {
    "UNKNOWN_PERSON": "person",
    "OWN_APPOINTMENT": "person",
    "ALREADY": "person",
}


def _words(fault: Refused | RequestReused) -> list[str]:
    """Say why it was not done."""
    if isinstance(fault, RequestReused):
        return [_("这张表已经交过别的内容了，请重新打开再填")]
    return [_say(reason.code, reason.detail) for reason in fault.reasons]


def _say(code: str, detail: str) -> str:
    language = get_language() or "zh-hans"
    words = WORDS.get(code, WORDS["UNKNOWN_APPOINTMENT"])
    what = in_language(NAMES.get(detail, detail), language)
    return in_language(words, language).format(what=what)


def _put_beside(form: Form, fault: Refused | RequestReused) -> None:
    """Say each reason beside the question that it is about, too."""
    if isinstance(fault, RequestReused):
        return
    for reason in fault.reasons:
        field = ABOUT.get(reason.code, reason.detail)
        if field in form.fields:
            form.add_error(field, _say(reason.code, reason.detail))
