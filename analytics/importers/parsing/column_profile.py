"""Profiles columns before their rows are parsed: decimal marks, percentages, order of dates, years, damaged ids."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from analytics.importers.formats import SchemaMatch
from analytics.importers.parsing.cell_text import UnreadableValue
from analytics.importers.parsing.column_format import damaged_ids, decimal_mark, in_percent
from analytics.importers.parsing.date_order import Years, infer_day_order, infer_years, lacks_year
from analytics.importers.parsing.instants import Clock, parse_day
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import METRICS

COUNTS = frozenset({*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers"})
IDS = frozenset({"viewer", "video_id", "source", "target", "account", "handle"})
TIMES = frozenset({"time", "published", "captured_at"})
DATED = TIMES | {"day"}
RATES = frozenset({"completion", "share"})
NUMBERS = COUNTS | RATES | {"duration", "watch_seconds", "weight", "value"}
_IN_DIGITS = r"^\s*[0-9]{1,2}[/.\-]|[^\x00-\x7f]"
_KEYS = frozenset({"video_id", "viewer"})


@dataclass(slots=True)
class ColumnProfile:
    """Facts by column. `years` are by row, from the first row of the table."""

    decimals: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    day_first: dict[str, bool] = field(default_factory=dict)
    years: dict[str, Years] = field(default_factory=dict)
    damaged: dict[str, Reason] = field(default_factory=dict)
    assumed: list[Reason] = field(default_factory=list)
    choices: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Column -> possible years of its newest day, where the file leaves a choice; the chosen one comes first."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Column -> an example of its dates, where the file leaves open whether the day or the month comes first."""


def needs_every_row(schema: SchemaMatch, cells: pl.DataFrame) -> bool:
    """Whether the profile needs all rows, in order: some dates have no year."""
    return any(
        lacks_year(_texts(cells, column)[:200], day_first=True)
        for column, meaning in schema.mapping.items()
        if meaning in DATED and column not in schema.format.patterns
    )


def profile_columns(
    schema: SchemaMatch,
    cells: pl.DataFrame,
    now: datetime,
    zone: ZoneInfo,
    year: int | None,
    day_first: bool | None = None,
) -> ColumnProfile:
    """Profile the columns of `cells`: the whole table where `needs_every_row`, else its beginning.

    `year` and `day_first` decide what the file leaves open.
    """
    profile, kind = ColumnProfile(), schema.format
    for column, meaning in schema.mapping.items():
        if meaning in NUMBERS:
            _profile_numbers(profile, schema, column, meaning, _texts(cells, column))
        elif meaning in _KEYS and (reason := damaged_ids(_texts(cells, column))):
            profile.damaged[column] = reason
    today = now.astimezone(zone).date()
    dated = {meaning: column for column, meaning in schema.mapping.items() if meaning in DATED}
    for column in dated.values():
        if column not in kind.patterns:
            # Only dates in digits are ambiguous; characters beyond ASCII may be digits of another width.
            in_digits = cells[column].filter(cells[column].str.contains(_IN_DIGITS))
            _profile_order(profile, schema, column, in_digits.unique(maintain_order=True).to_list(), today, day_first)
    # A post is not younger than its capture, so the years of captures are inferred first.
    for meaning in sorted(dated, key=lambda meaning: meaning != "captured_at"):
        if (column := dated[meaning]) not in kind.patterns:
            captured = dated.get("captured_at") if meaning == "published" else None
            _profile_years(profile, cells, column, captured, Clock(zone, now), year)
    return profile


def _texts(cells: pl.DataFrame, column: str) -> list[str]:
    return cells[column].drop_nulls().unique(maintain_order=True).to_list()


def _profile_numbers(profile: ColumnProfile, schema: SchemaMatch, column: str, meaning: str, texts: list[str]) -> None:
    mark = decimal_mark(texts, whole=meaning in COUNTS)
    if mark != ".":
        profile.decimals[column] = mark
        example = next(text for text in texts if "," in text or "." in text)
        profile.assumed.append(Reason("decimal_comma", column=column, example=example))
    kind = schema.format
    if meaning not in RATES or kind.counts_as_shares:
        return
    if column in kind.percents:
        profile.percents.add(column)
    elif column not in kind.per_view and in_percent(texts, mark):
        profile.percents.add(column)
        profile.assumed.append(Reason("percent", column=column, example=next(filter(str.strip, texts))))


def _profile_order(
    profile: ColumnProfile, schema: SchemaMatch, column: str, texts: list[str], today: date, day_first: bool | None
) -> None:
    order = infer_day_order(texts, schema.format.day_first, today)
    if order is None:
        return
    if order.how == "assumed":
        profile.doubts[column] = order.example
        order = order if day_first is None else replace(order, day_first=day_first)
    profile.day_first[column] = order.day_first
    if assumption := order.assumption(column):
        profile.assumed.append(assumption)


def _profile_years(
    profile: ColumnProfile, cells: pl.DataFrame, column: str, captured: str | None, clock: Clock, year: int | None
) -> None:
    day_first = profile.day_first.get(column)
    if not lacks_year(_texts(cells, column)[:200], day_first):
        return
    today = clock.now.astimezone(clock.zone).date()
    bounds = None if captured is None else _days(cells[captured], profile, captured, clock)
    texts = [text or "" for text in cells[column].to_list()]
    years = infer_years(texts, today, year=year, not_after=bounds, day_first=day_first)
    profile.years[column] = years
    # The choices do not depend on a year that was chosen before.
    unbiased = years if year is None else infer_years(texts, today, not_after=bounds, day_first=day_first)
    if len(unbiased.choices) > 1:
        profile.choices[column] = unbiased.choices
    if assumption := years.assumption(column, today, year):
        profile.assumed.append(assumption)


def _days(texts: pl.Series, profile: ColumnProfile, column: str, clock: Clock) -> list[date | None]:
    """The days of a column, None where they cannot be read."""
    years = profile.years.get(column)
    own_clock = Clock(clock.zone, clock.now, profile.day_first.get(column))
    days: list[date | None] = []
    for row, text in enumerate(texts.to_list()):
        try:
            days.append(parse_day(text or "", column, own_clock, years.years[row] if years else None))
        except UnreadableValue:
            days.append(None)
    return days
