"""The clock: the one place that asks what time it is and tells everybody.

Each app that time moves has `jobs.tick(at)`, a bounded loop that says how many things
it did. Refuses to let one app's fault stop the others, and to hurry: an app that was
bounded is called again at once, an idle one after a rest.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from threading import Event

from django.db import close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

# In order: what is done is put in sequence, and only then told.
TICKS = (
    "yuanluo.courtyards.jobs",
    "yuanluo.matters.jobs",
    "yuanluo.record.jobs",
    "yuanluo.gateway.jobs",
    "yuanluo.people.jobs",
)

REST_S = 1.0
REST_AFTER_FAULT_S = 10.0


def run(stop: Event, *, now: Callable[[], datetime] = timezone.now) -> None:
    """Tick until asked to stop."""
    while not stop.is_set():
        done, faults = tick(now())
        if faults:
            stop.wait(REST_AFTER_FAULT_S)
        elif not done:
            stop.wait(REST_S)


def tick(at: datetime) -> tuple[int, int]:
    """Tell every app the time once; give how much was done and how many failed."""
    done = faults = 0
    for name in TICKS:
        close_old_connections()
        try:
            done += import_module(name).tick(at) or 0
        except Exception:
            # A fault of one app must be seen and must not stop the others.
            logger.exception("The clock could not move %s", name)
            faults += 1
    close_old_connections()
    return done, faults
