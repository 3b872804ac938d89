"""The moment of a request: read once at the door and told to everything inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest


def moment(request: HttpRequest) -> datetime:
    """Give the moment at which the request came in, in UTC."""
    kept: datetime | None = getattr(request, "_moment", None)
    if kept is None:
        kept = timezone.now()
        request._moment = kept  # type: ignore[attr-defined]
    return kept


def today(request: HttpRequest) -> date:
    """Give the day of the request where the people live."""
    return timezone.localtime(moment(request)).date()
