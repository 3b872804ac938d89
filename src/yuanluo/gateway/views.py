"""Pages of this app: what I was told, and what I want to be told.

Each works as a plain form. Nothing is marked as read by looking, because a page that is
fetched ahead must change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from yuanluo.gateway.actions.reading import CHANNELS, mark_read, prefer
from yuanluo.gateway.kinds import KINDS
from yuanluo.gateway.queries import notices as told
from yuanluo.gateway.queries.subjects import is_matter, page_of
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DIGITS_MAX = 18


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show what I was told, newest first."""
    who = standing_of(request)
    before = number_in(request.GET.get("before", ""))
    found = told.page(who, before)
    seen = told.titles(who, (one.subject for one in found.items))
    items = [
        {
            "title": one.title,
            "body": one.body,
            "at": one.at,
            "unread": one.read_at is None,
            "about": seen.get(one.subject, ""),
            "url": page_of(one.subject)
            if one.subject in seen or not is_matter(one.subject)
            else "",
        }
        for one in found.items
    ]
    context = {
        "items": items,
        "newest": found.items[0].pk if found.items else 0,
        "any_unread": any(item["unread"] for item in items),
        "failed": told.failed(who),
        "older": f"{request.path}?before={found.older}" if found.older else "",
        "newer": request.path if before else "",
    }
    return page(request, "gateway/notices.html", context)


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark what was shown as read."""
    up_to = number_in(request.POST.get("up_to", ""))
    if up_to is not None:
        mark_read(standing_of(request), up_to, moment(request))
    return redirect("gateway:notices")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Ask which notices also come by mail, and keep the answer."""
    who = standing_of(request)
    if request.method == "POST" and who.person is not None:
        ticked = request.POST.getlist("wanted")
        prefer(who, ((c, k) for c in CHANNELS for k in KINDS if f"{c}:{k}" in ticked))
        messages.success(request, _("记下了，从下一条起照这样告诉您。"))
        return redirect("gateway:preferences")
    off = told.switched_off(who)
    context = {
        "kinds": [
            {"name": f"mail:{kind}", "title": title, "on": ("mail", kind) not in off}
            for kind, title in KINDS.items()
        ],
        "mail": told.mail_address(who),
    }
    return page(request, "gateway/preferences.html", context)


def number_in(text: str) -> int | None:
    """Read a number of a row; None for what is none."""
    small = text.isascii() and text.isdecimal() and len(text) <= DIGITS_MAX
    return int(text) if small else None
