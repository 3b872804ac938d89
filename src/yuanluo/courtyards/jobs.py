"""What the clock does here: on its day a partition takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from yuanluo.courtyards import settling

if TYPE_CHECKING:
    from datetime import datetime


def tick(at: datetime) -> int:
    """Let partitions take effect whose day has come; say how many matters moved."""
    today = timezone.localtime(at).date()
    return sum(settling.settle(pk, at) for pk in settling.due(today))
