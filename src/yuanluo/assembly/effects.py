"""Putting a matter before a body as a word of playbooks: `open-ballot`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from yuanluo.assembly import electing_effects
from yuanluo.assembly.models import OUTCOMES, Ballot
from yuanluo.assembly.queries import gather
from yuanluo.kernel.effect import Deed, Effect, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from yuanluo.kernel.effect import Change, Subject, World
    from yuanluo.kernel.playbook import Playbook, Step

IDENT = re.compile(r"[a-z][a-z0-9-]*")


def _problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del playbook
    if not IDENT.fullmatch(str(parameters.get("ballot", ""))):
        yield 'needs ballot = "NAME", by which other steps can wait for it'
    if parameters.get("body") not in world.bodies:
        known = ", ".join(sorted(world.bodies)) or "none"
        yield f"is put to body {parameters.get('body')!r}; bodies here: {known}"
    if step.to is None:
        yield "a ballot belongs to the state a step enters: give the step a `to`"


def _open(deed: Deed) -> Iterable[Change]:
    Ballot.objects.create(
        matter=deed.subject.number,
        visit=deed.subject.visit,
        ident=deed.parameters["ballot"],
        charter=deed.subject.charter,
        village=deed.subject.village,
        body=deed.parameters["body"],
        title=deed.subject.title,
        openness=deed.subject.openness,
        opened_at=deed.at,
    )
    return ()


def _cancel(subject: Subject, at: datetime) -> None:
    """Take an undecided question back when its visit is left."""
    Ballot.objects.filter(
        matter=subject.number,
        visit=subject.visit,
        decided_at=None,
        cancelled_at=None,
    ).update(cancelled_at=at)


EFFECTS = (Effect("open-ballot", _open, _problems), *electing_effects.EFFECTS)
FACTS = (
    Fact("ballot", OUTCOMES, gather, _cancel, opened_by="open-ballot"),
    *electing_effects.FACTS,
)
