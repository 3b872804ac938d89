"""Taking a list out of the product: an act that leaves its trace before it happens.

Needs the power to export where the rows lie, holds a bounded number of rows, and gives
names and telephone numbers masked. The file itself is written by who asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yuanluo.kernel.effect import Refusal
from yuanluo.matters.queries.worklists import exportable
from yuanluo.record.actions import Inscription, Refused, inscribe, once

if TYPE_CHECKING:
    from yuanluo.matters.queries.lines import Line
    from yuanluo.matters.queries.worklists import Day, Wanted
    from yuanluo.people.queries import Acting

VERB = "list.export"
FORMATS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Exported:
    """The rows of an exported list, and whether there were more."""

    lines: tuple[Line, ...]
    cut: bool


def export(wanted: Wanted, kind: str, query: str, day: Day, acting: Acting) -> Exported:
    """Record that somebody takes a list out, and give its rows; or raise `Refused`."""
    places = acting.who.places_with("export")
    if not places:
        raise Refused([Refusal("WRONG_POST")])
    if kind not in FORMATS:
        raise Refused([Refusal("BAD", "format")])
    lines, cut = exportable(acting.who, wanted, day)
    post = next(p for p in acting.who.posts if "export" in p.powers)

    def act(request_hash: str) -> dict[str, Any]:
        answer = {"rows": len(lines), "cut": cut}
        told = Inscription(
            subject=f"list:{wanted.name}",
            verb=VERB,
            at=acting.at,
            request_id=acting.request_id,
            actor=acting.who.person,
            actor_name=acting.who.name,
            post=post.key,
            place=post.place,
            detail=kind,
            payload={"query": query, "format": kind, **answer},
            channel=acting.channel,
        )
        inscribe(told, request_hash, answer)
        return answer

    once(acting.request_id, {"act": VERB, "query": query, "format": kind}, act)
    return Exported(lines, cut)
