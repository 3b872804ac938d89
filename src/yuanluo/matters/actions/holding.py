"""Who answers for a matter: from when, at which level, and until when.

One row answers at a time. A new step or level brings a clock of its own; that somebody
else answers at the same level does not. Runs inside an act's transaction, on a dossier
whose matter is locked, and leaves the writing of the record to the act.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from yuanluo.matters.models import Responsibility
from yuanluo.matters.queries.holders import (
    Due,
    Holder,
    due_in,
    find_holder,
    post_holder,
    review_moment,
)
from yuanluo.record.rows import add, change

if TYPE_CHECKING:
    from yuanluo.kernel.deadline import Deadline
    from yuanluo.matters.queries.dossier import Dossier

#: Sorts after every deadline, so that lists need no special order for "no date".
FAR = datetime(9999, 1, 1, tzinfo=UTC)
#: What the clock reads of a responsibility.
CLOCK = ("due_at", "review_on", "deadline", "sort_at", "late_at")


def hold(dossier: Dossier, holder: Holder, how: str, level: str) -> Responsibility:
    """Let somebody answer for the matter from now; the one before is relieved.

    Where the same one goes on answering, the row goes on and only its clock is new.
    """
    matter = dossier.matter
    matter.level = level
    state = dossier.playbook.state(matter.state)
    assert state is not None, matter.state
    due = due_in(dossier, state, level, dossier.at)
    now = dossier.held_or_none
    if now is not None and now.until is None and _same(now, holder, level, how):
        set_due(dossier, due)
        return now
    if now is not None and now.until is None:
        now.until = dossier.at
        change(now, "until")
    created = Responsibility(
        matter=matter,
        post=holder.post,
        place=holder.place,
        person_id=holder.person,
        level=level,
        how=how,
        since=dossier.at,
        vacant=holder.vacant,
        village=matter.village,
        township=matter.township,
    )
    _fill_due(dossier, created, due)
    add(created)
    dossier.held = created
    return created


def pass_on(dossier: Dossier, holder: Holder, how: str) -> Responsibility:
    """Let somebody else answer at the same level; the clock runs on.

    That people change is no reason to wait longer, and no way to be on time again.
    """
    before = dossier.held
    kept = {name: getattr(before, name) for name in CLOCK}
    now = hold(dossier, holder, how, before.level)
    for name, value in kept.items():
        setattr(now, name, value)
    change(now, *CLOCK)
    return now


def refreshed(dossier: Dossier, holder: Holder) -> Holder:
    """Find who holds the post of an offer today; it may have changed hands since."""
    if not holder.post:
        return holder
    return post_holder(dossier, holder.post, holder.place)


def _same(now: Responsibility, holder: Holder, level: str, how: str) -> bool:
    one = (now.post, now.place, now.person_id, now.level, now.vacant)
    other = (holder.post, holder.place, holder.person, level, holder.vacant)
    return one == other and how in {"step", now.how}


def set_due(dossier: Dossier, due: Due) -> None:
    """Give the running responsibility a new clock."""
    held = dossier.held
    _fill_due(dossier, held, due)
    held.late_at = None
    change(held, *CLOCK)


def _fill_due(dossier: Dossier, held: Responsibility, due: Due) -> None:
    held.due_at = due.deadline.due_at if due.deadline else None
    held.deadline = document(due.deadline)
    held.review_on = due.review_on
    review = review_moment(dossier, due.review_on) if due.review_on else None
    held.sort_at = held.due_at or review or FAR


def document(deadline: Deadline | None) -> dict[str, Any] | None:
    """Write a deadline down with every day it counted."""
    return deadline.to_document() if deadline else None


def relieve(dossier: Dossier) -> None:
    """End the running responsibility, for the matter has ended."""
    held = dossier.held
    if held.until is None:
        held.until = dossier.at
        change(held, "until")


def rehold(dossier: Dossier, holder: Holder | None = None, how: str = "step") -> None:
    """Find who holds the state the matter is in now, and let them answer."""
    matter = dossier.matter
    if matter.ended_at is not None:
        return
    state = dossier.playbook.state(matter.state)
    assert state is not None, matter.state
    found = holder or find_holder(dossier, state.holder, matter.level)
    hold(dossier, found, how, matter.level)
