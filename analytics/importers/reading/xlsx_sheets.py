"""The sheets of an XLSX workbook, row by row in pieces: a million rows never stand in memory at once.

python-calamine, the usual library, holds a whole sheet: 606 MB for 1,000,000 rows of 8 columns (measured), and a dense
rectangle from the first to the last cell that a hostile file names. ECMA-376 part 1, 18.3 (worksheets).
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
from analytics.importers.reading.headers import HEADER_ROWS, find_row, header_of
from analytics.importers.reading.parquet import number_text
from analytics.importers.reading.tables import Batch, Header, Score, SourceTable
from analytics.importers.reading.xlsx_workbook import (
    NumberStyle,
    Workbook,
    is_workbook,
    open_workbook,
    pieces,
    texts_of,
    unescaped,
)
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason

__all__ = ["is_workbook", "read_workbook"]
_CELL = re.compile(r"<(?:\w+:)?c(?=[\s/>])")
_ROW = re.compile(r"<(?:\w+:)?row[\s>]")
_WIDEST = 16_384
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's days have no zone
_DAYS_1904 = 1462
_LATEST_DAY = 2_958_466


def read_workbook(name: str, archive: zipfile.ZipFile, budget: Budget, score: Score) -> Iterator[Iterator[SourceTable]]:
    """A table for each sheet that has one. Raises UnreadablePath, NothingRecognised."""
    book = open_workbook(name, archive, budget)
    for sheet, part in book.sheets:
        yield _sheet(f"{name}/{sheet}", archive, part, book, budget, score)


def _sheet(
    name: str, archive: zipfile.ZipFile, part: str, book: Workbook, budget: Budget, score: Score
) -> Iterator[SourceTable]:
    with archive.open(part) as member:
        found = _Cells(book)
        parts = (found.read(piece) for piece in pieces(name, cast("Readable", member), budget, b"row>"))
        first = _first_rows(parts)
        numbers = first["row"].unique().sort().to_list()
        if not numbers:
            raise NothingRecognised(name, (), Reason("empty_sheet"))
        rows = [_cells_of(first, number) for number in numbers[: 5 * HEADER_ROWS]]
        place, _ = find_row(rows, score)
        header = header_of(name, rows[place])
        left_out = Counter({"notice": place})
        below = first.filter(pl.col("row") > numbers[place])
        yield SourceTable(name, header.columns, _batches(below, parts, header, left_out), header.repeated, left_out)


def _first_rows(parts: Iterator[pl.DataFrame]) -> pl.DataFrame:
    first = _NO_CELLS
    for cells in parts:
        first = pl.concat([first, cells])
        if first["row"].n_unique() > HEADER_ROWS:
            break
    return first


def _cells_of(cells: pl.DataFrame, number: int) -> list[str]:
    row = cells.filter(pl.col("row") == number)
    found = dict(zip(row["column"], row["text"], strict=True))
    return [found.get(column, "").strip() for column in range(max(found) + 1)]


def _batches(
    first: pl.DataFrame, parts: Iterator[pl.DataFrame], header: Header, left_out: Counter[str]
) -> Iterator[Batch]:
    for cells in itertools.chain((first,), parts):
        if cells.height:
            yield _batch(cells, header, left_out)


def _batch(cells: pl.DataFrame, header: Header, left_out: Counter[str]) -> Batch:
    """Cells at their places; `left_out` counts rows all of whose cells stand beside the table."""
    lines, row_of = np.unique(cells["row"].to_numpy(), return_inverse=True)
    column_of = cells["column"].to_numpy()
    columns = {}
    for name, place in zip(header.columns, header.places, strict=True):
        here = np.flatnonzero(column_of == place)
        taken = np.full(len(lines), -1, np.int64)
        taken[row_of[here]] = here
        columns[name] = cells["text"].gather(pl.Series(taken).set(pl.Series(taken < 0), None))
    table = pl.DataFrame(columns)
    filled = ~table.select(pl.all_horizontal(pl.all().is_null())).to_series().to_numpy()
    left_out["blank"] += int((~filled).sum())
    table, lines = table.filter(pl.Series(filled)), lines[filled]
    return Batch(table, lines.astype(np.int64), lambda row: as_line(table.row(row)))


def as_line(cells: tuple[str | None, ...]) -> str:
    """Cells as a line of CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


_NO_CELLS = pl.DataFrame(schema={"row": pl.Int64, "column": pl.Int64, "text": pl.String})


class _Cells:
    """Pieces of a sheet's XML -> filled cells: row, column from 0, text."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._row = 0

    def read(self, piece: bytes) -> pl.DataFrame:
        """The filled cells of whole rows."""
        before, *found = _CELL.split(piece.decode("utf-8", "replace"))
        if not found:
            return _NO_CELLS
        xml = pl.Series("xml", found)
        cells = xml.to_frame().select(
            pl.col("xml").str.extract(r'^[^>]*?\sr="([A-Z]{1,3})[0-9]').alias("letters"),
            pl.col("xml").str.extract(r'^[^>]*?\sr="[A-Z]{1,3}([0-9]{1,7})"').cast(pl.Int64).alias("row"),
            pl.col("xml").str.extract(r'^[^>]*?\st="(\w+)"').fill_null("n").alias("kind"),
            pl.col("xml").str.extract(r'^[^>]*?\ss="([0-9]{1,6})"').cast(pl.Int64).fill_null(0).alias("style"),
            pl.col("xml").str.extract(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<").alias("value"),
            pl.col("xml"),
        )
        cells = self._placed(cells, len(_ROW.findall(before)), found)
        # What stands in a sheet without a value is only its looks.
        cells = cells.filter(pl.col("value").is_not_null() | (pl.col("kind") == "inlineStr"))
        texts = self._texts(cells)
        return cells.select("row", "column").with_columns(texts.alias("text")).filter(pl.col("text") != "")

    def _placed(self, cells: pl.DataFrame, rows_before: int, found: list[str]) -> pl.DataFrame:
        """Cells with their places; those that do not tell them follow one another."""
        if cells["letters"].null_count() or cells["row"].null_count():
            begun = np.array([len(_ROW.findall(cell)) for cell in found])
            row = self._row + rows_before + np.concatenate(([0], np.cumsum(begun)[:-1]))
            cells = cells.with_columns(pl.Series("row", row)).with_columns(
                pl.int_range(pl.len()).over("row").alias("column")
            )
            self._row += rows_before + int(begun.sum())
        else:
            letters = cells["letters"].unique()
            places = pl.Series([_column(name) for name in letters], dtype=pl.Int64)
            cells = cells.with_columns(pl.col("letters").replace_strict(letters, places).alias("column"))
            self._row = int(cells["row"][-1])
        return cells.filter(pl.col("column") < _WIDEST)

    def _texts(self, cells: pl.DataFrame) -> pl.Series:
        shown = self._book.styles or [NumberStyle.NUMBER]
        dated = [style for style, how in enumerate(shown) if how is not NumberStyle.NUMBER]
        kind, value = pl.col("kind"), pl.col("value")
        shared = cells.select(pl.when(kind == "s").then(value).cast(pl.Int64, strict=False)).to_series()
        known = shared.set((shared < 0) | (shared >= len(self._book.texts)), None)
        numeric = (kind == "n") & ~value.str.contains(r"^-?[0-9]{1,20}$")
        table = cells.with_columns(self._book.texts.gather(known).alias("shared"))
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
            texts = texts.scatter(inline, texts_of(cells["xml"].gather(inline)))
        escaped = ((cells["kind"] == "str") & cells["value"].str.contains("[&_]")).arg_true()
        if escaped.len():
            texts = texts.scatter(escaped, [unescaped(text) for text in texts.gather(escaped)])
        return self._dated(cells, texts, dated, shown)

    def _dated(self, cells: pl.DataFrame, texts: pl.Series, dated: list[int], shown: list[NumberStyle]) -> pl.Series:
        """The same texts, numbers in the style of a date or a duration as such: ISO 8601, `1:02:03`."""
        here = ((cells["kind"] == "n") & cells["style"].is_in(dated)).arg_true()
        if not here.len():
            return texts
        days = cells["value"].gather(here).cast(pl.Float64, strict=False) + (_DAYS_1904 if self._book.from_1904 else 0)
        styles = [shown[style].name for style in cells["style"].gather(here)]
        said = pl.DataFrame({"days": days, "shown": styles, "text": texts.gather(here)}).select(_moment()).to_series()
        return texts.scatter(here, said)


def _moment() -> pl.Expr:
    days, shown = pl.col("days"), pl.col("shown")
    sane = days.is_between(0, _LATEST_DAY).fill_null(value=False)
    millis = (pl.when(sane).then(days).otherwise(0) * 86_400_000).round().cast(pl.Int64)
    at = pl.lit(_EPOCH).cast(pl.Datetime("ms")) + millis.cast(pl.Duration("ms"))
    seconds = millis // 1000
    duration = pl.format(
        "{}:{}:{}",
        seconds // 3600,
        (seconds // 60 % 60).cast(pl.String).str.zfill(2),
        (seconds % 60).cast(pl.String).str.zfill(2),
    )
    return (
        pl.when(~sane)
        .then(pl.col("text"))
        .when(shown == NumberStyle.DURATION.name)
        .then(duration)
        .when((shown == NumberStyle.DAY.name) & (millis % 86_400_000 == 0))
        .then(at.dt.strftime("%Y-%m-%d"))
        .when((shown != NumberStyle.SECOND.name) & (millis % 60_000 == 0))
        .then(at.dt.strftime("%Y-%m-%d %H:%M"))
        .when(millis % 1000 == 0)
        .then(at.dt.strftime("%Y-%m-%d %H:%M:%S"))
        .otherwise(at.dt.strftime("%Y-%m-%d %H:%M:%S%.3f"))
    )


def _column(letters: str) -> int:
    """`A` -> 0, `AA` -> 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
