"""How days, moments, numbers, names and titles are said on a page.

Filters of the templates, usable from Python as well. Each takes a plain value and
gives text in the language of the request; none of them reads a database, and none
decides anything: whether a date is late is the charter's business, how it is said is
ours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yuanluo.kernel.area import square_metres

if TYPE_CHECKING:
    from fractions import Fraction

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
SOON_DAYS = 2
PHONE_DIGITS_MIN = 7


def is_english() -> bool:
    """Whether this request is answered in English."""
    return (get_language() or "").startswith("en")


def local(value: date | datetime) -> date | datetime:
    """Give a moment as the clock on the village's wall shows it; a day as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        # The village's zone and not the thread's: looking that up is most of the cost.
        return value.astimezone(timezone.get_default_timezone())
    return value


def as_day(value: date | datetime) -> date:
    """Give the local day of a moment."""
    seen = local(value)
    return seen.date() if isinstance(seen, datetime) else seen


def _month_day(value: date, *, year: bool) -> str:
    if is_english():
        short = f"{value.day} {MONTHS[value.month - 1]}"
        return f"{short} {value.year}" if year else short
    short = f"{value.month}月{value.day}日"
    return f"{value.year}年{short}" if year else short


def day(value: date | datetime | None) -> str:
    """Say a day: 3月5日 周四; with the year when it is not this one."""
    if value is None:
        return ""
    seen = as_day(value)
    text = _month_day(seen, year=seen.year != timezone.localdate().year)
    if is_english():
        return f"{DAYS[seen.weekday()]} {text}"
    return f"{text} {WEEKDAYS[seen.weekday()]}"


def moment(value: datetime | None) -> str:
    """Say a moment to the minute: 3月5日 18:00."""
    if value is None:
        return ""
    seen = local(value)
    text = _month_day(as_day(seen), year=seen.year != timezone.localdate().year)
    if not isinstance(seen, datetime):
        return text
    return f"{text} {seen:%H:%M}"


def appointed(value: datetime | None) -> str:
    """Say when people are to come somewhere: 3月5日 周四 19:30."""
    return "" if value is None else f"{day(value)} {clock(value)}"


def clock(value: datetime | None) -> str:
    """Say only the time of day: 18:00."""
    seen = None if value is None else local(value)
    return f"{seen:%H:%M}" if isinstance(seen, datetime) else ""


def machine(value: date | datetime) -> str:
    """Write a day or moment for the `datetime` attribute of a `time` element."""
    return local(value).isoformat()


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """Say how long since: 刚刚, 5分钟前, 3小时前, 昨天 18:00, else the day."""
    if value is None:
        return ""
    now = now or timezone.now()
    passed = now - value
    if timedelta(0) <= passed < timedelta(minutes=1):
        return _("刚刚")
    if timedelta(0) <= passed < timedelta(hours=1):
        count = int(passed.total_seconds() // 60)
        return ngettext("%(count)d分钟前", "%(count)d分钟前", count) % {"count": count}
    days = (as_day(now) - as_day(value)).days
    if days == 0 and passed > timedelta(0):
        count = int(passed.total_seconds() // 3600)
        return ngettext("%(count)d小时前", "%(count)d小时前", count) % {"count": count}
    if days == 1:
        return _("昨天 %(time)s") % {"time": clock(value)}
    return moment(value)


def remaining(value: date | datetime | None, now: datetime | None = None) -> str:
    """Say what is left until a deadline: 还有2天, 今天到期, 晚了3天."""
    if value is None:
        return ""
    now = now or timezone.now()
    days = (as_day(value) - as_day(now)).days
    if days < 0:
        return ngettext("晚了%(days)d天", "晚了%(days)d天", -days) % {"days": -days}
    if isinstance(value, datetime) and value < now:
        return _("今天已过点")
    if days == 0:
        return _("今天到期")
    return ngettext("还有%(days)d天", "还有%(days)d天", days) % {"days": days}


def urgency(value: date | datetime | None, now: datetime | None = None) -> str:
    """Name the tone of a deadline: `late`, `soon` or `calm`."""
    if value is None:
        return "calm"
    now = now or timezone.now()
    days = (as_day(value) - as_day(now)).days
    if days < 0 or (isinstance(value, datetime) and value < now):
        return "late"
    return "soon" if days < SOON_DAYS else "calm"


class Told(NamedTuple):
    """A deadline as a list says it: tone, machine form, day, what is left."""

    mood: str
    machine: str
    day: str
    left: str


@lru_cache(maxsize=4096)
def _told(value: date | datetime, now: datetime, language: str | None) -> Told:
    assert language == get_language()
    return Told(urgency(value, now), machine(value), day(value), remaining(value, now))


def told(
    value: date | datetime, minute: datetime | None = None, language: str | None = None
) -> Told:
    """Say a deadline for a list; said once a minute for many rows with the same day.

    Long lists tell the minute and the language, which are the same for all rows.
    """
    if minute is None:
        minute = timezone.now().replace(second=0, microsecond=0)
    return _told(value, minute, language or get_language())


def number(value: float | Fraction | None, places: int = 0) -> str:
    """Write a number with thousands parted: 665,276."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{float(value):,.{places}f}"


def fours(value: str) -> str:
    """Write a long number in fours, so that people can read it out and copy it.

    >>> fours("3f2a9c01")
    '3f2a 9c01'
    """
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def area(value: int | None) -> str:
    """Write an area that is kept in hundredths of a square metre.

    >>> area(8650), area(12_043_000), area(None)
    ('86.50㎡', '120,430.00㎡', '–')
    """
    return "–" if value is None else f"{square_metres(value)}㎡"


def title(value: str) -> str:
    """Take the half of a charter's title that the reader reads.

    >>> title("点单")
    '点单'
    """
    chinese, parted, english = value.partition(" / ")
    return english if parted and is_english() else chinese


def masked(value: str) -> str:
    """Hide the middle of a phone number, or the given name of a person.

    >>> masked("13800001234"), masked("杨小明")
    ('138****1234', '杨**')
    """
    text = value.strip()
    digits = [sign for sign in text if sign.isdigit()]
    if len(digits) >= PHONE_DIGITS_MIN:
        kept = "".join(digits)
        return f"{kept[:3]}****{kept[-4:]}"
    return text[:1] + "*" * min(len(text) - 1, 2) if len(text) > 1 else text
