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
from yuanluo.kernel.courtyards.reseeding import cut_out, reseed
from yuanluo.kernel.courtyards.village import Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.kernel.courtyards.mending import Parts
    from yuanluo.kernel.courtyards.plan import Ground

#: Up to so many nodes, so many numbers of courtyards are tried in earnest.
TRIES = ((60, 6), (150, 3), (400, 2))
ROUNDS = 3
#: Larger villages get one round less.
ROUNDS_NODES = 700
#: A village of more than twice so many nodes is divided district by district.
DISTRICT = 800
CHAINS = 30
#: Up to so many nodes, each courtyard is divided anew with so many beside it.
BESIDE = ((150, (2, 4, 6) * 8), (400, (2, 4, 6) * 4), (700, (2, 4, 6)))
BESIDE_MANY = (4,)


def shape(
    ground: Ground, nodes: Sequence[int], limits: Limits, begun: Parts | None = None
) -> Parts | None:
    """Divide connected nodes, or improve a division; none if no way was found."""
    if begun is not None:
        return _improved(ground, begun, limits)[1]
    if len(nodes) > DISTRICT * 2:
        begun = _by_districts(ground, nodes, limits)
        if begun is not None:
            plan = Plan(ground, begun)
            improve_by_chains(plan, limits, CHAINS)
            return _told(plan)
    tries = next((tries for size, tries in TRIES if len(nodes) <= size), 1)
    numbers = limits.numbers(ground.total(nodes))
    most = range(max(numbers[0], _likely(ground, nodes, limits)), numbers[0] - 1, -1)
    starts = []
    for number in (FREE, *most[: max(1, tries)]):
        chance = Random(number)  # noqa: S311 -- the same each time
        cut = connect(ground, halve(ground, nodes, number, limits))
        parts = mend(ground, cut, limits, chance)
        if parts is not None:
            starts.append((sum(ground.walk(part) for part in parts), number, parts))
    starts.sort()
    improved = [_improved(ground, parts, limits) for _, _, parts in starts[:tries]]
    return min(improved)[1] if improved else None


def _likely(ground: Ground, nodes: Sequence[int], limits: Limits) -> int:
    """Give how many courtyards homes of several households will really make."""
    total = ground.total(nodes)
    squares = sum(ground.weight[node] ** 2 for node in nodes)
    return int(total / (limits.least + (squares / total - 1) / 2))


def _by_districts(ground: Ground, nodes: Sequence[int], limits: Limits) -> Parts | None:
    """Divide a large village district by district; none if one has no division."""
    total = ground.total(nodes)
    number = -(-len(nodes) // DISTRICT)
    parts: Parts = []
    loose = Limits(1, total)
    for district in connect(ground, halve(ground, nodes, number, loose)):
        if not limits.numbers(ground.total(district)):
            return None
        small = cut_out(ground, district)
        found = shape(small, range(len(district)), limits)
        if found is None:
            return None
        parts += [[district[node] for node in part] for part in found]
    return parts


def _told(plan: Plan) -> Parts:
    return sorted(sorted(part) for part in plan.members)


def _improved(ground: Ground, parts: Parts, limits: Limits) -> tuple[float, Parts]:
    plan = Plan(ground, parts)
    tried: Tried = {}
    chance = Random(len(parts))  # noqa: S311 -- the same each time
    for turn in range(ROUNDS if len(plan.of) <= ROUNDS_NODES else ROUNDS - 1):
        chains = improve_by_chains(plan, limits, CHAINS)
        # Alone, with each neighbour, and with the two nearest.
        grouped = sum(regroup(plan, limits, beside, tried) for beside in (0, 1, 2))
        if not grouped and (turn == 0 or not chains):
            break
    sizes = (sizes for most, sizes in BESIDE if len(plan.of) <= most)
    for beside in next(sizes, BESIDE_MANY):
        reseed(plan, limits, beside, chance)
    improve_by_chains(plan, limits, CHAINS)
    return sum(plan.walk), _told(plan)
