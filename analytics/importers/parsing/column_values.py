"""Parses columns of text: the values of their meanings, and the reasons for unreadable rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import polars as pl

from analytics.importers.formats import ANY_OTHER, LEAVE_OUT, SchemaMatch, fold_name
from analytics.importers.parsing import vectors
from analytics.importers.parsing.cell_text import UnreadableValue, is_unknown, unexpected
from analytics.importers.parsing.column_profile import COUNTS, IDS, RATES, TIMES, ColumnProfile
from analytics.importers.parsing.date_counts import DateCounts
from analytics.importers.parsing.instants import Clock, Instant, parse_day, parse_instant, parse_pattern
from analytics.importers.parsing.values import (
    LONGEST_DURATION,
    check_duration,
    parse_count,
    parse_flag,
    parse_identifier,
    parse_money,
    parse_number,
    parse_positive,
    parse_rate,
    parse_seconds,
)
from analytics.importers.parsing.vectors import ParsedColumn
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Action, Format

_ACTIONS = frozenset(map(str, Action))
_FORMATS = frozenset(map(str, Format))
_NUMBERS = RATES | {"duration", "watch_seconds", "weight", "value"}
_TYPES: Mapping[str, type[pl.DataType]] = {
    **dict.fromkeys(COUNTS | TIMES, pl.Int64),
    **dict.fromkeys(_NUMBERS, pl.Float64),
    **dict.fromkeys(("ours", "simulated"), pl.Boolean),
}


@dataclass(slots=True)
class ColumnParser:
    """Parses the columns of one table."""

    schema: SchemaMatch
    clock: Clock
    profile: ColumnProfile
    naive: bool = field(default=False, init=False)
    """Whether any time had no zone."""
    unknown_formats: set[str] = field(default_factory=set, init=False)
    dates: dict[str, DateCounts] = field(default_factory=dict, init=False)
    """By meaning of columns of times: how many of them have no time of day."""
    losses: set[str] = field(default_factory=set, init=False)
    """Columns of gains less losses that hold a loss."""

    def _texts(self, texts: pl.Series, meaning: str) -> pl.Series:
        """The texts after the format's cleaning and translation into our words."""
        kind = self.schema.format
        clean, words = kind.cleaned.get(meaning), kind.words.get(meaning)
        if clean is None and words is None:
            return texts

        def translated(text: str) -> str | None:
            cleaned = clean(text) if clean is not None and text.strip() else text
            if cleaned is None or words is None:
                return cleaned
            key = fold_name(cleaned)
            if key in words:
                return words[key]
            return words[ANY_OTHER] if ANY_OTHER in words and key else cleaned

        distinct = texts.unique().drop_nulls().to_list()
        return texts.replace_strict(
            distinct, [translated(text) for text in distinct], default=None, return_dtype=pl.String
        )

    def parse(
        self, cells: pl.Series, column: str, meaning: str, parsed: dict[str, pl.Series], rows: pl.Series
    ) -> ParsedColumn:
        """Parse a column; `rows` are the positions of its rows in the table, `parsed` the columns parsed before.

        Adds `coarse` to `parsed` with the time of events, else of publication.
        """
        texts = self._texts(cells, meaning)
        decimal = self.profile.decimals.get(column, ".")
        if texts.null_count() + int((texts == "").sum()) == len(texts):
            return ParsedColumn(
                pl.Series(texts.name, [None], dtype=_TYPES.get(meaning, pl.String)).new_from_index(0, len(texts)), {}
            )
        if meaning in IDS:
            ids = vectors.parse_identifiers(texts, lambda text: parse_identifier(text, meaning))
            return self._without_damaged(ids, texts, column)
        if meaning in COUNTS:
            net = column in self.schema.format.net
            return vectors.parse_counts(texts, lambda text: self._parse_count(text, column, meaning, decimal, net=net))
        if meaning in TIMES:
            return self._parse_instants(texts, column, meaning, parsed, rows)
        if meaning == "day":
            return self._parse_days(texts, column, rows)
        return self._parse_other(texts, column, meaning, decimal)

    def _parse_count(self, text: str, column: str, meaning: str, decimal: str, *, net: bool) -> int | None:
        if net and (number := parse_number(text, meaning, decimal)) is not None and number < 0:
            self.losses.add(column)
            return None
        return parse_count(text, meaning, decimal)

    def _without_damaged(self, ids: ParsedColumn, texts: pl.Series, column: str) -> ParsedColumn:
        reason = self.profile.damaged.get(column)
        if reason is None:
            return ids
        long = (texts.str.len_chars() >= 15).fill_null(value=False)
        faults = dict(ids.faults) | dict.fromkeys(
            long.arg_true().to_list(), Reason("in_column", column=column, reason=reason)
        )
        return ParsedColumn(ids.values.set(long, None), faults)

    def _parse_instants(
        self, texts: pl.Series, column: str, meaning: str, parsed: dict[str, pl.Series], rows: pl.Series
    ) -> ParsedColumn:
        clock = replace(self.clock, day_first=self.profile.day_first.get(column))
        pattern = self.schema.format.patterns.get(column)
        years = self.profile.years.get(column)
        if years is not None:
            texts = _with_years(texts, [years.years[row] for row in rows.to_list()])

        def parse(text: str) -> Instant | None:
            if pattern is not None and not is_unknown(text):
                return parse_pattern(text, meaning, pattern, clock)
            year, _, bare = text.rpartition("\x00")
            return parse_instant(bare, meaning, clock, int(year) if year else None)

        coarse, naive, instants = vectors.parse_instants(texts, clock, parse)
        self.naive = self.naive or bool(naive.any())
        self.dates.setdefault(meaning, DateCounts()).add(texts, instants.values, naive, str(clock.zone))
        if meaning == "time" or (meaning == "published" and "coarse" not in parsed):
            parsed["coarse"] = coarse.alias("coarse")
        return instants

    def _parse_days(self, texts: pl.Series, column: str, rows: pl.Series) -> ParsedColumn:
        clock = replace(self.clock, day_first=self.profile.day_first.get(column))
        pattern = self.schema.format.patterns.get(column)
        years = self.profile.years.get(column)
        if years is not None:
            texts = _with_years(texts, [years.years[row] for row in rows.to_list()])

        def parse(text: str) -> str | None:
            if pattern is not None and not is_unknown(text):
                day: date | None = datetime.strptime(text.strip(), pattern).replace(tzinfo=UTC).date()
            else:
                year, _, bare = text.rpartition("\x00")
                day = parse_day(bare, "day", clock, int(year) if year else None)
            return None if day is None else day.isoformat()

        return vectors.parse_words(texts, parse)

    def _parse_other(self, texts: pl.Series, column: str, meaning: str, decimal: str) -> ParsedColumn:
        if meaning in _NUMBERS:
            return self._parse_numbers(texts, column, meaning, decimal)
        if meaning in {"ours", "simulated"}:
            return vectors.parse_flags(texts, lambda text: parse_flag(text, meaning))
        parsers: Mapping[str, Callable[[str], object]] = {
            "format": self._parse_format,
            "action": _parse_action,
            "platform": lambda text: None if is_unknown(text) else _clean(text.lower()),
            "hashtags": self._parse_hashtags,
            # A caption may be any text, also "-".
            "caption": _clean,
        }
        return vectors.parse_words(texts, parsers.get(meaning, lambda text: None if is_unknown(text) else _clean(text)))

    def _parse_numbers(self, texts: pl.Series, column: str, meaning: str, decimal: str) -> ParsedColumn:
        factor = self.schema.format.scales.get(column)
        percent = column in self.profile.percents
        # Sums over views may be of any length.
        is_duration = meaning in {"duration", "watch_seconds"} and column not in self.schema.format.per_view

        def parse(text: str) -> float | None:
            if meaning == "value":
                return parse_money(text, meaning, decimal)
            if meaning in {"duration", "watch_seconds"} and factor is None:
                duration = parse_seconds(text, meaning, decimal)
                return check_duration(duration, text, meaning) if is_duration else duration
            if is_duration:
                return check_duration(parse_positive(text, meaning, decimal), text, meaning, factor or 1.0)
            if meaning in RATES and not self.schema.format.counts_as_shares:
                return parse_rate(text, meaning, decimal, percent=percent)
            return parse_positive(text, meaning, decimal)

        if percent:
            return vectors.parse_rest(texts, _nulls(texts), parse)
        largest = LONGEST_DURATION / (factor or 1.0) if is_duration else math.inf
        return vectors.parse_numbers(texts, parse, decimal=decimal, factor=factor or 1.0, largest=largest)

    def _parse_format(self, text: str) -> str | None:
        word = text.strip().lower()
        if is_unknown(text) or word in _FORMATS:
            return word if word in _FORMATS else None
        self.unknown_formats.add(text.strip()[:60])
        return None

    def _parse_hashtags(self, text: str) -> str | None:
        if is_unknown(text):
            return None
        separator = self.schema.format.list_separator
        if separator is None:
            return _clean(text)
        return ", ".join(dict.fromkeys(part.strip() for part in text.split(separator) if part.strip())) or None


def _with_years(texts: pl.Series, years: Sequence[int | None]) -> pl.Series:
    """Texts with the year of their row in front, so that equal days of different years are parsed apart."""
    dated = [
        text if text is None or year is None else f"{year}\x00{text}"
        for text, year in zip(texts.to_list(), years, strict=True)
    ]
    return pl.Series(texts.name, dated, dtype=pl.String)


def _nulls(texts: pl.Series) -> pl.Series:
    return pl.Series(texts.name, [None] * len(texts), dtype=pl.Float64)


def _parse_action(text: str) -> str | None:
    word = text.strip().lower()
    if text == LEAVE_OUT or word in _ACTIONS:
        return text if text == LEAVE_OUT else word
    raise unknown_action(text)


def unknown_action(text: str) -> UnreadableValue:
    """The error for a word that is not an action."""
    return unexpected("expected_one_of", "action", text, words=", ".join(Action))


def _clean(text: str) -> str | None:
    # Equal captions are equal whichever program wrote their line breaks.
    return text.replace("\x00", "").replace("_x000D_", "").replace("\r\n", "\n").strip() or None
