"""The facility register: what there is near people's homes, open when, how far away.

Facilities are public. Distances are as the crow flies, from a point that the asker gave
or from a home of theirs; the point is used for this answer and kept nowhere. Adding,
changing and closing happen once each and are inscribed; whether their author may is
asked by the caller.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yuanluo.kernel.calendar import Reason
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.openinghours import FACILITIES, NoHours, OpeningHours, canonical
from yuanluo.record.actions import (
    Answer,
    Inscription,
    Refused,
    inscribe,
    once,
    refused,
)
from yuanluo.territory import charters
from yuanluo.territory import queries as places
from yuanluo.territory.models import Facility, Home, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from yuanluo.kernel.openinghours import OpenState

METRES_A_DEGREE = 111_320
FACILITIES_MOST = 200
SERVICES_MOST = 1_000
#: Days on which what is said of holidays holds.
FREE = {Reason.HOLIDAY, Reason.SET_DAY_OFF}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Near:
    """A facility, whether it is open now, and how many metres away."""

    facility: Facility
    kind: str
    hours: OpenState | None
    metres: int | None

    @property
    def services(self) -> list[str]:
        """What can be done there, a thing a line."""
        return [one for one in self.facility.services.split("\n") if one.strip()]


def near(village: str, at: datetime, point: Point | None = None) -> list[Near]:
    """Give the facilities of a village and of its neighbours in the township.

    The nearest first where a point is known; else those of the village first.
    """
    reading = places.charter_of(village)
    rows = Facility.objects.filter(
        village__gte=village[:9], village__lt=str(int(village[:9]) + 1)
    )
    local = at if reading is None else at.astimezone(charters.zone(reading))
    today = local.date()
    rows = rows.filter(Q(until=None) | Q(until__gt=today), since__lte=today)
    calendar = charters.calendar_of(reading) if reading else charters.calendar(())

    def is_holiday(day: date) -> bool:
        return calendar.is_workday(day).reason in FREE

    found = [
        Near(
            one,
            FACILITIES[one.kind],
            OpeningHours.parse(one.hours).at(local, is_holiday) if one.hours else None,
            _metres(point, one),
        )
        for one in rows.select_related("village").order_by("id")[:FACILITIES_MOST]
    ]
    far = 10**9
    found.sort(
        key=lambda one: (
            one.metres if one.metres is not None else far,
            one.facility.village_id != village,
        )
    )
    return found


def point_of(home: int) -> Point | None:
    """Give where a home stands."""
    row = Home.objects.filter(pk=home).values_list("lon", "lat").first()
    if row is None or row[0] is None or row[1] is None:
        return None
    return row[0], row[1]


def _metres(point: Point | None, one: Facility) -> int | None:
    if point is None or one.lon is None or one.lat is None:
        return None
    narrowing = math.cos(math.radians((point[1] + one.lat) / 2))
    east = (one.lon - point[0]) * narrowing
    return round(math.hypot(east, one.lat - point[1]) * METRES_A_DEGREE)


# Keeping the register -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FacilityEntry:
    """What is kept of a facility; `facility` is the one that is changed, if any."""

    village: str
    kind: str
    name: str
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    phone: str = ""
    hours: str = ""
    services: str = ""
    facility: int | None = None


def keep_facility(told: Inscription, entry: FacilityEntry, since: date) -> Answer:
    """Add a facility, or change the one that is meant, or else that of its name.

    Without a point it stays where it is on the map.
    """

    def carry_out(request_hash: str) -> dict[str, Any]:
        village = Place.objects.select_for_update().filter(code=entry.village).first()
        if village is None or village.level != "village":
            raise refused("UNKNOWN_PLACE", entry.village)
        _check(entry)
        fields = _fields(entry)
        if (row := _meant(entry)) is None:
            row = Facility.objects.create(village=village, since=since, **fields)
        else:
            for name, value in fields.items():
                setattr(row, name, value)
            row.save(update_fields=list(fields))
        answer = {"facility": row.pk}
        _inscribe(told, row, "facility.keep", request_hash, answer)
        return answer

    return once(told.request_id, asdict(entry), carry_out)


def _fields(entry: FacilityEntry) -> dict[str, Any]:
    fields = asdict(entry)
    del fields["village"], fields["facility"]
    if entry.lon is None:
        del fields["lon"], fields["lat"]
    fields["name"] = entry.name.strip()
    fields["hours"] = canonical(entry.hours)
    return fields


def _meant(entry: FacilityEntry) -> Facility | None:
    """Find the facility that is changed: by its number, or by its name."""
    rows = Facility.objects.select_for_update().filter(
        village=entry.village, until=None
    )
    named = rows.filter(name=entry.name.strip()).first()
    if entry.facility is None:
        return named
    found = rows.filter(pk=entry.facility).first()
    if found is None:
        raise refused("ALREADY")
    if named is not None and named.pk != found.pk:
        raise refused("NAME_TAKEN", "name")
    return found


def _too_long(entry: FacilityEntry) -> Iterator[str]:
    """Name what is longer than is kept."""
    for name in ("name", "address", "phone", "hours"):
        most: int = getattr(Facility._meta.get_field(name), "max_length", 0)
        told: str = getattr(entry, name)
        # Written with our signs, hours may be longer than they were typed.
        if len(told) > most or (name == "hours" and len(canonical(told)) > most):
            yield name
    if len(entry.services) > SERVICES_MOST:
        yield "services"


def _check(entry: FacilityEntry) -> None:
    """Refuse with every reason that stands against an entry."""
    reasons = []
    if not entry.name.strip():
        reasons.append(Refusal("MISSING", "name"))
    if entry.kind not in FACILITIES:
        reasons.append(Refusal("BAD", "kind"))
    if (entry.lon is None) != (entry.lat is None):
        reasons.append(Refusal("BAD", "point"))
    reasons += [Refusal("TOO_LONG", name) for name in _too_long(entry)]
    try:
        OpeningHours.parse(canonical(entry.hours))
    except NoHours:
        reasons.append(Refusal("BAD_HOURS", entry.hours))
    if reasons:
        raise Refused(reasons)


def close_facility(told: Inscription, facility: int, on: date) -> Answer:
    """Take a facility off the register from a day on."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        rows = Facility.objects.select_for_update()
        row = rows.filter(pk=facility, until=None).first()
        if row is None:
            raise refused("ALREADY")
        row.until = max(on, row.since)
        row.save(update_fields=["until"])
        _inscribe(told, row, "facility.close", request_hash, {})
        return {}

    payload = {"facility": facility, "on": on.isoformat()}
    return once(told.request_id, payload, carry_out)


def _inscribe(
    told: Inscription,
    row: Facility,
    verb: str,
    request_hash: str,
    answer: dict[str, Any],
) -> None:
    act = replace(
        told,
        subject=f"facility:{row.pk}",
        verb=verb,
        place=row.village_id,
        log=row.village_id,
        payload={"name": row.name, "kind": row.kind},
    )
    inscribe(act, request_hash, answer)
