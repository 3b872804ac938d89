"""The same three questions on paper, for whoever has no phone: a blank form to print.

Whoever takes it in reports it for them on the page, where they say that it was signed;
the sheet goes back to its owner, so that no pile of names is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries import reporting
from yuanluo.matters.views.codes import qr_of
from yuanluo.matters.views.draft import fresh
from yuanluo.matters.views.reporter import Reporter
from yuanluo.paper.answer import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """Give the blank form of a village, ready to print."""
    draft = fresh()
    draft.village = request.GET.get("at", "")[:12]
    village = Reporter(request, draft).village
    if village is None:
        raise Http404
    language = get_language() or "zh-hans"
    path = f"{reverse('matters:report')}?at={village.code}"
    address = request.build_absolute_uri(path)
    kinds = [
        one for _heading, group in reporting.kinds(village.charter) for one in group
    ]
    context = {
        "village": village,
        "kinds": [title_in(one.title, language) for one in kinds],
        "code": qr_of(address),
        "address": address.partition("://")[2],
    }
    return page(request, "matters/report/paper.html", context)
