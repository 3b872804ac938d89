"""What the clock does for the record: sequence, sign once a day, clear away.

Bounded: a long backlog is worked off over several ticks. Holds no rule of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.utils import timezone

from yuanluo.record import actions, queries
from yuanluo.record.models import Attachment, Log

BATCH = 500
BATCHES_PER_TICK_MAX = 20
CHECKPOINTS_PER_TICK_MAX = 50
FILES_PER_TICK_MAX = 2000
#: A file without a row may belong to an act that has not committed yet.
ORPHAN_AFTER = timedelta(days=1)
SWEEPER = "sweeper"


def tick(at: datetime) -> int:
    """Sequence what has committed, and once a day sign and clear away."""
    return sequence() + sign(at) + sweep(at)


def sequence() -> int:
    """Sequence in bounded batches; say how many acts."""
    done = 0
    for _ in range(BATCHES_PER_TICK_MAX):
        some = actions.sequence(BATCH)
        done += some
        if some < BATCH:
            break
    return done


def sign(at: datetime) -> int:
    """Make the day's checkpoint of every log that has grown."""
    today = timezone.localtime(at).date()
    grown = Log.objects.filter(size__gt=F("noted_size"))
    due = grown.filter(Q(noted_on=None) | Q(noted_on__lt=today)).order_by("code")
    codes = due.values_list("code", flat=True)[:CHECKPOINTS_PER_TICK_MAX]
    return sum(actions.checkpoint(code, at) is not None for code in list(codes))


def sweep(at: datetime) -> int:
    """Once a day take away files whose act was undone; say how many."""
    today = timezone.localtime(at).date()
    if queries.cursor(SWEEPER) >= today.toordinal():
        return 0
    actions.advance(SWEEPER, today.toordinal())
    gone = 0
    for month in {today.replace(day=1), (today.replace(day=1) - timedelta(days=1))}:
        for root, column in (("attachments", "file"), ("thumbnails", "thumbnail")):
            gone += _sweep_folder(f"{root}/{month:%Y/%m}", column, at)
    return gone


def _sweep_folder(folder: str, column: str, at: datetime) -> int:
    try:
        names = default_storage.listdir(folder)[1][:FILES_PER_TICK_MAX]
    except FileNotFoundError:
        return 0
    paths = [f"{folder}/{name}" for name in names]
    rows = Attachment.objects.filter(**{f"{column}__in": paths})
    known = set(rows.values_list(column, flat=True))
    gone = 0
    for path in paths:
        old = default_storage.get_modified_time(path) < at - ORPHAN_AFTER
        if path not in known and old:
            default_storage.delete(path)
            gone += 1
    return gone
