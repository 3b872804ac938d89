"""A public notice (公示): what it says, how long it was up, what people said to it.

Shows exactly what was put into the notice, and what it said before if it was amended.
One that was taken down says so and shows nothing more, because its paper may still hang
somewhere. What names people is shown for its days only, and asks machines to leave it
out of their indexes. Saying something to it, and doing something to it, is `noticing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import FileResponse, Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuanluo.assembly.actions.signing import waiting_for
from yuanluo.kernel.playbook import title_in
from yuanluo.matters import playbooks
from yuanluo.matters.queries import publicly, reporting
from yuanluo.matters.queries.cards import last_moment
from yuanluo.matters.queries.telling import PLAINLY
from yuanluo.matters.views.codes import qr_of
from yuanluo.paper import words
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment, today
from yuanluo.people.helping import consents
from yuanluo.people.queries import standing_of
from yuanluo.publicity import actions
from yuanluo.publicity.queries import Run, notice_of, photo_on, run_of, said_to
from yuanluo.web.views.portal import language_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from yuanluo.kernel.playbook import Ask
    from yuanluo.matters.queries.reporting import Village
    from yuanluo.people.queries import Standing
    from yuanluo.publicity.models import Channel, Notice, NoticeVersion, Remark

SHORT_HASH = 16
#: Machines are asked to leave pages with names, or for a circle, out of their indexes.
NO_INDEX = "noindex, nofollow, noarchive"


@dataclass(frozen=True, slots=True)
class Table:
    """An answer of a notice that has rows: its title, columns and cells."""

    title: str
    columns: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    foot: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice in the language of the reader."""

    notice: Notice
    run: Run
    fields: list[tuple[str, str]]
    tables: list[Table]
    village: str
    is_over: bool
    is_expired: bool
    last_day: date | datetime | None
    matter: str
    remarks: list[Remark]
    channels: list[Channel]
    versions: list[NoticeVersion]
    others: list[Notice]
    editable: list[tuple[str, str, str]] = field(default_factory=list)


@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """Show a notice."""
    return answer(request, code, "web/portal/notice.html")


@require_safe
def notice_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Give a notice as a sheet to hang up."""
    return answer(request, code, "web/portal/sheet.html")


@require_safe
def notice_photo(request: HttpRequest, code: str, photo: UUID) -> FileResponse:
    """Show the photo of a board to whoever may read the notice."""
    found = notice_of(code, standing_of(request))
    at = moment(request)
    if found is None or is_expired(found, run_of(found, at), at):
        raise Http404
    kept = photo_on(found, photo)
    if kept is None or not kept.file:
        raise Http404
    return FileResponse(kept.file.open("rb"), content_type="image/jpeg")


def answer(
    request: HttpRequest,
    code: str,
    template: str,
    faults: Sequence[str] = (),
    kept: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Answer with a notice as a page; with faults, they are told on it."""
    who = standing_of(request)
    found = notice_of(code, who)
    if found is None:
        raise Http404
    if found.withdrawn_at is not None:
        context: dict[str, Any] = {"taken_down": found.withdrawn_at}
        gone = page(request, "web/portal/taken_down.html", context, status=410)
        gone["X-Robots-Tag"] = NO_INDEX
        return gone
    address = request.build_absolute_uri(reverse("web:notice", args=[code]))
    shown = shown_to(found, request)
    may_archive = who.may("supervise", found.village) and is_finished(found)
    context = {
        "shown": shown,
        "code": qr_of(address),
        "address": address.partition("://")[2],
        "fingerprint": found.sha256[:SHORT_HASH],
        **_help(request, found, kept or {}),
        "lives_here": who.home_village == found.village,
        "may_archive": may_archive,
        "unsigned": waiting_for(found.matter) if may_archive else [],
        "may_keep": who.may(actions.POWER, found.village),
        "may_hang": any(who.may(power, found.village) for power in actions.SEEING),
        "request_id": str(uuid4()),
        "faults": list(faults),
        "kept": kept or {},
        "today": today(request).isoformat(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    response = page(request, template, context, status=status)
    if found.masking == "names" or found.audience != "public":
        response["X-Robots-Tag"] = NO_INDEX
    return response


def _help(
    request: HttpRequest, found: Notice, kept: Mapping[str, str]
) -> dict[str, Any]:
    """Give whom something may be said for, to those who may report for others here."""
    who = standing_of(request)
    if not who.may("report", found.village):
        return {"may_help": False}
    sought = kept.get("whom_words") or request.GET.get("whom_words", "")
    people = reporting.residents_like(who, found.village, sought, today(request))
    agreed = consents(language_of())
    return {"may_help": True, "sought": sought, "people": people, "consents": agreed}


def shown_to(found: Notice, request: HttpRequest) -> Shown:
    """Write a notice in the language of the reader, as far as it is still shown."""
    return shown_at(found, moment(request), standing_of(request))


def shown_at(found: Notice, at: datetime, who: Standing) -> Shown:
    """Write a notice as it stands at a moment, for somebody who may read it."""
    language = language_of()
    village: Village | None = reporting.village_at(found.village)
    behind = publicly.behind(found.matter)
    asks = _asks(behind.playbook) if behind else {}
    run, said = run_of(found, at), said_to(found, who)
    over = run.is_full(at)
    expired = is_expired(found, run, at)
    content = {} if expired else found.content.get("fields", {})
    return Shown(
        notice=found,
        run=run,
        fields=[
            (_titled(asks, name, language), _said(value))
            for name, value in content.items()
            if not isinstance(value, list)
        ],
        tables=[
            _table(asks.get(name), name, value, language)
            for name, value in content.items()
            if isinstance(value, list)
        ],
        village=village.name if village else "",
        last_day=last_moment(run.full_at) if run.full_at else None,
        is_over=over,
        is_expired=expired,
        matter=found.matter if behind and behind.is_public else "",
        # What people wrote to it may name somebody as well.
        remarks=[] if expired else said.remarks,
        channels=said.channels,
        versions=[] if expired else said.versions,
        others=said.others,
        editable=[
            (name, _titled(asks, name, language), value)
            for name, value in content.items()
            if isinstance(value, str)
        ],
    )


def is_finished(found: Notice) -> bool:
    """Say whether the matter of a notice has ended, so that it can be packed."""
    return publicly.has_ended(found.matter)


def is_expired(found: Notice, run: Run, at: datetime) -> bool:
    """Say whether a notice names people and its days have run."""
    return found.masking == "names" and run.is_full(at)


def _asks(playbook: int) -> dict[str, Ask]:
    """Give the questions of a work method by their names."""
    steps = playbooks.of(playbook).steps
    return {ask.id: ask for step in steps for ask in step.ask}


def _titled(asks: Mapping[str, Ask], name: str, language: str) -> str:
    return title_in(asks[name].title, language) if name in asks else name


def _table(
    ask: Ask | None, name: str, rows: list[Mapping[str, Any]], language: str
) -> Table:
    """Write rows as a table; amounts are told in yuan, and summed up."""
    columns = ask.columns if ask is not None else ()
    foot = [""] * len(columns)
    for index, column in enumerate(columns):
        if column.type == "money" and not _two_ways(columns):
            total = sum(int(row.get(column.id, 0)) for row in rows)
            foot[index] = PLAINLY["money"](total)
    return Table(
        title=title_in(ask.title, language) if ask is not None else name,
        columns=[
            {"title": title_in(one.title, language), "number": one.type == "money"}
            for one in columns
        ],
        rows=[
            {"cells": [_cell(one, row.get(one.id), language) for one in columns]}
            for row in rows
        ],
        foot=foot if any(foot) else [],
    )


def _two_ways(columns: Sequence[Ask]) -> bool:
    """Whether what comes in and what goes out stand in one column: no sum of both."""
    return any(column.type == "choice" for column in columns)


def _cell(ask: Ask, value: Any, language: str) -> str:
    if value is None:
        return ""
    if ask.type == "choice":
        option = next((one for one in ask.options if one.id == value), None)
        return title_in(option.title, language) if option else str(value)
    return PLAINLY["money"](value) if ask.type == "money" else _said(value)


def _said(value: Any) -> str:
    """Write an answer of a notice for people; a day as a day."""
    try:
        return words.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
