"""The register: finding somebody, opening a field, lists in.

For those who keep the register of a place; for all others its pages are closed, and
what lies in another place is not there. A refusal comes back with its reasons and what
was written.
"""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.paper.words import moment as said_moment
from yuanluo.people import owning, registry, taking
from yuanluo.people.copying import may_ask
from yuanluo.people.importing import ToRead, read_file
from yuanluo.people.models import RegisterImport
from yuanluo.people.openings import ToOpen, break_glass, open_field, openings_left
from yuanluo.people.purposes import (
    EMERGENCY,
    FIELDS,
    GLASS_MINUTES,
    GLASS_REASON_MIN,
    NEED_SUBJECT,
    PURPOSES,
)
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.people.refusal_words import WORDS
from yuanluo.people.roster_words import CELL_WORDS, FILE_WORDS, in_words
from yuanluo.people.rosterfile import FILE_MOST
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
FAULTS_SHOWN = 200
#: Goes on with what is under way, for who does not want to wait for the clock.
GO_ON = "on"
ACTS = {"accept": taking.accept, "drop": taking.drop, "undo": taking.undo}


def keepers_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who holds a post that keeps a register somewhere."""

    @wraps(view)
    def guarded(
        request: HttpRequest, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not standing_of(request).places_with(registry.POWER):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    uncached = never_cache(guarded)
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponseBase]", uncached)


@keepers_only
@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """Show the register of one village."""
    return _register(request, request.GET.get("place", ""))


def _register(
    request: HttpRequest, asked: str, faults: list[str] | None = None
) -> HttpResponseBase:
    who, at, day = standing_of(request), moment(request), today(request)
    glasses = {one.place_id: one for one in registry.glass_of(who, at)}
    villages = registry.villages_of(who)
    own, townships = [code for code, _name in villages], registry.townships_of(villages)
    villages += [(code, one.place.name) for code, one in glasses.items()]
    place = asked if asked in {*own, *glasses} else next(iter(own), "")
    words = request.GET.get("q", "")
    found = registry.found(place, words, day)
    context = {
        "villages": villages,
        "townships": [(c, _("%(name)s（几个村）") % {"name": n}) for c, n in townships],
        "place": place,
        "looker": looker(request),
        "glass": glasses.get(place),
        "words": words,
        "counted": registry.counted(place, day),
        "found": found[: registry.FOUND_MOST],
        "more": len(found) > registry.FOUND_MOST,
        "lists": registry.lists_of(who, place),
        "has_owners": bool(owning.estates_of(who)),
        "may_copy": place in own and may_ask(who, place),
        "may_print": who.may("report", place),
        "states": _states(),
        "faults": faults or [],
        "most": FILE_MOST // 1024 // 1024,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register.html", context, status=status)


# Lists --------------------------------------------------------------------------------


@keepers_only
@require_POST
def read_in(request: HttpRequest) -> HttpResponseBase:
    """Read a list, and lead to what was found in it."""
    place, sent = request.POST.get("place", ""), request.FILES.get("file")
    if sent is None:
        return _register(request, place, [_("请先选一个文件。")])
    content = sent.read(FILE_MOST + 1)
    try:
        wanted = ToRead(place, sent.name or "", content)
        answer = read_file(acting_of(request), wanted)
    except (Refused, RequestReused) as no:
        return _register(request, place, said(no))
    return redirect("people:register-list", number=UUID(answer.content["import"]))


@keepers_only
@require_safe
def list_shown(request: HttpRequest, number: UUID) -> HttpResponseBase:
    """Show what a list holds, and every fault by its cell."""
    return _list(request, number)


def _list(
    request: HttpRequest, number: UUID, faults: list[str] | None = None
) -> HttpResponseBase:
    one = _one(request, number)
    language = get_language() or "zh-hans"
    told = [
        {**f, "words": in_words(CELL_WORDS, f["code"], f["detail"], language)}
        for f in one.faults[:FAULTS_SHOWN]
    ]
    left = len(one.faults) - len(told) + one.more_faults
    undone_by = one.accepted_at and one.accepted_at + taking.UNDO_WITHIN
    context = {
        "one": one,
        "states": _states(),
        "parts": taking.parts(one),
        "told": told,
        "left": left,
        "undo_until": undone_by,
        "may_undo": bool(undone_by and moment(request) <= undone_by),
        "faults": faults or [],
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_list.html", context, status=status)


@keepers_only
@require_POST
def list_act(request: HttpRequest, number: UUID, word: str) -> HttpResponseBase:
    """Accept, drop or undo a list; a long one goes on by the clock."""
    act = ACTS.get(word)
    if act is None and word != GO_ON:
        raise Http404
    # To everybody else there is no such list to go on with.
    _one(request, number)
    try:
        if act is not None:
            act(acting_of(request), number)
    except (Refused, RequestReused) as no:
        return _list(request, number, said(no))
    taking.carry_on_for(number, moment(request))
    return redirect("people:register-list", number=number)


def _one(request: HttpRequest, number: UUID) -> RegisterImport:
    seen = RegisterImport.objects.visible_to(standing_of(request))
    if (one := seen.filter(pk=number).first()) is None:
        raise Http404
    return one


def _states() -> dict[str, str]:
    return {
        "read": _("看过了，还没登记"),
        "taking": _("正在登记"),
        "taken": _("登记好了"),
        "undoing": _("正在撤销"),
        "undone": _("撤销了"),
        "dropped": _("没有用"),
    }


# One person ---------------------------------------------------------------------------


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person: int) -> HttpResponseBase:
    """Show somebody masked; open one field for a purpose that they can read."""
    who, at, day = standing_of(request), moment(request), today(request)
    one = registry.registered(person, who, at, day)
    if one is None:
        raise Http404
    beyond = not who.may(registry.POWER, one.village)
    opened, faults = "", list[str]()
    told = request.POST
    field, purpose = told.get("field", ""), told.get("purpose", "")
    if request.method == "POST":
        asked = ToOpen(person, field, purpose, told.get("subject", "").strip()[:60])
        try:
            opened = open_field(acting_of(request), asked)
        except (Refused, RequestReused) as no:
            faults = said(no)
    context = {
        "one": one,
        # Beyond one's own places nothing but an emergency is a purpose.
        "purposes": [
            (key, words, key in NEED_SUBJECT)
            for key, words in PURPOSES.items()
            if not beyond or key == EMERGENCY
        ],
        # A number that is not there is not opened, and not counted.
        "fields": [item for item in FIELDS.items() if getattr(one, item[0])],
        "purpose": purpose or (EMERGENCY if beyond else ""),
        "subject": told.get("subject", ""),
        "field": field,
        "opened": opened,
        "left": openings_left(who, at),
        "looker": looker(request),
        "beyond": beyond,
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_person.html", context, status=status)


@keepers_only
@require_http_methods(["GET", "HEAD", "POST"])
def glass(request: HttpRequest) -> HttpResponseBase:
    """Reach beyond one's own places for an hour, which others are told of."""
    faults: list[str] = []
    who, sought = standing_of(request), request.GET.get("q", "")
    place, reason = request.POST.get("place", ""), request.POST.get("reason", "")
    if request.method == "POST":
        try:
            break_glass(acting_of(request), place, reason)
        except (Refused, RequestReused) as no:
            faults = said(no)
        else:
            messages.success(
                request,
                _("一小时内可以查看那里的人。监督的人和被查看的人都会知道。"),
            )
            return redirect(f"{reverse('people:register')}?place={place}")
    sought = sought or request.POST.get("q", "")
    found = registry.villages_named(sought, who)
    context = {
        "minutes": GLASS_MINUTES,
        "sought": sought,
        "found": found,
        "place": place or (found[0][0] if len(found) == 1 else ""),
        "reason": reason,
        "reason_min": GLASS_REASON_MIN,
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "people/register_glass.html", context, status=status)


# Together -----------------------------------------------------------------------------


def looker(request: HttpRequest) -> str:
    """Say who looks, and when: what stands across a page of the register."""
    return f"{standing_of(request).name} {said_moment(moment(request))}"


def said(no: Refused | RequestReused) -> list[str]:
    """Say why not."""
    if isinstance(no, RequestReused):
        return [_("这张表已经发过了，请重新打开再发。")]
    words, language = {**WORDS, **FILE_WORDS}, get_language() or "zh-hans"
    names = {
        "subject": _("哪一件事（写编号或者几个字）"),
        "reason": _("说明"),
    }
    return [
        in_words(words, one.code, names.get(one.detail, one.detail), language)
        for one in no.reasons
    ]
