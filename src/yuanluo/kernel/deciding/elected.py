"""The certificate of an election (当选证明): who is elected, and why that holds.

As with other decisions it is plain data under a hash: the count, the rule as it bound
on that day, every candidate with their votes and what each had to reach, and what
decided between candidates alike. Whoever has it can work it out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.canonical import digest
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.kernel.deciding.certificate import TOTALS, Certificate
from yuanluo.kernel.deciding.counting import Count
from yuanluo.kernel.deciding.electing import Draw, Result, Tally, elect, sealed

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "yuanluo-election-1"


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it was declared: who stands, which round, what breaks a tie."""

    names: tuple[str, ...]
    draw: Draw
    number: int = 1


def certify_election(
    rule: Rule, count: Count, counted: Tally, one: Round, told: Mapping[str, Any]
) -> Certificate:
    """Make the certificate of a round; `told` is what else belongs on it, as data."""
    result = elect(rule, count, counted, one.draw, one.number)
    return Certificate(
        {
            "form": FORM,
            "about": dict(told),
            "rule": rule.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "count": count.document(),
            "names": list(one.names),
            "round": one.number,
            "seats": counted.seats,
            "tally": counted.document(),
            "draw": _drawn(one.draw),
            **_judged(rule, result, counted),
        }
    )


def _drawn(draw: Draw) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ties": list(draw.ties),
        "seniority": list(draw.seniority),
    }
    if draw.seed:
        found |= {"seed": draw.seed, "sealed": sealed(draw.seed)}
    return found


def _judged(rule: Rule, result: Result, counted: Tally) -> dict[str, Any]:
    return {
        "citations": list(
            dict.fromkeys(
                [rule.cites("quorum"), rule.cites("pass"), rule.cites("election")]
            )
        ),
        "lines": [line.document() for line in result.quorum],
        "candidates": [
            {
                "number": number,
                "votes": votes,
                "elected": number in result.elected,
                "tied": number in result.tied,
                "lines": [line.document() for line in result.lines[number - 1]],
            }
            for number, votes in enumerate(counted.votes, start=1)
        ],
        "elected": list(result.elected),
        "tied": list(result.tied),
        "seats_left": result.seats_left,
        "outcome": result.outcome,
        "valid": result.valid,
        "reasons": list(result.reasons),
    }


def election_faults(document: Mapping[str, Any], sha256: str = "") -> list[str]:
    """Work a certificate out again and name what in it does not hold; empty is well."""
    found = []
    if sha256 and digest(document) != sha256:
        found.append("hash")
    try:
        rule = Rule.model_validate(document["rule"])
        result, counted = result_of(document)
        again = _judged(rule, result, counted)
        again["count"], again["draw"] = (
            _count(document).document(),
            _drawn(_draw(document)),
        )
    except (KeyError, TypeError, ValueError):
        return [*found, "unreadable"]
    again["form"] = FORM
    return found + [name for name in sorted(again) if document.get(name) != again[name]]


def result_of(document: Mapping[str, Any]) -> tuple[Result, Tally]:
    """Work a certificate's round out again: what it comes to, and the pile of sheets.

    Raises `KeyError`, `TypeError` or `ValueError` where it is no certificate.
    """
    pile = document["tally"]
    counted = Tally(
        votes=tuple(pile["votes"]),
        seats=document["seats"],
        sheets=pile["sheets"],
        blank=pile["blank"],
        spoiled=pile["spoiled"],
    )
    rule = Rule.model_validate(document["rule"])
    number = int(document["round"])
    return elect(rule, _count(document), counted, _draw(document), number), counted


def _count(document: Mapping[str, Any]) -> Count:
    return Count(**{k: v for k, v in document["count"].items() if k not in TOTALS})


def _draw(document: Mapping[str, Any]) -> Draw:
    told = document["draw"]
    return Draw(tuple(told["ties"]), tuple(told["seniority"]), told.get("seed", ""))
