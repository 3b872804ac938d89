"""One matter as its asker sees it: where it stands, who holds it, until when.

The same address serves staff, who find the way to their workbench here, and whoever
may see the matter at all; for anybody else there is nothing. What can be done is a form
that works without JavaScript; a refusal keeps the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from yuanluo.matters.actions import acts
from yuanluo.matters.actions.uploads import keep_photos
from yuanluo.matters.queries import showing
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.queries.photos import photo_of
from yuanluo.matters.refusal_words import in_words, names_of
from yuanluo.matters.views.brakes import slow_down, too_often
from yuanluo.matters.views.codes import matter_address, qr_of
from yuanluo.matters.views.standing_words import shown_matter
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record import downloads
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import FileResponse, HttpRequest, HttpResponse

RECEIPTS = "receipts"
RECEIPTS_MOST = 20
CODES_MOST = 30
WORDS_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was refused: which, with which words, and why."""

    name: str = ""
    given: dict[str, str] = field(default_factory=dict)
    faults: tuple[tuple[str, str], ...] = ()
    request_id: str = ""
    stale_since: int | None = None


NOTHING_TRIED = Tried()


def opened(request: HttpRequest, number: str) -> Dossier:
    """Open a matter through the door, or by the receipt shown before; else 404."""
    receipt = request.session.get(RECEIPTS, {}).get(number)
    found = _found(request, number, None)
    if receipt and not (found and (found.is_own or found.is_handler)):
        found = _found(request, number, receipt) or found
    if found is None:
        raise Http404
    return found


def _found(request: HttpRequest, number: str, receipt: str | None) -> Dossier | None:
    who, at = standing_of(request), moment(request)
    try:
        return showing.find(number, who, at, receipt=receipt)
    except Gone:
        return None


@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Show a matter."""
    return _shown(request, opened(request, number), NOTHING_TRIED)


def _shown(request: HttpRequest, dossier: Dossier, kept: Tried) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if kept.faults else HTTPStatus.OK
    context = shown_matter(dossier, get_language() or "zh-hans") | {
        "tried": kept,
        "fresh_id": fresh_id,
    }
    return page(request, "matters/matter.html", context, status=status)


@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one act on a matter; refused, the page comes back with the words."""
    dossier = opened(request, number)
    if dossier.by_receipt:
        raise Http404
    given = given_to(request, name)
    try:
        does = _do(request, dossier, name, given)
    except Gone:
        raise Http404 from None
    except Refused as refused:
        codes = [str(reason) for reason in refused.reasons]
    except RequestReused:
        codes = ["REQUEST_REUSED"]
    else:
        messages.success(request, _thanks(does))
        return redirect("matters:matter", number=number)
    # Somebody may have moved it since: what is shown with the refusal is fresh.
    return _shown(
        request, opened(request, number), tried(request, dossier, name, given, codes)
    )


def given_to(request: HttpRequest, name: str) -> dict[str, str]:
    """Read what a form gives to one act."""
    return {
        key.removeprefix(f"{name}."): str(value)[:WORDS_MOST]
        for key, value in request.POST.items()
        if key.startswith(f"{name}.")
    }


def fresh_id() -> str:
    """Make the id of a request that a form will bring."""
    return str(uuid4())


def _do(
    request: HttpRequest, dossier: Dossier, name: str, given: dict[str, str]
) -> str:
    """Do the act by its name; say which it was."""
    acting = acting_of(request)
    photos: Sequence[UUID] = ()
    if sent := request.FILES.getlist("photos"):
        photos = keep_photos(sent, at=acting.at, by=acting.who.person)
        if name == "comment" and not given.get("text", "").strip():
            name = "attach"
    revision = request.POST.get("revision", "")
    acts.do(
        dossier.matter.number,
        name,
        given,
        acting,
        revision=int(revision) if revision.isdecimal() else None,
        photos=photos,
    )
    return name


def tried(
    request: HttpRequest,
    dossier: Dossier,
    name: str,
    given: dict[str, str],
    codes: list[str],
) -> Tried:
    """Keep the words of an act that was refused, and say why it was."""
    language = get_language() or "zh-hans"
    names = names_of(dossier.playbook, dossier.charter)
    told = request.POST.get("told", "")
    stale = "STALE" in codes
    return Tried(
        name=name,
        given=given,
        faults=tuple(
            (_field(name, code), in_words(code, language, names)) for code in codes
        ),
        # An id that was used for other words cannot be used again.
        request_id=""
        if "REQUEST_REUSED" in codes
        else request.POST.get("request_id", ""),
        stale_since=int(told) if stale and told.isdecimal() else None,
    )


def _field(name: str, code: str) -> str:
    """Give the id of the field that a refusal is about, or nothing."""
    what, _colon, detail = code.partition(":")
    if detail == "consent":
        return f"f-{name}.consent-1"
    if what in {"MISSING", "BAD"} and detail:
        return f"f-{name}.{detail}"
    return "f-photos" if what == "NO_EVIDENCE" else ""


def _thanks(does: str) -> str:
    """Say what came of an act, and what happens next."""
    said = {
        "comment": _("写上了，经办的人看得到。"),
        "attach": _("照片加上了，经办的人看得到。"),
        "reply": _("回过去了，经办的人接着办。"),
        "withdraw": _("撤回了，没人再跟这件事。以后还能再报。"),
        "escalate": _("已经请上一级接手；答复前还由现在的人负责。"),
        "thank": _("谢意带到了。"),
        "mine-too": _("算上您家了。有进展您会在“我的”里看到。"),
        "join": _("并到那一件了。"),
    }
    return said.get(does, _("记下了。现在到了哪一步、谁在办，写在下面。"))


# Photos, paper, and following without a name ----------------------------------------


@require_safe
def photo(request: HttpRequest, number: str, photo: UUID) -> FileResponse:
    """Show a photo to those whom the matter would show it to."""
    found = photo_of(opened(request, number), photo)
    if found is None:
        raise Http404
    return downloads.serve(found, thumbnail=request.GET.get("size") == "small")


@require_safe
def slip(request: HttpRequest, number: str) -> HttpResponse:
    """Give the small paper of a matter, with the code that leads here."""
    dossier = opened(request, number)
    if not (dossier.is_own or dossier.is_handler):
        raise Http404
    address = matter_address(request, number)
    context = {
        "draft": None,
        "shown": showing.shown(dossier, get_language() or "zh-hans"),
        "code": qr_of(address),
        "address": address.partition("://")[2],
        "at": dossier.at,
    }
    return page(request, "matters/slip.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Open a matter reported without a name, by its number and its code."""
    posted = request.POST if request.method == "POST" else request.GET
    number = posted.get("number", "").strip().upper()[:20]
    if request.method != "POST":
        return _follow(request, number)
    if too_often(request, "follow", CODES_MOST):
        return slow_down(request)
    receipt = posted.get("receipt", "").strip().upper()[:20]
    try:
        showing.find(
            number, standing_of(request), moment(request), receipt=receipt or "-"
        )
    except Gone:
        return _follow(request, number, wrong=True)
    kept = dict(request.session.get(RECEIPTS, {}))
    kept.pop(number, None)
    kept[number] = receipt
    request.session[RECEIPTS] = dict(list(kept.items())[-RECEIPTS_MOST:])
    return redirect("matters:matter", number=number)


def _follow(request: HttpRequest, number: str, *, wrong: bool = False) -> HttpResponse:
    faults = []
    if wrong:
        faults.append(("f-receipt", _("编号和查询码对不上。照纸条再抄一遍。")))
    context: dict[str, Any] = {"number": number, "faults": faults}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page(request, "matters/follow.html", context, status=status)
