"""Parquet files, by batches, every value as the text that an export would have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import polars as pl

from analytics.importers.reading.decompression import Budget
from analytics.importers.reading.tables import BATCH_ROWS, Batch, SourceTable
from analytics.vocabulary.errors import ExpandsTooFar, NothingRecognised, UnreadablePath
from analytics.vocabulary.reasons import Reason

_ROWS_PER_BYTE = 10_000
_EXACT = 2**53
_LONGEST_MESSAGE = 170


def read_parquet(name: str, file: BinaryIO, budget: Budget) -> SourceTable:
    """The one table of a file. Raises UnreadablePath (damaged, lying footer), ExpandsTooFar, NothingRecognised."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        opened = parquet.ParquetFile(file, memory_map=False, pre_buffer=False)
        columns = list(dict.fromkeys(opened.schema_arrow.names))
        rows = opened.metadata.num_rows
    except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
        raise UnreadablePath(name, Reason("parquet_incomplete", message=str(error)[:_LONGEST_MESSAGE])) from error
    if not columns:
        raise NothingRecognised(name, (), Reason("no_columns"))
    if rows > budget.limit * _ROWS_PER_BYTE:
        raise ExpandsTooFar(name, budget.size, budget.limit)

    def batches() -> Iterator[Batch]:
        first = 1
        try:
            for batch in opened.iter_batches(batch_size=BATCH_ROWS):
                cells = as_texts(pl.DataFrame(pa.Table.from_batches([batch])))
                yield Batch(cells, np.arange(first, first + cells.height, dtype=np.int64), _raw_of(cells))
                first += cells.height
        except (pa.ArrowException, ValueError, OSError, MemoryError, pl.exceptions.PolarsError) as error:
            raise UnreadablePath(name, Reason("parquet_damaged", message=str(error)[:_LONGEST_MESSAGE])) from error
        if first - 1 != rows:
            raise UnreadablePath(name, Reason("parquet_rows", promised=rows, rows=first - 1))

    return SourceTable(name, columns, batches())


class _raw_of:  # noqa: N801  # a function of a row that keeps its batch
    def __init__(self, cells: pl.DataFrame) -> None:
        self._cells = cells

    def __call__(self, row: int) -> str:
        return json.dumps(self._cells.row(row, named=True), ensure_ascii=False)


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns as text: whole numbers without `.0`, times in ISO 8601, truth as 1 and 0, lists with commas."""
    return frame.select(_text(pl.col(name), kind).alias(name) for name, kind in frame.schema.items())


def _text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:  # noqa: PLR0911  # a table of kinds
    match kind:
        case pl.String():
            return column
        case pl.Boolean():
            return column.cast(pl.Int8).cast(pl.String)
        case pl.Float32() | pl.Float64():
            return number_text(column)
        case pl.Datetime():
            pattern = "%Y-%m-%d %H:%M:%S%.f"
            zoned = kind.time_zone is not None
            return (
                column.dt.convert_time_zone("UTC").dt.strftime(pattern + "Z") if zoned else column.dt.strftime(pattern)
            )
        case pl.Binary():
            return column.map_elements(lambda value: value.decode("utf-8", "replace"), pl.String)
        case pl.List():
            return column.cast(pl.List(pl.String)).list.join(",", ignore_nulls=True)
        case pl.Struct():
            return column.struct.json_encode()
        case _:
            return column.cast(pl.String)


def number_text(column: pl.Expr) -> pl.Expr:
    """Floats as text; those beyond 2^53, whose last digits are lost, keep the exponent that tells it."""
    value = column.cast(pl.Float64)
    whole = (value == value.round(0)) & (value.abs() < _EXACT)
    large = value.abs() >= _EXACT
    return (
        pl.when(whole)
        .then(value.cast(pl.Int64, strict=False).cast(pl.String))
        .when(large)
        .then(value.map_elements(lambda number: f"{number:.15G}", pl.String))
        .otherwise(value.cast(pl.String))
    )
