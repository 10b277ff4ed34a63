"""Forecasts on real data: every model and baseline against scikit-learn's LinearRegression and LightGBM.

Reads the folder in REELPULSE_REAL_DATA; needs the dependency group `benchmarks`.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from threadpoolctl import threadpool_limits

from analytics.importers import ImportOptions, import_files
from analytics.prediction.dataset.early_counts import with_early_counts
from analytics.prediction.dataset.outcomes import VideoOutcomes, read_outcomes
from analytics.prediction.dataset.video_table import VideoTable, make_table
from analytics.prediction.models.regressors import fit
from analytics.prediction.models.validation import (
    ModelTrial,
    Validation,
    design_matrices,
    rolling_origin_folds,
    validate,
)
from analytics.store import Store
from analytics.store.queries.measures import read_captures
from analytics.topics import retag
from analytics.vocabulary.confidence import Z_95
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
_END = 2**62
_SPEED_VIDEOS = 20_000


def run() -> Iterator[str]:
    """Return lines per data set and target, and the time for 20,000 videos."""
    folder = os.environ.get("REELPULSE_REAL_DATA")
    if not folder:
        yield "prediction: REELPULSE_REAL_DATA names no folder of real exports"
        return
    data = Path(folder)
    files = {
        "tiktok_vn": [data / "tiktok_vn/videos_2025-05-29.csv", data / "tiktok_vn/recrawl_2025-06-06.csv"],
        "kuaishou": [data / "kuaishou/videos.parquet"],
        "youtube": [data / "youtube/USvideos.csv"],
    }
    with threadpool_limits(1):
        for name, paths in files.items():
            with _imported(paths) as store:
                for title, table in _tables(name, store):
                    yield from _compare(title, table)
        yield _training_time()


@contextmanager
def _imported(paths: list[Path]) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        list(import_files(store, paths, ImportOptions(datetime(2026, 11, 25, tzinfo=UTC), year=2017)))
        retag(store)
        yield store


def _tables(name: str, store: Store) -> Iterator[tuple[str, VideoTable]]:
    targets = {"tiktok_vn": ("views", "engagement"), "kuaishou": ("views", "engagement"), "youtube": ("views", "likes")}
    for target in targets[name]:
        yield f"{name} {target}", make_table(read_outcomes(store, _END, target), store, _END, "UTC")
    if name == "kuaishou":
        return
    outcomes = _later_outcomes(store, days=8.0 if name == "tiktok_vn" else 3.0)
    table = with_early_counts(make_table(outcomes, store, _END, "UTC"), outcomes)
    if table is not None:
        yield f"{name} views {'8 days' if name == 'tiktok_vn' else '3 days'} after the first capture", table


def _later_outcomes(store: Store, days: float) -> VideoOutcomes:
    """Return views `days` after the first capture of each video, with the first capture as the early count."""
    plain = read_outcomes(store, _END, "views")
    captures = read_captures(store, _END).select("video", "captured", value=pl.col("views"))
    first = captures.sort("captured").group_by("video", maintain_order=True).first()
    later = captures.join(first.select("video", first_captured="captured"), on="video")
    later = later.filter(pl.col("captured") >= pl.col("first_captured") + int(days * DAY)).sort("captured")
    last = later.group_by("video", maintain_order=True).first().select("video", "value", known_at="captured")
    frame = plain.frame.drop("value", "known_at", "age").join(last, on="video", how="left", maintain_order="left")
    has_value = pl.col("value").is_not_null()
    if plain.frame["published"].count():
        # All were captured again in one crawl, so their outcomes did not become known one after another.
        frame = frame.with_columns(known_at=pl.when(has_value).then(pl.col("at")))
    frame = frame.with_columns(age=pl.when(has_value).then(days))
    early = first.join(frame.select("video", "at"), on="video").with_columns(
        age=((pl.col("captured") - pl.col("at")) / DAY).clip(0.5)
    )
    return VideoOutcomes(frame, "age", "views", early.select("video", "captured", "age", "value"), assumed=False)


def _compare(title: str, table: VideoTable) -> Iterator[str]:
    start = time.perf_counter()
    validation = validate(table, 0)
    seconds = time.perf_counter() - start
    best = min(validation.baselines, key=lambda trial: trial.mae)
    chosen = "none" if validation.chosen == "baseline" else validation.chosen
    n = int(table.has_outcome.sum())
    yield f"{title}: {n:,} videos, {seconds:.0f} s, chosen {chosen}, best baseline {best.name}"
    for trial in (*validation.models, *validation.baselines):
        yield _trial_line(trial, best.mae, validation, table)
    for name, errors in _peer_errors(table).items():
        yield f"  {name:<22} MAE {errors.mean():.4f} ({1 - errors.mean() / best.mae:+.1%})"


def _trial_line(trial: ModelTrial, best: float, validation: Validation, table: VideoTable) -> str:
    has_interval = np.isfinite(trial.intervals.inside)
    inside = trial.intervals.inside[has_interval]
    accounts = [table.videos[row].post.account for row in validation.tested[has_interval].tolist()]
    clusters = np.unique(accounts, return_inverse=True)[1]
    sums = np.bincount(clusters, inside - inside.mean())
    coverage = inside.mean()
    margin = Z_95 * float(np.sqrt((sums**2).sum())) / len(inside)
    return (
        f"  {trial.name:<22} MAE {trial.mae:.4f} ({1 - trial.mae / best:+.1%})  Spearman {trial.spearman:.3f}  "
        f"R² {trial.r2:.3f}  coverage {coverage:.1%} ({coverage - margin:.1%} to {coverage + margin:.1%})  "
        f"width {trial.width:.2f}"
    )


def _peer_errors(table: VideoTable) -> dict[str, Floats]:
    """Return the errors by fold of LinearRegression and LightGBM with the same features."""
    from lightgbm import LGBMRegressor
    from sklearn.linear_model import LinearRegression

    errors: dict[str, list[float]] = {"LinearRegression": [], "LightGBM": [], "LightGBM (L1)": []}
    for fold in rolling_origin_folds(table):
        train, test, _ = design_matrices(table, fold.train, fold.test)
        y, truth = (
            table.outcomes[fold.train] - table.offset[fold.train],
            table.outcomes[fold.test] - table.offset[fold.test],
        )
        means = np.nan_to_num(np.nanmean(np.where(np.isfinite(train).any(0), train, 0.0), 0))
        filled = [np.where(np.isfinite(part), part, means) for part in (train, test)]
        predicted = LinearRegression().fit(filled[0], y).predict(filled[1])
        errors["LinearRegression"].append(float(np.abs(predicted - truth).mean()))
        for name, loss in (("LightGBM", "l2"), ("LightGBM (L1)", "l1")):
            peer = LGBMRegressor(objective=loss, random_state=0, n_jobs=1, verbose=-1).fit(train, y)
            errors[name].append(float(np.abs(np.asarray(peer.predict(test)) - truth).mean()))
    return {name: np.array(values) for name, values in errors.items()}


def _training_time() -> str:
    """Return the time of the table, validation and a fit for 20,000 simulated videos."""
    rng = np.random.default_rng(0)
    with _simulated(rng) as (store, end):
        start, cpu_start = time.perf_counter(), time.process_time()
        table = make_table(read_outcomes(store, end, "views"), store, end, "UTC")
        validation = validate(table, 0)
        rows = np.flatnonzero(table.has_outcome)
        features, _, _ = design_matrices(table, rows, rows[:1])
        fit("gradient_boosting", features, table.outcomes[rows], 0)
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    return (
        f"{_SPEED_VIDEOS:,} videos learned in {seconds:.1f} s, {cpu_seconds:.1f} s of one processor (below 20), "
        f"chosen {validation.chosen}"
    )


@contextmanager
def _simulated(rng: np.random.Generator) -> Iterator[tuple[Store, int]]:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:
        at = np.sort(rng.integers(0, 300 * DAY, _SPEED_VIDEOS)) + 1_700_000_000_000_000
        account, topic = rng.integers(0, 400, _SPEED_VIDEOS), rng.integers(0, 30, _SPEED_VIDEOS)
        level, lift = rng.standard_normal(400), 0.6 * rng.standard_normal(30)
        views = np.exp(7 + level[account] + lift[topic] + 0.8 * rng.standard_normal(_SPEED_VIDEOS)).astype(int)
        words = [f"word{number}" for number in range(3_000)]
        with store.connection as connection:
            insert = connection.executemany
            connection.execute("INSERT INTO imports (id, path, digest, started, format) VALUES (1, '', '', 0, '')")
            insert("INSERT INTO accounts (platform, handle) VALUES ('tiktok', ?)", [(f"a{n}",) for n in range(400)])
            rows = [
                (n, str(n), f"a{account[n]}", int(at[n]), float(rng.uniform(5, 90)), " ".join(rng.choice(words, 8)))
                for n in range(_SPEED_VIDEOS)
            ]
            insert(
                "INSERT INTO videos (id, identity, platform, account, published, duration, format, caption, import) "
                "VALUES (?, ?, 'tiktok', ?, ?, ?, 'video', ?, 1)",
                rows,
            )
            insert("INSERT INTO topics VALUES (?, ?, 'column')", [(n, f"t{topic[n]}") for n in range(_SPEED_VIDEOS)])
            insert(
                "INSERT INTO snapshots (video, captured_at, views, import) VALUES (?, ?, ?, 1)",
                [(n, int(at[n]) + 7 * DAY, int(views[n])) for n in range(_SPEED_VIDEOS)],
            )
        yield store, int(at[-1]) + 8 * DAY
