"""My matters: what I asked, what I reported for others, what my household joined."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanluo.matters.queries.cards import Card, cards, own
from yuanluo.matters.views.deciding import chairs
from yuanluo.matters.views.draft import unfinished
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN_MOST = 20


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List them, those that await my word first."""
    who, at = standing_of(request), moment(request)
    matters, more = own(who, SHOWN_MOST, _before(request))
    shown = cards(matters, at, get_language() or "zh-hans")
    last = matters[-1].opened_at if more else None
    context = {
        "who": who,
        "chairs": chairs(who),
        "unfinished": unfinished(request),
        "awaiting": [as_card(c) for c in shown if c.tone == "waiting"],
        "running": [as_card(c) for c in shown if c.tone in {"open", "late"}],
        "ended": [as_card(c) for c in shown if c.tone in {"good", "closed"}],
        "older": f"{request.path}?before={last:%Y%m%dT%H%M%S.%f}" if last else "",
        "newer": request.path if request.GET.get("before") else "",
    }
    return page(request, "matters/mine.html", context)


def as_card(card: Card) -> dict[str, Any]:
    """Give a card with the address it opens, as the component draws it."""
    return {
        "url": reverse("matters:matter", args=[card.number]),
        "title": card.title,
        "number": card.number,
        "state": card.state,
        "tone": card.tone,
        "category": card.category,
        "place": card.place,
        "holder": card.holder,
        "due": card.due,
        "when": card.when,
    }


def _before(request: HttpRequest) -> datetime | None:
    try:
        asked = datetime.strptime(  # noqa: DTZ007 -- the zone is set beside it
            request.GET.get("before", ""), "%Y%m%dT%H%M%S.%f"
        )
    except ValueError:
        return None
    return asked.replace(tzinfo=UTC)
