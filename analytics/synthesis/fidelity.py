"""How close generated rows come to real ones: shapes, pair trends, a two-sample test, and whether they are copies.

Everything is measured against rows that no generator has seen, and means little alone: `straw_men` are what it has to
be read beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.synthesis.columns import Category, Column, Floats, Number, missing, read
from analytics.synthesis.encoder import Table

_BINS = 10


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Held-out fidelity of one generator."""

    quality: float
    """Mean of `shapes` and `pairs`: what SDMetrics calls the quality score."""
    shapes: float
    pairs: float
    c2st: float
    """Area under the curve of a classifier that tells real from generated rows, 5 folds: 0.5 is perfect."""
    nearest: float
    """Share of generated rows that lie closer to a training row than to a held-out one: 0.5 is perfect."""
    copies: float
    """Share of generated rows that equal a training row."""


def measure(columns: Mapping[str, Column], train: Table, held: Table, made: Table, seed: int = 0) -> Fidelity:
    """Everything at once; `made` should have as many rows as `held`."""
    shape, pair = shapes(columns, held, made), pair_trends(columns, held, made)
    return Fidelity(
        quality=(shape + pair) / 2,
        shapes=shape,
        pairs=pair,
        c2st=c2st(columns, held, made, seed),
        nearest=nearest_share(columns, train, held, made, seed),
        copies=copies(train, made),
    )


def shapes(columns: Mapping[str, Column], real: Table, made: Table) -> float:
    """Mean over columns of 1 - Kolmogorov-Smirnov distance (numbers) or total variation (categories)."""
    return float(np.mean([_shape(column, real[name], made[name]) for name, column in columns.items()]))


def pair_trends(columns: Mapping[str, Column], real: Table, made: Table) -> float:
    """Mean over pairs of how alike their correlation (numbers) or their shares of cells (anything else) are.

    As SDMetrics 0.23 has it: beside categories, numbers are cut into ten equally wide bins of each table's own range.
    """
    names = list(columns)
    cut = {name: _binned(columns[name], real[name], made[name]) for name in names}
    found = []
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            if isinstance(columns[one], Number) and isinstance(columns[other], Number):
                gap = abs(_correlation(real[one], real[other]) - _correlation(made[one], made[other]))
                found.append(1 - gap / 2)
            else:
                pairs = [
                    [f"{a}\x1f{b}" for a, b in zip(cut[one][part], cut[other][part], strict=True)] for part in (0, 1)
                ]
                found.append(1 - _variation(pairs[0], pairs[1]))
    return float(np.nanmean(found)) if found and not np.isnan(found).all() else 1.0


def c2st(
    columns: Mapping[str, Column],
    real: Table,
    made: Table,
    seed: int = 0,
    folds: int = 5,
    rows: int = 20_000,
    iterations: int = 100,
) -> float:
    """Two-sample test by gradient boosting (Lopez-Paz & Oquab 2017) on values, their logs and log-ratios."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold

    one, other = features(columns, real, made)
    rng = np.random.default_rng(seed)
    size = min(rows, len(one), len(other))
    both = np.vstack([one[rng.permutation(len(one))[:size]], other[rng.permutation(len(other))[:size]]])
    truth = np.repeat([0, 1], size)
    verdict = np.empty(len(truth))
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=seed).split(both, truth):
        model = HistGradientBoostingClassifier(random_state=seed, max_iter=iterations, early_stopping=False)
        verdict[test] = model.fit(both[train], truth[train]).predict_proba(both[test])[:, 1]
    return float(roc_auc_score(truth, verdict))


def features(columns: Mapping[str, Column], real: Table, made: Table) -> tuple[Floats, Floats]:
    """Both tables as matrices: values, logs of numbers that are never negative, their differences, and codes."""
    parts: list[list[Floats]] = [[], []]
    logs: list[tuple[Floats, Floats]] = []
    for name, column in columns.items():
        if isinstance(column, Number):
            pair = read(real[name]), read(made[name])
            if column.lowest >= 0:
                logs.append((np.log1p(np.maximum(pair[0], 0)), np.log1p(np.maximum(pair[1], 0))))
        else:
            known = {level: float(code) for code, level in enumerate(dict.fromkeys([*real[name], *made[name]]))}
            pair = np.array([known[cell] for cell in real[name]]), np.array([known[cell] for cell in made[name]])
        for part, values in zip(parts, pair, strict=True):
            part.append(values)
    for at, first in enumerate(logs[:12]):
        for second in logs[at + 1 : 12]:
            for part, one, other in zip(parts, first, second, strict=True):
                part.append(one - other)
    return np.column_stack(parts[0]), np.column_stack(parts[1])


def nearest_share(
    columns: Mapping[str, Column], train: Table, held: Table, made: Table, seed: int = 0, rows: int = 5_000
) -> float:
    """The share of generated rows nearer to training than to held-out rows, of which equally many are taken."""
    from sklearn.neighbors import NearestNeighbors

    rng = np.random.default_rng(seed)
    matrices = _places(columns, train, held, made)
    size = min(len(matrices[0]), len(matrices[1]), rows)
    seen, unseen = (part[rng.permutation(len(part))[:size]] for part in matrices[:2])
    new = matrices[2][:rows]
    near, far = (NearestNeighbors(n_neighbors=1).fit(part).kneighbors(new)[0][:, 0] for part in (seen, unseen))
    return float(np.mean(near < far) + np.mean(near == far) / 2)


def copies(train: Table, made: Table) -> float:
    """The share of generated rows that are training rows, cell by cell."""
    known = set(zip(*train.values(), strict=True))
    rows = list(zip(*(made[name] for name in train), strict=True))
    return sum(row in known for row in rows) / max(len(rows), 1)


def straw_men(
    columns: Mapping[str, Column], train: Table, rows: int, rng: np.random.Generator
) -> dict[str, dict[str, list[str]]]:
    """What no generator may lose to: a copier that jitters numbers by 1 %, and columns drawn one by one."""
    size = len(next(iter(train.values())))
    picked = rng.integers(size, size=rows)
    copier, independent = {}, {}
    for name, column in columns.items():
        cells = train[name]
        copied = [cells[at] for at in picked]
        copier[name] = _jittered(column, copied, rng) if isinstance(column, Number) else copied
        independent[name] = [cells[at] for at in rng.integers(size, size=rows)]
    return {"copier": copier, "independent": independent}


def _jittered(column: Number, cells: Sequence[str], rng: np.random.Generator) -> list[str]:
    values = read(cells)
    moved = values * (1 + 0.01 * rng.standard_normal(len(values)))
    written = column.write(column.on_grid(np.nan_to_num(moved)))
    return [cell if missing(cell) else new for cell, new in zip(cells, written, strict=True)]


def _shape(column: Column, real: Sequence[str], made: Sequence[str]) -> float:
    if isinstance(column, Category):
        return 1 - _variation(real, made)
    one, other = read(real), read(made)
    one, other = np.sort(one[np.isfinite(one)]), np.sort(other[np.isfinite(other)])
    if not len(one) or not len(other):
        return float(len(one) == len(other))
    everyone = np.concatenate([one, other])
    gap = np.searchsorted(one, everyone, "right") / len(one) - np.searchsorted(other, everyone, "right") / len(other)
    return 1 - float(np.abs(gap).max())


def _variation(real: Sequence[str], made: Sequence[str]) -> float:
    """Half the summed difference between two sets of shares."""
    levels, codes = np.unique(np.array([*real, *made], dtype=object).astype(str), return_inverse=True)
    one = np.bincount(codes[: len(real)], minlength=len(levels)) / max(len(real), 1)
    other = np.bincount(codes[len(real) :], minlength=len(levels)) / max(len(made), 1)
    return float(np.abs(one - other).sum() / 2)


def _binned(column: Column, real: Sequence[str], made: Sequence[str]) -> tuple[list[str], list[str]]:
    if isinstance(column, Category):
        return list(real), list(made)
    return _digits(read(real)), _digits(read(made))


def _digits(values: Floats) -> list[str]:
    """Ten equally wide bins of the column's own range."""
    present = values[np.isfinite(values)]
    edges = np.histogram_bin_edges(present, bins=_BINS) if len(present) else np.array([0.0, 1.0])
    return [str(place) for place in np.digitize(values, edges)]


def _correlation(one: Sequence[str], other: Sequence[str]) -> float:
    x, y = read(one), read(other)
    both = np.isfinite(x) & np.isfinite(y)
    if both.sum() < 2 or x[both].std() == 0 or y[both].std() == 0:
        return float("nan")
    return float(np.corrcoef(x[both], y[both])[0, 1])


def _places(columns: Mapping[str, Column], *tables: Table) -> list[Floats]:
    """Rows as points: ranks of numbers among all rows (so that no scale rules), and categories half as far apart."""
    from scipy.stats import rankdata

    sizes = np.cumsum([len(next(iter(table.values()))) for table in tables])[:-1]
    found = []
    for name, column in columns.items():
        cells = [cell for table in tables for cell in table[name]]
        if isinstance(column, Number):
            values = read(cells)
            found.append((rankdata(np.nan_to_num(values, nan=-1.0)) / len(values))[:, None])
        else:
            levels, codes = np.unique(np.array(cells, dtype=object).astype(str), return_inverse=True)
            if len(levels) <= 50:
                found.append(0.5 * np.eye(len(levels))[codes])
    matrix = np.hstack(found) if found else np.zeros((sum(map(len, tables)), 1))
    return np.split(matrix, sizes)
