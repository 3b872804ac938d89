"""Ranking those who handle matters (晒单评比), with every denominator printed.

One responsibility counts once: given to somebody by a post, over, and not handed on to
somebody else. Who let it run late until it was taken over by silence did not hand it
on. Seats in bodies check others' work and are not ranked. Who handled few is listed
and not ranked, because three matters say nothing about anybody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import TruncDate

from yuanluo.insight.queries.watched import Drill, Watched, held_in
from yuanluo.matters.models import Responsibility

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

#: Below this many, nobody is ranked.
RANKED_LEAST = 5
#: How the next one came to answer, where a matter was handed on.
HANDED_ON = ("accepted", "adjudicated", "assigned")
#: Rows of matters that were reopened, of which each is looked at.
REOPENED_MOST = 5000


@dataclass(slots=True)
class Ranked:
    """What somebody handled in a period; shares are exact until they are printed."""

    person: int
    name: str
    handled: int = 0
    due: int = 0
    on_time: int = 0
    reopened: int = 0
    stars: int = 0
    ratings: int = 0
    rank: int = 0
    spans: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def median_days(self) -> Fraction:
        """The middle number of days from being given to being done.

        >>> Ranked(1, "", spans={0: 1, 3: 2, 9: 1}).median_days
        Fraction(3, 1)
        """
        whole = sum(self.spans.values())
        if not whole:
            return Fraction(0)
        below = (whole - 1) // 2, whole // 2
        return Fraction(sum(self._at(index) for index in below), 2)

    def _at(self, index: int) -> int:
        for days in sorted(self.spans):
            index -= self.spans[days]
            if index < 0:
                return days
        raise AssertionError(self.spans)

    @property
    def mean_stars(self) -> Fraction | None:
        """The mean of the ratings; None where there is none."""
        return Fraction(self.stars, self.ratings) if self.ratings else None

    @property
    def order(self) -> tuple[Any, ...]:
        """Kept promises first, then few that came back, then content people."""
        on_time = Fraction(self.on_time, self.due) if self.due else Fraction(0)
        back = Fraction(self.reopened, self.handled) if self.handled else Fraction(0)
        return (-on_time, back, -(self.mean_stars or Fraction(0)), -self.handled)


def handled(watched: Watched) -> QuerySet[Responsibility]:
    """Give the responsibilities that ended in the period and count for somebody."""
    handed_on = Responsibility.objects.filter(
        matter=OuterRef("matter"), since=OuterRef("until"), how__in=HANDED_ON
    )
    return (
        held_in(watched)
        .filter(
            ~Exists(handed_on),
            until__gte=watched.since,
            until__lt=watched.at,
            person__isnull=False,
        )
        .exclude(post="")
        .exclude(post__startswith="seat:")
        .exclude(post__startswith="chair:")
    )


def ranking(watched: Watched) -> list[Ranked]:
    """Rank who handled matters in the period, in two statements."""
    found = _counted(handled(watched))
    _bring_back(found, _came_back(watched))
    ranked = [one for one in found.values() if one.handled >= RANKED_LEAST]
    others = [one for one in found.values() if one.handled < RANKED_LEAST]
    ranked.sort(key=lambda one: (one.order, one.name))
    for index, one in enumerate(ranked):
        tied = index and ranked[index - 1].order == one.order
        one.rank = ranked[index - 1].rank if tied else index + 1
    return ranked + sorted(others, key=lambda one: (-one.handled, one.name))


def _counted(rows: QuerySet[Responsibility]) -> dict[int, Ranked]:
    """Count by person and whole days, so that medians need no row of their own."""
    kept = Q(due_at__isnull=False, until__lte=F("due_at"))
    grouped = (
        rows.order_by()
        .annotate(span=TruncDate("until") - TruncDate("since"))
        .values_list("person", "person__name", "span")
        .annotate(
            whole=Count("pk"),
            due=Count("pk", filter=Q(due_at__isnull=False)),
            kept=Count("pk", filter=kept),
            stars=Sum("matter__stars"),
            ratings=Count("matter__stars"),
        )
    )
    found: dict[int, Ranked] = {}
    for person, name, span, whole, due, on_time, stars, ratings in grouped:
        one = found.setdefault(person, Ranked(person, name))
        one.handled += whole
        one.due += due
        one.on_time += on_time
        one.stars += stars or 0
        one.ratings += ratings
        one.spans[span // timedelta(days=1)] += whole
    return found


def _came_back(watched: Watched) -> list[tuple[int, int, int | None]]:
    """Give the rows whose matter was reopened after this very person handled it."""
    rows = handled(watched).filter(matter__reopened__gt=0).order_by("-until")
    named = rows.values_list("pk", "person", "matter__barred", "matter__stars")
    return [
        (pk, person, stars)
        for pk, person, barred, stars in named[:REOPENED_MOST]
        if person in barred
    ]


def _bring_back(
    found: dict[int, Ranked], rows: Iterable[tuple[int, int, int | None]]
) -> None:
    """Count what came back; its stars were given for somebody else's work."""
    for _, person, stars in rows:
        one = found[person]
        one.reopened += 1
        if stars is not None:
            one.stars -= stars
            one.ratings -= 1


def rows_of_person(watched: Watched, drill: Drill) -> QuerySet[Responsibility]:
    """Give the responsibilities behind one number of one person."""
    mine = handled(watched).filter(person=drill.person)
    match drill.name:
        case "person-on-time":
            return mine.filter(due_at__isnull=False, until__lte=F("due_at"))
        case "person-late":
            return mine.filter(due_at__isnull=False, until__gt=F("due_at"))
        case "person-reopened" | "person-rated":
            back = [
                pk for pk, person, _ in _came_back(watched) if person == drill.person
            ]
            if drill.name == "person-reopened":
                return mine.filter(pk__in=back)
            return mine.filter(matter__stars__isnull=False).exclude(pk__in=back)
    return mine
