"""Generated against held-out real rows: our generator, the copula, jittered copies and independent columns.

Tables are split by time; figures are means ± standard deviations over five seeds, and C2ST is the worst of three
classifiers after both tables are rounded alike. The tables are written to the folder in REELPULSE_BENCHMARK_TABLES,
where `peers/synthesizers.py` runs CTGAN and TVAE on them.
"""

from __future__ import annotations

import csv
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import platformdirs
from threadpoolctl import threadpool_limits

from analytics.synthesis.categories import Table
from analytics.synthesis.columns import Column, Floats, Number, read_numbers
from analytics.synthesis.fidelity import baselines, c2st, copies, nearest_share, pair_trends, shapes
from analytics.synthesis.synthesizer import Synthesizer, column_types

SEEDS = int(os.environ.get("REELPULSE_BENCHMARK_SEEDS", "5"))
_THOUSANDS = {"K": 1e3, "M": 1e6}


def run() -> Iterator[str]:
    """Return one line per table and generator."""
    for name, table, discrete in _tables():
        rows = len(next(iter(table.values())))
        train = {column: cells[: rows // 2] for column, cells in table.items()}
        held_out = {column: cells[rows // 2 : 2 * (rows // 2)] for column, cells in table.items()}
        _write_tables(name, train, held_out)
        yield from _compare(name, train, held_out, discrete)


def _compare(name: str, train: Table, held_out: Table, discrete: list[str]) -> Iterator[str]:
    results: dict[str, list[dict[str, float]]] = {}
    size = len(next(iter(train.values())))
    with threadpool_limits(1):
        for seed in range(SEEDS):
            start = time.perf_counter()
            bytecode = platformdirs.user_cache_path("reelpulse") / "bytecode"
            ours = Synthesizer(seed, discrete, bytecode=bytecode).fit(train)
            seconds = time.perf_counter() - start
            columns = column_types(ours.encoding_)
            rng = np.random.default_rng([seed, 9])
            samples: dict[str, Table] = {"two real parts": train}
            samples[f"ours ({ours.fitted_.chosen})"] = ours.sample(size, seed)
            samples["copula"] = ours.encoding_.decode(ours.copula_.sample(size, rng), rng)
            samples |= baselines(columns, train, size, rng)
            for label, sample in samples.items():
                scores = _scores(columns, train, held_out, sample, seed)
                results.setdefault(label, []).append(scores | ({"seconds": seconds} if "ours" in label else {}))
    for label, runs in results.items():
        figures = "  ".join(f"{key} {_mean_and_spread([scores[key] for scores in runs])}" for key in runs[0])
        yield f"generation: {name}: {label} (n={len(runs)}): {figures}"


def _scores(columns: dict[str, Column], train: Table, held_out: Table, sample: Table, seed: int) -> dict[str, float]:
    return {
        "quality": (shapes(columns, held_out, sample) + pair_trends(columns, held_out, sample)) / 2,
        "c2st": max(c2st(columns, held_out, sample, seed), *_other_c2st(columns, held_out, sample, seed)),
        "nearest": nearest_share(columns, train, held_out, sample, seed),
        "copies": copies(train, sample),
    }


def _other_c2st(columns: dict[str, Column], held_out: Table, sample: Table, seed: int) -> list[float]:
    """Return the C2ST of boosting on raw values, and of a random forest on logs."""
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict

    values = [_values(columns, part, held_out) for part in (held_out, sample)]
    both, truth = np.vstack(values), np.repeat([0, 1], [len(part) for part in values])
    models = (
        (HistGradientBoostingClassifier(random_state=seed), both),
        (RandomForestClassifier(200, min_samples_leaf=5, random_state=seed), np.log1p(np.abs(both))),
    )
    order = np.random.default_rng(seed).permutation(len(truth))
    scores = []
    for model, matrix in models:
        probabilities = cross_val_predict(model, matrix[order], truth[order], cv=5, method="predict_proba")[:, 1]
        scores.append(float(roc_auc_score(truth[order], probabilities)))
    return scores


def _values(columns: dict[str, Column], table: Table, real: Table) -> Floats:
    parts = []
    for name, column in columns.items():
        if isinstance(column, Number):
            parts.append(np.nan_to_num(column.on_grid(read_numbers(table[name])), nan=-1.0))
        else:
            codes = {level: float(code) for code, level in enumerate(dict.fromkeys(real[name]))}
            parts.append(np.array([codes.get(cell, -1.0) for cell in table[name]]))
    return np.column_stack(parts)


def _mean_and_spread(values: list[float]) -> str:
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{statistics.mean(values):.3f}±{spread:.3f}"


def _tables() -> Iterator[tuple[str, dict[str, list[str]], list[str]]]:
    """Return name, cells in order of time, and discrete columns; real tables need REELPULSE_REAL_DATA."""
    folder = os.environ.get("REELPULSE_REAL_DATA")
    if folder:
        yield "tiktok_claims", *_claims(Path(folder))
        yield "tiktok_vn", *_vietnamese(Path(folder))
        yield "youtube", *_youtube(Path(folder))
    yield "diabetes (scikit-learn)", *_diabetes()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _claims(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    rows = [row for row in _rows(folder / "tiktok_claims" / "tiktok_dataset.csv") if all(row.values())]
    omitted = {"#", "id", "video_id", "video_transcription_text"}
    table = {name: [row[name] for row in rows] for name in rows[0] if name not in omitted}
    return table, ["claim_status", "verified_status", "author_ban_status"]


def _vietnamese(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    rows = sorted(_rows(folder / "tiktok_vn" / "videos_2025-05-29.csv"), key=lambda row: row["vid_postTime"])
    counts = ("vid_nview", "vid_nlike", "vid_ncomment", "vid_nshare")
    table = {name: [_whole(row[name]) for row in rows] for name in counts}
    table["original"] = [row["music_originality"] for row in rows]
    table["hour"] = [row["vid_postTime"][11:13] for row in rows]
    return table, ["original", "hour"]


def _youtube(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    rows = _rows(folder / "youtube" / "USvideos.csv")
    rows.sort(key=lambda row: tuple(reversed(row["date"].split("."))))
    return {
        name: [row[name] for row in rows] for name in ("views", "likes", "dislikes", "comment_total", "category_id")
    }, ["category_id"]


def _diabetes() -> tuple[dict[str, list[str]], list[str]]:
    from sklearn.datasets import load_diabetes

    data = load_diabetes(scaled=False)
    names = [str(name) for name in data.feature_names]
    table = {name: [f"{value:g}" for value in data.data[:, index]] for index, name in enumerate(names)}
    return table | {"target": [f"{value:g}" for value in data.target]}, ["sex"]


def _whole(text: str) -> str:
    """Return `541.2K` as digits."""
    scale = _THOUSANDS.get(text[-1:].upper())
    return f"{float(text[:-1]) * scale:.0f}" if scale else text


def _write_tables(name: str, train: Table, held_out: Table) -> None:
    folder = os.environ.get("REELPULSE_BENCHMARK_TABLES")
    if folder is None:
        return
    for part, table in (("train", train), ("held", held_out)):
        with (Path(folder) / f"{name.split(maxsplit=1)[0]}-{part}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(table)
            writer.writerows(zip(*table.values(), strict=True))
