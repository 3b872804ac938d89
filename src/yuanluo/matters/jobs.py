"""What the clock does for matters: looks at those whose moment has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.matters.actions.clockwork import advance, due_matters

if TYPE_CHECKING:
    from datetime import datetime

#: How many matters one tick looks at, and how many acts one matter may take in it.
MATTERS_PER_TICK_MAX = 200
ACTS_PER_MATTER_MAX = 500


def tick(at: datetime) -> int:
    """Do what is due, in bounded batches; say how many acts that were."""
    done = 0
    for pk in due_matters(at, MATTERS_PER_TICK_MAX):
        for _ in range(ACTS_PER_MATTER_MAX):
            if not advance(pk, at, skip=True):
                break
            done += 1
    return done
