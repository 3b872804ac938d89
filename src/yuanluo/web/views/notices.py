"""A public notice (公示), on the screen and on paper with the code that leads back.

Shows exactly what was put into the notice. One that was taken down says so and shows
nothing more, because its paper may still hang somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanluo.kernel.playbook import title_in
from yuanluo.matters import playbooks
from yuanluo.matters.queries import publicly, reporting
from yuanluo.matters.queries.cards import last_moment
from yuanluo.matters.refusal_words import names_of
from yuanluo.matters.views.codes import qr_of
from yuanluo.paper import words
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.publicity.queries import notice_of
from yuanluo.web.views.portal import language_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yuanluo.publicity.models import Notice

SHORT_HASH = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in the language of the reader."""

    notice: Notice
    fields: list[tuple[str, str]]
    village: str
    is_over: bool
    last_day: date | datetime | None
    matter: str


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """Show a notice."""
    return _answer(request, code, "web/portal/notice.html")


@require_safe
def notice_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Give a notice as a sheet to hang up."""
    return _answer(request, code, "web/portal/sheet.html")


def _answer(request: HttpRequest, code: str, template: str) -> HttpResponse:
    found = notice_of(code)
    if found is None:
        raise Http404
    if found.withdrawn_at is not None:
        return page(
            request,
            "web/portal/taken_down.html",
            {"taken_down": found.withdrawn_at},
            status=HTTPStatus.GONE,
        )
    address = request.build_absolute_uri(reverse("web:notice", args=[code]))
    context: dict[str, Any] = {
        "shown": _shown(found, request),
        "code": qr_of(address),
        "address": address.partition("://")[2],
        "fingerprint": found.sha256[:SHORT_HASH],
    }
    return page(request, template, context)


def _shown(found: Notice, request: HttpRequest) -> Shown:
    language = language_of()
    village = reporting.village_at(found.village)
    behind = publicly.behind(found.matter)
    titles = names_of(playbooks.of(behind.playbook)) if behind else {}
    return Shown(
        notice=found,
        fields=[
            (title_in(titles.get(name, name), language), _said(value))
            for name, value in found.content.get("fields", {}).items()
        ],
        village=village.name if village else "",
        last_day=last_moment(found.ends_at),
        is_over=found.ends_at <= moment(request),
        matter=found.matter if behind and behind.is_public else "",
    )


def _said(value: Any) -> str:
    """Write an answer of a notice for people; a day as a day."""
    try:
        return words.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
