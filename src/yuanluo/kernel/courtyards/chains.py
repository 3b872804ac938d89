"""Improving a plan by chains: each part hands one node on, and none leaves its limits.

Arcs between touching parts carry the gain of the best node that may go; one more place
stands for the room that parts have within their limits. A negative cycle in it is an
exchange that shortens the walk. Each is tried in earnest, and taken back if the plan
does not gain, so that a plan only ever improves.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuanluo.kernel.courtyards.plan import Plan
    from yuanluo.kernel.courtyards.village import Limits

#: From one part to another: the gain (below nothing is good) and the node.
Arcs = dict[tuple[int, int], tuple[float, int]]
Banned = dict[tuple[int, int], tuple[int, int]]

PASSES = 6
NOTHING = 1e-7


def improve_by_chains(plan: Plan, limits: Limits, rounds: int) -> int:
    """Hand nodes on while the walk gets shorter; give how many chains were taken."""
    arcs: Arcs = {}
    banned: Banned = {}
    stale = set(range(len(plan.members)))
    taken = 0
    for _ in range(rounds):
        _renew(arcs, plan, banned, stale)
        stale = set()
        cycles = _cycles(arcs, plan, limits)
        if not cycles:
            break
        for cycle in cycles:
            steps = [(arcs[arc][1], *arc) for arc in cycle if arc in arcs]
            touched = {part for _, one, other in steps for part in (one, other)}
            if _take(plan, limits, steps, touched):
                taken += 1
                for part in touched:
                    stale.update(plan.around(part))
            else:
                for node, one, other in steps:
                    banned[node, other] = plan.version[one], plan.version[other]
            stale |= touched
    return taken


def _renew(arcs: Arcs, plan: Plan, banned: Banned, stale: set[int]) -> None:
    """Find again the best node to hand on, from each part where that may differ."""
    for arc in [arc for arc in arcs if arc[0] in stale]:
        del arcs[arc]
    for part in sorted(stale):
        for other, found in sorted(_offers(plan, part, banned).items()):
            for gain, node in sorted(found):
                if plan.may_leave(node):
                    arcs[part, other] = gain, node
                    break


def _offers(
    plan: Plan, part: int, banned: Banned
) -> dict[int, list[tuple[float, int]]]:
    ground, of, centre = plan.ground, plan.of, plan.centre
    offers: dict[int, list[tuple[float, int]]] = {}
    here = centre[part]
    for node in plan.members[part]:
        others = {of[one] for one in ground.graph[node]}
        others.discard(part)
        if not others:
            continue
        x, y, weight = ground.x[node], ground.y[node], ground.weight[node]
        stay = hypot(x - here[0], y - here[1])
        for other in others:
            if banned and banned.get((node, other)) == (
                plan.version[part],
                plan.version[other],
            ):
                continue
            there = centre[other]
            go = hypot(x - there[0], y - there[1])
            offers.setdefault(other, []).append((weight * (go - stay), node))
    return offers


def _cycles(arcs: Arcs, plan: Plan, limits: Limits) -> list[list[tuple[int, int]]]:
    """Find disjoint negative cycles by Bellman and Ford; the last place is room."""
    room = len(plan.members)
    flat = [(one, other, gain) for (one, other), (gain, _) in sorted(arcs.items())]
    for part, weight in enumerate(plan.weight):
        if weight > limits.least:
            flat.append((room, part, 0.0))
        if weight < limits.most:
            flat.append((part, room, 0.0))
    cost, before = [0.0] * (room + 1), [-1] * (room + 1)
    for _ in range(PASSES):
        if not _shorten(flat, cost, before):
            return []
        found = _loops(before)
        if found:
            return found
    return []


def _shorten(
    flat: list[tuple[int, int, float]], cost: list[float], before: list[int]
) -> bool:
    """Go over all arcs once; say whether any way became shorter."""
    changed = False
    for one, other, gain in flat:
        if cost[one] + gain < cost[other] - NOTHING:
            cost[other] = cost[one] + gain
            before[other] = one
            changed = True
    return changed


def _loops(before: list[int]) -> list[list[tuple[int, int]]]:
    """Give the cycles that a forest with mistakes has."""
    seen, found = [0] * len(before), []
    for start in range(len(before)):
        place = start
        while place >= 0 and not seen[place]:
            seen[place] = start + 1
            place = before[place]
        if place >= 0 and seen[place] == start + 1:
            loop, at = [], place
            while True:
                loop.append((before[at], at))
                at = before[at]
                if at == place:
                    break
            found.append(loop[::-1])
    return found


def _take(
    plan: Plan, limits: Limits, steps: list[tuple[int, int, int]], touched: set[int]
) -> bool:
    """Hand the nodes of a cycle on, and say whether that was worth it."""
    if not steps or any(plan.of[node] != one for node, one, _ in steps):
        return False
    before = sum(plan.walk[part] for part in touched)
    for node, _, other in steps:
        plan.move(node, other)
    ground = plan.ground
    fits = all(
        limits.hold(ground.total(plan.members[part]))
        and ground.connected(plan.members[part])
        for part in touched
    )
    after = sum(ground.walk(plan.members[p]) for p in touched) if fits else before
    if after < before - NOTHING:
        for part in touched:
            plan.measure(part)
        return True
    for node, one, _ in steps:
        plan.move(node, one)
    return False
