"""Proposing the courtyards of a village: connected, within limits, short ways.

The village falls into what hangs together over the wide graph. Each piece is divided
over the near graph, whose neighbours are neighbours in any sense, and over the wide one
only if the near one has no division. Where none exists, every reason is told; where
none was found and none could be proved impossible, that is told instead. The same homes
in any order give the same courtyards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.atoms import atoms, places_of, sets_together
from yuanluo.kernel.courtyards.exhausting import TooMany
from yuanluo.kernel.courtyards.mending import from_nothing
from yuanluo.kernel.courtyards.neighbours import neighbours, pieces
from yuanluo.kernel.courtyards.shaping import shape
from yuanluo.kernel.courtyards.village import (
    Dwelling,
    Impossible,
    Limits,
    Obstacle,
    tightened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import shapely

    from yuanluo.kernel.courtyards.neighbours import Adjacency
    from yuanluo.kernel.courtyards.plan import Ground

#: Where homes at one point are many, a node a home would be too much.
FINE_MOST = 2000


@dataclass(frozen=True, slots=True)
class Proposal:
    """Courtyards as lists of homes' ids, or the reasons why there are none."""

    courtyards: tuple[tuple[str, ...], ...] = ()
    reasons: tuple[Impossible, ...] = ()


def propose(
    homes: Sequence[Dwelling],
    limits: Limits,
    barriers: Sequence[shapely.Geometry] = (),
) -> Proposal:
    """Divide homes into courtyards, or say why it cannot be done.

    >>> row = [Dwelling(str(n), float(n), 0.0) for n in range(6)]
    >>> propose(row, Limits(3, 4)).courtyards
    (('0', '1', '2'), ('3', '4', '5'))
    >>> print(propose(row, Limits(4, 5)).reasons[0])
    6 connected households are no sum of courtyards of 4 to 5: 0, 1, 2, 3, 4 (+1)
    """
    village = _Village(homes, limits, barriers)
    reasons = [*village.faults(), *village.fixed_faults()]
    parts: list[list[int]] = []
    if not reasons:
        for part, reason in village.divided():
            parts += part
            reasons += reason
    if reasons:
        return Proposal(reasons=tuple(reasons))
    named = sorted(sorted(village.homes[home].id for home in part) for part in parts)
    return Proposal(tuple(map(tuple, village.in_order(named))))


class _Village:
    """The homes in an order of their own, with their places and neighbours."""

    def __init__(
        self,
        homes: Sequence[Dwelling],
        limits: Limits,
        barriers: Sequence[shapely.Geometry],
    ) -> None:
        ordered = sorted(homes, key=lambda home: (home.x, home.y, home.id))
        self.homes = _with_their_set(ordered)
        self.limits = limits
        self.points, self.at = places_of(self.homes)
        self.near, self.wide = neighbours(self.points, barriers)

    def in_order(self, named: list[list[str]]) -> list[list[str]]:
        """Order courtyards from north to south, then west to east, as one reads."""
        of = {home.id: home for home in self.homes}

        def corner(part: list[str]) -> tuple[float, float, str]:
            return -max(of[i].y for i in part), min(of[i].x for i in part), part[0]

        return sorted(named, key=corner)

    def reason(self, obstacle: Obstacle, homes: Sequence[int]) -> Impossible:
        """Tell a reason about some homes."""
        return Impossible(
            obstacle,
            tuple(sorted(self.homes[home].id for home in homes)),
            sum(self.homes[home].households for home in homes),
            self.limits,
        )

    def faults(self) -> Iterator[Impossible]:
        """Tell of homes and sets that no courtyard can hold."""
        for number, home in enumerate(self.homes):
            if home.households > self.limits.most and not home.fixed:
                yield self.reason(Obstacle.HOME_TOO_LARGE, [number])
        for together in sets_together(self.homes):
            if len({self.homes[home].fixed for home in together}) > 1:
                yield self.reason(Obstacle.SET_IN_TWO_FIXED, together)
            elif (
                sum(self.homes[h].households for h in together) > self.limits.most
                and not self.homes[together[0]].fixed
            ):
                yield self.reason(Obstacle.SET_TOO_LARGE, together)

    def fixed(self) -> list[list[int]]:
        """Give the fixed courtyards."""
        named: dict[str, list[int]] = {}
        for number, home in enumerate(self.homes):
            if home.fixed:
                named.setdefault(home.fixed, []).append(number)
        return list(named.values())

    def fixed_faults(self) -> Iterator[Impossible]:
        """Tell of fixed courtyards that do not hold."""
        for part in self.fixed():
            if not self.limits.hold(sum(self.homes[h].households for h in part)):
                yield self.reason(Obstacle.FIXED_OUT_OF_LIMITS, part)
            bound = [
                sorted({self.at[h] for h in one})
                for one in sets_together(self.homes)
                if one[0] in part
            ]
            graph = [set(one) for one in self.wide]
            for sites in bound:
                for site in sites:
                    graph[site].update(sites)
            if len(pieces(graph, {self.at[home] for home in part})) > 1:
                yield self.reason(Obstacle.FIXED_IN_PIECES, part)

    def divided(self) -> Iterator[tuple[list[list[int]], list[Impossible]]]:
        """Divide each piece of the village in turn."""
        yield self.fixed(), []
        coarse = atoms(self.homes, self.at, self.limits, fine=False)
        if not coarse.taken:
            for piece in self._pieces(coarse.joined(self.wide)):
                homes = sorted(h for node in piece for h in coarse.homes[node])
                yield self._divide(homes)
            return
        yield coarse.taken, []
        gone = {home for part in coarse.taken for home in part}
        for piece in self._pieces(coarse.joined(self.wide)):
            homes = sorted(h for node in piece for h in coarse.homes[node])
            yield self._divide([home for home in homes if home not in gone])

    def _pieces(self, graph: list[list[int]]) -> list[list[int]]:
        return pieces(graph, range(len(graph)))

    def _divide(self, homes: list[int]) -> tuple[list[list[int]], list[Impossible]]:
        weights = [self.homes[home].households for home in homes]
        total = sum(weights)
        tight = tightened(self.limits, weights)
        if total < self.limits.least:
            return [], [self.reason(Obstacle.TOO_FEW, homes)]
        if not self.limits.numbers(total):
            return [], [self.reason(Obstacle.INDIVISIBLE, homes)]
        if tight is None or not tight.numbers(total):
            return [], [self.reason(Obstacle.LUMPS, homes)]
        try:
            parts = self._attempt(homes, self.near, tight, last=False)
            parts = parts or self._attempt(homes, self.wide, tight, last=True)
        except TooMany:
            return [], [self.reason(Obstacle.NOT_FOUND, homes)]
        return (parts, []) if parts else ([], [self.reason(Obstacle.SHAPE, homes)])

    def _attempt(
        self, homes: list[int], places: Adjacency, limits: Limits, *, last: bool
    ) -> list[list[int]] | None:
        """Divide homes over one graph; at the last, none only if none exists."""
        some = [self.homes[home] for home in homes]
        at = [self.at[home] for home in homes]
        made = atoms(some, at, limits, fine=False)
        if last and made.bound(some):
            found = self._attempt(homes, places, limits, last=False)
            if found is not None:
                return found
            if len(homes) > FINE_MOST:
                raise TooMany
            made = atoms(some, at, limits, fine=True)
        ground = made.ground(some, places)
        parts = divide(ground, range(len(made.homes)), limits, last=last)
        if parts is None:
            return None
        told = [[homes[h] for node in part for h in made.homes[node]] for part in parts]
        return told + [[homes[home] for home in part] for part in made.taken]


def divide(
    ground: Ground, nodes: Sequence[int], limits: Limits, *, last: bool
) -> list[list[int]] | None:
    """Divide connected nodes: by lines, by trees and, at the last, by every way."""
    if any(_is_stuck(ground, node, limits) for node in nodes):
        return None
    parts = shape(ground, nodes, limits)
    if parts is None:
        chance = Random(len(nodes))  # noqa: S311 -- the same each time
        parts = from_nothing(ground, nodes, limits, chance, last=last)
        parts = parts and shape(ground, nodes, limits, parts)
    return parts


def _is_stuck(ground: Ground, node: int, limits: Limits) -> bool:
    """Say whether a node is too light alone, and too heavy with any neighbour."""
    weight = ground.weight[node]
    return weight < limits.least and all(
        weight + ground.weight[other] > limits.most for other in ground.graph[node]
    )


def _with_their_set(homes: Sequence[Dwelling]) -> list[Dwelling]:
    """Let who stays together with a fixed home be fixed with it."""
    of: dict[str, set[str]] = {}
    for home in homes:
        if home.together:
            of.setdefault(home.together, set()).add(home.fixed)
    return [
        replace(home, fixed=max(of[home.together]))
        if home.together and not home.fixed and len(of[home.together] - {""}) == 1
        else home
        for home in homes
    ]
