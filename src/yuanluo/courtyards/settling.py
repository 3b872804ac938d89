"""The day a partition takes effect: places that ended close, open matters follow homes.

An open matter goes with its home into the courtyard where that lies now, with its
deadline; where the courtyard has no head yet, it is unassigned there, which is seen and
escalates. Each matter is a transaction of its own; what was broken off goes on with the
next tick.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yuanluo.courtyards import queries, surveying
from yuanluo.courtyards.models import Partition, Plot
from yuanluo.matters.actions import clockwork, holding, moves
from yuanluo.matters.models import MatterPlace
from yuanluo.matters.queries.holders import post_holder
from yuanluo.record.actions import own_request
from yuanluo.territory.models import Membership, Place

if TYPE_CHECKING:
    from datetime import date, datetime

MATTERS_AT_ONCE = 200
REASON = (
    "院落重新划分，事情跟着住处走 / Courtyards were divided anew; it goes with the home"
)


def due(day: date) -> list[int]:
    """Give the partitions whose day has come and that are not settled."""
    rows = Partition.objects.filter(since__lte=day, settled_at=None)
    return list(
        rows.exclude(adopted_at=None)
        .order_by("since", "id")
        .values_list("pk", flat=True)
    )


def settle(pk: int, at: datetime) -> int:
    """Let a partition take effect whose day has come; say how many matters moved."""
    one = Partition.objects.filter(pk=pk, settled_at=None).exclude(adopted_at=None)
    partition = one.first()
    if partition is None or partition.since is None:
        return 0
    if partition.since > timezone.localtime(at).date():
        return 0
    todo = _matters(partition, partition.since)
    done = sum(_follow(*each, partition, at) for each in todo)
    if len(todo) < MATTERS_AT_ONCE:
        _close(pk, at)
    return done


def _matters(partition: Partition, day: date) -> list[tuple[int, str, str]]:
    """Give open matters that lie in another courtyard than their home does now.

    What has no home goes where most homes of its courtyard went.
    """
    rows = (
        MatterPlace.objects.filter(
            matter__ended_at=None,
            matter__village=partition.village_id,
            level=partition.level,
        )
        .order_by("matter")
        .values_list("matter", "place", "matter__home")
    )
    running = surveying.running(partition.village_id, partition.level, day)
    inside = dict(running.values_list("home", "place"))
    heirs = _heirs(partition, day, inside)
    found = [
        (matter, old, new)
        for matter, old, home in rows
        if (new := inside.get(home) or heirs.get(old, old)) != old
    ]
    return found[:MATTERS_AT_ONCE]


def _heirs(partition: Partition, day: date, inside: dict[int, str]) -> dict[str, str]:
    """Say of each courtyard without homes where most of those it had are now."""
    went: dict[str, Counter[str]] = {}
    left = Membership.objects.filter(
        home__village=partition.village_id, level=partition.level, until=day
    )
    for home, old in left.values_list("home", "place"):
        if home in inside:
            went.setdefault(old, Counter())[inside[home]] += 1
    full = set(inside.values())
    return {
        old: min(some.items(), key=lambda one: (-one[1], one[0]))[0]
        for old, some in went.items()
        if old not in full
    }


@transaction.atomic(durable=True)
def _follow(
    matter: int, old: str, new: str, partition: Partition, at: datetime
) -> bool:
    """Let one open matter go with its home, unless it has ended meanwhile."""
    dossier = moves.take_up_own(matter, at)
    if dossier is None or dossier.matter.ended_at is not None:
        return False
    MatterPlace.objects.filter(matter=matter, level=partition.level).update(place=new)
    now = dossier.held_or_none
    payload: dict[str, Any] = {
        "from": old,
        "to": new,
        "partition": partition.pk,
        "reason": REASON,
    }
    if now is not None and now.until is None and now.place == old:
        holder = post_holder(dossier, now.post, new)
        holding.pass_on(dossier, holder, now.how)
        payload["post"] = holder.post
    moves.keep(dossier)
    moves.write(
        dossier,
        None,
        "matter.relocate",
        "relocate",
        detail=new,
        payload=payload,
        request_id=own_request("relocate", partition.pk, matter),
    )
    clockwork.set_free(dossier)
    return True


@transaction.atomic(durable=True)
def _close(pk: int, at: datetime) -> None:
    """Close the places that ended, draw the lines of those that stand; once."""
    from yuanluo.courtyards.outlines import outline

    rows = Partition.objects.select_for_update().filter(pk=pk, settled_at=None)
    partition = rows.first()
    if partition is None or partition.since is None:
        return
    day = partition.since
    standing = surveying.courtyards_of(partition.village_id, partition.level)
    kept = set(
        Plot.objects.filter(partition=partition)
        .exclude(place=None)
        .values_list("place", flat=True)
    )
    for place in standing:
        if place.code not in kept and (place.since or day) <= day:
            place.until = day
            place.save(update_fields=["until"])
    drawn = queries.drawn(partition)
    for plot in drawn.plots:
        points = [(home.lon, home.lat) for home in plot.homes]
        Place.objects.filter(code=plot.place).update(boundary=outline(points))
    partition.settled_at = at
    partition.save(update_fields=["settled_at"])
