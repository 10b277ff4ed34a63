"""A column tells what one date cannot: which number is the day, and in which year dates without one lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.parsing.date_order import infer_day_order, infer_years, lacks_year
from analytics.importers.parsing.dates import parse_date

TODAY = date(2026, 11, 24)


def days_of(texts: Sequence[str], today: date = TODAY, year: int | None = None) -> list[date | None]:
    found = infer_years(texts, today, year=year)
    return [
        written.on(own) if (written := parse_date(text)) else None for text, own in zip(texts, found.years, strict=True)
    ]


def spoken(days: Sequence[date]) -> list[str]:
    return [format_date(day, "MMMM d", locale="en") for day in days]


@given(
    start=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    count=st.integers(2, 365),
    lag=st.integers(0, 2),
    repeats=st.integers(1, 3),
    down=st.booleans(),
)
def test_a_file_of_days_up_to_yesterday_is_placed_exactly(
    start: date, count: int, lag: int, repeats: int, down: bool
) -> None:
    """Up or down, across New Year and leap days, several rows a day."""
    days = [start + timedelta(days=place) for place in range(count) for _ in range(repeats)]
    if down:
        days.reverse()
    assert days_of(spoken(days), max(days) + timedelta(days=lag)) == days


def test_365_days_cross_new_year_where_their_order_does() -> None:
    days = [date(2025, 2, 28) + timedelta(days=place) for place in range(365)]
    found = infer_years(spoken(days), date(2026, 3, 1))
    assert (found.first, found.last, found.ordered) == (days[0], days[-1], True)
    assert found.choices == (2026,)


def test_the_latest_year_that_puts_nothing_after_today_is_taken_and_the_choice_is_told() -> None:
    found = infer_years(["22.10", "23.10"], TODAY)
    assert found.last == date(2026, 10, 23)
    assert found.choices == (2026, 2025, 2024)
    assert infer_years(["30.11", "01.12"], TODAY).last == date(2025, 12, 1)
    said = found.assumption("date", TODAY)
    assert said is not None
    assert said.facts["last"] == "2026-10-23"
    assert said.code == "year"
    assert said.facts["today"] == "2026-11-24"


def test_a_given_year_is_that_of_the_newest_day() -> None:
    assert days_of(["December 31", "January 1"], year=2018) == [date(2017, 12, 31), date(2018, 1, 1)]


def test_february_29_lies_in_a_leap_year() -> None:
    found = infer_years(["February 28", "February 29", "March 1"], TODAY)
    assert found.first == date(2024, 2, 28)
    assert found.choices == (2024, 2020, 2016)
    assert infer_years(["February 29"], TODAY, year=2026).years == (None,)


def test_without_order_each_date_is_the_latest_that_is_not_after_its_bound() -> None:
    texts = ["July 26", "July 16", "January 5", "December 3", "March 2", "March 1"]
    bounds = [date(2026, 2, 28)] * len(texts)
    found = infer_years(texts, TODAY, not_after=bounds)
    assert not found.ordered
    assert found.years == (2025, 2025, 2026, 2025, 2025, 2025)


def test_unreadable_rows_stay_without_a_year_and_the_others_keep_theirs() -> None:
    assert infer_years(["12月30日", "undefined", "", "1月2日"], date(2026, 1, 3)).years == (2025, None, None, 2026)


def test_a_column_with_years_is_left_as_it_is() -> None:
    found = infer_years(["Sep 3, 2024", "Sep 4, 2024"], TODAY)
    assert (found.years, found.choices, found.assumption("day", TODAY)) == ((2024, 2024), (), None)
    assert lacks_year(["", "March 3"])
    assert not lacks_year(["2026-03-03"])


@pytest.mark.parametrize(
    ("texts", "own", "day_first", "how"),
    [
        (["03/09/2026", "13/09/2026"], None, True, "column"),
        (["03/09/2026", "03/29/2026 10:00"], True, False, "column"),
        (["03/09/2026"], True, True, "format"),
        (["01/12/2026"], None, False, "time"),
        (["03/09/2026"], None, False, "assumed"),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_column_else_by_its_exporter(
    texts: list[str], own: bool | None, day_first: bool, how: str
) -> None:
    order = infer_day_order(texts, own, TODAY)
    assert order is not None
    assert (order.day_first, order.how) == (day_first, how)
    assert (order.assumption("Date") is None) == (how in {"column", "format"})


def test_dates_whose_order_is_plain_need_no_decision() -> None:
    assert infer_day_order(["2026-09-03", "03.09.2026", "Sep 3, 2026", ""]) is None
