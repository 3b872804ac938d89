"""What acts have in common: taking a matter up, moving it, and who answers next.

Nothing here is an act: these functions run inside an act's transaction, on a dossier
whose matter is locked, and leave the writing of the record to the act. Locks are taken
parent before child, in the order of their ids.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.judge import waits
from yuanluo.matters import registry
from yuanluo.matters.actions import holding
from yuanluo.matters.models import Matter, Pending
from yuanluo.matters.queries.door import ask
from yuanluo.matters.queries.dossier import Dossier, Gone
from yuanluo.matters.queries.helping import stood_in
from yuanluo.matters.queries.holders import (
    Due,
    review_moment,
)
from yuanluo.people.queries import VISITOR, Acting, Standing
from yuanluo.record.actions import Inscription, Refused, inscribe
from yuanluo.record.rows import add, change
from yuanluo.territory import charters
from yuanluo.territory.models import Charter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

from yuanluo.kernel import extension
from yuanluo.kernel.deadline import Deadline

#: How soon the clock looks again at what waits without a date of its own: an eighth
#: of the time it has waited, between these. Acts set waiting steps free at once; the
#: sweep is for a process that died in between.
SWEEP = timedelta(minutes=10)
#: What an act may change of a matter.
KEPT = (
    "state", "visit", "revision", "level", "title", "category", "way", "fields",
    "stars", "openness", "barred", "joined", "started_at", "entered_at", "ended_at",
    "result", "reopened", "look_at", "suspended_at", "suspended_until", "trouble",
    "tries",
)  # fmt: skip
SWEEP_MOST = timedelta(hours=6)
#: And where everything that is waited for, as a notice's days, has a date of its own.
SWEEP_DATED = timedelta(days=1)

logger = logging.getLogger(__name__)


def take_up(number: str, acting: Acting) -> Dossier:
    """Lock a matter that the person may see and open its dossier; `Gone` otherwise.

    Acting for the one who asked, it is opened before them; `Refused` if nobody may.
    """
    found = ask(_numbered, acting.who, number=number)
    dossier = _opened(found, acting.who, acting.at)
    if acting.on_behalf is None:
        return dossier
    theirs, reasons = stood_in(dossier, acting)
    if theirs is None:
        raise Refused(reasons)
    return theirs


def _numbered(who: Standing, number: str) -> QuerySet[Matter]:
    """Ask for a matter that somebody may see, by its number."""
    return _locked(Matter.objects.visible_to(who).filter(number=number))


def take_up_own(pk: int, at: datetime, *, skip: bool = False) -> Dossier | None:
    """Lock a matter for the clock; None if it is gone or, with `skip`, held."""
    try:
        return _opened(_locked(Matter.objects.filter(pk=pk), skip=skip), None, at)
    except Gone:
        return None


def _locked(found: QuerySet[Matter], *, skip: bool = False) -> QuerySet[Matter]:
    """Lock what is found, with what an act must know before it asks for more."""
    sha = Charter.objects.filter(pk=OuterRef("playbook__charter")).values("sha256")
    awaited = Pending.objects.filter(matter=OuterRef("pk"), settled_at=None)
    skipping = skip and connection.features.has_select_for_update_skip_locked
    known = found.annotate(
        charter_sha=Subquery(sha),
        awaits=Exists(awaited),
    )
    return known.select_for_update(of=("self",), skip_locked=skipping)


def _opened(found: Iterable[Any], who: Standing | None, at: datetime) -> Dossier:
    """Open the dossier of the matter that was found; `Gone` if there is none."""
    matter = next(iter(found), None)
    if matter is None:
        raise Gone
    return Dossier(matter, who, at, charter_sha=matter.charter_sha)


# Responsibility -----------------------------------------------------------------------


def run_on(dossier: Dossier) -> None:
    """End a suspension: what remained of the period begins on the day after."""
    matter, held = dossier.matter, dossier.held
    since = matter.suspended_at
    matter.suspended_at = matter.suspended_until = None
    if since is None or held.deadline is None:
        return
    before = Deadline.from_document(held.deadline)
    later = extension.resume(
        before,
        since,
        dossier.at,
        charters.calendar_of(dossier.charter),
        day_ends=charters.day_ends(dossier.charter),
        zone=charters.zone(dossier.charter),
    )
    holding.set_due(dossier, Due(deadline=later))


# Movement -----------------------------------------------------------------------------


def enter(dossier: Dossier, state: str) -> None:
    """Begin a new visit of a state, or an end; what was live in the old visit ends."""
    matter = dossier.matter
    left = dossier.subject
    for fact in registry.facts():
        if fact.name in dossier.asked_anywhere:
            fact.cancel(left, dossier.at)
    matter.visit += 1
    matter.state = state
    matter.entered_at = dossier.at
    if state == dossier.playbook.start:
        matter.started_at = dossier.at
    if state in dossier.playbook.end:
        end(dossier, dossier.playbook.end[state])
    else:
        matter.openness = dossier.openness()
    dossier.forget_visit()
    settle_pendings(dossier, "lapsed")


def end(dossier: Dossier, result: str) -> None:
    """End the matter with a result; nothing is awaited any more."""
    dossier.matter.ended_at = dossier.at
    dossier.matter.result = result
    dossier.matter.suspended_at = None
    dossier.matter.suspended_until = None
    holding.relieve(dossier)
    settle_pendings(dossier, "lapsed")


def settle_pendings(dossier: Dossier, outcome: str, *kinds: str) -> None:
    """Settle what awaited somebody's word: all of it, or some kinds."""
    if not dossier.matter_awaits:
        return
    mine = Pending.objects.filter(matter=dossier.matter, settled_at=None)
    if kinds:
        mine = mine.filter(kind__in=kinds)
    mine.update(settled_at=dossier.at, outcome=outcome)
    dossier.forget_pendings()


# The clock's next look --------------------------------------------------------------


def plan(dossier: Dossier) -> None:
    """Set when the clock must look at the matter next."""
    matter = dossier.matter
    if matter.ended_at is not None:
        matter.look_at = None
        return
    if matter.suspended_at is not None:
        matter.look_at = matter.suspended_until
        return
    moments = [p.due_at for p in dossier.pendings.values() if p.due_at]
    held = dossier.held
    if held.late_at is None:
        if held.due_at:
            moments.append(held.due_at)
        if held.review_on:
            moments.append(review_moment(dossier, held.review_on))
    if waits(dossier.playbook, matter.state):
        moments.append(_next_finding(dossier))
    if dossier.plans_children:
        moments.append(dossier.at)
    matter.look_at = min(moments) if moments else None


def _next_finding(dossier: Dossier) -> datetime:
    """Say when a fact that is waited for may change by itself; else the next sweep."""
    found = [one for some in dossier.findings.values() for one in some.values()]
    dates = [one.until for one in found if one.until and one.until > dossier.at]
    if found and len(dates) == len(found) and not dossier.awaits_children:
        sweep = SWEEP_DATED
    else:
        waited = (dossier.at - dossier.matter.entered_at) / 8
        sweep = min(max(waited, SWEEP), SWEEP_MOST)
    return min([*dates, dossier.at + sweep])


# Writing ----------------------------------------------------------------------------


def keep(dossier: Dossier, *, moved: bool = True) -> None:
    """Save the matter; a `moved` one makes pages that showed it before stale."""
    matter = dossier.matter
    if moved:
        matter.revision += 1
    plan(dossier)
    change(matter, *KEPT)


def write(
    dossier: Dossier,
    acting: Acting | None,
    verb: str,
    request_hash: str,
    *,
    detail: str = "",
    payload: Mapping[str, Any] | None = None,
    seen: str = "public",
    visit: int | None = None,
    request_id: Any = None,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write the act's row and give the answer."""
    matter = dossier.matter
    answer = {
        "number": matter.number,
        "state": matter.state,
        "revision": matter.revision,
        "visit": matter.visit,
        "ended": matter.ended_at is not None,
        **(more or {}),
    }
    who = acting.who if acting else None
    told = {**(payload or {}), "state": matter.state}
    if acting is not None and acting.on_behalf is not None:
        told["consent"] = acting.consent
    act = Inscription(
        subject=matter.number,
        verb=verb,
        at=dossier.at,
        request_id=acting.request_id if acting else request_id,
        actor=who.person if who else None,
        actor_name=who.name if who else "",
        on_behalf=acting.on_behalf if acting else None,
        post=dossier.post_used,
        place=matter.place_id,
        log=matter.village,
        detail=detail,
        visit=matter.visit if visit is None else visit,
        seen=seen,
        payload=told,
        channel=acting.channel if acting else "clock",
    )
    inscribe(act, request_hash, answer)
    return answer


def anonymously(acting: Acting) -> Acting:
    """Give the same act without the name of who did it."""
    return replace(acting, who=VISITOR, on_behalf=None)


def refuse_unless(*checks: tuple[bool, str]) -> None:
    """Refuse with every code whose check does not hold."""
    codes = [code for holds, code in checks if not holds]
    if codes:
        raise Refused([Refusal(*code.split(":", 1)) for code in codes])


def pending(dossier: Dossier, kind: str, **fields: Any) -> Pending:
    """Put something before another person; one of a kind at a time."""
    if kind in dossier.pendings:
        raise Refused([Refusal("ALREADY_PENDING", kind)])
    matter = dossier.matter
    created = Pending(
        matter=matter,
        kind=kind,
        at=dossier.at,
        by_id=dossier.who.person if dossier.who else None,
        village=matter.village,
        township=matter.township,
        **fields,
    )
    add(created)
    dossier.forget_pendings()
    dossier.matter_awaits = True
    return created


def settle(one: Pending, outcome: str, at: datetime, dossier: Dossier) -> None:
    """Settle one thing that awaited a word."""
    one.settled_at, one.outcome = at, outcome
    change(one, "settled_at", "outcome")
    dossier.forget_pendings()


def codes(reasons: Iterable[Refusal]) -> list[str]:
    """Write refusals as their names."""
    return [str(reason) for reason in reasons]
