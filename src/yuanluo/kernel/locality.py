"""What a playbook may refer to: the posts, bodies, levels, effects and facts there are.

Effects and facts belong to apps and are handed in; everything else is the charter's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yuanluo.kernel.charter import Charter, Term
    from yuanluo.kernel.deciding.rulepack import RulePack
    from yuanluo.kernel.effect import Effect, Fact
    from yuanluo.kernel.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Locality:
    """A charter's names, and the apps' effects and facts; levels highest first."""

    posts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    #: By which rule packs each body decides, as far as it has any.
    packs: Mapping[str, tuple[RulePack, ...]] = field(default_factory=dict)
    playbooks: Mapping[str, Playbook] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
    terms: Mapping[str, Term] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


def locality_of(
    charter: Charter, effects: Iterable[Effect], facts: Iterable[Fact]
) -> Locality:
    """Give what the playbooks of a charter may refer to."""
    return Locality(
        posts={post.id: frozenset(post.levels) for post in charter.posts},
        bodies=frozenset(body.id for body in charter.bodies),
        packs={
            body.id: tuple(pack for pack in charter.rules if pack.id == body.rules)
            for body in charter.bodies
        },
        playbooks={playbook.id: playbook for playbook in charter.playbooks},
        levels=tuple(level.id for level in charter.levels),
        categories=frozenset(category.id for category in charter.categories),
        terms={term.id: term for term in charter.terms},
        effects={effect.name: effect for effect in effects},
        facts={fact.name: fact for fact in facts},
    )
