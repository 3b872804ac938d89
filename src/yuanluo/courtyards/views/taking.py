"""Taking a partition along: a printed map, a table, a drawing for other maps.

Who lives behind a door is in none of them; how many households, in all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuanluo.courtyards import queries
from yuanluo.courtyards.views.shown import name_of, partition_of, status_of, words_of
from yuanluo.paper.answer import page
from yuanluo.paper.spreadsheets import Sheet, download

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from yuanluo.courtyards.queries import Drawn


@login_required
@require_safe
def sheet(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Show a partition as a sheet of A4."""
    from yuanluo.courtyards import drawing

    found = partition_of(request, code, partition)
    shown = queries.drawn(found)
    context = {
        "partition": found,
        "village": found.village,
        "shown": shown,
        "map": drawing.draw(shown),
        "names": {plot.number: name_of(plot) for plot in shown.plots},
        "words": {plot.number: words_of(plot, shown) for plot in shown.plots},
        "status": status_of(found, request),
    }
    return page(request, "courtyards/sheet.html", context)


@login_required
@require_safe
def table(request: HttpRequest, code: str, partition: int) -> HttpResponseBase:
    """Hand out which home lies in which courtyard, as CSV."""
    found = partition_of(request, code, partition)
    shown = queries.drawn(found)
    names = {plot.number: name_of(plot) for plot in shown.plots}
    heads = (_("门牌"), _("户数"), _("院落编号"), _("院落"), _("经度"), _("纬度"))
    rows = [
        (h.address, h.households, h.number, names[h.number], h.lon, h.lat)
        for h in sorted(shown.homes, key=lambda h: (h.number, h.address))
    ]
    file = Sheet(found.title, heads, (20, 8, 8, 16, 12, 12), rows)
    return download(file, "csv", _file(found.village_id, found.pk))


@login_required
@require_safe
def geojson(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Hand out homes and courtyards as GeoJSON."""
    found = partition_of(request, code, partition)
    document = json.dumps(_features(queries.drawn(found)), ensure_ascii=False)
    answer = HttpResponse(document, content_type="application/geo+json; charset=utf-8")
    name = f"{_file(found.village_id, found.pk)}.geojson"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _file(village: str, pk: int) -> str:
    return f"courtyards-{village}-{pk}"


def _features(shown: Drawn) -> dict[str, Any]:
    from yuanluo.courtyards.outlines import as_geojson, grounds

    points = [(home.x, home.y) for home in shown.homes]
    made = grounds(points, [home.number for home in shown.homes])
    courtyards = [
        _feature(
            as_geojson(made[plot.number], shown.plane),
            courtyard=plot.number,
            name=name_of(plot),
            households=plot.measured.households,
            homes=len(plot.homes),
            within_limits=plot.measured.within_limits,
            connected=plot.measured.connected,
            walk_metres=round(plot.walk, 1),
        )
        for plot in shown.plots
    ]
    homes = [
        _feature(
            {"type": "Point", "coordinates": [home.lon, home.lat]},
            address=home.address,
            households=home.households,
            courtyard=home.number,
        )
        for home in shown.homes
    ]
    return {"type": "FeatureCollection", "features": [*courtyards, *homes]}


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
