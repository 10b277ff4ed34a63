"""PageRank on a weighted directed graph whose old edges really lose their weight.

Page, Brin, Motwani, Winograd (1999), "The PageRank Citation Ranking"; the share of a source's mass that has decayed
goes to the personalisation vector, because normalising rows afterwards would cancel a decay common to the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scores:
    """`values` sum to 1; `error` is the L1 change of the last iteration, at most the tolerance."""

    values: Vector
    iterations: int
    error: float


class NotConverged(ArithmeticError):
    """The iteration limit was reached before the tolerance."""


def pagerank(
    source: npt.NDArray[np.int32],
    target: npt.NDArray[np.int32],
    weight: Vector,
    kept: Vector | None = None,
    *,
    nodes: int,
    damping: float = 0.85,
    personalisation: Vector | None = None,
    tolerance: float = 1e-12,
    limit: int = 3000,
) -> Scores:
    """Stationary scores of the random surfer.

    Parameters
    ----------
    source, target : (m,) node numbers in [0, nodes); parallel edges are summed, self-loops dropped.
    weight : (m,) non-negative weights before decay.
    kept : (m,) the part of each weight that has not decayed, 0 <= kept <= weight; None: all of it.
    nodes : how many nodes there are.
    personalisation : (nodes,) where teleporting, dangling and decayed mass goes; uniform by default.
    tolerance : L1 distance between two iterations at which to stop.

    Raises NotConverged after `limit` iterations, ValueError for a personalisation without mass.
    """
    if nodes == 0:
        return Scores(np.zeros(0), 0, 0.0)
    jump = _distribution(personalisation, nodes)
    step, leaving = _transitions(source, target, weight, weight if kept is None else kept, nodes)
    scores = jump.copy()
    for iteration in range(1, limit + 1):
        moved = step @ scores
        stranded = float(scores @ leaving)
        following = damping * (moved + stranded * jump) + (1 - damping) * jump
        # Rounding alone moves the sum; held at 1, it cannot drift over hundreds of iterations.
        following /= following.sum()
        error = float(np.abs(following - scores).sum())
        scores = following
        if error <= tolerance:
            return Scores(scores, iteration, error)
    raise NotConverged(f"after {limit} iterations the L1 change is still {error:.2g}, above {tolerance:.2g}")


def _distribution(personalisation: Vector | None, nodes: int) -> Vector:
    if personalisation is None:
        return np.full(nodes, 1 / nodes)
    total = float(personalisation.sum())
    if not total > 0:
        raise ValueError("the personalisation vector has no mass")
    return personalisation / total


def _transitions(
    source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], weight: Vector, kept: Vector, nodes: int
) -> tuple[sparse.csr_array, Vector]:
    """The column-stochastic matrix of what is passed on, and for each node the share that is not (1 if dangling)."""
    proper = (source != target) & (weight > 0)
    if not proper.all():
        source, target, weight, kept = source[proper], target[proper], weight[proper], kept[proper]
    total = np.bincount(source, weight, nodes)
    passed = np.divide(kept, total[source])
    step = sparse.csr_array((passed, (target, source)), shape=(nodes, nodes))
    # Taken from the sums, not from 1 - sum of quotients: exactly 0 where nothing has decayed.
    gone = total - np.bincount(source, kept, nodes)
    leaving = np.divide(gone, total, out=np.ones(nodes), where=total > 0)
    return step, np.clip(leaving, 0.0, 1.0)
