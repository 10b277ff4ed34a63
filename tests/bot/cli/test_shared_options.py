"""Zones and moments are read in one way by every command."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from analytics.vocabulary.errors import BadValue, UnknownOption
from bot.cli.shared_options import read_moment, read_zone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_a_moment_without_an_offset_is_on_the_clocks_of_the_zone() -> None:
    """A day begins at its midnight, and an offset decides by itself."""
    assert read_moment("--now", "2026-11-24T09:00", SHANGHAI) == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert read_moment("--now", "2026-11-24", SHANGHAI) == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert read_moment("--now", "2026-11-24T09:00Z", SHANGHAI) == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert read_moment("--now", None, SHANGHAI).tzinfo is UTC


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "0001-01-01", "9999-12-31T23:59Z"])
def test_no_moment(text: str) -> None:
    """The option is named; the ends of the calendar are no moments everywhere on Earth."""
    with pytest.raises(BadValue, match="--from"):
        read_moment("--from", text, SHANGHAI)


def test_zones_are_found_in_any_case_and_suggested_where_misspelt() -> None:
    """As for digests in Slack."""
    assert read_zone("asia/shanghai") == SHANGHAI
    with pytest.raises(UnknownOption, match=r"/reelpulse knows. Did you mean “Asia/Shanghai”"):
        read_zone("Asia/Shangai")
    for nothing in ("", "xyzzy"):
        with pytest.raises(BadValue, match="--zone"):
            read_zone(nothing)
