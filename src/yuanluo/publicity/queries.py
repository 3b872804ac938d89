"""Reading notices: what is on show, and what a playbook's step may know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.effect import Finding
from yuanluo.publicity.models import Notice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from yuanluo.kernel.effect import Subject


def gather(subject: Subject) -> Mapping[str, Finding]:
    """Find the notices of a matter's visit; `run` counts from the end of their days.

    The clock is not asked: a finding says until when it stands, and who judges compares
    that with the moment it was told.
    """
    rows = Notice.objects.filter(
        matter=subject.number, visit=subject.visit, withdrawn_at=None
    ).values_list("ident", "ends_at")
    return {
        ident: Finding("run" if ends <= subject.at else "running", until=ends)
        for ident, ends in rows
    }


def on_show(village: str, at: datetime, most: int) -> list[Notice]:
    """Give the notices of a village that are on show, newest first."""
    shown = Notice.objects.filter(village=village, withdrawn_at=None, shown_at__lte=at)
    return list(shown.filter(ends_at__gt=at).order_by("-shown_at", "-id")[:most])


def published(village: str, most: int) -> list[Notice]:
    """Give what a village has published, newest first, on show or over."""
    shown = Notice.objects.filter(village=village, withdrawn_at=None)
    return list(shown.order_by("-shown_at", "-id")[:most])


def notice_of(code: str) -> Notice | None:
    """Give a notice by its code, taken down or not."""
    return Notice.objects.filter(code=code).first()
