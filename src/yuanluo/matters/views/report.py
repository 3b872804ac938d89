"""Reporting a matter, first and last: what it is, and what became of it.

Words or a photo first, because that is what people come with; where it is and how it
goes on are asked after. Works without JavaScript; every screen is an address of its
own, so that going back loses nothing.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuanluo.kernel.text import TextFault, clean
from yuanluo.matters.actions.uploads import (
    PHOTOS_MOST,
    drop_photos,
    keep_photos,
    own_photos,
)
from yuanluo.matters.queries import showing
from yuanluo.matters.queries.dossier import Gone
from yuanluo.matters.queries.photos import unattached
from yuanluo.matters.refusal_words import all_in_words
from yuanluo.matters.views.brakes import slow_down, too_often
from yuanluo.matters.views.codes import matter_address, qr_of
from yuanluo.matters.views.draft import Draft, draft_of, fresh, keep, unfinished
from yuanluo.matters.views.reporter import Reporter
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.purposes import OWN_DATA
from yuanluo.people.queries import standing_of
from yuanluo.record import downloads
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

WORDS_MOST = 2000
#: Forms with photos that a visitor who has not signed in may send in an hour.
UNSIGNED_PHOTOS_MOST = 30
VILLAGE_DIGITS = 12
KIND_LONGEST = 60


def reopened(request: HttpRequest, draft: UUID) -> Draft | None:
    """Give a draft; None, with a word on what to do, where the session has lost it."""
    found = draft_of(request, draft)
    if found is None:
        messages.warning(request, _("这张表放得太久了，请再写一遍。"))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, draft: UUID | None = None) -> HttpResponse:
    """Ask what it is: words, photos, or both."""
    if request.method == "POST":
        return _told(request)
    found = reopened(request, draft) if draft else None
    if draft and found is None:
        return redirect("matters:report")
    if found is not None and found.is_sent:
        return redirect("matters:report-sent", draft=found.id)
    fresh_one = found or fresh()
    fresh_one.village = request.GET.get("at", fresh_one.village)[:VILLAGE_DIGITS]
    fresh_one.category = request.GET.get("kind", fresh_one.category)[:KIND_LONGEST]
    return _asked(request, fresh_one)


def _asked(
    request: HttpRequest, draft: Draft, faults: list[tuple[str, str]] | None = None
) -> HttpResponse:
    context = {
        "draft": draft,
        "photos": _own_photos(draft),
        "unfinished": unfinished(request, draft.id),
        "village": Reporter(request, draft).village,
        "about": _("更正或删除我的资料") if draft.category == OWN_DATA else "",
        "faults": faults or [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "matters/report/words.html", context, status=status)


def _own_photos(draft: Draft) -> list[dict[str, str]]:
    return [
        {"id": one, "url": reverse("matters:draft-photo", args=[draft.id, one])}
        for one in draft.photos
    ]


def _told(request: HttpRequest) -> HttpResponse:
    """Keep what was said, photos drawn anew, and go on to where it is."""
    draft = _posted_draft(request)
    if draft.is_sent:
        return redirect("matters:report-sent", draft=draft.id)
    unsigned = standing_of(request).person is None
    if (
        request.FILES
        and unsigned
        and too_often(request, "photos", UNSIGNED_PHOTOS_MOST)
    ):
        return slow_down(request)
    faults: list[tuple[str, str]] = []
    draft.village = request.POST.get("village", draft.village)[:VILLAGE_DIGITS]
    draft.category = request.POST.get("kind", draft.category)[:KIND_LONGEST]
    draft.words = request.POST.get("words", "")
    try:
        draft.words = clean(draft.words, WORDS_MOST)
    except TextFault as fault:
        draft.words = draft.words[:WORDS_MOST]
        faults.append(("f-words", fault.in_words(get_language() or "zh-hans")))
    faults += _take_photos(request, draft)
    if not faults and not draft.words and not draft.photos:
        faults.append(("f-words", _("写几个字，或者拍一张照片，别人才知道去看什么。")))
    keep(request, draft)
    if faults:
        return _asked(request, draft, faults)
    return redirect("matters:report-place", draft=draft.id)


def _posted_draft(request: HttpRequest) -> Draft:
    """Give the draft that the form belongs to; a form from elsewhere begins anew."""
    try:
        posted = UUID(request.POST.get("request_id", ""))
    except ValueError:
        return fresh()
    return draft_of(request, posted) or fresh(str(posted))


def _take_photos(request: HttpRequest, draft: Draft) -> list[tuple[str, str]]:
    """Keep new photos, and take away those that were ticked."""
    by = standing_of(request).person
    dropped = [one for one in request.POST.getlist("drop") if one in draft.photos]
    if dropped:
        own_photos([UUID(one) for one in dropped], by)
        drop_photos([UUID(one) for one in dropped], by)
        draft.photos = [one for one in draft.photos if one not in dropped]
    sent = request.FILES.getlist("photos")
    if not sent:
        return []
    if len(sent) + len(draft.photos) > PHOTOS_MOST:
        words = _("最多%(count)s张照片。请去掉几张。") % {"count": PHOTOS_MOST}
        return [("f-photos", words)]
    try:
        kept = keep_photos(sent, at=moment(request), by=by)
    except Refused as refused:
        codes = [str(reason) for reason in refused.reasons]
        said = all_in_words(codes, get_language() or "zh-hans")
        return [("f-photos", words) for words in said]
    draft.photos += [str(one) for one in kept]
    return []


@require_safe
def draft_photo(request: HttpRequest, draft: UUID, photo: UUID) -> FileResponse:
    """Show a photo of a draft to the one whose draft it is."""
    found = draft_of(request, draft)
    if found is None or str(photo) not in found.photos:
        raise Http404
    kept = unattached(photo)
    if kept is None:
        raise Http404
    return downloads.serve(kept, thumbnail=True)


# Afterwards -------------------------------------------------------------------------


@require_safe
def sent(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Say the number, who holds it now, until when, and what happens if it is late."""
    found = draft_of(request, draft)
    if found is None or not found.is_sent:
        return redirect("matters:report")
    return page(request, "matters/report/sent.html", _sent(request, found))


@require_safe
def slip(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Give the small paper for somebody without a phone."""
    found = draft_of(request, draft)
    if found is None or not found.is_sent:
        return redirect("matters:report")
    return page(request, "matters/slip.html", _sent(request, found))


def _sent(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    who, at = standing_of(request), moment(request)
    receipt = draft.receipt or None
    try:
        dossier = showing.find(draft.number, who, at, receipt=receipt)
    except Gone:
        raise Http404 from None
    address = matter_address(request, draft.number)
    return {
        "draft": draft,
        "shown": showing.shown(dossier, get_language() or "zh-hans"),
        "code": qr_of(address),
        "address": address.partition("://")[2],
        "at": at,
    }
