"""A matter comes into being: saved, held by somebody, written down.

Shared by the act of opening and by children that a step has planned; who may open it
has been judged before.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.judge import waits
from yuanluo.matters.actions import holding, moves
from yuanluo.matters.actions.carrying import apply, attach, run_effects
from yuanluo.matters.models import MatterPlace, Party
from yuanluo.matters.queries.dossier import STEP, Dossier
from yuanluo.matters.queries.holders import (
    Holder,
    due_in,
    find_holder,
    review_moment,
)
from yuanluo.record.models import Attachment
from yuanluo.record.rows import add, add_all, change

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.playbook import Step
    from yuanluo.people.queries import Acting

#: Letters and digits that nobody misreads on paper or over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Birth:
    """By whom and by which request a matter comes into being, and why this way."""

    request_hash: str
    acting: Acting | None = None
    request_id: UUID | None = None
    photos: Sequence[UUID] = ()
    because: str = ""
    receipt: str = ""


def prepare(dossier: Dossier, charter: Charter, units: dict[str, str]) -> None:
    """Tell the dossier of a matter not yet saved what would be read from rows."""
    dossier.is_new = True
    dossier.__dict__["charter"] = charter
    dossier.__dict__["units"] = units
    dossier.__dict__["parties"] = frozenset()
    dossier.__dict__["taken"] = ()
    dossier.__dict__["children"] = ()
    dossier.__dict__["findings"] = {}
    dossier.matter_awaits = False


def born(
    dossier: Dossier,
    step: Step,
    values: Mapping[str, Any],
    birth: Birth,
) -> dict[str, Any]:
    """Save a matter that may be opened, let somebody answer, and write it down.

    A matter with a receipt is anonymous: neither its act nor its pictures name anybody.
    """
    matter = dossier.matter
    matter.revision = 1
    first = _first_holder(dossier)
    add(matter)
    dossier.forget_visit()
    units = dossier.units.items()
    rows = [MatterPlace(matter=matter, level=lv, place=code) for lv, code in units]
    if rows:
        add_all(rows)
    _add_parties(dossier, values)
    _take_photos(dossier, step, birth)
    changes = run_effects(dossier, step, values, birth.acting, birth.request_id)
    holder, due = apply(dossier, changes)
    holding.rehold(dossier, holder or first, "assigned" if holder else "opened")
    dossier.is_new = False
    if due is not None:
        holding.set_due(dossier, due)
    planned = matter.look_at
    moves.plan(dossier)
    if matter.look_at != planned or changes:
        change(matter, "look_at", "level", "barred", "fields")
    payload: dict[str, Any] = {"answers": dict(values)}
    if birth.because:
        payload["because"] = birth.because
    told = birth.acting
    if birth.receipt and told is not None:
        told = moves.anonymously(told)
    return moves.write(
        dossier,
        told,
        STEP,
        birth.request_hash,
        detail=step.id,
        payload=payload,
        request_id=birth.request_id,
        more={"receipt": birth.receipt} if birth.receipt else {},
    )


def _take_photos(dossier: Dossier, step: Step, birth: Birth) -> None:
    if birth.acting is None or not birth.photos:
        return
    attach(dossier, step.id, birth.photos, birth.acting)
    if birth.receipt:
        mine = Attachment.objects.filter(subject=dossier.matter.number)
        mine.update(by=None)


def _first_holder(dossier: Dossier) -> Holder:
    """Find who will hold it, and when the clock must look, before anything is saved."""
    matter = dossier.matter
    state = dossier.playbook.state(matter.state)
    assert state is not None, matter.state
    due = due_in(dossier, state, matter.level, dossier.at)
    moments = [due.deadline.due_at] if due.deadline else []
    if due.review_on:
        moments.append(review_moment(dossier, due.review_on))
    if waits(dossier.playbook, matter.state):
        moments.append(dossier.at + moves.SWEEP)
    matter.look_at = min(moments) if moments else None
    return find_holder(dossier, state.holder, matter.level)


def _add_parties(dossier: Dossier, values: Mapping[str, Any]) -> None:
    """Make households named at the opening parties of the matter."""
    name = dossier.playbook.parties
    given = values.get(name) if name else None
    if given is None:
        return
    households = given if isinstance(given, list) else [given]
    rows = [Party(matter=dossier.matter, household_id=pk) for pk in households]
    Party.objects.bulk_create(rows)
    dossier.__dict__["parties"] = frozenset(households)


def new_number(at: datetime) -> str:
    """Make a number that tells the month and nothing else."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{at:%y%m}-{tail}"
