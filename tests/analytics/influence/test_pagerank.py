"""PageRank compared with networkx on random and published graphs, and decay compared with the formula."""

from __future__ import annotations

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest

from analytics.influence.pagerank import NotConverged, Scores, pagerank

Floats = npt.NDArray[np.float64]


def _scores_of(graph: nx.DiGraph, personalisation: Floats | None = None, damping: float = 0.85) -> Floats:
    edges = [(a, b, data.get("weight", 1.0)) for a, b, data in graph.edges(data=True)]
    source, target, weight = (np.array(column) for column in zip(*edges, strict=True))
    return pagerank(
        source.astype(np.int32),
        target.astype(np.int32),
        weight.astype(np.float64),
        nodes=len(graph),
        damping=damping,
        personalisation=personalisation,
    ).values


def _networkx(graph: nx.DiGraph, personalisation: Floats | None = None, damping: float = 0.85) -> Floats:
    mass = None if personalisation is None else dict(enumerate(personalisation))
    scores = nx.pagerank(graph, alpha=damping, personalization=mass, tol=1e-14, max_iter=2000)
    return np.array([scores[node] for node in range(len(graph))])


@pytest.mark.parametrize("seed", range(12))
def test_random_weighted_graphs_with_dangling_nodes_equal_networkx(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(60, 0.04, seed=seed, directed=True)
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(rng.exponential())
    damping = float(rng.uniform(0.5, 0.95))
    assert any(degree == 0 for _, degree in graph.out_degree())
    np.testing.assert_allclose(_scores_of(graph, None, damping), _networkx(graph, None, damping), atol=1e-9, rtol=0)


def test_personalised_scores_equal_networkx_with_dangling_mass_going_to_the_same_vector() -> None:
    graph = nx.gnp_random_graph(40, 0.05, seed=3, directed=True)
    personalisation = np.where(np.arange(40) < 5, 1.0, 0.0)
    np.testing.assert_allclose(_scores_of(graph, personalisation), _networkx(graph, personalisation), atol=1e-9, rtol=0)


def test_the_karate_club_published_by_zachary_equals_networkx() -> None:
    graph = nx.DiGraph(nx.karate_club_graph())
    np.testing.assert_allclose(_scores_of(graph), _networkx(graph), atol=1e-9, rtol=0)


def test_two_pages_that_point_at_each_other_share_everything() -> None:
    scores = _scores_of(nx.DiGraph([(0, 1), (1, 0)]), damping=0.5)
    np.testing.assert_allclose(scores, [0.5, 0.5], atol=1e-12)


def test_parallel_edges_are_summed_and_self_loops_dropped() -> None:
    merged = pagerank(_ints(0, 0, 1), _ints(1, 2, 0), np.array([3.0, 1.0, 1.0]), nodes=3)
    parallel = pagerank(_ints(0, 0, 0, 1, 2), _ints(1, 1, 2, 0, 2), np.array([1.0, 2.0, 1.0, 1.0, 9.0]), nodes=3)
    np.testing.assert_allclose(parallel.values, merged.values, atol=1e-12)


def test_old_attention_fades_by_the_published_factor() -> None:
    """Fans of 1,000 days ago lower a score by a factor of 22.85 at a half-life of 180 days."""
    fans = np.arange(100, dtype=np.int32)
    target = np.where(fans < 50, 100, 101).astype(np.int32)
    decayed_weight = np.where(fans < 50, 1.0, 2 ** (-1000 / 180))
    scores = pagerank(fans, target, np.ones(100), decayed_weight, nodes=102).values
    assert scores[100] / scores[101] == pytest.approx(22.85, abs=0.01)
    assert scores.sum() == pytest.approx(1, abs=1e-12)


def test_a_uniform_age_is_not_cancelled() -> None:
    fresh = pagerank(_ints(0, 1), _ints(2, 2), np.ones(2), nodes=3).values
    old = pagerank(_ints(0, 1), _ints(2, 2), np.ones(2), np.full(2, 0.25), nodes=3).values
    assert old[2] < fresh[2] / 1.3


def test_no_nodes_no_scores_and_no_mass_no_answer() -> None:
    empty = pagerank(_ints(), _ints(), np.zeros(0), nodes=0)
    assert empty == Scores(empty.values, 0, 0.0)
    with pytest.raises(ValueError, match="no mass"):
        pagerank(_ints(0), _ints(1), np.ones(1), nodes=2, personalisation=np.zeros(2))


def test_too_few_iterations_are_an_error_not_a_wrong_answer() -> None:
    with pytest.raises(NotConverged, match="above"):
        pagerank(_ints(0, 1, 2), _ints(1, 2, 1), np.ones(3), nodes=3, limit=2)


def _ints(*values: int) -> npt.NDArray[np.int32]:
    return np.array(values, np.int32)
