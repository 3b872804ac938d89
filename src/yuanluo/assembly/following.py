"""What follows: a decision at another level, an objection to a roll by its day.

Read from rows and from the rule as it was kept with the meeting; nothing is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from yuanluo.assembly.tallying import rule_kept
from yuanluo.kernel.deadline import SHANGHAI
from yuanluo.kernel.deciding.counting import CARRIED
from yuanluo.kernel.period import Period
from yuanluo.kernel.playbook import title_in
from yuanluo.territory.charters import charter

if TYPE_CHECKING:
    from datetime import date

    from yuanluo.assembly.models import Ballot, Meeting, RollObjection


def answer_due(meeting: Meeting, objection: RollObjection) -> date | None:
    """Give the last day for answering an objection to a roll, where a rule says one."""
    form = rule_kept(meeting).pack.election
    if form is None or form.answers is None:
        return None
    days = -int(-Period.parse(form.answers).roughly // 1)
    return objection.at.astimezone(SHANGHAI).date() + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Followed:
    """What follows a decision at another level, and how it stands there."""

    words: str
    basis: str
    outcome: str = ""
    reference: str = ""
    why: str = ""


#: What another level is asked for, which never is to decide in place of the body.
FILING_WORDS = {
    "filing": "备案 / filing",
    "legality": "审合法 / a check against the law",
    "approval": "批准 / approval",
    "funding": "拨款 / funds",
    "answer": "答复 / an answer",
}


def followed(ballot: Ballot, language: str) -> list[Followed]:
    """Say what follows a question that carried, as its rule asks, and how it stands."""
    meeting = ballot.meeting
    if meeting is None or ballot.outcome != CARRIED:
        return []
    rows = ballot.filings.filter(cancelled_at=None).order_by("id")
    stands = {(row.kind, row.level): row for row in rows}
    found, reading = [], charter(ballot.charter)
    for one in rule_kept(meeting).filing(ballot.item):
        named = reading.level(one.level)
        level = title_in(named.title, language) if named else one.level
        words = title_in(FILING_WORDS[one.kind], language)
        row = stands.get((one.kind, one.level))
        found.append(
            Followed(
                words=f"{level} · {words}",
                basis=one.basis,
                outcome=row.outcome if row else "",
                reference=row.reference if row else "",
                why=row.words if row else "",
            )
        )
    return found
