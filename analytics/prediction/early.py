"""How young videos end up: the same table with what each had in its first hours."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.outcomes import Outcomes, to_log
from analytics.prediction.tables import FEWEST, Table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GROWTH = "growth"
"""The baseline of young videos: what earlier ones had gained from this age on."""
_NEAR = 40
"""Earlier videos of the nearest age whose growth is looked at."""
_HALF = 2


def with_first_hours(table: Table, outcomes: Outcomes) -> Table | None:
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
    grown = _grown(table, rows, current, ages)
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


def _grown(table: Table, rows: Ints, current: Floats, ages: Floats) -> Floats:
    """Current value and the median growth of earlier known videos of the nearest ages; NaN before there are any."""
    found = np.full(len(rows), np.nan)
    coming = sorted((int(table.known[row]), place) for place, row in enumerate(rows.tolist()) if table.told[row])
    seen: list[tuple[float, float]] = []
    due = 0
    for place, row in enumerate(rows.tolist()):
        while due < len(coming) and coming[due][0] < table.at[row]:
            other = coming[due][1]
            insort(seen, (float(ages[other]), float(table.outcomes[rows[other]] - current[other])))
            due += 1
        if seen:
            middle = bisect_left(seen, (float(ages[place]), -np.inf))
            near = seen[max(middle - _NEAR // _HALF, 0) : middle + _NEAR // _HALF]
            found[place] = current[place] + float(np.median([growth for _, growth in near]))
    return found
