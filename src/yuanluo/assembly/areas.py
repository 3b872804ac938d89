"""Areas of owners in a count: of all, of those who take part, of those in favour.

Whoever is kept out of a question is off the roll for it with their area as well. Who is
in favour with how much can only be told of votes by name; so owners vote by name, and
nothing here is worked out before the close but the area that is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from yuanluo.assembly.models import (
    OWNERS,
    SPOILED,
    Attendance,
    RollEntry,
    Vote,
)
from yuanluo.assembly.sheets import box_of, plan_of
from yuanluo.kernel.deciding.threshold import Threshold

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yuanluo.assembly.models import Ballot, Meeting
    from yuanluo.kernel.deciding.binding import Rule


def areas(ballot: Ballot, rule: Rule, *, closing: bool) -> dict[str, int]:
    """Give the areas of one question in hundredths; none where nobody counts them."""
    meeting = ballot.meeting
    assert meeting is not None, ballot
    if meeting.unit != OWNERS:
        return {}
    out = ballot.recusals.values("entry")
    due = RollEntry.objects.filter(roll__meeting=meeting).exclude(pk__in=out)
    votes = Vote.objects.filter(ballot=ballot, current=True)
    in_favour = votes.filter(choice="yes").values("entry")
    part = _taking_part(ballot, meeting, rule, votes, closing=closing)
    return {
        "all_area": _sum(due),
        "participating_area": _sum(due.filter(part)),
        "yes_area": _sum(due.filter(pk__in=in_favour)) if closing else 0,
    }


def _taking_part(
    ballot: Ballot,
    meeting: Meeting,
    rule: Rule,
    votes: QuerySet[Vote],
    *,
    closing: bool,
) -> Q:
    """Say who takes part: whoever came, or, where votes are counted, whoever voted."""
    if rule.pack.by != "votes":
        return Q(pk__in=Attendance.objects.filter(meeting=meeting).values("entry"))
    if not closing:
        return Q(pk__in=())
    return Q(pk__in=votes.values("entry")) | Q(pk__in=unclear(ballot))


def unclear(ballot: Ballot) -> set[int]:
    """Give the entries whose only vote is a sheet that says nothing clear."""
    plan = plan_of(ballot)
    if plan is None or plan.way == "secret":
        return set()
    read = box_of(ballot, plan).read
    said_nothing = {one.sheet.entry_id for one in read if one.choice == SPOILED}
    voted = Vote.objects.filter(ballot=ballot, current=True)
    return {
        entry
        for entry in said_nothing - set(voted.values_list("entry", flat=True))
        if entry is not None
    }


def _sum(rows: QuerySet[RollEntry]) -> int:
    return rows.aggregate(all=Sum("area"))["all"] or 0


def there(meeting: Meeting) -> tuple[int, int]:
    """Give the area that has come, and that of all on the roll, in hundredths."""
    rows = RollEntry.objects.filter(roll__meeting=meeting)
    return _sum(rows.filter(attendance__isnull=False)), _sum(rows)


def needed(rule: Rule, whole: int) -> int:
    """Give the least area that must take part."""
    way = rule.electorate(OWNERS)
    read = [Threshold.parse(text) for text in (way.quorum if way else ())]
    return max((t.needed(whole) for t in read if t.base == "all_area"), default=0)
