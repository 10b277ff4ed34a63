"""PageRank on a weighted directed graph with decayed edges.

Page, Brin, Motwani, Winograd (1999), "The PageRank Citation Ranking". The decayed share of the mass of a source goes
to the personalisation vector: normalising rows instead would cancel a decay that all edges of a source have in common.
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
    decayed_weight: Vector | None = None,
    *,
    nodes: int,
    damping: float = 0.85,
    personalisation: Vector | None = None,
    tolerance: float = 1e-12,
    limit: int = 3000,
) -> Scores:
    """Return the PageRank of the nodes: the stationary distribution of the random surfer.

    Parameters
    ----------
    source, target : (m,) node indices in [0, nodes); parallel edges are summed, self-loops dropped.
    weight : (m,) non-negative weights before decay.
    decayed_weight : (m,) weights after decay, 0 <= decayed_weight <= weight; None: no decay.
    nodes : the number of nodes.
    personalisation : (nodes,) the distribution of teleporting, dangling and decayed mass; uniform by default.
    tolerance : L1 distance between two iterations at which to stop.

    Raises NotConverged after `limit` iterations, ValueError if the personalisation has no mass.
    """
    if nodes == 0:
        return Scores(np.zeros(0), 0, 0.0)
    teleport = _distribution(personalisation, nodes)
    transition, lost_share = _transitions(
        source, target, weight, weight if decayed_weight is None else decayed_weight, nodes
    )
    scores = teleport.copy()
    for iteration in range(1, limit + 1):
        passed = transition @ scores
        lost = float(scores @ lost_share)
        updated = damping * (passed + lost * teleport) + (1 - damping) * teleport
        # Without normalisation the sum would drift from 1 by rounding over hundreds of iterations.
        updated /= updated.sum()
        error = float(np.abs(updated - scores).sum())
        scores = updated
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
    source: npt.NDArray[np.int32], target: npt.NDArray[np.int32], weight: Vector, decayed_weight: Vector, nodes: int
) -> tuple[sparse.csr_array, Vector]:
    """Return the transition matrix (target, source), and the share that each node does not pass on (1 if dangling)."""
    proper = (source != target) & (weight > 0)
    if not proper.all():
        source, target, weight, decayed_weight = source[proper], target[proper], weight[proper], decayed_weight[proper]
    total = np.bincount(source, weight, nodes)
    transition = sparse.csr_array((decayed_weight / total[source], (target, source)), shape=(nodes, nodes))
    # A difference of sums is exactly 0 without decay; 1 minus a sum of quotients is not.
    lost = total - np.bincount(source, decayed_weight, nodes)
    lost_share = np.divide(lost, total, out=np.ones(nodes), where=total > 0)
    return transition, np.clip(lost_share, 0.0, 1.0)
