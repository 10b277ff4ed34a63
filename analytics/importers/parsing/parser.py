"""Batches of text -> typed columns by meaning, with what is wrong with a row, and rows that are no records left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from analytics.importers.formats import LEAVE_OUT, LIFETIME, TOTALS, SchemaMatch, fold_name
from analytics.importers.parsing import vectors
from analytics.importers.parsing.column_profile import ColumnProfile
from analytics.importers.parsing.column_values import ColumnParser, unknown_action
from analytics.importers.parsing.instants import Clock
from analytics.importers.parsing.values import parse_flag, parse_money
from analytics.importers.reading import Batch
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import METRICS, Grain

REQUIRED: Mapping[Grain, tuple[str, ...]] = {
    Grain.ACCOUNTS: ("handle",),
    Grain.VIDEOS: (),
    Grain.EVENTS: ("viewer", "time"),
    Grain.EDGES: ("source", "target"),
    Grain.ACCOUNT_DAYS: ("day",),
    Grain.AUDIENCE: ("dimension", "key", "share"),
}
_MEASURED = (*METRICS, "watch_seconds", "completion")
_TOTAL_HINT = r"(?i)tot|计|和|总|汇|gesamt|tổng"
_MAX_TOTAL = 24


@dataclass(slots=True)
class ParsedBatch:
    """The records of a batch.

    `frame` has `row` (position in the batch) and typed columns by meaning, without the rows in `faults` (row ->
    reason) and those counted in `left_out` by kind. `coarse`: `time`, else `published`, has no seconds. `did_like`
    and similar columns are flags.
    """

    frame: pl.DataFrame
    faults: dict[int, Reason]
    left_out: Counter[str]


@dataclass(slots=True)
class Parser:
    """Parses the batches of one table, in order."""

    schema: SchemaMatch
    clock: Clock
    profile: ColumnProfile
    account: str | None = None
    columns: ColumnParser = field(init=False)
    _rows_before: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.columns = ColumnParser(self.schema, self.clock, self.profile)

    def parse(self, batch: Batch) -> ParsedBatch:
        """Parse a batch."""
        cells = batch.cells
        rows = pl.int_range(cells.height, dtype=pl.Int64, eager=True).alias("row")
        is_record, skipped = self._records(cells)
        if skipped:
            cells, rows = cells.filter(is_record), rows.filter(is_record)
        for column, others in self.schema.format.spare.items():
            empty = pl.col(column).is_null() | (pl.col(column) == "")
            cells = cells.with_columns(
                pl.when(~empty).then(column).otherwise(pl.coalesce(*others, pl.lit(None))).alias(column)
            )
        parsed: dict[str, pl.Series] = {"row": rows}
        faults: dict[int, Reason] = {}
        id_faults: dict[int, Reason] = {}
        for column, meaning in self.schema.mapping.items():
            values = self.columns.parse(cells[column], column, meaning, parsed, rows + self._rows_before)
            parsed[meaning] = self._without_daily(values.values, cells, meaning)
            # A video without a readable id may still be identified by its title and time.
            is_video_id = meaning == "video_id" and self.schema.grain is Grain.VIDEOS
            for row, reason in values.faults.items():
                (id_faults if is_video_id else faults).setdefault(row, reason)
        self._rows_before += batch.cells.height
        frame = self._completed(pl.DataFrame(parsed), cells, faults)
        self._check(frame, faults, id_faults)
        if faults:
            frame = frame.filter(~pl.int_range(frame.height, eager=True).is_in(list(faults)))
        by_row = {int(rows[row]): reason for row, reason in sorted(faults.items())}
        return ParsedBatch(self._without_unwanted(frame, skipped), by_row, skipped)

    def _without_unwanted(self, frame: pl.DataFrame, skipped: Counter[str]) -> pl.DataFrame:
        if "unwanted" not in frame.columns:
            return frame
        if number := int(frame["unwanted"].sum()):
            skipped["refunded" if self.schema.format.refunds else "other"] += number
            frame = frame.filter(~pl.col("unwanted"))
        return frame.drop("unwanted")

    def _records(self, cells: pl.DataFrame) -> tuple[pl.Series, Counter[str]]:
        """Which rows are records, and the number of the others by kind."""
        skipped = Counter[str]()
        is_record = _all(cells.height, value=True)
        for kind, excluded in (("total", self._totals(cells)), ("refused", self._refused(cells))):
            if excluded is not None and (number := int((excluded & is_record).sum())):
                skipped[kind] += number
                is_record &= ~excluded
        return is_record, skipped

    def _totals(self, cells: pl.DataFrame) -> pl.Series | None:
        grain, mapping = self.schema.grain, self.schema.mapping
        column = self.schema.format.totals
        if column is None:
            if grain in {Grain.EVENTS, Grain.EDGES}:
                return None
            days = (name for name, meaning in mapping.items() if meaning == "day")
            column = next(days, cells.columns[0])
        texts = cells[column]
        likely = ((texts.str.len_chars() <= _MAX_TOTAL) & texts.str.contains(_TOTAL_HINT)).fill_null(value=False)
        if not likely.any():
            return None
        words = texts.filter(likely).unique().to_list()
        excluded = likely & texts.is_in([word for word in words if fold_name(word) in TOTALS])
        for name, meaning in mapping.items():
            if meaning == "published":
                excluded &= cells[name].is_null() | (cells[name] == "")
        return excluded

    def _refused(self, cells: pl.DataFrame) -> pl.Series | None:
        excluded: pl.Series | None = None
        for column, words in self.schema.format.refuse.items():
            distinct = [text for text in cells[column].unique().drop_nulls().to_list() if fold_name(text) in words]
            mine = cells[column].is_in(distinct).fill_null(value=False)
            excluded = mine if excluded is None else excluded | mine
        return excluded

    def _without_daily(self, values: pl.Series, cells: pl.DataFrame, meaning: str) -> pl.Series:
        kind = self.schema.format
        if kind.lifetime is not None and meaning in {*_MEASURED, "captured_at"}:
            periods = cells[kind.lifetime]
            lifetime = [
                text
                for text in periods.unique().drop_nulls().to_list()
                if not text.strip() or fold_name(text) in LIFETIME
            ]
            values = values.set(~(periods.is_in(lifetime) | periods.is_null()), None)
        return values

    def _completed(self, frame: pl.DataFrame, cells: pl.DataFrame, faults: dict[int, Reason]) -> pl.DataFrame:
        """Add values that follow from other cells, from the format and from the options."""
        kind = self.schema.format
        for meaning, (origin, derive) in kind.derived.items():
            frame = self._derived(frame, cells, meaning, origin, derive)
        for column in kind.per_view:
            summed = self.schema.mapping.get(column)
            if summed:
                views = pl.col("views") if "views" in frame.columns else pl.lit(None, dtype=pl.Int64)
                frame = frame.with_columns(pl.when(views > 0).then(pl.col(summed) / views).alias(summed))
        if kind.refunds is not None and "value" in frame.columns:
            frame = self._net_of_refunds(frame, cells, faults)
        for meaning, value in kind.constants.items():
            values = pl.col(meaning).fill_null(value) if meaning in frame.columns else pl.lit(value)
            frame = frame.with_columns(values.alias(meaning))
        if self.account is not None:
            meaning = kind.account_is
            values = pl.col(meaning).fill_null(self.account) if meaning in frame.columns else pl.lit(self.account)
            frame = frame.with_columns(values.alias(meaning))
        for column, action in kind.flags.items() if self.schema.grain is Grain.EVENTS else ():
            flags = vectors.parse_flags(cells[column], partial(parse_flag, name=column))
            frame = frame.with_columns(flags.values.fill_null(value=False).alias(f"did_{action}"))
            for row, reason in flags.faults.items():
                faults.setdefault(row, reason)
        if "action" in frame.columns:
            also = pl.col("unwanted") if "unwanted" in frame.columns else pl.lit(value=False)
            frame = frame.with_columns(
                ((pl.col("action") == LEAVE_OUT).fill_null(value=False) | also).alias("unwanted")
            )
        return frame

    def _derived(
        self, frame: pl.DataFrame, cells: pl.DataFrame, meaning: str, origin: str, derive: Callable[[str], str | None]
    ) -> pl.DataFrame:
        column = next((name for name, own in self.schema.mapping.items() if own == origin), None)
        texts = cells[column] if column else frame[origin] if origin in frame.columns else None
        if texts is None:
            return frame
        missing = frame[meaning].is_null() if meaning in frame.columns else _all(len(texts), value=True)
        distinct = texts.filter(missing).unique().drop_nulls().to_list()
        derived = texts.replace_strict(
            distinct, [derive(text) for text in distinct], default=None, return_dtype=pl.String
        )
        values = frame[meaning].zip_with(~missing, derived) if meaning in frame.columns else derived
        return frame.with_columns(values.alias(meaning))

    def _net_of_refunds(self, frame: pl.DataFrame, cells: pl.DataFrame, faults: dict[int, Reason]) -> pl.DataFrame:
        column = str(self.schema.format.refunds)
        refunds = vectors.parse_numbers(
            cells[column], lambda text: parse_money(text, column, self.profile.decimals.get(column, "."))
        )
        for row, reason in refunds.faults.items():
            faults.setdefault(row, reason)
        refunded = refunds.values.fill_null(0.0).abs()
        left = frame["value"] - refunded
        is_refunded = (refunded > 0) & (left <= 1e-9)
        return frame.with_columns(left.alias("value"), is_refunded.fill_null(value=False).alias("unwanted"))

    def _check(self, frame: pl.DataFrame, faults: dict[int, Reason], id_faults: Mapping[int, Reason]) -> None:
        """Add the faults of rows without the values that a record of their grain needs."""
        grain = self.schema.grain
        for meaning in (*REQUIRED[grain], *self.schema.format.required):
            missing = frame[meaning].is_null() if meaning in frame.columns else _all(frame.height, value=True)
            reason = Reason("missing", meaning=meaning)
            for row in missing.arg_true().to_list():
                faults.setdefault(row, reason)
        if grain is Grain.VIDEOS:
            columns = frame.columns
            named = frame["video_id"].is_not_null() if "video_id" in columns else _all(frame.height, value=False)
            if "published" in columns:
                # A title may be empty: platform and time still identify a post.
                named |= frame["published"].is_not_null()
            for row in (~named).arg_true().to_list():
                faults.setdefault(row, id_faults.get(row, Reason("video_unidentified")))
        if grain is Grain.EVENTS and not self.schema.format.flags:
            without_action = frame["action"].is_null() if "action" in frame.columns else _all(frame.height, value=True)
            for row in without_action.arg_true().to_list():
                faults.setdefault(row, unknown_action("").reason)


def _all(rows: int, *, value: bool) -> pl.Series:
    return pl.repeat(value, rows, dtype=pl.Boolean, eager=True)
