"""Generators of rows of the training table, and their fidelity on held-out rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from analytics.synthesis.categories import Table
from analytics.synthesis.fidelity import c2st, pair_trends, shapes
from analytics.synthesis.synthesizer import Synthesizer, column_types, split

SEED = 0
_CONDITIONS = ("tier", "topic", "platform", "audience")
"""Columns that a sample can be conditioned on."""
_DISCRETE = (*_CONDITIONS, "format", "tone", "music", "weekday")
_SETS = {"hashtags": " "}
"""Columns with several values per cell, and their separators."""
_MIN_HELD_OUT = 15


def new_generator(table: Table, *, seconds: float | None = None, bytecode: Path | None = None) -> Synthesizer:
    """Return an unfitted generator for a training table."""
    discrete = [name for name in _DISCRETE if name in table]
    sets = {name: separator for name, separator in _SETS.items() if name in table}
    return Synthesizer(SEED, discrete=discrete, sets=sets, given=_CONDITIONS, seconds=seconds, bytecode=bytecode)


def fit_copula(table: Table) -> Synthesizer:
    """Return a copula for the table, which is used before the first training."""
    return new_generator(table).fit_copula(table)


def copula_fidelity(table: Table) -> dict[str, float]:
    """Return the fidelity of a copula that is fitted to a part of the rows, on the others."""
    train, held_out = split(table, np.random.default_rng(SEED))
    return fidelity(fit_copula(train), held_out if has_enough_rows(held_out) else train)


def held_out_fidelity(generator: Synthesizer, table: Table) -> dict[str, float]:
    """Return the fidelity on the rows that fitting held out, or on the training rows if those are too few."""
    train, held_out = split(table, np.random.default_rng(generator.seed))
    return fidelity(generator, held_out if has_enough_rows(held_out) else train)


def has_enough_rows(table: Table) -> bool:
    """Return whether held-out rows are enough to measure fidelity."""
    return len(table["tier"]) >= _MIN_HELD_OUT


def fidelity(generator: Synthesizer, real: Table) -> dict[str, float]:
    """Return `quality` (column shapes and pair trends) and `c2st` of a sample against real rows."""
    columns = {name: kind for name, kind in column_types(generator.encoding_).items() if name != "hashtags"}
    sample = generator.sample(len(real["tier"]), generator.seed)
    quality = (shapes(columns, real, sample) + pair_trends(columns, real, sample)) / 2
    return {"quality": round(quality, 4), "c2st": round(c2st(columns, real, sample, folds=3, iterations=60), 4)}
