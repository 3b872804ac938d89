"""Whether every place is staffed: alerts of the clock, coverage by tier, the tree.

For whoever supervises or appoints there; a grid's card is for whoever may see matters
in it. Who is appointed is decided elsewhere; here it shows who is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from yuanluo.insight.queries.knows import knows
from yuanluo.kernel.place import is_code
from yuanluo.kernel.playbook import title_in
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.people import organising
from yuanluo.people import strength as counted
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.territory import lookup
from yuanluo.territory import queries as places
from yuanluo.web.refusals import beside, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from yuanluo.kernel.charter import Charter
    from yuanluo.people.models import Body
    from yuanluo.territory.models import Place


#: So many digits has the code of a village.
VILLAGE = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """A body in the tree: how deep it stands, and who sits in it."""

    id: int
    title: str
    place: str
    depth: int
    seats: int
    sitting: int


def found_place(
    request: HttpRequest, code: str, *powers: str
) -> tuple[Place, Charter] | HttpResponseBase:
    """Find a place with its charter for who has one of the powers over it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    who = standing_of(request)
    if not is_code(code) or not any(who.may(power, code) for power in powers):
        raise Http404
    place = lookup.place_at(code)
    reading = places.charter_of(code)
    if place is None or reading is None:
        raise Http404
    return place, reading


@require_safe
def coverage(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what is amiss, and how far every tier is covered."""
    entered = found_place(request, code, "supervise", "appoint")
    if not isinstance(entered, tuple):
        return entered
    place, reading = entered
    language = get_language() or "zh-hans"
    found = counted.force(reading, code, today(request))
    tiers = counted.coverage(found)
    levels = {level.id: title_in(level.title, language) for level in reading.levels}
    alerts = counted.alerts(code)
    context = {
        "place": place,
        "alerts": alerts[: counted.ALERTS_MOST],
        "more": len(alerts) > counted.ALERTS_MOST,
        "counts": counted.counts_of(code),
        "titles": {key: title_in(t, language) for key, t in _titles(reading).items()},
        "tiers": [(levels.get(tier.level, tier.level), tier) for tier in tiers],
        "language": language,
        "grids": _grids(code),
        "villages": lookup.named_within(code, "village") if len(code) < VILLAGE else [],
        "watches": standing_of(request).may("supervise", code),
        "appoints": standing_of(request).may("appoint", code),
        "ending_days": counted.ENDING_DAYS,
    }
    return page(request, "web/serving/staffing.html", context)


def _grids(code: str) -> list[tuple[str, str]]:
    """Name the grids; where there are several villages, with the village before."""
    found = lookup.named_within(code, "grid")
    if len(code) >= VILLAGE:
        return found
    names = lookup.names_of(grid.partition("-")[0] for grid, _name in found)
    return [(grid, f"{names[grid.partition('-')[0]]} {name}") for grid, name in found]


def _titles(reading: Charter) -> dict[str, str]:
    posts = {post.id: post.title for post in reading.posts}
    bodies = {f"seat:{body.id}": body.title for body in reading.bodies}
    return posts | bodies


@require_safe
def grid_card(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the four knows of a grid, or of any division of a village."""
    entered = found_place(request, code, "see")
    if not isinstance(entered, tuple) or "-" not in code:
        if isinstance(entered, tuple):
            raise Http404
        return entered
    place, reading = entered
    who, at = standing_of(request), moment(request)
    language = get_language() or "zh-hans"
    context = {
        "card": knows(place, reading, who, at, language),
        "village": lookup.place_at(code.partition("-")[0]),
        "at": at,
    }
    return page(request, "web/serving/grid_card.html", context)


# The tree of bodies -------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show the tree of bodies, or hang one of them elsewhere."""
    entered = found_place(request, code, "supervise", "appoint")
    if not isinstance(entered, tuple):
        return entered
    place, reading = entered
    if request.method != "POST":
        return _tree(request, place, reading, [], {})
    language = get_language() or "zh-hans"
    told = request.POST
    acting = acting_of(request)
    above = told.get("above", "")
    try:
        organising.hang_body(
            acting,
            whole_number(told.get("body", "")) or 0,
            # What is no number is no body; only nothing is the top of the tree.
            (whole_number(above) or 0) if above else None,
            told.get("reason", ""),
        )
    except Refused as no:
        faults = [in_words(str(reason), language) for reason in no.reasons]
        return _tree(request, place, reading, faults, beside(no.reasons, language))
    except RequestReused:
        fault = gettext("这张表已经交过别的内容了，请重新打开再填")
        return _tree(request, place, reading, [fault], {})
    messages.success(request, gettext("记下了。"))
    return redirect("web:organisation", code=code)


def whole_number(text: str) -> int | None:
    """Read a key or a count that somebody typed; what is none is None."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _tree(
    request: HttpRequest,
    place: Place,
    reading: Charter,
    faults: list[str],
    wrong: dict[str, str],
) -> HttpResponse:
    language = get_language() or "zh-hans"
    found = counted.force(reading, place.code, today(request))
    branches = _branches(found, language)
    context = {
        "place": place,
        "branches": branches,
        "tiers": [one for one in counted.coverage(found) if one.is_body],
        "language": language,
        "choices": [(one.id, f"{one.title} · {one.place}") for one in branches],
        "may_hang": standing_of(request).may("appoint", place.code),
        "faults": faults,
        "wrong": wrong,
        "kept": request.POST,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "web/serving/organisation.html", context, status=status)


def _branches(found: counted.Force, language: str) -> list[Branch]:
    """Put the bodies below those they stand under, each once."""
    bodies = counted.bodies_of(found)
    sitting = {(key, at): taken for key, at, _, taken in found.bodies}
    known = {body.pk for body in bodies}
    below: dict[int | None, list[Body]] = {}
    for body in bodies:
        above = body.above_id if body.above_id in known else None
        below.setdefault(above, []).append(body)
    told: list[Branch] = []

    def walk(some: Iterable[Body], depth: int) -> None:
        for body in some:
            taken = sitting.get((body.key, body.place_id), 0)
            title = title_in(body.title, language)
            told.append(
                Branch(body.pk, title, body.place.name, depth, body.seats, taken)
            )
            walk(below.get(body.pk, ()), depth + 1)

    walk(below.get(None, ()), 0)
    return told
