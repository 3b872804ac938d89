"""Offering a matter to somebody else: up the ladder or sideways, with its own clock.

Until the offer is accepted the old holder answers; silence accepts. Shared by the act
of handing over, by effects and by the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions import holding, moves
from yuanluo.matters.queries.holders import ACCEPT, Holder, run, rung_holder
from yuanluo.record.actions import Refused

if TYPE_CHECKING:
    from yuanluo.matters.models import Pending
    from yuanluo.matters.queries.dossier import Dossier


def offer_up(dossier: Dossier, reason: str) -> Pending:
    """Offer the matter to the next level; refused at the top of the ladder."""
    rung = dossier.rung_above(dossier.matter.level)
    if rung is None:
        raise Refused([Refusal("NO_LEVEL_ABOVE")])
    holder = rung_holder(dossier, rung.level)
    return offer(dossier, holder, rung.level, rung.accept, reason)


def offer(
    dossier: Dossier, holder: Holder, level: str, accept: str | None, reason: str
) -> Pending:
    """Offer the matter to a post at a place."""
    due = run(dossier, accept or ACCEPT, dossier.at, "accept")
    return moves.pending(
        dossier,
        "handover",
        reason=reason[:500],
        post=holder.post,
        place=holder.place,
        person_id=holder.person,
        level=level,
        due_at=due.due_at,
        content={"deadline": due.to_document(), "from": dossier.matter.level},
    )


def taken_over(dossier: Dossier, one: Pending, how: str) -> None:
    """Let the one it was offered to answer from now."""
    level = one.level or dossier.matter.level
    if one.stage == "refused" and how == "silence":
        holder = Holder(one.adjudicator_post, one.adjudicator_place)
        holder = holding.refreshed(dossier, holder)
        level = one.content.get("adjudicator_level") or level
    else:
        holder = holding.refreshed(dossier, Holder(one.post, one.place, one.person_id))
    moves.settle(one, how, dossier.at, dossier)
    holding.hold(dossier, holder, how, level)
