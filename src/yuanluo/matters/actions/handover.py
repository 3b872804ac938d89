"""Handing a matter over: up the ladder or sideways, accepted, refused, ruled upon.

Until an offer is accepted the old holder answers; silence accepts; a refusal is ruled
upon one level up; the top of the ladder may not refuse. Assigning within a unit needs
the power to and asks nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.actions import holding, moves, offers
from yuanluo.matters.actions.words import act_on, cleaned
from yuanluo.matters.queries.answers import Unusable, holder_of
from yuanluo.matters.queries.holders import Holder, post_holder, run, rung_holder
from yuanluo.record.actions import Answer, Refused

if TYPE_CHECKING:
    from yuanluo.matters.models import Pending
    from yuanluo.matters.queries.dossier import Dossier
    from yuanluo.people.queries import Acting


def escalate(number: str, reason: str, acting: Acting) -> Answer:
    """Offer a matter to the next level; the holder may, and the requester may ask."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        asker = "requester" in dossier.capacities or dossier.is_own
        moves.refuse_unless((dossier.is_holder or asker, "WRONG_POST"))
        moves.refuse_unless((_live(dossier), "NOT_FROM_HERE"))
        words = cleaned(reason, "reason", 500)
        offered = offers.offer_up(dossier, words)
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.escalate", request_hash, detail=offered.level,
            payload={"reason": words, "level": offered.level},
            more={"offered": offered.level},
        )  # fmt: skip

    return act_on(number, "matter.escalate", acting, body, reason=reason)


def hand_over(number: str, to: str, reason: str, acting: Acting) -> Answer:
    """Offer a matter sideways: `to` is a post of the place, or a person's id."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.is_holder, "WRONG_POST"))
        moves.refuse_unless((_live(dossier), "NOT_FROM_HERE"))
        words = cleaned(reason, "reason", 500)
        holder = _named(dossier, to)
        rung = dossier.playbook.rung(dossier.matter.level)
        accept = rung.accept if rung else None
        offers.offer(dossier, holder, dossier.matter.level, accept, words)
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.hand-over", request_hash, detail=holder.post,
            payload={"reason": words, "post": holder.post},
            more={"offered": holder.post},
        )  # fmt: skip

    return act_on(number, "matter.hand-over", acting, body, to=to, reason=reason)


def assign(number: str, to: str, acting: Acting) -> Answer:
    """Give a matter to somebody of one's own unit, who answers from now."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        moves.refuse_unless((dossier.may("assign"), "WRONG_POST"))
        moves.refuse_unless((_live(dossier), "NOT_FROM_HERE"))
        holder = _named(dossier, to)
        if holder.person in dossier.matter.barred:
            raise Refused([Refusal("BARRED")])
        holding.pass_on(dossier, holder, "assigned")
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.assign", request_hash, detail=holder.post,
            payload={"post": holder.post, "person": holder.person},
        )  # fmt: skip

    return act_on(number, "matter.assign", acting, body, to=to)


def _named(dossier: Dossier, to: str) -> Holder:
    """Find the post or the person that somebody named."""
    if to and not to[0].isdigit():
        place = dossier.matter.village
        post, _, level = to.partition("@")
        if dossier.charter.post(post) is None and ":" not in post:
            raise Refused([Refusal("BAD", "to")])
        found = post_holder(dossier, post, dossier.place_at(level) or place)
        if found.vacant:
            raise Refused([Refusal("VACANT", to)])
        return found
    try:
        named = holder_of(to, (), dossier.where)
    except (Unusable, ValueError) as error:
        raise Refused([Refusal("BAD" if to else "MISSING", "to")]) from error
    return Holder(named["post"], named["place"], named["person"])


def _live(dossier: Dossier) -> bool:
    return dossier.matter.ended_at is None and dossier.matter.suspended_at is None


def _offered(dossier: Dossier, stage: str) -> Pending:
    one = dossier.pendings.get("handover")
    if one is None or one.stage != stage:
        raise Refused([Refusal("NOTHING_OFFERED")])
    return one


def _may_answer(dossier: Dossier, post: str, place: str, person: int | None) -> bool:
    who = dossier.who
    if who is None or who.person is None:
        return False
    if person is not None and person == who.person:
        return True
    return bool(post) and dossier.has_post(post, place)


def accept(number: str, acting: Acting) -> Answer:
    """Accept an offered matter; its new holder's own clock begins."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        one = dossier.pendings.get("handover")
        mine = one is not None and _may_answer(
            dossier, one.post, one.place, one.person_id
        )
        moves.refuse_unless((mine, "WRONG_POST"))
        offers.taken_over(dossier, _offered(dossier, "open"), "accepted")
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.accept", request_hash,
            detail=dossier.matter.level, payload={"level": dossier.matter.level},
        )  # fmt: skip

    return act_on(number, "matter.accept", acting, body)


def refuse(number: str, reason: str, acting: Acting) -> Answer:
    """Refuse an offered matter; the level above rules. The top may not refuse."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        one = dossier.pendings.get("handover")
        mine = one is not None and _may_answer(
            dossier, one.post, one.place, one.person_id
        )
        moves.refuse_unless((mine, "WRONG_POST"))
        one = _offered(dossier, "open")
        words = cleaned(reason, "reason", 500)
        level, holder = _adjudicator(dossier, one)
        rung = dossier.playbook.rung(level)
        due = run(dossier, rung.accept if rung else "1 working day", dossier.at, "rule")
        one.stage = "refused"
        one.adjudicator_post, one.adjudicator_place = holder.post, holder.place
        one.due_at = due.due_at
        one.content = {**one.content, "refused": words, "adjudicator_level": level}
        one.save(
            update_fields=[
                "stage", "adjudicator_post", "adjudicator_place", "due_at", "content",
            ]
        )  # fmt: skip
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.refuse", request_hash, detail=level,
            payload={"reason": words, "adjudicates": level}, seen="parties",
            more={"adjudicates": level},
        )  # fmt: skip

    return act_on(number, "matter.refuse", acting, body, reason=reason)


def _adjudicator(dossier: Dossier, one: Pending) -> tuple[str, Holder]:
    """Find who rules on a refusal: the level above the one it was offered to."""
    above = dossier.rung_above(one.level)
    if above is not None:
        return above.level, rung_holder(dossier, above.level)
    sideways = one.level == dossier.matter.level
    rung = dossier.playbook.rung(one.level)
    if sideways and rung is not None and rung.post != one.post:
        return one.level, rung_holder(dossier, one.level)
    raise Refused([Refusal("NO_ONE_ABOVE_TO_ADJUDICATE")])


def adjudicate(number: str, to: str, acting: Acting, *, reason: str = "") -> Answer:
    """Rule on a refusal: `to` is the level, or the post, that answers from now."""

    def body(dossier: Dossier, request_hash: str) -> dict[str, Any]:
        one = dossier.pendings.get("handover")
        mine = (
            one is not None
            and one.stage == "refused"
            and _may_answer(dossier, one.adjudicator_post, one.adjudicator_place, None)
        )
        moves.refuse_unless((mine, "WRONG_POST"))
        one = _offered(dossier, "refused")
        before = one.content.get("from", dossier.matter.level)
        if to in {one.level, one.post} and to != before:
            offers.taken_over(dossier, one, "adjudicated")
        elif to in {before, dossier.held.post}:
            kept = Holder(dossier.held.post, dossier.held.place, dossier.held.person_id)
            moves.settle(one, "adjudicated", dossier.at, dossier)
            holding.hold(dossier, kept, "adjudicated", before)
        else:
            raise Refused([Refusal("BAD", "to")])
        words = cleaned(reason, "reason", 500) if reason else ""
        moves.keep(dossier)
        return moves.write(
            dossier, acting, "matter.adjudicate", request_hash, detail=to,
            payload={"to": to, "reason": words},
        )  # fmt: skip

    return act_on(number, "matter.adjudicate", acting, body, to=to, reason=reason)
