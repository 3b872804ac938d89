"""A local charter may promise more than the one beneath it, never less.

What the charter beneath says of a category is a right that people have: how long it may
take at most, that it may be reported without a name, that its result is public. What a
rule pack beneath says is law: how many must take part, how long before they are called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.deciding.binding import weaker
from yuanluo.kernel.deciding.wording import shown
from yuanluo.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from yuanluo.kernel.charter import Category, Publication, Term
    from yuanluo.kernel.deciding.rulepack import RulePack

#: Under which key of the file a clause is written, where it has another name.
FIELDS = {"quorum": "electorate"}


def below_minimum(local: Category, beneath: Category) -> Iterator[tuple[str, str]]:
    """Tell each key in which a local category promises less, and why that cannot be."""
    if beneath.days is not None:
        if local.days is None:
            yield "days", f"may take at most {beneath.days} beneath: say so, or less"
        elif _roughly(local.days) > _roughly(beneath.days):
            yield (
                "days",
                f"{local.days} is longer than the {beneath.days} promised beneath",
            )
    if beneath.public and not local.public and local.way != "private":
        yield "public", "its results are public beneath: they cannot be hidden here"
    if beneath.anonymous and not local.anonymous:
        yield "anonymous", "may be reported without a name beneath: so it must be here"


def shown_less(local: Term, beneath: Term) -> Iterator[tuple[str, str]]:
    """Tell where a local rule shows things for less time than the one beneath."""
    if _roughly(local.days) < _roughly(beneath.days):
        text = (
            f"{local.days} ({local.citation}) is below the {beneath.days} of the "
            f"charter beneath ({beneath.citation}): the longer holds"
        )
        yield "days", text


#: Periods of a year; what comes up at once is not counted in them.
TIMES = {"monthly": 12, "quarterly": 4, "half-yearly": 2, "yearly": 1, "at-once": 0}


def publishes_less(
    local: Publication, beneath: Publication
) -> Iterator[tuple[str, str]]:
    """Tell where a local calendar publishes less often, later or to fewer people."""
    both = f"({local.citation}; beneath: {beneath.citation})"
    if TIMES[local.rhythm] < TIMES[beneath.rhythm]:
        text = f"{local.rhythm} is less often than {beneath.rhythm} {both}"
        yield "rhythm", text
    if _roughly(local.within) > _roughly(beneath.within):
        yield "within", f"{local.within} is later than {beneath.within} {both}"
    if beneath.audience == "public" and local.audience != "public":
        yield "audience", f"everybody may read it beneath {both}: so they must here"
    left = [one for one in beneath.lines if one not in local.lines]
    if left:
        yield "lines", f"leaves out {left[0]!r} {both}: publish every line"


def weaker_rules(
    local: RulePack, beneath: Iterable[RulePack]
) -> Iterator[tuple[str, str]]:
    """Tell each clause in which a local rule pack asks less, both texts side by side.

    Only packs that hold on some same day are compared: what the law did not yet say, a
    local text could not fall short of.
    """
    for pack in beneath:
        if pack.id != local.id or not _overlap(local, pack):
            continue
        for clause in weaker(local, pack):
            here, there = shown(local, clause), shown(pack, clause)
            text = (
                f"{local.id}: {clause} here is {here} ({local.citation}); beneath it "
                f"is {there} ({pack.citation}): a local text may ask more, never less"
            )
            yield FIELDS.get(clause, clause), text


def _overlap(one: RulePack, other: RulePack) -> bool:
    """Say whether two packs hold on some same day."""
    ends = (pack.until for pack in (one, other) if pack.until is not None)
    end = min(ends, default=None)
    return end is None or max(one.since, other.since) < end


def _roughly(text: str) -> float:
    return Period.parse(text).roughly
