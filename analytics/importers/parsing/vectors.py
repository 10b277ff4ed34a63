"""Parses columns of text at once where cells have a plain form; other cells go to the parser of a single text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from analytics.importers.parsing.cell_text import UnreadableValue
from analytics.importers.parsing.instants import EARLIEST, Clock, Instant
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import to_micros

Scalar = Callable[[str], object]
"""Parses one text. Raises UnreadableValue."""
_UNITS = ((10**9, 10**11, 1_000_000), (10**12, 10**14, 1_000), (10**15, 10**17, 1))
_PLAIN_INTEGER = r"^[0-9]{1,15}$"
_PLAIN_NUMBER = r"^[0-9]{1,15}(\.[0-9]{1,15})?$"
_PLAIN_ID = r"^(?:[A-Za-z_][A-Za-z0-9_.\-]*|[0-9]+)$"
_LONGEST_PLAIN_ID = 200
_SECONDS_MARK = 16


@dataclass(frozen=True, slots=True)
class ParsedColumn:
    """Values of a column, null where unknown or unreadable; `faults` is row -> reason."""

    values: pl.Series
    faults: Mapping[int, Reason]


def parse_distinct(texts: pl.Series, parse: Callable[[pl.Series], ParsedColumn]) -> ParsedColumn:
    """Parse each distinct text once, for columns with few different texts."""
    encoded = texts.to_arrow().dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    distinct = parse(_series(encoded.dictionary))
    codes = pl.Series(codes).cast(pl.UInt32, strict=False) if encoded.null_count else pl.Series(codes.astype("uint32"))
    values = distinct.values.gather(codes)
    if not distinct.faults:
        return ParsedColumn(values, {})
    faulty = codes.is_in(list(distinct.faults)).fill_null(value=False).arg_true()
    return ParsedColumn(values, {row: distinct.faults[codes[row]] for row in faulty.to_list()})


def parse_rest(texts: pl.Series, parsed: pl.Series, parse: Scalar) -> ParsedColumn:
    """Complete `parsed` (null where a text has no plain form) by parsing each distinct other text with `parse`.

    Rows without a text stay null.
    """
    rows = (parsed.is_null() & texts.is_not_null() & (texts != "")).arg_true()
    if not len(rows):
        return ParsedColumn(parsed, {})
    rest = texts.gather(rows)
    values: dict[str, object] = {}
    reasons: dict[str, Reason] = {}
    for text in rest.unique().to_list():
        try:
            values[text] = parse(text)
        except UnreadableValue as error:
            reasons[text] = error.reason
    by_text = pl.DataFrame(
        {
            "text": pl.Series(list(values), dtype=pl.String),
            "value": pl.Series(list(values.values()), dtype=parsed.dtype),
        }
    )
    completed = pl.DataFrame({"text": rest}).join(by_text, on="text", how="left", maintain_order="left")["value"]
    faults = (
        {row: reasons[text] for row, text in zip(rows.to_list(), rest.to_list(), strict=True) if text in reasons}
        if reasons
        else {}
    )
    return ParsedColumn(parsed.clone().scatter(rows, completed), faults)


def parse_counts(texts: pl.Series, parse: Scalar) -> ParsedColumn:
    """Parse whole numbers of at least 0."""
    return parse_rest(texts, _matching(texts, _PLAIN_INTEGER).cast(pl.Int64), parse)


def parse_numbers(
    texts: pl.Series, parse: Scalar, *, decimal: str = ".", factor: float = 1.0, largest: float = math.inf
) -> ParsedColumn:
    """Parse numbers, and multiply them by `factor`; texts above `largest` go to `parse`."""
    plain = _matching(texts, _PLAIN_NUMBER if decimal == "." else _PLAIN_INTEGER).cast(pl.Float64)
    if largest < math.inf:
        plain = plain.set((plain > largest).fill_null(value=False), None)
    column = parse_rest(texts, plain, parse)
    return ParsedColumn(column.values * factor, column.faults) if factor != 1.0 else column


def parse_flags(texts: pl.Series, parse: Scalar) -> ParsedColumn:
    """Parse yes or no."""
    plain = texts.replace_strict(["0", "1"], [False, True], default=None, return_dtype=pl.Boolean)
    return parse_rest(texts, plain, parse)


def parse_identifiers(texts: pl.Series, parse: Scalar) -> ParsedColumn:
    """Parse ids and handles."""

    def parse_all(texts: pl.Series) -> ParsedColumn:
        length = texts.str.len_bytes()
        # `none`, `undefined` and the like go to `parse`.
        special = (length > _LONGEST_PLAIN_ID) | ((length < 12) & ~texts.str.contains("[0-9]"))
        plain = _matching(texts, _PLAIN_ID).set(special.fill_null(value=False), None)
        return parse_rest(texts, plain, parse)

    return parse_distinct(texts, parse_all)


def parse_words(texts: pl.Series, parse: Scalar) -> ParsedColumn:
    """Parse words of a short list, or text."""
    return parse_distinct(
        texts, lambda texts: parse_rest(texts, pl.Series(texts.name, [None] * len(texts), dtype=pl.String), parse)
    )


def parse_instants(
    texts: pl.Series, clock: Clock, parse: Callable[[str], Instant | None]
) -> tuple[pl.Series, pl.Series, ParsedColumn]:
    """Parse instants: whether each is coarse, whether it is naive, and microseconds since the epoch."""
    at, naive = _epochs(texts), False
    if at is None:
        at, naive = _iso(texts, clock)
    plausible = at.is_between(to_micros(EARLIEST), to_micros(clock.latest))
    # One number holds micros, coarse and naive, so that one join completes all three.
    packed = at.set(~plausible.fill_null(value=False), None) * 4 + int(naive)

    def pack(text: str) -> int | None:
        instant = parse(text)
        return None if instant is None else instant.micros * 4 + 2 * instant.coarse + instant.naive

    column = parse_rest(texts, packed, pack)
    return (
        (column.values // 2 % 2 == 1).fill_null(value=False),
        (column.values % 2 == 1).fill_null(value=False),
        ParsedColumn(column.values // 4, column.faults),
    )


def _series(array: pa.Array) -> pl.Series:
    return cast("pl.Series", pl.from_arrow(array))  # the constructor would load pandas


def _matching(texts: pl.Series, pattern: str) -> pl.Series:
    return texts.set(~texts.str.contains(pattern).fill_null(value=False), None)


def _epochs(texts: pl.Series) -> pl.Series | None:
    """Micros of epoch seconds, milliseconds or microseconds; None where the first text is no such number."""
    first = texts.drop_nulls().head(1)
    if not len(first) or not first.str.contains(r"^[0-9]{10,17}$").item():
        return None
    whole = pl.Series(_matching(texts, r"^[0-9]{10,17}$").cast(pl.Int64))
    micros = pl.Series(texts.name, [None] * len(texts), dtype=pl.Int64)
    for low, high, factor in _UNITS:
        inside = ((whole >= low) & (whole < high)).fill_null(value=False)
        micros = micros.zip_with(~inside, whole * factor)
    return micros


def _iso(texts: pl.Series, clock: Clock) -> tuple[pl.Series, bool]:
    """Micros of ISO 8601 with seconds, and whether all are naive; null where a text has another form."""
    nulls = pl.Series(texts.name, [None] * len(texts), dtype=pl.Int64)
    with_seconds = texts.set(~((texts.str.slice(_SECONDS_MARK, 1) == ":").fill_null(value=False)), None)
    if with_seconds.null_count() == len(with_seconds):
        return nulls, False
    plain = with_seconds.to_arrow()
    for kind, naive in ((pa.timestamp("us", "UTC"), False), (pa.timestamp("us"), True)):
        try:
            times = _series(pc.cast(plain, kind).cast(pa.timestamp("us")))
        except pa.ArrowInvalid:
            continue
        if naive:
            times = times.dt.replace_time_zone(str(clock.zone), ambiguous="earliest", non_existent="null")
        return times.dt.epoch("us"), naive
    return nulls, False
