"""An external bucket sort of events by time, for files that are not in order of time.

A B-tree takes rows in key order several times faster than rows in random order; the larger the tree, the more so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import ipc

from analytics.store.events.column_files import FOLDER

SORT_PREFIX = ".spool-"
_BUCKETS = 64
_OPTIONAL = {"watch_seconds": pl.Float64(), "value": pl.Float64(), "currency": pl.String(), "order_id": pl.String()}


class EventSorter:
    """Sorts identified events (`Ingest.identify_events`) by time in files on disk.

    The quantiles of `sample` are the bounds of the buckets.
    """

    def __init__(self, home: Path, sample: pl.DataFrame) -> None:
        self._folder = home / FOLDER / f"{SORT_PREFIX}{token_hex(8)}"
        self._folder.mkdir(parents=True)
        quantiles = np.linspace(0, 1, _BUCKETS + 1)[1:-1]
        self._bounds = np.unique(np.quantile(sample["time"].to_numpy(), quantiles).astype(np.int64))
        self._action_type = sample.schema["action"]
        self._writers: dict[int, tuple[pa.OSFile, ipc.RecordBatchStreamWriter]] = {}

    def add(self, events: pl.DataFrame) -> None:
        """Append events to the files of their buckets."""
        missing = [pl.lit(None, dtype).alias(name) for name, dtype in _OPTIONAL.items() if name not in events.columns]
        events = events.drop("position", strict=False).with_columns(pl.col("action").cast(pl.String), *missing)
        events = events.select(sorted(events.columns))
        buckets = np.searchsorted(self._bounds, events["time"].to_numpy(), side="right")
        parts = events.with_columns(pl.Series("bucket", buckets)).partition_by(
            "bucket", as_dict=True, include_key=False
        )
        for (number,), part in parts.items():
            table = part.to_arrow()
            self._writer(int(number), table.schema).write_table(table)

    def _writer(self, number: int, schema: pa.Schema) -> ipc.RecordBatchStreamWriter:
        if number not in self._writers:
            file = pa.OSFile(str(self._folder / str(number)), "wb")
            self._writers[number] = (file, ipc.new_stream(file, schema))
        return self._writers[number][1]

    def sorted_batches(self, rows: int) -> Iterator[pl.DataFrame]:
        """All events by time in batches of about `rows`; events of the same time keep the order in which they came."""
        numbers = sorted(self._writers)
        self._close()
        for number in numbers:
            path = self._folder / str(number)
            events = pl.read_ipc_stream(path)
            path.unlink()
            events = events.sort("time", maintain_order=True).with_columns(pl.col("action").cast(self._action_type))
            # Rows of the same time stay in one batch: duplicates are found by comparing neighbours.
            for batch in _slices(events, rows):
                yield batch.drop(name for name in _OPTIONAL if batch[name].null_count() == batch.height)

    def _close(self) -> None:
        for file, writer in self._writers.values():
            writer.close()
            file.close()
        self._writers = {}

    def discard(self) -> None:
        """Remove the files."""
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _slices(events: pl.DataFrame, rows: int) -> Iterator[pl.DataFrame]:
    times = events["time"].to_numpy()
    start = 0
    while start < len(times):
        end = min(start + rows, len(times))
        if end < len(times):
            end = int(np.searchsorted(times, times[end - 1], side="right"))
        yield events[start:end]
        start = end
