"""Contact cards as PDF: for a door, a building or a whole village, A6 or A4.

One's own door's card is for everybody who may look the door up; many at once are for
who may report for residents there, for they carry them round. A card names who answers
on the day of printing; the square on it leads to who answers on the day of looking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from yuanluo.kernel.place import is_code
from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries import reporting
from yuanluo.paper.answer import page
from yuanluo.paper.cardsheet import A4, A6, SIZES, Block, Card, drawn
from yuanluo.paper.clock import today
from yuanluo.paper.typeface import NoTypeface
from yuanluo.paper.words import day as said
from yuanluo.people import cards
from yuanluo.people.queries import standing_of
from yuanluo.territory import lookup

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponseBase

    from yuanluo.people.cards import DoorCard
    from yuanluo.people.contacts import Link
    from yuanluo.territory.models import Home

#: Whoever carries cards round, and whoever sends them.
POWERS = ("report", "appoint")
MASK = "*"


@require_safe
def door_card(request: HttpRequest, code: str, home: int) -> HttpResponse:
    """Give the card of one door."""
    found = lookup.home_at(code, home)
    if found is None or reporting.village_at(code) is None:
        raise Http404
    return _sheet(request, [found], f"card-{found.pk}")


@require_safe
def place_cards(request: HttpRequest, code: str) -> HttpResponseBase:
    """Give the cards of every door of a village, or of a division of one."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    who = standing_of(request)
    if not is_code(code) or not any(who.may(power, code) for power in POWERS):
        raise Http404
    village = reporting.village_at(code.partition("-")[0])
    place = lookup.place_at(code)
    if village is None or place is None:
        raise Http404
    homes = cards.doors_of(code, today(request))
    if not homes:
        raise Http404
    if len(homes) > cards.CARDS_MOST:
        context = {
            "place": place,
            "most": cards.CARDS_MOST,
            "size": A4 if request.GET.get("size") == A4 else A6,
            "inside": lookup.named_divisions(code),
        }
        return page(request, "web/serving/too_many.html", context, status=422)
    return _sheet(request, homes, f"cards-{code}")


def _sheet(request: HttpRequest, homes: list[Home], name: str) -> HttpResponse:
    size = request.GET.get("size", A6)
    if size not in SIZES:
        raise Http404
    day = today(request)
    names = lookup.names_of(home.village_id for home in homes)
    told = [
        _card(request, one, names[one.village], day)
        for one in cards.cards_for(homes, day)
    ]
    try:
        content = drawn(told, size)
    except NoTypeface:
        return page(request, "web/serving/no_typeface.html", {}, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}-{size}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _card(request: HttpRequest, one: DoorCard, village: str, day: date) -> Card:
    address = reverse("web:door", args=[one.village, one.home])
    return Card(
        heading=gettext("服务连心卡"),
        door=one.address,
        issuer=village,
        blocks=tuple(_block(link) for link in one.links),
        address=request.build_absolute_uri(address),
        foot=gettext("%(day)s印；人换了扫码看新的，打不通也扫码报事。")
        % {"day": said(day)},
    )


def _block(link: Link) -> Block:
    language = get_language() or "zh-hans"
    post = title_in(link.post_title, language)
    name = link.name or gettext("暂时空着，请找下一位")
    # A number with stars in it is of no use on paper.
    phone = "" if MASK in link.phone else link.phone
    return Block(
        title=f"{link.place_name} · {post}",
        main=f"{name}  {phone}".rstrip(),
        note=title_in(link.duties, language) if link.duties else "",
    )
