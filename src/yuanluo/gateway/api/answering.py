"""What a program is answered: plain UTF-8 JSON, or a problem document (RFC 9457).

A problem carries codes for the program and words, in the reader's language, for whoever
sits before it; the words say what to do. What is unknown and what is forbidden read the
same. Nothing that was sent is echoed.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yuanluo.matters.refusal_words import all_in_words, in_words
from yuanluo.paper.answer import problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest

    from yuanluo.record.actions import Refused

JSON = "application/json"
POLICY = "default-src 'none'; frame-ancestors 'none'"
RETRY_SECONDS = 30


def language() -> str:
    """Give the language in which this request is answered."""
    return get_language() or "zh-hans"


def answer(document: Any, status: int = HTTPStatus.OK) -> HttpResponse:
    """Answer with a document as it stands; nobody on the way may keep it."""
    body = orjson.dumps(document, option=orjson.OPT_UTC_Z)
    response = HttpResponse(body, status=status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    # A document loads nothing; the policy of pages is written anew each time.
    response.headers["Content-Security-Policy"] = POLICY
    return response


def fault(
    request: HttpRequest, status: int, code: str, title: str, detail: str, **more: Any
) -> HttpResponse:
    """Answer with a problem; a wait is also told in the header that programs know."""
    response = problem(request, status, code, title, detail, **more)
    response.headers["Cache-Control"] = "no-store"
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response.headers["Retry-After"] = str(more.get("retry_after", RETRY_SECONDS))
    return response


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer for what is not there, or not for this person."""
    return fault(
        request,
        HTTPStatus.NOT_FOUND,
        "not-found",
        _("没有找到"),
        _("可能号码抄漏了，也可能这件事不给您看。"),
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer who has not signed in."""
    return fault(
        request,
        HTTPStatus.UNAUTHORIZED,
        "signed-out",
        _("请先登录"),
        _("带上登录后得到的 Cookie 再发一次。"),
    )


def no_person(request: HttpRequest) -> HttpResponse:
    """Answer an account that belongs to nobody who lives or works here."""
    return fault(
        request,
        HTTPStatus.FORBIDDEN,
        "no-person",
        _("这个账号还没有对上人"),
        _("请管理员把账号和本人对上，再来办事。"),
    )


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Answer who asks too often."""
    return fault(
        request,
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many",
        _("太快了，请歇一会儿"),
        _("过%(seconds)d秒再发，同一个请求编号不变。") % {"seconds": wait},
        retry_after=wait,
    )


def reused(request: HttpRequest) -> HttpResponse:
    """Answer a request id that was used before for something else."""
    return fault(
        request,
        HTTPStatus.CONFLICT,
        "request-reused",
        _("这个请求编号用过了，内容不一样"),
        _("要办另一件事，请换一个新的 UUID；重发原来的，内容要一字不差。"),
        codes=["REQUEST_REUSED"],
    )


def unnamed(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a write whose request id is missing or told in two ways."""
    twice = code == "REQUEST_ID_TWICE"
    detail = (
        _("Idempotency-Key 和 request_id 不一样，只留一个。")
        if twice
        else _(
            "每次写入都要带一个自己生成的 UUID："
            "放在 Idempotency-Key 头里，或者正文的 request_id 里。重发时用同一个。"
        )
    )
    return fault(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "request-id",
        _("缺请求编号") if not twice else _("请求编号前后不一"),
        detail,
        codes=[code],
    )


def refused(
    request: HttpRequest, why: Refused, names: Mapping[str, str] | None = None
) -> HttpResponse:
    """Answer an act that may not be done, with every reason in codes and words."""
    codes = [str(reason) for reason in why.reasons]
    spoken = language()
    words = all_in_words(codes, spoken, names)
    return fault(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "refused",
        words[0],
        "\n".join(words),
        codes=codes,
        reasons=[
            {"code": code, "words": in_words(code, spoken, names)} for code in codes
        ],
    )


def stale(
    request: HttpRequest, why: Refused, changes: Sequence[Mapping[str, Any]]
) -> HttpResponse:
    """Answer who was second: what changed since they looked, and the revision now."""
    return fault(
        request,
        HTTPStatus.CONFLICT,
        "stale",
        _("刚才有人先动了这件事"),
        in_words("STALE", language()),
        codes=["STALE"],
        changes=list(changes),
        **why.more,
    )
