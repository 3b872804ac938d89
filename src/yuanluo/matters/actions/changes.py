"""Acts every playbook has that change what a matter is: its category, its end, its kin.

Correcting the category, withdrawing, joining a duplicate, dividing into children.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions import holding, moves
from yuanluo.matters.actions.children import plan_children
from yuanluo.matters.actions.words import act_on, cleaned
from yuanluo.matters.models import Matter, Party
from yuanluo.matters.queries.holders import due_in
from yuanluo.matters.queries.ways import way_of
from yuanluo.people.models import Residency
from yuanluo.record.actions import Answer, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.people.queries import Acting

PARTS_MOST = 200


def correct(number: str, category: str, reason: str, acting: Acting) -> Answer:
    """Put a matter into another category, with a reason; its way and days follow."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        matter = dossier.matter
        able = dossier.is_holder or dossier.may("assign") or dossier.is_own
        moves.refuse_unless((able, "WRONG_POST"))
        moves.refuse_unless((matter.ended_at is None, "NOT_FROM_HERE"))
        found = dossier.charter.category(category)
        if found is None:
            raise Refused([Refusal("BAD" if category else "MISSING", "category")])
        words = cleaned(reason, "reason", 500)
        before = matter.category
        told = {**matter.fields, "category": found.id, "way": ""}
        way, _ = way_of(dossier.charter, told)
        if matter.way == "private" and way != "private" and not dossier.is_own:
            # What was told in confidence is opened by nobody but who told it.
            raise Refused([Refusal("STAYS_PRIVATE")])
        matter.category, matter.way = found.id, way
        matter.fields = {**told, "way": way}
        matter.openness = dossier.openness()
        state = dossier.playbook.state(matter.state)
        held = dossier.held
        if state is not None and held.due_at is not None and held.late_at is None:
            holding.set_due(dossier, due_in(dossier, state, matter.level, held.since))
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.correct", request_hash, detail=found.id,
            payload={"before": before, "after": found.id, "reason": words},
            seen="parties",
        )  # fmt: skip

    return act_on(
        number, "matter.correct", acting, body, category=category, reason=reason
    )


def withdraw(number: str, reason: str, acting: Acting) -> Answer:
    """Let the requester take the matter back."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.is_own, "WRONG_POST"))
        moves.refuse_unless((dossier.matter.ended_at is None, "NOT_FROM_HERE"))
        ends = dossier.playbook.end.items()
        target = next((name for name, result in ends if result == "withdrawn"), None)
        if target is None:
            raise Refused([Refusal("NOT_IN_THIS_PLAYBOOK", "withdraw")])
        words = cleaned(reason, "reason", 500) if reason else ""
        visit = dossier.matter.visit
        moves.enter(dossier, target)
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.withdraw", request_hash,
            payload={"reason": words}, visit=visit,
        )  # fmt: skip

    return act_on(number, "matter.withdraw", acting, body, reason=reason)


def join(number: str, other: str, acting: Acting) -> Answer:
    """Join a duplicate to another matter; its requester follows that one from now.

    The two are locked in the order of their ids.
    """

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        able = dossier.is_holder or dossier.may("assign") or dossier.is_own
        moves.refuse_unless((able, "WRONG_POST"))
        moves.refuse_unless((dossier.matter.ended_at is None, "NOT_FROM_HERE"))
        # What no database can hold is no number either.
        named = other if other.isprintable() else ""
        seen = Matter.objects.visible_to(acting.who).filter(number=named)
        into = seen.filter(ended_at=None).exclude(pk=dossier.matter.pk).first()
        if into is None or into.village != dossier.matter.village:
            raise Refused([Refusal("BAD", "with")])
        household = _household(dossier.matter)
        if household is not None:
            Party.objects.get_or_create(matter=into, household_id=household)
        dossier.matter.joined = into
        moves.end(dossier, "joined")
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.join", request_hash, detail=into.number,
            payload={"into": into.number}, seen="parties",
        )  # fmt: skip

    return act_on(number, "matter.join", acting, body, other=other)


def follow_matter(number: str, acting: Acting) -> Answer:
    """Let a resident say "mine too" of a matter that is already open."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        household = acting.who.household
        here = acting.who.home_village == dossier.matter.village
        if household is None or not here:
            raise Refused([Refusal("WRONG_POST")])
        moves.refuse_unless((dossier.matter.ended_at is None, "NOT_FROM_HERE"))
        Party.objects.get_or_create(matter=dossier.matter, household_id=household)
        return moves.write(
            dossier, acting, "matter.mine-too", request_hash, seen="parties"
        )

    return act_on(number, "matter.mine-too", acting, body)


def _household(matter: Matter) -> int | None:
    if matter.requester_id is None:
        return None
    lives = Residency.objects.filter(person=matter.requester_id, until=None)
    return lives.values_list("household", flat=True).first()


def divide(
    number: str, playbook: str, parts: Sequence[Mapping[str, Any]], acting: Acting
) -> Answer:
    """Divide a matter into children under a playbook; each is held on its own."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.is_holder, "WRONG_POST"))
        moves.refuse_unless((dossier.matter.ended_at is None, "NOT_FROM_HERE"))
        if dossier.charter.playbook(playbook) is None:
            raise Refused([Refusal("UNKNOWN_PLAYBOOK", playbook)])
        if not 0 < len(parts) <= PARTS_MOST:
            raise Refused([Refusal("BAD" if parts else "MISSING", "parts")])
        rows = [
            {"title": cleaned(str(p.get("title", "")), "title", 200)} for p in parts
        ]
        plan_children(dossier, playbook, list(rows))
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.divide", request_hash, detail=playbook,
            payload={"parts": rows},
        )  # fmt: skip

    asked = [dict(part) for part in parts]
    return act_on(number, "matter.divide", acting, body, playbook=playbook, parts=asked)


def receipt_fits(matter: Matter, code: str) -> bool:
    """Say whether a code is the receipt of an anonymous matter."""
    hashed = hashlib.sha256(code.strip().upper().encode()).hexdigest()
    return bool(matter.receipt) and matter.receipt == hashed
