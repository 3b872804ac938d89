"""What adopting a partition would bring: which courtyards end, whose post, what moves.

Told before it is done, so that nobody is surprised; nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from yuanluo.courtyards import surveying
from yuanluo.matters.models import MatterPlace
from yuanluo.people.models import Appointment

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.courtyards.models import Partition
    from yuanluo.courtyards.queries import Drawn


@dataclass(frozen=True, slots=True)
class Brings:
    """What would follow, by name and number."""

    going_on: tuple[str, ...]
    ending: tuple[str, ...]
    new: int
    posts: tuple[str, ...]
    matters: int
    homes: int


def brings(draft: Partition, shown: Drawn, day: date) -> Brings:
    """Say what adopting would bring; four statements."""
    standing = {
        place.code: place.name
        for place in surveying.courtyards_of(draft.village_id, draft.level)
    }
    kept = [plot.place for plot in shown.plots if plot.place in standing]
    ending = [code for code in standing if code not in kept]
    now = dict(
        surveying.running(draft.village_id, draft.level, day).values_list(
            "home", "place"
        )
    )
    places = {plot.number: plot.place for plot in shown.plots}
    moving = [h.home for h in shown.homes if now.get(h.home) != places[h.number]]
    held = Appointment.objects.filter(Q(until=None) | Q(until__gt=day))
    rows = held.filter(place__in=ending).select_related("person", "post", "place")
    matters = MatterPlace.objects.filter(level=draft.level, matter__ended_at=None)
    return Brings(
        tuple(standing[code] for code in kept),
        tuple(standing[code] for code in ending),
        len(shown.plots) - len(kept),
        tuple(f"{one.place.name} {one.person.name}" for one in rows.order_by("place")),
        matters.filter(matter__home__in=moving).count(),
        len(moving),
    )
