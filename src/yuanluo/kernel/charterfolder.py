"""A charter's folder read into one value: every file, every fault, with file and line.

It is given texts by path and opens nothing itself. A charter may be built `on` another:
then posts, bodies, levels, categories and rules of the one beneath hold unless they are
written anew under the same id, and its playbooks are taken over where `use` names them.
What is beneath is a minimum: a local charter may promise more, never less. There is a
charter only where there is no fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yuanluo.kernel.charter import OFFICIAL_LEVELS, Charter, Front
from yuanluo.kernel.charterchecks import charter_problems
from yuanluo.kernel.charterfiles import Item, Pack, Parts, problems_of, read_pack
from yuanluo.kernel.checking import problems
from yuanluo.kernel.deciding.rulechecks import pack_problems
from yuanluo.kernel.fault import Fault, Problem, unknown
from yuanluo.kernel.locality import Locality, locality_of
from yuanluo.kernel.minimum import (
    below_minimum,
    publishes_less,
    shown_less,
    weaker_rules,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from yuanluo.kernel.effect import Effect, Fact

#: Kinds that are known by their names, so that a local one replaces the one beneath.
NAMED = ("level", "post", "body", "category", "term", "publication")
#: Kinds that are lists of rules: the local ones come first.
LISTED = ("way", "override", "robot")

#: Kinds in which the charter beneath is a minimum, and how the two are compared.
BENEATH: dict[str, Callable[[Any, Any], Iterator[tuple[str, str]]]] = {
    "category": below_minimum,
    "term": shown_less,
    "publication": publishes_less,
}


def read_charter(
    pack: Pack,
    beneath: Pack | None,
    effects: Iterable[Effect],
    facts: Iterable[Fact],
) -> tuple[Charter | None, tuple[Fault, ...]]:
    """Read a charter with what it builds on; None where there is any fault."""
    folder = Folder(read_pack(pack), read_pack(beneath) if beneath else None)
    charter = folder.charter()
    faults = folder.faults(charter, locality_of(charter, effects, facts))
    return (None if faults else charter), faults


class Folder:
    """The parts of a charter and of the one beneath, put together."""

    def __init__(self, own: Parts, beneath: Parts | None) -> None:
        self.own = own
        self.beneath = beneath
        self.merged = {kind: self._named(kind) for kind in NAMED}
        self.merged["level"] = self._levels(self.merged["level"])
        self.merged["body"] = self._bodies(self.merged["body"])
        self.merged |= {kind: self._listed(kind) for kind in LISTED}
        self.merged["place"] = {item.key: item for item in own.of("place")}
        self.merged["playbook"] = self._playbooks()
        self.merged["rule"] = self._rules()

    def _of(self, kind: str) -> tuple[list[Item], list[Item]]:
        return (self.beneath.of(kind) if self.beneath else []), self.own.of(kind)

    def _named(self, kind: str) -> dict[str | int, Item]:
        """Put one kind together; what is written anew stands where it is written."""
        beneath, own = self._of(kind)
        anew = {item.key for item in own}
        kept = [item for item in beneath if item.key not in anew]
        return {item.key: item for item in (*kept, *own)}

    def _levels(self, found: dict[str | int, Item]) -> dict[str | int, Item]:
        """Put the official levels where the charter beneath has them: above all."""
        order = [item.key for item in self._of("level")[0]]
        official = [key for key in order if key in found and key in OFFICIAL_LEVELS]
        return {key: found[key] for key in official} | found

    def _bodies(self, found: dict[str | int, Item]) -> dict[str | int, Item]:
        """Leave beneath what only work methods that are not taken over speak of."""
        books = self.beneath.of("playbook") if self.beneath else []
        own = {item.key for item in self.own.of("body")}
        named = {name for book in books for name in book.value.bodies}
        used = (book for book in books if book.key in self.front.use)
        kept = {name for book in used for name in book.value.bodies}
        left = named - kept - own
        under = {
            getattr(found[key].value, "under", None) for key in found.keys() - left
        }
        return {key: one for key, one in found.items() if key not in left - under}

    def _listed(self, kind: str) -> dict[str | int, Item]:
        beneath, own = self._of(kind)
        return dict(enumerate((*own, *beneath)))

    def _playbooks(self) -> dict[str | int, Item]:
        beneath, own = self._of("playbook")
        used = {item.key: item for item in beneath if item.key in self.front.use}
        return used | {item.key: item for item in own}

    def _rules(self) -> dict[str | int, Item]:
        """Put rule packs together: a local one tightens, and never takes away."""
        beneath, own = self._of("rule")
        return {f"{item.file}": item for item in (*beneath, *own)}

    @property
    def front(self) -> Front:
        """The first lines of the charter, as far as they could be read."""
        if self.own.front is not None and self.own.front.value is not None:
            front: Front = self.own.front.value
            return front
        return Front(id="unread", title="未读 / Unread")

    def charter(self) -> Charter:
        """Put everything together that could be read."""
        parts: dict[str, Any] = {
            kind: [item.value for item in items.values()]
            for kind, items in self.merged.items()
        }
        return Charter.model_validate(self._front_fields() | parts)

    def _front_fields(self) -> dict[str, Any]:
        fields = dict(self.front)
        above = (
            self.beneath.front.value if self.beneath and self.beneath.front else None
        )
        for name in ("timezone", "day_ends"):
            if above is not None and name not in self.front.model_fields_set:
                fields[name] = getattr(above, name)
        return fields

    # Faults -------------------------------------------------------------------------

    def faults(self, charter: Charter, world: Locality) -> tuple[Fault, ...]:
        """Give every fault, in the order of files and lines, each once."""
        found = [*self.own.faults, *self._misused(), *self._below()]
        found += self._rules_below()
        found += self.beneath.faults if self.beneath else []
        for problem in charter_problems(charter, world):
            found += self._fault_of(problem)
        for item in self.merged["playbook"].values():
            found += problems_of(item, list(problems(item.value, world)))
        return tuple(sorted(set(found)))

    def _fault_of(self, problem: Problem) -> list[Fault]:
        kind, *rest = problem.where or ("charter",)
        item = self.own.front
        if kind != "charter":
            item = self.merged[str(kind)].get(rest.pop(0))
        if item is None:
            return [Fault(f"{self.own.folder}/charter.toml", 1, problem.text)]
        return problems_of(item, [Problem(tuple(rest), problem.text, problem.whole)])

    def _misused(self) -> Iterator[Fault]:
        """What the charter takes over must be there."""
        front = self.own.front
        if front is None:
            return
        if self.front.on is not None and self.beneath is None:
            text = f"there is no charter {self.front.on!r} beside this one to build on"
            yield front.fault(("on",), text)
            return
        known = (
            [item.key for item in self.beneath.of("playbook")] if self.beneath else []
        )
        for index, name in enumerate(self.front.use):
            if name not in known:
                names = map(str, known)
                yield front.fault(("use", index), unknown("playbook", name, names))

    def _below(self) -> Iterator[Fault]:
        """What the charter beneath promises is promised here too."""
        for kind, compare in BENEATH.items():
            beneath, own = self._of(kind)
            promised = {item.key: item.value for item in beneath}
            for item in own:
                if item.key in promised:
                    for key, text in compare(item.value, promised[item.key]):
                        yield item.fault((key,), f"{item.key!r}: {text}")

    def _rules_below(self) -> Iterator[Fault]:
        """What law says of a body stands here too, and every pack says enough."""
        beneath, own = self._of("rule")
        texts = [item.value for item in beneath]
        for item in (*beneath, *own):
            above = [one for one in texts if one.id == item.value.id]
            local = item in own and bool(above)
            yield from problems_of(item, list(pack_problems(item.value, local=local)))
            if local:
                for key, text in weaker_rules(item.value, above):
                    yield item.fault((key,), text)
