"""The table of videos with an early count: the same table with value and age of one capture before the target age."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.dataset.outcomes import VideoOutcomes, to_log
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GROWTH = "growth"
"""The baseline of young videos: the current value with the usual growth of earlier videos from this age on."""
_NEIGHBOURS = 40
"""The number of earlier videos of the nearest ages whose growth is used."""
_PRIOR = 10.0
"""The weight, in videos, of the overall scatter in the scatter of the neighbours."""
_MIN_SPREAD = 1e-3
_REFRESH = 1.1
"""The growth in known outcomes after which the overall scatter is computed again."""


def with_early_counts(table: VideoTable, outcomes: VideoOutcomes) -> VideoTable | None:
    """Return the rows with a capture before the target age; its log value and log age are two more features.

    The usual growth is one more baseline and the offset of models. Returns None if fewer than MIN_VIDEOS of the rows
    have an outcome. A video with an outcome contributes one early capture, chosen by its row so that all ages occur;
    a young one its latest.
    """
    if not outcomes.early.height:
        return None
    row_of = dict(zip(table.frame["video"].to_list(), range(table.frame.height), strict=True))
    captures = _one_capture_per_video(table, outcomes.early, row_of)
    rows = np.array([row_of[video] for video in captures["video"].to_list()], np.int64)
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    if table.has_outcome[rows].sum() < MIN_VIDEOS:
        return None
    current = to_log(captures["value"].to_numpy()[order], table.target)
    log_ages = np.log(np.maximum(captures["age"].to_numpy()[order], 1 / 24))
    grown, spread = _usual_growth(table, rows, current, log_ages)
    return replace(
        table,
        videos=[table.videos[row] for row in rows.tolist()],
        frame=table.frame[rows.tolist()],
        features=np.column_stack([table.features[rows], current, log_ages]),
        baselines=np.column_stack([table.baselines[rows], grown]),
        outcomes=table.outcomes[rows],
        at=table.at[rows],
        known_at=table.known_at[rows],
        words=table.words[rows],
        originals=np.minimum(np.searchsorted(rows, table.originals[rows]), np.arange(len(rows))),
        baseline_names=(*table.baseline_names, GROWTH),
        offset=np.where(np.isfinite(grown), grown, current),
        spread=spread,
    )


def _one_capture_per_video(table: VideoTable, early: pl.DataFrame, row_of: dict[int, int]) -> pl.DataFrame:
    with_outcome = [video for video, row in row_of.items() if table.has_outcome[row]]
    captures = early.filter(pl.col("video").is_in(list(row_of))).with_columns(
        number=pl.int_range(pl.len()).over("video"),
        count=pl.len().over("video"),
        row=pl.col("video").replace_strict(row_of, return_dtype=pl.Int64),
        has_outcome=pl.col("video").is_in(with_outcome),
    )
    chosen = pl.when("has_outcome").then(pl.col("row") % pl.col("count")).otherwise(pl.col("count") - 1)
    return captures.filter(pl.col("number") == chosen)


def _usual_growth(table: VideoTable, rows: Ints, current: Floats, log_ages: Floats) -> tuple[Floats, Floats]:
    """Return the current value plus the median growth of earlier videos of the nearest ages, and the scatter of growth.

    Only outcomes that were known at the publication of a row count. Without any the two are NaN and 1.
    """
    grown, spread = np.full(len(rows), np.nan), np.ones(len(rows))
    has_outcome = table.has_outcome[rows]
    order = np.flatnonzero(has_outcome)
    order = order[np.argsort(table.known_at[rows][order], kind="stable")]
    known_at = table.known_at[rows][order]
    growth = np.where(has_outcome, table.outcomes[rows] - current, np.nan)[order]
    by_age: list[tuple[float, int]] = []
    overall, n_overall = 0.0, 0
    for position, at in enumerate(table.at[rows].tolist()):
        while len(by_age) < len(order) and known_at[len(by_age)] < at:
            insort(by_age, (float(log_ages[order[len(by_age)]]), len(by_age)))
        if not by_age:
            continue
        if len(by_age) > n_overall * _REFRESH:
            overall, n_overall = _scatter(growth[: len(by_age)]), len(by_age)
        near = growth[_nearest(by_age, float(log_ages[position]))]
        grown[position] = current[position] + float(np.median(near))
        shrunken = (len(near) * _scatter(near) + _PRIOR * overall) / (len(near) + _PRIOR)
        spread[position] = max(shrunken, _MIN_SPREAD)
    return grown, spread


def _nearest(by_age: list[tuple[float, int]], age: float) -> list[int]:
    """Return the numbers of the _NEIGHBOURS nearest ages in ascending (age, number) pairs; of equal ages the last."""
    right = bisect_right(by_age, (age, len(by_age) + 1))
    left = right - 1
    nearest: list[int] = []
    while len(nearest) < min(_NEIGHBOURS, len(by_age)):
        if right >= len(by_age) or (left >= 0 and age - by_age[left][0] <= by_age[right][0] - age):
            nearest.append(by_age[left][1])
            left -= 1
        else:
            nearest.append(by_age[right][1])
            right += 1
    return nearest


def _scatter(values: Floats) -> float:
    """Return the median absolute deviation from the median."""
    return float(np.median(np.abs(values - np.median(values))))
