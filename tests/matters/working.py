"""Matters on their way to a desk: opened, passed up, assigned, for tests of lists."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Village
from tests.matters.visiting import now
from yuanluo.matters.actions import acts
from yuanluo.matters.models import Matter, Responsibility
from yuanluo.people.queries import standing_on


def act(small: Village, who: str, number: str, name: str, **given: Any) -> None:
    """Let somebody act on a matter a moment ago."""
    acts.do(number, name, given, small.acting(who, now()))


def passed_up(small: Village, **more: Any) -> Matter:
    """A matter that the grid has passed up and the clerk has accepted."""
    matter = small.open(at=now(), **more)
    act(small, "zhou", matter.number, "escalate", reason="网格办不了")
    act(small, "clerk", matter.number, "accept")
    return matter


def offered(small: Village, **more: Any) -> Matter:
    """A matter that awaits the clerk's word."""
    matter = small.open(at=now(), **more)
    act(small, "zhou", matter.number, "escalate", reason="网格办不了")
    return matter


def due(matter: Matter, at: datetime) -> None:
    """Set when a matter is due."""
    held = Responsibility.objects.filter(matter=matter, until=None)
    held.update(due_at=at, sort_at=at)


def who(small: Village, name: str) -> Any:
    """Give somebody's standing today."""
    person = small.stage.people[name]
    return standing_on(person, now().date(), name)


def statements(visit: Client, address: str, **more: Any) -> int:
    """Count the statements of a whole request, session and account included."""
    visit.get(address, **more)  # What is read once a process has been read.
    with CaptureQueriesContext(connection) as asked:
        answer = visit.get(address, **more)
    assert answer.status_code == 200, answer.status_code
    return len(asked)


LATER = timedelta(days=2)
