"""What happens by itself: lateness, silence, waiting steps, planned children.

Every automatic act has a transaction and a request id of its own, made from what it is
about, so that two clocks do nothing twice. The clock looks at a matter when
`look_at` has come; acts that set something free let it follow at once, and the clock
sweeps in case the process died in between.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, OperationalError, transaction

from yuanluo.kernel.effect import Refusal
from yuanluo.kernel.judge import automatic, waits
from yuanluo.matters.actions import carrying, moves, offers
from yuanluo.matters.actions.children import open_planned
from yuanluo.matters.models import Matter, Pending, PlannedChild
from yuanluo.matters.queries.holders import review_moment
from yuanluo.record.actions import is_transient, own_request

if TYPE_CHECKING:
    from yuanluo.kernel.playbook import Step
    from yuanluo.matters.queries.dossier import Dossier

#: How many automatic acts may follow one another before the clock takes a breath.
ACTS_MAX = 1000
#: How long the clock waits before it tries again what broke, doubled each time.
RETRY = timedelta(minutes=1)
RETRIES_MAX = 10
LOCK_TRIES_MAX = 5

logger = logging.getLogger(__name__)
Duty = Callable[[], Any]


class Broken(Exception):
    """An effect of an automatic step broke; carries the step."""

    def __init__(self, step: Step, revision: int) -> None:
        """Keep which step broke, and at which revision of the matter."""
        super().__init__(step.id)
        self.step, self.revision = step, revision


def follow(pk: int, at: datetime) -> int:
    """Do what has become due on a matter; say how many acts that were.

    Where a lock is not to be had in time it is tried again; then the sweep does it.
    """
    done = tries = 0
    while done < ACTS_MAX and tries < LOCK_TRIES_MAX:
        try:
            if not advance(pk, at):
                break
            done += 1
        except OperationalError as error:
            if not is_transient(error):
                raise
            tries += 1
    return done


def follow_number(number: str, at: datetime) -> int:
    """Let a matter follow what another app has decided of it."""
    found = Matter.objects.filter(number=number).values_list("pk", flat=True)
    return sum(follow(pk, at) for pk in found)


def set_free(dossier: Dossier, *, itself: bool = True) -> None:
    """After the commit let what an act has set free follow; the clock sweeps as well.

    The last word of every act: on the matter itself if it waits, on its parent, and on
    children that end with it.
    """
    matter = dossier.matter
    freed = list(dossier.freed)
    waiting = waits(dossier.playbook, matter.state) or dossier.plans_children
    if itself and matter.ended_at is None and waiting:
        freed.append(matter.pk)
    if matter.parent_id is not None:
        freed.append(matter.parent_id)
    if freed:
        at = dossier.at
        transaction.on_commit(lambda: _follow_all(freed, at), robust=True)


def _follow_all(freed: list[int], at: datetime) -> None:
    for pk in sorted(set(freed)):
        follow(pk, at)


def advance(pk: int, at: datetime, *, skip: bool = False) -> bool:
    """Do the first automatic act that is due on a matter; say whether there was one.

    A step whose effect breaks is rolled back; the matter then goes where `fails` says,
    or keeps its place with the trouble visible and is tried again later.
    """
    try:
        with transaction.atomic(durable=True):
            dossier = moves.take_up_own(pk, at, skip=skip)
            if dossier is None:
                return False
            duty = _duty(dossier)
            if duty is not None:
                duty()
                # The matter itself is looked at again by whoever called.
                set_free(dossier, itself=False)
                return True
            _look_later(dossier)
            return False
    except Broken as broken:
        logger.exception("An automatic step broke: %s", broken.step.id)
        return _after_breaking(pk, at, broken)
    except IntegrityError:
        # Another clock did the same act a moment ago: its request id is taken.
        logger.info("An automatic act on matter %s was done elsewhere.", pk)
        return False


def _look_later(dossier: Dossier) -> None:
    before = dossier.matter.look_at
    moves.plan(dossier)
    if dossier.matter.look_at != before:
        dossier.matter.save(update_fields=["look_at"])


def _duty(dossier: Dossier) -> Duty | None:
    """Find the first thing that is due, as a function that does it."""
    matter, at = dossier.matter, dossier.at
    if matter.ended_at is not None:
        return None
    if matter.trouble == "parent-ended":
        return lambda: _withdrawn_with_parent(dossier)
    if matter.suspended_at is not None:
        over = matter.suspended_until is not None and matter.suspended_until <= at
        return (lambda: _resume(dossier)) if over else None
    planned = PlannedChild.objects.filter(parent=matter).order_by("id").first()
    if planned is not None:
        return lambda: open_planned(dossier, planned)
    for pending in dossier.pendings.values():
        if pending.due_at is not None and pending.due_at <= at:
            return _silent(dossier, pending)
    step = automatic(dossier.playbook, dossier.facts())
    if step is not None:
        return lambda: take(dossier, step)
    return _late(dossier)


def _silent(dossier: Dossier, pending: Pending) -> Duty | None:
    """Say what silence means: an offer is accepted, a proposal lapses."""
    if pending.kind == "handover":
        return lambda: _accepted_by_silence(dossier, pending)
    if pending.kind == "inquiry":
        if pending.stage == "late":
            return None
        return lambda: _inquiry_late(dossier, pending)
    return lambda: _lapsed(dossier, pending)


def _late(dossier: Dossier) -> Duty | None:
    """Say what lateness or a review date asks for, once."""
    held, matter = dossier.held, dossier.matter
    state = dossier.playbook.state(matter.state)
    if state is None or held.late_at is not None:
        return None
    if held.review_on and review_moment(dossier, held.review_on) <= dossier.at:
        return lambda: _note_late(dossier, "matter.review")
    if held.due_at is None or held.due_at > dossier.at:
        return None
    step = dossier.playbook.step(state.overdue)
    if step is not None:
        return lambda: take(dossier, step)
    if state.overdue == "escalate" and "handover" not in dossier.pendings:
        if dossier.rung_above(matter.level) is not None:
            return lambda: _escalate(dossier)
        return lambda: _note_late(dossier, "matter.late-at-top")
    return lambda: _note_late(dossier, "matter.late")


# Acts of the clock ------------------------------------------------------------------


def _write(dossier: Dossier, verb: str, key: object, **more: Any) -> None:
    moves.keep(dossier, moved=more.pop("moved", True))
    payload = more.pop("payload", {})
    moves.write(
        dossier,
        None,
        verb,
        "clock",
        payload=payload,
        request_id=own_request(dossier.matter.number, verb, key),
        **more,
    )


def take(dossier: Dossier, step: Step) -> None:
    """Take a step by the clock; go where `fails` says if its effect refuses."""
    failed = _refused_effects(dossier, step)
    target = step.fails if failed else None
    if failed and target is None:
        raise Broken(step, dossier.matter.revision)
    request_id = own_request(
        dossier.matter.number, dossier.matter.visit, dossier.matter.revision, step.id
    )
    try:
        carrying.carry_out(
            dossier, step, {}, None, "clock",
            request_id=request_id, target=target, failed=failed,
        )  # fmt: skip
    except (IntegrityError, OperationalError):
        raise
    except Exception as error:
        raise Broken(step, dossier.matter.revision) from error


def _refused_effects(dossier: Dossier, step: Step) -> list[Refusal]:
    reasons: list[Refusal] = []
    for deed, effect in carrying.deeds(dossier, step, {}, None, None):
        reasons += effect.refusals(deed)
    return reasons


def _after_breaking(pk: int, at: datetime, broken: Broken) -> bool:
    """Go where the step says it goes when it fails, or make the trouble visible."""
    with transaction.atomic(durable=True):
        dossier = moves.take_up_own(pk, at)
        if dossier is None or dossier.matter.revision != broken.revision:
            return False
        matter, step = dossier.matter, broken.step
        if step.fails:
            carrying.carry_out(
                dossier, step, {}, None, "clock",
                request_id=own_request(matter.number, matter.visit, step.id, "broke"),
                target=step.fails, failed=[Refusal("EFFECT_FAILED", step.id)],
            )  # fmt: skip
            return True
        matter.tries = min(matter.tries + 1, RETRIES_MAX)
        matter.trouble = f"EFFECT_FAILED:{step.id}"
        matter.look_at = at + RETRY * 2**matter.tries
        matter.save(update_fields=["tries", "trouble", "look_at"])
        return False


def _escalate(dossier: Dossier) -> None:
    held = dossier.held
    held.late_at = dossier.at
    held.save(update_fields=["late_at"])
    offered = offers.offer_up(dossier, "")
    _write(
        dossier, "matter.offered", held.pk, detail=offered.level,
        payload={"why": "late", "level": offered.level},
    )  # fmt: skip


def _accepted_by_silence(dossier: Dossier, pending: Pending) -> None:
    offers.taken_over(dossier, pending, "silence")
    level = dossier.matter.level
    _write(
        dossier, "matter.taken-over", pending.pk, detail=level,
        payload={"how": "silence", "level": level},
    )  # fmt: skip


def _lapsed(dossier: Dossier, pending: Pending) -> None:
    moves.settle(pending, "lapsed", dossier.at, dossier)
    _write(dossier, "matter.lapsed", pending.pk, detail=pending.kind, moved=False)


def _inquiry_late(dossier: Dossier, pending: Pending) -> None:
    pending.stage, pending.due_at = "late", None
    pending.save(update_fields=["stage", "due_at"])
    _write(
        dossier, "matter.inquiry-late", pending.pk, seen="handlers", moved=False
    )  # fmt: skip


def _note_late(dossier: Dossier, verb: str) -> None:
    held = dossier.held
    held.late_at = dossier.at
    held.save(update_fields=["late_at"])
    due = held.due_at or held.review_on
    key = f"{held.pk}:{due}"
    _write(dossier, verb, key, payload={"due": str(due)}, moved=False)


def _resume(dossier: Dossier) -> None:
    since = dossier.matter.suspended_at
    moves.run_on(dossier)
    _write(dossier, "matter.resumed", since)


def _withdrawn_with_parent(dossier: Dossier) -> None:
    dossier.matter.trouble = ""
    moves.end(dossier, "withdrawn")
    _write(dossier, "matter.withdrawn", "parent", payload={"why": "parent-ended"})


def due_matters(at: datetime, most: int) -> list[int]:
    """Give matters that the clock must look at, the longest waiting first."""
    due = Matter.objects.filter(look_at__lte=at).order_by("look_at", "id")
    return list(due.values_list("pk", flat=True)[:most])
