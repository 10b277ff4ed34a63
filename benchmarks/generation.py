"""New rows against held-out real ones: ours, the copula, a jittering copier and independent columns, on real tables.

Split by time, five seeds, mean ± standard deviation; the worst of three classifiers, after rounding both tables alike.
`peers/synthesizers.py` runs CTGAN and TVAE on the same files, which this writes where REELPULSE_BENCHMARK_TABLES says.
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
    """One line a table and generator."""
    for name, table, discrete in _tables():
        rows = len(next(iter(table.values())))
        train = {column: cells[: rows // 2] for column, cells in table.items()}
        held = {column: cells[rows // 2 : 2 * (rows // 2)] for column, cells in table.items()}
        _keep(name, train, held)
        yield from _compared(name, train, held, discrete)


def _compared(name: str, train: Table, held: Table, discrete: list[str]) -> Iterator[str]:
    found: dict[str, list[dict[str, float]]] = {}
    size = len(next(iter(train.values())))
    with threadpool_limits(1):
        for seed in range(SEEDS):
            start = time.perf_counter()
            bytecode = platformdirs.user_cache_path("reelpulse") / "bytecode"
            ours = Synthesizer(seed, discrete, bytecode=bytecode).fit(train)
            seconds = time.perf_counter() - start
            columns = column_types(ours.encoding_)
            rng = np.random.default_rng([seed, 9])
            made: dict[str, Table] = {"two real parts": train, f"ours ({ours.fitted_.chosen})": ours.sample(size, seed)}
            made["copula"] = ours.encoding_.decode(ours.copula_.sample(size, rng), rng)
            made |= baselines(columns, train, size, rng)
            for label, other in made.items():
                facts = _facts(columns, train, held, other, seed)
                found.setdefault(label, []).append(facts | ({"seconds": seconds} if "ours" in label else {}))
    for label, measured in found.items():
        told = "  ".join(f"{key} {_told([facts[key] for facts in measured])}" for key in measured[0])
        yield f"generation: {name}: {label} (n={len(measured)}): {told}"


def _facts(columns: dict[str, Column], train: Table, held: Table, made: Table, seed: int) -> dict[str, float]:
    return {
        "quality": (shapes(columns, held, made) + pair_trends(columns, held, made)) / 2,
        "c2st": max(c2st(columns, held, made, seed), *_others(columns, held, made, seed)),
        "nearest": nearest_share(columns, train, held, made, seed),
        "copies": copies(train, made),
    }


def _others(columns: dict[str, Column], held: Table, made: Table, seed: int) -> list[float]:
    """Boosting on raw values alone, and a random forest on logs."""
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict

    values = [_values(columns, part, held) for part in (held, made)]
    both, truth = np.vstack(values), np.repeat([0, 1], [len(part) for part in values])
    models = (
        (HistGradientBoostingClassifier(random_state=seed), both),
        (RandomForestClassifier(200, min_samples_leaf=5, random_state=seed), np.log1p(np.abs(both))),
    )
    order = np.random.default_rng(seed).permutation(len(truth))
    found = []
    for model, matrix in models:
        verdict = cross_val_predict(model, matrix[order], truth[order], cv=5, method="predict_proba")[:, 1]
        found.append(float(roc_auc_score(truth[order], verdict)))
    return found


def _values(columns: dict[str, Column], table: Table, real: Table) -> Floats:
    parts = []
    for name, column in columns.items():
        if isinstance(column, Number):
            parts.append(np.nan_to_num(column.on_grid(read_numbers(table[name])), nan=-1.0))
        else:
            known = {level: float(code) for code, level in enumerate(dict.fromkeys(real[name]))}
            parts.append(np.array([known.get(cell, -1.0) for cell in table[name]]))
    return np.column_stack(parts)


def _told(values: list[float]) -> str:
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{statistics.mean(values):.3f}±{spread:.3f}"


def _tables() -> Iterator[tuple[str, dict[str, list[str]], list[str]]]:
    """Name, cells in order of time, and discrete columns; real ones where REELPULSE_REAL_DATA names their folder."""
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
    left = {"#", "id", "video_id", "video_transcription_text"}
    table = {name: [row[name] for row in rows] for name in rows[0] if name not in left}
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
    table = {name: [f"{value:g}" for value in data.data[:, at]] for at, name in enumerate(map(str, data.feature_names))}
    return table | {"target": [f"{value:g}" for value in data.target]}, ["sex"]


def _whole(text: str) -> str:
    """`541.2K` as digits."""
    scale = _THOUSANDS.get(text[-1:].upper())
    return f"{float(text[:-1]) * scale:.0f}" if scale else text


def _keep(name: str, train: Table, held: Table) -> None:
    folder = os.environ.get("REELPULSE_BENCHMARK_TABLES")
    if folder is None:
        return
    for part, table in (("train", train), ("held", held)):
        with (Path(folder) / f"{name.split(maxsplit=1)[0]}-{part}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(table)
            writer.writerows(zip(*table.values(), strict=True))
