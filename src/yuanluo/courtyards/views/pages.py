"""Looking at partitions: the villages one draws for, a village's list, one, two.

Whoever lives in a village or serves there may look; for anybody else there is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yuanluo.courtyards import comparing, queries, surveying
from yuanluo.courtyards.actions import DRAWS
from yuanluo.courtyards.views.shown import (
    Said,
    answer,
    name_of,
    partition_of,
    status_of,
    village_of,
)
from yuanluo.paper.answer import page
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """List the villages that one draws for; a single one opens at once."""
    who = standing_of(request)
    if not who.places_with(DRAWS):
        raise PermissionDenied
    found = queries.villages_with(who, DRAWS)
    if len(found) == 1:
        return redirect("courtyards:list", code=found[0].code)
    return page(request, "courtyards/home.html", {"villages": found})


@login_required
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """List the partitions of a village: in force, drafts, and those before."""
    village, who = village_of(request, code), standing_of(request)
    level = surveying.level_of_courtyards(code)
    rows = [(one, status_of(one, request)) for one in queries.partitions_of(who, code)]
    adopted = [row for row in rows if row[0].adopted_at is not None]
    context = {
        "village": village,
        "level": level,
        "standing": surveying.courtyards_of(code, level.id) if level else [],
        "drafts": [row for row in rows if row[0].is_draft],
        "adopted": sorted(adopted, key=lambda row: str(row[0].since), reverse=True),
        "withdrawn": [row for row in rows if row[0].withdrawn_at is not None],
        "draws": level is not None and who.may(DRAWS, code),
    }
    return page(request, "courtyards/list.html", context)


@login_required
@require_safe
def one(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Show a partition; a home that was chosen on the map is ticked in the list."""
    found = partition_of(request, code, partition)
    asked = request.GET.get("home", "")
    chosen = frozenset([int(asked)] if asked.isdecimal() and len(asked) < 18 else [])
    return answer(request, found, Said(chosen=chosen, focus=next(iter(chosen), 0)))


@login_required
@require_safe
def compare(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Put two partitions of a village side by side."""
    from yuanluo.courtyards import drawing

    found = partition_of(request, code, partition)
    who = standing_of(request)
    others = [row for row in queries.partitions_of(who, code) if row.pk != found.pk]
    asked = request.GET.get("with", "")
    other = next((row for row in others if str(row.pk) == asked), None)
    other = other or next(iter(others), None)
    context: dict[str, Any] = {
        "village": found.village,
        "partition": found,
        "other": other,
        "others": others,
        "status": {row.pk: status_of(row, request) for row in (found, *others)},
    }
    if other is not None:
        one_side, other_side = queries.drawn(found), queries.drawn(other)
        context |= {
            "sides": [
                (found, one_side, drawing.draw(one_side)),
                (other, other_side, drawing.draw(other_side)),
            ],
            "differing": comparing.differing(one_side, other_side),
            "name_of": name_of,
        }
    return page(request, "courtyards/compare.html", context)
