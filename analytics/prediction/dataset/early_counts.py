"""How young videos end up: the same table with what each had in its first hours."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.dataset.outcomes import VideoOutcomes, to_log
from analytics.prediction.dataset.video_table import FEWEST, VideoTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GROWTH = "growth"
"""The baseline of young videos: what earlier ones had gained from this age on."""
_NEAR = 40
"""Earlier videos of the nearest age whose growth is looked at."""
_DRAWN = 10.0
"""Videos for which the scatter of all stands in where the nearest tell too little."""
_LEAST = 1e-3
_REFRESHED = 1.1


def with_first_hours(table: VideoTable, outcomes: VideoOutcomes) -> VideoTable | None:
    """Only videos with a capture before the target age, with its value and age as two more columns and as a baseline.

    None where fewer than FEWEST of them have an outcome. Of a video whose outcome is known one early capture is
    taken, drawn by its place in the table so that all ages occur; of a young one the latest.
    """
    if not outcomes.early.height:
        return None
    number = dict(zip(table.frame["video"].to_list(), range(table.frame.height), strict=True))
    captured = _one_each(outcomes.early, {video for video, row in number.items() if table.told[row]}, number)
    rows = np.array([number[video] for video in captured["video"].to_list()], np.int64)
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    if table.told[rows].sum() < FEWEST:
        return None
    current = to_log(captured["value"].to_numpy()[order], table.target)
    ages = np.log(np.maximum(captured["age"].to_numpy()[order], 1 / 24))
    grown, spread = _grown(table, rows, current, ages)
    return replace(
        table,
        rows=[table.rows[row] for row in rows.tolist()],
        frame=table.frame[rows.tolist()],
        values=np.column_stack([table.values[rows], current, ages]),
        expected=np.column_stack([table.expected[rows], grown]),
        outcomes=table.outcomes[rows],
        at=table.at[rows],
        known=table.known[rows],
        words=table.words[rows],
        copies=np.minimum(np.searchsorted(rows, table.copies[rows]), np.arange(len(rows))),
        baselines=(*table.baselines, GROWTH),
        offset=np.where(np.isfinite(grown), grown, current),
        spread=spread,
    )


def _one_each(early: pl.DataFrame, told: set[int], number: dict[int, int]) -> pl.DataFrame:
    known = early.filter(pl.col("video").is_in(list(number)))
    places = known.with_columns(
        place=pl.int_range(pl.len()).over("video"),
        of=pl.len().over("video"),
        row=pl.col("video").replace_strict(number, return_dtype=pl.Int64),
        told=pl.col("video").is_in(list(told)),
    )
    drawn = pl.when("told").then(pl.col("row") % pl.col("of")).otherwise(pl.col("of") - 1)
    return places.filter(pl.col("place") == drawn)


def _grown(table: VideoTable, rows: Ints, current: Floats, ages: Floats) -> tuple[Floats, Floats]:
    """Current value and the median growth of earlier known videos of the nearest ages; how far that growth scattered.

    NaN and 1 before there are any.
    """
    found, spread = np.full(len(rows), np.nan), np.ones(len(rows))
    coming = sorted((int(table.known[row]), place) for place, row in enumerate(rows.tolist()) if table.told[row])
    gained = np.where(table.told[rows], table.outcomes[rows] - current, np.nan)
    seen: list[tuple[float, int]] = []
    due, overall, counted = 0, 0.0, 0
    for place, row in enumerate(rows.tolist()):
        while due < len(coming) and coming[due][0] < table.at[row]:
            insort(seen, (float(ages[coming[due][1]]), due))
            due += 1
        if not seen:
            continue
        if due > counted * _REFRESHED:
            overall, counted = _scatter(gained[[other for _, other in coming[:due]]]), due
        near = gained[[coming[order][1] for order in _nearest(seen, float(ages[place]))]]
        found[place] = current[place] + float(np.median(near))
        spread[place] = max((len(near) * _scatter(near) + _DRAWN * overall) / (len(near) + _DRAWN), _LEAST)
    return found, spread


def _nearest(seen: list[tuple[float, int]], age: float) -> list[int]:
    """Of (age, order) in their order the _NEAR orders of the nearest ages; of one age those that came last."""
    right = bisect_right(seen, (age, len(seen) + 1))
    left = right - 1
    found: list[int] = []
    while len(found) < min(_NEAR, len(seen)):
        if right >= len(seen) or (left >= 0 and age - seen[left][0] <= seen[right][0] - age):
            found.append(seen[left][1])
            left -= 1
        else:
            found.append(seen[right][1])
            right += 1
    return found


def _scatter(values: Floats) -> float:
    """The median distance from the median."""
    return float(np.median(np.abs(values - np.median(values))))
