"""What follows at another level as words of playbooks: sent, and what came of it.

`send-for-filing` sends what a ballot carried where the rule of its meeting says;
`record-filing` keeps that it was filed, or why it came back. Each is of a kind (R39):
what is only filed can be approved or refused by nobody, and what comes back because of
the law names the article. The fact `filing` tells other steps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from yuanluo.assembly.models import (
    FILED,
    FILING_OUTCOMES,
    RETURNED,
    Ballot,
    DecisionFiling,
)
from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.deciding.counting import CARRIED
from yuanluo.kernel.deciding.rulepack import Filing
from yuanluo.kernel.effect import Deed, Effect, Fact, Finding, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from yuanluo.kernel.effect import Change, Subject, World
    from yuanluo.kernel.playbook import Playbook, Step

IDENT = re.compile(r"[a-z][a-z0-9-]*")
KINDS = get_args(Filing.model_fields["kind"].annotation)
#: What comes back from these comes back because of an article of law.
BY_LAW = frozenset({"filing", "legality"})


# Sent ---------------------------------------------------------------------------------


def _send_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    del world
    if not IDENT.fullmatch(str(parameters.get("filing", ""))):
        yield 'needs filing = "NAME", by which other steps can wait for it'
    opened = {
        str(do.parameters.get("ballot"))
        for one in playbook.steps
        for do in one.do
        if do.effect == "open-ballot"
    }
    if parameters.get("ballot") not in opened:
        known = ", ".join(sorted(opened)) or "none"
        yield f"sends ballot {parameters.get('ballot')!r}; ballots here: {known}"
    if step.to is None:
        yield "a filing belongs to the state a step enters: give the step a `to`"
    recorded = [
        do.parameters
        for one in playbook.steps
        for do in one.do
        if do.effect == "record-filing"
    ]
    if parameters.get("filing") not in {one.get("filing") for one in recorded}:
        yield "no step records what came of it: add one with record-filing"


def _send(deed: Deed) -> Iterable[Change]:
    """Send what was carried last, for everything that the rule of its meeting asks."""
    asked = Ballot.objects.filter(
        matter=deed.subject.number,
        ident=deed.parameters["ballot"],
        outcome=CARRIED,
        meeting__isnull=False,
    )
    ballot = asked.select_related("meeting").latest("id")
    assert ballot.meeting is not None, ballot
    needed = rule_kept(ballot.meeting).filing(ballot.item)
    rows = [
        DecisionFiling(
            ballot=ballot,
            visit=deed.subject.visit,
            ident=deed.parameters["filing"],
            kind=one.kind,
            level=one.level,
            basis=one.basis[:300],
            opened_at=deed.at,
        )
        for one in needed
    ]
    if not rows:
        # The rule of that day asked for nothing: the matter does not wait for it.
        rows = [
            DecisionFiling(
                ballot=ballot,
                visit=deed.subject.visit,
                ident=deed.parameters["filing"],
                opened_at=deed.at,
                outcome=FILED,
                settled_at=deed.at,
            )
        ]
    DecisionFiling.objects.bulk_create(rows)
    return ()


# What came of it ----------------------------------------------------------------------


def _record_problems(
    parameters: Mapping[str, Any], step: Step, playbook: Playbook, world: World
) -> Iterable[str]:
    sent = [
        do.parameters
        for one in playbook.steps
        for do in one.do
        if do.effect == "send-for-filing"
        and do.parameters.get("filing") == parameters.get("filing")
    ]
    if not sent:
        yield f"no step sends filing {parameters.get('filing')!r}: add send-for-filing"
    if parameters.get("kind") not in KINDS:
        yield f"needs kind, one of {', '.join(KINDS)}"
        return
    yield from _kept_problems(parameters, step)
    levels = {
        one.level
        for told in sent
        for one in filings_of(str(told.get("ballot")), playbook, world)
        if one.kind == parameters["kind"]
    }
    if sent and not levels:
        kind = parameters["kind"]
        yield f"no rule asks for {kind!r} of what is sent: it is not to be had (R39)"
    for actor in step.by if levels else ():
        if actor.partition("@")[2] not in levels:
            yield f"{actor!r} is not of the {' or '.join(sorted(levels))}, which files"


def _kept_problems(parameters: Mapping[str, Any], step: Step) -> Iterator[str]:
    """What came of it is kept with its number, or with why it came back."""
    outcome = parameters.get("outcome")
    if outcome not in FILING_OUTCOMES:
        yield f"needs outcome, one of {', '.join(FILING_OUTCOMES)}"
    asked = {ask.id: ask.type for ask in step.ask if not ask.optional}
    if outcome == FILED and parameters.get("reference") not in asked:
        yield "keeps where it was filed: name, as `reference`, a question asked here"
    if outcome == RETURNED:
        want = "citation" if parameters["kind"] in BY_LAW else "text"
        if asked.get(str(parameters.get("why"))) != want:
            yield f"says why it comes back: name, as `why`, a {want} asked here"


def filings_of(ballot: str, playbook: Playbook, world: World) -> Iterator[Filing]:
    """Give what the rules ask to follow once a ballot of a playbook has carried."""
    for step in playbook.steps:
        for do in step.do:
            if do.effect != "open-ballot" or do.parameters.get("ballot") != ballot:
                continue
            item = do.parameters.get("item")
            for pack in world.packs.get(str(do.parameters.get("body")), ()):
                yield from pack.filing
                for one in pack.items:
                    if one.id == item:
                        yield from one.filing


def _waiting(deed: Deed) -> QuerySet[DecisionFiling]:
    return DecisionFiling.objects.filter(
        ballot__matter=deed.subject.number,
        visit=deed.subject.visit,
        ident=deed.parameters["filing"],
        kind=deed.parameters["kind"],
        outcome="",
        cancelled_at=None,
    )


def _record_refusals(deed: Deed) -> list[Refusal]:
    if _waiting(deed).exists():
        return []
    return [Refusal("FILING_NOT_ASKED", deed.parameters["kind"])]


def _record(deed: Deed) -> Iterable[Change]:
    told = deed.parameters
    _waiting(deed).update(
        outcome=told["outcome"],
        settled_at=deed.at,
        reference=str(deed.answers.get(told.get("reference", ""), ""))[:120],
        words=str(deed.answers.get(told.get("why", ""), ""))[:500],
        by=deed.by,
    )
    return ()


def gather(subject: Subject) -> Mapping[str, Finding]:
    """Find what came of a visit's filings: one that came back is enough."""
    rows = DecisionFiling.objects.filter(
        ballot__matter=subject.number, visit=subject.visit, cancelled_at=None
    ).values_list("ident", "outcome")
    found: dict[str, set[str]] = {}
    for ident, outcome in rows:
        found.setdefault(ident, set()).add(outcome)
    return {ident: Finding(_together(outcomes)) for ident, outcomes in found.items()}


def _together(outcomes: set[str]) -> str:
    if RETURNED in outcomes:
        return RETURNED
    return "open" if "" in outcomes else FILED


def _cancel(subject: Subject, at: datetime) -> None:
    """Take back what is still open when its visit is left."""
    DecisionFiling.objects.filter(
        ballot__matter=subject.number,
        visit=subject.visit,
        outcome="",
        cancelled_at=None,
    ).update(cancelled_at=at)


EFFECTS = (
    Effect("send-for-filing", _send, _send_problems),
    Effect("record-filing", _record, _record_problems, _record_refusals),
)
FACTS = (Fact("filing", FILING_OUTCOMES, gather, _cancel, opened_by="send-for-filing"),)
