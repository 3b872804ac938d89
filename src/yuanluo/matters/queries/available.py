"""Which of the acts that every playbook has a person may do on a matter now.

Pages and programs ask here what to offer; whether it may be done is judged once more by
the act itself, under lock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from yuanluo.kernel.judge import refusals
from yuanluo.kernel.pathlayout import onward_first
from yuanluo.kernel.playbook import BUILT_IN, Step
from yuanluo.matters.queries.dossier import Dossier

if TYPE_CHECKING:
    from yuanluo.matters.models import Pending

Question = Callable[[Dossier], bool]


def available(dossier: Dossier) -> tuple[str, ...]:
    """Name the acts every playbook has that this person may do now."""
    tables = [ALWAYS] if dossier.matter.ended_at is not None else [ALWAYS, WHILE_OPEN]
    found = {name for table in tables for name, may in table.items() if may(dossier)}
    found |= _words_awaited(dossier)
    return tuple(
        name
        for name in BUILT_IN
        if name in found and name not in dossier.playbook.without
    )


def offered(dossier: Dossier) -> list[tuple[Step, list[str]]]:
    """Give the steps this person has business with, and what stands against.

    What moves the matter on comes before what sends it back.
    """
    if dossier.matter.ended_at is not None:
        return []
    facts = dossier.facts()
    found = []
    for step in onward_first(dossier.playbook, dossier.matter.state):
        if step.by_clock and len(step.by) == 1:
            continue
        reasons = [str(r) for r in refusals(dossier.playbook, step, facts)]
        if reasons != ["WRONG_POST"]:
            found.append((step, reasons))
    return found


def _inside(dossier: Dossier) -> bool:
    return dossier.is_own or dossier.is_handler


def _runs(dossier: Dossier) -> bool:
    return dossier.is_holder and dossier.matter.suspended_at is None


def _free(kind: str) -> Question:
    """Whether nothing of a kind awaits a word yet."""
    return lambda dossier: kind not in dossier.pendings


def _can_climb(dossier: Dossier) -> bool:
    above = dossier.rung_above(dossier.matter.level)
    asker = dossier.is_own or dossier.is_holder
    return asker and above is not None and _free("handover")(dossier)


def _has_clock(dossier: Dossier) -> bool:
    held = dossier.held
    running = held.due_at is not None and held.late_at is None
    return _runs(dossier) and running


def _can_ask(dossier: Dossier) -> bool:
    matter = dossier.matter
    somebody = matter.requester_id or matter.reporter_id
    return dossier.is_holder and bool(somebody) and _free("question")(dossier)


def _neighbour(dossier: Dossier) -> bool:
    who = dossier.who
    lives_here = who is not None and who.home_village == dossier.matter.village
    return lives_here and not _inside(dossier)


ALWAYS: dict[str, Question] = {
    "comment": _inside,
    "attach": _inside,
    "thank": lambda dossier: dossier.is_own,
    "reply": lambda dossier: dossier.is_own and "question" in dossier.pendings,
    "respond": lambda dossier: dossier.is_holder and "inquiry" in dossier.pendings,
}
WHILE_OPEN: dict[str, Question] = {
    "withdraw": lambda dossier: dossier.is_own,
    "escalate": _can_climb,
    "divide": lambda dossier: dossier.is_holder,
    "join": lambda dossier: dossier.is_holder,
    "correct": lambda d: d.is_holder or d.may("assign") or d.is_own,
    "hand-over": lambda dossier: _runs(dossier) and _free("handover")(dossier),
    "suspend": lambda dossier: _has_clock(dossier) and _free("suspension")(dossier),
    "extend": lambda dossier: _has_clock(dossier) and _free("extension")(dossier),
    "resume": lambda dossier: dossier.is_holder and not _runs(dossier),
    "ask": _can_ask,
    "assign": lambda dossier: dossier.may("assign"),
    "inquire": lambda d: d.may("supervise") and _free("inquiry")(d),
    "mine-too": _neighbour,
}


def _words_awaited(dossier: Dossier) -> set[str]:
    """Acts by which this person answers what awaits a word."""
    found: set[str] = set()
    for pending in dossier.pendings.values():
        if not is_mine(dossier, pending):
            continue
        if pending.kind == "handover":
            open_ = pending.stage == "open"
            found |= {"accept", "refuse"} if open_ else {"adjudicate"}
        elif pending.kind in {"suspension", "extension"}:
            found |= {"approve", "reject"}
    return found


def is_mine(dossier: Dossier, pending: Pending) -> bool:
    """Whether a pending thing awaits this person's word."""
    who = dossier.who
    if who is None or who.person is None:
        return False
    if pending.kind in {"suspension", "extension"}:
        return dossier.may("approve") and pending.by_id != who.person
    if pending.kind == "question":
        return dossier.is_own
    if pending.kind == "inquiry":
        return dossier.is_holder
    if pending.stage == "refused":
        return dossier.has_post(pending.adjudicator_post, pending.adjudicator_place)
    if pending.person_id == who.person:
        return True
    return bool(pending.post) and dossier.has_post(pending.post, pending.place)
