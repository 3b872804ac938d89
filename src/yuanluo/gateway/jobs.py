"""What the clock and the worker do for notices: make them, and send them.

Bounded: a long backlog is worked off over several ticks. The clock never waits for a
mail server: it asks the worker to send, at most once at a time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django_tasks_db.models import DBTaskResult

from yuanluo.gateway.actions import sending, telling
from yuanluo.gateway.models import Notification

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from yuanluo.gateway.carriers import Carrier

BATCHES_PER_TICK_MAX = 20
TAKEN_UP_PER_TASK_MAX = 50
DELIVER = "yuanluo.gateway.tasks.deliver"


def tick(at: datetime) -> int:
    """Make notices of what was recorded, and have those that are due sent."""
    done = tell(at)
    ask_to_deliver(at)
    return done


def tell(at: datetime) -> int:
    """Make notices in bounded batches; say of how many acts."""
    done = 0
    for _ in range(BATCHES_PER_TICK_MAX):
        some = telling.tell(at)
        done += some
        if some < telling.BATCH:
            break
    return done


def ask_to_deliver(at: datetime) -> bool:
    """Ask the worker to send, unless it has been asked already; say whether so."""
    if not Notification.objects.due(at).exists():
        return False
    waiting = DBTaskResult.objects.filter(task_path=DELIVER, status="READY")
    if waiting.exists():
        return False
    # Imported here: the task calls `deliver` below.
    import_module("yuanluo.gateway.tasks").deliver.enqueue()
    return True


def deliver(now: Callable[[], datetime], carriers: Mapping[str, Carrier]) -> int:
    """Send what is due, some at a time; say how much arrived."""
    arrived = 0
    for _ in range(TAKEN_UP_PER_TASK_MAX):
        some = sending.take_up(now())
        if not some:
            break
        arrived += sending.send(some, now(), carriers)
    return arrived
