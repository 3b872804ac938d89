"""The effects and facts of all apps, as `config` hands them over at the start.

Playbooks name effects and facts; which app carries them out is not for `matters` to
know. It imports none of them: what is not installed here does not exist.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from yuanluo.kernel.effect import Effect, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Named = TypeVar("Named", Effect, Fact)

_effects: dict[str, Effect] = {}
_facts: dict[str, Fact] = {}


def install(effects: Iterable[Effect], facts: Iterable[Fact]) -> None:
    """Take over what playbooks may name; replaces what was installed before."""
    named = _by_name(effects)
    waited = _by_name(facts)
    _effects.clear()
    _effects.update(named)
    _facts.clear()
    _facts.update(waited)


def effect(name: str) -> Effect:
    """Give an effect; a loaded playbook names only installed ones."""
    return _effects[name]


def effects() -> Mapping[str, Effect]:
    """Give every effect by name."""
    return MappingProxyType(_effects)


def fact(name: str) -> Fact:
    """Give a fact by name."""
    return _facts[name]


def facts() -> tuple[Fact, ...]:
    """Give every fact."""
    return tuple(_facts.values())


def _by_name(some: Iterable[Named]) -> dict[str, Named]:
    named: dict[str, Named] = {}
    for one in some:
        assert one.name not in named, f"two apps declare {one.name!r}"
        named[one.name] = one
    return named
