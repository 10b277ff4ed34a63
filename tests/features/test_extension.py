"""An analysis from a folder of its own is asked in every way; nothing else in the product knows it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.playground import LocalSlack
from tests.features.conftest import RunningApp, running_app
from tests.features.test_slack import ANNA, MEI, SOCIAL, said

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOT = Path(__file__).parents[2]
WITH_MEI = "D0MEI"
TOY = ROOT / "tests" / "cadence"


def reelpulse(home: Path, *arguments: str, extended: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments, "--home", str(home)]
    environment = os.environ | ({"REELPULSE_EXTENSIONS": "tests.cadence"} if extended else {})
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)


@pytest_asyncio.fixture(loop_scope="module")
async def extended(
    brand: Path, slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningApp]:
    log = tmp_path_factory.mktemp("log") / "app.log"
    async with running_app(brand, slack.api_url, log, REELPULSE_EXTENSIONS="tests.cadence") as app:
        slack.actions.app_url = f"{app.address}/slack/events"
        yield app


async def test_the_command_line_answers_in_both_languages(brand: Path) -> None:
    answer = reelpulse(brand, "ask", "/cadence last 8 weeks")
    assert re.match(r"\d+ videos in \d+ weeks\n", answer.stdout), answer.stderr
    document = json.loads(reelpulse(brand, "ask", "更新频率", "--json", "--lang", "zh").stdout)
    assert document["kind"] == "cadence"
    assert sum(week["videos"] for week in document["weeks"]) == document["n"]


async def test_help_lists_it(brand: Path) -> None:
    assert "How often do we post?" in reelpulse(brand, "ask", "help").stdout
    assert "/cadence last 30 days" in reelpulse(brand, "ask", "/cadence help").stdout


async def test_a_digest_can_be_made_of_it(brand: Path) -> None:
    preview = reelpulse(brand, "digest", "preview", "cadence last 8 weeks", "--now", "2026-06-01T00:00Z")
    assert preview.returncode == 0, preview.stderr
    assert "videos in" in preview.stdout


async def test_without_the_setting_nobody_knows_it(brand: Path) -> None:
    answer = reelpulse(brand, "ask", "/cadence", extended=False)
    assert answer.returncode == 2


async def test_the_slash_command_answers_with_a_chart(extended: RunningApp, slack: LocalSlack) -> None:
    del extended
    before = len(slack.workspace.messages(SOCIAL))
    await slack.actions.command(ANNA, SOCIAL, "/cadence last 8 weeks")
    post = (await said(slack, SOCIAL, before + 1))[-1]
    assert "videos in" in post.text
    assert "data_visualization" in [block["type"] for block in post.blocks]


async def test_chat_understands_its_utterances(extended: RunningApp, slack: LocalSlack) -> None:
    del extended
    await slack.actions.say(MEI, WITH_MEI, "我们多久更新一次视频？")
    await slack.workspace.wait_until(
        lambda: any("周内发布" in post.text for post in slack.workspace.messages(WITH_MEI))
    )


async def test_contributing_lists_as_many_files_as_it_takes() -> None:
    """The guide names at most twelve files, and for each part of the toy the file that holds it."""
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    files = re.findall(r"^\| `([^`]+)` \|", guide, re.MULTILINE)
    assert len(files) == len(set(files)) <= 12
    parts = {
        "question.py": "analytics/vocabulary/questions.py",
        "report.py": "analytics/vocabulary/reports/cadence.py",
        "analysis.py": "analytics/analyses/cadence.py",
        "presenter.py": "bot/presenters/cadence/__init__.py",
        "texts/en.ftl": "bot/texts/en/cadence.ftl",
        "texts/zh.ftl": "bot/texts/zh/cadence.ftl",
        "utterances/en.txt": "bot/understanding/utterances/en/cadence.txt",
        "utterances/zh.txt": "bot/understanding/utterances/zh/cadence.txt",
    }
    made = {str(path.relative_to(TOY)) for path in TOY.rglob("*") if path.suffix in {".py", ".ftl", ".txt"}}
    assert made == {*parts, "__init__.py"}
    # `__init__.py` holds the entries of the two tables; manifest and README are for what is part of the product.
    tables = {"analytics/catalog.py", "bot/requests/commands.py", "manifest.yml", "README.md"}
    assert set(files) == {*parts.values(), *tables}
    for file in files:
        folder = (ROOT / file).parent
        assert (ROOT / file).exists() or "cadence" in file, file
        assert folder.exists() or folder.name == "cadence", file
