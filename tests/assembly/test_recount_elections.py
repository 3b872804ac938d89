"""Random elections, ties and all, counted again by a script that knows nothing."""

import copy
import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from tests.kernel.test_deciding import rule
from yuanluo.assembly import recount as script
from yuanluo.kernel.canonical import digest
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.kernel.deciding.counting import Count
from yuanluo.kernel.deciding.elected import Round, certify_election
from yuanluo.kernel.deciding.electing import Draw, Tally, seniority, tally

ELECTIONS = 1_000
RULES = ("courtyard-election", "seats-election", "village-election")
TIES = (("run-off",), ("lot",), ("older", "lot"), ("run-off", "lot"))


class Ballots:
    """Elections as luck has them, each as the file that people are given."""

    def __init__(self, seed: int) -> None:
        self.luck = random.Random(seed)
        #: What the sheets on paper say, one by one.
        self.inside: list[str] = []

    def held(self) -> dict[str, Any]:
        """Hold a round; give its bundle."""
        luck = self.luck
        ruled = rule(luck.choice(RULES))
        standing, seats = luck.randint(1, 6), luck.randint(1, 3)
        size = luck.randint(0, 24)
        roll = [[n, f"选民{n}", n, None] for n in range(1, size + 1)]
        out = [n for n in range(1, size + 1) if luck.random() < 0.05]
        there = [n for n in range(1, size + 1) if luck.random() < 0.85]
        voting = [n for n in there if n not in out]
        kinds = [[n, "proxy" if luck.random() < 0.1 else "self"] for n in there]
        papers = luck.choice((0, 0, luck.randint(0, len(voting))))
        numbered = luck.random() < 0.5
        phones = len(voting) - papers
        sheets = [self.sheet(standing, seats) for _ in range(phones)]
        pile = self.pile(standing, seats, luck.randint(0, papers))
        counted = tally(Counter(sheets).items(), standing, seats)
        counted = counted.plus(pile) if papers else counted
        by_proxy = sum(k == "proxy" for n, k in kinds if n not in out)
        count = Count(
            "persons",
            due=size - len(out),
            recused=len(out),
            in_person=len(voting) - by_proxy,
            by_proxy=by_proxy,
            yes=counted.marked_sheets,
            abstain=counted.blank,
            spoiled=counted.spoiled,
        )
        told = {"roll": {"sha256": digest(roll)}}
        certificate = certify_election(
            ruled, count, counted, self.round(standing), told
        )
        piles = [[*pile.votes, pile.blank, pile.spoiled, pile.sheets]] * 2
        given: dict[str, Any] = {"papers": papers}
        given |= {"piles": piles if papers else []} if not numbered else {}
        if luck.random() < 0.5 or papers:
            way = "secret"
            receipts = [UUID(int=luck.getrandbits(128)).hex for _ in sheets]
            given |= {"marks": voting, "choices": sheets, "receipts": receipts}
            if numbered and papers:
                # Out of the box: clear sheets are votes like any other.
                clear = [text for text in self.inside if text != "spoilt"]
                unclear = len(self.inside) - len(clear)
                given |= {
                    "choices": sheets + clear,
                    "sheets": len(clear),
                    "spoiled": unclear,
                }
        else:
            way = "open"
            given |= {"open": [list(one) for one in zip(voting, sheets, strict=True)]}
        return {
            "form": "yuanluo-ballot-1",
            "way": way,
            "unit": "persons",
            "roll": {"sha256": digest(roll), "rows": roll},
            "attendance": kinds,
            "recused": out,
            "votes": given,
            "certificate": dict(certificate.document),
            "sha256": certificate.sha256,
        }

    def round(self, standing: int) -> Round:
        born = {
            n: f"19{self.luck.randint(40, 99)}-01-01" for n in range(1, standing + 1)
        }
        if self.luck.random() < 0.3:
            born[1] = ""
        seed = f"{self.luck.getrandbits(256):064x}"
        draw = Draw(self.luck.choice(TIES), seniority(born), seed)
        names = tuple(f"候选人{n}" for n in range(1, standing + 1))
        return Round(names, draw, self.luck.randint(1, 2))

    def sheet(self, standing: int, seats: int) -> str:
        """Mark few of the first candidates, so that many are alike."""
        if self.luck.random() < 0.05:
            return "abstain"
        many = min(self.luck.randint(1, seats), standing)
        numbers = self.luck.sample(
            range(1, min(standing, 3) + 1), min(many, 3, standing)
        )
        return "+".join(map(str, sorted(numbers)))

    def pile(self, standing: int, seats: int, sheets: int) -> Tally:
        texts = [
            "spoilt" if self.luck.random() < 0.1 else self.sheet(standing, seats)
            for _ in range(sheets)
        ]
        self.inside = texts
        return tally(Counter(texts).items(), standing, seats)


def test_a_thousand_elections_come_to_the_same() -> None:
    ballots = Ballots(seed=2026)
    outcomes: Counter[str] = Counter()
    drawn = 0
    for number in range(ELECTIONS):
        one = ballots.held()
        document = one["certificate"]
        assert script.recount(one) == (document["outcome"], []), number
        outcomes[document["outcome"]] += 1
        # Decided between candidates alike: one has a seat that another of as many
        # votes has not.
        by_votes = sorted(document["candidates"], key=lambda row: -row["votes"])
        drawn += any(
            a["votes"] == b["votes"] and a["elected"] != b["elected"] and a["votes"]
            for a, b in pairwise(by_votes)
        )
    least = min(outcomes[n] for n in ("elected", "tied", "unfilled", "inquorate"))
    assert least > 20, outcomes
    assert drawn > 10


def changes() -> dict[str, Callable[[dict[str, Any]], object]]:
    """Ways in which somebody could change a bundle, each to be found."""

    def elect(b: dict[str, Any]) -> None:
        b["certificate"]["elected"] = [3]

    return {
        "a sheet": lambda b: b["votes"]["choices"].__setitem__(0, "2"),
        "a sheet more": lambda b: b["votes"]["choices"].append("1"),
        "two marks": lambda b: b["votes"]["choices"].__setitem__(0, "1+2"),
        "a stranger's number": lambda b: b["votes"]["choices"].__setitem__(0, "9"),
        "a pile": lambda b: [p.__setitem__(0, p[0] + 1) for p in b["votes"]["piles"]],
        "a teller": lambda b: b["votes"]["piles"].pop(),
        "paper": lambda b: b["votes"].__setitem__("papers", 1),
        "the elected": elect,
        "the seed": lambda b: b["certificate"]["draw"].__setitem__("seed", "f" * 64),
        "the rule for a tie": lambda b: b["certificate"]["draw"].__setitem__(
            "ties", ["older"]
        ),
    }


def plain(ruled: Rule) -> dict[str, Any]:
    """Give a bundle with a tie that a lot decided, by phone and on paper."""
    sheets = ["1", "1", "2", "2", "3"]
    pile = Tally((1, 1, 0), 1, 3, 1)
    counted = tally(Counter(sheets).items(), 3, 1).plus(pile)
    count = Count("persons", due=9, in_person=8, yes=7, abstain=1)
    roll = [[n, f"选民{n}", n, None] for n in range(1, 10)]
    # A seed by which the first has the seat, so that `older` would not.
    for number in range(99):
        draw = Draw(("lot",), (2, 1, 3), f"{number:064x}")
        one = Round(("甲", "乙", "丙"), draw, 1)
        told = {"roll": {"sha256": digest(roll)}}
        made = certify_election(ruled, count, counted, one, told)
        if made.document["elected"] == [1]:
            break
    return {
        "way": "secret",
        "unit": "persons",
        "roll": {"sha256": digest(roll), "rows": roll},
        "attendance": [[n, "self"] for n in range(1, 9)],
        "recused": [],
        "votes": {
            "marks": list(range(1, 9)),
            "choices": list(sheets),
            "receipts": [f"{n:032x}" for n in range(5)],
            "papers": 3,
            "piles": [[1, 1, 0, 1, 0, 3], [1, 1, 0, 1, 0, 3]],
        },
        "certificate": copy.deepcopy(dict(made.document)),
        "sha256": made.sha256,
    }


@pytest.mark.parametrize("what", sorted(changes()))
def test_a_changed_election_is_found(what: str) -> None:
    sound = plain(rule("seats-election"))
    assert script.recount(sound) == ("elected", [])
    changed = copy.deepcopy(sound)
    changes()[what](changed)
    assert script.recount(changed)[1] != []
    # Whoever writes the certificate's hash anew is found by the numbers.
    changed["sha256"] = script.sha256(changed["certificate"])
    assert script.recount(changed)[1] != []
