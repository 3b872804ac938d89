"""What a notice is about, and the page it leads to: a matter, a look, a partition."""

from __future__ import annotations

from django.urls import reverse

from yuanluo.gateway.queries import divided, looks


def is_matter(told: str) -> bool:
    """Say whether a notice is about a matter."""
    return not looks.is_look(told) and not told.startswith(divided.PARTITION)


def page_of(told: str) -> str:
    """Give the page that a notice's subject leads to."""
    if looks.is_look(told):
        return looks.page_of(told)
    if told.startswith(divided.PARTITION):
        return divided.page_of(told)
    return reverse("matters:matter", args=[told])
