"""Which rule binds a body at a place on a day, when several texts speak of it.

Of the texts of one region the newer wins; between regions the stricter wins, clause by
clause, and each clause keeps the citation it comes from. The same comparison tells
whether a local pack says less than the one beneath: then putting the two together is
not what the local pack says. Nothing is taken from a text on which it is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from yuanluo.kernel.deciding.rulepack import (
    Composition,
    Election,
    Electorate,
    Filing,
    Proxies,
    RuleItem,
    RulePack,
)
from yuanluo.kernel.deciding.threshold import Threshold, reduced
from yuanluo.kernel.period import Period
from yuanluo.kernel.playbook import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

#: Strictest first.
ONLINE = ("forbidden", "opinion", "binding")


class Source(Frozen):
    """A pack that a binding rule was put together from."""

    id: str
    version: int
    region: str
    since: str
    citation: str


class Rule(Frozen):
    """What binds a body at a place on a day; frozen whole into what it decides."""

    pack: RulePack
    cited: dict[str, str] = Field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def cites(self, clause: str) -> str:
        """Give the citation of a clause, which may be custom beside a text of law."""
        own = self.pack.customary.get(clause, self.pack.citation)
        return self.cited.get(clause, own)

    @property
    def notice_days(self) -> int:
        """The days of notice that are asked for, rounded up; 0 where it is silent."""
        notice = self.pack.notice
        return -int(-Period.parse(notice).roughly // 1) if notice else 0

    def item(self, ident: str) -> RuleItem | None:
        """Give the rule of a kind of question."""
        return next((one for one in self.pack.items if one.id == ident), None)

    def prior(self, items: Iterable[str] = ()) -> tuple[str, ...]:
        """Give what must come before a sitting on questions of some kinds."""
        own = [one for name in items if (one := self.item(name)) is not None]
        asked = (name for one in own for name in one.prior)
        return tuple(dict.fromkeys((*self.pack.prior, *asked)))

    def filing(self, item: str = "") -> tuple[Filing, ...]:
        """Give what follows at another level once a question has carried."""
        own = self.item(item)
        return tuple(dict.fromkeys((*self.pack.filing, *(own.filing if own else ()))))

    def electorate(self, unit: str) -> Electorate | None:
        """Give the way of counting by a unit."""
        return next((one for one in self.pack.electorates if one.unit == unit), None)

    def passing(self, item: str = "") -> tuple[str, ...]:
        """Give what a question must reach; a rule of its own comes on top."""
        own = self.item(item)
        return reduced((*self.pack.passing, *(own.passing if own else ())))


@dataclass(frozen=True, slots=True)
class Clause:
    """How one clause of two packs is put together."""

    name: str
    field: str
    combine: Callable[[Any, Any], Any]


def binding(
    packs: Iterable[RulePack], ident: str, place: str, day: date
) -> Rule | None:
    """Give the rule that binds, or None where no pack in force speaks of the body."""
    found = [
        pack
        for pack in packs
        if pack.id == ident and pack.in_force(day) and pack.covers(place)
    ]
    newest: dict[str, RulePack] = {}
    for pack in sorted(found, key=lambda one: (one.since, one.version)):
        newest[pack.region] = pack
    ordered = sorted(newest.values(), key=lambda one: len(one.region))
    if not ordered:
        return None
    rule = Rule(pack=ordered[0], sources=(_source(ordered[0]),))
    for pack in ordered[1:]:
        rule = _tightened(rule, pack)
    return rule


def _source(pack: RulePack) -> Source:
    return Source(
        id=pack.id,
        version=pack.version,
        region=pack.region,
        since=pack.since.isoformat(),
        citation=pack.citation,
    )


def _tightened(rule: Rule, local: RulePack) -> Rule:
    fields: dict[str, Any] = {}
    cited = dict(rule.cited)
    for clause in COMBINED:
        old, new = getattr(rule.pack, clause.field), getattr(local, clause.field)
        if _unsaid(new):
            continue
        both = new if _unsaid(old) else clause.combine(old, new)
        if both == old:
            continue
        fields[clause.field] = both
        names = [] if _unsaid(old) or both == new else [rule.cites(clause.name)]
        cited[clause.name] = "; ".join([*names, local.citation])
    pack = rule.pack.model_copy(update=fields)
    return Rule(pack=pack, cited=cited, sources=(*rule.sources, _source(local)))


def weaker(local: RulePack, beneath: RulePack) -> list[str]:
    """Name the clauses in which a local pack says less than the one beneath."""
    found = []
    for clause in COMBINED:
        old, new = getattr(beneath, clause.field), getattr(local, clause.field)
        if _unsaid(new) or _unsaid(old):
            continue
        if clause.field == "items":
            old, new = _common(old, new)
        if clause.combine(old, new) != clause.combine(new, new):
            found.append(clause.name)
    return found


def _unsaid(value: object) -> bool:
    return value is None or value == ()


# How two values of a clause come together: the stricter of both -----------------------


def _thresholds(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return reduced((*old, *new))


def _electorates(
    old: tuple[Electorate, ...], new: tuple[Electorate, ...]
) -> tuple[Electorate, ...]:
    """Keep the ways of counting that both allow, with the quorums of both."""
    known = {one.unit: one for one in old}
    return tuple(
        one.model_copy(
            update={"quorum": _thresholds(known[one.unit].quorum, one.quorum)}
        )
        for one in new
        if one.unit in known and one.least_age == known[one.unit].least_age
    )


def _longer(old: str, new: str) -> str:
    return max(new, old, key=_days)


def _shorter(old: str, new: str) -> str:
    return min(new, old, key=_days)


def _days(text: str) -> float:
    return Period.parse(text).roughly


def _proxies(old: Proxies, new: Proxies) -> Proxies:
    if not old.allowed:
        return old
    if not new.allowed:
        return new
    limits = [most for most in (old.most, new.most) if most is not None]
    flags = ("written", "same_household", "no_candidates", "published")
    return Proxies(
        allowed=True,
        most=min(limits, default=None),
        **{name: getattr(old, name) or getattr(new, name) for name in flags},
    )


def _online(old: str, new: str) -> str:
    return min(old, new, key=ONLINE.index)


def _easier_to_ask(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the smallest number of people who may ask for a meeting, of each base."""
    least: dict[str, Threshold] = {}
    for one in map(Threshold.parse, (*old, *new)):
        kept = least.get(one.base)
        if kept is None or kept.implies(one):
            least[one.base] = one
    return tuple(sorted(map(str, least.values())))


def _composition(old: Composition, new: Composition) -> Composition:
    parts = dict(old.parts)
    for name, text in new.parts.items():
        if name not in parts or _of(text).implies(_of(parts[name])):
            parts[name] = text
    return Composition(
        binding=old.binding or new.binding,
        parts=dict(sorted(parts.items())),
        households_each=_narrower(old.households_each, new.households_each),
        seats=_narrower(old.seats, new.seats),
    )


def _of(text: str) -> Threshold:
    return Threshold.parse(text)


def _narrower(
    old: tuple[int, int] | None, new: tuple[int, int] | None
) -> tuple[int, int] | None:
    if old is None or new is None:
        return old or new
    return max(old[0], new[0]), min(old[1], new[1])


def _both(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted({*old, *new}, key=str))


def _election(old: Election, new: Election) -> Election:
    """Keep the stricter of both; how a tie is decided is for the newer text to say."""
    window = [days for days in (old.objections, new.objections) if days]
    answered = [days for days in (old.answers, new.answers) if days]
    return Election(
        tie=new.tie,
        again=_thresholds(old.again, new.again),
        contested=old.contested or new.contested,
        secret=old.secret or new.secret,
        objections=max(window, key=_days, default=None),
        answers=min(answered, key=_days, default=None),
    )


def _special(old: bool, new: bool) -> bool:  # noqa: FBT001 - two answers, put together
    return old and new


def _common(
    old: tuple[RuleItem, ...], new: tuple[RuleItem, ...]
) -> tuple[tuple[RuleItem, ...], tuple[RuleItem, ...]]:
    """Keep the questions that both speak of, under one citation."""
    mine = {one.id: one.model_copy(update={"citation": ""}) for one in new}
    its = {one.id: one.model_copy(update={"citation": ""}) for one in old}
    names = sorted(mine.keys() & its.keys())
    return tuple(its[name] for name in names), tuple(mine[name] for name in names)


def _items(
    old: tuple[RuleItem, ...], new: tuple[RuleItem, ...]
) -> tuple[RuleItem, ...]:
    found = {one.id: one for one in old}
    for one in new:
        before = found.get(one.id, one)
        found[one.id] = one.model_copy(
            update={
                "passing": _thresholds(before.passing, one.passing),
                "delegable": before.delegable and one.delegable,
                "prior": _both(before.prior, one.prior),
                "filing": _both(before.filing, one.filing),
                "citation": one.citation or before.citation,
            }
        )
    return tuple(found[name] for name in sorted(found))


COMBINED = (
    Clause("quorum", "electorates", _electorates),
    Clause("pass", "passing", _thresholds),
    Clause("notice", "notice", _longer),
    Clause("special_notice", "special_notice", _special),
    Clause("proxies", "proxies", _proxies),
    Clause("online", "online", _online),
    Clause("meets", "meets", _shorter),
    Clause("on_demand", "on_demand", _easier_to_ask),
    Clause("composition", "composition", _composition),
    Clause("prior", "prior", _both),
    Clause("filing", "filing", _both),
    Clause("signed_by", "signed_by", _both),
    Clause("election", "election", _election),
    Clause("item", "items", _items),
)
