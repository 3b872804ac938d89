"""Changing places below the village: new divisions, homes that move between them.

Each act happens once and is inscribed. Whether its author may do it is asked by the
caller, for appointments stand above this app. A move never rewrites what was: the old
membership ends on the day the new one begins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from yuanluo.kernel.place import PlaceCodeError as BadCode
from yuanluo.kernel.place import make_division, village_of
from yuanluo.record.actions import Answer, Inscription, inscribe, once, refused
from yuanluo.territory import charters
from yuanluo.territory.models import Charter, Home, Membership, Place

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class NewDivision:
    """What a division is to be: its village, kind and name, and where it lies."""

    village: str
    level: str
    name: str
    parent: str = ""
    lon: float | None = None
    lat: float | None = None
    boundary: dict[str, Any] | None = None


def add_division(told: Inscription, new: NewDivision, since: date) -> Answer:
    """Add a division to a village under the next free number; answers its code."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        village = Place.objects.select_for_update().filter(code=new.village).first()
        if village is None or village.level != "village":
            raise refused("UNKNOWN_PLACE", new.village)
        _check_division(village, new)
        code = create_division(village, new, since)
        act = _about(told, code, "place.add", payload)
        answer = {"code": code}
        inscribe(act, request_hash, answer)
        return answer

    payload = {
        "level": new.level,
        "name": new.name,
        "parent": new.parent,
        "village": new.village,
        "since": since.isoformat(),
    }
    return once(told.request_id, payload, carry_out)


def create_division(village: Place, new: NewDivision, since: date) -> str:
    """Write a division under the next free number, inside the caller's act."""
    last = Place.objects.below_village(village.code).order_by("-code").only("code")
    highest = last.first()
    number = int(highest.code.partition("-")[2]) + 1 if highest else 1
    try:
        code = make_division(village.code, number)
    except BadCode:
        raise refused("NO_NUMBER_LEFT", village.code) from None
    Place.objects.create(
        code=code,
        name=new.name,
        level=new.level,
        parent=new.parent or village.code,
        charter_id=village.charter_id,
        boundary=new.boundary,
        lon=new.lon,
        lat=new.lat,
        since=since,
    )
    return code


def _check_division(village: Place, new: NewDivision) -> None:
    if not new.name.strip():
        raise refused("MISSING", "name")
    if village.charter_id is not None:
        reading = charters.charter(village.charter_id)
        if reading.level(new.level) is None:
            raise refused("UNKNOWN_LEVEL", new.level)
    if new.parent and new.parent != village.code:
        inside = Place.objects.below_village(village.code)
        if not inside.filter(code=new.parent, until=None).exists():
            raise refused("UNKNOWN_PLACE", new.parent)


def move_home(told: Inscription, home: int, division: str, since: date) -> Answer:
    """Let a home belong to another division of the same kind from a day on."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        moved = Home.objects.select_for_update().filter(pk=home).first()
        place = Place.objects.filter(code=division, until=None).first()
        if moved is None:
            raise refused("UNKNOWN_HOME", str(home))
        if place is None or village_of(place.code) != moved.village_id:
            raise refused("UNKNOWN_PLACE", division)
        _end_membership(moved, place, since)
        Membership.objects.create(
            home=moved, place=place, level=place.level, since=since
        )
        act = _about(told, place.code, "home.move", payload)
        inscribe(act, request_hash, {})
        return {}

    payload = {"home": home, "place": division, "since": since.isoformat()}
    return once(told.request_id, payload, carry_out)


def _end_membership(home: Home, place: Place, since: date) -> None:
    """End what runs on the day; refuse to write into what was settled since."""
    same = Membership.objects.filter(home=home, level=place.level)
    if same.filter(since__gt=since).exists():
        raise refused("TOO_EARLY", since.isoformat())
    running = same.filter(Q(until=None) | Q(until__gt=since)).first()
    if running is None:
        return
    if running.place_id == place.code:
        raise refused("ALREADY", place.code)
    running.until = since
    running.save(update_fields=["until"])


def _about(
    told: Inscription, place: str, verb: str, payload: dict[str, Any]
) -> Inscription:
    """Say of which place, and in which village's log, an act is written."""
    return replace(
        told,
        subject=f"place:{place}",
        verb=verb,
        place=place,
        log=village_of(place),
        payload=payload,
    )


@transaction.atomic
def put_under_charters() -> int:
    """Put places without a charter under the one whose root they lie in."""
    roots = [
        (root, charter)
        for charter, roots in Charter.objects.values_list("pk", "roots")
        for root in roots
    ]
    put = 0
    # The nearest root decides, so the longest code comes first.
    for root, charter in sorted(roots, key=lambda one: -len(one[0])):
        bare = Place.objects.within(root).filter(charter=None)
        put += bare.update(charter=charter)
    return put
