"""What the villages of a demonstration publish by the calendar, month after month.

On the first morning of each month the clock opens what has become due, as it does where
people live; then whoever answers publishes it within its days, unless the plan says
that a village was late, or never did. Nothing is written but by these acts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from yuanluo.config.demo.course import Hours
from yuanluo.kernel.publishing import last_ended
from yuanluo.matters.actions import acts
from yuanluo.matters.actions.publishing import open_due
from yuanluo.matters.models import Matter
from yuanluo.people.queries import Acting
from yuanluo.publicity.models import PublicationDue
from yuanluo.record.actions import Refused, own_request
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.config.demo.history import History, Life
    from yuanluo.config.demo.plan import Disclosed, Disclosing

#: The clock looks for what is due soon after midnight.
MORNING = time(0, 5)
MOST = 1000
#: How many working days after its opening a duty is published: after the first, and
#: before the last of them, so that all of it is in time.
FIRST_DAY, LAST_DAY = 2, 6


@dataclass(frozen=True, slots=True)
class _Doing:
    """One act on a duty: when, who, which step, what is said."""

    moment: datetime
    due: PublicationDue
    role: str
    step: str
    told: dict[str, str]


@dataclass
class Disclosures:
    """The calendar of a pack, lived through."""

    history: History
    told: Disclosing

    def __post_init__(self) -> None:
        plan, charter = self.history.plan, self.history.charter
        self.charter, self.zone = charter, charters.zone(charter)
        self.villages = [village.code for village in plan.villages]
        self.said = {one.publication: one for one in plan.disclosed}
        self.lapses = {
            (one.village, one.publication, self._period(one.publication, one.back)): one
            for one in plan.lapses
        }

    def life(self) -> Life:
        """Open what is due on every first morning, and publish it in its days."""
        for morning in self._mornings():
            yield morning
            while open_due(morning.astimezone(UTC), MOST, self.charter.id):
                pass
            for doing in self._planned(morning):
                yield doing.moment
                self._do(doing)

    def _mornings(self) -> Iterator[datetime]:
        now = self.history.now.astimezone(self.zone)
        day = (now - timedelta(days=self.told.days)).date()
        while day <= now.date():
            if day.day == 1:
                yield datetime.combine(day, MORNING, self.zone)
            day += timedelta(days=1)

    def _period(self, publication: str, back: int) -> str:
        """Give the name of the period that ended so many back from now."""
        one = self.charter.publication(publication)
        day = self.history.now.astimezone(self.zone).date()
        name = ""
        for _ in range(back):
            period = last_ended(one.rhythm, day) if one is not None else None
            if period is None:
                break
            name, day = period.name, period.ends
        return name

    def _planned(self, morning: datetime) -> list[_Doing]:
        """Plan what is done to the duties of a morning, in the order of time."""
        opened = PublicationDue.objects.filter(
            village__in=self.villages, period_ends=morning.date() - timedelta(days=1)
        )
        found = [one for due in opened for one in self._of(due, morning)]
        return sorted(found, key=lambda one: (one.moment, one.due.pk, one.step))

    def _of(self, due: PublicationDue, morning: datetime) -> Iterator[_Doing]:
        said = self.said.get(due.publication)
        lapse = self.lapses.get((due.village, due.publication, due.period))
        if said is None or (lapse is not None and not lapse.late):
            return
        seed = f"{self.history.plan.seed}/{due.village}/{due.publication}/{due.period}"
        chance = Random(seed)  # noqa: S311 -- chance of a demonstration
        hours = Hours(charters.calendar_of(self.charter), self.zone, chance)
        if lapse is not None:
            late = (due.due_on - morning.date()).days + lapse.late
            begun = hours.after(morning, f"{late}d", self.told.by)
        else:
            count = chance.randint(FIRST_DAY, LAST_DAY)
            begun = hours.after(morning, f"{count}w", self.told.by)
        lines = json.dumps(_spread(said, chance), ensure_ascii=False)
        given = {"lines": lines, "remark": said.remark}
        if not said.checked:
            yield _Doing(begun, due, self.told.by, "publish", given)
            return
        yield _Doing(begun, due, self.told.by, "submit", given)
        signed = hours.after(begun, "5h", self.told.signs)
        word = {"checked": said.checked}
        yield _Doing(signed, due, self.told.signs, "sign", word)

    def _do(self, doing: _Doing) -> None:
        due, casting = doing.due, self.history.casting
        matter = Matter.objects.only("requester", "village", "category", "barred").get(
            number=due.matter
        )
        person = casting.role(doing.role, matter)
        at = doing.moment.astimezone(UTC)
        seed = self.history.plan.seed
        what = (due.village, due.publication, due.period, doing.step)
        request = own_request("demo", self.charter.id, seed, *what)
        acting = Acting(casting.standing(person, doing.moment), at, request)
        given = {name: text for name, text in doing.told.items() if text}
        try:
            acts.do(due.matter, doing.step, given, acting)
        except Refused as refused:
            reasons = " ".join(str(reason) for reason in refused.reasons)
            told = f"{due.village} {due.publication} {due.period}: {doing.step}"
            self.history.refused.append(f"{told}: {reasons}")


def _spread(said: Disclosed, chance: Random) -> list[dict[str, Any]]:
    """Give the lines; amounts differ from one period to the next, in whole yuan."""
    found: list[dict[str, Any]] = []
    for line in said.lines:
        row: dict[str, Any] = dict(line)
        if "amount" in row:
            row["amount"] = str(int(row["amount"]) * chance.randint(80, 120) // 100)
        found.append(row)
    return found
