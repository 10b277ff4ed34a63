"""Reads the sheets of an XLSX workbook by chunks, without holding a whole sheet in memory.

python-calamine, the usual library, holds a whole sheet: 606 MB for 1,000,000 rows of 8 columns (measured), and a dense
rectangle from the first to the last cell of a hostile file. ECMA-376 part 1, 18.3 (worksheets).
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import cast

import numpy as np
import polars as pl

from analytics.importers.reading.decompression import Budget
from analytics.importers.reading.encodings import Readable
from analytics.importers.reading.headers import HEADER_ROWS, create_header, find_header_row
from analytics.importers.reading.parquet import number_text
from analytics.importers.reading.tables import Batch, Header, Score, SourceTable
from analytics.importers.reading.xlsx_workbook import (
    NumberStyle,
    Workbook,
    extract_texts,
    is_workbook,
    open_workbook,
    split_xml,
    unescape,
)
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

__all__ = ["is_workbook", "read_workbook"]
_CELL = re.compile(r"<(?:\w+:)?c(?=[\s/>])")
_ROW = re.compile(r"<(?:\w+:)?row[\s>]")
_MAX_COLUMNS = 16_384
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's days have no zone
_DAYS_1904 = 1462
_LATEST_DAY = 2_958_466


def read_workbook(name: str, archive: zipfile.ZipFile, budget: Budget, score: Score) -> Iterator[Iterator[SourceTable]]:
    """Yield the tables of each sheet. Raises UnreadablePath, NothingRecognised."""
    workbook = open_workbook(name, archive, budget)
    for sheet, part in workbook.sheets:
        yield _sheet(f"{name}/{sheet}", archive, part, workbook, budget, score)


def _sheet(
    name: str, archive: zipfile.ZipFile, part: str, workbook: Workbook, budget: Budget, score: Score
) -> Iterator[SourceTable]:
    with archive.open(part) as member:
        reader = _CellReader(workbook)
        parts = (reader.read(chunk) for chunk in split_xml(name, cast("Readable", member), budget, b"row>"))
        first = _first_rows(parts)
        numbers = first["row"].unique().sort().to_list()
        if not numbers:
            raise NothingRecognised(name, (), Reason("empty_sheet"))
        rows = [_row_cells(first, number) for number in numbers[: 5 * HEADER_ROWS]]
        index, _ = find_header_row(rows, score)
        header = create_header(name, rows[index])
        left_out = Counter({"notice": index})
        below = first.filter(pl.col("row") > numbers[index])
        yield SourceTable(name, header.columns, _batches(below, parts, header, left_out), header.repeated, left_out)


def _first_rows(parts: Iterator[pl.DataFrame]) -> pl.DataFrame:
    first = _NO_CELLS
    for cells in parts:
        first = pl.concat([first, cells])
        if first["row"].n_unique() > HEADER_ROWS:
            break
    return first


def _row_cells(cells: pl.DataFrame, number: int) -> list[str]:
    row = cells.filter(pl.col("row") == number)
    texts = dict(zip(row["column"], row["text"], strict=True))
    return [texts.get(column, "").strip() for column in range(max(texts) + 1)]


def _batches(
    first: pl.DataFrame, parts: Iterator[pl.DataFrame], header: Header, left_out: Counter[str]
) -> Iterator[Batch]:
    for cells in itertools.chain((first,), parts):
        if cells.height:
            yield _create_batch(cells, header, left_out)


def _create_batch(cells: pl.DataFrame, header: Header, left_out: Counter[str]) -> Batch:
    """Arrange cells by rows and columns; `left_out` counts rows without cells in the columns of the table."""
    lines, row_of = np.unique(cells["row"].to_numpy(), return_inverse=True)
    column_of = cells["column"].to_numpy()
    columns = {}
    for name, index in zip(header.columns, header.positions, strict=True):
        positions = np.flatnonzero(column_of == index)
        cell_indices = np.full(len(lines), -1, np.int64)
        cell_indices[row_of[positions]] = positions
        columns[name] = cells["text"].gather(pl.Series(cell_indices).set(pl.Series(cell_indices < 0), None))
    table = pl.DataFrame(columns)
    filled = ~table.select(pl.all_horizontal(pl.all().is_null())).to_series().to_numpy()
    left_out["blank"] += int((~filled).sum())
    table, lines = table.filter(pl.Series(filled)), lines[filled]
    return Batch(table, lines.astype(np.int64), lambda row: format_csv_line(table.row(row)))


def format_csv_line(cells: tuple[str | None, ...]) -> str:
    """Format cells as a line of CSV."""
    output = io.StringIO()
    csv.writer(output, lineterminator="").writerow(cells)
    return output.getvalue()


_NO_CELLS = pl.DataFrame(schema={"row": pl.Int64, "column": pl.Int64, "text": pl.String})


class _CellReader:
    """Extracts the filled cells from chunks of a sheet's XML: row, column from 0, text."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._row = 0

    def read(self, chunk: bytes) -> pl.DataFrame:
        """Return the filled cells of a chunk of whole rows."""
        before, *cell_xml = _CELL.split(chunk.decode("utf-8", "replace"))
        if not cell_xml:
            return _NO_CELLS
        xml = pl.Series("xml", cell_xml)
        cells = xml.to_frame().select(
            pl.col("xml").str.extract(r'^[^>]*?\sr="([A-Z]{1,3})[0-9]').alias("letters"),
            pl.col("xml").str.extract(r'^[^>]*?\sr="[A-Z]{1,3}([0-9]{1,7})"').cast(pl.Int64).alias("row"),
            pl.col("xml").str.extract(r'^[^>]*?\st="(\w+)"').fill_null("n").alias("kind"),
            pl.col("xml").str.extract(r'^[^>]*?\ss="([0-9]{1,6})"').cast(pl.Int64).fill_null(0).alias("style"),
            pl.col("xml").str.extract(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<").alias("value"),
            pl.col("xml"),
        )
        cells = self._add_positions(cells, len(_ROW.findall(before)), cell_xml)
        # Cells without a value contain only formats.
        cells = cells.filter(pl.col("value").is_not_null() | (pl.col("kind") == "inlineStr"))
        texts = self._cell_texts(cells)
        return cells.select("row", "column").with_columns(texts.alias("text")).filter(pl.col("text") != "")

    def _add_positions(self, cells: pl.DataFrame, rows_before: int, cell_xml: list[str]) -> pl.DataFrame:
        """Add the row and column of each cell; cells without a reference are consecutive."""
        if cells["letters"].null_count() or cells["row"].null_count():
            row_counts = np.array([len(_ROW.findall(cell)) for cell in cell_xml])
            row = self._row + rows_before + np.concatenate(([0], np.cumsum(row_counts)[:-1]))
            cells = cells.with_columns(pl.Series("row", row)).with_columns(
                pl.int_range(pl.len()).over("row").alias("column")
            )
            self._row += rows_before + int(row_counts.sum())
        else:
            letters = cells["letters"].unique()
            indices = pl.Series([_column_index(name) for name in letters], dtype=pl.Int64)
            cells = cells.with_columns(pl.col("letters").replace_strict(letters, indices).alias("column"))
            self._row = int(cells["row"][-1])
        return cells.filter(pl.col("column") < _MAX_COLUMNS)

    def _cell_texts(self, cells: pl.DataFrame) -> pl.Series:
        styles = self._workbook.styles or [NumberStyle.NUMBER]
        date_styles = [style for style, number_style in enumerate(styles) if number_style is not NumberStyle.NUMBER]
        kind, value = pl.col("kind"), pl.col("value")
        shared = cells.select(pl.when(kind == "s").then(value).cast(pl.Int64, strict=False)).to_series()
        valid = shared.set((shared < 0) | (shared >= len(self._workbook.texts)), None)
        numeric = (kind == "n") & ~value.str.contains(r"^-?[0-9]{1,20}$")
        table = cells.with_columns(self._workbook.texts.gather(valid).alias("shared"))
        texts = table.select(
            pl.when(kind == "s")
            .then(pl.col("shared"))
            .when(kind == "e")
            .then(None)
            .when(numeric)
            .then(pl.coalesce(number_text(pl.when(numeric).then(value).cast(pl.Float64, strict=False)), value))
            .otherwise(value)
            .fill_null("")
            .alias("text")
        ).to_series()
        inline = (cells["kind"] == "inlineStr").arg_true()
        if inline.len():
            texts = texts.scatter(inline, extract_texts(cells["xml"].gather(inline)))
        escaped = ((cells["kind"] == "str") & cells["value"].str.contains("[&_]")).arg_true()
        if escaped.len():
            texts = texts.scatter(escaped, [unescape(text) for text in texts.gather(escaped)])
        return self._format_dates(cells, texts, date_styles, styles)

    def _format_dates(
        self, cells: pl.DataFrame, texts: pl.Series, date_styles: list[int], styles: list[NumberStyle]
    ) -> pl.Series:
        """Replace numbers with date or duration styles by ISO 8601 texts or `1:02:03`."""
        positions = ((cells["kind"] == "n") & cells["style"].is_in(date_styles)).arg_true()
        if not positions.len():
            return texts
        first_day = _DAYS_1904 if self._workbook.from_1904 else 0
        days = cells["value"].gather(positions).cast(pl.Float64, strict=False) + first_day
        names = [styles[style].name for style in cells["style"].gather(positions)]
        numbers = pl.DataFrame({"days": days, "style": names, "text": texts.gather(positions)})
        return texts.scatter(positions, numbers.select(_date_text()).to_series())


def _date_text() -> pl.Expr:
    days, style = pl.col("days"), pl.col("style")
    is_valid = days.is_between(0, _LATEST_DAY).fill_null(value=False)
    millis = (pl.when(is_valid).then(days).otherwise(0) * 86_400_000).round().cast(pl.Int64)
    instant = pl.lit(_EPOCH).cast(pl.Datetime("ms")) + millis.cast(pl.Duration("ms"))
    seconds = millis // 1000
    duration = pl.format(
        "{}:{}:{}",
        seconds // 3600,
        (seconds // 60 % 60).cast(pl.String).str.zfill(2),
        (seconds % 60).cast(pl.String).str.zfill(2),
    )
    return (
        pl.when(~is_valid)
        .then(pl.col("text"))
        .when(style == NumberStyle.DURATION.name)
        .then(duration)
        .when((style == NumberStyle.DAY.name) & (millis % 86_400_000 == 0))
        .then(instant.dt.strftime("%Y-%m-%d"))
        .when((style != NumberStyle.SECOND.name) & (millis % 60_000 == 0))
        .then(instant.dt.strftime("%Y-%m-%d %H:%M"))
        .when(millis % 1000 == 0)
        .then(instant.dt.strftime("%Y-%m-%d %H:%M:%S"))
        .otherwise(instant.dt.strftime("%Y-%m-%d %H:%M:%S%.3f"))
    )


def _column_index(letters: str) -> int:
    """`A` -> 0, `AA` -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
