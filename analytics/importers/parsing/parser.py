"""Batches of text -> typed columns by meaning, with what is wrong with a row, and rows that are no records left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from analytics.importers.formats import LEAVE_OUT, LIFETIME, TOTALS, SchemaMatch, folded
from analytics.importers.parsing import vectors
from analytics.importers.parsing.column_profile import ColumnProfile
from analytics.importers.parsing.column_values import Columns, unknown_action
from analytics.importers.parsing.values import Clock, flag, money
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
_LONGEST_TOTAL = 24


@dataclass(slots=True)
class Parsed:
    """The records of a batch.

    `frame` has `row` (place in the batch) and typed columns by meaning, without the rows of `faults` (place -> what is
    wrong) and of `left_out`. `coarse` tells that `time`, else `published`, is not known to the second; `did_like` and
    the like are flags.
    """

    frame: pl.DataFrame
    faults: dict[int, Reason]
    left_out: Counter[str]


@dataclass(slots=True)
class Parser:
    """Reads the batches of one table, in order."""

    understood: SchemaMatch
    clock: Clock
    facts: ColumnProfile
    account: str | None = None
    columns: Columns = field(init=False)
    _done: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.columns = Columns(self.understood, self.clock, self.facts)

    def parse(self, batch: Batch) -> Parsed:
        """Read a batch."""
        cells = batch.cells
        rows = pl.int_range(cells.height, dtype=pl.Int64, eager=True).alias("row")
        kept, skipped = self._records(cells)
        if skipped:
            cells, rows = cells.filter(kept), rows.filter(kept)
        for column, others in self.understood.format.spare.items():
            empty = pl.col(column).is_null() | (pl.col(column) == "")
            cells = cells.with_columns(
                pl.when(~empty).then(column).otherwise(pl.coalesce(*others, pl.lit(None))).alias(column)
            )
        made: dict[str, pl.Series] = {"row": rows}
        faults: dict[int, Reason] = {}
        soft: dict[int, Reason] = {}
        for column, meaning in self.understood.mapping.items():
            read = self.columns.read(cells[column], column, meaning, made, rows + self._done)
            made[meaning] = self._adjusted(read.values, cells, meaning)
            # A video may be known by more than its id.
            bearable = meaning == "video_id" and self.understood.grain is Grain.VIDEOS
            for place, fault in read.faults.items():
                (soft if bearable else faults).setdefault(place, fault)
        self._done += batch.cells.height
        frame = self._completed(pl.DataFrame(made), cells, faults)
        self._check(frame, faults, soft)
        if faults:
            frame = frame.filter(~pl.int_range(frame.height, eager=True).is_in(list(faults)))
        told = {int(rows[place]): fault for place, fault in sorted(faults.items())}
        return Parsed(self._wanted(frame, skipped), told, skipped)

    def _wanted(self, frame: pl.DataFrame, skipped: Counter[str]) -> pl.DataFrame:
        if "unwanted" not in frame.columns:
            return frame
        if number := int(frame["unwanted"].sum()):
            skipped["refunded" if self.understood.format.refunds else "other"] += number
            frame = frame.filter(~pl.col("unwanted"))
        return frame.drop("unwanted")

    def _records(self, cells: pl.DataFrame) -> tuple[pl.Series, Counter[str]]:
        """Which rows are records of ours, and why how many others are not."""
        skipped = Counter[str]()
        kept = _all(cells.height, value=True)
        for reason, bad in (("total", self._totals(cells)), ("refused", self._refused(cells))):
            if bad is not None and (number := int((bad & kept).sum())):
                skipped[reason] += number
                kept &= ~bad
        return kept, skipped

    def _totals(self, cells: pl.DataFrame) -> pl.Series | None:
        grain, mapping = self.understood.grain, self.understood.mapping
        column = self.understood.format.totals
        if column is None:
            if grain in {Grain.EVENTS, Grain.EDGES}:
                return None
            days = (name for name, meaning in mapping.items() if meaning == "day")
            column = next(days, cells.columns[0])
        texts = cells[column]
        likely = ((texts.str.len_chars() <= _LONGEST_TOTAL) & texts.str.contains(_TOTAL_HINT)).fill_null(value=False)
        if not likely.any():
            return None
        words = texts.filter(likely).unique().to_list()
        bad = likely & texts.is_in([word for word in words if folded(word) in TOTALS])
        for name, meaning in mapping.items():
            if meaning == "published":
                bad &= cells[name].is_null() | (cells[name] == "")
        return bad

    def _refused(self, cells: pl.DataFrame) -> pl.Series | None:
        bad: pl.Series | None = None
        for column, words in self.understood.format.refuse.items():
            distinct = [text for text in cells[column].unique().drop_nulls().to_list() if folded(text) in words]
            mine = cells[column].is_in(distinct).fill_null(value=False)
            bad = mine if bad is None else bad | mine
        return bad

    def _adjusted(self, values: pl.Series, cells: pl.DataFrame, meaning: str) -> pl.Series:
        kind = self.understood.format
        if kind.lifetime is not None and meaning in {*_MEASURED, "captured_at"}:
            told = cells[kind.lifetime]
            whole = [
                text for text in told.unique().drop_nulls().to_list() if not text.strip() or folded(text) in LIFETIME
            ]
            values = values.set(~(told.is_in(whole) | told.is_null()), None)
        return values

    def _completed(self, frame: pl.DataFrame, cells: pl.DataFrame, faults: dict[int, Reason]) -> pl.DataFrame:
        """What follows from other cells, from the kind of file and from what was asked for."""
        kind = self.understood.format
        for meaning, (origin, derive) in kind.derived.items():
            frame = self._derived(frame, cells, meaning, origin, derive)
        for column in kind.per_view:
            summed = self.understood.mapping.get(column)
            if summed:
                views = pl.col("views") if "views" in frame.columns else pl.lit(None, dtype=pl.Int64)
                frame = frame.with_columns(pl.when(views > 0).then(pl.col(summed) / views).alias(summed))
        if kind.refunds is not None and "value" in frame.columns:
            frame = self._net_of_refunds(frame, cells, faults)
        for meaning, value in kind.constants.items():
            known = pl.col(meaning).fill_null(value) if meaning in frame.columns else pl.lit(value)
            frame = frame.with_columns(known.alias(meaning))
        if self.account is not None:
            meaning = kind.account_is
            known = pl.col(meaning).fill_null(self.account) if meaning in frame.columns else pl.lit(self.account)
            frame = frame.with_columns(known.alias(meaning))
        for column, action in kind.flags.items() if self.understood.grain is Grain.EVENTS else ():
            read = vectors.flags(cells[column], partial(flag, name=column))
            frame = frame.with_columns(read.values.fill_null(value=False).alias(f"did_{action}"))
            for place, fault in read.faults.items():
                faults.setdefault(place, fault)
        if "action" in frame.columns:
            also = pl.col("unwanted") if "unwanted" in frame.columns else pl.lit(value=False)
            frame = frame.with_columns(
                ((pl.col("action") == LEAVE_OUT).fill_null(value=False) | also).alias("unwanted")
            )
        return frame

    def _derived(
        self, frame: pl.DataFrame, cells: pl.DataFrame, meaning: str, origin: str, derive: Callable[[str], str | None]
    ) -> pl.DataFrame:
        column = next((name for name, told in self.understood.mapping.items() if told == origin), None)
        texts = cells[column] if column else frame[origin] if origin in frame.columns else None
        if texts is None:
            return frame
        missing = frame[meaning].is_null() if meaning in frame.columns else _all(len(texts), value=True)
        distinct = texts.filter(missing).unique().drop_nulls().to_list()
        found = texts.replace_strict(
            distinct, [derive(text) for text in distinct], default=None, return_dtype=pl.String
        )
        known = frame[meaning].zip_with(~missing, found) if meaning in frame.columns else found
        return frame.with_columns(known.alias(meaning))

    def _net_of_refunds(self, frame: pl.DataFrame, cells: pl.DataFrame, faults: dict[int, Reason]) -> pl.DataFrame:
        column = str(self.understood.format.refunds)
        read = vectors.numbers(cells[column], lambda text: money(text, column, self.facts.decimals.get(column, ".")))
        for place, fault in read.faults.items():
            faults.setdefault(place, fault)
        back = read.values.fill_null(0.0).abs()
        left = frame["value"] - back
        gone = (back > 0) & (left <= 1e-9)
        return frame.with_columns(left.alias("value"), gone.fill_null(value=False).alias("unwanted"))

    def _check(self, frame: pl.DataFrame, faults: dict[int, Reason], soft: Mapping[int, Reason]) -> None:
        """Fault rows that lack what a record of their grain needs."""
        grain = self.understood.grain
        for meaning in (*REQUIRED[grain], *self.understood.format.required):
            missing = frame[meaning].is_null() if meaning in frame.columns else _all(frame.height, value=True)
            reason = Reason("missing", meaning=meaning)
            for place in missing.arg_true().to_list():
                faults.setdefault(place, reason)
        if grain is Grain.VIDEOS:
            columns = frame.columns
            named = frame["video_id"].is_not_null() if "video_id" in columns else _all(frame.height, value=False)
            if "published" in columns:
                # A title may be empty: platform and time still tell a post from others.
                named |= frame["published"].is_not_null()
            for place in (~named).arg_true().to_list():
                faults.setdefault(place, soft.get(place, Reason("video_unidentified")))
        if grain is Grain.EVENTS and not self.understood.format.flags:
            silent = frame["action"].is_null() if "action" in frame.columns else _all(frame.height, value=True)
            for place in silent.arg_true().to_list():
                faults.setdefault(place, unknown_action(""))


def _all(rows: int, *, value: bool) -> pl.Series:
    return pl.repeat(value, rows, dtype=pl.Boolean, eager=True)
