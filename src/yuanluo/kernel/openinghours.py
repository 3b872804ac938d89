"""When a place is open: hours as people write them, and what that means at a moment.

`Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00; PH off`: the later rule that names a
day decides. `PH` is a day that the calendar names a holiday, on a weekend too; a day
at a weekend that is worked to make up keeps to its own name. A span that ends before it
begins ends on the next day (`18:00-02:00`). Chinese words for days are taken as well.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from yuanluo.kernel.words import is_chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
ALWAYS = "24/7"
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")
LOOKED_AHEAD_DAYS = 14
LAST_MINUTE = 24 * 60
A_DAY = timedelta(days=1)

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


#: What people write, in the order in which it is taken for signs of ours.
SAID = (
    (r"(\d{1,2})点半", r"\1:30"),
    (r"(\d{1,2})点", r"\1:00"),
    (r"次日|第二天", ""),
    (r"public holidays", HOLIDAY),
    (r"day and night", ALWAYS),
    (r"每天|天天", "Mo-Su"),
    (r"工作日", "Mo-Fr"),
    (r"周末|双休日", "Sa,Su"),
    (r"法定节假日|节假日|公众假期|节日", HOLIDAY),
    (r"休息|不开放|不开门|不开|关门", "off"),
    (r"24小时(?:开放)?|全天(?:开放)?", ALWAYS),
    (r"(?:周|星期|礼拜)[日天]", "Su"),
    *(
        (f"(?:周|星期|礼拜){sign}", short)
        for sign, short in zip("一二三四五六", DAYS, strict=False)
    ),
    (r"[至到—–~]+", "-"),
    (r"、", ","),
    (r"[;。\n]+", "; "),
    (r"\s*([-,])\s*", r"\1"),
    (r"(?<![\d:])(\d):(?=\d\d)", r"0\1:"),
    (r"(?<=[A-Za-z])(?=\d)|(?<=[ouaerHu])\s*(?=off)", " "),
    (r" +", " "),
)


def canonical(text: str) -> str:
    """Write hours with our signs, out of what people type.

    >>> canonical("周一至周五８：３０—12点，14:00到17点半；节假日休息")
    'Mo-Fr 08:30-12:00,14:00-17:30; PH off'
    >>> canonical("每天 18:00-02:00"), canonical("24小时"), canonical("周六、周日不开")
    ('Mo-Su 18:00-02:00', '24/7', 'Sa,Su off')
    >>> canonical("Mo-Fr 08:30-12:00; PH off")
    'Mo-Fr 08:30-12:00; PH off'
    """
    said = unicodedata.normalize("NFKC", text).strip()
    for pattern, sign in SAID:
        said = re.sub(pattern, sign, said)
    return said.strip(" ;")


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
        spans = NIGHT.sub(_next_day, spans)
        rules.append(f"{named}休息" if spans == "off" else f"{named} {spans}")
    return "；".join(rules)


NIGHT = re.compile(r"(\d{1,2}:\d\d)-(\d{1,2}:\d\d)")


def _next_day(found: re.Match[str]) -> str:
    """Say of an end that it is on the next day.

    >>> in_words("Mo-Su 18:00-02:00", "zh-hans")
    '周一至周日 18:00-次日2:00'
    """
    first, last = (one.zfill(len("00:00")) for one in found.groups())
    return f"{found[1]}-次日{found[2]}" if last < first else found[0]


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

    def on(self, day: date, *, is_holiday: bool) -> tuple[tuple[int, int], ...]:
        """Give the spans that begin on a day; beyond 24:00 they are the next day's."""
        if self.holiday is not None and is_holiday:
            return self.holiday
        return self.weekly[day.weekday()]

    def at(self, moment: datetime, is_holiday: Callable[[date], bool]) -> OpenState:
        """Say whether it is open at a local moment, and when that changes next."""
        open_now = self._open(moment, is_holiday)
        for edge in self._edges(moment, is_holiday):
            if edge > moment and self._open(edge, is_holiday) != open_now:
                return OpenState(open_now, edge)
        return OpenState(open_now)

    def _edges(
        self, moment: datetime, is_holiday: Callable[[date], bool]
    ) -> Iterator[datetime]:
        """Give when spans begin and end, from those of the day before on, in order."""
        found = []
        for ahead in range(-1, LOOKED_AHEAD_DAYS):
            day = moment.date() + timedelta(days=ahead)
            begun = datetime.combine(day, time(), moment.tzinfo)
            for span in self.on(day, is_holiday=is_holiday(day)):
                found += [begun + timedelta(minutes=minute) for minute in span]
        yield from sorted(found)

    def _open(self, moment: datetime, is_holiday: Callable[[date], bool]) -> bool:
        minute, day = moment.hour * 60 + moment.minute, moment.date()
        # What began the day before may run past midnight.
        for begun, since in ((day, minute), (day - A_DAY, minute + LAST_MINUTE)):
            spans = self.on(begun, is_holiday=is_holiday(begun))
            if any(first <= since < last for first, last in spans):
                return True
        return False


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
        begins, ends = a * 60 + b, c * 60 + d
        if begins == ends:
            raise NoHours(f"{part!r} ends as it begins: write 00:00-24:00 for all day")
        found.append((begins, ends if begins < ends else ends + LAST_MINUTE))
    return tuple(found)
