"""Pages of those who belong to a body: meetings, the roll, coming in, voting, results.

When a body meets, on what, and what came of it is for everybody to read; a question put
before a body is no secret. Who came and who voted is shown to nobody here but, of
themselves, the reader. How a running vote stands is shown to nobody at all.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuanluo.assembly import composition, queries
from yuanluo.assembly.actions.attending import check_in_self
from yuanluo.assembly.actions.convening import object_to_roll
from yuanluo.assembly.actions.inscribing import serves
from yuanluo.assembly.actions.keeping import may_read
from yuanluo.assembly.actions.voting import cast, receipt_hash
from yuanluo.assembly.alongside import online
from yuanluo.assembly.doorway import ground
from yuanluo.assembly.electing_queries import placed, ties_told
from yuanluo.assembly.following import answer_due, followed
from yuanluo.assembly.myself import (
    done_for,
    in_my_home,
    objections_of,
    standing_in,
)
from yuanluo.assembly.queries import (
    agenda_for,
    entry_of,
    in_detail,
    latest,
    lines_of,
)
from yuanluo.assembly.refusal_words import in_words, why
from yuanluo.assembly.signing_words import shown_photos
from yuanluo.kernel.place import PlaceLevel, level_of
from yuanluo.paper.answer import page
from yuanluo.people.helping import consent_in_words
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.territory.lookup import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest, HttpResponse

    from yuanluo.assembly.models import Ballot, Meeting
    from yuanluo.assembly.myself import OnTheRoll

CODE_SHOWN = 16
READ_OR_SENT = require_http_methods(["GET", "HEAD", "POST"])


def language() -> str:
    """Give the language of the reader."""
    return get_language() or "zh-hans"


def tried(act: Callable[[], object]) -> tuple[list[str], int]:
    """Try an act; give the reasons why not, in words, and the status."""
    try:
        act()
    except Refused as refused:
        told: list[str] = [why(str(one), language()) for one in refused.reasons]
        return list(dict.fromkeys(told)), HTTPStatus.UNPROCESSABLE_ENTITY
    except RequestReused:
        told = [_("这张表已经交过别的内容了，请重新打开再填")]
        return told, HTTPStatus.CONFLICT
    return [], HTTPStatus.OK


def found_meeting(pk: int) -> Meeting:
    """Give a meeting with its roll, or nothing is there."""
    one = queries.meeting_numbered(pk)
    if one is None:
        raise Http404
    return one


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List meetings, those to come first, and what was decided."""
    who = standing_of(request)
    held = next((post.place for post in who.posts), "")
    # Whoever serves in a part of a village reads what the village decides.
    village = who.home_village or held.partition("-")[0]
    meetings, decided = latest(village, who)
    several = not village or level_of(village) is not PlaceLevel.VILLAGE
    codes = {one.village for one in meetings} | {one.village for one in decided}
    context = {
        "village": "" if several else village,
        # Of one's own village every line would say the same.
        "places": names_of(codes) if several else {},
        "meetings": meetings,
        "decided": decided,
        "chairs": any(post.key.startswith("chair:") for post in who.posts),
    }
    return page(request, "assembly/home.html", context)


@never_cache
@READ_OR_SENT
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting, and say whether the reader is on its roll."""
    one = found_meeting(pk)
    acting = acting_of(request)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        text = request.POST.get("text", "")
        faults, status = tried(lambda: object_to_roll(one.pk, text, acting))
        if not faults:
            messages.success(request, _("异议记下了，开会之前会答复您。"))
            return redirect("assembly:meeting", one.pk)
    mine = standing_in(one, acting)
    return _shown(request, one, mine, faults=faults, status=status)


def _shown(
    request: HttpRequest,
    one: Meeting,
    mine: OnTheRoll | None,
    *,
    faults: Sequence[str] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the page of a meeting; what the roll says is not there is not asked for."""
    acting = acting_of(request)
    reads = may_read(one, acting.who, on_roll=mine is not None)
    reads = reads and one.closed_at is not None
    context: dict[str, Any] = {
        "meeting": one,
        "agenda": agenda_for(one, acting.who),
        "mine": mine,
        "family": in_my_home(one, acting) if not mine or mine.family else [],
        "done": done_for(mine.entry, acting.who.person) if mine and mine.done else [],
        "consented": lambda how: consent_in_words(how, language()),
        "online": online(one),
        "serves": serves(acting.who, one.body, one.village),
        "check_code": one.roll.sha256[:CODE_SHOWN],
        "signed_in": acting.who.person is not None,
        "objections": objections_of(one, acting) if not mine or mine.objected else [],
        "answer_due": answer_due,
        "open_to_objections": acting.at <= one.roll.objections_until,
        "rule": in_detail(one, language()),
        "ground": ground(one),
        "made_of": composition.told(one.composition, language()),
        "reads_minutes": reads,
        "photos": shown_photos(one) if reads else [],
        "faults": faults,
        "text": request.POST.get("text", ""),
        "request_id": uuid4(),
    }
    return page(request, "assembly/meeting.html", context, status=status)


@never_cache
@login_required
@READ_OR_SENT
def come(request: HttpRequest, code: str) -> HttpResponse:
    """Check in by the square at the door."""
    one = queries.meeting_by_code(code)
    if one is None:
        raise Http404
    acting = acting_of(request)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        faults, status = tried(lambda: check_in_self(code, acting))
    mine = standing_in(one, acting)
    if mine and mine.attendance:
        # The page itself and no way to it: over a bad line that is half the waiting.
        return _shown(request, one, mine)
    context = {
        "meeting": one,
        "mine": mine,
        "faults": faults,
        "request_id": uuid4(),
    }
    return page(request, "assembly/come.html", context, status=status)


@never_cache
@login_required
@READ_OR_SENT
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote on a question, or change one's vote before the close."""
    one = queries.question_numbered(pk)
    acting = acting_of(request)
    row = entry_of(one.meeting, acting) if one and one.meeting else None
    if one is None or row is None:
        raise Http404
    if hasattr(one, "election"):
        return redirect("assembly:elect", pk)
    faults: list[str] = []
    status: int = HTTPStatus.OK
    told = request.POST
    if request.method == "POST":
        choice, receipt = told.get("choice", ""), told.get("receipt", "")
        faults, status = tried(lambda: cast(one.pk, choice, acting, receipt=receipt))
    context = {
        "ballot": one,
        "row": row,
        "voted": request.method == "POST" and not faults,
        "faults": faults,
        "receipt": told.get("receipt") or uuid4().hex,
        "request_id": uuid4(),
    }
    return page(request, "assembly/vote.html", context, status=status)


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a body decided and why it holds, on the screen and on paper."""
    one = queries.decided(pk, standing_of(request))
    if one is None:
        raise Http404
    receipt = request.GET.get("receipt", "").strip()
    context = {
        "ballot": one,
        "issuer": queries.issuer(one.meeting, language()) if one.meeting else "",
        "check_code": one.sha256,
        "count": (one.certificate or {}).get("count", {}),
        "lines": lines_of(one, language()),
        "placed": placed(one, language()),
        "ties": ties_told(one, language()),
        "reasons": [
            in_words(reason, language())
            for reason in (one.certificate or {})["reasons"]
        ],
        **_beside(one),
        "made_of": composition.told(
            (one.certificate or {})["about"].get("composition", []), language()
        ),
        "receipt": receipt,
        "included": _is_included(one, receipt) if receipt else None,
        "address": request.build_absolute_uri(request.path),
    }
    return page(request, "assembly/certificate.html", context)


def _beside(one: Ballot) -> dict[str, Any]:
    """Give what stands beside the count, as the certificate has it."""
    about = (one.certificate or {}).get("about", {})
    told = {name: about.get(name) for name in ("paper", "assisted", "said_online")}
    return told | {"filings": followed(one, language())}


def _is_included(one: Ballot, receipt: str) -> bool:
    """Say whether a receipt number is among those that were counted."""
    try:
        number = UUID("".join(receipt.split())).hex
    except ValueError:
        return False
    return receipt_hash(one.pk, number) in one.receipts
