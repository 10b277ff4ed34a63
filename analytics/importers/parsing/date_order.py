"""Infers the order of day and month, and missing years, from all dates of a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from analytics.importers.parsing.dates import NUMERIC_DATE, DateParts, parse_date, parse_numeric_date
from analytics.vocabulary.reasons import Reason

_HALF_YEAR = 183
_RECENT = timedelta(days=10)
"""A file whose newest day is younger than this is of this year: platforms lag a day or two."""
_DISORDER = 0.05


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The order of day and month in a column. `how`: column (a value above 12 shows it), format, time or assumed."""

    day_first: bool
    how: str
    example: str

    def assumption(self, column: str) -> Reason | None:
        """The assumption to report; None: the column or its format shows the order."""
        if self.how in {"column", "format"}:
            return None
        return Reason("day_first" if self.day_first else "month_first", column=column, example=self.example)


def infer_day_order(
    texts: Iterable[str], format_order: bool | None = None, today: date | None = None
) -> DayOrder | None:
    """Decide by values above 12, else by the `format_order`, else by dates after `today`, else month first.

    None: the column has no date such as 03/09/2026.
    """
    plain = (unicodedata.normalize("NFKC", text).strip() for text in dict.fromkeys(texts))
    matches = [match for text in plain if (match := NUMERIC_DATE.match(text)) and match[2] != "."]
    if not matches:
        return None
    orders = {int(match[1]) > 12 for match in matches if int(match[1]) > 12 or int(match[3]) > 12}
    ambiguous = [match for match in matches if int(match[1]) <= 12 and int(match[3]) <= 12]
    example = (ambiguous or matches)[0].string
    if len(orders) == 1:
        return DayOrder(orders.pop(), "column", example)
    if format_order is not None:
        return DayOrder(format_order, "format", example)
    impossible = {
        order for order in (True, False) if today and any(_is_after(match, order, today) for match in ambiguous)
    }
    if len(impossible) == 1:
        return DayOrder(not impossible.pop(), "time", example)
    return DayOrder(False, "assumed", example)


def _is_after(match: re.Match[str], day_first: bool, today: date) -> bool:
    parts = parse_numeric_date(match, day_first)
    return parts is not None and (parts.on() or today) > today


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a column's dates by row; None: unreadable, or no such day in a possible year."""

    years: tuple[int | None, ...]
    first: date | None
    last: date | None
    ordered: bool
    """Whether the rows are in order of time, so that the turn of a year is visible."""
    choices: tuple[int, ...]
    """Possible years of the newest day, the chosen one first; several where the file leaves a choice."""

    def assumption(self, column: str, today: date, year: int | None = None) -> Reason | None:
        """The assumption to report; None: every date has a year, or none can be read."""
        if self.first is None or self.last is None or not self.choices:
            return None
        span = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        if year is not None:
            return Reason("year_given", column=column, year=year, **span)
        return Reason("year" if self.ordered else "year_each", column=column, today=today.isoformat(), **span)


def lacks_year(texts: Iterable[str], day_first: bool | None = None) -> bool:
    """Whether a column's dates have no year, judged by the first that can be read."""
    first = next((parts for text in texts if (parts := parse_date(text, day_first)) is not None), None)
    return first is not None and first.year is None


def infer_years(
    texts: Sequence[str],
    today: date,
    *,
    year: int | None = None,
    not_after: Sequence[date | None] | None = None,
    day_first: bool | None = None,
) -> Years:
    """Infer the years of dates without one from all texts of a column, in the order of the file.

    In a file in order of time, up or down, a step of more than half a year against the calendar is the turn of a
    year. The newest day is in `year` if given, else in the latest year that puts nothing after `today` and no row
    after its `not_after` (a post is not younger than its capture). Without order each date is the latest possible
    by itself. February 29 is in leap years only.
    """
    parsed_dates = [parse_date(text, day_first) for text in texts]
    bounds = [bound or today for bound in not_after] if not_after is not None else [today] * len(texts)
    turns = _turns(parsed_dates)
    if turns is None:
        own_years = [
            None if parts is None else _latest_year(parts, bound, year)
            for parts, bound in zip(parsed_dates, bounds, strict=True)
        ]
    else:
        base = _base(parsed_dates, turns, bounds, year)
        own_years = [
            None if parts is None else parts.year or base + turn
            for parts, turn in zip(parsed_dates, turns, strict=True)
        ]
    dates = [day for parts, own in zip(parsed_dates, own_years, strict=True) if parts and (day := parts.on(own))]
    years = tuple(
        own if parts is not None and parts.on(own) else None for parts, own in zip(parsed_dates, own_years, strict=True)
    )
    first, last = (min(dates), max(dates)) if dates else (None, None)
    return Years(years, first, last, turns is not None, _choices(parsed_dates, last, today, year))


def _turns(parsed_dates: Sequence[DateParts | None]) -> list[int] | None:
    """The number of turns of a year between the first row and each row, with sign; None: the rows are in no order."""
    if any(parts is not None and parts.year is not None for parts in parsed_dates):
        return None
    positions = [parts.month * 31 + parts.day if parts else None for parts in parsed_dates]
    if not _in_order([position for position in positions if position is not None]):
        return None
    turns, turn = [], 0
    previous: int | None = None
    for position in positions:
        if position is not None:
            if previous is not None and abs(position - previous) > _HALF_YEAR:
                turn += 1 if position < previous else -1
            previous = position
        turns.append(turn)
    return turns


def _in_order(positions: Sequence[int]) -> bool:
    """Whether almost all steps have the same direction in time; a step of more than half a year is a turn of a year."""
    ups = downs = 0
    for before, after in pairwise(positions):
        if before != after:
            up = (after > before) != (abs(after - before) > _HALF_YEAR)
            ups, downs = ups + up, downs + (not up)
    return min(ups, downs) <= _DISORDER * (ups + downs)


def _base(
    parsed_dates: Sequence[DateParts | None], turns: Sequence[int], bounds: Sequence[date], year: int | None
) -> int:
    rows = {
        (parts.month, parts.day, turn, bound): None
        for parts, turn, bound in zip(parsed_dates, turns, bounds, strict=True)
        if parts
    }
    if not rows:
        return bounds[0].year if bounds else 0
    if year is not None:
        return year - max(turn for _, _, turn, _ in rows)
    latest = min(bound.year - turn - ((month, day) > (bound.month, bound.day)) for month, day, turn, bound in rows)
    leaps = {turn for month, day, turn, _ in rows if (month, day) == (2, 29)}
    return next((base for base in range(latest, latest - 9, -1) if all(_leap(base + turn) for turn in leaps)), latest)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _latest_year(parts: DateParts, bound: date, year: int | None) -> int | None:
    if parts.year is not None or year is not None:
        return parts.year or year
    latest = bound.year - ((parts.month, parts.day) > (bound.month, bound.day))
    return next((own for own in range(latest, latest - 9, -1) if parts.on(own)), None)


def _choices(
    parsed_dates: Sequence[DateParts | None], last: date | None, today: date, year: int | None
) -> tuple[int, ...]:
    if last is None or all(parts is None or parts.year is not None for parts in parsed_dates):
        return ()
    if year is not None or today - last <= _RECENT:
        return (last.year,)
    step = 4 if any(parts and (parts.month, parts.day) == (2, 29) for parts in parsed_dates) else 1
    return tuple(last.year - step * back for back in range(3))
