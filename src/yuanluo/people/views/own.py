"""One's own page, and the way into the cast of a demonstration.

Whoever is signed in sees what is kept of them and who looked at it. The page to step
into somebody else exists in demonstrations only and leads to made-up people only.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from yuanluo.paper.answer import page
from yuanluo.paper.clock import today
from yuanluo.people import actions, consents, own
from yuanluo.people.forms import OwnPageForm
from yuanluo.people.purposes import OWN_DATA
from yuanluo.people.queries import STEPPED_IN, acting_of, has_second_factor, standing_of
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "yuanluo.people.backends.Backend"
DIGITS = re.compile(r"[0-9]{1,18}")
YEAR = int(timedelta(days=365).total_seconds())


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own page, or keep what was changed on it."""
    person = getattr(request.user, "person", None)
    if request.method == "POST" and person is not None:
        form = OwnPageForm(request.POST)
        if form.is_valid():
            return _kept(request, form.cleaned_data)
    context: dict[str, Any] = {
        "account": request.user,
        "person": person,
        "language_now": get_language() or "zh-hans",
        "posts": own.posts_of(person.pk, today(request)) if person else [],
        "units": own.units_of(person.pk, today(request)) if person else [],
        "looked": own.openings_of(person.pk, own.OPENINGS_FIRST) if person else None,
        "may_be_named": standing_of(request).household is None,
        "lacks_factor": not has_second_factor(request),
        "consents": consents.consents_of(person.pk) if person else [],
        "notices": _address("gateway:notices"),
        "preferences": _address("gateway:preferences"),
        "report": _address("matters:report", kind=OWN_DATA),
        "request_id": str(uuid4()),
    }
    return page(request, "people/me.html", context)


@never_cache
@login_required
@require_safe
def looked(request: HttpRequest) -> HttpResponse:
    """Show all who opened a field of mine, page by page."""
    person = getattr(request.user, "person", None)
    if person is None:
        raise Http404
    asked = request.GET.get("before", "")
    before = int(asked) if DIGITS.fullmatch(asked) else None
    found = own.openings_of(person.pk, before=before)
    context = {
        "looked": found,
        "older": f"{request.path}?before={found.older}" if found.older else "",
        "newer": request.path if before is not None else "",
    }
    return page(request, "people/looked.html", context)


def _kept(request: HttpRequest, wished: dict[str, Any]) -> HttpResponse:
    """Keep one's looks with the person, and on this device as well."""
    acting = acting_of(request)
    wished["language"] = wished["language"] or get_language() or "zh-hans"
    actions.prefer(acting, wished)
    messages.success(request, _("记下了。"))
    response = redirect("people:me")
    cookies = {
        "type": "large" if wished["large_type"] else "normal",
        settings.LANGUAGE_COOKIE_NAME: wished["language"],
    }
    for name, value in cookies.items():
        response.set_cookie(
            name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response


@never_cache
@login_required
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Agree to a purpose, or take that back: one press either way."""
    acting = acting_of(request)
    version = request.POST.get("version", "")
    try:
        if request.POST.get("do") == "withdraw":
            consents.withdraw(acting, purpose)
            messages.success(request, _("撤回了，以后不再用。"))
        else:
            consents.give(acting, purpose, int(version) if version.isdecimal() else 0)
            messages.success(request, _("记下了，随时可以撤回。"))
    except (Refused, RequestReused):
        messages.warning(request, _("这里已经变了，请再看一遍。"))
    return redirect("people:me")


def _address(name: str, **asked: str) -> str:
    try:
        return reverse(name, query=asked)
    except NoReverseMatch:
        return ""


# The cast of a demonstration ----------------------------------------------------------


@never_cache
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Show the cast by place and role."""
    if not settings.DEMO:
        raise Http404
    context = {
        "scenes": own.scenes(today(request)),
        "me": standing_of(request),
    }
    return page(request, "people/demo.html", context)


@require_POST
def step_in(request: HttpRequest, person: int) -> HttpResponse:
    """Become a member of the cast."""
    account = own.account_to_step_into(person) if settings.DEMO else None
    if account is None:
        raise Http404
    logout(request)
    login(request, account, backend=BACKEND)
    request.session[STEPPED_IN] = True
    return redirect("/")


@require_POST
def step_out(request: HttpRequest) -> HttpResponse:
    """Be nobody again."""
    if not settings.DEMO:
        raise Http404
    logout(request)
    return redirect("people:demo")
