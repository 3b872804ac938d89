"""What every page of a partition shows: the map, the list beside it, what one may do.

One context for the whole page and for its part, so that a home that was dragged, one
moved by keyboard and one moved by form are answered alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanluo.courtyards import adopting, queries
from yuanluo.courtyards.actions import DECIDES, DRAWS
from yuanluo.paper.answer import page
from yuanluo.paper.clock import today
from yuanluo.people.queries import standing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yuanluo.courtyards.models import Partition
    from yuanluo.courtyards.queries import Change, Drawn, DrawnPlot
    from yuanluo.territory.models import Place


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a form: faults, changes of others, and what was chosen in it."""

    faults: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    done: str = ""
    chosen: frozenset[int] = frozenset()
    to: str = ""
    focus: int = 0
    status: int = 200


NOTHING = Said()


def village_of(request: HttpRequest, code: str) -> Place:
    """Find a village whose partitions one may see; for anybody else it is not there."""
    found = queries.village_for(standing_of(request), code)
    if found is None:
        raise Http404
    return found


def partition_of(request: HttpRequest, code: str, pk: int) -> Partition:
    """Find a partition; for whoever may not see it, it is not there."""
    found = queries.partition_for(standing_of(request), code, pk)
    if found is None:
        raise Http404
    return found


def answer(
    request: HttpRequest, partition: Partition, said: Said = NOTHING
) -> HttpResponse:
    """Answer with the page of a partition, or with its part where htmx asks for it."""
    context = context_of(request, partition, said)
    template = "courtyards/one.html"
    return page(request, template, context, block="partition", status=said.status)


def context_of(
    request: HttpRequest, partition: Partition, said: Said
) -> dict[str, Any]:
    """Gather what the page shows."""
    # Loaded by the first map, not by every start.
    from yuanluo.courtyards import drawing

    who, shown = standing_of(request), queries.drawn(partition)
    open_to_all = partition.is_draft
    draws = open_to_all and who.may(DRAWS, partition.village_id)
    changed = (
        adopting.homes_changed(partition, shown, today(request)) if open_to_all else []
    )
    return {
        "partition": partition,
        "village": partition.village,
        "shown": shown,
        "map": drawing.draw(shown, settings.TILES),
        "names": {plot.number: name_of(plot) for plot in shown.plots},
        "words": {plot.number: words_of(plot, shown) for plot in shown.plots},
        "draws": draws,
        "decides": open_to_all and who.may(DECIDES, partition.village_id),
        "last": queries.last_move(partition.pk) if draws else None,
        "undone": queries.last_undone(partition.pk) if draws else None,
        "changed": changed,
        "history": _told(queries.changes(partition.pk), shown)[-20:][::-1],
        "said": said,
        "status": status_of(partition, request),
        "request_id": str(uuid4()),
    }


def name_of(plot: DrawnPlot) -> str:
    """Say what a courtyard is called; a new one has no name before it is adopted."""
    return plot.name or _("新院落%(number)s") % {"number": plot.number}


def words_of(plot: DrawnPlot, shown: Drawn) -> list[str]:
    """Say what speaks against a courtyard, in words."""
    found, one, limits = [], plot.measured, shown.limits
    if one.households < limits.least:
        left = limits.least - one.households
        found.append(ngettext("少了%(num)s户", "少了%(num)s户", left) % {"num": left})
    if one.households > limits.most:
        over = one.households - limits.most
        found.append(ngettext("多了%(num)s户", "多了%(num)s户", over) % {"num": over})
    if not one.connected:
        apart = [address for piece in one.pieces[1:] for address in piece]
        told = {"pieces": len(one.pieces), "homes": _some(apart)}
        found.append(_("分成%(pieces)s片，离开的是%(homes)s") % told)
    if plot.torn:
        found.append(_("须在一起的分开了：%(homes)s") % {"homes": _some(plot.torn)})
    return found


def _some(addresses: Any) -> str:
    shown = _("、").join(list(addresses)[:4])
    return _("%(homes)s等") % {"homes": shown} if len(addresses) > 4 else shown


def status_of(partition: Partition, request: HttpRequest) -> tuple[str, str]:
    """Say where a partition stands, and in which tone."""
    if partition.withdrawn_at is not None:
        return _("已撤回"), "plain"
    if partition.since is None:
        return _("草案"), "soon"
    if partition.until is not None and partition.until <= today(request):
        return _("用到%(day)s") % {"day": partition.until.isoformat()}, "plain"
    if partition.since > today(request):
        return _("%(day)s起用") % {"day": partition.since.isoformat()}, "good"
    return _("正在用，%(day)s起") % {"day": partition.since.isoformat()}, "good"


def told_changes(partition: Partition, after: int) -> list[str]:
    """Say who did what since a version."""
    changes = queries.changes(partition.pk, after)
    return [_line(one) for one in _told(changes, queries.drawn(partition))]


def _line(told: tuple[str, str, Any]) -> str:
    by, what, _at = told
    return f"{by} · {what}"


def _told(changes: list[Change], shown: Drawn) -> list[tuple[str, str, Any]]:
    addresses = {home.home: home.address for home in shown.homes}
    names = {plot.number: name_of(plot) for plot in shown.plots}

    def called(number: int) -> str:
        return names.get(number, _("新院落%(number)s") % {"number": number})

    found = []
    for one in changes:
        homes = _some([addresses.get(home, "") for home, _was in one.homes])
        was = called(one.homes[0][1]) if one.homes else ""
        words = {
            "draw": _("画出了方案"),
            "move": _("把%(homes)s从%(was)s移到%(to)s")
            % {"homes": homes, "was": was, "to": called(one.to)},
            "undo": _("撤回了%(homes)s的移动") % {"homes": homes},
            "redo": _("又把%(homes)s移到%(to)s")
            % {"homes": homes, "to": called(one.to)},
            "refresh": _("跟上了门户的变动"),
            "withdraw": _("撤回了方案"),
            "adopt": _("定了方案"),
        }
        found.append((one.by, words.get(one.verb, one.verb), one.at))
    return found
