"""Reading questions before bodies: what a playbook's step may know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.assembly.models import Ballot
from yuanluo.kernel.effect import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.kernel.effect import Subject
    from yuanluo.people.queries import Standing


def gather(subject: Subject) -> Mapping[str, Finding]:
    """Find what bodies have decided in a matter's visit; open until they have."""
    rows = Ballot.objects.filter(
        matter=subject.number, visit=subject.visit, cancelled_at=None
    ).values_list("ident", "outcome")
    return {ident: Finding(outcome or "open") for ident, outcome in rows}


def of_matter(number: str) -> list[Ballot]:
    """Give the questions of a matter, the newest first."""
    return list(Ballot.objects.filter(matter=number).order_by("-id"))


def before_chair(who: Standing) -> list[Ballot]:
    """Give the open questions whose outcome this person records as chair."""
    found: list[Ballot] = []
    for post in who.posts:
        kind, _, body = post.key.partition(":")
        if kind == "chair":
            mine = Ballot.objects.filter(
                body=body,
                charter=post.charter,
                village__startswith=post.place.partition("-")[0],
                decided_at=None,
                cancelled_at=None,
            )
            found += mine.order_by("opened_at")
    return found
