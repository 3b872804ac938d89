"""Laying paper into the count: at the close every sheet becomes a vote like any other.

The sheets are held against each other first: what was handed out is what came back,
what was handed back spoiled, and what is outstanding. A secret sheet becomes a vote
without a voter; of an open one the voter's other vote counts or not, as was declared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.assembly.actions.papers import unfinished
from yuanluo.assembly.models import PAPER, SPOILED, SecretVote, Vote
from yuanluo.assembly.sheets import Box, box_of, plan_of
from yuanluo.record.actions import Refused

if TYPE_CHECKING:
    from yuanluo.assembly.models import Ballot
    from yuanluo.people.queries import Acting


def lay_in(one: Ballot, acting: Acting) -> dict[str, Any]:
    """Make votes of the sheets; give what the certificate says of them."""
    plan = plan_of(one)
    if plan is None:
        return {}
    box = box_of(one, plan)
    if reasons := unfinished(box):
        raise Refused(reasons)
    laid = _secretly(one, box) if plan.way == "secret" else _openly(one, box, acting)
    plan.result = {
        "both": plan.both,
        "printed": plan.printed,
        "handed": box.handed,
        "returned": len(box.read),
        "spoiled": len(box.spoiled),
        "outstanding": box.outstanding,
        **laid,
        "seed": plan.seed,
        "again": len(box.drawn),
        "turned": box.turned,
    }
    plan.save(update_fields=["result"])
    return dict(plan.result)


def _secretly(one: Ballot, box: Box) -> dict[str, int]:
    choices = [read.choice or "" for read in box.read]
    valid = [choice for choice in choices if choice != SPOILED]
    SecretVote.objects.bulk_create(
        [SecretVote(ballot=one, choice=choice) for choice in valid], 500
    )
    return {"unclear": len(choices) - len(valid), "aside": 0}


def _openly(one: Ballot, box: Box, acting: Acting) -> dict[str, int]:
    """Write the votes under their voters; the one that does not count stays, aside."""
    votes = Vote.objects.filter(ballot=one, current=True)
    by_phone = set(votes.values_list("entry", flat=True))
    unclear = aside = 0
    for read in box.read:
        entry, choice = read.sheet.entry_id, read.choice or ""
        assert entry is not None, "what is read of an open vote has a name"
        counts = entry not in by_phone or box.plan.both == PAPER
        aside += not counts
        unclear += counts and choice == SPOILED
        if counts:
            votes.filter(entry=entry).update(current=False)
        if choice != SPOILED:
            Vote.objects.create(
                ballot=one,
                entry_id=entry,
                choice=choice,
                at=acting.at,
                channel="paper",
                current=counts,
            )
    return {"unclear": unclear, "aside": aside}
