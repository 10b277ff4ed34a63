"""Compares the fitted generator with the copula and the baselines on held-out rows."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from analytics.synthesis.categories import Table
from analytics.synthesis.fidelity import Fidelity, baselines, c2st, copies, nearest_share, pair_trends, shapes
from analytics.synthesis.synthesizer import Synthesizer, column_types, split


def compare_generators(synthesizer: Synthesizer, table: Table) -> dict[str, dict[str, float]]:
    """Held-out fidelity of the chosen generator, of the copula, of a jittering copier and of independent columns.

    `table` is the fitted table; the seed gives the same held-out rows as in fitting.
    """
    rng = np.random.default_rng(synthesizer.seed)
    train, holdout = split(table, rng)
    rows = len(next(iter(holdout.values()), ()))
    if not rows:
        return {}
    columns = column_types(synthesizer.encoding_)
    rng = np.random.default_rng([synthesizer.seed, 3])
    samples: dict[str, Table] = {"copula": synthesizer.encoding_.decode(synthesizer.copula_.sample(rows, rng), rng)}
    if synthesizer.gan_ is not None:
        samples["gan"] = synthesizer.encoding_.decode(synthesizer.draw(rows, rng), rng)
    samples |= baselines(columns, train, rows, rng)
    results = {}
    for name, sample in samples.items():
        shape, pair = shapes(columns, holdout, sample), pair_trends(columns, holdout, sample)
        results[name] = asdict(
            Fidelity(
                quality=(shape + pair) / 2,
                shapes=shape,
                pairs=pair,
                c2st=c2st(columns, holdout, sample, synthesizer.seed, folds=3, iterations=60),
                nearest=nearest_share(columns, train, holdout, sample, synthesizer.seed),
                copies=copies(train, sample),
            )
        )
    return {name: {key: round(value, 4) for key, value in facts.items()} for name, facts in results.items()}
