"""What anybody may know of a village's matters: which are open, how long they take.

Counts only matters that anybody may see anyway: what is private, confidential or for
handlers is in no figure, so that no difference of figures gives it away. A figure that
stands on fewer than five matters is not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Max

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.models import OPENNESS, Matter, Responsibility
from yuanluo.matters.queries.cards import NOT_SETTLED
from yuanluo.publicity.models import Notice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from yuanluo.kernel.charter import Charter

FEWEST = 5
LOOKED_AT_MOST = 500
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Took:
    """How long matters of one kind took: the middle one, out of how many."""

    title: str
    count: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Durations:
    """How long things take here; `whole` is over all kinds."""

    whole: Took
    kinds: tuple[Took, ...]
    too_few: int


def how_long(village: str, charter: Charter, at: datetime, language: str) -> Durations:
    """Say how long public matters took in the last year, by kind; three statements.

    Counted until it was done for whoever asked: until the result was put on show or the
    last post let go of it, not until the days of the notice had run.
    """
    ended = Matter.objects.filter(
        village=village, openness=OPENNESS["public"], ended_at__gte=at - YEAR
    ).exclude(result__in=NOT_SETTLED)
    matters = list(
        ended.order_by("-ended_at").only("number", "category", "opened_at", "ended_at")[
            :LOOKED_AT_MOST
        ]
    )
    shown, let_go = _shown(matters), _let_go(matters)
    spans: dict[str, list[float]] = {}
    for matter in matters:
        moments = (shown.get(matter.number), let_go.get(matter.pk), matter.ended_at)
        done_at = min(moment for moment in moments if moment is not None)
        days = (done_at - matter.opened_at).total_seconds() / 86_400
        spans.setdefault(matter.category, []).append(days)
    titles = {c.id: title_in(c.title, language) for c in charter.categories}
    enough = {key: some for key, some in spans.items() if len(some) >= FEWEST}
    kinds = [_took(titles.get(key, key), some) for key, some in enough.items()]
    kinds.sort(key=lambda took: -took.count)
    whole = _took("", [days for some in spans.values() for days in some])
    return Durations(whole, tuple(kinds), len(spans) - len(enough))


def _shown(matters: Sequence[Matter]) -> dict[str, datetime]:
    """When the result of each was last put on show."""
    rows = Notice.objects.filter(
        matter__in=[matter.number for matter in matters], withdrawn_at=None
    )
    return dict(rows.order_by("shown_at").values_list("matter", "shown_at"))


def _let_go(matters: Sequence[Matter]) -> dict[int, datetime]:
    """When the last post let go of each; whoever asked holds it after."""
    held = Responsibility.objects.filter(matter__in=[matter.pk for matter in matters])
    rows = held.exclude(post="").values_list("matter").annotate(Max("until"))
    return {pk: until for pk, until in rows if until is not None}


def _took(title: str, spans: Iterable[float]) -> Took:
    days = list(spans)
    middle = median(days) if len(days) >= FEWEST else None
    return Took(title, len(days), middle)


@dataclass(frozen=True, slots=True)
class OfNotice:
    """The matter behind a notice, as far as anybody may know it."""

    playbook: int
    is_public: bool


def behind(number: str) -> OfNotice | None:
    """Give the matter behind a notice."""
    rows = Matter.objects.filter(number=number).values_list("playbook", "openness")
    row = rows.first()
    return OfNotice(row[0], row[1] == OPENNESS["public"]) if row else None


def has_ended(number: str) -> bool:
    """Whether a matter has come to its end."""
    return Matter.objects.filter(number=number, ended_at__isnull=False).exists()


def posts_of(numbers: Collection[str]) -> dict[str, str]:
    """Give by which post matters are held now; no person is named."""
    held = Responsibility.objects.filter(matter__number__in=numbers, until=None)
    return dict(held.exclude(post="").values_list("matter__number", "post"))
