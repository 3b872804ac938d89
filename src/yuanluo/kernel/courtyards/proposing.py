"""Proposing the courtyards of a village: connected, within limits, short ways.

The village falls into what courtyards could link over the wide graph. Each piece is
divided over the near graph, whose neighbours are neighbours in any sense, and over the
wide one only if the near one has no division. Where none exists, every reason is told;
where none was found and none was proved impossible, that is told instead. The same
homes in any order give the same courtyards.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.atoms import (
    atoms,
    places_of,
    sets_together,
    told_off,
)
from yuanluo.kernel.courtyards.doors import by_doors
from yuanluo.kernel.courtyards.mending import NotFound, NoWay, at_last, by_trees
from yuanluo.kernel.courtyards.neighbours import neighbours, pieces
from yuanluo.kernel.courtyards.shaping import improved, shape
from yuanluo.kernel.courtyards.village import (
    Dwelling,
    Impossible,
    Limits,
    Obstacle,
    is_cramped,
    numbers_of,
    tightened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import shapely

    from yuanluo.kernel.courtyards.mending import Parts
    from yuanluo.kernel.courtyards.plan import Ground

#: Where homes at one point are many, a node a home would be too much.
FINE_MOST = 1000
#: Where limits lie so close to each other, doors bound to others would hardly fit; but
#: doors at one point are all linked to each other, and too many links take too long.
NARROW = 5
LINKS_MOST = 50_000


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

    def reason(
        self, obstacle: Obstacle, homes: Sequence[int], *, crowded: bool = False
    ) -> Impossible:
        """Tell a reason about some homes."""
        return Impossible(
            obstacle,
            tuple(sorted(self.homes[home].id for home in homes)),
            sum(self.homes[home].households for home in homes),
            self.limits,
            crowded,
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
        nodes = atoms(self.homes, self.at, self.limits, fine=True)
        weight = nodes.weights(self.homes)
        whole = nodes.linked(self.homes, self.wide, 2 * sum(weight))
        for piece in nodes.linked(self.homes, self.wide, self.limits.most):
            homes = sorted(home for node in piece for home in nodes.homes[node])
            parts, obstacle, about = self._divide(homes, [weight[n] for n in piece])
            crowded = piece not in whole
            reason = obstacle and self.reason(obstacle, about, crowded=crowded)
            yield parts, [reason] if reason else []

    def _divide(
        self, homes: list[int], weights: list[int]
    ) -> tuple[list[list[int]], Obstacle | None, list[int]]:
        """Give the parts of a piece, or what stands against it and whom it is about."""
        total = sum(weights)
        if total < self.limits.least:
            return [], Obstacle.TOO_FEW, homes
        if not self.limits.numbers(total):
            return [], Obstacle.INDIVISIBLE, homes
        tight = tightened(self.limits, weights)
        if tight is None or not numbers_of(tight, weights):
            return [], Obstacle.LUMPS, homes
        try:
            return self._found(homes, tight), None, []
        except NoWay as error:
            whole = len(error.nodes) == len(homes)
            return [], Obstacle.SHAPE if whole else Obstacle.POCKET, error.nodes
        except NotFound:
            return [], Obstacle.NOT_FOUND, homes

    def _found(self, homes: list[int], limits: Limits) -> list[list[int]]:
        """Try what is quick first; raise NoWay about homes, or NotFound."""
        some = [self.homes[home] for home in homes]
        at = [self.at[home] for home in homes]
        made = atoms(some, at, limits, fine=_finely(at, limits))
        size = len(self.homes)
        # Where homes are cramped, fewer neighbours only take time.
        cramped = is_cramped(limits, made.weights(some))
        for places in (self.wide,) if cramped else (self.near, self.wide):
            ground = made.ground(some, places, limits.most)
            parts = quickly(ground, limits, size)
            if parts is not None:
                return made.told(homes, parts)
        if made.bound(some):
            weights = [home.households for home in some]
            free = not sets_together(some)
            if free and (parts := by_doors(weights, at, self.wide, limits)):
                made, parts = told_off(at, parts)
                ground = made.ground(some, self.wide, limits.most)
                return made.told(homes, improved(ground, parts, limits, size))
            # What is impossible for bound homes may be possible for each alone.
            with suppress(NoWay, NotFound):
                return made.told(homes, thoroughly(ground, limits, size))
            if len(homes) > FINE_MOST:
                raise NotFound
            made = atoms(some, at, limits, fine=True)
            ground = made.ground(some, self.wide, limits.most)
        try:
            return made.told(homes, thoroughly(ground, limits, size))
        except NoWay as error:
            raise NoWay(made.told(homes, [error.nodes])[0]) from None


def _finely(at: Sequence[int], limits: Limits) -> bool:
    """Say whether each door is a node: limits leave little room, and doors are few."""
    crowds = Counter(at).values()
    room = limits.most - limits.least
    return room * NARROW < limits.least and sum(n * n for n in crowds) <= LINKS_MOST


def quickly(ground: Ground, limits: Limits, homes: int) -> Parts | None:
    """Divide a ground by lines or else by trees; none if that fails."""
    parts: Parts = []
    found_apart = pieces(ground.graph, range(len(ground.weight)))
    grounds = [ground.cut_out(piece) for piece in found_apart]
    if not all(numbers_of(limits, small.weight) for small in grounds):
        return None
    for piece, small in zip(found_apart, grounds, strict=True):
        found = shape(small, limits, homes)
        if found is None:
            found = by_trees(small, range(len(piece)), limits, _chance(small))
            found = found and improved(small, found, limits, homes)
        if found is None:
            return None
        parts += [[piece[node] for node in part] for part in found]
    return parts


def thoroughly(ground: Ground, limits: Limits, homes: int) -> Parts:
    """Divide a ground by sweeps; raises NoWay or NotFound."""
    parts = at_last(ground, limits, _chance(ground))
    return improved(ground, parts, limits, homes)


def _chance(ground: Ground) -> Random:
    return Random(len(ground.weight))  # noqa: S311 -- the same each time


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
