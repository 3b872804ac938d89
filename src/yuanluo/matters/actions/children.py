"""Children of a matter: planned by a step, opened one by one, each an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.kernel.judge import waits
from yuanluo.matters import playbooks
from yuanluo.matters.actions import moves
from yuanluo.matters.actions.births import Birth, born, new_number, prepare
from yuanluo.matters.models import Matter, PlannedChild
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.matters.queries.openness import openness_of
from yuanluo.matters.queries.spots import first_level
from yuanluo.record.actions import own_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.kernel.playbook import Playbook


#: What a work method is for by which somebody is heard one level up.
APPEAL = "appeal"


def open_planned(parent: Dossier, planned: PlannedChild) -> None:
    """Open a planned child; the parent is locked, and stays where it is."""
    book = parent.charter.playbook(planned.playbook)
    if book is None:
        planned.delete()
        parent.matter.trouble = f"UNKNOWN_PLAYBOOK:{planned.playbook}"
        parent.matter.save(update_fields=["trouble"])
        return
    child = _child(parent, book, planned)
    dossier = Dossier(child, None, parent.at, charter_sha=None)
    prepare(dossier, parent.charter, dict(parent.units))
    request_id = own_request(parent.matter.number, "child", planned.pk)
    birth = Birth("clock", request_id=request_id)
    born(dossier, book.opening, dict(planned.answers), birth)
    if waits(book, child.state):
        parent.freed.append(child.pk)
    planned.delete()
    parent.plans_children = PlannedChild.objects.filter(parent=parent.matter).exists()
    moves.plan(parent)
    parent.matter.save(update_fields=["look_at"])


def _child(parent: Dossier, book: Playbook, planned: PlannedChild) -> Matter:
    """Make a child at the place of its parent, not yet saved."""
    above, answers = parent.matter, planned.answers
    category = parent.charter.category(str(answers.get("category", above.category)))
    child = Matter(
        number=new_number(parent.at),
        playbook_id=playbooks.version_of(parent.charter_id, book),
        state=book.opening.to or book.start,
        title=str(answers.get("title", above.title))[:200],
        text=str(answers.get("text", "")),
        category=category.id if category else "",
        way=above.way,
        place_id=above.place_id,
        village=above.village,
        township=above.township,
        home_id=above.home_id,
        address=above.address,
        requester_id=_asks(parent, book),
        fields={**answers},
        openness=min(
            above.openness, openness_of(book, book.start, category, above.way)
        ),
        level=first_level(book, category, parent.units),
        parent_id=above.pk,
        parent_visit=planned.parent_visit,
        opened_at=parent.at,
        started_at=parent.at,
        entered_at=parent.at,
        revision=0,
    )
    child.first_level = child.level
    return child


def _asks(parent: Dossier, book: Playbook) -> int | None:
    """Say who awaits the child's answer: who holds the parent now.

    An appeal belongs to whoever asked in the first place.
    """
    return parent.matter.requester_id if book.kind == APPEAL else parent.held.person_id


def plan_children(
    dossier: Dossier, playbook: str, rows: list[Mapping[str, Any]]
) -> None:
    """Plan children of this visit; the clock opens them at once."""
    PlannedChild.objects.bulk_create(
        PlannedChild(
            parent=dossier.matter,
            parent_visit=dossier.matter.visit,
            playbook=playbook,
            answers=dict(row),
        )
        for row in rows
    )
    dossier.plans_children = True
