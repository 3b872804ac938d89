"""A session that rests too long ends: sooner for those who hold a post.

On a desk in an office or a phone that the family shares, the next person must not go on
as the one before. When somebody was last here is noted in the session at most once a
minute, so that reading costs no writing. A form that comes too late keeps its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, get_user, logout
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from yuanluo.paper.clock import moment
from yuanluo.people.queries import forget_standing, standing_of
from yuanluo.web.errors import for_program, idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest, HttpResponse

#: Where the session keeps when its person was last here, in seconds since the epoch.
SEEN = "seen_at"
NOTED_EVERY_S = 60
READS = ("GET", "HEAD", "OPTIONS")


class IdleSessions:
    """Signs out who has not been here for as long as their kind may be away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the session when somebody asks who it is; a form asks at once."""
        request.user = cast("Any", SimpleLazyObject(lambda: _awake(request)))
        if request.method in READS or for_program(request):
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            known = bool(request.session.get(SESSION_KEY))
            if known and not request.user.is_authenticated:
                return idle(request)
        return self.get_response(request)


def _awake(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Give who the session is of; nobody once it has rested for too long."""
    user = get_user(request)
    # What follows asks the request who it is.
    request.user = user
    if not user.is_authenticated:
        return user
    now = int(moment(request).timestamp())
    seen = request.session.get(SEEN, now)
    if now - seen <= most_idle_s(request):
        if now - seen >= NOTED_EVERY_S or SEEN not in request.session:
            request.session[SEEN] = now
        return user
    logout(request)
    forget_standing(request)
    if request.method in READS and not for_program(request):
        messages.info(request, _("太久没动，已经替您退出了。要接着办，请再登录。"))
    return AnonymousUser()


def most_idle_s(request: HttpRequest) -> float:
    """Say how many seconds this person may be away; without a limit, for ever."""
    staff = bool(standing_of(request).posts)
    minutes = settings.IDLE_STAFF_MINUTES if staff else settings.IDLE_RESIDENT_MINUTES
    return minutes * 60 if minutes else float("inf")
