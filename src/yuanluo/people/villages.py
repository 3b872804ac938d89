"""Whose register the rows of a clerk's list are for: one village's, or several'.

A list of several villages belongs to their township, and each row says its village; a
row of a village whose register somebody does not keep is not theirs to register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuanluo.kernel.place import contains, level_of, subtree_range, township_of
from yuanluo.kernel.registers_columns import village_name
from yuanluo.territory.models import Place

if TYPE_CHECKING:
    from yuanluo.people.queries import Standing


def may_read_for(who: Standing, place: str) -> bool:
    """Say whether somebody keeps a register there, or of some village of a township."""
    within = any(contains(place, code) for code in who.places_with("people"))
    return who.may("people", place) or within


@dataclass(frozen=True, slots=True)
class Villages:
    """The villages that the rows of a list may name, and whose register is kept."""

    place: str
    named: dict[str, str]
    kept: frozenset[str]

    @classmethod
    def around(cls, who: Standing, place: str) -> Villages:
        """Gather the villages of a township, or those beside a village."""
        lower, upper = subtree_range(township_of(place))
        there = Place.objects.filter(
            code__gte=lower, code__lt=upper, level="village", until=None
        )
        rows = list(there.values_list("code", "name"))
        kept = frozenset(code for code, _name in rows if who.may("people", code))
        named = {village_name(name): code for code, name in rows}
        return cls(place, named | {code: code for code, _name in rows}, kept)

    @property
    def several(self) -> bool:
        """Whether the rows have to say which village they are of."""
        return level_of(self.place) != "village"

    def of(self, said: str) -> tuple[str, str]:
        """Give the village that a row means, or else what is wrong with it."""
        code = self.named.get(village_name(said), "") if said else ""
        if not self.several:
            other = code and code != self.place
            return ("", "OTHER_VILLAGE") if other else (self.place, "")
        if not code:
            return "", "UNKNOWN_VILLAGE" if said else "NO_VILLAGE"
        return (code, "") if code in self.kept else ("", "NOT_YOUR_VILLAGE")
