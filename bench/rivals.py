"""What others would make of the same homes: balanced k-means, and PySAL's spopt.

Each gives a label for every home, or nothing where it cannot. Balanced k-means assigns
homes to its centres by the exact transport problem, so that its limits are as good as
whole homes allow; it knows nothing of neighbours. Of spopt, max-p knows a least weight
only, SKATER a least number of homes; neither knows a greatest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from yuanluo.kernel.courtyards.village import Dwelling, Limits

    Labels = NDArray[np.int64]

CENTRES_NEAR = 12
TURNS = 12
SEEDS = 3
#: Shares of the greatest number of courtyards that k-means is given.
NUMBERS = (1.0, 0.97, 0.93, 0.85, 0.67)
#: Of larger villages each division takes half a minute: fewer are asked for.
LARGE = 500
SEEDS_LARGE, NUMBERS_LARGE = 1, NUMBERS[:3]


def balanced_k_means(homes: Sequence[Dwelling], limits: Limits) -> list[Labels]:
    """Give the divisions of several numbers of courtyards and several seeds."""
    points = np.array([(home.x, home.y) for home in homes])
    weights = np.array([home.households for home in homes], dtype=float)
    numbers = limits.numbers(int(weights.sum()))
    large = len(homes) > LARGE
    shares = NUMBERS_LARGE if large else NUMBERS
    wanted = sorted({max(numbers[0], int(numbers[-1] * share)) for share in shares})
    found = []
    for number in wanted:
        for seed in range(SEEDS_LARGE if large else SEEDS):
            labels = _one(points, weights, number, limits, seed)
            if labels is not None:
                found.append(labels)
    return found


def _one(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    number: int,
    limits: Limits,
    seed: int,
) -> Labels | None:
    chance = np.random.default_rng(seed)
    centres = _seeds(points, weights, number, chance)
    labels: Labels | None = None
    for _ in range(TURNS):
        fresh = _transport(points, weights, centres, limits)
        if fresh is None or (labels is not None and (fresh == labels).all()):
            break
        labels = fresh
        for one in np.unique(labels):
            mine = labels == one
            centres[one] = np.average(points[mine], axis=0, weights=weights[mine])
    return labels


def _seeds(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    number: int,
    chance: np.random.Generator,
) -> NDArray[np.float64]:
    """Choose centres as k-means++ does."""
    chosen = [int(chance.integers(len(points)))]
    far = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < number:
        share = far * weights + 1e-12
        chosen.append(int(chance.choice(len(points), p=share / share.sum())))
        far = np.minimum(far, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen].astype(float)


def _transport(
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    centres: NDArray[np.float64],
    limits: Limits,
) -> Labels | None:
    """Assign homes to near centres within limits, at the least sum of squares."""
    many = len(centres)
    for near in sorted({min(CENTRES_NEAR, many), many}):
        far, which = cKDTree(centres).query(points, k=near)
        far, which = far.reshape(len(points), -1), which.reshape(len(points), -1)
        flat = np.arange(which.size)
        home = np.repeat(np.arange(len(points)), near)
        once = csr_array((np.ones(which.size), (home, flat)))
        held = csr_array((weights[home], (which.ravel(), flat)), (many, which.size))
        answer = linprog(
            (far**2).ravel() * weights[home],
            A_eq=once,
            b_eq=np.ones(len(points)),
            A_ub=_stacked(held),
            b_ub=np.r_[np.full(many, limits.most), np.full(many, -limits.least)],
            method="highs",
        )
        if answer.status == 0:
            best = answer.x.reshape(len(points), -1).argmax(axis=1)
            labels: Labels = which[np.arange(len(points)), best]
            return labels
    return None


def _stacked(held: Any) -> Any:
    from scipy.sparse import vstack

    return vstack([held, -held]).tocsr()


def max_p(homes: Sequence[Dwelling], limits: Limits) -> list[Labels]:
    """Give the regions of spopt's max-p heuristic, none below the least weight."""
    from spopt.region import MaxPHeuristic

    frame, weights = _frame(homes)
    model = MaxPHeuristic(
        frame, weights, ["x", "y"], "households", limits.least, top_n=2, verbose=False
    )
    model.solve()
    return [np.array(model.labels_)]


def skater(homes: Sequence[Dwelling], limits: Limits) -> list[Labels]:
    """Give the regions of spopt's SKATER, each of the least number of homes."""
    from spopt.region import Skater

    frame, weights = _frame(homes)
    total = sum(home.households for home in homes)
    model = Skater(
        frame,
        weights,
        ["x", "y"],
        n_clusters=limits.numbers(total)[-1],
        floor=limits.least,
        islands="ignore",
    )
    model.solve()
    return [np.array(model.labels_)]


def _frame(homes: Sequence[Dwelling]) -> tuple[Any, Any]:
    """Give homes as a table with points, and their Gabriel neighbours."""
    import geopandas
    from libpysal.weights import Gabriel

    columns = {
        "x": [home.x for home in homes],
        "y": [home.y for home in homes],
        "households": [home.households for home in homes],
    }
    frame = geopandas.GeoDataFrame(
        columns, geometry=geopandas.points_from_xy(columns["x"], columns["y"])
    )
    return frame, Gabriel(np.c_[columns["x"], columns["y"]])
