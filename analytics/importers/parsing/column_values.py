"""One column of text -> the values of its meaning, with what is wrong with which row."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import polars as pl

from analytics.importers.formats import ANY_OTHER, LEAVE_OUT, SchemaMatch, folded
from analytics.importers.parsing import vectors
from analytics.importers.parsing.column_profile import COUNTS, IDS, RATES, TIMES, ColumnProfile
from analytics.importers.parsing.values import (
    LONGEST_DURATION,
    LONGEST_EXCERPT,
    Clock,
    Instant,
    UnreadableValue,
    bounded,
    count,
    day,
    flag,
    identifier,
    in_future,
    instant,
    is_unknown,
    money,
    number,
    positive,
    rate,
    seconds,
)
from analytics.importers.parsing.vectors import Read
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Action, Format, to_micros

_ACTIONS = frozenset(map(str, Action))
_FORMATS = frozenset(map(str, Format))
_NUMBERS = RATES | {"duration", "watch_seconds", "weight", "value"}
_TYPES: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(COUNTS | TIMES, pl.Int64),
    **dict.fromkeys(_NUMBERS, pl.Float64),
    **dict.fromkeys(("ours", "simulated"), pl.Boolean),
}


@dataclass(slots=True)
class Columns:
    """Reads the columns of one table."""

    understood: SchemaMatch
    clock: Clock
    facts: ColumnProfile
    naive: bool = field(default=False, init=False)
    """Whether any time had no zone."""
    unknown_formats: set[str] = field(default_factory=set, init=False)
    losses: set[str] = field(default_factory=set, init=False)
    """Columns of gains less losses in which a loss stood."""

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

    def read(self, cells: pl.Series, column: str, meaning: str, made: dict[str, pl.Series], rows: pl.Series) -> Read:
        """Values of a column's meaning; `rows` are the rows' places in the table, `made` the columns read before."""
        texts = self._texts(cells, meaning)
        decimal = self.facts.decimals.get(column, ".")
        if texts.null_count() + int((texts == "").sum()) == len(texts):
            return Read(
                pl.Series(texts.name, [None], dtype=_TYPES.get(meaning, pl.String)).new_from_index(0, len(texts)), {}
            )
        if meaning in IDS:
            read = vectors.identifiers(texts, lambda text: identifier(text, meaning))
            return self._undamaged(read, texts, column)
        if meaning in COUNTS:
            net = column in self.understood.format.net
            return vectors.counts(texts, lambda text: self._count(text, column, meaning, decimal, net=net))
        if meaning in TIMES:
            return self._instants(texts, column, meaning, made, rows)
        if meaning == "day":
            return self._days(texts, column, rows)
        return self._other(texts, column, meaning, decimal)

    def _count(self, text: str, column: str, meaning: str, decimal: str, *, net: bool) -> int | None:
        if net and (told := number(text, meaning, decimal)) is not None and told < 0:
            self.losses.add(column)
            return None
        return count(text, meaning, decimal)

    def _undamaged(self, read: Read, texts: pl.Series, column: str) -> Read:
        reason = self.facts.damaged.get(column)
        if reason is None:
            return read
        long = (texts.str.len_chars() >= 15).fill_null(value=False)
        faults = dict(read.faults) | dict.fromkeys(
            long.arg_true().to_list(), Reason("in_column", column=column, reason=reason)
        )
        return Read(read.values.set(long, None), faults)

    def _instants(
        self, texts: pl.Series, column: str, meaning: str, made: dict[str, pl.Series], rows: pl.Series
    ) -> Read:
        clock = replace(self.clock, day_first=self.facts.day_first.get(column))
        pattern = self.understood.format.patterns.get(column)
        years = self.facts.years.get(column)
        if years is not None:
            texts = _dated(texts, [years.years[row] for row in rows.to_list()])

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

    def _days(self, texts: pl.Series, column: str, rows: pl.Series) -> Read:
        clock = replace(self.clock, day_first=self.facts.day_first.get(column))
        pattern = self.understood.format.patterns.get(column)
        years = self.facts.years.get(column)
        if years is not None:
            texts = _dated(texts, [years.years[row] for row in rows.to_list()])

        def slow(text: str) -> str | None:
            if pattern is not None and not is_unknown(text):
                found: date | None = datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC).date()
            else:
                year, _, bare = text.rpartition("\x00")
                found = day(bare, "day", clock, int(year) if year else None)
            return None if found is None else found.isoformat()

        return vectors.words(texts, slow)

    def _other(self, texts: pl.Series, column: str, meaning: str, decimal: str) -> Read:
        if meaning in _NUMBERS:
            return self._numbers(texts, column, meaning, decimal)
        if meaning in {"ours", "simulated"}:
            return vectors.flags(texts, lambda text: flag(text, meaning))
        readers: Mapping[str, Callable[[str], object]] = {
            "format": self._format,
            "action": _action,
            "platform": lambda text: None if is_unknown(text) else _clean(text.lower()),
            "hashtags": self._hashtags,
            # A caption may be any text, also "-".
            "caption": _clean,
        }
        return vectors.words(texts, readers.get(meaning, lambda text: None if is_unknown(text) else _clean(text)))

    def _numbers(self, texts: pl.Series, column: str, meaning: str, decimal: str) -> Read:
        factor = self.understood.format.scales.get(column)
        percent = column in self.facts.percents
        # Sums over views may be of any length.
        lasts = meaning in {"duration", "watch_seconds"} and column not in self.understood.format.per_view

        def slow(text: str) -> float | None:
            if meaning == "value":
                return money(text, meaning, decimal)
            if meaning in {"duration", "watch_seconds"} and factor is None:
                read = seconds(text, meaning, decimal)
                return bounded(read, text, meaning) if lasts else read
            if lasts:
                return bounded(positive(text, meaning, decimal), text, meaning, factor or 1.0)
            if meaning in RATES and not self.understood.format.counts_as_shares:
                return rate(text, meaning, decimal, percent=percent)
            return positive(text, meaning, decimal)

        if percent:
            return vectors.settle(texts, _nothing(texts), slow)
        largest = LONGEST_DURATION / (factor or 1.0) if lasts else math.inf
        return vectors.numbers(texts, slow, decimal=decimal, factor=factor or 1.0, largest=largest)

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


def _dated(texts: pl.Series, years: Sequence[int | None]) -> pl.Series:
    """Texts with the year of their row in front, so that equal days of different years are read apart."""
    told = [
        text if text is None or year is None else f"{year}\x00{text}"
        for text, year in zip(texts.to_list(), years, strict=True)
    ]
    return pl.Series(texts.name, told, dtype=pl.String)


def _nothing(texts: pl.Series) -> pl.Series:
    return pl.Series(texts.name, [None] * len(texts), dtype=pl.Float64)


def _action(text: str) -> str | None:
    said = text.strip().lower()
    if text == LEAVE_OUT or said in _ACTIONS:
        return text if text == LEAVE_OUT else said
    raise UnreadableValue(unknown_action(text))


def unknown_action(text: str) -> Reason:
    """The reason why a word is none of our actions."""
    expected = Reason("expected_one_of", column="action", words=", ".join(Action))
    return Reason("found", reason=expected, found=text[:LONGEST_EXCERPT])


def _by_pattern(text: str, name: str, pattern: str, clock: Clock) -> Instant:
    try:
        at = datetime.strptime(text.strip(), pattern).replace(tzinfo=clock.zone)
    except ValueError:
        expected = Reason("expected_time", column=name, example=f"{datetime(2017, 11, 14, tzinfo=UTC):{pattern}}")
        raise UnreadableValue(Reason("found", reason=expected, found=text[:LONGEST_EXCERPT])) from None
    if at > clock.latest:
        raise in_future(name, text, clock)
    return Instant(to_micros(at), coarse="%S" not in pattern, naive=True)


def _clean(text: str) -> str | None:
    # One caption has one identity, whichever program wrote its line breaks.
    return text.replace("\x00", "").replace("_x000D_", "").replace("\r\n", "\n").strip() or None
