"""The page of what a village publishes: months by things, for everybody.

Each cell says in words how it stands and leads to the notice, or who answers for what
is not there yet. The colours only repeat the words. Whoever supervises sees the same
page as everybody else.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yuanluo.kernel.playbook import title_in
from yuanluo.kernel.publishing import concerns, due_on, running
from yuanluo.matters.queries import reporting
from yuanluo.matters.queries.publicly import posts_of
from yuanluo.paper.answer import page
from yuanluo.paper.clock import moment
from yuanluo.people.queries import standing_of
from yuanluo.publicity.timetable import MISSED, Year, timetable
from yuanluo.territory import charters
from yuanluo.web.views.portal import language_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from yuanluo.kernel.charter import Charter, Publication
    from yuanluo.publicity.timetable import Item

FIRST_YEAR = 2020


class Ahead(NamedTuple):
    """What has to be published next: the period, and the first and last day for it."""

    period: str
    ends: date
    due_on: date


@require_safe
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a village published in a year, and what it did not."""
    village = reporting.village_at(code)
    if village is None:
        raise Http404
    zone, who = charters.zone(village.charter), standing_of(request)
    day = moment(request).astimezone(zone).date()
    told = request.GET.get("year", "")
    year = int(told) if told.isdecimal() and len(told) == 4 else day.year
    if not FIRST_YEAR <= year <= day.year:
        raise Http404
    own = [one for one in village.charter.publications if concerns(one, code)]
    items = timetable(code, own, Year(year, day, zone), who)
    cells = [cell for item in items for cell in item.cells.values()]
    ahead = {one.id: _ahead(one, village.charter, day) for one in own}
    waiting = [cell.matter for cell in cells if not cell.notice]
    context: dict[str, Any] = {
        "village": village,
        "year": year,
        "newer": year + 1 if year < day.year else 0,
        "older": year - 1 if year > FIRST_YEAR else 0,
        "groups": _grouped(items, village.charter, ahead if year == day.year else {}),
        "posts": _posts(village.charter, posts_of(waiting)),
        "missed": sum(cell.state == MISSED for cell in cells),
        "whole": len(cells),
    }
    return page(request, "web/notices/publication.html", context)


def _ahead(one: Publication, charter: Charter, day: date) -> Ahead | None:
    """Say what of a thing is next: of the period that is running."""
    period = running(one.rhythm, day)
    if period is None:
        return None
    last = due_on(period, one.within, charters.calendar_of(charter))
    return Ahead(_period(period.name), period.ends, last)


def _posts(charter: Charter, posts: dict[str, str]) -> dict[str, str]:
    """Give the titles of the posts that answer, by matter."""
    titles = {one.id: title_in(one.title, language_of()) for one in charter.posts}
    return {number: titles.get(post, "") for number, post in posts.items()}


def _period(name: str) -> str:
    """Say a period of a year as people do."""
    year, _, part = name.partition("-")
    if part.startswith("Q"):
        return gettext("第%(n)s季度") % {"n": part[1:]}
    if part.startswith("H"):
        return gettext("上半年") if part == "H1" else gettext("下半年")
    return gettext("%(n)s月") % {"n": int(part)} if part else year


def _grouped(
    items: list[Item], charter: Charter, ahead: dict[str, Ahead | None]
) -> list[tuple[str, list[Any]]]:
    """Give the things by their groups, each with a title in the reader's language."""
    found, language = [], language_of()
    for group, some in groupby(items, key=lambda item: item.publication.group):
        rows = [
            {
                "title": title_in(item.publication.title, language),
                "citation": item.publication.citation,
                "term": charter.term(item.publication.term),
                "ahead": ahead.get(item.publication.id),
                "rhythm": item.publication.rhythm,
                "cells": [
                    (_period(item.cells[month].period), item.cells[month])
                    for month in sorted(item.cells)
                ],
                "any": bool(item.cells),
            }
            for item in some
        ]
        found.append((title_in(group, language), rows))
    return found
