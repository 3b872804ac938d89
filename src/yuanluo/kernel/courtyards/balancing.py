"""Bringing parts back within limits by handing nodes along a path of parts.

From a part that has too many a node goes to the next, one of that to its next, until
one has room; and the other way round for a part that has too few. The shortest of such
paths is taken. Where none helps, others divide the region anew.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import count
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuanluo.kernel.courtyards.plan import Plan
    from yuanluo.kernel.courtyards.village import Limits

#: A path of more parts than these moves too much for what it mends.
PATH_MOST = 6
#: A search that has looked at so many parts is given up.
LOOKS_MOST = 30

Step = tuple[int, int, int]


def balance(plan: Plan, limits: Limits) -> None:
    """Hand nodes on while parts come nearer to their limits."""
    given_up: set[int] = set()
    while True:
        wrong = [
            part
            for part, weight in enumerate(plan.weight)
            if excess(limits, weight) and part not in given_up
        ]
        if not wrong:
            return
        for part in wrong:
            while excess(limits, plan.weight[part]):
                if not _relieve(plan, part, limits):
                    given_up.add(part)
                    break


def excess(limits: Limits, weight: int) -> int:
    """Give how far a weight is outside of the limits.

    >>> from yuanluo.kernel.courtyards.village import Limits
    >>> [excess(Limits(20, 40), weight) for weight in (18, 30, 41)]
    [2, 0, 1]
    """
    return max(0, limits.least - weight, weight - limits.most)


def _relieve(plan: Plan, start: int, limits: Limits) -> bool:
    """Find the shortest path that takes some of what is wrong with a part away."""
    give = plan.weight[start] > limits.most
    turn = count()
    todo: list[tuple[float, int, int, tuple[Step, ...]]] = [
        (0.0, next(turn), start, ())
    ]
    seen: set[int] = set()
    while todo and len(seen) < LOOKS_MOST:
        cost, _, part, path = heappop(todo)
        if part in seen:
            continue
        seen.add(part)
        if path and _settles(plan, path, limits):
            return True
        if len(path) >= PATH_MOST:
            continue
        for other in plan.around(part):
            if other in seen:
                continue
            source, target = (part, other) if give else (other, part)
            used = {step[0] for step in path}
            found = _cheapest(plan, source, target, used)
            if found is not None:
                gain, node = found
                step = (node, source, target)
                # Costs below nothing would make a path run in circles.
                further = cost + max(gain, 0.0) + 1e-6
                heappush(todo, (further, next(turn), other, (*path, step)))
    return False


def _cheapest(
    plan: Plan, source: int, target: int, used: set[int]
) -> tuple[float, int] | None:
    ground, here, there = plan.ground, plan.centre[source], plan.centre[target]
    goal = plan.members[target]
    offers = sorted(
        (
            ground.weight[node]
            * (
                hypot(ground.x[node] - there[0], ground.y[node] - there[1])
                - hypot(ground.x[node] - here[0], ground.y[node] - here[1])
            ),
            node,
        )
        for node in plan.members[source]
        if node not in used and not goal.isdisjoint(ground.graph[node])
    )
    return next((offer for offer in offers if plan.may_leave(offer[1])), None)


def _settles(plan: Plan, path: tuple[Step, ...], limits: Limits) -> bool:
    """Hand the nodes of a path on, if that leaves less wrong than before."""
    ground = plan.ground
    weights = {part: plan.weight[part] for _, *both in path for part in both}
    before = sum(excess(limits, weight) for weight in weights.values())
    for node, one, other in path:
        weights[one] -= ground.weight[node]
        weights[other] += ground.weight[node]
    if sum(excess(limits, weight) for weight in weights.values()) >= before:
        return False
    for node, _, other in path:
        plan.move(node, other)
    if all(ground.connected(plan.members[part]) for part in weights):
        for part in weights:
            plan.measure(part)
        return True
    for node, one, _ in path:
        plan.move(node, one)
    return False
