"""Carrying a step out: answers kept, a state entered, effects done, changes applied.

Shared by the act of taking a step, by the clock and by births; who may take it has been
judged before, and the matter is locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from yuanluo.kernel.effect import (
    AddParty,
    Assign,
    BarHandlers,
    CancelChildren,
    Change,
    Deed,
    OfferUp,
    OpenChild,
    Refusal,
    ReturnToFirstLevel,
    SetField,
    SetReview,
)
from yuanluo.matters import registry
from yuanluo.matters.actions import holding, moves, offers
from yuanluo.matters.models import (
    Matter,
    Party,
    PlannedChild,
    Responsibility,
)
from yuanluo.matters.queries.dossier import STEP, Dossier
from yuanluo.matters.queries.holders import Due, Holder
from yuanluo.record.actions import Refused
from yuanluo.record.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yuanluo.kernel.playbook import Step
    from yuanluo.people.queries import Acting

#: How many children end at once with their parent; the clock ends the others.
FREED_MOST = 50


def attach(dossier: Dossier, step: str, photos: Sequence[UUID], acting: Acting) -> None:
    """Give pictures that this person uploaded to the matter."""
    if not photos:
        return
    mine = Attachment.objects.filter(pk__in=photos, by=acting.who.person, subject="")
    if mine.update(subject=dossier.matter.number, step=step) != len(set(photos)):
        raise Refused([Refusal("UNKNOWN_PHOTO")])


def carry_out(
    dossier: Dossier,
    step: Step,
    values: Mapping[str, Any],
    acting: Acting | None,
    request_hash: str,
    *,
    request_id: UUID | None = None,
    target: str | None = None,
    failed: Sequence[Refusal] = (),
) -> dict[str, Any]:
    """Move a matter along a step that has been judged, and write it down.

    `target` and `failed` are given where the clock's effect refuses: the matter then
    goes where the step says it goes when it fails, and no effect is carried out.
    """
    matter = dossier.matter
    dossier.post_used = post_used(dossier, step)
    visit = matter.visit
    _keep_answers(dossier, step, values)
    changes: list[Change] = []
    to = target or step.to
    if to is not None:
        moves.enter(dossier, to)
    if not failed:
        changes = run_effects(dossier, step, values, acting, request_id)
    holder, due = apply(dossier, changes)
    if to is not None:
        holding.rehold(dossier, holder, "assigned" if holder else "step")
    elif holder is not None:
        holding.rehold(dossier, holder, "assigned")
    if due is not None and matter.ended_at is None:
        holding.set_due(dossier, due)
    moves.keep(dossier, moved=to is not None or bool(changes))
    payload: dict[str, Any] = {"answers": dict(values)}
    if step.about:
        payload["about"] = values.get(step.about)
    if failed:
        payload["failed"] = moves.codes(failed)
    return moves.write(
        dossier,
        acting,
        STEP,
        request_hash,
        detail=step.id,
        payload=payload,
        visit=visit,
        request_id=request_id,
    )


def post_used(dossier: Dossier, step: Step) -> str:
    """Name the capacity in which the step is taken, for the record."""
    for actor in step.by:
        if actor in dossier.capacities:
            if actor != "holder":
                return actor
            return dossier.held.post or actor
    return ""


def _keep_answers(dossier: Dossier, step: Step, values: Mapping[str, Any]) -> None:
    matter = dossier.matter
    matter.fields = {**matter.fields, **values}
    for ask in step.ask:
        if ask.id not in values:
            continue
        if ask.type == "stars":
            matter.stars = values[ask.id]
        if ask.type == "category":
            matter.category = values[ask.id]
        if ask.id == "way":
            matter.way = values[ask.id]
            matter.openness = dossier.openness()
    if any(ask.id == "title" for ask in step.ask) and values.get("title"):
        matter.title = values["title"]


def run_effects(
    dossier: Dossier,
    step: Step,
    values: Mapping[str, Any],
    acting: Acting | None,
    request_id: UUID | None,
) -> list[Change]:
    """Carry out the step's effects and collect what they ask of the matter."""
    found: list[Change] = []
    for deed, effect in deeds(dossier, step, values, acting, request_id):
        if acting is not None and (reasons := effect.refusals(deed)):
            raise Refused(reasons)
        found += effect.carry_out(deed)
    return found


def deeds(
    dossier: Dossier,
    step: Step,
    values: Mapping[str, Any],
    acting: Acting | None,
    request_id: UUID | None,
) -> Iterable[tuple[Deed, Any]]:
    """Give each effect of a step with the deed as it is told of it."""
    for do in step.do:
        deed = Deed(
            subject=dossier.subject,
            step=step.id,
            by=dossier.who.person if dossier.who else None,
            at=dossier.at,
            request_id=acting.request_id if acting else request_id or UUID(int=0),
            answers=values,
            fields=dossier.matter.fields,
            parameters=do.parameters,
            units=dossier.units if "body" in do.parameters else {},
        )
        yield deed, registry.effect(do.effect)


def apply(
    dossier: Dossier, changes: Sequence[Change]
) -> tuple[Holder | None, Due | None]:
    """Apply what effects asked for; say who was assigned and which clock was set."""
    holder: Holder | None = None
    due: Due | None = None
    for change in changes:
        if isinstance(change, Assign):
            holder = Holder(change.post, change.place, change.person)
        elif isinstance(change, SetReview):
            due = Due(review_on=change.on)
        else:
            _change(dossier, change)
    _plan_children(dossier, changes)
    return holder, due


def _change(dossier: Dossier, change: Change) -> None:
    """Apply a change that touches the matter alone."""
    matter = dossier.matter
    match change:
        case OfferUp(reason):
            offers.offer_up(dossier, reason)
        case ReturnToFirstLevel():
            matter.level = matter.first_level
        case BarHandlers():
            matter.barred = sorted({*matter.barred, *handlers_so_far(matter)})
            matter.reopened += 1
        case AddParty(household):
            Party.objects.get_or_create(matter=matter, household_id=household)
        case SetField(name, value):
            matter.fields = {**matter.fields, name: value}


def _plan_children(dossier: Dossier, changes: Sequence[Change]) -> None:
    """Plan the children that were asked for; the clock opens them at once."""
    matter = dossier.matter
    planned = [
        PlannedChild(
            parent=matter,
            parent_visit=matter.visit,
            playbook=change.playbook,
            answers=dict(change.answers),
        )
        for change in changes
        if isinstance(change, OpenChild)
    ]
    if planned:
        PlannedChild.objects.bulk_create(planned)
        dossier.plans_children = True
    if any(isinstance(change, CancelChildren) for change in changes):
        PlannedChild.objects.filter(parent=matter).delete()
        live = Matter.objects.filter(parent=matter, ended_at=None)
        dossier.freed += live.order_by("id").values_list("pk", flat=True)[:FREED_MOST]
        live.update(look_at=dossier.at, trouble="parent-ended")


def handlers_so_far(matter: Matter) -> set[int]:
    """Give those the matter was assigned to, or all who held it if nobody was."""
    held = Responsibility.objects.filter(matter=matter, person__isnull=False)
    held = held.exclude(person=matter.requester_id)
    assigned = held.filter(how="assigned").values_list("person", flat=True)
    people = [p for p in assigned if p is not None]
    return set(people)
