"""A validity certificate (效力证明): why a decision holds, or which number is missing.

It is plain data with a hash over its canonical form: the count, the rule as it bound on
that day with its citation, every fraction in integers, and what came of it. Whoever has
the document can work it out again, today or in twenty years, without this product's
rules of that day. It refuses nothing; it says what does not hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.canonical import digest
from yuanluo.kernel.deciding.binding import Rule
from yuanluo.kernel.deciding.counting import Count, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.kernel.deciding.counting import Verdict

FORM = "yuanluo-validity-1"
TOTALS = frozenset({"present", "absent", "cast"})


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of one decision."""

    document: Mapping[str, Any]

    @property
    def outcome(self) -> str:
        """What the body decided: carried, rejected or inquorate."""
        return str(self.document["outcome"])

    @property
    def valid(self) -> bool:
        """Whether the body could decide at all."""
        return bool(self.document["valid"])

    @property
    def sha256(self) -> str:
        """The hash over the whole document, by which it is known again."""
        return digest(self.document)


def certify(
    rule: Rule, count: Count, told: Mapping[str, Any], item: str = ""
) -> Certificate:
    """Make the certificate of a count; `told` is what else belongs on it, as data."""
    return Certificate(
        {
            "form": FORM,
            "about": dict(told),
            "item": item,
            "rule": rule.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "count": count.document(),
            **_judged(rule, judge(rule, count, item), item),
        }
    )


def _judged(rule: Rule, verdict: Verdict, item: str) -> dict[str, Any]:
    own = rule.item(item)
    cited = [
        rule.cites("quorum"),
        rule.cites("pass"),
        *([own.citation] if own and own.citation else []),
    ]
    return {
        "citations": list(dict.fromkeys(cited)),
        "lines": [line.document() for line in verdict.lines],
        "outcome": verdict.outcome,
        "valid": verdict.valid,
        "reasons": list(verdict.reasons),
    }


def faults(document: Mapping[str, Any], sha256: str = "") -> list[str]:
    """Work a certificate out again and name what in it does not hold; empty is well."""
    found = []
    if sha256 and digest(document) != sha256:
        found.append("hash")
    try:
        rule = Rule.model_validate(document["rule"])
        numbers = document["count"]
        count = Count(**{k: v for k, v in numbers.items() if k not in TOTALS})
        item = str(document["item"])
        again = _judged(rule, judge(rule, count, item), item)
    except (KeyError, TypeError, ValueError):
        return [*found, "unreadable"]
    again["count"], again["form"] = count.document(), FORM
    return found + [name for name in sorted(again) if document.get(name) != again[name]]
