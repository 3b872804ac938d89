"""Keeping a photo that a program sends: once, however often it is sent.

The id of the photo is made from the id of the request, so that the second of two equal
requests finds what the first has kept. Nothing is recorded: a photo means nothing until
an act on a matter attaches it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from yuanluo.record.actions import RequestReused, attach, own_request
from yuanluo.record.models import Attachment
from yuanluo.record.pictures import prepare

if TYPE_CHECKING:
    from django.core.files import File

    from yuanluo.people.queries import Acting


def keep(sent: File[Any], acting: Acting) -> tuple[Attachment, bool]:
    """Keep a photo drawn anew; say whether it had been kept before.

    Raises `Refused` where it is not fit to be kept, and `RequestReused` where the
    request id was used for another photo.
    """
    prepared = prepare(sent)
    name = own_request("photo", acting.who.person, acting.request_id)
    try:
        with transaction.atomic(durable=True):
            before = Attachment.objects.filter(pk=name).first()
            if before is None:
                kept = attach(
                    prepared,
                    "",
                    at=acting.at,
                    by=acting.who.person,
                    seen="parties",
                    name=name,
                )
                return kept, False
    except IntegrityError:
        # The same request, a moment ago, in another process.
        before = Attachment.objects.get(pk=name)
    if before.sha256 != hashlib.sha256(prepared.content).hexdigest():
        raise RequestReused(str(acting.request_id))
    return before, True
