"""Moving running matters to the newest loaded version of their playbook.

A loaded version never changes, so a matter keeps the rules it began with until somebody
moves it on purpose. States of the same name are equals; for every other state in which
a matter stands its equal must be named, or nothing is moved at all. Nobody's deadline,
holder or answers change by it. A matter whose ballot or notice is live stays where it
is and stops the whole: what people vote on or may object to does not change meanwhile.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from yuanluo.matters import playbooks, registry
from yuanluo.matters.actions import clockwork, moves
from yuanluo.matters.models import Matter
from yuanluo.record.actions import own_request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from yuanluo.kernel.playbook import Playbook
    from yuanluo.matters.queries.dossier import Dossier

LIVE_TOLD_MOST = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Matters of one version that stand in one state, and where they would go."""

    version: int
    state: str
    to: str
    matters: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a migration would do; with a problem it does nothing."""

    target: int
    version: int
    groups: tuple[Group, ...] = ()
    problems: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def matters(self) -> int:
        """How many matters would move."""
        return sum(group.matters for group in self.groups)


def plan(charter: str, key: str, states: Mapping[str, str], at: datetime) -> Plan:
    """Say what would move where; `PlaybookVersion.DoesNotExist` if there is none."""
    target, playbook = playbooks.current(charter, key)
    running = _running(charter, key, target)
    counted = Counter(running.values_list("playbook__version", "state"))
    groups = tuple(
        Group(version, state, states.get(state, state), count)
        for (version, state), count in sorted(counted.items())
    )
    problems = [
        *_unmapped(groups, playbook),
        *_unknown(states, groups, playbook),
        *_off_ladder(running, playbook),
        *_live(running, at),
    ]
    return Plan(target, playbook.version, groups, tuple(problems), states)


def _running(charter: str, key: str, target: int) -> QuerySet[Matter]:
    mine = Matter.objects.filter(playbook__charter=charter, playbook__key=key)
    return mine.filter(ended_at=None).exclude(playbook=target)


def _unmapped(groups: tuple[Group, ...], playbook: Playbook) -> list[str]:
    return [
        f"{one.matters} matters stand in {one.state!r} of version {one.version}, which "
        f"has no equal in version {playbook.version}: add --map {one.state}=STATE"
        for one in groups
        if one.state == one.to and playbook.state(one.to) is None
    ]


def _unknown(
    states: Mapping[str, str], groups: tuple[Group, ...], playbook: Playbook
) -> list[str]:
    before = {group.state for group in groups}
    return [
        f"--map {old}={new}: version {playbook.version} has no state {new!r}"
        for old, new in states.items()
        if playbook.state(new) is None
    ] + [
        f"--map {old}={new}: no running matter stands in {old!r}"
        for old, new in states.items()
        if old not in before
    ]


def _off_ladder(running: QuerySet[Matter], playbook: Playbook) -> list[str]:
    known = {rung.level for rung in playbook.ladder}
    levels = set(running.exclude(level="").values_list("level", flat=True))
    lost = sorted(levels - known) if known else []
    return [
        f"matters stand at the level {level!r}, which the ladder of version "
        f"{playbook.version} does not have"
        for level in lost
    ]


def _live(running: QuerySet[Matter], at: datetime) -> list[str]:
    live = []
    for pk in running.order_by("id").values_list("pk", flat=True):
        with transaction.atomic():
            dossier = moves.take_up_own(pk, at)
        if dossier is not None and (what := is_live(dossier)):
            live.append(f"{dossier.matter.number}: its {what} is live")
        if len(live) >= LIVE_TOLD_MOST:
            break
    return live


def is_live(dossier: Dossier) -> str:
    """Name the fact of a matter that is still open, such as its ballot; or nothing."""
    for fact in registry.facts():
        for finding in fact.gather(dossier.subject).values():
            if finding.outcome not in fact.outcomes:
                return fact.name
    return ""


def migrate(planned: Plan, charter: str, key: str, at: datetime) -> int:
    """Move what was planned, each matter by an act of its own; say how many moved.

    What became live meanwhile stays, and is there for the next time.
    """
    assert not planned.problems, "a plan with problems moves nothing"
    mine = _running(charter, key, planned.target).order_by("id")
    return sum(
        _moved(pk, planned, at) for pk in list(mine.values_list("pk", flat=True))
    )


@transaction.atomic(durable=True)
def _moved(pk: int, planned: Plan, at: datetime) -> bool:
    dossier = moves.take_up_own(pk, at)
    if dossier is None or dossier.matter.ended_at is not None or is_live(dossier):
        return False
    matter, before = dossier.matter, dossier.playbook
    state = planned.states.get(matter.state, matter.state)
    if playbooks.of(planned.target).state(state) is None:
        return False
    matter.playbook_id, matter.state = planned.target, state
    matter.save(update_fields=["playbook", "state"])
    # Everything that was read by the old rules is read anew.
    dossier = moves.take_up_own(pk, at)
    assert dossier is not None
    dossier.matter.openness = min(dossier.matter.openness, dossier.openness())
    moves.keep(dossier)
    moves.write(
        dossier,
        None,
        "matter.migrated",
        "migrate",
        payload={"before": before.version, "version": planned.version},
        request_id=own_request(matter.number, "matter.migrated", planned.target),
    )
    clockwork.set_free(dossier)
    return True
