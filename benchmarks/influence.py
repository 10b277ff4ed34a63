"""PageRank from the edge table with 3.8 million weighted edges, against networkx from the same table."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
import numpy as np

from analytics.influence.analysis import TOLERANCE
from analytics.influence.pagerank import pagerank
from analytics.store import Store
from analytics.store.queries.graph import read_edges

_EDGES = 3_800_000
_NODES = 400_000


def run() -> list[str]:
    """Return one line with both times in seconds, including reading, and their ratio, which should be at least 15."""
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder))
        with Store(Path(folder)) as store:
            store.arrow("SELECT 1")  # imports modules, which is not measured
        start = time.perf_counter()
        with Store(Path(folder)) as store:
            edges = read_edges(store, None, datetime(2030, 1, 1, tzinfo=UTC))
            scores = pagerank(
                edges.source, edges.target, edges.weight, nodes=len(edges.names), tolerance=TOLERANCE
            ).values
        ours = time.perf_counter() - start
        start = time.perf_counter()
        graph = nx.DiGraph()
        with sqlite3.connect(Path(folder) / "data.db") as connection:
            graph.add_weighted_edges_from(connection.execute("SELECT source, target, weight FROM edges"))
        theirs = nx.pagerank(graph, alpha=0.85, tol=TOLERANCE / len(graph), max_iter=1000)
        peer = time.perf_counter() - start
    apart = max(abs(float(score) - theirs[name]) for name, score in zip(edges.names, scores, strict=True))
    return [
        f"PageRank of {_EDGES:,} edges from the table: {ours:.1f} s, networkx {peer:.1f} s, "
        f"ratio {peer / ours:.1f} (at least 15); scores at most {apart:.0e} apart"
    ]


def _fill(home: Path) -> None:
    rng = np.random.default_rng(0)
    pairs = np.unique(
        (rng.integers(0, _NODES, 3 * _EDGES) * _NODES + (rng.pareto(1.2, 3 * _EDGES) * 50) % _NODES).astype(np.int64)
    )
    pairs = rng.permutation(pairs[pairs // _NODES != pairs % _NODES])[:_EDGES]
    with Store(home) as store, store.connection as connection:
        connection.execute("INSERT INTO imports (id, path, digest, started, format) VALUES (1, '', '', 0, '')")
        rows = zip(
            (pairs // _NODES).tolist(), (pairs % _NODES).tolist(), rng.integers(1, 9, len(pairs)).tolist(), strict=True
        )
        connection.executemany(
            "INSERT INTO edges (source, target, kind, weight, import) VALUES (?, ?, 'follow', ?, 1)",
            ((f"account-{source:07}", f"account-{target:07}", float(weight)) for source, target, weight in rows),
        )
