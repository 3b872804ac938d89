"""Reading elections: who stands, how to mark a sheet, and what a round came to.

Who is nominated is for everybody on the roll; who voted, and how a running vote stands,
is for nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.assembly.models import DECLINED, Ballot, Candidate, Election, TellerTally
from yuanluo.kernel.deciding.threshold import Threshold
from yuanluo.kernel.playbook import title_in
from yuanluo.territory.charters import charter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.people.queries import Acting, Standing

#: What decides a tie, in words that people read before they vote.
TIES = {
    "run-off": "票数相同的再选一轮 / those alike stand again",
    "lot": "抽签，签的种子投票前就封存 / a lot, whose seed is sealed before the vote",
    "older": "年长的当选 / the older is elected",
}


def of_ballot(pk: int, who: Standing) -> Election | None:
    """Give an election to whoever may read what is asked."""
    seen = Ballot.objects.visible_to(who).filter(pk=pk, cancelled_at=None)
    rows = Election.objects.filter(ballot__in=seen)
    return rows.select_related("ballot__meeting__roll", "after").first()


def office_of(one: Election, language: str) -> str:
    """Give the title of the post that is filled."""
    return title_in(charter(one.ballot.charter).title_of_post(one.post), language)


def ties_in_words(one: Election, language: str) -> list[str]:
    """Say in turn what decides between candidates alike."""
    return [title_in(TIES[tie], language) for tie in one.ties]


def ties_told(ballot: Ballot, language: str) -> list[str]:
    """Say what decided between candidates alike, as a certificate has it."""
    drawn = (ballot.certificate or {}).get("draw", {})
    return [title_in(TIES[tie], language) for tie in drawn.get("ties", ())]


def standing(one: Election) -> list[Candidate]:
    """Give who stands: by number once the list is closed, else by when nominated."""
    rows = one.candidates.exclude(answer=DECLINED).select_related("nominated_by")
    if one.slated_at is not None:
        return list(rows.exclude(number=None).order_by("number"))
    return list(rows.order_by("nominated_at", "id"))


def mine(one: Election, acting: Acting) -> Candidate | None:
    """Give the nomination of whoever reads."""
    if acting.who.person is None:
        return None
    return one.candidates.filter(person=acting.who.person).first()


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate in a certificate: votes, what each had to reach, and what came."""

    number: int
    name: str
    votes: int
    elected: bool
    tied: bool
    asked: tuple[str, ...]


def placed(ballot: Ballot, language: str) -> list[Placed]:
    """Give the candidates of a certificate, most votes first."""
    document: dict[str, Any] = ballot.certificate or {}
    rows = [
        Placed(
            number=row["number"],
            name=name,
            votes=row["votes"],
            elected=row["elected"],
            tied=row["tied"],
            asked=tuple(_asked(line, language) for line in row["lines"]),
        )
        for row, name in zip(
            document.get("candidates", ()), document.get("names", ()), strict=True
        )
    ]
    return sorted(rows, key=lambda row: (-row.votes, row.number))


def _asked(line: dict[str, Any], language: str) -> str:
    words = Threshold.parse(line["threshold"]).words(language)
    return f"{words} ({line['needed']}/{line['of']})"


def tallies(one: Election) -> Sequence[TellerTally]:
    """Give how many tellers have counted; what they counted is on no page."""
    return list(TellerTally.objects.filter(ballot=one.ballot).order_by("at"))
