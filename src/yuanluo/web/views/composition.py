"""What the bodies of representatives of a place are made up of, and stating it.

For who supervises or appoints there; whoever appoints states the two figures that the
register does not keep. What a rule asks and what is there stands beside each other,
with its citation; the same lines are on the pages of the body's meetings.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from yuanluo.assembly import composition as composing
from yuanluo.assembly.actions.convening import rule_of
from yuanluo.kernel.playbook import title_in
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.people.composing import bodies_at, made_up, state_make_up
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import Refused, RequestReused
from yuanluo.web.refusals import in_words
from yuanluo.web.views.staffing import found_place, whole_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponseBase

    from yuanluo.kernel.charter import Charter
    from yuanluo.territory.models import Place


@require_http_methods(["GET", "HEAD", "POST"])
def composition(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what bodies are made up of, or keep what was stated of one."""
    entered = found_place(request, code, "supervise", "appoint")
    if not isinstance(entered, tuple):
        return entered
    place, reading = entered
    faults: list[str] = []
    told = request.POST
    if request.method == "POST":
        wrong = -1
        try:
            state_make_up(
                acting_of(request),
                whole_number(told.get("body", "")) or 0,
                representatives=_or(told.get("representatives", ""), wrong),
                women=_or(told.get("women", ""), wrong),
                source=told.get("source", ""),
            )
        except Refused as no:
            language = get_language() or "zh-hans"
            faults = [in_words(str(reason), language) for reason in no.reasons]
        except RequestReused:
            faults = [gettext("这张表已经交过别的内容了，请重新打开再填")]
        else:
            messages.success(request, gettext("记下了。"))
            return redirect("web:composition", code=code)
    context = {
        "place": place,
        "bodies": _bodies(reading, place, moment(request), today(request)),
        "may_state": standing_of(request).may("appoint", place.code),
        "kept": told,
        "faults": faults,
        "new_id": uuid4,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "web/serving/composition.html", context, status=status)


def _or(text: str, otherwise: int) -> int:
    found = whole_number(text.strip())
    return otherwise if found is None else found


def _bodies(
    reading: Charter, place: Place, at: datetime, day: date
) -> list[dict[str, Any]]:
    """Give the bodies there of whose members a rule asks something."""
    language = get_language() or "zh-hans"
    found = []
    for body in bodies_at(reading.id, place.code):
        rule = rule_of(reading, body.key, place.code, at)
        if rule is None or rule.pack.composition is None:
            continue
        made = made_up(body, day)
        lines = composing.of_body(rule, body, day)
        found.append(
            {
                "pk": body.pk,
                "title": title_in(body.title, language),
                "seats": made.figures.seats,
                "stated": made.stated,
                "stale": made.stale,
                "lines": composing.told(lines, language),
            }
        )
    return found
