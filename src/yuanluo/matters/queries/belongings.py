"""What hangs on a matter: its pictures and its children, as far as they may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from yuanluo.kernel.playbook import title_in
from yuanluo.matters import playbooks
from yuanluo.matters.models import Matter, PlannedChild, Responsibility
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.people.queries import VISITOR
from yuanluo.record.models import Attachment

if TYPE_CHECKING:
    from datetime import datetime

CHILDREN_MOST = 100


@dataclass(frozen=True, slots=True)
class ShownChild:
    """A child of the matter, as far as it may be seen."""

    number: str
    title: str
    state: str
    ended: bool
    #: Who does it, by name to those inside, and until when; empty once it has ended.
    holder: str = ""
    due_at: datetime | None = None


def photos_of(dossier: Dossier) -> tuple[Attachment, ...]:
    """Give the pictures this person may see; the public sees none of them."""
    if not getattr(dossier.matter, "has_photos", True):
        return ()
    if not (dossier.is_own or dossier.is_handler):
        return ()
    mine = Attachment.objects.filter(subject=dossier.matter.number)
    return tuple(mine.order_by("at")[:50])


def children_of(dossier: Dossier, language: str) -> tuple[ShownChild, ...]:
    """Give the children of a matter, those that this person may see."""
    if not getattr(dossier.matter, "has_children", False):
        return ()
    mine = Matter.objects.filter(parent=dossier.matter.pk)
    if not (dossier.is_own or dossier.is_handler):
        mine = mine.visible_to(dossier.who or VISITOR)
    rows = list(mine.order_by("id")[:CHILDREN_MOST])
    now = Responsibility.objects.filter(matter__in=rows, until=None)
    held = {one.matter_id: one for one in now.select_related("person")}
    return tuple(
        ShownChild(
            number=child.number,
            title=child.title,
            state=title_in(Dossier(child, None, dossier.at).state_title, language),
            ended=child.ended_at is not None,
            holder=_holder(dossier, held.get(child.pk), language),
            due_at=held[child.pk].due_at if child.pk in held else None,
        )
        for child in rows
    )


def _holder(dossier: Dossier, held: Responsibility | None, language: str) -> str:
    """Name who does a part: by name to those inside, by the post to others."""
    if held is None:
        return ""
    inside = dossier.is_own or dossier.is_handler
    post = dossier.charter.title_of_post(held.post) if held.post else ""
    name = held.person.name if held.person and inside else ""
    return " ".join(filter(None, (name, title_in(post, language))))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many children there are of one playbook, and how many stand where."""

    title: str
    whole: int
    parts: tuple[tuple[str, int], ...]


def tally_of(dossier: Dossier, language: str) -> tuple[Tally, ...]:
    """Count the children by playbook and by where they stand, most of them first.

    Counts are of all of them, whoever may see which: a figure names nobody.
    """
    if not getattr(dossier.matter, "has_children", False):
        return ()
    mine = Matter.objects.filter(parent=dossier.matter.pk).order_by()
    rows: Any = mine.values_list("playbook", "state").annotate(n=Count("pk"))
    found: dict[str, dict[str, int]] = {}
    for version, state, count in rows:
        book = playbooks.of(version)
        parts = found.setdefault(title_in(book.title, language), {})
        title = title_in(book.title_of(state), language)
        parts[title] = parts.get(title, 0) + count
    return tuple(
        Tally(
            title=title,
            whole=sum(parts.values()),
            parts=tuple(sorted(parts.items(), key=lambda one: (-one[1], one[0]))),
        )
        for title, parts in sorted(found.items())
    )


def planned_of(dossier: Dossier) -> int:
    """Say how many children are planned and not yet opened."""
    if not getattr(dossier.matter, "has_planned", False):
        return 0
    return PlannedChild.objects.filter(parent=dossier.matter.pk).count()
