"""What came of fitting, beside the straw men and the copula: the numbers that every use of a generator shows."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from analytics.synthesis.encoder import Table
from analytics.synthesis.fidelity import Fidelity, c2st, copies, nearest_share, pair_trends, shapes, straw_men
from analytics.synthesis.synthesizer import Synthesizer, kinds, split


def compared(synthesizer: Synthesizer, table: Table) -> dict[str, dict[str, float]]:
    """Held-out fidelity of what was chosen, of the copula, of a jittering copier and of independent columns.

    `table` is the one that was fitted; the rows that were held out of fitting are found again by the seed.
    """
    rng = np.random.default_rng(synthesizer.seed)
    train, held = split(table, rng)
    rows = len(next(iter(held.values()), ()))
    if not rows:
        return {}
    columns = kinds(synthesizer.encoding_)
    own = np.random.default_rng([synthesizer.seed, 3])
    made: dict[str, Table] = {"copula": synthesizer.encoding_.decode(synthesizer.copula_.sample(rows, own), own)}
    if synthesizer.gan_ is not None:
        made["gan"] = synthesizer.encoding_.decode(synthesizer.draw(rows, own), own)
    made |= straw_men(columns, train, rows, own)
    found = {}
    for name, other in made.items():
        shape, pair = shapes(columns, held, other), pair_trends(columns, held, other)
        found[name] = asdict(
            Fidelity(
                quality=(shape + pair) / 2,
                shapes=shape,
                pairs=pair,
                c2st=c2st(columns, held, other, synthesizer.seed, folds=3, iterations=60),
                nearest=nearest_share(columns, train, held, other, synthesizer.seed),
                copies=copies(train, other),
            )
        )
    return {name: {key: round(value, 4) for key, value in facts.items()} for name, facts in found.items()}
