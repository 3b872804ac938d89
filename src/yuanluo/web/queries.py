"""What the public pages of a place show: who answers there, by which post.

The charter says which posts people may turn to: those are named with the number of
the post; of all others only the post is told. Nobody's own number is ever given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.kernel.playbook import title_in
from yuanluo.people.models import Appointment
from yuanluo.territory.models import Home

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yuanluo.kernel.charter import Charter

ANSWERING_MOST = 60


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody who answers at a place by a post; nameless if not to be contacted."""

    place: str
    place_name: str
    level: str
    post: str
    name: str
    phone: str
    duties: str


def answering(
    places: Sequence[str],
    reading: Charter,
    day: date,
    language: str,
    *,
    seats: bool = True,
) -> list[Answering]:
    """Give who answers at some places, nearest place first; one statement.

    Bodies are left out where somebody looks for a person to turn to.
    """
    held = Appointment.objects.filter(place__in=places).on(day)
    # A chair sits in the body whose seats are told; it is not told twice.
    held = held.exclude(post__key__startswith="chair:")
    if not seats:
        held = held.exclude(post__key__startswith="seat:")
    rows = held.order_by("post__order", "id").values_list(
        "place", "place__name", "place__level", "post__key", "person__name", "phone"
    )
    found: dict[tuple[str, str, str], Answering] = {}
    for code, name, level, key, person, phone in rows[:ANSWERING_MOST]:
        post = reading.post(key)
        seat = ":" in key
        if post is None and not seat:
            continue
        open_ = post is not None and post.contact
        duties = post.duties if post is not None and post.duties else ""
        # A committee whose members are not named is one line, not one for each.
        found[code, key, person if open_ else ""] = Answering(
            place=code,
            place_name=name,
            level=level,
            post=title_in(reading.title_of_post(key), language),
            name=person if open_ else "",
            phone=phone if open_ else "",
            duties=title_in(duties, language) if duties else "",
        )
    order = [level.id for level in reading.levels]

    def nearness(one: Answering) -> int:
        return -order.index(one.level) if one.level in order else 0

    return sorted(found.values(), key=nearness)


def home_in(village: str, pk: int) -> Home | None:
    """Give a home of a village."""
    return Home.objects.filter(pk=pk, village=village).first()
