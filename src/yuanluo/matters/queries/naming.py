"""What charters call the parts of a line: looked up once for all lines that share them.

A page of fifty lines has a handful of states, categories and posts. Decides nothing and
refuses no line: what a charter no longer names is called by its own key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yuanluo.kernel.playbook import title_in
from yuanluo.matters import playbooks
from yuanluo.territory import charters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yuanluo.kernel.charter import Charter
    from yuanluo.matters.queries.lines import Line


class Names(NamedTuple):
    """The parts of a line in the reader's language; what a line has not is empty."""

    playbook_id: str
    playbook: str
    state: str
    category: str
    post: str


class Naming:
    """Names lines in one language; `readings` are the charters already at hand."""

    def __init__(self, language: str, readings: Mapping[str, Charter]) -> None:
        self._language = language
        self._readings = dict(readings)
        self._named: dict[tuple[int, str, str, str], Names] = {}

    def of(self, line: Line) -> Names:
        """Name a line; a charter that is not at hand is asked for once."""
        parts = (line.playbook, line.state, line.category, line.post)
        found = self._named.get(parts)
        if found is None:
            found = self._named[parts] = self._looked_up(line)
        return found

    def _looked_up(self, line: Line) -> Names:
        book = playbooks.of(line.playbook)
        key = playbooks.charter_of(line.playbook)
        if key not in self._readings:
            self._readings[key] = charters.charter(key)
        reading = self._readings[key]
        category = reading.category(line.category)
        titles = (
            book.title,
            book.title_of(line.state),
            category.title if category else "",
            reading.title_of_post(line.post) if line.post else "",
        )
        return Names(book.id, *(title_in(one, self._language) for one in titles))
