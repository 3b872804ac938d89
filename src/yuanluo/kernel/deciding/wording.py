"""A clause of a rule pack in one line, for comparing two texts side by side.

It says what the pack says and adds nothing; a clause on which a pack is silent is said
to be silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuanluo.kernel.deciding.rulepack import (
        Composition,
        Election,
        Filing,
        Proxies,
        RuleItem,
        RulePack,
    )

SILENT = "silent"


def shown(pack: RulePack, clause: str) -> str:
    """Write a clause of a pack in one line."""
    if clause == "quorum":
        ways = [
            f"{one.unit}: {' and '.join(one.quorum) or SILENT}"
            for one in pack.electorates
        ]
        return _some(ways, " or ")
    if clause == "pass":
        return _some(pack.passing, " and ")
    if clause == "proxies":
        return _proxies(pack.proxies)
    if clause == "composition":
        return _composition(pack.composition)
    if clause == "filing":
        return _some([_filing(one) for one in pack.filing], ", ")
    if clause in {"election", "item"}:
        items = [_item(one) for one in pack.items]
        return _election(pack.election) if clause == "election" else _some(items, "; ")
    value = getattr(pack, clause)
    if isinstance(value, tuple):
        return _some(value, ", ")
    return SILENT if value is None else str(value)


def _some(words: list[str] | tuple[str, ...], between: str) -> str:
    return between.join(words) or SILENT


def _proxies(proxies: Proxies | None) -> str:
    if proxies is None:
        return SILENT
    if not proxies.allowed:
        return "none"
    limits = [
        name.replace("_", " ")
        for name in ("written", "same_household", "no_candidates", "published")
        if getattr(proxies, name)
    ]
    most = [f"at most {proxies.most} each"] if proxies.most else []
    return _some([*limits, *most], ", ") if limits or most else "allowed"


def _composition(composition: Composition | None) -> str:
    if composition is None:
        return SILENT
    parts = ["binding"] if composition.binding else []
    parts += [f"{name} {text}" for name, text in composition.parts.items()]
    for name in ("households_each", "seats"):
        bounds = getattr(composition, name)
        if bounds:
            parts.append(f"{name.replace('_', ' ')} {bounds[0]} to {bounds[1]}")
    return _some(parts, ", ")


def _election(form: Election | None) -> str:
    if form is None:
        return SILENT
    words = [f"a tie by {' then '.join(form.tie)}"]
    words += [f"again {one}" for one in form.again]
    words += [name for name in ("contested", "secret") if getattr(form, name)]
    words += [f"objections {form.objections}"] if form.objections else []
    words += [f"answered in {form.answers}"] if form.answers else []
    return _some(words, ", ")


def _filing(filing: Filing) -> str:
    return f"{filing.kind} at the {filing.level}"


def _item(item: RuleItem) -> str:
    words = [" and ".join(item.passing)] if item.passing else []
    words += [] if item.delegable else ["not to be delegated"]
    words += [f"after {name}" for name in item.prior]
    words += [_filing(one) for one in item.filing]
    return f"{item.id} ({_some(words, ', ')})"
