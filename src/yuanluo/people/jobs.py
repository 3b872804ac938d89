"""What the clock does for people: forget who never came in, and sessions long over.

Once a day and bounded. Holds no rule of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.utils import timezone

from yuanluo.people import accounts
from yuanluo.record import actions, queries

if TYPE_CHECKING:
    from datetime import datetime

READER = "people.tidy"


def tick(at: datetime) -> int:
    """Once a day forget unproven accounts and expired sessions; say how many."""
    today = timezone.localtime(at).date().toordinal()
    if queries.cursor(READER) >= today:
        return 0
    gone = accounts.forget_unproven(at)
    gone += Session.objects.filter(expire_date__lt=at).delete()[0]
    if gone < accounts.AT_ONCE:
        actions.advance(READER, today)
    return gone
