"""What a person reads, or a program gets, when something could not be done.

Each fault says what to do next, and echoes the words of a form so that nothing is
lost. Drawn without session, account or database, because these may be what failed;
programs get a problem document (RFC 9457) instead.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from yuanluo.paper.answer import problem, rendered
from yuanluo.web.kept import NOTHING, Kept, kept_words
from yuanluo.web.navigation import address
from yuanluo.web.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

RETRY_SECONDS = 30
LAST_RESORT = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>院落</title>'
    "<h1>这里出了毛病</h1><p>不是您做错了什么。请过几分钟再试。</p>"
    "<p>Something went wrong here. Please try again in a few minutes.</p></html>"
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, in words, and under which code a program knows it."""

    status: int
    code: str
    title: str | _StrPromise
    detail: str | _StrPromise
    retry_seconds: int = 0


UNREADABLE = Fault(
    HTTPStatus.BAD_REQUEST,
    "unreadable",
    gettext_lazy("这个请求看不懂"),
    gettext_lazy("可能网址抄漏了，或者表单没有填完整。请回到上一页再试。"),
)
FORBIDDEN = Fault(
    HTTPStatus.FORBIDDEN,
    "forbidden",
    gettext_lazy("这一页您现在看不了"),
    gettext_lazy("可能要先登录，也可能这项工作不归您的岗位管。"),
)
NOT_FOUND = Fault(
    HTTPStatus.NOT_FOUND,
    "not-found",
    gettext_lazy("这里没有东西"),
    gettext_lazy("可能网址抄漏了几个字，也可能这件事不公开。"),
)
STALE = Fault(
    HTTPStatus.CONFLICT,
    "stale",
    gettext_lazy("刚才有人先动了这件事"),
    gettext_lazy("您的字还在。先看看有什么变化，再决定要不要发。"),
)
TOO_LARGE = Fault(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too-large",
    gettext_lazy("东西太大，没有收下"),
    gettext_lazy("请返回上一页：照片少选几张，字多的话分两次发。您写的字还在那一页。"),
)
TOO_MANY = Fault(
    HTTPStatus.TOO_MANY_REQUESTS,
    "too-many",
    gettext_lazy("太快了，请歇一会儿"),
    gettext_lazy("为了防止有人乱试，同一件事做得太密要等几分钟。"),
    retry_seconds=300,
)
UNEXPECTED = Fault(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "unexpected",
    gettext_lazy("这里出了毛病"),
    gettext_lazy("不是您做错了什么。毛病已经记下来，会有人修。请过几分钟再试。"),
)
UNAVAILABLE = Fault(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable",
    gettext_lazy("系统暂时打不开"),
    gettext_lazy(
        "数据库连不上，什么都没有丢。请过半分钟再试；一直不行，就打村里的电话。"
    ),
    retry_seconds=RETRY_SECONDS,
)
FORM_EXPIRED = Fault(
    HTTPStatus.FORBIDDEN,
    "form-expired",
    gettext_lazy("这张表放得太久了"),
    gettext_lazy("为了您的安全没有收下。请回到那一页再发一次，您写的字在下面。"),
)

IDLE = Fault(
    HTTPStatus.FORBIDDEN,
    "idle",
    gettext_lazy("太久没动，已经替您退出了"),
    gettext_lazy(
        "怕别人拿起这台设备接着用。登录以后再发一次，您写的字在下面，可以复制。"
    ),
)


def for_program(request: HttpRequest) -> bool:
    """Whether a program asks, which reads documents and not pages."""
    return request.path.startswith("/api/")


def fault_answer(
    request: HttpRequest,
    fault: Fault,
    *,
    kept: Kept = NOTHING,
    changes: Sequence[str] = (),
    back: str = "",
) -> HttpResponse:
    """Say a fault in the way that the asker reads."""
    if for_program(request):
        more = {"changes": list(changes)} if changes else {}
        response = problem(
            request,
            fault.status,
            fault.code,
            str(fault.title),
            str(fault.detail),
            **more,
        )
    else:
        context = {
            "shell": Shell(request, bare=True),
            "fault": fault,
            "kept": kept,
            "changes": changes,
            "back": back,
            "login": address("account_login"),
        }
        text = rendered(request, "web/errors/fault.html", context)
        response = HttpResponse(text.encode("utf-8", "replace"), status=fault.status)
    if fault.retry_seconds:
        response["Retry-After"] = str(fault.retry_seconds)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what cannot be read; too much of it has a page of its own."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return fault_answer(request, TOO_LARGE)
    return fault_answer(request, UNREADABLE)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not."""
    return fault_answer(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there, or not for this reader: both read the same."""
    return fault_answer(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; one of the database in a session is the database's."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    try:
        return fault_answer(request, UNEXPECTED, kept=kept_words(request))
    except Exception:
        # The page of faults itself is at fault; a person must still read something.
        log.exception("The page for faults could not be drawn.")
        return HttpResponse(LAST_RESORT, status=UNEXPECTED.status)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token; its words may be copied, not sent again."""
    return fault_answer(
        request, FORM_EXPIRED, kept=kept_words(request), back=request.path
    )


def idle(request: HttpRequest) -> HttpResponse:
    """Answer a form that came after too long a rest; its words may be copied."""
    return fault_answer(request, IDLE, kept=kept_words(request).to_copy())


def stale(
    request: HttpRequest, changes: Sequence[str] = (), back: str = ""
) -> HttpResponse:
    """Answer who was second: what changed meanwhile, and the words they wrote."""
    return fault_answer(
        request,
        STALE,
        kept=kept_words(request).to_copy(),
        changes=changes,
        back=back or request.path,
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer an upload that is too large."""
    return fault_answer(request, TOO_LARGE)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer who asks too often; sign-in uses it as `handler429`."""
    return fault_answer(request, TOO_MANY)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer while the database is away; the form's words can be sent again."""
    try:
        return fault_answer(request, UNAVAILABLE, kept=kept_words(request))
    except Exception:
        log.exception("The page for the lost database could not be drawn.")
        response = HttpResponse(LAST_RESORT, status=UNAVAILABLE.status)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
