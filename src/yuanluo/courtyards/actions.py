"""Acts upon a draft: drawing it, moving homes, undoing, bringing it up to date.

Each happens once and is inscribed. Whoever changes a draft says which version they
looked at; where somebody else was quicker, nothing is done and they are told who did
what. Refuses to touch what was adopted or withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

from yuanluo.courtyards import queries, surveying
from yuanluo.courtyards.models import Allotment, Partition, Plot
from yuanluo.kernel.effect import Refusal
from yuanluo.people.inscribing import About, local_day, write
from yuanluo.record.actions import (
    Answer,
    Refused,
    answered,
    digest,
    once,
    refused,
)
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuanluo.courtyards.surveying import Door
    from yuanluo.kernel.charter import Level
    from yuanluo.kernel.courtyards.village import Limits
    from yuanluo.people.queries import Acting

#: Who draws, and who decides.
DRAWS, DECIDES = "divide", "approve"
TITLE_MOST = 80
REASON_MOST = 200
BATCH = 500


@dataclass(frozen=True, slots=True)
class ToDivide:
    """How a village is to be divided.

    `keep` are courtyards that stand as they are, `together` sets of addresses that come
    into one courtyard, `barriers` a drawing of what nobody crosses.
    """

    village: str
    title: str = ""
    limits: Limits | None = None
    keep: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    barriers: Any = None

    def told(self) -> dict[str, Any]:
        """Give what the record keeps of it."""
        return {
            "village": self.village,
            "title": self.title,
            "limits": [self.limits.least, self.limits.most] if self.limits else None,
            "keep": list(self.keep),
            "together": [list(one) for one in self.together],
            "barriers": self.barriers,
        }


# Drawing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was found before anything is written."""

    level: Level
    limits: Limits
    doors: list[Door]
    sets: Mapping[str, str]
    parts: Sequence[Sequence[str]]


def draw(acting: Acting, wanted: ToDivide) -> Answer:
    """Let the machine divide a village; answers the number of the draft.

    Dividing takes its time, so it is done before anything is locked.
    """
    payload = wanted.told()
    before = answered(acting.request_id, digest(payload))
    if before is not None:
        return before
    plan = _plan(acting, wanted)

    def carry_out(request_hash: str) -> dict[str, Any]:
        basis = Partition.objects.filter(
            village=wanted.village, level=plan.level.id, until=None
        ).exclude(adopted_at=None)
        made = Partition.objects.create(
            village_id=wanted.village,
            level=plan.level.id,
            title=wanted.title.strip()[:TITLE_MOST],
            by_id=acting.who.person,
            at=acting.at,
            least=plan.limits.least,
            most=plan.limits.most,
            barriers=wanted.barriers,
            basis=basis.first(),
        )
        _write_plots(made, plan)
        answer = {"partition": made.pk, "courtyards": len(plan.parts)}
        told = {**payload, "made": 1}
        about = About(queries.subject(made.pk), "partition.draw", wanted.village)
        write(acting, about, request_hash, told, answer)
        return answer

    return once(acting.request_id, payload, carry_out)


def _plan(acting: Acting, wanted: ToDivide) -> _Plan:
    # Loaded by the first draft, not by every start.
    from yuanluo.kernel.courtyards.proposing import propose

    village = Place.objects.filter(code=wanted.village, until=None).first()
    if village is None or not acting.who.may(DRAWS, wanted.village):
        raise refused("UNKNOWN_PLACE" if village is None else "NO_POWER")
    level = surveying.level_of_courtyards(wanted.village)
    if level is None:
        raise refused("NO_LIMITS")
    bounds = surveying.limits_of(level)
    limits = wanted.limits or bounds
    doors = surveying.doors_of(wanted.village, level.id, local_day(acting.at))
    reasons = surveying.faults_of(village, doors)
    if not bounds.least <= limits.least <= limits.most <= bounds.most:
        reasons.append(Refusal("BAD_LIMITS", f"{bounds.least}–{bounds.most}"))
    known = {door.address for door in doors}
    strange = [one for some in wanted.together for one in some if one not in known]
    if strange:
        reasons.append(Refusal("UNKNOWN_DOOR", surveying.names(strange)))
    if reasons:
        raise Refused(reasons)
    plane = surveying.plane_of(doors)
    sets = {
        address: f"{number}"
        for number, some in enumerate(wanted.together, start=1)
        for address in some
    }
    homes = surveying.dwellings(doors, plane, fixed=wanted.keep, together=sets)
    barriers = surveying.read_barriers(wanted.barriers, plane)
    if faults := surveying.barrier_faults(barriers, homes):
        raise Refused(faults)
    found = propose(homes, limits, barriers.shapes)
    if found.reasons:
        raise Refused(
            [
                Refusal("IMPOSSIBLE", f"{one.in_words('zh')} / {one.in_words('en')}")
                for one in found.reasons
            ]
        )
    return _Plan(level, limits, doors, sets, found.courtyards)


def _write_plots(made: Partition, plan: _Plan) -> None:
    of = {door.address: door for door in plan.doors}
    going_on = _going_on(plan, of)
    standing = surveying.courtyards_of(made.village_id, plan.level.id)
    names = {place.code: place.name for place in standing}
    Plot.objects.bulk_create(
        [
            Plot(
                partition=made,
                number=number,
                name=names.get(going_on.get(number, ""), ""),
                place_id=going_on.get(number),
            )
            for number in range(1, len(plan.parts) + 1)
        ]
    )
    Allotment.objects.bulk_create(
        [
            Allotment(
                partition=made,
                home_id=of[address].home,
                number=number,
                households=of[address].households,
                lon=of[address].lon,
                lat=of[address].lat,
                together=plan.sets.get(address, ""),
            )
            for number, part in enumerate(plan.parts, start=1)
            for address in part
        ],
        BATCH,
    )


def _going_on(plan: _Plan, of: Mapping[str, Door]) -> dict[int, str]:
    """Say which courtyards go on: more than half of the old one, and of the new.

    Both halves together leave no doubt: no courtyard goes on as two, nor two as one.
    """
    before: dict[str, int] = {}
    for door in plan.doors:
        before[door.place] = before.get(door.place, 0) + door.households
    found = {}
    for number, part in enumerate(plan.parts, start=1):
        shared: dict[str, int] = {}
        for address in part:
            door = of[address]
            shared[door.place] = shared.get(door.place, 0) + door.households
        whole = sum(shared.values())
        for place, n in shared.items():
            if place and 2 * n > whole and 2 * n > before[place]:
                found[number] = place
    return found


# By hand ------------------------------------------------------------------------------


def taken_up(acting: Acting, pk: int, version: int, power: str = DRAWS) -> Partition:
    """Lock a partition for a change; refuse what others changed meanwhile."""
    rows = Partition.objects.visible_to(acting.who).select_for_update(of=("self",))
    found = rows.filter(pk=pk).first()
    if found is None:
        raise refused("UNKNOWN_PLACE")
    if not acting.who.may(power, found.village_id):
        raise refused("NO_POWER")
    if not found.is_draft:
        raise refused("CLOSED")
    if found.version != version:
        raise refused("CHANGED")
    return found


def move(
    acting: Acting, pk: int, version: int, homes: Sequence[int], to: int | None
) -> Answer:
    """Move homes into another courtyard, or into a new one; answers the version."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        draft = taken_up(acting, pk, version)
        rows = Allotment.objects.filter(partition=draft, home__in=list(homes))
        before = dict(rows.order_by("home").values_list("home", "number"))
        if not before or len(before) != len(set(homes)):
            raise refused("NO_HOME_CHOSEN")
        number = to
        if number is None:
            last = Plot.objects.filter(partition=draft).order_by("-number").first()
            number = (last.number if last else 0) + 1
            Plot.objects.create(partition=draft, number=number)
        elif not Plot.objects.filter(partition=draft, number=number).exists():
            raise refused("UNKNOWN_PLOT")
        moved = [[home, was] for home, was in before.items() if was != number]
        if not moved:
            raise refused("ALREADY")
        rows.update(number=number)
        told = {**payload, "homes": moved, "to": number}
        return _keep(acting, draft, "move", told, request_hash)

    payload = {
        "partition": pk,
        "version": version,
        "homes": sorted(set(homes)),
        "to": to,
    }
    return once(acting.request_id, payload, carry_out)


def undo(acting: Acting, pk: int, version: int) -> Answer:
    """Undo the last move: every home of it lies again where it lay."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        draft = taken_up(acting, pk, version)
        last = queries.last_move(pk)
        if last is None:
            raise refused("NOTHING_TO_UNDO")
        for home, number in last.homes:
            rows = Allotment.objects.filter(partition=draft, home=home)
            rows.update(number=number)
        told = {**payload, "homes": [[home, last.to] for home, _ in last.homes]}
        return _keep(acting, draft, "undo", told, request_hash)

    payload = {"partition": pk, "version": version, "undo": True}
    return once(acting.request_id, payload, carry_out)


def redo(acting: Acting, pk: int, version: int) -> Answer:
    """Do again the move that was undone last."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        draft = taken_up(acting, pk, version)
        last = queries.last_undone(pk)
        if last is None:
            raise refused("NOTHING_TO_REDO")
        homes = [home for home, _was in last.homes]
        Allotment.objects.filter(partition=draft, home__in=homes).update(number=last.to)
        told = {**payload, "homes": list(map(list, last.homes)), "to": last.to}
        return _keep(acting, draft, "redo", told, request_hash)

    payload = {"partition": pk, "version": version, "redo": True}
    return once(acting.request_id, payload, carry_out)


def refresh(acting: Acting, pk: int, version: int) -> Answer:
    """Bring a draft up to date with the homes there are; new ones join the nearest."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        draft = taken_up(acting, pk, version)
        doors = surveying.doors_of(draft.village_id, draft.level, local_day(acting.at))
        reasons = surveying.faults_of(draft.village, doors)
        if reasons:
            raise Refused(reasons)
        rows = Allotment.objects.filter(partition=draft)
        known = {one.home_id: one for one in rows}
        rows.exclude(home__in=[door.home for door in doors]).delete()
        for door in doors:
            near = known.get(door.home) or _nearest(door, list(known.values()))
            Allotment.objects.update_or_create(
                partition=draft,
                home_id=door.home,
                defaults={
                    "number": near.number,
                    "households": door.households,
                    "lon": door.lon,
                    "lat": door.lat,
                },
            )
        return _keep(acting, draft, "refresh", payload, request_hash)

    payload = {"partition": pk, "version": version, "refresh": True}
    return once(acting.request_id, payload, carry_out)


def _nearest(door: Door, known: Sequence[Allotment]) -> Allotment:
    plane = surveying.plane_of([door])

    def far(one: Allotment) -> float:
        return hypot(*plane.at(one.lon, one.lat))

    return min(known, key=far)


def withdraw(acting: Acting, pk: int, version: int, reason: str) -> Answer:
    """Withdraw a draft; it can still be looked at."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        draft = taken_up(acting, pk, version)
        draft.withdrawn_at = acting.at
        draft.reason = reason.strip()[:REASON_MOST]
        draft.save(update_fields=["withdrawn_at", "reason"])
        return _keep(acting, draft, "withdraw", payload, request_hash)

    payload = {"partition": pk, "version": version, "reason": reason[:REASON_MOST]}
    return once(acting.request_id, payload, carry_out)


def _keep(
    acting: Acting,
    draft: Partition,
    verb: str,
    told: Mapping[str, Any],
    request_hash: str,
) -> dict[str, Any]:
    """Count the version on and inscribe; the last statements of an act."""
    draft.version += 1
    draft.save(update_fields=["version"])
    answer = {"partition": draft.pk, "version": draft.version}
    about = About(queries.subject(draft.pk), f"partition.{verb}", draft.village_id)
    write(acting, about, request_hash, {**told, "made": draft.version}, answer)
    return answer
