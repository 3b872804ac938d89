"""Acting upon partitions: drawing, moving, undoing, adopting, withdrawing.

A form that was refused comes back with every reason and all that was chosen in it;
where somebody else was quicker, with what they did, and can be sent again as it is.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuanluo.courtyards import actions, adopting, previewing, queries, surveying
from yuanluo.courtyards.actions import DECIDES, DRAWS, ToDivide
from yuanluo.courtyards.adopting import ToAdopt
from yuanluo.courtyards.refusal_words import said as in_words
from yuanluo.courtyards.settling import settle
from yuanluo.courtyards.views.shown import (
    Said,
    answer,
    name_of,
    partition_of,
    told_changes,
    village_of,
)
from yuanluo.kernel.courtyards.village import Limits
from yuanluo.paper.answer import page, wants_block
from yuanluo.paper.clock import moment, today
from yuanluo.people.queries import acting_of, standing_of
from yuanluo.record.actions import Refused, RequestReused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from yuanluo.courtyards.models import Partition
    from yuanluo.people.queries import Acting
    from yuanluo.record.actions import Answer

FILE_MOST = 1024 * 1024
BOTH = require_http_methods(["GET", "HEAD", "POST"])


# Drawing ------------------------------------------------------------------------------


@login_required
@BOTH
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask how a village is to be divided, and let the machine draw it."""
    village = village_of(request, code)
    level = surveying.level_of_courtyards(code)
    if level is None or not standing_of(request).may(DRAWS, code):
        raise Http404
    faults: list[str] = []
    if request.method == "POST":
        wanted, faults = _wanted(request, code)
        if not faults:
            try:
                made = actions.draw(acting_of(request), wanted)
            except (Refused, RequestReused) as no:
                faults = _said(no)
            else:
                number = made.content["partition"]
                return redirect("courtyards:one", code=code, partition=number)
    bounds = surveying.limits_of(level)
    context = {
        "village": village,
        "bounds": bounds,
        "standing": surveying.courtyards_of(code, level.id),
        "kept": {
            "title": request.POST.get("title", ""),
            "least": request.POST.get("least", bounds.least),
            "most": request.POST.get("most", bounds.most),
            "keep": request.POST.getlist("keep"),
            "together": request.POST.get("together", ""),
        },
        "faults": faults,
        "request_id": str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return page(request, "courtyards/new.html", context, status=status)


def _wanted(request: HttpRequest, code: str) -> tuple[ToDivide, list[str]]:
    """Read the form; say what in it cannot be read."""
    faults = []
    least, most = (request.POST.get(name, "") for name in ("least", "most"))
    limits = None
    if least.isdecimal() and most.isdecimal() and len(least + most) < 12:
        limits = Limits(int(least), int(most))
    else:
        faults.append(_("户数上下限请写数字。"))
    barriers = None
    sent = request.FILES.get("barriers")
    if sent is not None:
        content = sent.read(FILE_MOST + 1)
        try:
            barriers = surveying.shapes_of(content.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            faults.append(_("河流道路的文件不是GeoJSON，请另存为GeoJSON再传。"))
        if len(content) > FILE_MOST:
            faults.append(_("河流道路的文件太大，最多1MB。"))
    lines = request.POST.get("together", "")[:4000].splitlines()
    together = tuple(_addresses(line) for line in lines if line.strip())
    wanted = ToDivide(
        village=code,
        title=request.POST.get("title", ""),
        limits=limits,
        keep=tuple(sorted(request.POST.getlist("keep"))),
        together=together,
        barriers=barriers,
    )
    return wanted, faults


def _addresses(line: str) -> tuple[str, ...]:
    plain = line
    for sign in "，、；;":
        plain = plain.replace(sign, ",")
    return tuple(part.strip() for part in plain.split(",") if part.strip())


# By hand ------------------------------------------------------------------------------


@login_required
@require_POST
def move(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Move the homes that were ticked, or the one that was dragged."""
    homes = _numbers(request.POST.getlist("home"))
    to = request.POST.get("to", "")

    def act(acting: Acting, version: int) -> Answer:
        number = None if to == "new" else int(to) if to.isdecimal() else 0
        return actions.move(acting, partition, version, homes, number)

    count = len(set(homes))
    done = ngettext("移好了%(num)s处。", "移好了%(num)s处。", count) % {"num": count}
    chosen = Said(
        done=done, chosen=frozenset(homes), to=to, focus=homes[0] if homes else 0
    )
    return _acted(request, code, partition, act, chosen)


@login_required
@require_POST
def undo(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Undo the last move."""

    def act(acting: Acting, version: int) -> Answer:
        return actions.undo(acting, partition, version)

    return _acted(request, code, partition, act, Said(done=_("撤回了上一次移动。")))


@login_required
@require_POST
def redo(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Do again the move that was undone last."""

    def act(acting: Acting, version: int) -> Answer:
        return actions.redo(acting, partition, version)

    return _acted(request, code, partition, act, Said(done=_("又移过去了。")))


@login_required
@require_POST
def refresh(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Bring a draft up to date with the homes there are."""

    def act(acting: Acting, version: int) -> Answer:
        return actions.refresh(acting, partition, version)

    return _acted(request, code, partition, act, Said(done=_("跟上了门户的变动。")))


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Withdraw a draft."""
    reason = request.POST.get("reason", "")

    def act(acting: Acting, version: int) -> Answer:
        return actions.withdraw(acting, partition, version, reason)

    return _acted(request, code, partition, act, Said(done=_("方案撤回了。")))


def _acted(
    request: HttpRequest,
    code: str,
    pk: int,
    act: Callable[[Acting, int], Answer],
    said: Said,
) -> HttpResponse:
    """Do an act and show what came of it; after a refusal nothing chosen is lost."""
    partition_of(request, code, pk)
    version = _version(request)
    try:
        act(acting_of(request), version)
    except (Refused, RequestReused) as no:
        return answer(
            request,
            partition_of(request, code, pk),
            _refused(no, partition_of(request, code, pk), version, said),
        )
    if wants_block(request):
        done = Said(done=said.done, focus=said.focus)
        return answer(request, partition_of(request, code, pk), done)
    messages.success(request, said.done)
    return redirect("courtyards:one", code=code, partition=pk)


def _refused(
    no: Refused | RequestReused, found: Partition, version: int, said: Said
) -> Said:
    changed = isinstance(no, Refused) and any(r.code == "CHANGED" for r in no.reasons)
    return Said(
        faults=_said(no),
        others=told_changes(found, version) if changed else [],
        chosen=said.chosen,
        to=said.to,
        focus=said.focus,
        status=HTTPStatus.CONFLICT if changed else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


# Adopting -----------------------------------------------------------------------------


@login_required
@BOTH
def adopt(request: HttpRequest, code: str, partition: int) -> HttpResponse:
    """Say what adopting would bring, and adopt from a day."""
    found, who = partition_of(request, code, partition), standing_of(request)
    if not who.may(DECIDES, code):
        raise Http404
    if not found.is_draft:
        return redirect("courtyards:one", code=code, partition=partition)
    faults: list[str] = []
    others: list[str] = []
    day = today(request)
    if request.method == "POST":
        since = parse_date_or_none(request.POST.get("since", ""))
        acting = acting_of(request)
        if since is None:
            faults = [_("请写从哪一天起。")]
        else:
            wanted = ToAdopt(partition, _version(request), since, _names(request))
            try:
                adopting.adopt(acting, wanted)
            except (Refused, RequestReused) as no:
                again = partition_of(request, code, partition)
                told = _refused(no, again, wanted.version, Said())
                faults, others, found = told.faults, told.others, again
            else:
                return _adopted(request, code, partition, in_force=since <= day)
    context = _adopt_context(request, found) | {"faults": faults, "others": others}
    status = HTTPStatus.OK
    if faults:
        status = HTTPStatus.CONFLICT if others else HTTPStatus.UNPROCESSABLE_ENTITY
    return page(request, "courtyards/adopt.html", context, status=status)


def _adopted(
    request: HttpRequest, code: str, partition: int, *, in_force: bool
) -> HttpResponse:
    if in_force:
        settle(partition, moment(request))
        messages.success(request, _("方案定了，从今天起用。"))
    else:
        messages.success(request, _("方案定了，到那天自动起用。"))
    return redirect("courtyards:one", code=code, partition=partition)


def _adopt_context(request: HttpRequest, found: Partition) -> dict[str, Any]:
    shown, day = queries.drawn(found), today(request)
    names = {plot.number: name_of(plot) for plot in shown.plots}
    if request.method == "POST":
        names |= _names(request)
    since = parse_date_or_none(request.POST.get("since", "")) or day
    acting = acting_of(request)
    against = adopting.reasons_against(acting, found, shown, names, max(since, day))
    return {
        "partition": found,
        "village": found.village,
        "shown": shown,
        "names": names,
        "since": request.POST.get("since", day.isoformat()),
        "day": day,
        "against": in_words(against, get_language() or "zh-hans"),
        "brings": previewing.brings(found, shown, day),
        "request_id": str(uuid4()),
    }


def _names(request: HttpRequest) -> dict[int, str]:
    return {
        int(key[5:]): value.strip()
        for key, value in request.POST.items()
        if key.startswith("name-") and key[5:].isdecimal() and isinstance(value, str)
    }


def parse_date_or_none(text: str) -> Any:
    """Read a day; what is no day is none."""
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


# Together -----------------------------------------------------------------------------


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal() and len(text) < 18]


def _version(request: HttpRequest) -> int:
    return next(iter(_numbers([request.POST.get("version", "")])), 0)


def _said(no: Refused | RequestReused) -> list[str]:
    if isinstance(no, RequestReused):
        return [_("这张表已经发过了，请重新打开再发。")]
    return in_words(no.reasons, get_language() or "zh-hans")
