"""`reelpulse understand` and `reelpulse feedback`: keys as promised, one line for each line, whatever comes in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import build
from bot.state import Conversations, Feedback, StateDatabase

_NOW = ("--now", "2026-11-24T09:00Z", "--zone", "Asia/Shanghai")


def _readings(text: str | bytes, *more: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(build(), ["understand", "--json", "-", *_NOW, *more], input=text)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_every_line_has_its_reading_with_the_keys_that_were_promised() -> None:
    readings = _readings("who should spread our cooking videos?\n\n上周完播率为什么跌了？\nwrite a poem\n")
    assert [reading["intent"] for reading in readings] == ["influencers", "help", "kpis", "out_of_scope"]
    assert readings[0]["request"] == {"topic": "cooking"}
    assert readings[2]["request"] == {"period": "last_week", "metric": "completion"}
    for reading in readings:
        assert list(reading) == ["intent", "confidence", "request", "alternatives"]


def test_bytes_that_are_no_text_are_read_too() -> None:
    assert len(_readings(b"\xff\xfe\x00kpis\nhelp\n")) == 2


def test_days_are_those_of_the_zone_that_was_asked_for() -> None:
    late = ("--now", "2026-11-24T20:00Z", "--zone", "Asia/Shanghai")
    result = CliRunner().invoke(build(), ["understand", "--json", "likes since yesterday", *late])
    assert result.exit_code == 0
    (line,) = result.output.splitlines()
    assert json.loads(line)["request"]["since"] == "2026-11-24"


def test_a_zone_that_is_none_is_refused() -> None:
    assert CliRunner().invoke(build(), ["understand", "--json", "kpis", "--zone", "Mars/Olympus"]).exit_code == 2


def test_feedback_lists_what_was_judged(tmp_path: Path) -> None:
    state = StateDatabase(tmp_path)
    at = datetime(2026, 11, 24, tzinfo=UTC).isoformat()
    for question, good in (("likes?", True), ("views?", False)):
        Conversations(state.connection).add_feedback(Feedback(at, question, "kpis metric=likes", good))
    state.close()
    result = CliRunner().invoke(build(), ["feedback", "--json", "--bad", "--home", str(tmp_path)])
    assert [entry["question"] for entry in json.loads(result.output)["feedback"]] == ["views?"]
