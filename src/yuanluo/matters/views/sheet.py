"""The dispatch sheet (派单): one matter on one page of A4, to be taken along.

For those who handle the matter. The name of who asked is masked; where it lies is
written out only for those whose work leads to the door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanluo.matters.queries import showing
from yuanluo.matters.views import standing_words
from yuanluo.matters.views.codes import matter_address, qr_of
from yuanluo.matters.views.work_gate import found, staff_only
from yuanluo.paper.answer import page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yuanluo.matters.queries.dossier import Dossier

#: Lines of the history that fit on the page.
SAID_MOST = 4


@staff_only
@require_safe
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """Show the sheet, ready to print."""
    dossier = found(request, number)
    if not dossier.is_handler:
        raise Http404
    shown = showing.shown(dossier, get_language() or "zh-hans")
    address = matter_address(request, number)
    history = [standing_words.event(one) for one in shown.timeline]
    context = {
        "shown": shown,
        "to_the_door": goes_to_the_door(dossier),
        # The first act is the report itself, which the sheet gives anyway.
        "history": [one for one in history[1:] if not one["inner"]][-SAID_MOST:],
        "code": qr_of(address),
        "address": address.partition("://")[2],
        "at": dossier.at,
    }
    return page(request, "matters/work/sheet.html", context)


def goes_to_the_door(dossier: Dossier) -> bool:
    """Whether this person's work needs the address: holds it, or sends somebody."""
    return dossier.is_holder or dossier.may("assign") or dossier.may("people")
