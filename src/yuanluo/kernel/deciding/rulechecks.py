"""What is wrong in a rule pack by itself, told so that whoever wrote it can mend it.

A pack with no other beneath it must speak of every clause or own that its text is
silent there: what is merely forgotten would otherwise read as permission. A local pack
names its region. Whether it asks less than the one beneath is asked elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.deciding.rulepack import CLAUSES, PRIORS, SIGNERS
from yuanluo.kernel.deciding.threshold import AREA, HEADS, Threshold
from yuanluo.kernel.fault import Problem, Where, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yuanluo.kernel.deciding.rulepack import RulePack


def pack_problems(pack: RulePack, *, local: bool) -> Iterator[Problem]:
    """Tell what is wrong in a pack; a local one has another beneath it."""
    yield from _dates(pack)
    yield from _silent(pack)
    yield from _bases(pack)
    yield from _items(pack)
    yield from _asked_of_people(pack)
    units = [one.unit for one in pack.electorates]
    for index, unit in enumerate(units):
        if unit in units[:index]:
            where = ("electorate", index, "unit")
            yield Problem(where, f"{unit} are counted already: one way for each unit")
    if local:
        if not pack.region:
            text = "a local pack says where it holds: add `region`, a place code"
            yield Problem(("id",), text)
        return
    for clause in CLAUSES:
        if not pack.says(clause) and clause not in pack.silent:
            yield Problem(
                ("id",),
                f"{pack.id!r} does not say {clause!r}: add it, or name it in `silent` "
                "where the text says nothing",
            )


def _dates(pack: RulePack) -> Iterator[Problem]:
    if pack.until is not None and pack.until <= pack.since:
        yield Problem(("until",), f"it ends on {pack.until}, before it begins")


def _silent(pack: RulePack) -> Iterator[Problem]:
    for index, clause in enumerate(pack.silent):
        where = ("silent", index)
        if clause not in CLAUSES:
            yield Problem(where, unknown("clause", clause, CLAUSES))
        elif pack.says(clause):
            text = f"{clause!r} is said after all: take it out of `silent`"
            yield Problem(where, text)


def _bases(pack: RulePack) -> Iterator[Problem]:
    """Votes are held against votes, and area against area that was counted."""
    passing = [("pass", index, text) for index, text in enumerate(pack.passing)]
    for key, index, text in passing:
        if Threshold.parse(text).base not in (*HEADS, *AREA):
            yield Problem((key, index), f"{text!r}: a question carries by votes")
    for at, way in enumerate(pack.electorates):
        for index, text in enumerate(way.quorum):
            if Threshold.parse(text).base not in ("all_members", "all_area"):
                where = ("electorate", at, "quorum", index)
                yield Problem(where, f"{text!r}: a quorum is of all, never of a part")


def _asked_of_people(pack: RulePack) -> Iterator[Problem]:
    """What is asked beforehand and afterwards is something people can be asked for."""
    priors: list[tuple[Where, str]] = [
        (("prior", index), name) for index, name in enumerate(pack.prior)
    ]
    for at, item in enumerate(pack.items):
        priors += [
            (("item", at, "prior", i), name) for i, name in enumerate(item.prior)
        ]
    for where, name in priors:
        if name not in PRIORS:
            text = unknown("thing that comes before a sitting", name, PRIORS)
            yield Problem(where, text)
    for index, role in enumerate(pack.signed_by):
        if role not in SIGNERS:
            text = unknown("capacity to sign minutes in", role, SIGNERS)
            yield Problem(("signed_by", index), text)
    for clause in pack.customary:
        if not hasattr(pack, clause) or not pack.says(clause):
            text = f"the pack says nothing on {clause!r}: take it out of `customary`"
            yield Problem(("customary", clause), text)


def _items(pack: RulePack) -> Iterator[Problem]:
    names = [item.id for item in pack.items]
    for index, name in enumerate(names):
        if name in names[:index]:
            text = f"item {name!r} is there already: rename one of them"
            yield Problem(("item", index, "id"), text)
