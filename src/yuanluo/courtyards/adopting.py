"""Adopting a partition from a day: drafts become courtyards with dates.

Everything that speaks against it is told at once, and then nothing is written. A
courtyard that goes on keeps its place, its head and its name; a new one gets a place;
what is in no courtyard any more ends on the day, and the posts there with it. Nobody's
membership is rewritten: the old one ends on the day the new one begins.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yuanluo.courtyards import queries, surveying
from yuanluo.courtyards.actions import DECIDES, taken_up
from yuanluo.courtyards.models import Partition, Plot
from yuanluo.kernel.effect import Refusal
from yuanluo.people.inscribing import About, local_day, write
from yuanluo.people.models import Appointment
from yuanluo.record.actions import Answer, Refused, once, refused
from yuanluo.territory.actions import NewDivision, create_division
from yuanluo.territory.models import Home, Membership, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from yuanluo.courtyards.queries import Drawn, DrawnPlot
    from yuanluo.people.queries import Acting

NAME_MOST = 80
BATCH = 500
ENDED = "院落重新划分 / The courtyards were divided anew"


@dataclass(frozen=True, slots=True)
class ToAdopt:
    """Which partition, as it was looked at, from which day, under which names."""

    partition: int
    version: int
    since: date
    names: Mapping[int, str] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Give what the record keeps of it."""
        return {
            "partition": self.partition,
            "version": self.version,
            "since": self.since.isoformat(),
            "names": {str(number): name for number, name in self.names.items()},
        }


def adopt(acting: Acting, wanted: ToAdopt) -> Answer:
    """Adopt a partition; answers what goes on, what is new and what ends."""

    def carry_out(request_hash: str) -> dict[str, Any]:
        found = Partition.objects.visible_to(acting.who).filter(pk=wanted.partition)
        code = found.values_list("village", flat=True).first()
        if code is None:
            raise refused("UNKNOWN_PLACE")
        # The village is the lock: of two who adopt at once, the second sees the first.
        village = Place.objects.select_for_update().get(code=code)
        draft = taken_up(acting, wanted.partition, wanted.version, DECIDES)
        drawn = queries.drawn(draft)
        names = named(drawn, wanted.names)
        reasons = reasons_against(acting, draft, drawn, names, wanted.since)
        if reasons:
            raise Refused(reasons)
        answer = _Change(acting, village, draft, drawn, wanted.since).made(names)
        about = About(queries.subject(draft.pk), "partition.adopt", code)
        told = {**payload, **answer, "made": draft.version}
        write(acting, about, request_hash, told, answer)
        return answer

    payload = wanted.told()
    return once(acting.request_id, payload, carry_out)


def named(drawn: Drawn, names: Mapping[int, str]) -> dict[int, str]:
    """Give the name of each courtyard: as it was told now, else as it is called."""
    return {
        plot.number: names.get(plot.number, plot.name).strip()[:NAME_MOST]
        for plot in drawn.plots
    }


# What speaks against it ---------------------------------------------------------------


def reasons_against(
    acting: Acting,
    draft: Partition,
    drawn: Drawn,
    names: Mapping[int, str],
    since: date,
) -> list[Refusal]:
    """Say everything that speaks against adopting, all at once."""
    today = local_day(acting.at)
    found = [Refusal("DAY_PASSED")] if since < today else []
    found += _another(draft, since)
    found += _moved_since(draft, since) if since >= today else []
    found += courtyards_against(drawn)
    if changed := homes_changed(draft, drawn, today):
        found.append(Refusal("HOMES_CHANGED", surveying.names(changed)))
    return found + _names_against(drawn, names)


def courtyards_against(drawn: Drawn) -> list[Refusal]:
    """Say which courtyards are not as they must be."""
    large = [p for p in drawn.plots if not p.measured.within_limits]
    apart = [p for p in drawn.plots if not p.measured.connected]
    torn = sorted({address for plot in drawn.plots for address in plot.torn})
    found = []
    if large:
        found.append(Refusal("OUT_OF_LIMITS", _called(large, counted=True)))
    if apart:
        found.append(Refusal("IN_PIECES", _called(apart)))
    if torn:
        found.append(Refusal("SET_APART", surveying.names(torn)))
    return found


def _called(plots: Sequence[DrawnPlot], *, counted: bool = False) -> str:
    """Name courtyards in both languages; a new one has a number only."""
    chinese, english = [], []
    for plot in plots:
        number = plot.measured.households
        own = plot.name or f"新院落{plot.number}"
        chinese.append(f"{own}（{number}户）" if counted else own)
        own = plot.name or f"new courtyard {plot.number}"
        english.append(f"{own} ({number})" if counted else own)
    return f"{surveying.names(chinese)} / {surveying.names(english)}"


def _another(draft: Partition, since: date) -> list[Refusal]:
    """Say whether another partition was adopted since, or is to come."""
    rows = Partition.objects.filter(village=draft.village_id, level=draft.level)
    last = rows.exclude(adopted_at=None).filter(until=None).first()
    if last is None or last.since is None:
        return []
    if last.pk != draft.basis_id:
        return [Refusal("ANOTHER_ADOPTED", last.title or last.since.isoformat())]
    if last.since >= since:
        return [Refusal("ANOTHER_TO_COME", last.since.isoformat())]
    return []


def _moved_since(draft: Partition, since: date) -> list[Refusal]:
    """Say whether homes were moved to take effect after the day."""
    rows = Membership.objects.filter(home__village=draft.village_id, level=draft.level)
    later = rows.filter(since__gt=since).exists()
    return [Refusal("TOO_EARLY", since.isoformat())] if later else []


def homes_changed(draft: Partition, drawn: Drawn, day: date) -> list[str]:
    """Name homes that are new, gone, or have other households than when drawn."""
    doors = surveying.doors_of(draft.village_id, draft.level, day)
    before = {home.home: (home.address, home.households) for home in drawn.homes}
    now = {door.home: (door.address, door.households) for door in doors}
    differ = [pk for pk in {*before, *now} if before.get(pk) != now.get(pk)]
    return sorted((now.get(pk) or before[pk])[0] for pk in differ)


def _names_against(drawn: Drawn, names: Mapping[int, str]) -> list[Refusal]:
    nameless = [plot for plot in drawn.plots if not names[plot.number]]
    counted = Counter(name for name in names.values() if name)
    twice = [name for name, n in counted.items() if n > 1]
    found = [Refusal("NO_NAME", _called(nameless))] if nameless else []
    return found + ([Refusal("NAME_TAKEN", surveying.names(twice))] if twice else [])


# What follows -------------------------------------------------------------------------


class _Change:
    """A partition that becomes places, inside its act."""

    def __init__(
        self,
        acting: Acting,
        village: Place,
        draft: Partition,
        drawn: Drawn,
        since: date,
    ) -> None:
        self.acting, self.village, self.draft = acting, village, draft
        self.drawn, self.since = drawn, since
        self.standing = surveying.courtyards_of(village.code, draft.level)

    def made(self, names: Mapping[int, str]) -> dict[str, Any]:
        """Write everything, and say what goes on, what is new and what ends."""
        codes = self._places(names)
        moved = self._memberships(codes)
        kept = set(codes.values())
        ending = [place.code for place in self.standing if place.code not in kept]
        posts = self._end_posts(ending)
        self._date()
        before = {place.code for place in self.standing}
        return {
            "since": self.since.isoformat(),
            "going_on": sorted(kept & before),
            "new": sorted(kept - before),
            "ending": ending,
            "homes_moved": moved,
            "posts_ended": posts,
        }

    def _places(self, names: Mapping[int, str]) -> dict[int, str]:
        """Give the place of each plot: the one that goes on, or a new one."""
        rows = {plot.number: plot for plot in Plot.objects.filter(partition=self.draft)}
        standing = {place.code: place for place in self.standing}
        codes = {}
        for plot in self.drawn.plots:
            code, name = plot.place, names[plot.number]
            if code not in standing:
                code = create_division(self.village, self._new(plot, name), self.since)
            elif standing[code].name != name:
                standing[code].name = name
                standing[code].save(update_fields=["name"])
            codes[plot.number] = code
            row = rows[plot.number]
            row.place_id, row.name = code, name
            row.save(update_fields=["place", "name"])
        return codes

    def _new(self, plot: DrawnPlot, name: str) -> NewDivision:
        """Say what a new courtyard is; it lies where most of its homes did."""
        above = {place.code: place.parent for place in self.standing}
        homes = [home.home for home in plot.homes]
        rows = surveying.running(self.village.code, self.draft.level, self.since)
        olds = rows.filter(home__in=homes).values_list("place", flat=True)
        parents = Counter(above[old] for old in olds if above.get(old))
        return NewDivision(
            village=self.village.code,
            level=self.draft.level,
            name=name,
            parent=parents.most_common(1)[0][0] if parents else "",
            lon=round(sum(home.lon for home in plot.homes) / len(plot.homes), 6),
            lat=round(sum(home.lat for home in plot.homes) / len(plot.homes), 6),
        )

    def _memberships(self, codes: Mapping[int, str]) -> int:
        """End what ends on the day and begin what begins; say for how many homes."""
        wanted = {home.home: codes[home.number] for home in self.drawn.homes}
        wanted |= self._empty(codes)
        rows = surveying.running(self.village.code, self.draft.level, self.since)
        now = {one.home_id: one for one in rows}
        ended, begun = [], []
        for home, code in wanted.items():
            old = now.get(home)
            if old is not None and old.place_id == code:
                continue
            if old is not None:
                old.until = self.since
                ended.append(old)
            begun.append(
                Membership(
                    home_id=home,
                    place_id=code,
                    level=self.draft.level,
                    since=self.since,
                )
            )
        Membership.objects.bulk_update(ended, ["until"], BATCH)
        Membership.objects.bulk_create(begun, BATCH)
        return len(begun)

    def _empty(self, codes: Mapping[int, str]) -> dict[int, str]:
        """Let homes where nobody lives belong where the nearest home with people does.

        Without a point, a home keeps its courtyard as long as that stands.
        """
        drawn = {home.home for home in self.drawn.homes}
        empty = Home.objects.filter(village=self.village).exclude(pk__in=drawn)
        found = {}
        for pk, lon, lat in empty.values_list("pk", "lon", "lat"):
            if lon is None or lat is None:
                continue
            x, y = self.drawn.plane.at(lon, lat)
            near = min(self.drawn.homes, key=lambda h: hypot(h.x - x, h.y - y))
            found[pk] = codes[near.number]
        return found

    def _end_posts(self, ending: Sequence[str]) -> list[int]:
        """End on the day whatever post is held at a courtyard that ends."""
        rows = Appointment.objects.select_for_update().filter(place__in=ending)
        held = list(rows.filter(Q(until=None) | Q(until__gt=self.since)))
        for one in held:
            one.until = max(self.since, one.since)
            one.reason = ENDED
            one.save(update_fields=["until", "reason"])
        return sorted(one.pk for one in held)

    def _date(self) -> None:
        """Write the dates of this partition and of the one before it."""
        rows = Partition.objects.filter(
            village=self.village, level=self.draft.level, until=None
        )
        rows.exclude(adopted_at=None).update(until=self.since)
        self.draft.adopted_at = self.acting.at
        self.draft.adopted_by_id = self.acting.who.person
        self.draft.since = self.since
        self.draft.version += 1
        self.draft.save(update_fields=["adopted_at", "adopted_by", "since", "version"])
