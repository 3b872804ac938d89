"""What is divided: homes as nodes, with those that are bound to each other as one.

Homes at one point neighbour each other, and all that their point neighbours. Where many
doors share a point, most are bound into a few nodes of one, two, four and eight doors,
so that a block of flats costs little and can still be cut at any number; where more
live at one point than several courtyards hold, whole courtyards are taken off first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.neighbours import Forest
from yuanluo.kernel.courtyards.plan import Ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.kernel.courtyards.neighbours import Adjacency
    from yuanluo.kernel.courtyards.village import Dwelling, Limits

#: So many doors at one point stay nodes of their own.
SINGLE_MOST = 8
BOUND_MOST = 8
#: A point where more than so many courtyards' households live is divided first.
CROWD = 6
CROWD_LEFT = 3


@dataclass(slots=True)
class Atoms:
    """The nodes: which homes each is, where its homes are, and what was taken off."""

    homes: list[list[int]]
    sites: list[list[int]]
    taken: list[list[int]]

    def bound(self, homes: Sequence[Dwelling]) -> bool:
        """Say whether homes were bound or taken off that nobody asked to be."""
        sets = [one for one in sets_together(homes) if not homes[one[0]].fixed]
        asked = sum(len(one) - 1 for one in sets)
        return len(homes) - len(self.homes) != asked

    def told(
        self, names: Sequence[int], parts: Sequence[Sequence[int]]
    ) -> list[list[int]]:
        """Give parts, and what was taken off, as homes by their names elsewhere."""
        found = [[home for node in part for home in self.homes[node]] for part in parts]
        return [[names[home] for home in part] for part in (*found, *self.taken)]

    def weights(self, homes: Sequence[Dwelling]) -> list[int]:
        """Give how many households live in each node."""
        return [sum(homes[home].households for home in node) for node in self.homes]

    def linked(
        self, homes: Sequence[Dwelling], places: Adjacency, most: int
    ) -> list[list[int]]:
        """Part the nodes into those that courtyards of at most so many could link.

        Two that would be more together lie side by side in no courtyard.
        """
        weight = self.weights(homes)
        here: list[list[int]] = [[] for _ in places]
        for node in sorted(range(len(weight)), key=weight.__getitem__):
            for site in self.sites[node]:
                here[site].append(node)
        forest = Forest(len(weight))
        for site, near in enumerate(places):
            # Whoever can be linked to one of those there can be to the lightest.
            lightest = [here[other][0] for other in (site, *near) if here[other]]
            for node in here[site]:
                for other in lightest:
                    if node != other and weight[node] + weight[other] <= most:
                        forest.join(node, other)
        found: dict[int, list[int]] = {}
        for node in range(len(weight)):
            found.setdefault(forest.find(node), []).append(node)
        return list(found.values())

    def _joined(
        self, weight: Sequence[int], places: Adjacency, most: int
    ) -> list[list[int]]:
        """Give the neighbours of each node that may lie in one courtyard with it."""
        at: list[list[int]] = [[] for _ in places]
        for node, sites in enumerate(self.sites):
            for site in sites:
                at[site].append(node)
        graph: list[set[int]] = [set() for _ in self.homes]
        for site, here in enumerate(at):
            around = {node for other in places[site] for node in at[other]}
            around.update(here)
            for node in here:
                graph[node] |= around
        return [
            sorted(n for n in near if n != node and weight[n] + weight[node] <= most)
            for node, near in enumerate(graph)
        ]

    def ground(self, homes: Sequence[Dwelling], places: Adjacency, most: int) -> Ground:
        """Weigh the nodes, give each its point, and join whom a courtyard can hold."""
        weight, across, up = self.weights(homes), [], []
        for node, total in zip(self.homes, weight, strict=True):
            across.append(sum(homes[h].households * homes[h].x for h in node) / total)
            up.append(sum(homes[h].households * homes[h].y for h in node) / total)
        return Ground(self._joined(weight, places, most), weight, across, up)


def places_of(homes: Sequence[Dwelling]) -> tuple[list[tuple[float, float]], list[int]]:
    """Give the distinct points, and for each home which of them is its own."""
    number: dict[tuple[float, float], int] = {}
    at = [number.setdefault((home.x, home.y), len(number)) for home in homes]
    return list(number), at


def sets_together(homes: Sequence[Dwelling]) -> list[list[int]]:
    """Give the homes that are to stay together, a list for each set of several."""
    sets: dict[str, list[int]] = {}
    for number, home in enumerate(homes):
        if home.together:
            sets.setdefault(home.together, []).append(number)
    return [one for one in sets.values() if len(one) > 1]


def atoms(
    homes: Sequence[Dwelling], at: Sequence[int], limits: Limits, *, fine: bool
) -> Atoms:
    """Make the nodes of homes that are in no fixed courtyard; fine: a node a home."""
    free = [number for number, home in enumerate(homes) if not home.fixed]
    forest = Forest(len(homes))
    for together in sets_together(homes):
        for one, other in pairwise(together):
            forest.join(one, other)
    bound: dict[int, list[int]] = {}
    for home in free:
        bound.setdefault(forest.find(home), []).append(home)
    made = Atoms([], [], [])
    doors: dict[int, list[int]] = {}
    for group in bound.values():
        if len(group) > 1:
            made.homes.append(group)
        else:
            doors.setdefault(at[group[0]], []).append(group[0])
    for here in doors.values():
        _bind(made, homes, here, limits, fine=fine)
    made.sites = [sorted({at[home] for home in node}) for node in made.homes]
    return made


def told_off(
    at: Sequence[int], parts: Sequence[Sequence[int]]
) -> tuple[Atoms, list[list[int]]]:
    """Make a node of who shares a point and a part; give the parts in these nodes."""
    made, found = Atoms([], [], []), []
    for part in parts:
        here: dict[int, list[int]] = {}
        for home in part:
            here.setdefault(at[home], []).append(home)
        first = len(made.homes)
        made.homes += here.values()
        made.sites += [[site] for site in here]
        found.append(list(range(first, len(made.homes))))
    return made, found


def _bind(
    made: Atoms,
    homes: Sequence[Dwelling],
    here: list[int],
    limits: Limits,
    *,
    fine: bool,
) -> None:
    """Make nodes of the doors at one point."""
    if fine or len(here) <= SINGLE_MOST:
        made.homes += [[home] for home in here]
        return
    total = sum(homes[home].households for home in here)
    if total > CROWD * limits.most:
        here = _take_off(made, homes, here, total, limits)
    ordered = sorted(here, key=lambda home: homes[home].households)
    most = max(1, limits.least // 3)
    node: list[int] = []
    size, weight, turns = 1, 0, 0
    for home in ordered:
        more = homes[home].households
        if node and (len(node) >= size or weight + more > most):
            made.homes.append(node)
            turns += 1
            size = min(BOUND_MOST, max(1, 2 ** (turns - 1)))
            node, weight = [], 0
        node.append(home)
        weight += more
    made.homes.append(node)


def _take_off(
    made: Atoms, homes: Sequence[Dwelling], here: list[int], total: int, limits: Limits
) -> list[int]:
    """Take whole courtyards off a point where very many live; give who is left."""
    left = sorted(here, key=lambda home: -homes[home].households)
    aim = limits.least
    while total > CROWD_LEFT * limits.most:
        part, weight, rest = [], 0, []
        for home in left:
            more = homes[home].households
            if weight < aim and weight + more <= limits.most:
                part.append(home)
                weight += more
            else:
                rest.append(home)
        if not limits.hold(weight):
            break
        made.taken.append(part)
        left, total = rest, total - weight
    return left
