"""How somebody may have agreed, as choices of a form."""

from __future__ import annotations

from yuanluo.kernel.playbook import title_in
from yuanluo.matters.queries.helping import CONSENTS


def consents(language: str) -> list[tuple[str, str]]:
    """Give the ways of agreeing with their words."""
    return [(key, title_in(words, language)) for key, words in CONSENTS.items()]
