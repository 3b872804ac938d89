"""What the clock does for matters: looks at those whose moment has come.

It hands over what people left who gave up a post, and takes away what was sent for a
matter that never came.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from yuanluo.matters.actions import leaving, publishing
from yuanluo.matters.actions.clockwork import advance, due_matters
from yuanluo.matters.actions.uploads import clear_unattached
from yuanluo.record import queries
from yuanluo.record.actions import advance as note
from yuanluo.record.actions import is_transient

if TYPE_CHECKING:
    from datetime import datetime

from django.db import OperationalError

#: How many matters one tick looks at, and how many acts one matter may take in it.
MATTERS_PER_TICK_MAX = 200
ACTS_PER_MATTER_MAX = 500
#: A draft lives in a session of thirty days; photos without a matter no longer.
UNATTACHED_KEPT = timedelta(days=30)
UNATTACHED_PER_TICK_MAX = 50


#: What has to be published is looked for once a day, and goes on until all is open.
PUBLICATIONS = "matters.publications"
PUBLICATIONS_PER_TICK_MAX = 100


def tick(at: datetime) -> int:
    """Do what is due, in bounded batches; say how many acts that were."""
    done = clear_unattached(at - UNATTACHED_KEPT, UNATTACHED_PER_TICK_MAX)
    done += _publications(at)
    for pk in due_matters(at, MATTERS_PER_TICK_MAX):
        for _ in range(ACTS_PER_MATTER_MAX):
            if not _advanced(pk, at):
                break
            done += 1
    # Last, for a step just taken may have ended somebody's post.
    return done + leaving.tick(at)


def _publications(at: datetime) -> int:
    """Once a day open what has become due to be published, and remind of it."""
    today = timezone.localtime(at).date().toordinal()
    if queries.cursor(PUBLICATIONS) >= today:
        return 0
    done = publishing.open_due(at, PUBLICATIONS_PER_TICK_MAX)
    done += publishing.remind(at, PUBLICATIONS_PER_TICK_MAX - done)
    if done < PUBLICATIONS_PER_TICK_MAX:
        note(PUBLICATIONS, today)
    return done


def _advanced(pk: int, at: datetime) -> bool:
    """Do one act; leave a matter that somebody else holds to the next tick."""
    try:
        return advance(pk, at, skip=True)
    except OperationalError as error:
        if not is_transient(error):
            raise
        return False
