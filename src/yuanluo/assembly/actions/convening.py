"""Calling a meeting: an agenda, days of notice counted, and the roll frozen.

What a rule asks for beforehand is asked for here: enough notice, unless the case is
special and somebody signs for it, and what must have gone before. The rule that binds
on the day of the sitting is kept whole with the meeting.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yuanluo.assembly import composition
from yuanluo.assembly.actions.inscribing import chairs, said, write
from yuanluo.assembly.models import OWNERS, Ballot, Meeting, RollObjection
from yuanluo.assembly.rolls import freeze
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.deciding.binding import binding
from yuanluo.kernel.effect import Refusal
from yuanluo.record.actions import Answer, Refused, once
from yuanluo.territory.charters import charter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yuanluo.kernel.charter import Charter
    from yuanluo.kernel.deciding.binding import Rule
    from yuanluo.people.queries import Acting

#: Nobody is called to a sitting further away than this.
DAYS_MOST = 400


@dataclass(frozen=True, slots=True)
class Call:
    """What a chair says when calling a body together."""

    ballots: tuple[int, ...]
    held_at: datetime
    venue: str
    unit: str = ""
    special_reason: str = ""
    special_signer: str = ""
    prior: Mapping[str, str] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """Give what the request asks for, to know it again."""
        return {name: str(getattr(self, name)) for name in self.__slots__}


def convene(call: Call, acting: Acting) -> Answer:
    """Call a body to sit on some questions; only its chair may."""
    payload = {"act": "meeting.convene", **call.payload()}

    def act(request_hash: str) -> dict[str, Any]:
        asked = list(
            Ballot.objects.select_for_update()
            .filter(pk__in=call.ballots)
            .order_by("pk")
        )
        if not asked or not all(
            chairs(acting.who, one.body, one.village) for one in asked
        ):
            raise Refused([Refusal("WRONG_POST")])
        first = asked[0]
        reading = charter(first.charter)
        rule = rule_of(reading, first.body, first.village, call.held_at)
        days = _days_between(acting.at, call.held_at)
        reasons = _reasons(call, acting, asked)
        made_of: list[dict[str, Any]] = []
        if rule is not None:
            made_of = composition.lines(rule, first, acting.at)
            reasons += _lawful(call, rule, days, asked)
            reasons += composition.refusals(rule, made_of)
        else:
            reasons.append(Refusal("NO_RULE", first.body))
        if reasons or rule is None:
            raise Refused(reasons)
        meeting = _called(call, acting, asked, reading, rule, made_of)
        until = meeting.held_at
        roll = freeze(meeting, rule, meeting.village, acting.at, until)
        if meeting.unit == OWNERS and not roll.size:
            raise Refused([Refusal("NO_OWNERS")])
        Ballot.objects.filter(pk__in=[one.pk for one in asked]).update(meeting=meeting)
        answer = {"meeting": meeting.pk, "roll": roll.sha256, "size": roll.size}
        told = {"held_at": call.held_at.isoformat(), "size": roll.size}
        return write(
            meeting,
            "meeting.convene",
            acting,
            request_hash,
            answer,
            seen="public",
            post=f"chair:{meeting.body}",
            payload=told | {"roll": roll.sha256, "notice_days": days},
        )

    return once(acting.request_id, payload, act)


def rule_of(reading: Charter, body: str, village: str, at: datetime) -> Rule | None:
    """Give the rule by which a body decides on a day, or None where there is none."""
    found = reading.body(body)
    if found is None or found.rules is None:
        return None
    return binding(reading.rules, found.rules, village, at.astimezone(SHANGHAI).date())


def _days_between(called: datetime, held: datetime) -> int:
    """Count the days of notice: the day of the call is not one of them."""
    return (held.astimezone(SHANGHAI).date() - called.astimezone(SHANGHAI).date()).days


def _reasons(call: Call, acting: Acting, asked: list[Ballot]) -> list[Refusal]:
    found = []
    if len(asked) != len(set(call.ballots)):
        found.append(Refusal("BAD", "ballots"))
    if len({(one.charter, one.body, one.village) for one in asked}) > 1:
        found.append(Refusal("BAD", "ballots"))
    if any(one.meeting_id or one.decided_at or one.cancelled_at for one in asked):
        found.append(Refusal("ALREADY"))
    if not call.venue.strip():
        found.append(Refusal("MISSING", "venue"))
    days = _days_between(acting.at, call.held_at)
    if call.held_at < acting.at or days > DAYS_MOST:
        found.append(Refusal("BAD", "held_at"))
    return found


def _lawful(call: Call, rule: Rule, days: int, asked: list[Ballot]) -> list[Refusal]:
    """Tell what the rule asks for beforehand and is missing, with the number.

    What the rule of a kind of question asks for is asked for as well.
    """
    found = []
    unit = call.unit or rule.pack.electorates[0].unit
    if rule.electorate(unit) is None:
        found.append(Refusal("BAD", "unit"))
    special = bool(call.special_reason.strip() or call.special_signer.strip())
    if special and not (call.special_reason.strip() and call.special_signer.strip()):
        found.append(Refusal("MISSING", "special_signer"))
    needed = rule.notice_days
    if days < needed and not (special and rule.pack.special_notice):
        found.append(Refusal("NOTICE_SHORT", str(needed - days)))
    found += [
        Refusal("PRIOR", name)
        for name in prior_of(rule, asked)
        if not call.prior.get(name, "").strip()
    ]
    return found


def prior_of(rule: Rule, asked: Iterable[Ballot]) -> tuple[str, ...]:
    """Give what must come before a sitting on some questions."""
    return rule.prior(one.item for one in asked if one.item)


def _called(  # noqa: PLR0917 - what a meeting is made of
    call: Call,
    acting: Acting,
    asked: list[Ballot],
    reading: Charter,
    rule: Rule,
    made_of: list[dict[str, Any]],
) -> Meeting:
    first = asked[0]
    body = reading.body(first.body)
    assert body is not None, first.body
    assert acting.who.person is not None, "a chair is somebody"
    return Meeting.objects.create(
        charter=first.charter,
        village=first.village,
        body=first.body,
        title=body.title,
        unit=call.unit or rule.pack.electorates[0].unit,
        rule=rule.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        venue=said("venue", call.venue, 200),
        code=secrets.token_hex(8),
        convened_at=acting.at,
        convened_by_id=acting.who.person,
        held_at=call.held_at,
        notice_days=_days_between(acting.at, call.held_at),
        composition=made_of,
        special_reason=said("special_reason", call.special_reason, 200, needed=False),
        special_signer=said("special_signer", call.special_signer, 80, needed=False),
        prior={
            name: said(name, call.prior[name], 200)
            for name in prior_of(rule, asked)
            if name in call.prior
        },
    )


def object_to_roll(meeting: int, text: str, acting: Acting) -> Answer:
    """Say that a roll is wrong, until the sitting begins; anybody signed in may."""
    payload = {"act": "roll.object", "meeting": meeting, "text": text}

    def act(request_hash: str) -> dict[str, Any]:
        one = Meeting.objects.select_for_update().filter(pk=meeting).first()
        if one is None or acting.who.person is None:
            raise Refused([Refusal("WRONG_POST")])
        if acting.at > one.roll.objections_until or one.closed_at is not None:
            raise Refused([Refusal("TOO_LATE")])
        made = RollObjection.objects.create(
            roll=one.roll,
            by_id=acting.who.person,
            at=acting.at,
            text=said("text", text, 500),
        )
        answer = {"meeting": one.pk, "objection": made.pk}
        return write(one, "roll.object", acting, request_hash, answer)

    return once(acting.request_id, payload, act)


def answer_objection(objection: int, text: str, acting: Acting) -> Answer:
    """Answer an objection to a roll; the chair does, in words that stay."""
    payload = {"act": "roll.answer", "objection": objection, "text": text}

    def act(request_hash: str) -> dict[str, Any]:
        one = RollObjection.objects.select_for_update().filter(pk=objection).first()
        meeting = one.roll.meeting if one else None
        if (
            one is None
            or meeting is None
            or not chairs(acting.who, meeting.body, meeting.village)
        ):
            raise Refused([Refusal("WRONG_POST")])
        if one.answered_at is not None:
            raise Refused([Refusal("ALREADY")])
        one.answer, one.answered_at = said("text", text, 500), acting.at
        one.save(update_fields=["answer", "answered_at"])
        answer = {"meeting": meeting.pk, "objection": one.pk}
        return write(meeting, "roll.answer", acting, request_hash, answer)

    return once(acting.request_id, payload, act)
