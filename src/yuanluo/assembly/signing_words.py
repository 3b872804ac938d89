"""Photos of signed sheets as pages show them: what each shows, and where it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from yuanluo.assembly.actions.keeping import sheets_of

if TYPE_CHECKING:
    from yuanluo.assembly.models import Meeting


def kinds() -> list[tuple[str, str]]:
    """Give what a photo may show, in words."""
    return [
        ("attendance", _("签了字的签到表")),
        ("tally", _("计票单")),
        ("minutes", _("签了字的会议纪要")),
    ]


def shown_photos(one: Meeting) -> list[dict[str, str]]:
    """Give the photos of a meeting for a page, each with what it shows."""
    words = dict(kinds())
    return [
        {
            "url": (url := reverse("assembly:signed-photo", args=[one.pk, photo.pk])),
            "thumb": f"{url}?size=small",
            "words": words.get(photo.step, ""),
        }
        for photo in sheets_of(one)
    ]
