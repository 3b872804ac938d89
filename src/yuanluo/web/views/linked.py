"""Linked households: which neighbour answers for the dozen homes around one's own.

Everybody may see the units with their contacts, for that is what contacts are for. The
homes of a unit are listed for those alone whose post reaches it, its head first of all;
who lives in them is told to nobody here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_safe

from yuanluo.matters.queries import reporting
from yuanluo.paper.answer import page
from yuanluo.paper.clock import today
from yuanluo.people import contacts
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from yuanluo.matters.queries.reporting import Village
    from yuanluo.people.queries import Standing


@require_safe
def linked(request: HttpRequest, code: str) -> HttpResponse:
    """List the units of a village; one's own and those one answers for come first."""
    village, who, day = _village(code), standing_of(request), today(request)
    units = contacts.linked_households(code, day)
    headed = {held.place for held in who.posts}
    context = {
        "village": village,
        "headed": [unit for unit in units if unit.place in headed],
        "home_unit": _own(who, day),
        "units": units,
    }
    return page(request, "web/portal/linked.html", context)


@require_safe
def unit(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """Show a unit: its three contacts, and its homes to those whose post reaches it."""
    village, who, day = _village(code), standing_of(request), today(request)
    units = contacts.linked_households(code, day)
    found = next((one for one in units if one.place == place), None)
    if found is None:
        raise Http404
    may_see = who.may("see", place)
    context: dict[str, Any] = {
        "village": village,
        "unit": found,
        "is_own": _own(who, day) == place,
        "answering": found.contacts,
        "may_see": may_see,
        "homes": contacts.homes_of(place, day) if may_see else [],
    }
    return page(request, "web/portal/unit.html", context)


def _village(code: str) -> Village:
    village = reporting.village_at(code)
    if village is None:
        raise Http404
    return village


def _own(who: Standing, day: date) -> str:
    return contacts.unit_of(who.home, day) if who.home else ""
