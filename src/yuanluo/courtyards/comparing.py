"""Two partitions of one village: which homes lie elsewhere, and in which courtyard.

The numbers of courtyards mean nothing across partitions, so each courtyard is compared
with the one of the other that it shares most households with.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuanluo.courtyards.queries import Drawn, DrawnHome, DrawnPlot


@dataclass(frozen=True, slots=True)
class Differing:
    """A home that lies elsewhere; a side without it has no courtyard."""

    home: DrawnHome
    here: DrawnPlot | None
    there: DrawnPlot | None


def paired(one: Drawn, other: Drawn) -> dict[int, int]:
    """Say which courtyard of the other goes with each of one, at most once."""
    of = {home.home: home.number for home in other.homes}
    shared: Counter[tuple[int, int]] = Counter()
    for home in one.homes:
        if home.home in of:
            shared[home.number, of[home.home]] += home.households
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (here, there), _n in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if here not in found and there not in taken:
            found[here] = there
            taken.add(there)
    return found


def differing(one: Drawn, other: Drawn) -> list[Differing]:
    """Give the homes that lie elsewhere, and those that only one of the two has."""
    pairs = paired(one, other)
    there = {home.home: home for home in other.homes}
    found = []
    for home in one.homes:
        match = there.pop(home.home, None)
        if match is None or pairs.get(home.number) != match.number:
            elsewhere = other.plot(match.number) if match else None
            found.append(Differing(home, one.plot(home.number), elsewhere))
    found += [Differing(home, None, other.plot(home.number)) for home in there.values()]
    return sorted(found, key=lambda row: row.home.address)
