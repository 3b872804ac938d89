"""Dividing a group of courtyards anew around other centres.

Where hamlets lie apart, no exchange of single homes moves a courtyard from one to the
other. So a courtyard and those about it are forgotten, centres are drawn anew where
homes are far from those drawn before, and what comes of them is balanced, improved and
kept if people walk less. Chance is told by a seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yuanluo.kernel.courtyards.balancing import balance
from yuanluo.kernel.courtyards.chains import NOTHING, improve_by_chains
from yuanluo.kernel.courtyards.mending import connect
from yuanluo.kernel.courtyards.plan import Ground, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from numpy.typing import NDArray

    from yuanluo.kernel.courtyards.mending import Parts
    from yuanluo.kernel.courtyards.village import Limits

    Numbers = NDArray[Any]

TURNS = 6
CHAINS = 15


def reseed(plan: Plan, limits: Limits, beside: int, chance: Random) -> int:
    """Divide parts with so many about each anew; give how often that helped."""
    helped, part = 0, -1
    done: set[int] = set()
    # There may be fewer parts, or more, by the time their turn comes.
    while (part := part + 1) < len(plan.members):
        if part in done or plan.walk[part] < NOTHING:
            continue
        group = _about(plan, part, beside)
        done.update(group)
        nodes = sorted(node for one in group for node in plan.members[one])
        numbers = limits.numbers(plan.ground.total(nodes))
        wanted = len(group) + chance.choice((-1, 0, 0, 1))
        wanted = min(max(wanted, numbers[0]), numbers[-1])
        before = sum(plan.walk[one] for one in group)
        found = around_centres(plan.ground, nodes, wanted, limits, chance)
        if found and found[0] < before - NOTHING:
            plan.replace(group, found[1])
            helped += 1
    return helped


def _about(plan: Plan, part: int, beside: int) -> list[int]:
    """Give a part and those nearest to it, as they can be walked to."""
    x, y = plan.centre[part]

    def far(other: int) -> tuple[float, int]:
        across, up = plan.centre[other]
        return (across - x) ** 2 + (up - y) ** 2, other

    group, edge = [part], set(plan.around(part))
    while edge and len(group) <= beside:
        nearest = min(edge, key=far)
        group.append(nearest)
        edge |= set(plan.around(nearest))
        edge.difference_update(group)
    return group


def around_centres(
    ground: Ground, nodes: Sequence[int], number: int, limits: Limits, chance: Random
) -> tuple[float, Parts] | None:
    """Divide connected nodes around centres drawn by chance; give the walk too."""
    small = ground.cut_out(nodes)
    parts = connect(small, _drawn(small, number, chance))
    plan = Plan(small, parts)
    balance(plan, limits)
    if not all(map(limits.hold, plan.weight)):
        return None
    improve_by_chains(plan, limits, CHAINS)
    return sum(plan.walk), [[nodes[n] for n in sorted(p)] for p in plan.members]


def _drawn(ground: Ground, number: int, chance: Random) -> Parts:
    """Draw centres and let each node go to the nearest, as k-means++ does."""
    points = np.array([ground.x, ground.y]).T
    weights = np.array(ground.weight, dtype=float)
    first = chance.randrange(len(points))
    chosen = [first]
    far = ((points - points[first]) ** 2).sum(axis=1)
    while len(chosen) < number:
        mass = np.cumsum(far * weights)
        if mass[-1] <= 0:
            break
        pick = int(np.searchsorted(mass, chance.random() * mass[-1], side="right"))
        chosen.append(min(pick, len(points) - 1))
        far = np.minimum(far, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    centres = points[chosen]
    for _ in range(TURNS):
        nearest = _nearest(points, centres)
        mine = np.equal.outer(np.arange(len(centres)), nearest) * weights
        centres = mine @ points / np.maximum(mine.sum(axis=1), 1e-9)[:, None]
    nearest = _nearest(points, centres)
    parts = [np.flatnonzero(nearest == one).tolist() for one in range(len(centres))]
    return [part for part in parts if part]


def _nearest(points: Numbers, centres: Numbers) -> Numbers:
    squares = (centres**2).sum(axis=1) - 2 * points @ centres.T
    nearest: Numbers = squares.argmin(axis=1)
    return nearest
