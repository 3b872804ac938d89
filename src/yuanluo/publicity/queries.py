"""Reading notices: what is on show, and what a playbook's step may know of them.

Nothing here keeps a count: how many days a notice has been on show is worked out from
its spells at the moment of asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.effect import Finding
from yuanluo.kernel.onshow import Spell, days_shown, full_at
from yuanluo.people.queries import VISITOR
from yuanluo.publicity.models import Notice, ShownSpell
from yuanluo.record.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from yuanluo.kernel.effect import Subject
    from yuanluo.people.queries import Standing
    from yuanluo.publicity.models import (
        Channel,
        NoticeQuerySet,
        NoticeVersion,
        Remark,
    )

#: What one page shows of these.
REMARKS_MOST, CHANNELS_MOST = 200, 50


@dataclass(frozen=True, slots=True)
class Run:
    """How far a notice has run: days counted of those it must have, and when full."""

    counted: int
    days: int
    full_at: datetime | None
    is_up: bool

    def is_full(self, at: datetime) -> bool:
        """Whether its days have run at a moment."""
        return self.full_at is not None and self.full_at <= at


@dataclass(frozen=True, slots=True)
class Said:
    """What hangs with a notice: remarks, where it hung, what it said before.

    `others` are the other notices of the same matter: a decision and its result.
    """

    remarks: list[Remark]
    channels: list[Channel]
    versions: list[NoticeVersion]
    others: list[Notice]


def said_to(notice: Notice, who: Standing = VISITOR) -> Said:
    """Give what hangs with a notice, oldest first; four statements."""
    others = Notice.objects.visible_to(who).filter(
        matter=notice.matter, withdrawn_at=None
    )
    return Said(
        list(notice.remarks.order_by("id")[:REMARKS_MOST]),
        list(notice.channels.order_by("on", "id")[:CHANNELS_MOST]),
        list(notice.versions.order_by("version")),
        list(others.exclude(pk=notice.pk).order_by("shown_at", "id")),
    )


def photo_on(notice: Notice, photo: UUID) -> Attachment | None:
    """Give the photo of a board on which a notice hung."""
    hung = notice.channels.filter(photo=photo).exists()
    return Attachment.objects.filter(pk=photo).first() if hung else None


def spells_of(rows: Iterable[ShownSpell]) -> list[Spell]:
    """Give spells by value."""
    return [Spell(row.since, row.until, row.anew) for row in rows]


def run_of(notice: Notice, at: datetime) -> Run:
    """Work out how far a notice has run, from its spells."""
    rows = list(notice.spells.all())
    spells = spells_of(rows)
    counted = len(days_shown(spells, at, SHANGHAI))
    up = any(row.until is None for row in rows)
    full = full_at(spells, notice.days, SHANGHAI)
    return Run(min(counted, notice.days), notice.days, full, up)


def gather(subject: Subject) -> Mapping[str, Finding]:
    """Find the notices of a matter's visit: run, upheld, or why neither yet.

    One objection upheld decides at once; one that is open holds everything up, even
    after the days have run.
    """
    rows = Notice.objects.filter(
        matter=subject.number, visit=subject.visit, withdrawn_at=None
    ).prefetch_related("spells", "remarks")
    return {one.ident: _finding(one, subject.at) for one in rows}


def _finding(notice: Notice, at: datetime) -> Finding:
    said = [one for one in notice.remarks.all() if one.kind == "objection"]
    if any(one.outcome == "upheld" for one in said):
        return Finding("upheld")
    run = run_of(notice, at)
    if any(not one.outcome for one in said):
        return Finding("objected", until=run.full_at)
    if run.is_full(at):
        return Finding("run", until=run.full_at)
    return Finding("running" if run.is_up else "down", until=run.full_at)


def on_show(
    village: str, at: datetime, most: int, who: Standing = VISITOR
) -> list[Notice]:
    """Give the notices of a village that are on show, newest first."""
    up = Exists(ShownSpell.objects.filter(notice=OuterRef("pk"), until=None))
    shown = _board(village, who).filter(up, shown_at__lte=at, ends_at__gt=at)
    return list(shown.order_by("-shown_at", "-id")[:most])


def published(village: str, most: int, who: Standing = VISITOR) -> list[Notice]:
    """Give what a village has published, newest first, on show or over."""
    return list(_board(village, who).order_by("-shown_at", "-id")[:most])


def published_of(number: str, who: Standing) -> list[Notice]:
    """Give what was published of a matter and not taken down, the oldest first."""
    shown = Notice.objects.visible_to(who).filter(matter=number, withdrawn_at=None)
    return list(shown.order_by("shown_at", "id"))


def _board(village: str, who: Standing) -> NoticeQuerySet:
    """Give what hangs in a village for somebody to read."""
    return Notice.objects.visible_to(who).filter(village=village, withdrawn_at=None)


def notice_of(code: str, who: Standing = VISITOR) -> Notice | None:
    """Give a notice that somebody may read by its code, taken down or not."""
    return Notice.objects.visible_to(who).filter(code=code).first()
