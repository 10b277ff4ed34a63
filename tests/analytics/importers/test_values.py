"""Values as exports write them are read exactly, or refused with what was expected and what came."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.values import Clock, Fault, count, flag, identifier, instant, number, seconds
from analytics.records import from_micros, to_micros

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
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
    ],
)
def test_counts_are_read_as_platforms_write_them(written: str, meant: int) -> None:
    assert count(written, "views") == meant


@pytest.mark.parametrize("written", ["", "-", "--", "undefined", "NaN", "null", " n/a "])
def test_unknown_is_never_zero(written: str) -> None:
    assert count(written, "views") is None
    assert number(written, "value") is None
    assert instant(written, "time", CLOCK) is None


@pytest.mark.parametrize("written", ["-1", "1e400", "inf", "99999999999999999999", "many", "1;2", "=1+1", "\x00"])
def test_what_is_no_count_is_refused_with_what_came(written: str) -> None:
    with pytest.raises(Fault, match="views"):
        count(written, "views")


@given(st.integers(0, 2**53))
def test_every_count_is_read_back(value: int) -> None:
    assert count(str(value), "views") == value
    assert count(f"{value:,}", "views") == value


@given(st.floats(0, 100, allow_nan=False))
def test_percentages_are_shares(value: float) -> None:
    assert number(f"{value:.3f} %", "completion") == pytest.approx(round(value, 3) / 100)


@pytest.mark.parametrize(("written", "meant"), [("00:31", 31), ("0:01:02", 62), ("12.5", 12.5), ("1:00:00", 3600)])
def test_durations_are_seconds(written: str, meant: float) -> None:
    assert seconds(written, "duration") == meant


@given(st.datetimes(datetime(1991, 1, 1), datetime(2026, 11, 1)), st.sampled_from([1, 1_000, 1_000_000]))  # noqa: DTZ001 - the zone follows
def test_instants_are_read_back_from_iso_and_from_every_epoch_unit(at: datetime, unit: int) -> None:
    """Whole seconds: what all of the forms can say."""
    exact = at.replace(microsecond=0, tzinfo=UTC)
    micros = to_micros(exact)
    found = instant(exact.isoformat(), "time", CLOCK)
    assert found is not None
    assert (found.micros, found.naive) == (micros, False)
    if micros >= 1_000_000_000 * 1_000_000:
        epoch = instant(str(micros // 1_000_000 * unit), "time", CLOCK)
        assert epoch is not None
        assert epoch.micros == micros


def test_naive_times_are_in_the_zone_that_was_given() -> None:
    found = instant("2026-05-21 09:44:45", "time", CLOCK)
    assert found is not None
    assert found.naive
    assert from_micros(found.micros) == datetime(2026, 5, 21, 1, 44, 45, tzinfo=UTC)


@pytest.mark.parametrize("written", ["1970-01-01 00:00:00", "2099-01-01", "yesterday", "2026-13-01", "9" * 40])
def test_times_that_cannot_be_are_refused(written: str) -> None:
    with pytest.raises(Fault, match="time"):
        instant(written, "time", CLOCK)


def test_a_day_of_grace_is_given_to_clocks() -> None:
    assert instant((NOW + timedelta(hours=20)).isoformat(), "time", CLOCK)


@pytest.mark.parametrize("written", ["a\x00b", "x" * 10_000])
def test_ids_that_would_break_things_are_refused(written: str) -> None:
    with pytest.raises(Fault, match="viewer"):
        identifier(written, "viewer")


def test_ids_keep_emoji_and_lose_the_at_sign() -> None:
    assert identifier(" @晨光厨房🍳 ", "handle") == "晨光厨房🍳"


def test_flags_are_yes_or_no() -> None:
    assert [flag(word, "ours") for word in ("1", "TRUE", "是", "0", "no", "")] == [True, True, True, False, False, None]
    with pytest.raises(Fault, match="maybe"):
        flag("maybe", "ours")


@given(st.text(max_size=60))
def test_nothing_that_is_written_crashes_the_readers(text: str) -> None:
    for read in (count, number, seconds, flag, identifier):
        try:
            read(text, "x")
        except Fault as fault:
            assert "x" in str(fault)  # noqa: PT017 - either outcome is right; the message is what is checked
    try:
        instant(text, "x", CLOCK)
    except Fault as fault:
        assert "x" in str(fault)  # noqa: PT017 - as above
