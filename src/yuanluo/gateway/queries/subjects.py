"""What a notice is about, and its page: a matter, a look, a partition, a meeting."""

from __future__ import annotations

from django.urls import reverse

from yuanluo.gateway.queries import divided, helped, looks


def is_matter(told: str) -> bool:
    """Say whether a notice is about a matter."""
    others = told.startswith(divided.PARTITION) or helped.is_ours(told)
    return not others and not looks.is_look(told)


def page_of(told: str) -> str:
    """Give the page that a notice's subject leads to."""
    if looks.is_look(told):
        return looks.page_of(told)
    if told.startswith(divided.PARTITION):
        return divided.page_of(told)
    if helped.is_ours(told):
        return helped.page_of(told)
    return reverse("matters:matter", args=[told])
