"""Photos, reached through the door of what they belong to.

A photo of a matter is for those whom the matter's page would show it to; one not yet
attached is for who holds the draft. Nobody reaches a photo by its address alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.record.models import Attachment

if TYPE_CHECKING:
    from uuid import UUID

    from yuanluo.matters.queries.dossier import Dossier


def unattached(photo: UUID) -> Attachment | None:
    """Give a photo that belongs to no matter yet."""
    return Attachment.objects.filter(pk=photo, subject="").first()


def photo_of(dossier: Dossier, photo: UUID) -> Attachment | None:
    """Give a photo of a matter, if this person belongs to its circle.

    The circle is that of `showing`: parties and handlers; what is for handlers alone is
    for them and for who took it.
    """
    found = Attachment.objects.filter(pk=photo, subject=dossier.matter.number).first()
    if found is None:
        return None
    inside = dossier.is_own or dossier.is_handler
    if found.seen == "public":
        return found
    if found.seen == "handlers" and not dossier.is_handler:
        person = dossier.who.person if dossier.who else None
        return found if person is not None and found.by == person else None
    return found if inside else None
