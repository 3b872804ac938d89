"""The words of a deadline, in both languages, to the day."""

from datetime import date, datetime

from yuanluo.kernel.calendar import WorkCalendar
from yuanluo.kernel.deadline import SHANGHAI, Deadline, deadline, promised, strictest
from yuanluo.kernel.explaining import explain
from yuanluo.kernel.extension import extend, resume
from yuanluo.kernel.period import Period

CALENDAR = WorkCalendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(start: str, period: str, rule: str = "") -> Deadline:
    return deadline(at(start), Period.parse(period), CALENDAR, rule=rule)


def test_working_days_are_told_one_by_one() -> None:
    held = due("2025-09-30 09:00", "3 working days")
    assert explain(held, "zh-hans") == [
        "从 2025-09-30（星期二）起 3 个工作日，当天不计。",
        "2025-10-01（星期三）至 2025-10-05（星期日）：国庆节放假，不计。",
        "2025-10-06（星期一）：中秋放假，不计。",
        "2025-10-07（星期二）至 2025-10-08（星期三）：国庆节放假，不计。",
        "2025-10-09（星期四）：第 1 个工作日。",
        "2025-10-10（星期五）：第 2 个工作日。",
        "2025-10-11（星期六）：第 3 个工作日（国庆节调休上班）。",
        "截止：2025-10-11（星期六）18:00。",
    ]
    assert explain(held, "en")[-2:] == [
        "Saturday 2025-10-11: working day 3 (National Day: make-up workday).",
        "Due: Saturday 2025-10-11 18:00.",
    ]


def test_calendar_days_are_one_line_and_end_at_midnight_of_their_last_day() -> None:
    assert explain(due("2026-03-02 09:00", "15 days"), "zh-hans") == [
        "从 2026-03-02（星期一）起 15 天，当天不计。",
        "2026-03-03（星期二）至 2026-03-17（星期二）：第 1–15 天。",
        "截止：2026-03-17（星期二）24:00。",
    ]


def test_hours_and_promises() -> None:
    assert explain(due("2026-03-02 09:30", "48 hours"), "en") == [
        "48 hours from Monday 2026-03-02 09:30.",
        "Due: Wednesday 2026-03-04 09:30.",
    ]
    promise = promised(at("2026-03-04 09:00"), date(2026, 3, 5))
    assert explain(promise, "zh-hans") == [
        "承诺在 2026-03-05（星期四）前完成。",
        "2026-03-05（星期四）：第 1 天。",
        "截止：2026-03-05（星期四）18:00。",
    ]


def test_more_time_and_suspension_are_told() -> None:
    held = due("2026-03-02 09:00", "1 working day")
    held = resume(held, at("2026-03-03 10:00"), at("2026-03-04 10:00"), CALENDAR)
    held = extend(held, Period.parse("1 day"), CALENDAR)
    assert explain(held, "zh-hans")[1:] == [
        "2026-03-03（星期二）10:00 至 2026-03-04（星期三）10:00 暂停。",
        "延长 1 天。",
        "2026-03-03（星期二）至 2026-03-04（星期三）：暂停期间，不计。",
        "2026-03-05（星期四）：第 1 个工作日。",
        "2026-03-06（星期五）：第 2 天。",
        "截止：2026-03-06（星期五）24:00。",
    ]
    assert explain(held, "en")[1:3] == [
        "Suspended from Tuesday 2026-03-03 10:00 to Wednesday 2026-03-04 10:00.",
        "Extended by 1 day.",
    ]


def test_the_rule_that_holds_and_those_that_gave_more() -> None:
    held = strictest(
        [
            due("2026-03-02 09:00", "15 days", "category"),
            due("2026-03-02 09:00", "1 working day", "state"),
        ]
    )
    assert explain(held, "zh-hans")[-2:] == [
        "几项规定同时适用，以最早的为准：本环节的期限。",
        "更宽的有该类事项的期限：2026-03-17（星期二）24:00。",
    ]


def test_a_year_not_announced_is_said_to_be_so() -> None:
    held = due("2027-03-01 09:00", "1 working day")
    assert explain(held, "zh-hans")[-1] == (
        "其中有放假安排尚未公布的年份，公布后重新计算。"
    )
    assert "not announced" in explain(held, "en")[-1]
