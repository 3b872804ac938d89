"""Calling a body together: what awaits it, the agenda, the day and the place.

The chair calls; who belongs is frozen with the call. What the rule asks for beforehand
and is missing is told with its number, and what was typed is kept.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from yuanluo.assembly.actions.convening import Call, convene, prior_of, rule_of
from yuanluo.assembly.queries import before_chair, sittings
from yuanluo.assembly.views import language, tried
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.period import Period
from yuanluo.kernel.playbook import title_in
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.territory.charters import charter

if TYPE_CHECKING:
    from yuanluo.assembly.models import Ballot
    from yuanluo.people.queries import Standing

KEPT = ("held_at", "venue", "unit", "special_reason", "special_signer")
PRIOR = {
    "party-discussion": "村党组织先研究：哪天、怎么定的 / Discussed by the party",
    "legality-check": "先审合法：谁审的、怎么说 / Checked against the law",
    "accounts-open": "账目、方案先摆出来：在哪里 / Accounts laid open",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: HttpRequest) -> HttpResponse:
    """List what awaits the chair, and call the body together."""
    who = standing_of(request)
    if not chairs(who):
        raise Http404
    faults: list[str] = []
    status: int = HTTPStatus.OK
    if request.method == "POST":
        answers: list[Any] = []
        acting, call = acting_of(request), _call(request)
        faults, status = tried(lambda: answers.append(convene(call, acting)))
        if not faults:
            called = answers[0].content["meeting"]
            messages.success(request, gettext("召集好了，名册已经冻结。"))
            return redirect("matters:sitting", called)
    context: dict[str, Any] = {
        "faults": faults,
        "groups": _by_body(before_chair(who), moment(request)),
        "sittings": sittings(who),
        "kept": {name: request.POST.get(name, "") for name in KEPT},
        "prior_kept": {name: request.POST.get(f"prior-{name}", "") for name in PRIOR},
        "request_id": uuid4(),
    }
    return page(request, "matters/deciding.html", context, status=status)


def chairs(who: Standing) -> bool:
    """Say whether somebody chairs a body."""
    return any(post.key.startswith("chair:") for post in who.posts)


def _call(request: HttpRequest) -> Call:
    told = request.POST
    ballots = [int(one) for one in told.getlist("ballot") if one.isdigit()]
    return Call(
        ballots=tuple(ballots),
        held_at=_when(told.get("held_at", ""), moment(request)),
        venue=told.get("venue", ""),
        unit=told.get("unit", ""),
        special_reason=told.get("special_reason", ""),
        special_signer=told.get("special_signer", ""),
        prior={name: told.get(f"prior-{name}", "") for name in PRIOR},
    )


def _when(text: str, now: datetime) -> datetime:
    """Read a day and an hour as people here say them; what is none is long past."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError:
        return now.replace(year=now.year - 1, day=1)


def _said(notice: str | None) -> str:
    return Period.parse(notice).in_words(language()) if notice else ""


def _by_body(waiting: list[Ballot], now: datetime) -> list[dict[str, Any]]:
    """Put together what one sitting can decide: the questions of one body."""
    groups: dict[tuple[str, str, str], list[Ballot]] = {}
    for one in waiting:
        groups.setdefault((one.charter, one.body, one.village), []).append(one)
    found = []
    for (key, body, village), ballots in groups.items():
        reading = charter(key)
        rule = rule_of(reading, body, village, now)
        named = reading.body(body)
        found.append(
            {
                "title": title_in(named.title, language()) if named else body,
                "ballots": ballots,
                "units": [
                    (way.unit, title_in(way.who, language()))
                    for way in (rule.pack.electorates if rule else ())
                ],
                "notice": _said(rule.pack.notice) if rule else "",
                "prior": [
                    (name, title_in(PRIOR[name], language()))
                    for name in (prior_of(rule, ballots) if rule else ())
                ],
                "ruled": rule is not None,
            }
        )
    return found
