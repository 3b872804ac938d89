"""A page for whoever acts for the one who asked, because they have no phone.

Shows what is theirs to say, and asks how they agreed. What the helper sees of the
matter is what their own post shows them; a refusal keeps the words.
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yuanluo.matters.actions import acts
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.queries.helping import against, concerns, for_requester
from yuanluo.matters.refusal_words import in_words, names_of
from yuanluo.matters.views.matter import (
    NOTHING_TRIED,
    Tried,
    fresh_id,
    given_to,
    opened,
    tried,
)
from yuanluo.matters.views.standing_words import shown_matter
from yuanluo.paper.answer import page
from yuanluo.people.helping import consents
from yuanluo.people.queries import acting_of
from yuanluo.record.actions import RequestReused
from yuanluo.record.refused import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: What is offered beside the steps that are the one's who asked.
ALSO = ("reply", "comment", "escalate", "thank", "withdraw")


@never_cache
@require_safe
def helping(request: HttpRequest, number: str) -> HttpResponse:
    """Show what may be said for the one who asked."""
    return _shown(request, _helped(request, number), NOTHING_TRIED)


def _helped(request: HttpRequest, number: str) -> Dossier:
    """Open a matter for somebody who could act for the one who asked; else 404."""
    dossier = opened(request, number)
    if not concerns(dossier):
        raise Http404
    return dossier


def _shown(request: HttpRequest, dossier: Dossier, kept: Tried) -> HttpResponse:
    language = get_language() or "zh-hans"
    names = names_of(dossier.playbook, dossier.charter)
    whys = [in_words(str(one), language, names) for one in against(dossier)]
    theirs = shown_matter(for_requester(dossier), language)
    context = theirs | {
        "acts": tuple(one for one in theirs["acts"] if one in ALSO),
        "requester": dossier.matter.requester,
        "against": whys,
        "consents": consents(language),
        "tried": kept,
        "fresh_id": fresh_id,
        "for_them": True,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if kept.faults else HTTPStatus.OK
    return page(request, "matters/helping.html", context, status=status)


@require_POST
def help_with(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one act for the one who asked."""
    dossier = _helped(request, number)
    given = given_to(request, name)
    acting = replace(
        acting_of(request),
        on_behalf=dossier.matter.requester_id,
        consent=given.get("consent", ""),
    )
    revision = request.POST.get("revision", "")
    try:
        acts.do(
            number,
            name,
            {key: value for key, value in given.items() if key != "consent"},
            acting,
            revision=int(revision) if revision.isdecimal() else None,
        )
    except Gone:
        raise Http404 from None
    except Refused as refused:
        codes = [str(reason) for reason in refused.reasons]
    except RequestReused:
        codes = ["REQUEST_REUSED"]
    else:
        messages.success(request, _("替本人办好了，本人会收到通知，看得到是您替的。"))
        return redirect("matters:helping", number=number)
    fresh = _helped(request, number)
    return _shown(request, fresh, tried(request, dossier, name, given, codes))
