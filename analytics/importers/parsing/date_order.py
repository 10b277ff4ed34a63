"""What only a whole column tells of its dates: whether the day comes first, and the year where none is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from analytics.importers.parsing.dates import NUMERIC, Written, numeric, read
from analytics.vocabulary.reasons import Reason

_HALF_YEAR = 183
_FRESH = timedelta(days=10)
"""A file whose newest day is younger than this is this year's without a question: platforms lag a day or two."""
_DISORDER = 0.05


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Which comes first in a column's 03/09/2026. `how`: column (a value above 12 tells), format, time or assumed."""

    day_first: bool
    how: str
    example: str

    def assumption(self, column: str) -> Reason | None:
        """What to report; None: the column or its exporter tells."""
        if self.how in {"column", "format"}:
            return None
        return Reason("day_first" if self.day_first else "month_first", column=column, example=self.example)


def order_of(texts: Iterable[str], own: bool | None = None, today: date | None = None) -> DayOrder | None:
    """Decide by values above 12, else by the format's `own` order, else by what would lie after `today`, else month.

    None: the column has no date whose order could be in doubt.
    """
    plain = (unicodedata.normalize("NFKC", text).strip() for text in dict.fromkeys(texts))
    matches = [match for text in plain if (match := NUMERIC.match(text)) and match[2] != "."]
    if not matches:
        return None
    seen = {int(match[1]) > 12 for match in matches if int(match[1]) > 12 or int(match[3]) > 12}
    doubtful = [match for match in matches if int(match[1]) <= 12 and int(match[3]) <= 12]
    example = (doubtful or matches)[0].string
    if len(seen) == 1:
        return DayOrder(seen.pop(), "column", example)
    if own is not None:
        return DayOrder(own, "format", example)
    future = {order for order in (True, False) if today and any(_later(match, order, today) for match in doubtful)}
    if len(future) == 1:
        return DayOrder(not future.pop(), "time", example)
    return DayOrder(False, "assumed", example)


def _later(match: re.Match[str], day_first: bool, today: date) -> bool:
    days = numeric(match, day_first)
    return days is not None and (days.on() or today) > today


@dataclass(frozen=True, slots=True)
class Years:
    """The years of a column's dates, row by row; None: unreadable, or no such day in any year that fits."""

    years: tuple[int | None, ...]
    first: date | None
    last: date | None
    ordered: bool
    """The file runs through time, so that New Year shows where it is crossed."""
    choices: tuple[int, ...]
    """Years that the newest day may be in, the one chosen first; several of them: the file leaves a choice."""

    def assumption(self, column: str, today: date, year: int | None = None) -> Reason | None:
        """What to report; None: every date names its year, or none can be read."""
        if self.first is None or self.last is None or not self.choices:
            return None
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        if year is not None:
            return Reason("year_given", column=column, year=year, **days)
        return Reason("year" if self.ordered else "year_each", column=column, today=today.isoformat(), **days)


def lacks_year(texts: Iterable[str], day_first: bool | None = None) -> bool:
    """Whether a column's dates name no year: the first that can be read tells."""
    first = next((days for text in texts if (days := read(text, day_first)) is not None), None)
    return first is not None and first.year is None


def years_of(
    texts: Sequence[str],
    today: date,
    *,
    year: int | None = None,
    not_after: Sequence[date | None] | None = None,
    day_first: bool | None = None,
) -> Years:
    """Infer the years of dates that name none, from all texts of a column in the file's order.

    A file that runs through time, up or down, crosses New Year where its order does: a step of more than half a
    year against the calendar. Its newest day is put in `year` if that is given, else in the latest year that puts
    nothing after `today` and no row after its `not_after` (a post is no younger than its capture). Without order
    each date is the latest that fits by itself. February 29 lies in leap years only.
    """
    written = [read(text, day_first) for text in texts]
    bounds = [bound or today for bound in not_after] if not_after is not None else [today] * len(texts)
    turns = _turns(written)
    if turns is None:
        found = [
            None if days is None else _alone(days, bound, year) for days, bound in zip(written, bounds, strict=True)
        ]
    else:
        base = _base(written, turns, bounds, year)
        found = [None if days is None else days.year or base + turn for days, turn in zip(written, turns, strict=True)]
    placed = [day for days, own in zip(written, found, strict=True) if days and (day := days.on(own))]
    years = tuple(own if days is not None and days.on(own) else None for days, own in zip(written, found, strict=True))
    first, last = (min(placed), max(placed)) if placed else (None, None)
    return Years(years, first, last, turns is not None, _choices(written, last, today, year))


def _turns(written: Sequence[Written | None]) -> list[int] | None:
    """How many New Years lie between each row and the first, counted with the sign of time; None: no order."""
    if any(days is not None and days.year is not None for days in written):
        return None
    places = [days.month * 31 + days.day if days else None for days in written]
    if not _in_order([place for place in places if place is not None]):
        return None
    turns, turn = [], 0
    previous: int | None = None
    for place in places:
        if place is not None:
            if previous is not None and abs(place - previous) > _HALF_YEAR:
                turn += 1 if place < previous else -1
            previous = place
        turns.append(turn)
    return turns


def _in_order(places: Sequence[int]) -> bool:
    """Whether almost all steps lead the same way through time, New Year being the step of more than half a year."""
    ups = downs = 0
    for before, after in pairwise(places):
        if before != after:
            up = (after > before) != (abs(after - before) > _HALF_YEAR)
            ups, downs = ups + up, downs + (not up)
    return min(ups, downs) <= _DISORDER * (ups + downs)


def _base(written: Sequence[Written | None], turns: Sequence[int], bounds: Sequence[date], year: int | None) -> int:
    rows = {
        (days.month, days.day, turn, bound): None
        for days, turn, bound in zip(written, turns, bounds, strict=True)
        if days
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


def _alone(days: Written, bound: date, year: int | None) -> int | None:
    if days.year is not None or year is not None:
        return days.year or year
    latest = bound.year - ((days.month, days.day) > (bound.month, bound.day))
    return next((own for own in range(latest, latest - 9, -1) if days.on(own)), None)


def _choices(written: Sequence[Written | None], last: date | None, today: date, year: int | None) -> tuple[int, ...]:
    if last is None or all(days is None or days.year is not None for days in written):
        return ()
    if year is not None or today - last <= _FRESH:
        return (last.year,)
    step = 4 if any(days and (days.month, days.day) == (2, 29) for days in written) else 1
    return tuple(last.year - step * back for back in range(3))
