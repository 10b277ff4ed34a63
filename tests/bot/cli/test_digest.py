"""`reelpulse digest`: when one would come and what it would say, without Slack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analytics.vocabulary.errors import ReelPulseError
from bot.cli import build
from bot.playground import blockkit


def _ran(*words: str) -> str:
    ran = CliRunner().invoke(build(), ["digest", *words])
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def _due(at: str, zone: str, start: str, end: str) -> list[str]:
    return _ran("due", "--from", start, "--to", end, "--zone", zone, "--at", at).splitlines()


def test_due_instants_are_listed_one_a_line_with_their_offset() -> None:
    """From the first day on, up to but without the last."""
    assert _due("sun 01:30", "America/New_York", "2026-10-25", "2026-11-08") == [
        "2026-10-25T01:30:00-04:00",
        "2026-11-01T01:30:00-04:00",
    ]
    assert _due("daily 9:00", "Asia/Shanghai", "2026-01-01", "2026-01-03") == [
        "2026-01-01T09:00:00+08:00",
        "2026-01-02T09:00:00+08:00",
    ]
    assert _due("monthly 31 9:00", "UTC", "2026-02-01", "2026-03-01") == ["2026-02-28T09:00:00+00:00"]
    assert _due("0 9 * * 1", "Europe/Berlin", "2026-11-23T09:00", "2026-11-30T09:00") == ["2026-11-23T09:00:00+01:00"]
    assert _due("daily 9:00", "UTC", "2026-01-01T00:00Z", "2026-01-01T08:00Z") == []


@pytest.mark.parametrize(
    ("at", "zone", "start", "end"),
    [
        ("mon 25:00", "UTC", "2026-01-01", "2026-02-01"),
        ("0 9 * *", "UTC", "2026-01-01", "2026-02-01"),
        ("daily 9:00", "Mars/Olympus", "2026-01-01", "2026-02-01"),
        ("daily 9:00", "UTC", "2026-13-01", "2026-02-01"),
        ("daily 9:00", "UTC", "2026-02-01", "2026-01-01"),
        ("daily 9:00", "UTC", "2026-01-01", "2026-01-01"),
    ],
)
def test_what_cannot_be_read_is_named_with_exit_status_2(at: str, zone: str, start: str, end: str) -> None:
    """Schedule, zone, days, and an end before the start."""
    with pytest.raises(ReelPulseError) as raised:
        _due(at, zone, start, end)
    assert raised.value.exit_status == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_preview_is_the_message_that_would_be_posted(brand: Path, lang: str) -> None:
    """With the default content, and as exact blocks."""
    words = ("preview", "--home", str(brand), "--now", "2026-06-01T09:00", "--lang", lang)
    assert ("next 8 June" if lang == "en" else "下一次 6月8日") in _ran(*words)
    message = json.loads(_ran(*words, "--blocks"))
    assert blockkit.block_errors(message["blocks"]) == []


def test_a_preview_takes_any_request_and_schedule(brand: Path) -> None:
    """As after `/digest`."""
    output = _ran(
        *("preview", "influencers top 3 since:2025-12-01", "--at", "每月31日 9:00", "--zone", "Asia/Shanghai"),
        *("--home", str(brand), "--now", "2026-06-01T09:00"),
    )
    assert output.startswith("@")
    assert "next 30 June" in output


def test_a_preview_of_old_data_names_the_missing_export(brand: Path) -> None:
    """Months later, no zeros."""
    output = _ran("preview", "--home", str(brand), "--now", "2026-11-23T09:00")
    assert "TikTok Studio → Overview" in output


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "influencers top 5",
            "/influencers top 5",
            "daily 9:00 influencers top 5",
            "segments k=4",
            "drivers",
            "ideas",
        ),
        *("predict weekday=tue hour=20 or weekday=sat hour=11", "predict score", "kpis by=platform show=table"),
        "influencers top 3; kpis last 7 days",
    ],
)
def test_any_request_may_be_previewed(brand: Path, typed: str) -> None:
    """With or without slash and schedule, one or several; as the channel would be sent it."""
    message = json.loads(_ran("preview", typed, "--home", str(brand), "--now", "2026-06-01T09:00", "--blocks"))
    assert blockkit.block_errors(message["blocks"]) == []
    assert message["blocks"][0]["type"] == "header"
