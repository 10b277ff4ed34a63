"""Which times are dates without a time of day, as imports note about the columns that they read.

A date is stored as its midnight. It has a day, but no hour: analyses of hours leave it out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from analytics.store.database.connection import Store

SUMMARY_KEY = "dates"
"""The key of `DateColumns.as_json` in the summary of an import."""


@dataclass(frozen=True, slots=True)
class DateColumns:
    """The columns of one import that hold dates, by meaning: all of their times, or only the midnights of `zone`."""

    zone: str
    always: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the JSON form."""
        return {"zone": self.zone, "always": list(self.always), "sometimes": list(self.sometimes)}

    def is_date(self, meaning: str, column: str) -> pl.Expr:
        """Whether an instant (µs) of a column is a date."""
        if meaning in self.always:
            return pl.lit(value=True)
        return is_midnight(column, self.zone) if meaning in self.sometimes else pl.lit(value=False)


def is_midnight(column: str, zone: str) -> pl.Expr:
    """Whether an instant (µs) is a midnight of `zone`."""
    local = pl.from_epoch(column, time_unit="us").dt.convert_time_zone(zone)
    return (local.dt.hour() == 0) & (local.dt.minute() == 0) & (local.dt.second() == 0)


def date_columns(store: Store) -> dict[int, DateColumns]:
    """The columns of dates of every import that has any."""
    rows = store.rows(
        f"SELECT id, json_extract(summary, '$.{SUMMARY_KEY}') FROM imports "
        f"WHERE json_extract(summary, '$.{SUMMARY_KEY}') IS NOT NULL ORDER BY id"
    )
    return {int(str(number)): _read(json.loads(str(text))) for number, text in rows}


def _read(noted: Mapping[str, object]) -> DateColumns:
    always, sometimes = (tuple(map(str, noted[name])) for name in ("always", "sometimes"))  # type: ignore[call-overload]
    return DateColumns(str(noted["zone"]), always, sometimes)


def with_dates(frame: pl.DataFrame, noted: Mapping[int, DateColumns], meaning: str, column: str) -> pl.DataFrame:
    """Add `is_date` to rows that have an `import`: whether the instant in `column` is a date."""
    is_date = pl.lit(value=False)
    for number, columns in noted.items():
        is_date = pl.when(pl.col("import") == number).then(columns.is_date(meaning, column)).otherwise(is_date)
    return frame.with_columns(is_date=is_date.fill_null(value=False))


def videos_without_hour(store: Store) -> pl.Series:
    """The videos whose publication is known as a date only: no file gives the time of day."""
    noted = {number: columns for number, columns in date_columns(store).items() if _has_published(columns)}
    if not noted:
        return pl.Series("video", dtype=pl.Int64)
    table = store.arrow(
        "SELECT v.id AS video, v.published AS published, r.import AS import FROM videos v "
        "JOIN records r ON r.video = v.id AND r.published = v.published"
    )
    rows = pl.DataFrame(table).cast({"video": pl.Int64, "published": pl.Int64, "import": pl.Int64})
    by_video = with_dates(rows, noted, "published", "published").group_by("video").agg(pl.col("is_date").all())
    return by_video.filter("is_date")["video"]


def _has_published(columns: DateColumns) -> bool:
    return "published" in (*columns.always, *columns.sometimes)
