"""Dates are read as people write them, in many languages; an order that one text cannot tell is not guessed."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.parsing.dates import DateParts, parse_date

SPOKEN = ["en", "es", "zh", "pt", "fr", "de", "it", "id", "vi", "nl", "tr", "ru", "pl", "ja", "ko"]
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("February 28", DateParts(None, 2, 28)),
        ("8 de marzo", DateParts(None, 3, 8)),
        ("3月8日", DateParts(None, 3, 8)),
        ("九月13日", DateParts(None, 9, 13)),
        ("13.09", DateParts(None, 9, 13)),
        ("13.09.", DateParts(None, 9, 13)),
        ("13. 9. 2026", DateParts(2026, 9, 13)),
        ("13 tháng 9", DateParts(None, 9, 13)),
        ("3 de setembro", DateParts(None, 9, 3)),
        ("1er mars", DateParts(None, 3, 1)),
        ("3. September 2026", DateParts(2026, 9, 3)),
        ("Sep 3, 2026", DateParts(2026, 9, 3)),
        ("28-Feb-26", DateParts(2026, 2, 28)),
        ("03.09.2026", DateParts(2026, 9, 3)),
        ("2026/7/26 13:31", DateParts(2026, 7, 26, 13, 31)),
        ("2026年07月26日13时31分00秒", DateParts(2026, 7, 26, 13, 31, 0)),
        ("２０２６年7月26日", DateParts(2026, 7, 26)),
        ("08/27/2026 06:08", DateParts(2026, 8, 27, 6, 8)),
        ("27/08/2026 06:08", DateParts(2026, 8, 27, 6, 8)),
        ("12/31/2026 11:05:33 PM", DateParts(2026, 12, 31, 23, 5, 33)),
        ("Sep 3, 2026, 12:31 AM", DateParts(2026, 9, 3, 0, 31)),
        ("2026年7月26日 下午1:31", DateParts(2026, 7, 26, 13, 31)),
        ("2026-10-03 08:31:00 -0400", DateParts(2026, 10, 3, 8, 31, 0, 0, timezone(timedelta(hours=-4)))),
        ("20220425", DateParts(2022, 4, 25)),
    ],
)
def test_dates_are_read_as_exports_write_them(text: str, meant: DateParts) -> None:
    assert parse_date(text) == meant


@pytest.mark.parametrize(
    "text", ["May 2026", "yesterday", "31.02.2026", "2026-13-01", "12 13", "1:31", "", "Mar Apr 3"]
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert parse_date(text) is None


def test_an_order_that_nothing_tells_is_not_guessed() -> None:
    assert parse_date("03/09/2026") is None
    assert parse_date("03/09/2026", True) == DateParts(2026, 9, 3)
    assert parse_date("03/09/2026", False) == DateParts(2026, 3, 9)
    assert parse_date("09/09/2026") == DateParts(2026, 9, 9)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("width", ["long", "medium"])
@given(day=DAYS)
def test_dates_that_a_language_writes_out_are_read_back(language: str, width: str, day: date) -> None:
    """Every date in words or with Chinese signs; those in digits need an order that a column tells."""
    text = format_date(day, width, locale=language)
    found = parse_date(text, day_first=True)
    assert found is not None, text
    assert found.on() == day


@pytest.mark.parametrize("language", SPOKEN)
@given(day=DAYS)
def test_dates_without_a_year_are_read_back(language: str, day: date) -> None:
    pattern = str(Locale.parse(language).datetime_skeletons["MMMMd" if language != "vi" else "MMMd"])
    found = parse_date(format_date(day, pattern, locale=language))
    assert found == DateParts(None, day.month, day.day)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - naive ones are what is read
def test_moments_are_read_back_to_the_microsecond(at: datetime) -> None:
    found = parse_date(at.isoformat(sep=" "))
    assert found is not None
    assert (found.on(), found.hour, found.minute, found.second, found.micro) == (
        *(at.date(), at.hour, at.minute, at.second, at.microsecond),
    )


def test_a_text_that_is_too_long_for_a_date_costs_no_time() -> None:
    assert parse_date(" " * 1_000_000) is None
    assert parse_date("1" * 1_000_000 + ":00") is None


@given(st.text(max_size=40))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), DateParts)
