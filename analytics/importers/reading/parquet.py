"""Reads Parquet files by batches; values are converted to the text that a CSV export would have."""

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

_MAX_ROWS_PER_BYTE = 10_000
_FLOAT_EXACT = 2**53
_LONGEST_MESSAGE = 170


def read_parquet(name: str, file: BinaryIO, budget: Budget) -> SourceTable:
    """Read the table of a file. Raises UnreadablePath (damaged, wrong footer), ExpandsTooFar, NothingRecognised."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        parquet_file = parquet.ParquetFile(file, memory_map=False, pre_buffer=False)
        columns = list(dict.fromkeys(parquet_file.schema_arrow.names))
        rows = parquet_file.metadata.num_rows
    except (pa.ArrowException, ValueError, OSError, MemoryError) as error:
        raise UnreadablePath(name, Reason("parquet_incomplete", message=str(error)[:_LONGEST_MESSAGE])) from error
    if not columns:
        raise NothingRecognised(name, (), Reason("no_columns"))
    if rows > budget.limit * _MAX_ROWS_PER_BYTE:
        raise ExpandsTooFar(name, budget.size, budget.limit)

    def batches() -> Iterator[Batch]:
        first = 1
        try:
            for batch in parquet_file.iter_batches(batch_size=BATCH_ROWS):
                cells = convert_to_text(pl.DataFrame(pa.Table.from_batches([batch])))
                yield Batch(cells, np.arange(first, first + cells.height, dtype=np.int64), _RawRows(cells))
                first += cells.height
        except (pa.ArrowException, ValueError, OSError, MemoryError, pl.exceptions.PolarsError) as error:
            raise UnreadablePath(name, Reason("parquet_damaged", message=str(error)[:_LONGEST_MESSAGE])) from error
        if first - 1 != rows:
            raise UnreadablePath(name, Reason("parquet_rows", promised=rows, rows=first - 1))

    return SourceTable(name, columns, batches())


class _RawRows:
    """Returns rows of a batch as JSON."""

    def __init__(self, cells: pl.DataFrame) -> None:
        self._cells = cells

    def __call__(self, row: int) -> str:
        return json.dumps(self._cells.row(row, named=True), ensure_ascii=False)


def convert_to_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Convert columns to text: integers without `.0`, times in ISO 8601, booleans as 1 and 0, lists with commas."""
    return frame.select(_text_expression(pl.col(name), dtype).alias(name) for name, dtype in frame.schema.items())


def _text_expression(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:  # noqa: PLR0911  # one case per type
    match dtype:
        case pl.String():
            return column
        case pl.Boolean():
            return column.cast(pl.Int8).cast(pl.String)
        case pl.Float32() | pl.Float64():
            return number_text(column)
        case pl.Datetime():
            pattern = "%Y-%m-%d %H:%M:%S%.f"
            has_zone = dtype.time_zone is not None
            return (
                column.dt.convert_time_zone("UTC").dt.strftime(pattern + "Z")
                if has_zone
                else column.dt.strftime(pattern)
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
    """Convert floats to text; those above 2^53 keep an exponent, which shows that their last digits are lost."""
    value = column.cast(pl.Float64)
    is_whole = (value == value.round(0)) & (value.abs() < _FLOAT_EXACT)
    is_large = value.abs() >= _FLOAT_EXACT
    return (
        pl.when(is_whole)
        .then(value.cast(pl.Int64, strict=False).cast(pl.String))
        .when(is_large)
        .then(value.map_elements(lambda number: f"{number:.15G}", pl.String))
        .otherwise(value.cast(pl.String))
    )
