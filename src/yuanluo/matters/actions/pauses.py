"""Suspending and extending: more time, but only with a second person's consent.

The holder proposes with a reason; somebody else with the power to approve agrees or
does not. A suspension ends by itself on its day; what was counted before stays counted.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.deadline import promised
from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions import holding, moves
from yuanluo.matters.actions.words import act_on, cleaned
from yuanluo.matters.queries.holders import Due, run
from yuanluo.record.actions import Answer, Refused
from yuanluo.territory import charters

if TYPE_CHECKING:
    from yuanluo.matters.models import Pending
    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.people.queries import Acting

#: How long the second person has before a proposal lapses.
APPROVAL_DUE = "3 working days"


def suspend(number: str, until: str, reason: str, acting: Acting) -> Answer:
    """Propose that the clock stands still until a day."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        _proposable(dossier)
        day = _later_day(dossier, until)
        words = cleaned(reason, "reason", 500)
        _propose(dossier, "suspension", words, {"until": day.isoformat()})
        return _proposed(
            dossier, acting, "matter.suspend", request_hash, day=day, words=words
        )

    return act_on(
        number, "matter.suspend", acting, body, until=until, reason=reason
    )  # fmt: skip


def extend(number: str, until: str, reason: str, acting: Acting) -> Answer:
    """Propose a later due date."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        _proposable(dossier)
        day = _later_day(dossier, until)
        held = dossier.held
        zone = charters.zone(dossier.charter)
        if held.due_at is None or day <= held.due_at.astimezone(zone).date():
            raise Refused([Refusal("BAD", "until")])
        words = cleaned(reason, "reason", 500)
        _propose(dossier, "extension", words, {"until": day.isoformat()})
        return _proposed(
            dossier, acting, "matter.extend", request_hash, day=day, words=words
        )

    return act_on(
        number, "matter.extend", acting, body, until=until, reason=reason
    )  # fmt: skip


def _proposable(dossier: Dossier) -> None:
    matter = dossier.matter
    moves.refuse_unless((dossier.is_holder, "WRONG_POST"))
    moves.refuse_unless(
        (matter.ended_at is None, "NOT_FROM_HERE"),
        (matter.suspended_at is None, "SUSPENDED"),
        (dossier.held.due_at is not None, "NO_DEADLINE"),
        (dossier.held.late_at is None, "ALREADY_LATE"),
    )


def _later_day(dossier: Dossier, text: str) -> date:
    if not text:
        raise Refused([Refusal("MISSING", "until")])
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused([Refusal("BAD", "until")]) from error
    today = dossier.at.astimezone(charters.zone(dossier.charter)).date()
    if not today < day or (day - today).days > 366:
        raise Refused([Refusal("BAD", "until")])
    return day


def _propose(dossier: Dossier, kind: str, reason: str, content: dict[str, Any]) -> None:
    due = run(dossier, APPROVAL_DUE, dossier.at, "approval")
    moves.pending(dossier, kind, reason=reason, content=content, due_at=due.due_at)


def _proposed(
    dossier: Dossier, acting: Acting, verb: str, hashed: str, *, day: date, words: str
) -> dict[str, Any]:
    moves.keep(dossier, moved=False)
    return moves.write(
        dossier, acting, verb, hashed,
        payload={"until": day.isoformat(), "reason": words},
    )  # fmt: skip


def approve(number: str, acting: Acting) -> Answer:
    """Agree to a colleague's suspension or extension."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        one = _proposal(dossier)
        until = date.fromisoformat(one.content["until"])
        if one.kind == "suspension":
            dossier.matter.suspended_at = dossier.at
            dossier.matter.suspended_until = _begins(dossier, until)
            # While the clock stands still it is not among what is late.
            dossier.held.sort_at = dossier.matter.suspended_until
            dossier.held.save(update_fields=["sort_at"])
        else:
            _extended(dossier, until)
        moves.settle(one, "approved", dossier.at, dossier)
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.approve", request_hash, detail=one.kind,
            payload={"kind": one.kind, "until": until.isoformat()},
        )  # fmt: skip

    return act_on(number, "matter.approve", acting, body)


def reject(number: str, acting: Acting, *, reason: str = "") -> Answer:
    """Do not agree; the clock runs on as before."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        one = _proposal(dossier)
        moves.settle(one, "rejected", dossier.at, dossier)
        moves.keep(dossier, moved=False)
        return moves.write(
            dossier, acting, "matter.reject", request_hash, detail=one.kind,
            payload={"kind": one.kind, "reason": reason[:500]},
        )  # fmt: skip

    return act_on(number, "matter.reject", acting, body, reason=reason)


def _proposal(dossier: Dossier) -> Pending:
    """Find the proposal; a second person with the power to approve must decide it."""
    moves.refuse_unless((dossier.may("approve"), "WRONG_POST"))
    found = dossier.pendings.get("suspension") or dossier.pendings.get("extension")
    if found is None:
        raise Refused([Refusal("NOTHING_PROPOSED")])
    who = dossier.who
    if who is None or found.by_id == who.person:
        raise Refused([Refusal("SECOND_PERSON")])
    return found


def _begins(dossier: Dossier, day: date) -> datetime:
    return datetime.combine(day, time.min, charters.zone(dossier.charter))


def _extended(dossier: Dossier, until: date) -> None:
    later = promised(
        dossier.at,
        until,
        day_ends=charters.day_ends(dossier.charter),
        zone=charters.zone(dossier.charter),
        rule="extension",
    )
    holding.set_due(dossier, Due(deadline=later))


def resume(number: str, acting: Acting) -> Answer:
    """Let the clock run again before the suspension's day."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        able = dossier.is_holder or dossier.may("approve")
        moves.refuse_unless((able, "WRONG_POST"))
        moves.refuse_unless((dossier.matter.suspended_at is not None, "NOT_SUSPENDED"))
        moves.run_on(dossier)
        moves.keep(dossier)
        return moves.write(dossier, acting, "matter.resume", request_hash)

    return act_on(number, "matter.resume", acting, body)
