"""When a place is open: hours as people write them, and what that means at a moment.

`Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00; PH off`: the later rule that names a
day decides. `PH` is a weekday that the calendar says nobody works; a weekend day that
is worked to make up keeps to its own name. Nothing runs past midnight: write two spans.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from yuanluo.kernel.words import is_chinese

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
ALWAYS = "24/7"
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")
LOOKED_AHEAD_DAYS = 14
LAST_MINUTE = 24 * 60

#: Kinds of facilities (S4's and the sources' own words).
FACILITIES = {
    "party-service": "党群服务中心 / Party and residents' service centre",
    "governance": "综治中心 / Governance centre",
    "kindergarten": "幼儿园 / Kindergarten",
    "school": "学校 / School",
    "clinic": "卫生服务站 / Clinic",
    "square": "文体广场 / Square",
    "police": "警务室 / Police room",
    "workshop": "帮扶车间 / Workshop",
    "finance": "金融服务网点 / Financial service point",
    "hall": "乡贤馆 / Hall of respected villagers",
    "canteen": "长者饭堂 / Canteen for elders",
    "market": "市场 / Market",
    "activity": "文化活动室 / Activity room",
}


WEEK_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def in_words(text: str, language: str) -> str:
    """Say hours as people do.

    >>> in_words("Mo-Fr 08:30-12:00,14:00-17:30; PH off", "zh-hans")
    '周一至周五 8:30-12:00、14:00-17:30；节假日休息'
    >>> in_words("24/7", "en"), in_words("Sa 09:00-12:00", "en")
    ('day and night', 'Sa 09:00-12:00')
    """
    if not is_chinese(language):
        said = "day and night" if text.strip() == ALWAYS else text
        return said.replace(HOLIDAY, "public holidays")
    if text.strip() == ALWAYS:
        return "全天"
    rules = []
    for rule in filter(None, map(str.strip, text.split(";"))):
        named, _, hours = rule.partition(" ")
        for short, long in zip((*DAYS, HOLIDAY), (*WEEK_ZH, "节假日"), strict=True):
            named = named.replace(short, long)
        named = named.replace("-", "至").replace(",", "、")
        spans = hours.strip().replace(" ", "").replace(",", "、")
        spans = re.sub(r"\b0(\d:)", r"\1", spans)
        rules.append(f"{named}休息" if spans == "off" else f"{named} {spans}")
    return "；".join(rules)


class NoHours(ValueError):
    """Hours that cannot be read, with what is wrong with them."""


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether something is open at a moment, and when that changes next."""

    is_open: bool
    changes: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Spans of each day of the week and of public holidays, in minutes."""

    weekly: tuple[tuple[tuple[int, int], ...], ...]
    holiday: tuple[tuple[int, int], ...] | None = None

    @classmethod
    def parse(cls, text: str) -> OpeningHours:
        """Read hours, or raise `NoHours`.

        >>> OpeningHours.parse("Mo-Fr 08:30-12:00; Sa off").weekly[0]
        ((510, 720),)
        """
        weekly: list[tuple[tuple[int, int], ...]] = [()] * len(DAYS)
        holiday: tuple[tuple[int, int], ...] | None = None
        if text.strip() == ALWAYS:
            return cls((((0, LAST_MINUTE),),) * len(DAYS))
        for rule in filter(None, map(str.strip, text.split(";"))):
            named, _, hours = rule.partition(" ")
            spans = _spans(hours.strip())
            for number in _days(named):
                if number is None:
                    holiday = spans
                else:
                    weekly[number] = spans
        return cls(tuple(weekly), holiday)

    def on(self, day: date, *, is_worked: bool) -> tuple[tuple[int, int], ...]:
        """Give the spans of a day."""
        weekend = day.weekday() >= DAYS.index("Sa")
        if self.holiday is not None and not is_worked and not weekend:
            return self.holiday
        return self.weekly[day.weekday()]

    def at(self, moment: datetime, works: Callable[[date], bool]) -> OpenState:
        """Say whether it is open at a local moment, and when that changes next."""
        open_now = self._open(moment, works)
        for ahead in range(LOOKED_AHEAD_DAYS):
            day = moment.date() + timedelta(days=ahead)
            spans = self.on(day, is_worked=works(day))
            for edge in sorted({minute for span in spans for minute in span}):
                at = datetime.combine(day, time(), moment.tzinfo)
                at += timedelta(minutes=edge)
                if at > moment and self._open(at, works) != open_now:
                    return OpenState(open_now, at)
        return OpenState(open_now)

    def _open(self, moment: datetime, works: Callable[[date], bool]) -> bool:
        minute = moment.hour * 60 + moment.minute
        spans = self.on(moment.date(), is_worked=works(moment.date()))
        return any(first <= minute < last for first, last in spans)


def _days(named: str) -> list[int | None]:
    found: list[int | None] = []
    for part in named.split(","):
        first, _, last = part.partition("-")
        if part == HOLIDAY:
            found.append(None)
        elif first in DAYS and (last or first) in DAYS:
            start, end = DAYS.index(first), DAYS.index(last or first)
            if end < start:
                raise NoHours(f"{part!r} runs backwards: write {last}-Su,Mo-{first}")
            found += range(start, end + 1)
        else:
            raise NoHours(f"{part!r} is no day: write Mo, Mo-Fr, or PH for holidays")
    return found


def _spans(hours: str) -> tuple[tuple[int, int], ...]:
    if hours == "off":
        return ()
    found = []
    for part in hours.split(","):
        match = SPAN.fullmatch(part.strip())
        if match is None:
            raise NoHours(f"{part!r} is no span of hours: write 08:30-12:00, or off")
        a, b, c, d = (int(n) for n in match.groups() if n is not None)
        if a * 60 + b >= c * 60 + d:
            raise NoHours(f"{part!r} ends before it begins: write two spans")
        found.append((a * 60 + b, c * 60 + d))
    return tuple(found)
