"""How an answer reaches a screen: a page, a block of a page, or a problem document.

`page` answers htmx with one block and everybody else with the whole page, and says in
`Vary` that it does. `problem` writes RFC 9457. Neither decides what is shown.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input, csrf_token_lazy
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from jinja2_fragments import render_block

from yuanluo.paper.environment import speaker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

HTMX_HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")
PROBLEM_TYPE = "urn:yuanluo:problem:"


def engine() -> Jinja2:
    """Give the engine that renders our own pages."""
    found = engines["jinja2"]
    assert isinstance(found, Jinja2)
    return found


def wants_block(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; a boosted link or a restored page wants it all."""
    asked = request.headers
    return asked.get("HX-Request") == "true" and not (
        asked.get("HX-Boosted") == "true"
        or asked.get("HX-History-Restore-Request") == "true"
    )


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Give what every template may use beside its own context."""
    found: dict[str, Any] = {
        "request": request,
        "_": speaker(get_language()),
        # Masked once for all forms of a page.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in engine().template_context_processors:
        found.update(processor(request))
    return found


def rendered(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    block: str | None = None,
) -> str:
    """Render a template, or one block of it."""
    known = {**surroundings(request), **context}
    if block is not None:
        text: str = render_block(engine().env, template, block, known)
        return text
    return engine().env.get_template(template).render(known)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    block: str | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Answer with a page, or with its block alone when htmx asks for a part."""
    part = block if block is not None and wants_block(request) else None
    text = rendered(request, template, context or {}, block=part)
    # A stored lone surrogate must not turn a page into a fault.
    response = HttpResponse(text.encode("utf-8", "replace"), status=status)
    if block is not None:
        patch_vary_headers(response, HTMX_HEADERS)
    return response


def problem(
    request: HttpRequest, status: int, code: str, title: str, detail: str, **more: Any
) -> HttpResponse:
    """Answer a program with a problem document (RFC 9457)."""
    document = {
        "type": PROBLEM_TYPE + code,
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        **more,
    }
    body = json.dumps(document, ensure_ascii=False, default=str)
    return HttpResponse(
        body.encode("utf-8", "replace"),
        status=status,
        content_type="application/problem+json",
    )
