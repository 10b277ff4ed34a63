"""The attention graph: decayed edges between accounts, and sums for each node."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.store.queries.graph import NO_TIME, AttentionEdges
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AttentionGraph:
    """Edges as parallel arrays (edges,), without self-loops and edges of no weight, and sums as arrays (nodes,)."""

    names: list[str]
    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    weight: Floats
    decayed_weight: Floats
    in_weight: Floats
    decayed_in_weight: Floats
    in_degree: npt.NDArray[np.int64]
    """The number of distinct sources."""
    largest_source_weight: Floats
    """The weight of all edges from the one source that contributes the most."""
    audience: Floats
    """The sum over the sources of their decayed attention, divided among all their targets by weight."""
    oldest: int | None
    """Time of the oldest edge (µs); None where no edge has a time."""
    pairs: int
    """The number of distinct (source, target) pairs."""
    creator_edges: int
    """The number of those whose source also has incoming edges."""

    @classmethod
    def from_edges(cls, edges: AttentionEdges, half_life: float) -> AttentionGraph:
        """Build the graph; weights halve every `half_life` days before the newest edge."""
        proper = (edges.source != edges.target) & (edges.weight > 0)
        source, target = edges.source[proper], edges.target[proper]
        weight, time = edges.weight[proper], edges.time[proper]
        decayed_weight, oldest = _decay(weight, time, half_life)
        nodes = len(edges.names)
        pairs, pair_of_edge = np.unique(target.astype(np.int64) * nodes + source, return_inverse=True)
        pair_weight = np.bincount(pair_of_edge, weight, len(pairs))
        pair_target, pair_source = pairs // nodes, pairs % nodes
        largest_source_weight = np.zeros(nodes)
        np.maximum.at(largest_source_weight, pair_target, pair_weight)
        in_weight = np.bincount(target, weight, nodes).astype(np.float64)
        out_weight = np.bincount(source, weight, nodes)
        return cls(
            names=edges.names,
            source=source,
            target=target,
            weight=weight,
            decayed_weight=decayed_weight,
            in_weight=in_weight,
            decayed_in_weight=np.bincount(target, decayed_weight, nodes).astype(np.float64),
            in_degree=np.bincount(pair_target, minlength=nodes),
            largest_source_weight=largest_source_weight,
            audience=np.bincount(target, decayed_weight / out_weight[source], nodes).astype(np.float64),
            oldest=oldest,
            pairs=len(pairs),
            creator_edges=int((in_weight[pair_source] > 0).sum()),
        )

    def personalisation(self, handles: frozenset[str] | None) -> Floats | None:
        """Return equal mass for `handles` and their direct audience; None (uniform) if none of them is a node."""
        if handles is None:
            return None
        is_handle = np.fromiter((name in handles for name in self.names), np.bool_, len(self.names))
        mass = is_handle.astype(np.float64)
        mass[self.source[is_handle[self.target]]] = 1.0
        return mass if mass.any() else None


def _decay(weight: Floats, time: npt.NDArray[np.int64], half_life: float) -> tuple[Floats, int | None]:
    """Return the decayed weights and the oldest time; edges without a time do not decay."""
    has_time = time != NO_TIME
    if not has_time.any():
        return weight, None
    age = np.where(has_time, (time[has_time].max() - time) / DAY, 0.0)
    return weight * np.exp2(-age / half_life), int(time[has_time].min())
