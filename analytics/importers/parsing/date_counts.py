"""Counts the times of a column that are dates without a time of day."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analytics.vocabulary.units import HOUR

_QUARTER = HOUR // 4
"""Since 1990 every midnight of every zone is at a quarter of an hour in UTC."""
_HAS_CLOCK = r"[0-9]\s*[:：时時点]|[0-9]T[0-9]|[0-9]{10}|[0-9]\s*[apAP]\.?\s?[mM]"


@dataclass(slots=True)
class DateCounts:
    """Numbers of times in a column: all, those at midnight, and those whose text has no time of day."""

    times: int = 0
    midnights: int = 0
    without_clock: int = 0

    def add(self, texts: pl.Series, instants: pl.Series, naive: pl.Series, zone: str) -> None:
        """Count a batch: texts, instants (µs), and whether each text names no zone, so that it is in `zone`."""
        self.times += len(instants) - instants.null_count()
        likely = ((instants % _QUARTER) == 0).fill_null(value=False)
        if not likely.any():
            return
        rows = pl.DataFrame({"text": texts, "at": instants, "naive": naive}).filter(likely)
        at = pl.from_epoch("at", time_unit="us")
        local = pl.when("naive").then(at.dt.convert_time_zone(zone).dt.replace_time_zone(None)).otherwise(at)
        rows = rows.filter(local.dt.time() == pl.time(0))
        self.midnights += rows.height
        self.without_clock += rows.filter(~pl.col("text").str.contains(_HAS_CLOCK)).height

    @property
    def are_all(self) -> bool:
        """Whether every time of the column is a date."""
        return 0 < self.times == self.midnights

    @property
    def are_some(self) -> bool:
        """Whether some times of the column are dates, and others are not."""
        return self.without_clock > 0 and not self.are_all
