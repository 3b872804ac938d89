"""The looks that a person chooses: language, size of type, theme.

Kept in three cookies of the device, so that it works without an account and before
sign-in; the size of type is kept with the person as well.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from yuanluo.paper.clock import moment
from yuanluo.people.actions import prefer_large_type
from yuanluo.people.queries import Acting, standing_of
from yuanluo.web.shell import SIZES, THEMES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = int(timedelta(days=365).total_seconds())


def came_from(request: HttpRequest) -> str:
    """Give the page to go back to, and never one of another site."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else "/"


def remember(request: HttpRequest) -> None:
    """Keep the size of type with the person, so that it follows to another device."""
    who, size = standing_of(request), request.POST.get("type", "")
    if who.person is not None and size in SIZES:
        acting = Acting(who, moment(request), uuid4())
        prefer_large_type(acting, large=size == "large")


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen looks on this device and go back."""
    response = HttpResponseRedirect(came_from(request))
    chosen = {
        "type": request.POST.get("type", ""),
        "theme": request.POST.get("theme", ""),
        settings.LANGUAGE_COOKIE_NAME: request.POST.get("language", ""),
    }
    for name, value in chosen.items():
        if value in {*SIZES, *THEMES} or (value and check_for_language(value)):
            response.set_cookie(
                name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure()
            )
    remember(request)
    return response
