"""Fidelity of synthetic rows: column shapes, pair trends, a classifier two-sample test, and copies of training rows.

All measures use held-out rows. Compare them with those of `baselines`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.synthesis.categories import Table
from analytics.synthesis.columns import Category, Column, Floats, Number, is_missing, read_numbers

_BINS = 10


@dataclass(frozen=True, slots=True)
class Fidelity:
    """Held-out fidelity of one generator."""

    quality: float
    """Mean of `shapes` and `pairs`: the quality score of SDMetrics."""
    shapes: float
    pairs: float
    c2st: float
    """Area under the ROC curve of a classifier of real against synthetic rows: 0.5 is perfect."""
    nearest: float
    """Share of synthetic rows that are closer to a training row than to a held-out row: 0.5 is perfect."""
    copies: float
    """Share of synthetic rows that equal a training row."""


def shapes(columns: Mapping[str, Column], real: Table, synthetic: Table) -> float:
    """Mean over columns of 1 - Kolmogorov-Smirnov distance (numbers) or total variation (categories)."""
    return float(np.mean([_shape_similarity(column, real[name], synthetic[name]) for name, column in columns.items()]))


def pair_trends(columns: Mapping[str, Column], real: Table, synthetic: Table) -> float:
    """Mean over pairs of the similarity of their correlation (two numbers) or of their contingency table (others).

    As in SDMetrics 0.23: beside a category, a number is cut into ten equally wide bins of the range in each table.
    """
    names = list(columns)
    bins = {name: _bin_column(columns[name], real[name], synthetic[name]) for name in names}
    trends = []
    for index, first in enumerate(names):
        for second in names[index + 1 :]:
            if isinstance(columns[first], Number) and isinstance(columns[second], Number):
                gap = abs(_correlation(real[first], real[second]) - _correlation(synthetic[first], synthetic[second]))
                trends.append(1 - gap / 2)
            else:
                pairs = [
                    [f"{a}\x1f{b}" for a, b in zip(bins[first][side], bins[second][side], strict=True)]
                    for side in (0, 1)
                ]
                trends.append(1 - _total_variation(pairs[0], pairs[1]))
    return float(np.nanmean(trends)) if trends and not np.isnan(trends).all() else 1.0


def c2st(
    columns: Mapping[str, Column],
    real: Table,
    synthetic: Table,
    seed: int = 0,
    folds: int = 5,
    rows: int = 20_000,
    iterations: int = 100,
) -> float:
    """Two-sample test by gradient boosting (Lopez-Paz & Oquab 2017) on values, their logs and log-ratios."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold

    real_rows, synthetic_rows = features(columns, real, synthetic)
    rng = np.random.default_rng(seed)
    size = min(rows, len(real_rows), len(synthetic_rows))
    both = np.vstack(
        [real_rows[rng.permutation(len(real_rows))[:size]], synthetic_rows[rng.permutation(len(synthetic_rows))[:size]]]
    )
    labels = np.repeat([0, 1], size)
    scores = np.empty(len(labels))
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=seed).split(both, labels):
        model = HistGradientBoostingClassifier(random_state=seed, max_iter=iterations, early_stopping=False)
        scores[test] = model.fit(both[train], labels[train]).predict_proba(both[test])[:, 1]
    return float(roc_auc_score(labels, scores))


def features(columns: Mapping[str, Column], real: Table, synthetic: Table) -> tuple[Floats, Floats]:
    """Both tables as matrices: numbers, differences of the logs of nonnegative numbers, and codes of categories."""
    parts: list[list[Floats]] = [[], []]
    logs: list[tuple[Floats, Floats]] = []
    for name, column in columns.items():
        if isinstance(column, Number):
            pair = read_numbers(real[name]), read_numbers(synthetic[name])
            if column.lowest >= 0:
                logs.append((np.log1p(np.maximum(pair[0], 0)), np.log1p(np.maximum(pair[1], 0))))
        else:
            codes = {level: float(code) for code, level in enumerate(dict.fromkeys([*real[name], *synthetic[name]]))}
            pair = np.array([codes[cell] for cell in real[name]]), np.array([codes[cell] for cell in synthetic[name]])
        for side, values in zip(parts, pair, strict=True):
            side.append(values)
    for index, first in enumerate(logs[:12]):
        for second in logs[index + 1 : 12]:
            for side, x, y in zip(parts, first, second, strict=True):
                side.append(x - y)
    return np.column_stack(parts[0]), np.column_stack(parts[1])


def nearest_share(
    columns: Mapping[str, Column], train: Table, holdout: Table, synthetic: Table, seed: int = 0, rows: int = 5_000
) -> float:
    """The share of synthetic rows nearer to training than to held-out rows, of which equally many are used."""
    from sklearn.neighbors import NearestNeighbors

    rng = np.random.default_rng(seed)
    matrices = _to_points(columns, train, holdout, synthetic)
    size = min(len(matrices[0]), len(matrices[1]), rows)
    train_rows, holdout_rows = (matrix[rng.permutation(len(matrix))[:size]] for matrix in matrices[:2])
    new = matrices[2][:rows]
    near, far = (
        NearestNeighbors(n_neighbors=1).fit(matrix).kneighbors(new)[0][:, 0] for matrix in (train_rows, holdout_rows)
    )
    return float(np.mean(near < far) + np.mean(near == far) / 2)


def copies(train: Table, synthetic: Table) -> float:
    """The share of synthetic rows that equal a training row in every cell."""
    train_rows = set(zip(*train.values(), strict=True))
    rows = list(zip(*(synthetic[name] for name in train), strict=True))
    return sum(row in train_rows for row in rows) / max(len(rows), 1)


def baselines(
    columns: Mapping[str, Column], train: Table, rows: int, rng: np.random.Generator
) -> dict[str, dict[str, list[str]]]:
    """Baselines that a generator must beat: a copier that jitters numbers by 1 %, and independent columns."""
    size = len(next(iter(train.values())))
    chosen = rng.integers(size, size=rows)
    copier, independent = {}, {}
    for name, column in columns.items():
        cells = train[name]
        copy = [cells[row] for row in chosen]
        copier[name] = _jitter(column, copy, rng) if isinstance(column, Number) else copy
        independent[name] = [cells[row] for row in rng.integers(size, size=rows)]
    return {"copier": copier, "independent": independent}


def _jitter(column: Number, cells: Sequence[str], rng: np.random.Generator) -> list[str]:
    values = read_numbers(cells)
    noisy = values * (1 + 0.01 * rng.standard_normal(len(values)))
    written = column.write(column.on_grid(np.nan_to_num(noisy)))
    return [cell if is_missing(cell) else new for cell, new in zip(cells, written, strict=True)]


def _shape_similarity(column: Column, real: Sequence[str], synthetic: Sequence[str]) -> float:
    if isinstance(column, Category):
        return 1 - _total_variation(real, synthetic)
    x, y = read_numbers(real), read_numbers(synthetic)
    x, y = np.sort(x[np.isfinite(x)]), np.sort(y[np.isfinite(y)])
    if not len(x) or not len(y):
        return float(len(x) == len(y))
    pooled = np.concatenate([x, y])
    gap = np.searchsorted(x, pooled, "right") / len(x) - np.searchsorted(y, pooled, "right") / len(y)
    return 1 - float(np.abs(gap).max())


def _total_variation(real: Sequence[str], synthetic: Sequence[str]) -> float:
    """The total variation distance of two samples of levels."""
    levels, codes = np.unique(np.array([*real, *synthetic], dtype=object).astype(str), return_inverse=True)
    real_shares = np.bincount(codes[: len(real)], minlength=len(levels)) / max(len(real), 1)
    synthetic_shares = np.bincount(codes[len(real) :], minlength=len(levels)) / max(len(synthetic), 1)
    return float(np.abs(real_shares - synthetic_shares).sum() / 2)


def _bin_column(column: Column, real: Sequence[str], synthetic: Sequence[str]) -> tuple[list[str], list[str]]:
    if isinstance(column, Category):
        return list(real), list(synthetic)
    return _bin_numbers(read_numbers(real)), _bin_numbers(read_numbers(synthetic))


def _bin_numbers(values: Floats) -> list[str]:
    """The index of each value in ten equally wide bins of the column's range."""
    present = values[np.isfinite(values)]
    edges = np.histogram_bin_edges(present, bins=_BINS) if len(present) else np.array([0.0, 1.0])
    return [str(index) for index in np.digitize(values, edges)]


def _correlation(first: Sequence[str], second: Sequence[str]) -> float:
    x, y = read_numbers(first), read_numbers(second)
    both = np.isfinite(x) & np.isfinite(y)
    if both.sum() < 2 or x[both].std() == 0 or y[both].std() == 0:
        return float("nan")
    return float(np.corrcoef(x[both], y[both])[0, 1])


def _to_points(columns: Mapping[str, Column], *tables: Table) -> list[Floats]:
    """Rows as points: numbers as ranks among all rows (free of scale), categories one-hot with half the weight."""
    from scipy.stats import rankdata

    sizes = np.cumsum([len(next(iter(table.values()))) for table in tables])[:-1]
    parts = []
    for name, column in columns.items():
        cells = [cell for table in tables for cell in table[name]]
        if isinstance(column, Number):
            values = read_numbers(cells)
            parts.append((rankdata(np.nan_to_num(values, nan=-1.0)) / len(values))[:, None])
        else:
            levels, codes = np.unique(np.array(cells, dtype=object).astype(str), return_inverse=True)
            if len(levels) <= 50:
                parts.append(0.5 * np.eye(len(levels))[codes])
    matrix = np.hstack(parts) if parts else np.zeros((sum(map(len, tables)), 1))
    return np.split(matrix, sizes)
