"""Taking a step of a playbook: read again under lock, judge, move, leave a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import (
    Refusal,
)
from yuanluo.kernel.judge import refusals
from yuanluo.matters.actions import carrying, clockwork, moves
from yuanluo.matters.queries.answers import read
from yuanluo.matters.queries.dossier import STEP, Dossier
from yuanluo.record.actions import Answer, Refused, once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from yuanluo.kernel.playbook import Step
    from yuanluo.people.queries import Acting


def take_step(
    number: str,
    name: str,
    raw: Mapping[str, Any],
    acting: Acting,
    *,
    revision: int | None = None,
    photos: Sequence[UUID] = (),
) -> Answer:
    """Take a step of the matter's playbook, or raise `Refused` with every reason.

    `revision` is what the person had before their eyes: if somebody moved the matter
    since, the step is refused as STALE. Raises `Gone` if the matter cannot be seen.
    """
    payload = {
        "act": STEP,
        "number": number,
        "step": name,
        "raw": dict(raw),
        "photos": [str(photo) for photo in photos],
    }

    def act(request_hash: str) -> dict[str, Any]:
        dossier = moves.take_up(number, acting)
        step = dossier.playbook.step(name)
        if step is None or step.opens:
            raise Refused([Refusal("NOT_FROM_HERE")])
        values = _judge(dossier, step, raw, revision, photos)
        carrying.attach(dossier, step.id, photos, acting)
        answer = carrying.carry_out(dossier, step, values, acting, request_hash)
        clockwork.set_free(dossier)
        return answer

    return once(acting.request_id, payload, act)


def _judge(
    dossier: Dossier,
    step: Step,
    raw: Mapping[str, Any],
    revision: int | None,
    photos: Sequence[UUID],
) -> dict[str, Any]:
    """Read the answers and refuse with every reason there is."""
    matter = dossier.matter
    stale = revision is not None and revision != matter.revision
    # Who held it a moment ago is told what changed rather than that it is not theirs.
    if stale and step.to is not None and (dossier.is_own or dossier.is_handler):
        raise Refused([Refusal("STALE")], since=revision, now=matter.revision)
    if not dossier.capacities.intersection(step.by):
        raise Refused([Refusal("WRONG_POST")])
    answers = read(step.ask, raw, dossier.where)
    facts = dossier.facts(len(photos), step=step)
    reasons = refusals(dossier.playbook, step, facts, answers.values)
    reasons += answers.refusals
    reasons += _barred(dossier, step, answers.values)
    reasons += _unchanged(dossier, answers.values)
    if matter.ended_at is not None:
        reasons = [Refusal("NOT_FROM_HERE")]
    if reasons:
        raise Refused(reasons)
    return answers.values


def _barred(dossier: Dossier, step: Step, values: Mapping[str, Any]) -> list[Refusal]:
    """Refuse to assign a matter to somebody who handled it before it was reopened."""
    named = [
        values[ask.id] for ask in step.ask if ask.type == "holder" and ask.id in values
    ]
    if any(one["person"] in dossier.matter.barred for one in named):
        return [Refusal("BARRED")]
    return []


def _unchanged(dossier: Dossier, values: Mapping[str, Any]) -> list[Refusal]:
    """Refuse to put the same text anew: it would only undo what was decided on it."""
    name = dossier.playbook.text
    if name is None or name not in values:
        return []
    same = values[name] == dossier.matter.fields.get(name)
    return [Refusal("SAME_TEXT")] if same else []
