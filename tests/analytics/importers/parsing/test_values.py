"""Values as exports write them are read exactly, or refused with what was expected and what came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.parsing.cell_text import UnreadableValue
from analytics.importers.parsing.instants import Clock, Instant, parse_day, parse_instant
from analytics.importers.parsing.values import (
    format_value,
    parse_count,
    parse_flag,
    parse_identifier,
    parse_money,
    parse_number,
    parse_positive,
    parse_rate,
    parse_seconds,
)
from analytics.vocabulary.records import from_micros, to_micros

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_PARSERS = (
    *(parse_number, parse_count, parse_positive, parse_seconds),
    *(parse_rate, parse_money, parse_flag, parse_identifier),
)
CLOCK = Clock(ZoneInfo("Asia/Shanghai"), NOW)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1234", 1234),
        ("1,234", 1234),
        ("12.3K", 12_300),
        ("1.2万", 12_000),
        ("3亿", 300_000_000),
        ("3 videos", 3),
        ("0", 0),
        ("１２３４", 1234),
        ("1 234", 1234),
        ("12,34,567", 1_234_567),
        ("1.5 mil", 1500),
        ("2千", 2000),
        ("15条", 15),
    ],
)
def test_counts_are_read_as_platforms_write_them(written: str, meant: int) -> None:
    assert parse_count(written, "views") == meant


@pytest.mark.parametrize("written", ["", "-", "--", "undefined", "NaN", "null", " n/a "])
def test_unknown_is_never_zero(written: str) -> None:
    assert parse_count(written, "views") is None
    assert parse_number(written, "value") is None
    assert parse_instant(written, "time", CLOCK) is None


@pytest.mark.parametrize(
    "written", ["-1", "1e400", "inf", "99999999999999999999", "many", "1,2", "1.2.3", "1;2", "=1+1", "\x00"]
)
def test_what_is_no_count_is_refused_with_what_came(written: str) -> None:
    with pytest.raises(UnreadableValue, match="views"):
        parse_count(written, "views")


@given(st.integers(0, 2**53))
def test_every_count_is_read_back(value: int) -> None:
    assert parse_count(str(value), "views") == value
    assert parse_count(f"{value:,}", "views") == value


@given(st.floats(0, 100, allow_nan=False))
def test_percentages_are_shares(value: float) -> None:
    assert parse_number(f"{value:.3f} %", "completion") == pytest.approx(round(value, 3) / 100)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("00:31", 31),
        ("0:01:02", 62),
        ("12.5", 12.5),
        ("1:00:00", 3600),
        ("1分30秒", 90),
        ("12秒", 12),
        ("1小时2分", 3720),
        ("1h 2m 3s", 3723),
        ("1.5 min", 90),
        ("PT1M30S", 90),
        ("200 ms", 0.2),
    ],
)
def test_durations_are_seconds(written: str, meant: float) -> None:
    assert parse_seconds(written, "duration") == meant


@given(st.datetimes(datetime(1991, 1, 1), datetime(2026, 11, 1)), st.sampled_from([1, 1_000, 1_000_000]))  # noqa: DTZ001 - the zone follows
def test_instants_are_read_back_from_iso_and_from_every_epoch_unit(at: datetime, unit: int) -> None:
    """Whole seconds: what all of the forms can say."""
    exact = at.replace(microsecond=0, tzinfo=UTC)
    micros = to_micros(exact)
    found = parse_instant(exact.isoformat(), "time", CLOCK)
    assert found is not None
    assert (found.micros, found.naive) == (micros, False)
    if micros >= 1_000_000_000 * 1_000_000:
        epoch = parse_instant(str(micros // 1_000_000 * unit), "time", CLOCK)
        assert epoch is not None
        assert epoch.micros == micros


def test_naive_times_are_in_the_zone_that_was_given() -> None:
    found = parse_instant("2026-05-21 09:44:45", "time", CLOCK)
    assert found is not None
    assert found.naive
    assert from_micros(found.micros) == datetime(2026, 5, 21, 1, 44, 45, tzinfo=UTC)


@pytest.mark.parametrize("written", ["1970-01-01 00:00:00", "2099-01-01", "yesterday", "2026-13-01", "9" * 40])
def test_times_that_cannot_be_are_refused(written: str) -> None:
    with pytest.raises(UnreadableValue, match="time"):
        parse_instant(written, "time", CLOCK)


def test_a_day_of_grace_is_given_to_clocks() -> None:
    assert parse_instant((NOW + timedelta(hours=20)).isoformat(), "time", CLOCK)


def test_a_decimal_comma_is_read_where_the_column_has_one() -> None:
    assert parse_number("1.234,5", "value", ",") == 1234.5
    assert parse_count("12,3K", "views", ",") == 12_300
    with pytest.raises(UnreadableValue, match="expected_decimal_comma"):
        parse_number("1,234.5", "value", ",")


def test_plain_rates_are_percentages_only_where_the_column_says_so() -> None:
    assert parse_rate("4.2 %", "completion") == parse_rate("4.2", "completion", percent=True) == pytest.approx(0.042)
    assert parse_rate("4.2%", "completion", percent=True) == parse_rate("0.042", "completion") == pytest.approx(0.042)


@pytest.mark.parametrize("text", ["$12.34", "12.34 €", "USD 12.34", "US$12.34", "￥12.34", "12.34元", "12.34 USD"])
def test_amounts_are_read_with_the_sign_of_their_currency(text: str) -> None:
    assert parse_money(text, "value") == 12.34


def test_a_day_is_the_one_that_the_platform_counts() -> None:
    assert parse_day("8 de marzo", "day", CLOCK, 2026) == date(2026, 3, 8)
    assert parse_day("2026-05-21T20:00:00Z", "day", CLOCK) == date(2026, 5, 22)
    assert parse_day("undefined", "day", CLOCK) is None


def test_a_date_that_names_no_year_needs_one() -> None:
    with pytest.raises(UnreadableValue, match="no_year"):
        parse_instant("8 de marzo", "time", CLOCK)
    with pytest.raises(UnreadableValue, match="no_such_day"):
        parse_instant("February 29", "time", CLOCK, 2026)


def test_an_order_in_doubt_is_asked_for() -> None:
    with pytest.raises(UnreadableValue, match="found_in_either_order"):
        parse_instant("03/09/2026", "time", CLOCK)
    assert parse_instant("03/09/2026", "time", Clock(CLOCK.zone, NOW, day_first=True)) == parse_instant(
        "2026-09-03", "time", CLOCK
    )


def test_an_epoch_that_a_spreadsheet_rounded_is_refused() -> None:
    with pytest.raises(UnreadableValue, match="time_rounded"):
        parse_instant("1.65081E+12", "time", CLOCK)


@pytest.mark.parametrize("text", ["7.46998E+18", "7.506832745952218e+18", "7531345990947851551.0"])
def test_ids_that_a_spreadsheet_damaged_are_refused_with_the_reason(text: str) -> None:
    with pytest.raises(UnreadableValue, match="id_damaged"):
        parse_identifier(text, "video_id")


def test_ids_that_passed_through_a_float_whole_are_kept() -> None:
    assert parse_identifier("712.0", "viewer") == "712"
    assert [parse_identifier(text, "video_id") for text in ("-", "nan", "undefined")] == [None, None, None]


@given(st.one_of(st.floats(-1e15, 1e15, allow_nan=False), st.integers(-(2**53), 2**53)))
def test_numbers_are_written_back_to_equal_ones(value: float) -> None:
    read = parse_number(format_value(value), "value")
    assert read == value
    assert parse_number(format_value(read), "value") == read


@given(st.text("0123456789.,kKwWmM万亿%:秒分 -+eE", max_size=12))
def test_whatever_the_readers_accept_is_written_back_to_an_equal_value(text: str) -> None:
    for parse in _PARSERS:
        try:
            value = parse(text, "x")
        except UnreadableValue:
            continue
        assert parse(format_value(value), "x") == value


@given(st.datetimes(datetime(1991, 1, 1), datetime(2026, 11, 1)), st.sampled_from(["seconds", "minutes", "auto"]))  # noqa: DTZ001 - the zone follows
def test_moments_are_written_back_to_equal_ones(at: datetime, precision: str) -> None:
    found = parse_instant(at.isoformat(sep=" ", timespec=precision), "time", CLOCK)
    assert found is not None
    assert parse_instant(format_value(found), "time", CLOCK) == Instant(found.micros, found.coarse)


@given(st.dates(date(1991, 1, 1), date(2026, 11, 1)))
def test_days_are_written_back_to_equal_ones(value: date) -> None:
    assert parse_day(format_value(value), "day", CLOCK) == value


@pytest.mark.parametrize("written", ["a\x00b", "x" * 10_000])
def test_ids_that_would_break_things_are_refused(written: str) -> None:
    with pytest.raises(UnreadableValue, match="viewer"):
        parse_identifier(written, "viewer")


def test_ids_keep_emoji_and_lose_the_at_sign() -> None:
    assert parse_identifier(" @晨光厨房🍳 ", "handle") == "晨光厨房🍳"


def test_flags_are_yes_or_no() -> None:
    assert [parse_flag(word, "ours") for word in ("1", "TRUE", "是", "0", "no", "")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]
    with pytest.raises(UnreadableValue, match="maybe"):
        parse_flag("maybe", "ours")


@given(st.text(max_size=60))
def test_nothing_that_is_written_crashes_the_readers(text: str) -> None:
    for parse in (parse_count, parse_number, parse_seconds, parse_flag, parse_identifier):
        try:
            parse(text, "x")
        except UnreadableValue as fault:
            assert "x" in str(fault)  # noqa: PT017 - either outcome is right; the message is what is checked
    try:
        parse_instant(text, "x", CLOCK)
    except UnreadableValue as fault:
        assert "x" in str(fault)  # noqa: PT017 - as above
