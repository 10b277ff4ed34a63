"""Columns of text -> columns of values: plain forms all at once, any other spelling once, by its exact reader."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from analytics.importers.parsing.values import EARLIEST, Clock, Instant, UnreadableValue
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import to_micros

Scalar = Callable[[str], object]
_UNITS = ((10**9, 10**11, 1_000_000), (10**12, 10**14, 1_000), (10**15, 10**17, 1))
_PLAIN_INTEGER = r"^[0-9]{1,15}$"
_PLAIN_NUMBER = r"^[0-9]{1,15}(\.[0-9]{1,15})?$"
_PLAIN_ID = r"^(?:[A-Za-z_][A-Za-z0-9_.\-]*|[0-9]+)$"
_LONGEST_PLAIN_ID = 200
_SECONDS_MARK = 16


@dataclass(frozen=True, slots=True)
class Read:
    """Values of a column, null where unknown or faulty, and place of a row -> what is wrong with it."""

    values: pl.Series
    faults: Mapping[int, Reason]


def distinctly(texts: pl.Series, read: Callable[[pl.Series], Read]) -> Read:
    """Read each distinct text once, for columns that repeat themselves."""
    encoded = texts.to_arrow().dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    once = read(_series(encoded.dictionary))
    codes = pl.Series(codes).cast(pl.UInt32, strict=False) if encoded.null_count else pl.Series(codes.astype("uint32"))
    values = once.values.gather(codes)
    if not once.faults:
        return Read(values, {})
    faulty = codes.is_in(list(once.faults)).fill_null(value=False).arg_true()
    return Read(values, {place: once.faults[codes[place]] for place in faulty.to_list()})


def settle(texts: pl.Series, fast: pl.Series, slow: Scalar) -> Read:
    """Complete `fast` (null wherever it is not sure) by reading each distinct other text with `slow`.

    Rows without a text stay null.
    """
    unsure = fast.is_null() & texts.is_not_null() & (texts != "")
    places = unsure.arg_true()
    if not len(places):
        return Read(fast, {})
    asked = texts.gather(places)
    read: dict[str, object] = {}
    wrong: dict[str, Reason] = {}
    for text in asked.unique().to_list():
        try:
            read[text] = slow(text)
        except UnreadableValue as fault:
            wrong[text] = fault.reason
    known = pl.DataFrame(
        {"text": pl.Series(list(read), dtype=pl.String), "value": pl.Series(list(read.values()), dtype=fast.dtype)}
    )
    found = pl.DataFrame({"text": asked}).join(known, on="text", how="left", maintain_order="left")["value"]
    faults = (
        {place: wrong[text] for place, text in zip(places.to_list(), asked.to_list(), strict=True) if text in wrong}
        if wrong
        else {}
    )
    return Read(fast.clone().scatter(places, found), faults)


def counts(texts: pl.Series, slow: Scalar) -> Read:
    """Whole numbers of at least 0."""
    return settle(texts, _where(texts, _PLAIN_INTEGER).cast(pl.Int64), slow)


def numbers(
    texts: pl.Series, slow: Scalar, *, decimal: str = ".", factor: float = 1.0, largest: float = math.inf
) -> Read:
    """Numbers; `factor` turns their unit into ours, and those above `largest` are for `slow` to judge."""
    plain = _where(texts, _PLAIN_NUMBER if decimal == "." else _PLAIN_INTEGER).cast(pl.Float64)
    if largest < math.inf:
        plain = plain.set((plain > largest).fill_null(value=False), None)
    read = settle(texts, plain, slow)
    return Read(read.values * factor, read.faults) if factor != 1.0 else read


def flags(texts: pl.Series, slow: Scalar) -> Read:
    """Yes or no."""
    plain = texts.replace_strict(["0", "1"], [False, True], default=None, return_dtype=pl.Boolean)
    return settle(texts, plain, slow)


def identifiers(texts: pl.Series, slow: Scalar) -> Read:
    """Ids and handles."""

    def read(texts: pl.Series) -> Read:
        length = texts.str.len_bytes()
        # `none`, `undefined` and the like are for the scalar reader to judge.
        doubtful = (length > _LONGEST_PLAIN_ID) | ((length < 12) & ~texts.str.contains("[0-9]"))
        plain = _where(texts, _PLAIN_ID).set(doubtful.fill_null(value=False), None)
        return settle(texts, plain, slow)

    return distinctly(texts, read)


def words(texts: pl.Series, slow: Scalar) -> Read:
    """Words out of a short list, or text."""
    return distinctly(
        texts, lambda texts: settle(texts, pl.Series(texts.name, [None] * len(texts), dtype=pl.String), slow)
    )


def instants(
    texts: pl.Series, clock: Clock, slow: Callable[[str], Instant | None]
) -> tuple[pl.Series, pl.Series, Read]:
    """Instants: whether each is coarse, whether it is naive, and microseconds since the epoch."""
    at, naive = _epochs(texts), False
    if at is None:
        at, naive = _iso(texts, clock)
    sure = at.is_between(to_micros(EARLIEST), to_micros(clock.latest))
    # Micros, coarse and naive in one number, so that one join brings all three.
    packed = at.set(~sure.fill_null(value=False), None) * 4 + int(naive)

    def pack(text: str) -> int | None:
        found = slow(text)
        return None if found is None else found.micros * 4 + 2 * found.coarse + found.naive

    read = settle(texts, packed, pack)
    return (
        (read.values // 2 % 2 == 1).fill_null(value=False),
        (read.values % 2 == 1).fill_null(value=False),
        Read(read.values // 4, read.faults),
    )


def _series(array: pa.Array) -> pl.Series:
    return cast("pl.Series", pl.from_arrow(array))  # the constructor would load pandas


def _where(texts: pl.Series, pattern: str) -> pl.Series:
    return texts.set(~texts.str.contains(pattern).fill_null(value=False), None)


def _epochs(texts: pl.Series) -> pl.Series | None:
    """Epoch seconds, milliseconds or microseconds; None where the first text is none."""
    first = texts.drop_nulls().head(1)
    if not len(first) or not first.str.contains(r"^[0-9]{10,17}$").item():
        return None
    whole = pl.Series(_where(texts, r"^[0-9]{10,17}$").cast(pl.Int64))
    made = pl.Series(texts.name, [None] * len(texts), dtype=pl.Int64)
    for low, high, factor in _UNITS:
        inside = ((whole >= low) & (whole < high)).fill_null(value=False)
        made = made.zip_with(~inside, whole * factor)
    return made


def _iso(texts: pl.Series, clock: Clock) -> tuple[pl.Series, bool]:
    """ISO 8601 to the second or finer, all with a zone or all without; null where a text is anything else."""
    nothing = pl.Series(texts.name, [None] * len(texts), dtype=pl.Int64)
    shaped = texts.set(~((texts.str.slice(_SECONDS_MARK, 1) == ":").fill_null(value=False)), None)
    if shaped.null_count() == len(shaped):
        return nothing, False
    plain = shaped.to_arrow()
    for kind, naive in ((pa.timestamp("us", "UTC"), False), (pa.timestamp("us"), True)):
        try:
            read = _series(pc.cast(plain, kind).cast(pa.timestamp("us")))
        except pa.ArrowInvalid:
            continue
        if naive:
            read = read.dt.replace_time_zone(str(clock.zone), ambiguous="earliest", non_existent="null")
        return read.dt.epoch("us"), naive
    return nothing, False
