"""What only whole columns tell, found before rows are read: marks, percentages, order of dates, years, damaged ids."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from analytics.importers.formats import SchemaMatch
from analytics.importers.parsing.column_format import damaged_ids, decimal_mark, in_percent
from analytics.importers.parsing.date_order import Years, lacks_year, order_of, years_of
from analytics.importers.parsing.values import Clock as _Clock
from analytics.importers.parsing.values import UnreadableValue, day
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
    """By column. `years` are row by row, from the first row that was studied on."""

    decimals: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    day_first: dict[str, bool] = field(default_factory=dict)
    years: dict[str, Years] = field(default_factory=dict)
    damaged: dict[str, Reason] = field(default_factory=dict)
    assumed: list[Reason] = field(default_factory=list)
    choices: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Column -> years that its newest day may be in, where the file leaves a choice; the one chosen comes first."""
    doubts: dict[str, str] = field(default_factory=dict)
    """Column -> a date of it of which the file does not tell whether the day or the month comes first."""


def needs_every_row(understood: SchemaMatch, cells: pl.DataFrame) -> bool:
    """Whether the years of some column's dates follow only from all of them, in the file's order."""
    return any(
        lacks_year(_texts(cells, column)[:200], day_first=True)
        for column, meaning in understood.mapping.items()
        if meaning in DATED and column not in understood.format.patterns
    )


def study(
    understood: SchemaMatch,
    cells: pl.DataFrame,
    now: datetime,
    zone: ZoneInfo,
    year: int | None,
    day_first: bool | None = None,
) -> ColumnProfile:
    """Find the facts from the cells at hand: the whole table where `needs_every_row`, else its beginning.

    `year` and `day_first` settle what the file leaves open.
    """
    facts, kind = ColumnProfile(), understood.format
    for column, meaning in understood.mapping.items():
        if meaning in NUMBERS:
            _study_numbers(facts, understood, column, meaning, _texts(cells, column))
        elif meaning in _KEYS and (reason := damaged_ids(_texts(cells, column))):
            facts.damaged[column] = reason
    today = now.astimezone(zone).date()
    dated = {meaning: column for column, meaning in understood.mapping.items() if meaning in DATED}
    for column in dated.values():
        if column not in kind.patterns:
            # Only dates in digits can be in doubt; what is not ASCII may turn into digits when it is read.
            doubtful = cells[column].filter(cells[column].str.contains(_IN_DIGITS))
            _study_order(facts, understood, column, doubtful.unique(maintain_order=True).to_list(), today, day_first)
    # A post is no younger than its capture, so captures are placed first.
    for meaning in sorted(dated, key=lambda meaning: meaning != "captured_at"):
        if (column := dated[meaning]) not in kind.patterns:
            captured = dated.get("captured_at") if meaning == "published" else None
            _study_years(facts, cells, column, captured, _Clock(zone, now), year)
    return facts


def _texts(cells: pl.DataFrame, column: str) -> list[str]:
    return cells[column].drop_nulls().unique(maintain_order=True).to_list()


def _study_numbers(facts: ColumnProfile, understood: SchemaMatch, column: str, meaning: str, texts: list[str]) -> None:
    mark = decimal_mark(texts, whole=meaning in COUNTS)
    if mark != ".":
        facts.decimals[column] = mark
        example = next(text for text in texts if "," in text or "." in text)
        facts.assumed.append(Reason("decimal_comma", column=column, example=example))
    kind = understood.format
    if meaning not in RATES or kind.counts_as_shares:
        return
    if column in kind.percents:
        facts.percents.add(column)
    elif column not in kind.per_view and in_percent(texts, mark):
        facts.percents.add(column)
        facts.assumed.append(Reason("percent", column=column, example=next(filter(str.strip, texts))))


def _study_order(
    facts: ColumnProfile, understood: SchemaMatch, column: str, texts: list[str], today: date, given: bool | None
) -> None:
    order = order_of(texts, understood.format.day_first, today)
    if order is None:
        return
    if order.how == "assumed":
        facts.doubts[column] = order.example
        order = order if given is None else replace(order, day_first=given)
    facts.day_first[column] = order.day_first
    if assumption := order.assumption(column):
        facts.assumed.append(assumption)


def _study_years(
    facts: ColumnProfile, cells: pl.DataFrame, column: str, captured: str | None, clock: _Clock, year: int | None
) -> None:
    day_first = facts.day_first.get(column)
    if not lacks_year(_texts(cells, column)[:200], day_first):
        return
    today = clock.now.astimezone(clock.zone).date()
    bounds = None if captured is None else _days(cells[captured], facts, captured, clock)
    texts = [text or "" for text in cells[column].to_list()]
    found = years_of(texts, today, year=year, not_after=bounds, day_first=day_first)
    facts.years[column] = found
    # A year that was chosen once can be chosen anew.
    free = found if year is None else years_of(texts, today, not_after=bounds, day_first=day_first)
    if len(free.choices) > 1:
        facts.choices[column] = free.choices
    if assumption := found.assumption(column, today, year):
        facts.assumed.append(assumption)


def _days(texts: pl.Series, facts: ColumnProfile, column: str, clock: _Clock) -> list[date | None]:
    """The days of another column, None where they cannot be read."""
    own = facts.years.get(column)
    placed = _Clock(clock.zone, clock.now, facts.day_first.get(column))
    days: list[date | None] = []
    for place, text in enumerate(texts.to_list()):
        try:
            days.append(day(text or "", column, placed, own.years[place] if own else None))
        except UnreadableValue:
            days.append(None)
    return days
