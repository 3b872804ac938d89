"""A deadline put into words for people.

The words explain to the day: which days counted, which did not and why, what more time
was given, what other rules would have allowed. Nothing is counted or decided here.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from yuanluo.kernel.calendar import Reason, explained
from yuanluo.kernel.dayspan import EVERY_DAY, ONE_DAY, DaySpan
from yuanluo.kernel.deadline import SHANGHAI, Deadline
from yuanluo.kernel.period import Period
from yuanluo.kernel.words import in_language, is_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

WEEKDAYS = (
    "星期一 / Monday",
    "星期二 / Tuesday",
    "星期三 / Wednesday",
    "星期四 / Thursday",
    "星期五 / Friday",
    "星期六 / Saturday",
    "星期日 / Sunday",
)
#: What the rules are called; a rule that is not here is its own name.
RULES = {
    "state": "本环节的期限 / the period of this step",
    "category": "该类事项的期限 / the days for this category",
    "promise": "承诺的日期 / the promised date",
    "most": "最长期限 / the longest allowed",
    "accept": "接手的期限 / the time to accept",
}


def explain(held: Deadline, language: str, *, zone: ZoneInfo = SHANGHAI) -> list[str]:
    """Explain a deadline to the day, one line for each thing a reader must know."""
    return [
        _beginning(held, language, zone),
        *_changes(held, language, zone),
        *_days(held, language),
        _end(held, language, zone),
        *_rules(held, language, zone),
    ]


def _beginning(held: Deadline, language: str, zone: ZoneInfo) -> str:
    start = held.start.astimezone(zone)
    chinese = is_chinese(language)
    if held.period is None:
        on = _day(held.promised_on or held.due_on, language)
        return f"承诺在 {on}前完成。" if chinese else f"Promised for {on}."
    length = held.period.in_words(language)
    if held.period.is_exact:
        moment = _moment(start, language)
        if chinese:
            return f"从 {moment} 起 {length}。"
        return f"{length} from {moment}."
    day = _day(start.date(), language)
    if chinese:
        return f"从 {day}起 {length}，当天不计。"
    return f"{length} from {day}, which is not counted."


def _changes(held: Deadline, language: str, zone: ZoneInfo) -> Iterator[str]:
    chinese = is_chinese(language)
    for change in held.changes:
        if isinstance(change, Period):
            length = change.in_words(language)
            yield f"延长 {length}。" if chinese else f"Extended by {length}."
        else:
            since = _moment(change.since.astimezone(zone), language)
            until = _moment(change.until.astimezone(zone), language)
            if chinese:
                yield f"{since} 至 {until} 暂停。"
            else:
                yield f"Suspended from {since} to {until}."


def _days(held: Deadline, language: str) -> Iterator[str]:
    number = 0
    for span in held.spans:
        # Working days are told one by one; a month of calendar days is one line.
        step = 1 if span.counted and span.reason not in EVERY_DAY else span.length
        for offset in range(0, span.length, step):
            first = span.first + offset * ONE_DAY
            days = f"{_days_between(first, step, language)}{_colon(language)}"
            if span.counted:
                number += step
                yield days + _counted(span, number - step + 1, number, language)
            else:
                yield days + _left_out(span, language)


def _counted(span: DaySpan, first: int, last: int, language: str) -> str:
    chinese = is_chinese(language)
    why = explained(span.reason, span.name, language)
    if span.reason in EVERY_DAY:
        if chinese:
            return f"第 {first} 天。" if first == last else f"第 {first}–{last} 天。"
        return f"day {first}." if first == last else f"days {first}–{last}."
    if span.reason is Reason.WORKDAY:
        return f"第 {first} 个工作日。" if chinese else f"working day {first}."
    if chinese:
        return f"第 {first} 个工作日（{why}）。"
    return f"working day {first} ({why})."


def _left_out(span: DaySpan, language: str) -> str:
    why = explained(span.reason, span.name, language)
    return f"{why}，不计。" if is_chinese(language) else f"not counted ({why})."


def _end(held: Deadline, language: str, zone: ZoneInfo) -> str:
    until = _until(held.due_at.astimezone(zone), language)
    return f"截止：{until}。" if is_chinese(language) else f"Due: {until}."


def _rules(held: Deadline, language: str, zone: ZoneInfo) -> Iterator[str]:
    chinese = is_chinese(language)
    if held.rule and held.looser:
        rule = in_language(RULES.get(held.rule, held.rule), language)
        yield (
            f"几项规定同时适用，以最早的为准：{rule}。"
            if chinese
            else f"Several rules apply and the earliest holds: {rule}."
        )
    for other in held.looser:
        rule = in_language(RULES.get(other.rule, other.rule), language)
        until = _until(other.due_at.astimezone(zone), language)
        yield (
            f"更宽的有{rule}：{until}。"
            if chinese
            else f"More time by {rule}: {until}."
        )
    if held.provisional:
        yield (
            "其中有放假安排尚未公布的年份，公布后重新计算。"
            if chinese
            else "The holidays of a year are not announced yet; "
            "it will be counted anew when they are."
        )


def _day(day: date, language: str) -> str:
    """Name a day with its weekday; Chinese brackets set off what follows."""
    weekday = in_language(WEEKDAYS[day.weekday()], language)
    if is_chinese(language):
        return f"{day.isoformat()}（{weekday}）"
    return f"{weekday} {day.isoformat()}"


def _moment(moment: datetime, language: str) -> str:
    day = _day(moment.date(), language)
    if is_chinese(language):
        return f"{day}{moment:%H:%M}"
    return f"{day} {moment:%H:%M}"


def _until(moment: datetime, language: str) -> str:
    """Name the end of a period: midnight belongs to the day that it ends."""
    if moment.time() != time.min:
        return _moment(moment, language)
    day = _day(moment.date() - ONE_DAY, language)
    return f"{day}24:00" if is_chinese(language) else f"{day} 24:00"


def _days_between(first: date, length: int, language: str) -> str:
    if length == 1:
        return _day(first, language)
    last = _day(first + (length - 1) * ONE_DAY, language)
    between = "至 " if is_chinese(language) else " to "
    return f"{_day(first, language)}{between}{last}"


def _colon(language: str) -> str:
    return "：" if is_chinese(language) else ": "
