"""Batches of text -> typed columns by meaning, with what is wrong with a row, and rows that are no records left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import polars as pl

from analytics.importers import vectors
from analytics.importers.formats import ANY_OTHER, LEAVE_OUT, LIFETIME, TOTALS, Understanding, folded
from analytics.importers.reading import Batch
from analytics.importers.studying import COUNTS, IDS, RATES, TIMES, Facts
from analytics.importers.values import (
    Clock,
    Fault,
    Instant,
    count,
    day,
    flag,
    identifier,
    instant,
    is_unknown,
    money,
    number,
    positive,
    rate,
    seconds,
)
from analytics.importers.vectors import Read
from analytics.records import METRICS, Action, Format, Grain, to_micros

REQUIRED: Mapping[Grain, tuple[str, ...]] = {
    Grain.ACCOUNTS: ("handle",),
    Grain.VIDEOS: (),
    Grain.EVENTS: ("viewer", "time"),
    Grain.EDGES: ("source", "target"),
    Grain.ACCOUNT_DAYS: ("day",),
    Grain.AUDIENCE: ("dimension", "key", "share"),
}
_MEASURED = (*METRICS, "watch_seconds", "completion")
_ACTIONS = frozenset(map(str, Action))
_FORMATS = frozenset(map(str, Format))
_WORDED = frozenset({"action", "format", "key", "kind", "topic", "platform", "currency", "dimension"})
_TYPES: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(COUNTS | TIMES, pl.Int64),
    **dict.fromkeys(RATES | {"duration", "watch_seconds", "weight", "value"}, pl.Float64),
    **dict.fromkeys(("ours", "simulated"), pl.Boolean),
}
_TOTAL_HINT = r"(?i)tot|计|和|总|汇|gesamt|tổng"
_LONGEST_TOTAL = 24


@dataclass(slots=True)
class Parsed:
    """The records of a batch. `frame` has `row` (place in the batch) and typed columns by meaning, faulty rows left
    out; `coarse` tells that `time` (else `published`) is not known to the second; `did_like` and the like are flags.
    """

    frame: pl.DataFrame
    faults: dict[int, str]
    left_out: Counter[str]


@dataclass(slots=True)
class Parser:
    """Reads the batches of one table, in order."""

    understood: Understanding
    clock: Clock
    facts: Facts
    account: str | None = None
    naive: bool = field(default=False, init=False)
    """Whether any time had no zone."""
    unknown_formats: set[str] = field(default_factory=set, init=False)
    _done: int = field(default=0, init=False)

    def parse(self, batch: Batch) -> Parsed:
        """Read a batch."""
        cells = batch.cells.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
        first, self._done = self._done, self._done + cells.height
        left, skipped = self._records(cells)
        cells = cells.filter(left) if skipped else cells
        made: dict[str, pl.Series] = {"row": cells["row"]}
        faults: dict[int, str] = {}
        soft: dict[int, str] = {}
        for column, meaning in self.understood.mapping.items():
            texts = self._texts(cells[column], meaning)
            read = self._read(texts, column, meaning, made, first)
            made[meaning] = self._adjusted(read.values, cells, column, meaning)
            bearable = meaning == "video_id" and self.understood.grain is Grain.VIDEOS
            for place, fault in read.faults.items():
                (soft if bearable else faults).setdefault(place, fault)
        frame = self._completed(pl.DataFrame(made), cells, faults)
        self._check(frame, faults, soft)
        rows = frame["row"]
        kept = frame
        if faults:
            kept = frame.filter(~pl.Series(range(frame.height)).is_in(list(faults)))
        unwanted = kept["unwanted"] if "unwanted" in kept.columns else None
        if unwanted is not None:
            number_of = int(unwanted.sum())
            if number_of:
                skipped["refunded" if self.understood.format.refunds else "other"] += number_of
                kept = kept.filter(~pl.col("unwanted"))
            kept = kept.drop("unwanted")
        return Parsed(kept, {int(rows[place]): fault for place, fault in sorted(faults.items())}, skipped)

    def _records(self, cells: pl.DataFrame) -> tuple[pl.Series, Counter[str]]:
        """Which rows are records of ours, and why how many others are not."""
        kind, skipped = self.understood.format, Counter[str]()
        kept = pl.Series([True]).new_from_index(0, cells.height) if cells.height else pl.Series([], dtype=pl.Boolean)
        for reason, bad in (("total", self._totals(cells)), ("refused", self._refused(cells))):
            if bad is not None and (number_of := int((bad & kept).sum())):
                skipped[reason] += number_of
                kept &= ~bad
        del kind
        return kept, skipped

    def _totals(self, cells: pl.DataFrame) -> pl.Series | None:
        grain, mapping = self.understood.grain, self.understood.mapping
        column = self.understood.format.totals
        if column is None:
            if grain in {Grain.EVENTS, Grain.EDGES}:
                return None
            days = (name for name, meaning in mapping.items() if meaning == "day")
            column = next(days, cells.columns[1])
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

    def _texts(self, texts: pl.Series, meaning: str) -> pl.Series:
        """The text of the meaning, taken out of the cell's and put into our words."""
        kind = self.understood.format
        clean, words = kind.cleaned.get(meaning), kind.words.get(meaning)
        if clean is None and words is None:
            return texts

        def worded(text: str) -> str | None:
            said: str | None = text
            if clean is not None and text.strip():
                said = clean(text)
            if said is None or words is None:
                return said
            plain = folded(said)
            if plain in words:
                return words[plain]
            return words[ANY_OTHER] if ANY_OTHER in words and plain else said

        distinct = texts.unique().drop_nulls().to_list()
        return texts.replace_strict(distinct, [worded(text) for text in distinct], default=None, return_dtype=pl.String)

    def _read(self, texts: pl.Series, column: str, meaning: str, made: dict[str, pl.Series], first: int) -> Read:
        decimal = self.facts.decimals.get(column, ".")
        if texts.null_count() + int((texts == "").sum()) == len(texts):
            return Read(
                pl.Series(texts.name, [None], dtype=_TYPES.get(meaning, pl.String)).new_from_index(0, len(texts)), {}
            )
        if meaning in IDS:
            read = vectors.identifiers(texts, lambda text: identifier(text, meaning))
            return self._undamaged(read, texts, column)
        if meaning in COUNTS:
            lenient = number if column in self.understood.format.net else None
            return vectors.counts(texts, lambda text: _count(text, meaning, decimal, lenient))
        if meaning in TIMES:
            return self._instants(texts, column, meaning, made, first)
        if meaning == "day":
            return self._days(texts, column, first)
        return self._other(texts, column, meaning, decimal)

    def _undamaged(self, read: Read, texts: pl.Series, column: str) -> Read:
        reason = self.facts.damaged.get(column)
        if reason is None:
            return read
        long = (texts.str.len_chars() >= 15).fill_null(value=False)
        faults = dict(read.faults) | dict.fromkeys(long.arg_true().to_list(), f"{column}: {reason}")
        return Read(read.values.set(long, None), faults)

    def _instants(self, texts: pl.Series, column: str, meaning: str, made: dict[str, pl.Series], first: int) -> Read:
        clock = replace(self.clock, day_first=self.facts.day_first.get(column))
        pattern = self.understood.format.patterns.get(column)
        years = self.facts.years.get(column)
        if years is not None:
            texts = self._dated(texts, years.years[first:])

        def slow(text: str) -> Instant | None:
            if pattern is not None and not is_unknown(text):
                return _by_pattern(text, meaning, pattern, clock)
            year, _, bare = text.rpartition("\x00")
            return instant(bare, meaning, clock, int(year) if year else None)

        coarse, naive, read = vectors.instants(texts, clock, slow)
        self.naive = self.naive or bool(naive.any())
        if meaning == "time" or (meaning == "published" and "coarse" not in made):
            made["coarse"] = coarse.alias("coarse")
        return read

    @staticmethod
    def _dated(texts: pl.Series, years: tuple[int | None, ...]) -> pl.Series:
        """Texts with the year of their row in front, so that equal days of different years are read apart."""
        return pl.Series(
            texts.name,
            [
                text if text is None or year is None else f"{year}\x00{text}"
                for text, year in zip(texts.to_list(), years, strict=False)
            ],
            dtype=pl.String,
        )

    def _days(self, texts: pl.Series, column: str, first: int) -> Read:
        clock = replace(self.clock, day_first=self.facts.day_first.get(column))
        pattern = self.understood.format.patterns.get(column)
        years = self.facts.years.get(column)
        if years is not None:
            texts = self._dated(texts, years.years[first:])

        def slow(text: str) -> str | None:
            if pattern is not None and not is_unknown(text):
                found: date | None = datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC).date()
            else:
                year, _, bare = text.rpartition("\x00")
                found = day(bare, "day", clock, int(year) if year else None)
            return None if found is None else found.isoformat()

        return vectors.words(texts, slow)

    def _other(self, texts: pl.Series, column: str, meaning: str, decimal: str) -> Read:
        factor = self.understood.format.scales.get(column)
        match meaning:
            case "duration" | "watch_seconds":
                plain: Callable[[str], object] = (
                    (lambda text: positive(text, meaning, decimal))
                    if factor
                    else (lambda text: seconds(text, meaning, decimal))
                )
                return vectors.numbers(texts, plain, decimal=decimal, factor=factor or 1.0)
            case "completion" | "share" if not self.understood.format.counts_as_shares:
                percent = column in self.facts.percents
                slow = lambda text: rate(text, meaning, decimal, percent=percent)  # noqa: E731  # one of several readers
                return (
                    vectors.settle(texts, _nothing(texts), slow)
                    if percent
                    else vectors.numbers(texts, slow, decimal=decimal)
                )
            case "weight" | "share":
                return vectors.numbers(texts, lambda text: positive(text, meaning, decimal), decimal=decimal)
            case "value":
                return vectors.numbers(texts, lambda text: money(text, meaning, decimal), decimal=decimal)
            case "ours" | "simulated":
                return vectors.flags(texts, lambda text: flag(text, meaning))
            case "format":
                return vectors.words(texts, self._format)
            case "action":
                return vectors.words(texts, _action)
            case "platform":
                return vectors.words(texts, lambda text: None if is_unknown(text) else _clean(text.lower()))
            case "hashtags":
                return vectors.words(texts, self._hashtags)
            case _:
                keep = meaning == "caption"
                return vectors.words(texts, lambda text: None if is_unknown(text) and not keep else _clean(text))

    def _format(self, text: str) -> str | None:
        word = text.strip().lower()
        if is_unknown(text) or word in _FORMATS:
            return word if word in _FORMATS else None
        self.unknown_formats.add(text.strip()[:60])
        return None

    def _hashtags(self, text: str) -> str | None:
        if is_unknown(text):
            return None
        separator = self.understood.format.list_separator
        if separator is None:
            return _clean(text)
        return ", ".join(dict.fromkeys(part.strip() for part in text.split(separator) if part.strip())) or None

    def _adjusted(self, values: pl.Series, cells: pl.DataFrame, column: str, meaning: str) -> pl.Series:
        kind = self.understood.format
        if kind.lifetime is not None and meaning in {*_MEASURED, "captured_at"}:
            told = cells[kind.lifetime]
            whole = [
                text for text in told.unique().drop_nulls().to_list() if not text.strip() or folded(text) in LIFETIME
            ]
            values = values.set(~(told.is_in(whole) | told.is_null()), None)
        return values

    def _completed(self, frame: pl.DataFrame, cells: pl.DataFrame, faults: dict[int, str]) -> pl.DataFrame:
        """What follows from other cells, from the kind of file and from what was asked for."""
        kind = self.understood.format
        for meaning, (origin, derive) in kind.derived.items():
            frame = self._derived(frame, cells, meaning, origin, derive)
        for column in kind.per_view:
            meaning = self.understood.mapping.get(column)
            if meaning:
                views = pl.col("views") if "views" in frame.columns else pl.lit(None, dtype=pl.Int64)
                frame = frame.with_columns(pl.when(views > 0).then(pl.col(meaning) / views).alias(meaning))
        if kind.refunds is not None and "value" in frame.columns:
            frame = self._net_of_refunds(frame, cells, faults)
        for meaning, value in kind.constants.items():
            known = pl.col(meaning).fill_null(value) if meaning in frame.columns else pl.lit(value)
            frame = frame.with_columns(known.alias(meaning))
        if self.account is not None:
            meaning = kind.account_is
            known = pl.col(meaning).fill_null(self.account) if meaning in frame.columns else pl.lit(self.account)
            frame = frame.with_columns(known.alias(meaning))
        for column, action in kind.flags.items():
            if self.understood.grain is Grain.EVENTS:
                read = vectors.flags(cells[column], lambda text, column=column: flag(text, column))
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
        missing = (
            frame[meaning].is_null() if meaning in frame.columns else pl.Series([True]).new_from_index(0, len(texts))
        )
        distinct = texts.filter(missing).unique().drop_nulls().to_list()
        found = texts.replace_strict(
            distinct, [derive(text) for text in distinct], default=None, return_dtype=pl.String
        )
        known = frame[meaning].zip_with(~missing, found) if meaning in frame.columns else found
        return frame.with_columns(known.alias(meaning))

    def _net_of_refunds(self, frame: pl.DataFrame, cells: pl.DataFrame, faults: dict[int, str]) -> pl.DataFrame:
        column = str(self.understood.format.refunds)
        read = vectors.numbers(cells[column], lambda text: money(text, column, self.facts.decimals.get(column, ".")))
        for place, fault in read.faults.items():
            faults.setdefault(place, fault)
        back = read.values.fill_null(0.0).abs()
        left = frame["value"] - back
        gone = (back > 0) & (left <= 1e-9)
        return frame.with_columns(left.alias("value"), gone.fill_null(value=False).alias("unwanted"))

    def _check(self, frame: pl.DataFrame, faults: dict[int, str], soft: Mapping[int, str]) -> None:
        """Fault rows that lack what a record of their grain needs."""
        grain = self.understood.grain
        for meaning in (*REQUIRED[grain], *self.understood.format.required):
            missing = (
                frame[meaning].is_null()
                if meaning in frame.columns
                else pl.Series([True]).new_from_index(0, frame.height)
            )
            for place in missing.arg_true().to_list():
                faults.setdefault(place, f"{meaning} is missing")
        if grain is Grain.VIDEOS:
            columns = frame.columns
            named = (
                frame["video_id"].is_not_null()
                if "video_id" in columns
                else pl.Series([False]).new_from_index(0, frame.height)
            )
            if "published" in columns:
                # A title may be empty: platform and time still tell a post from others.
                named |= frame["published"].is_not_null()
            for place in (~named).arg_true().to_list():
                faults.setdefault(place, soft.get(place, "a video needs an id, or a title and the time of publication"))
        if grain is Grain.EVENTS and not self.understood.format.flags:
            silent = (
                frame["action"].is_null()
                if "action" in frame.columns
                else pl.Series([True]).new_from_index(0, frame.height)
            )
            for place in silent.arg_true().to_list():
                faults.setdefault(place, f"action: expected one of {', '.join(Action)}, found ''")


def _nothing(texts: pl.Series) -> pl.Series:
    return pl.Series(texts.name, [None] * len(texts), dtype=pl.Float64)


def _count(text: str, name: str, decimal: str, lenient: Callable[[str, str, str], float | None] | None) -> int | None:
    if lenient is not None:
        net = lenient(text, name, decimal)
        if net is not None and net < 0:
            return None  # a loss says nothing of the gains
    return count(text, name, decimal)


def _action(text: str) -> str | None:
    said = text.strip().lower()
    if text == LEAVE_OUT or said in _ACTIONS:
        return text if text == LEAVE_OUT else said
    raise Fault(f"action: expected one of {', '.join(Action)}, found {text[:60]!r}")


def _by_pattern(text: str, name: str, pattern: str, clock: Clock) -> Instant:
    try:
        at = datetime.strptime(text.strip(), pattern).replace(tzinfo=clock.zone)
    except ValueError:
        raise Fault(
            f"{name}: expected a time such as {datetime(2017, 11, 14):{pattern}}, found {text[:60]!r}"
        ) from None
    if at > clock.latest:
        raise Fault(f"{name}: {text[:60]!r} is in the future (now is {clock.now:%Y-%m-%d %H:%M} UTC)")
    return Instant(to_micros(at), coarse="%S" not in pattern, naive=True)


def _clean(text: str) -> str | None:
    return text.replace("\x00", "").strip() or None
