"""Dividing connected nodes into compact courtyards: cut by lines, mended, improved.

Households walk least where courtyards are many, so as many as the limits allow are
begun with; mending may leave fewer, regrouping may find room for more. In small
villages several numbers are tried and the best is kept, and lines that follow gaps
without any number compete with them. All effort is counted in steps,
never in time, so that the same village always gets the same courtyards.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.chains import improve_by_chains
from yuanluo.kernel.courtyards.halving import FREE, halve
from yuanluo.kernel.courtyards.mending import connect, mend
from yuanluo.kernel.courtyards.plan import Plan
from yuanluo.kernel.courtyards.regrouping import Tried, regroup
from yuanluo.kernel.courtyards.reseeding import reseed
from yuanluo.kernel.courtyards.village import Limits, is_cramped, numbers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.kernel.courtyards.mending import Parts
    from yuanluo.kernel.courtyards.plan import Ground

#: Up to so many homes, so many numbers of courtyards are tried in earnest.
TRIES = ((60, 6), (150, 3), (400, 2))
ROUNDS = 3
#: Villages of more courtyards than the first get so many rounds at most.
ROUNDS_MANY = ((30, 2), (100, 1))
#: Each alone, with each neighbour, and with the two nearest; groups of many take long.
GROUPS, GROUPS_MANY = (0, 1, 2), (0, 2)
MANY = 100
#: A village of more than twice so many nodes is divided district by district.
DISTRICT = 800
CHAINS = 30
#: Each courtyard is divided anew with so many beside it; where there are not many
#: courtyards and homes, the more often the fewer there are.
BESIDE, BESIDE_MANY = (2, 4, 6), (4,)
BESIDE_HOMES = 700
OFTEN, OFTEN_MOST = 50, 8


def shape(ground: Ground, limits: Limits, homes: int) -> Parts | None:
    """Divide the connected nodes of a ground; none if no way was found.

    The village has so many homes in all: the more, the less effort for each piece.
    """
    nodes = range(len(ground.weight))
    if len(nodes) > DISTRICT * 2:
        begun = _by_districts(ground, limits, homes)
        if begun is not None:
            plan = Plan(ground, begun)
            improve_by_chains(plan, limits, CHAINS)
            return _told(plan)
    tries = next((tries for size, tries in TRIES if homes <= size), 1)
    numbers = numbers_of(limits, ground.weight)
    if not numbers:
        return None
    likely = min(max(_likely(ground, nodes, limits), numbers[0]), numbers[-1])
    most = range(likely, numbers[0] - 1, -1)
    starts: list[tuple[float, int, Parts]] = []
    freely = () if is_cramped(limits, ground.weight) else (FREE,)
    for turn, number in enumerate((*freely, *most[:tries])):
        # What lines and mending have not done twice will not be done by a third try.
        if turn == 2 and not starts:
            break
        chance = Random(number)  # noqa: S311 -- the same each time
        cut = connect(ground, halve(ground, nodes, number, limits))
        parts = mend(ground, cut, limits, chance)
        if parts is not None:
            starts.append((sum(ground.walk(part) for part in parts), number, parts))
    starts.sort()
    improved = [
        _improved(ground, parts, limits, homes) for _, _, parts in starts[:tries]
    ]
    return min(improved)[1] if improved else None


def _likely(ground: Ground, nodes: Sequence[int], limits: Limits) -> int:
    """Give how many courtyards homes of several households will really make."""
    total = ground.total(nodes)
    squares = sum(ground.weight[node] ** 2 for node in nodes)
    return int(total / (limits.least + (squares / total - 1) / 2))


def improved(ground: Ground, parts: Parts, limits: Limits, homes: int) -> Parts:
    """Shorten the ways of a division."""
    return _improved(ground, parts, limits, homes)[1]


def _by_districts(ground: Ground, limits: Limits, homes: int) -> Parts | None:
    """Divide a large village district by district; none if one has no division."""
    nodes = range(len(ground.weight))
    total = ground.total(nodes)
    number = -(-len(nodes) // DISTRICT)
    parts: Parts = []
    loose = Limits(1, total)
    for district in connect(ground, halve(ground, nodes, number, loose)):
        small = ground.cut_out(district)
        found = shape(small, limits, homes)
        if found is None:
            return None
        parts += [[district[node] for node in part] for part in found]
    return parts


def _told(plan: Plan) -> Parts:
    return sorted(sorted(part) for part in plan.members)


def _improved(
    ground: Ground, parts: Parts, limits: Limits, homes: int
) -> tuple[float, Parts]:
    plan = Plan(ground, parts)
    tried: Tried = {}
    chance = Random(len(parts))  # noqa: S311 -- the same each time
    many = len(plan.members)
    for turn in range(min([ROUNDS, *(n for most, n in ROUNDS_MANY if many > most)])):
        chains = improve_by_chains(plan, limits, CHAINS)
        groups = GROUPS if many <= MANY else GROUPS_MANY
        grouped = sum(regroup(plan, limits, beside, tried) for beside in groups)
        if not grouped and (turn == 0 or not chains):
            break
    often = min(OFTEN_MOST, OFTEN // many) if homes <= BESIDE_HOMES else 0
    sizes = BESIDE * often or BESIDE_MANY
    for beside in sizes:
        reseed(plan, limits, beside, chance)
    improve_by_chains(plan, limits, CHAINS)
    return sum(plan.walk), _told(plan)
