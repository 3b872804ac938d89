"""The first page and the public pages of a place, for everybody, without signing in.

What a village publishes, what is open and may be seen by anybody, how long things
take, whom to turn to. Nothing private or confidential is here, not even as a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yuanluo.courtyards import surveying
from yuanluo.kernel.place import is_code, normalise
from yuanluo.matters.queries import cards, publicly, reporting
from yuanluo.matters.views.mine import as_card
from yuanluo.matters.views.reporter import PLACE_COOKIE
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.people import contacts as contacts_of
from yuanluo.people.queries import standing_of
from yuanluo.publicity.queries import on_show, published
from yuanluo.territory import queries as places
from yuanluo.web.views.appearance import YEAR

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yuanluo.kernel.charter import Charter
    from yuanluo.matters.queries.reporting import Village
    from yuanluo.people.queries import Standing

NOTICES_MOST, OLD_NOTICES_MOST = 6, 50
OPEN_MOST = 8
MINE_MOST = 3
VILLAGE_DIGITS = 12


def language_of() -> str:
    """Give the language of the page."""
    return get_language() or "zh-hans"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Give one's own village, the one last looked at, or the search for a place."""
    who = standing_of(request)
    sought = request.GET.get("q", "").strip()
    known = who.home_village or request.COOKIES.get(PLACE_COOKIE, "")
    posts = [held.place.partition("-")[0] for held in who.posts]
    if not known and posts and len(posts[0]) == VILLAGE_DIGITS:
        known = posts[0]
    village = reporting.village_at(known) if known and "q" not in request.GET else None
    if village is None:
        found = places.find_places(sought) if sought else ()
        here = reporting.villages_within(posts) if posts else []
        # A show may be looked around in; elsewhere people know their village's name.
        shown = reporting.villages_lived_in() if settings.DEMO else []
        context = {
            "sought": sought,
            "found": found,
            "mine_villages": here,
            "shown": shown,
        }
        return page(request, "web/portal/find.html", context)
    return page(request, "web/portal/place.html", _place(request, village))


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Show the public page of a village, or the villages of a wider place."""
    if not is_code(code):
        raise Http404
    short = normalise(code)
    if short != code:
        return redirect("web:place", code=short)
    if len(code) < VILLAGE_DIGITS:
        return _wider(request, code)
    village = reporting.village_at(code)
    if village is None:
        return _unused(request, code)
    response = page(request, "web/portal/place.html", _place(request, village))
    response.set_cookie(
        PLACE_COOKIE, code, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


def _wider(request: HttpRequest, code: str) -> HttpResponse:
    found = places.find_places(code, limit=1)
    if not found or found[0].code != code:
        raise Http404
    context = {"wide": found[0], "villages": reporting.villages_within([code])}
    return page(request, "web/portal/wider.html", context)


def _unused(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a village is known, and that nothing of it is here yet."""
    found = places.find_places(code, limit=1)
    if not found or found[0].code != code:
        raise Http404
    return page(request, "web/portal/wider.html", {"wide": found[0], "villages": []})


def _is_divided(who: Standing, code: str) -> bool:
    """Whether somebody may look how the homes here are divided, and they are."""
    near = who.home_village == code or who.may("see", code)
    return near and surveying.level_of_courtyards(code) is not None


def _place(request: HttpRequest, village: Village) -> dict[str, Any]:
    who, at, day = standing_of(request), moment(request), today(request)
    language = language_of()
    own, _more = cards.own(who, MINE_MOST) if who.person else ([], False)
    shown = cards.public_open(village.code, OPEN_MOST + 1)
    return {
        "village": village,
        "who": who,
        "is_home": who.home_village == village.code,
        "is_divided": _is_divided(who, village.code),
        "own": [as_card(c) for c in cards.cards(own, at, language)] if own else [],
        "notices": on_show(village.code, at, NOTICES_MOST, who),
        "open": [
            as_card(c)
            for c in cards.cards(shown[:OPEN_MOST], at, language, public=True)
        ],
        "more_open": len(shown) > OPEN_MOST,
        "durations": publicly.how_long(village.code, village.charter, at, language),
        "answering": contacts_of.answering_at(village.code, day),
        "may_appoint": who.may("appoint", village.code),
        "is_linked": places.has_level(village.code, contacts_of.LINKED_HOUSEHOLD),
    }


@require_safe
def notices(request: HttpRequest, code: str) -> HttpResponse:
    """List what a village has published, on show or over."""
    village = reporting.village_at(code)
    if village is None:
        raise Http404
    context = {
        "village": village,
        "at": moment(request),
        "notices": published(code, OLD_NOTICES_MOST, standing_of(request)),
    }
    return page(request, "web/portal/notices.html", context)


# Whom to turn to ----------------------------------------------------------------------


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Lead to who answers for one's own door, or to the search for one."""
    who = standing_of(request)
    if who.home_village and who.home:
        return redirect("web:door", code=who.home_village, home=who.home)
    known = request.COOKIES.get(PLACE_COOKIE, "")
    if known and reporting.village_at(known):
        return redirect("web:doors", code=known)
    return redirect(f"{reverse('web:home')}?q=")


@require_safe
def doors(request: HttpRequest, code: str) -> HttpResponse:
    """Find a door of a village by its address."""
    village = reporting.village_at(code)
    if village is None:
        raise Http404
    sought = request.GET.get("q", "").strip()
    context = {
        "village": village,
        "sought": sought,
        "homes": places.homes_like(code, sought) if sought else [],
        "answering": contacts_of.answering_at(code, today(request), bodies=False),
    }
    return page(request, "web/portal/doors.html", context)


@require_safe
def door(request: HttpRequest, code: str, home: int) -> HttpResponse:
    """Say who answers for a door: grid, post, person, duties; nearest first."""
    village = reporting.village_at(code)
    found = places.home_in(code, home) if village else None
    if village is None or found is None:
        raise Http404
    day = today(request)
    divisions = places.divisions_of(found.pk, day)
    linked = (d.code for d in divisions if d.level == contacts_of.LINKED_HOUSEHOLD)
    context = {
        "village": village,
        "unit": next(linked, ""),
        "home": found,
        "own": standing_of(request).home == found.pk,
        "divisions": _named(divisions, village.charter),
        "answering": contacts_of.chain_of_door(found.pk, day),
    }
    return page(request, "web/portal/door.html", context)


def _named(
    divisions: tuple[places.Division, ...], reading: Charter
) -> list[tuple[str, str]]:
    """Give the divisions of a door with the names of their kinds, widest first."""
    order = [level.id for level in reading.levels]
    kinds = {level.id: level.title for level in reading.levels}
    inner = sorted(
        divisions, key=lambda d: order.index(d.level) if d.level in order else 99
    )
    return [(kinds.get(one.level, one.level), one.name) for one in inner]
