"""What hangs on a matter: its pictures and its children, as far as they may be seen."""

from __future__ import annotations

from dataclasses import dataclass

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.models import Matter, PlannedChild
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.people.queries import VISITOR
from yuanluo.record.models import Attachment

CHILDREN_MOST = 100


@dataclass(frozen=True, slots=True)
class ShownChild:
    """A child of the matter, as far as it may be seen."""

    number: str
    title: str
    state: str
    ended: bool


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
    rows = mine.order_by("id")[:CHILDREN_MOST]
    return tuple(
        ShownChild(
            number=child.number,
            title=child.title,
            state=title_in(Dossier(child, None, dossier.at).state_title, language),
            ended=child.ended_at is not None,
        )
        for child in rows
    )


def planned_of(dossier: Dossier) -> int:
    """Say how many children are planned and not yet opened."""
    if not getattr(dossier.matter, "has_planned", False):
        return 0
    return PlannedChild.objects.filter(parent=dossier.matter.pk).count()
