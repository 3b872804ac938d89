"""Cutting a region into compact parts by straight lines, gaps first.

A region is halved where both halves can still be divided within limits and are most
compact, until each piece is a courtyard. Lines know nothing of neighbours: whoever
calls looks whether the pieces hang together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from yuanluo.kernel.courtyards.plan import Ground
    from yuanluo.kernel.courtyards.village import Limits

    Numbers = NDArray[np.float64]

#: Beside the long axis of the region, lines across it and between, in half turns.
ANGLES = np.pi * np.array([0.0, 0.25, 0.5, 0.75])
FREE = 0
#: A region of more households than so many courtyards' is cut near its middle: to take
#: off one courtyard after the other would look at the rest of it as often.
LARGE = 6
LOPSIDED = 0.25


def halve(
    ground: Ground, nodes: Sequence[int], number: int, limits: Limits
) -> list[list[int]]:
    """Cut nodes into so many compact parts, within limits if lines can do it.

    With FREE for a number, as many parts are cut as gaps and limits allow.
    """
    done, todo = [], [(list(nodes), number)]
    while todo:
        some, wanted = todo.pop()
        line = _best_line(ground, some, wanted, limits)
        if line is None:
            done.append(some)
            continue
        left, first, right = line
        todo += [(left, first), (right, wanted - first)]
    return done


def _best_line(
    ground: Ground, nodes: list[int], number: int, limits: Limits
) -> tuple[list[int], int, list[int]] | None:
    """Find the line that leaves the most compact halves, if there is to be one."""
    if number == 1 or len(nodes) < 2 or ground.total(nodes) < 2 * limits.least:
        return None
    points = np.array([(ground.x[n], ground.y[n]) for n in nodes])
    weights = np.array([ground.weight[n] for n in nodes], dtype=float)
    points -= weights @ points / weights.sum()
    spread = (points * weights[:, None]).T @ points
    turn = 0.5 * np.arctan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1]) + ANGLES
    along = points @ np.array([np.cos(turn), np.sin(turn)])
    order = np.argsort(along, axis=0, kind="stable").T
    mass = np.cumsum(weights[order], axis=1)
    here, there = _spreads(points[order], weights[order], mass)
    left, total = mass[:, :-1], float(weights.sum())
    if number == FREE:
        first, rest, wrong = _freely(left, total, limits)
        if wrong.all():
            return None
    else:
        first, rest, wrong = _within(left, total, number, limits)
    # What cannot be within limits is mended afterwards, so it comes last only.
    worst = 4 * float(spread.trace()) + 1.0
    cost = here / first + there / rest + wrong * worst
    if number != FREE and total > LARGE * limits.most:
        cost += _lopsided(left, total) * worst / 4
    angle, cut = np.unravel_index(int(np.argmin(cost)), cost.shape)
    ordered = [nodes[place] for place in order[angle].tolist()]
    parts = FREE if number == FREE else int(first[angle, cut])
    return ordered[: cut + 1], parts, ordered[cut + 1 :]


def _spreads(points: Numbers, heavy: Numbers, mass: Numbers) -> tuple[Numbers, Numbers]:
    """Give the squares of distances to the centre, left and right of each cut."""
    sums = np.cumsum(points * heavy[..., None], axis=1)
    squares = np.cumsum((points**2).sum(axis=2) * heavy, axis=1)
    left, rest = sums[:, :-1], sums[:, -1:] - sums[:, :-1]
    here = squares[:, :-1] - (left**2).sum(axis=2) / mass[:, :-1]
    there = squares[:, -1:] - squares[:, :-1]
    there -= (rest**2).sum(axis=2) / (mass[:, -1:] - mass[:, :-1])
    return np.maximum(here, 0), np.maximum(there, 0)


def _lopsided(left: Numbers, total: float) -> Numbers:
    """Say which cuts leave too little on one side."""
    return (np.abs(left / total - 0.5) > 0.5 - LOPSIDED).astype(float)


def _within(
    left: Numbers, total: float, number: int, limits: Limits
) -> tuple[Numbers, Numbers, Numbers]:
    """Share a number of parts between both sides of each cut, and say how wrong."""
    right = total - left
    lower = np.maximum(
        np.ceil(left / limits.most), number - np.floor(right / limits.least)
    )
    upper = np.minimum(
        np.floor(left / limits.least), number - np.ceil(right / limits.most)
    )
    lower, upper = np.maximum(lower, 1), np.minimum(upper, number - 1)
    exact = number * left / total
    near = np.rint(exact)
    first = np.clip(near, np.minimum(lower, upper), np.maximum(lower, upper))
    first = np.clip(first, 1, number - 1)
    wrong = (lower > upper) * (1 + np.abs(exact - near))
    return first, number - first, wrong


def _freely(
    left: Numbers, total: float, limits: Limits
) -> tuple[Numbers, Numbers, Numbers]:
    """Let each side have as many parts as it can; one that has none is wrong."""
    right = total - left
    first, rest = np.floor(left / limits.least), np.floor(right / limits.least)
    wrong = (left > first * limits.most) | (right > rest * limits.most)
    return np.maximum(first, 1), np.maximum(rest, 1), wrong.astype(float)
