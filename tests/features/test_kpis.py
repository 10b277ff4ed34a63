"""`/kpis` from Slack to the glossary, and from the command line to JSON, CSV and picture."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.playground import LocalSlack
from bot.playground.workspace import ChannelMessage
from bot.texts import LANGUAGES, say
from tests.features.conftest import RunningApp

ANNA, SOCIAL = "U0ANNA", "C0SOCIAL"
_KEYS = (
    *("name", "value", "unit", "per_1000", "source", "low", "high", "n", "previous", "change"),
    *("change_low", "change_high", "verdict", "smallest_detectable"),
)
_FINDING = ("metric", "dimension", "value", "effect", "mix", "rate", "p", "q", "request")


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(slack: LocalSlack, app: RunningApp) -> None:
    """A channel without posts."""
    del app
    slack.workspace.posts.clear()


async def _asked(slack: LocalSlack, text: str) -> ChannelMessage:
    await slack.actions.command(ANNA, SOCIAL, text)
    # The first answer of a worker waits for its imports, behind everything else on the machine.
    await slack.workspace.wait_until(lambda: slack.workspace.messages(SOCIAL), 90)
    return slack.workspace.messages(SOCIAL)[-1]


@pytest.mark.asyncio(loop_scope="module")
async def test_metrics_are_answered_with_words_a_line_a_table_and_a_glossary(slack: LocalSlack, fresh: None) -> None:
    del fresh
    post = await _asked(slack, "/kpis last 14 days")
    kinds = [block["type"] for block in post.blocks]
    assert kinds[0] == "header"
    assert "data_table" not in kinds
    (chart,) = [block for block in post.blocks if block["type"] == "data_visualization"]
    assert chart["chart"]["type"] == "line"
    assert "the 14 days before" in post.text
    await slack.actions.click(ANNA, post, "definitions")
    title = say("en", "definitions-title")
    await slack.workspace.wait_until(
        lambda: any(title in seen.text for seen in slack.workspace.messages(SOCIAL, only=ANNA)), 90
    )
    glossary = next(seen for seen in slack.workspace.messages(SOCIAL, only=ANNA) if title in seen.text)
    assert "Benjamini" in json.dumps(glossary.blocks, ensure_ascii=False)


def _ask(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "ask", *arguments, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _json(home: Path, *arguments: str) -> dict[str, Any]:
    answered = _ask(home, *arguments, "--json")
    assert answered.returncode == 0, answered.stderr
    found: dict[str, Any] = json.loads(answered.stdout)
    return found


def test_the_json_has_the_keys_that_were_promised(brand: Path, tmp_path: Path) -> None:
    rows, picture = tmp_path / "rows.csv", tmp_path / "trend.png"
    found = _json(brand, "/kpis", "--csv", str(rows), "--chart", str(picture))
    assert found["kind"] == "kpis"
    assert found["looked_at"] > 100
    for metric in found["metrics"]:
        assert set(_KEYS) <= set(metric)
    for finding in found["findings"]:
        assert set(_FINDING) <= set(finding)
    assert picture.read_bytes().startswith(b"\x89PNG")
    with rows.open(encoding="utf-8") as lines:
        table = list(csv.DictReader(lines))
    assert list(table[0])[:3] == ["metric", "dimension", "value"]
    views = next(row for row in table if (row["metric"], row["dimension"]) == ("views", "total") and row["amount"])
    assert float(views["amount"]) == found["metrics"][0]["value"]


def test_28_full_days_are_compared_with_the_28_before(brand: Path) -> None:
    found = _json(brand, "/kpis metric=views")
    assert found["period"]["start"].startswith("2026-05-04T00:00")
    assert found["before"]["end"] == found["period"]["start"]


def test_later_records_are_invisible(brand: Path) -> None:
    """As of an earlier moment the answer is about the days before it."""
    found = _json(brand, "/kpis views", "--now", "2026-04-01T12:00Z")
    assert found["period"]["end"] == "2026-04-01T00:00:00Z"
    assert found["period"]["start"] == "2026-03-04T00:00:00Z"


def test_segments_stand_side_by_side(brand: Path) -> None:
    found = _json(brand, "/kpis by=segment metric=engagement")
    assert {group["dimension"] for group in found["groups"]} == {"segment"}
    assert all(group["n"] >= 20 for group in found["groups"])


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("/kpis by=topic topic=cooking", 2, "contradict"),
        ("/kpis since:2026-05-10 until:2026-05-01", 2, "no length"),
        ("/kpis since:2199-01-01", 3, "has not begun"),
        ("/kpis metric=vanity", 2, "views"),
        ("/kpis topic=nowhere", 3, "There is no topic"),
        ("/kpis last 5 days since:2026-05-01", 2, "contradict"),
    ],
)
def test_what_cannot_be_answered_is_told_kindly(brand: Path, text: str, status: int, words: str) -> None:
    answered = _ask(brand, text)
    assert answered.returncode == status, answered.stderr
    assert words in answered.stderr
    assert "Traceback" not in answered.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_is_told_in_every_language(brand: Path, lang: str) -> None:
    told = _ask(brand, "/kpis", "--lang", lang)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(say(lang, "metric-views"))
