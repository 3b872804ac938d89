"""Keeping photos that somebody has just sent, before they belong to a matter.

A photo without a matter can be attached by the one who sent it and by nobody else; one
that is never attached is found by its empty subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yuanluo.record.actions import attach
from yuanluo.record.models import Attachment
from yuanluo.record.pictures import prepare
from yuanluo.record.refused import refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from django.core.files import File

PHOTOS_MOST = 3


def keep_photos(
    sent: Sequence[File[Any]], *, at: datetime, by: int | None, seen: str = "parties"
) -> list[UUID]:
    """Draw photos anew and keep them for their sender; `Refused` names what is wrong.

    Pictures are prepared before anything is written, for that takes time.
    """
    if len(sent) > PHOTOS_MOST:
        raise refused("TOO_MANY_ROWS", str(PHOTOS_MOST))
    prepared = [prepare(one) for one in sent]
    with transaction.atomic(durable=True):
        return [attach(one, "", at=at, by=by, seen=seen).pk for one in prepared]


def forget_sender(photos: Sequence[UUID], by: int | None) -> None:
    """Forget who sent photos, because they go with a matter that names nobody."""
    if photos and by is not None:
        mine = Attachment.objects.filter(pk__in=photos, by=by, subject="")
        mine.update(by=None)


def own_photos(photos: Sequence[UUID], by: int | None) -> None:
    """Take on photos sent before signing in, by whoever holds the draft they are in."""
    if photos and by is not None:
        unclaimed = Attachment.objects.filter(pk__in=photos, by=None, subject="")
        unclaimed.update(by=by)


def drop_photos(photos: Sequence[UUID], by: int | None) -> None:
    """Take away photos that their sender does not want to show after all."""
    _take_away(list(Attachment.objects.filter(pk__in=photos, by=by, subject="")))


def clear_unattached(before: datetime, most: int) -> int:
    """Take away what was sent before a moment and never belonged to anything."""
    left = Attachment.objects.filter(subject="", at__lt=before)
    return _take_away(list(left.order_by("at")[:most]))


def _take_away(some: list[Attachment]) -> int:
    """Remove rows that are still unattached, and then their files; say how many."""
    gone = 0
    for one in some:
        if Attachment.objects.filter(pk=one.pk, subject="").delete()[0]:
            one.file.delete(save=False)
            one.thumbnail.delete(save=False)
            gone += 1
    return gone
