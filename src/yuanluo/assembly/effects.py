"""Putting a matter before a body as a word of playbooks: `open-ballot`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from yuanluo.assembly import electing_effects, filing_effects
from yuanluo.assembly.models import HANDLERS, OUTCOMES, Ballot
from yuanluo.assembly.queries import gather
from yuanluo.kernel.effect import Deed, Effect, Fact, Refusal
from yuanluo.kernel.lodging import unfiled
from yuanluo.record.refused import Refused
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yuanluo.kernel.effect import Change, Subject, World
    from yuanluo.kernel.locality import Locality
    from yuanluo.kernel.playbook import Playbook, Step

TITLE_MOST = 200
IDENT = re.compile(r"[a-z][a-z0-9-]*")


def _problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    if not IDENT.fullmatch(str(parameters.get("ballot", ""))):
        yield 'needs ballot = "NAME", by which other steps can wait for it'
    if parameters.get("body") not in world.bodies:
        known = ", ".join(sorted(world.bodies)) or "none"
        yield f"is put to body {parameters.get('body')!r}; bodies here: {known}"
    yield from _item_problems(parameters, world)
    yield from _filing_problems(parameters, playbook, world)
    question = parameters.get("question")
    if question is not None and question not in {a.id for a in step.ask}:
        yield f"question names {question!r}: ask for it here"
    if step.to is None:
        yield "a ballot belongs to the state a step enters: give the step a `to`"


def _item_problems(parameters: Mapping[str, Any], world: World) -> Iterable[str]:
    """Tell where the law reserves what is decided to a larger body (R8, R9)."""
    name, body = parameters.get("item"), str(parameters.get("body", ""))
    if name is None:
        return
    packs = world.packs.get(body, ())
    items = [item for pack in packs for item in pack.items]
    found = [item for item in items if item.id == name]
    if not found:
        known = ", ".join(sorted({item.id for item in items})) or "none"
        yield f"item {name!r} has no rule for body {body!r}; its items are {known}"
    units = {one.unit for pack in packs for one in pack.electorates}
    for item in found:
        if not item.delegable and units <= {"seats"}:
            # Both texts side by side: what reserves it, and what the body sits by.
            cited = dict.fromkeys([item.citation, *(pack.citation for pack in packs)])
            yield (
                f"{item.title!r} is not body {body!r}'s to decide, which sits for "
                f"others: put it to everybody ({'; '.join(filter(None, cited))})"
            )


def _filing_problems(
    parameters: Mapping[str, Any], playbook: Playbook, world: World
) -> Iterable[str]:
    """Tell where what is to be filed is shown or carried out before it was (R33)."""
    ballot = str(parameters.get("ballot", ""))
    needed = list(filing_effects.filings_of(ballot, playbook, world))
    if not needed:
        return
    # The checker's world is the whole locality.
    for name in unfiled(playbook, cast("Locality", world), ballot):
        asked = "; ".join(
            dict.fromkeys(f"{f.kind}, {f.level}: {f.basis}" for f in needed)
        )
        yield (
            f"goes on to {name!r} before it was filed: send it with send-for-filing, "
            f"and let {name!r} wait for the fact filing ({asked})"
        )


def _open(deed: Deed) -> Iterable[Change]:
    if deed.subject.openness < HANDLERS:
        # What was told in confidence is put before no meeting.
        raise Refused([Refusal("STAYS_PRIVATE")])
    asked = deed.answers.get(deed.parameters.get("question", ""))
    Ballot.objects.create(
        matter=deed.subject.number,
        visit=deed.subject.visit,
        ident=deed.parameters["ballot"],
        charter=deed.subject.charter,
        village=_sits_at(deed),
        body=deed.parameters["body"],
        item=str(deed.parameters.get("item", "")),
        title=str(asked or deed.subject.title)[:TITLE_MOST],
        openness=deed.subject.openness,
        opened_at=deed.at,
    )
    return ()


def _sits_at(deed: Deed) -> str:
    """Give the place of the body that is asked: the village, or a division of it."""
    body = charters.charter(deed.subject.charter).body(deed.parameters["body"])
    if body is None or body.level not in deed.units:
        return deed.subject.village
    return deed.units[body.level]


def _cancel(subject: Subject, at: datetime) -> None:
    """Take an undecided question back when its visit is left."""
    Ballot.objects.filter(
        matter=subject.number,
        visit=subject.visit,
        decided_at=None,
        cancelled_at=None,
    ).update(cancelled_at=at)


EFFECTS = (
    Effect("open-ballot", _open, _problems),
    *electing_effects.EFFECTS,
    *filing_effects.EFFECTS,
)
FACTS = (
    Fact("ballot", OUTCOMES, gather, _cancel, opened_by="open-ballot"),
    *electing_effects.FACTS,
    *filing_effects.FACTS,
)
