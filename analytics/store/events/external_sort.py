"""Events of a file that is in no order of time: set aside in files by time, and given back in order.

A tree takes rows in order several times faster than rows from all over, and the larger it is the more so.
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

PREFIX = ".spool-"
_FILES = 64
_CARRIED = {"watch_seconds": pl.Float64(), "value": pl.Float64(), "currency": pl.String(), "order_id": pl.String()}


class EventSorter:
    """Named events (`ingest.Ingest.named_events`) by time; `sample` tells how times are spread."""

    def __init__(self, home: Path, sample: pl.DataFrame) -> None:
        self._folder = home / FOLDER / f"{PREFIX}{token_hex(8)}"
        self._folder.mkdir(parents=True)
        quantiles = np.linspace(0, 1, _FILES + 1)[1:-1]
        self._bounds = np.unique(np.quantile(sample["time"].to_numpy(), quantiles).astype(np.int64))
        self._kind = sample.schema["action"]
        self._writers: dict[int, tuple[pa.OSFile, ipc.RecordBatchStreamWriter]] = {}

    def add(self, events: pl.DataFrame) -> None:
        """Set events aside."""
        absent = [pl.lit(None, kind).alias(name) for name, kind in _CARRIED.items() if name not in events.columns]
        told = events.drop("place", strict=False).with_columns(pl.col("action").cast(pl.String), *absent)
        told = told.select(sorted(told.columns))
        which = np.searchsorted(self._bounds, told["time"].to_numpy(), side="right")
        for (number,), part in (
            told.with_columns(pl.Series("file", which)).partition_by("file", as_dict=True, include_key=False).items()
        ):
            table = part.to_arrow()
            self._writer(int(number), table.schema).write_table(table)

    def _writer(self, number: int, schema: pa.Schema) -> ipc.RecordBatchStreamWriter:
        if number not in self._writers:
            file = pa.OSFile(str(self._folder / str(number)), "wb")
            self._writers[number] = (file, ipc.new_stream(file, schema))
        return self._writers[number][1]

    def in_order(self, rows: int) -> Iterator[pl.DataFrame]:
        """All events by time, those of one moment in the order of the file, about so many at a time."""
        numbers = sorted(self._writers)
        self._close()
        for number in numbers:
            path = self._folder / str(number)
            events = pl.read_ipc_stream(path)
            path.unlink()
            events = events.sort("time", maintain_order=True).with_columns(pl.col("action").cast(self._kind))
            # Rows of one moment stay together: repeats among them are found by looking at neighbours.
            for piece in _pieces(events, rows):
                yield piece.drop(name for name in _CARRIED if piece[name].null_count() == piece.height)

    def _close(self) -> None:
        for file, writer in self._writers.values():
            writer.close()
            file.close()
        self._writers = {}

    def discard(self) -> None:
        """Remove the files."""
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _pieces(events: pl.DataFrame, rows: int) -> Iterator[pl.DataFrame]:
    times = events["time"].to_numpy()
    start = 0
    while start < len(times):
        end = min(start + rows, len(times))
        if end < len(times):
            end = int(np.searchsorted(times, times[end - 1], side="right"))
        yield events[start:end]
        start = end
