"""Recording what a body decided: the chair's word and the minutes, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.models import OUTCOMES, Ballot
from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.place import contains
from yuanluo.kernel.text import TextFault, clean
from yuanluo.record.actions import Answer, Inscription, Refused, inscribe, once

if TYPE_CHECKING:
    from yuanluo.people.queries import Acting

MINUTES_MOST = 10_000


def declare(
    ballot: int,
    outcome: str,
    minutes: str,
    acting: Acting,
    *,
    present: int | None = None,
    yes: int | None = None,
) -> Answer:
    """Record a body's decision; only its chair may, and only while it is open.

    The matter learns of it by itself: its waiting step finds the outcome.
    """
    asked = {"ballot": ballot, "outcome": outcome, "minutes": minutes}
    payload = {"act": "ballot.declare", **asked, "present": present, "yes": yes}

    def act(request_hash: str) -> dict[str, Any]:
        one = Ballot.objects.select_for_update().filter(pk=ballot).first()
        if one is None or not is_chair(one, acting):
            raise Refused([Refusal("WRONG_POST")])
        reasons = _reasons(one, outcome, present, yes)
        if reasons:
            raise Refused(reasons)
        one.outcome, one.decided_at = outcome, acting.at
        one.minutes, one.by = _minutes(minutes), acting.who.person
        one.present, one.yes = present, yes
        one.save(
            update_fields=["outcome", "decided_at", "minutes", "by", "present", "yes"]
        )
        answer = {"matter": one.matter, "ballot": one.pk, "outcome": outcome}
        inscribe(
            Inscription(
                subject=one.matter,
                verb="ballot.declare",
                at=acting.at,
                request_id=acting.request_id,
                actor=acting.who.person,
                actor_name=acting.who.name,
                post=f"chair:{one.body}",
                place=one.village,
                log=one.village,
                detail=outcome,
                visit=one.visit,
                seen="public",
                payload={"present": present, "yes": yes, "body": one.body},
                channel=acting.channel,
            ),
            request_hash,
            answer,
        )
        return answer

    return once(acting.request_id, payload, act)


def is_chair(ballot: Ballot, acting: Acting) -> bool:
    """Say whether the acting person chairs the body at the matter's place."""
    return any(
        post.key == f"chair:{ballot.body}" and contains(post.place, ballot.village)
        for post in acting.who.posts
    )


def _reasons(
    ballot: Ballot, outcome: str, present: int | None, yes: int | None
) -> list[Refusal]:
    found = []
    if ballot.decided_at is not None or ballot.cancelled_at is not None:
        found.append(Refusal("ALREADY"))
    if outcome not in OUTCOMES:
        found.append(Refusal("BAD" if outcome else "MISSING", "outcome"))
    if yes is not None and (present is None or not 0 <= yes <= present):
        found.append(Refusal("BAD", "yes"))
    return found


def _minutes(text: str) -> str:
    if not text.strip():
        raise Refused([Refusal("MISSING", "minutes")])
    try:
        return clean(text, MINUTES_MOST)
    except TextFault as fault:
        raise Refused([Refusal("BAD", "minutes")], says=str(fault)) from fault
