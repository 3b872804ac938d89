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

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.models import OPENNESS, Matter
from yuanluo.matters.queries.cards import NOT_SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    """Say how long public matters took in the last year, by kind; one statement."""
    ended = Matter.objects.filter(
        village=village, openness=OPENNESS["public"], ended_at__gte=at - YEAR
    ).exclude(result__in=NOT_SETTLED)
    rows = ended.order_by("-ended_at").values_list("category", "opened_at", "ended_at")
    spans: dict[str, list[float]] = {}
    for category, opened_at, ended_at in rows[:LOOKED_AT_MOST]:
        assert ended_at is not None, category
        days = (ended_at - opened_at).total_seconds() / 86_400
        spans.setdefault(category, []).append(days)
    titles = {c.id: title_in(c.title, language) for c in charter.categories}
    enough = {key: some for key, some in spans.items() if len(some) >= FEWEST}
    kinds = [_took(titles.get(key, key), some) for key, some in enough.items()]
    kinds.sort(key=lambda took: -took.count)
    whole = _took("", [days for some in spans.values() for days in some])
    return Durations(whole, tuple(kinds), len(spans) - len(enough))


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
