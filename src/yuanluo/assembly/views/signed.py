"""Photos of what was signed on paper at a meeting: sent in, shown, opened.

For those who read the minutes: who is on the roll or serves there. For everybody else
there is nothing at these addresses.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yuanluo.assembly.actions.inscribing import serves
from yuanluo.assembly.actions.keeping import (
    AT_ONCE,
    keep_sheets,
    may_read,
    sheet_numbered,
)
from yuanluo.assembly.queries import entry_of
from yuanluo.assembly.signing_words import kinds, shown_photos
from yuanluo.assembly.views.meetings import READ_OR_SENT, found_meeting, tried
from yuanluo.paper.answer import page
from yuanluo.people.queries import acting_of
from yuanluo.record import downloads

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse

    from yuanluo.assembly.models import Meeting


def _readable(request: HttpRequest, pk: int) -> Meeting:
    """Give a meeting to whoever reads its minutes; for others it is not there."""
    one, acting = found_meeting(pk), acting_of(request)
    if not may_read(one, acting.who, on_roll=entry_of(one, acting) is not None):
        raise Http404
    return one


@never_cache
@login_required
@READ_OR_SENT
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was signed on paper, and take more of it from whoever serves there."""
    one, acting = _readable(request, pk), acting_of(request)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    told = request.POST
    if request.method == "POST":
        sent = request.FILES.getlist("photos")
        faults, status = tried(
            lambda: keep_sheets(one.pk, told.get("kind", ""), sent, acting)
        )
        if not faults:
            messages.success(request, _("照片存好了。"))
            return redirect("assembly:signed", pk)
    context: dict[str, Any] = {
        "meeting": one,
        "photos": shown_photos(one),
        "kinds": kinds(),
        "serves": serves(acting.who, one.body, one.village),
        "most": AT_ONCE,
        "told": told,
        "faults": faults,
        "request_id": uuid4(),
    }
    return page(request, "assembly/signed.html", context, status=status)


@login_required
@require_safe
def photo(request: HttpRequest, pk: int, photo: UUID) -> FileResponse:
    """Show one photo to whoever reads the minutes."""
    found = sheet_numbered(_readable(request, pk), photo)
    if found is None:
        raise Http404
    return downloads.serve(found, thumbnail=request.GET.get("size") == "small")
