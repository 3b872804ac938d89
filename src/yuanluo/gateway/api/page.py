"""The page that explains the interface to whoever writes a program."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanluo.gateway import manual
from yuanluo.gateway.api.interface import api
from yuanluo.paper.answer import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def api_manual(request: HttpRequest) -> HttpResponse:
    """Explain the interface to whoever writes a program."""
    return page(request, "gateway/manual.html", _manual())


@cache
def _manual() -> dict[str, Any]:
    document = api.get_openapi_schema()
    return {
        "operations": manual.operations(document),
        "shapes": manual.shapes(document),
        "about": list(manual.blocks(document["info"]["description"])),
        "document": reverse("api:openapi-json"),
    }
