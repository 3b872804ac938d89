"""What somebody does with their notices: mark them as read, say which they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yuanluo.gateway.kinds import KINDS
from yuanluo.gateway.models import Notification, Preference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from yuanluo.people.queries import Standing

#: Channels that can be switched off; what is told in the product always is.
CHANNELS = ("mail",)


def mark_read(who: Standing, up_to: int, at: datetime) -> int:
    """Mark all of a person's notices up to one of them as read; say how many."""
    mine = Notification.objects.visible_to(who).unread()
    return mine.filter(pk__lte=up_to).update(read_at=at)


@transaction.atomic(durable=True)
def prefer(who: Standing, wanted: Iterable[tuple[str, str]]) -> None:
    """Keep which kinds a person wants by which channel; the rest is switched off."""
    assert who.person is not None
    chosen = set(wanted)
    rows = [
        Preference(person_id=who.person, channel=c, kind=kind, on=(c, kind) in chosen)
        for c in CHANNELS
        for kind in KINDS
    ]
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "channel", "kind"],
        update_fields=["on"],
    )
