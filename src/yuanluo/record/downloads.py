"""Handing a photo or document out, so that a browser can only look at it.

Whether somebody may see it is asked by the caller, through the door of its subject.
Refuses to name a file after what its sender called it, and to let it run anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from yuanluo.record.models import Attachment

#: Private: a photo of a matter must not stay in a cache that others share.
CACHE = "private, max-age=86400, immutable"


def serve(attachment: Attachment, *, thumbnail: bool = False) -> FileResponse:
    """Answer with the photo, its thumbnail, or the document as a download."""
    small = thumbnail and bool(attachment.thumbnail)
    kept = attachment.thumbnail if small else attachment.file
    try:
        content = kept.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    is_photo = attachment.kind == "photo"
    answer = FileResponse(
        content,
        content_type="image/jpeg" if is_photo else "application/pdf",
        as_attachment=not is_photo,
        filename=f"{attachment.id}.{'jpg' if is_photo else 'pdf'}",
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = CACHE
    return answer
