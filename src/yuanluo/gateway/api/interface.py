"""The interface itself: who is let in, how faults are answered, how it is described.

Signed in by the session of the product, with the token that guards its forms; every
fault becomes a problem document. The OpenAPI document names each answer that can come.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import APIKeyCookie

from yuanluo.gateway.api import answering
from yuanluo.gateway.api.reading import (
    SAFE,
    Reader,
    Unnamed,
    Unreadable,
    bounded,
)
from yuanluo.gateway.pace import Pace
from yuanluo.gateway.schemas.around import Problem
from yuanluo.matters.queries.dossier import Gone
from yuanluo.people.queries import standing_of
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from ninja.openapi.schema import OpenAPISchema
    from ninja.operation import Operation

    from yuanluo.people.models import Account

PROBLEM = "application/problem+json"
#: What can come back from any operation, and from those that write.
ALWAYS = (400, 401, 404, 422, 429, 503)
WRITING = (403, 409, 413, 415)

pace = Pace(settings.API_PER_MINUTE)


class TooFast(Exception):
    """An account asks too often; carries the seconds to wait."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Unposted(Exception):
    """An account that belongs to nobody wants to write."""


class SignedIn(APIKeyCookie):
    """Lets in whoever has signed in; writes carry the token as well."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Account | None:
        """Give the account, or None."""
        bounded(request)
        account = request.user
        if not account.is_authenticated:
            return None
        writes = request.method not in SAFE
        if writes:
            self._get_key(request)
        if wait := pace.wait(account.pk):
            raise TooFast(wait)
        if writes and standing_of(request).person is None:
            raise Unposted
        return account

    def authenticate(self, request: HttpRequest, key: str | None) -> Account | None:
        """Leave it to the call above: the session was read by its middleware."""
        return None


class Interface(NinjaAPI):
    """The programs' interface, described with the faults it answers."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation by its function."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,
        path_params: dict[str, Any] | None = None,
    ) -> OpenAPISchema:
        """Describe every operation together with its problems."""
        found = super().get_openapi_schema(
            path_prefix=path_prefix, path_params=path_params
        )
        described = Problem.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        parts = found["components"]["schemas"]
        parts.update(described.pop("$defs", {}))
        parts["Problem"] = described
        for methods in found["paths"].values():
            for method, operation in methods.items():
                _add_problems(method, operation)
        return found


def _add_problems(method: str, operation: dict[str, Any]) -> None:
    """Say which problems an operation may answer with."""
    writes = method.upper() not in SAFE
    known = operation["responses"]
    for status in (*ALWAYS, *(WRITING if writes else ())):
        known[status] = {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


api = Interface(
    title="院落 Yuanluo",
    version="1",
    description=(
        "Matters, the acts on them, and what somebody was told. Sign in, read "
        "`GET /me` for the token, send it as `X-CSRFToken`; name each write by a UUID."
    ),
    urls_namespace="api",
    docs_url=None,
    auth=SignedIn(),
    parser=Reader(),
)


@api.exception_handler(Unreadable)
def unreadable(request: HttpRequest, exc: Unreadable) -> HttpResponse:
    """Answer what cannot be read, by what is wrong with it."""
    title, detail = {
        "too-large": (_("东西太大，没有收下"), _("正文最多512 kB，照片最多15 MB。")),
        "not-json": (_("格式不对"), _("正文请用 application/json。")),
        "not-a-form": (_("格式不对"), _("照片请用 multipart/form-data 发。")),
        "too-deep": (_("这份 JSON 套得太深"), _("最多十六层。")),
        "unwritable": (_("里面有存不下的字符"), _("请去掉空字符（U+0000）再发。")),
    }.get(
        exc.code,
        (_("这个请求看不懂"), _("请检查 JSON 的写法；残缺的字符（代理对）也不行。")),
    )
    return answering.fault(request, exc.status, exc.code, title, detail)


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, exc: RequestDataTooBig) -> HttpResponse:
    """Answer a body that turned out longer than it said."""
    fault = Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large")
    return unreadable(request, fault)


@api.exception_handler(HttpError)
def http_fault(request: HttpRequest, exc: HttpError) -> HttpResponse:
    """Answer what the library found; a refused body says why by its cause."""
    cause = exc.__cause__
    if isinstance(cause, Unreadable):
        return unreadable(request, cause)
    if isinstance(cause, RequestDataTooBig):
        return too_big(request, cause)
    if exc.status_code == HTTPStatus.FORBIDDEN:
        return answering.fault(
            request,
            HTTPStatus.FORBIDDEN,
            "csrf",
            _("缺少防伪令牌"),
            _("先取 GET /api/v1/me 里的 csrf_token，写入时放在 X-CSRFToken 头里。"),
        )
    return unreadable(request, Unreadable(exc.status_code, "unreadable"))


@api.exception_handler(AuthenticationError)
def signed_out(request: HttpRequest, exc: AuthenticationError) -> HttpResponse:
    """Answer who has not signed in."""
    return answering.signed_out(request)


@api.exception_handler(Unposted)
def unposted(request: HttpRequest, exc: Unposted) -> HttpResponse:
    """Answer an account that belongs to nobody."""
    return answering.no_person(request)


@api.exception_handler(TooFast)
def too_fast(request: HttpRequest, exc: TooFast) -> HttpResponse:
    """Answer who asks too often."""
    return answering.too_many(request, exc.wait)


@api.exception_handler(Unnamed)
def unnamed(request: HttpRequest, exc: Unnamed) -> HttpResponse:
    """Answer a write without a usable request id."""
    return answering.unnamed(request, exc.code)


@api.exception_handler(Gone)
def gone(request: HttpRequest, exc: Gone) -> HttpResponse:
    """Answer for what is not there, or not for this person."""
    return answering.not_found(request)


@api.exception_handler(Http404)
def missing(request: HttpRequest, exc: Http404) -> HttpResponse:
    """Answer for what is not there."""
    return answering.not_found(request)


@api.exception_handler(RequestReused)
def reused(request: HttpRequest, exc: RequestReused) -> HttpResponse:
    """Answer a request id that was used for something else."""
    return answering.reused(request)


@api.exception_handler(Refused)
def refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    """Answer an act that may not be done."""
    return answering.refused(request, exc)


@api.exception_handler(ValidationError)
def misformed(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    """Answer fields that are not as described; a bad address is an unknown one."""
    if any(error["loc"][0] == "path" for error in exc.errors):
        return answering.not_found(request)
    reasons = []
    for error in exc.errors[:20]:
        field = ".".join(str(part) for part in error["loc"][2:] or error["loc"][1:])
        word = "MISSING" if error["type"] == "missing" else "BAD"
        reasons.append({"code": f"{word}:{field}", "words": str(error["msg"])})
    return answering.fault(
        request,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "misformed",
        _("有几项填得不对"),
        _("请按接口说明改好再发：%(fields)s")
        % {"fields": ", ".join(reason["code"] for reason in reasons)},
        codes=[reason["code"] for reason in reasons],
        reasons=reasons,
    )
