"""Acting for somebody else: the matter as the one who asked has it, before a helper.

Whoever has no phone, or cannot use one, tells somebody whose post lets them report for
others. The helper says how the person agreed; the act is the person's own, the record
names both, and the person is told. Refuses whoever holds the matter or worked on it:
nobody says in a resident's name how well they did themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yuanluo.kernel.deadline import local_date
from yuanluo.kernel.effect import Refusal
from yuanluo.matters.queries.dossier import Dossier
from yuanluo.people.helping import consented
from yuanluo.people.queries import standing_on
from yuanluo.territory import charters

if TYPE_CHECKING:
    from yuanluo.people.queries import Acting

POWER = "report"


def concerns(dossier: Dossier) -> bool:
    """Whether somebody's post lets them act for others here, on this one or not."""
    return all(one.code != "WRONG_POST" for one in against(dossier))


def against(dossier: Dossier) -> list[Refusal]:
    """Say why the person before the matter may not act for the one who asked."""
    who, requester = dossier.who, dossier.matter.requester_id
    if who is None or requester is None or not dossier.may(POWER):
        return [Refusal("WRONG_POST")]
    if who.person == requester:
        return [Refusal("WRONG_POST")]
    if dossier.is_holder or _worked_on(dossier, who.person):
        return [Refusal("HELPER_HANDLED")]
    return []


def _worked_on(dossier: Dossier, person: int | None) -> bool:
    """Whether somebody took a step of their own: not for the one who asked."""
    book = dossier.playbook
    return any(
        one.by == person and not (step and (step.opens or "requester" in step.by))
        for one in dossier.taken
        for step in (book.step(one.step),)
    )


def for_requester(dossier: Dossier) -> Dossier:
    """Give the matter as the one who asked has it, without the posts they hold."""
    matter = dossier.matter
    asked = matter.requester
    assert asked is not None, matter.number
    day = local_date(dossier.at, charters.zone(dossier.charter))
    who = replace(standing_on(asked.pk, day, asked.name), posts=())
    return Dossier(matter, who, dossier.at, dossier.held_or_none)


def stood_in(dossier: Dossier, acting: Acting) -> tuple[Dossier | None, list[Refusal]]:
    """Give the matter before the one acted for, or why nobody may act for them."""
    reasons = against(dossier) + consented(acting.consent)
    if acting.on_behalf != dossier.matter.requester_id:
        reasons = [Refusal("WRONG_POST")]
    return (None, reasons) if reasons else (for_requester(dossier), [])
