"""Improving a plan by dividing a few neighbouring courtyards anew.

What lies in a courtyard and one or two beside it is cut by lines again, into as many
parts or into one more, mended and polished; it stands if the walk is shorter. So a
courtyard can appear where the others have room for it, which no chain can do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuanluo.kernel.courtyards.chains import NOTHING
from yuanluo.kernel.courtyards.halving import halve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yuanluo.kernel.courtyards.plan import Plan
    from yuanluo.kernel.courtyards.village import Limits


#: Groups that were tried, and the versions of their parts at that time.
Tried = dict[tuple[int, ...], tuple[int, ...]]


def regroup(plan: Plan, limits: Limits, beside: int, tried: Tried) -> int:
    """Divide every part with some beside it anew; give how often that helped."""
    helped = 0
    for part in range(len(plan.members)):
        for group in _groups(plan, part, beside):
            now = tuple(plan.version[one] for one in group)
            if tried.get(group) == now or not any(plan.walk[one] for one in group):
                continue
            tried[group] = now
            helped += _divide_anew(plan, group, limits)
    return helped


def _groups(plan: Plan, part: int, beside: int) -> list[tuple[int, ...]]:
    here = plan.centre[part]
    near = sorted(
        plan.around(part),
        key=lambda p: (
            (plan.centre[p][0] - here[0]) ** 2 + (plan.centre[p][1] - here[1]) ** 2,
            p,
        ),
    )
    if beside == 1:
        return [(part, other) for other in near if other > part]
    group = tuple(sorted((part, *near[:beside])))
    return [group] if len(near) >= beside else []


def _divide_anew(plan: Plan, group: Sequence[int], limits: Limits) -> bool:
    ground = plan.ground
    nodes = sorted(node for part in group for node in plan.members[part])
    before = sum(plan.walk[part] for part in group)
    numbers = limits.numbers(ground.total(nodes))
    # One alone can only become two.
    for number in (len(group) + 1, len(group))[: len(group)]:
        if number not in numbers:
            continue
        cut = halve(ground, nodes, number, limits)
        if len(cut) != number or not all(
            limits.hold(ground.total(part)) and ground.connected(set(part))
            for part in cut
        ):
            continue
        if sum(ground.walk(part) for part in cut) < before - NOTHING:
            plan.replace(group, cut)
            return True
    return False
