"""`yuanluo calendar due DATE PERIOD`: when a period ends, and every day it counted."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from yuanluo.config import exits
from yuanluo.kernel.calendar import WorkCalendar
from yuanluo.kernel.deadline import SHANGHAI, Deadline, deadline
from yuanluo.kernel.explaining import explain
from yuanluo.kernel.period import Period

#: Offices are open at this hour; only periods of hours depend on it.
MORNING = time(9)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the words of this command."""
    parser.add_argument("question", choices=["due"], help="due: when a period ends")
    parser.add_argument("start", help="the day it begins, as 2025-09-30")
    parser.add_argument("period", help='how long, as "3 working days" or "15 days"')
    parser.add_argument("--lang", default="en", help="zh-hans for Chinese")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Print the day and every counted day."""
    try:
        start = _day(arguments.start)
        period = Period.parse(arguments.period)
    except ValueError as error:
        print(f"yuanluo calendar: {error}", file=sys.stderr)
        return exits.USAGE
    begun = datetime.combine(start, MORNING, SHANGHAI)
    due = deadline(begun, period, WorkCalendar())
    if arguments.json:
        print(json.dumps(_document(due), ensure_ascii=False))
        return exits.OK
    print(due.due_on.isoformat())
    for line in explain(due, arguments.lang):
        print(f"  {line}")
    return exits.OK


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day: write it as 2025-09-30") from None


def _document(due: Deadline) -> Mapping[str, Any]:
    return {
        "due": due.due_on.isoformat(),
        "due_at": due.due_at.isoformat(),
        "provisional": due.provisional,
        "days": [
            {
                "day": day.day.isoformat(),
                "counted": day.counted,
                "reason": day.reason.value,
            }
            for day in due.counted
        ],
    }
