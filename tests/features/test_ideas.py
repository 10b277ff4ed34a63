"""`/ideas` in Slack and on the command line: label, evidence, buttons, approval, and a trained model."""

from __future__ import annotations

import itertools
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.playground import LocalSlack
from bot.playground.workspace import ChannelMessage
from bot.texts import say
from tests.analytics.ideas.worlds import home_with
from tests.features.conftest import RunningApp

ANNA, SOCIAL = "U0ANNA", "C0SOCIAL"
_BRIEF = {
    *("title", "hook", "tone", "topic", "format", "duration", "hashtags", "weekday", "hour", "audience"),
    *("predicted", "evidence", "novelty", "label"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_with(tmp_path_factory.mktemp("ideas"))


def _run(*arguments: str) -> str:
    ran = subprocess.run([sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, check=True)
    return ran.stdout


def test_json_has_briefs_and_the_model(home: Path) -> None:
    found: dict[str, Any] = json.loads(_run("ask", "/ideas n=3", "--json", "--home", str(home)))
    assert found["generated_by"] == "ReelPulse"
    assert len(found["briefs"]) == 3
    for brief in found["briefs"]:
        assert set(brief) >= _BRIEF
        assert brief["predicted"] is None or set(brief["predicted"]) == {"low", "median", "high"}
        assert "AI" in brief["label"]
    assert set(found["model"]) == {"chosen", "quality", "c2st", "rows", "trained_at"}
    logged = (home / "audit.jsonl").read_text("utf-8").splitlines()
    assert json.loads(logged[-1])["what"] == "ideas"


def test_both_languages_word_the_same_briefs(home: Path) -> None:
    one, other = (
        json.loads(_run("ask", "/创意 n=2", "--json", "--lang", lang, "--home", str(home)))["briefs"]
        for lang in ("en", "zh")
    )
    assert [brief["id"] for brief in one] == [brief["id"] for brief in other]
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in brief["title"]) for brief in other)


def test_the_picture_says_in_itself_that_it_is_ai_generated(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "ideas.png"
    _run("ask", "/ideas", "--chart", str(path), "--home", str(home))
    assert b"iTXt" in path.read_bytes()
    with Image.open(path) as picture:
        assert picture.info["generated_by"] == "ReelPulse"
        assert json.loads(picture.info["AIGC"])["Label"] == "1"


@pytest.mark.asyncio(loop_scope="module")
async def test_briefs_are_kept_approved_dropped_and_made_shorter(
    slack: LocalSlack, app: RunningApp, brand: Path
) -> None:
    del app
    slack.workspace.posts.clear()
    await slack.actions.command(ANNA, SOCIAL, "/ideas n=2")
    await slack.workspace.wait_until(lambda: slack.workspace.messages(SOCIAL), 120)
    post = slack.workspace.messages(SOCIAL)[-1]
    assert say("en", "ideas-label") in json.dumps(post.blocks, ensure_ascii=False)
    await slack.actions.click(ANNA, post, "idea_keep")
    kept = await _said(slack, "ideas-kept")
    assert "was kept by <@U0ANNA>" in json.dumps(slack.workspace.messages(SOCIAL)[0].blocks)
    await slack.actions.click(ANNA, post, "idea_keep")
    await slack.workspace.wait_until(lambda: "Nothing was changed" in _heard(slack), 90)
    await slack.actions.click(ANNA, kept, "idea_approve")
    await _said(slack, "ideas-approved")
    with sqlite3.connect(brand / "state.db") as state:
        assert state.execute("SELECT decision FROM briefs WHERE decision IS NOT NULL").fetchall() == [("ready",)]
    assert (brand / "taste.json").exists()
    await slack.actions.click(ANNA, post, "idea_shorter")
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) >= 4, 120)
    assert "Best idea" in json.dumps(slack.workspace.messages(SOCIAL)[-1].blocks)
    await slack.actions.click(ANNA, post, "idea_another")
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) >= 5, 120)
    assert len({_first_brief(said) for said in slack.workspace.messages(SOCIAL) if _first_brief(said)}) == 3
    before = (brand / "taste.json").read_bytes()
    await slack.actions.click(ANNA, post, "idea_drop")
    await slack.workspace.wait_until(lambda: (brand / "taste.json").read_bytes() != before, 90)
    with sqlite3.connect(brand / "state.db") as state:
        assert state.execute("SELECT decision FROM briefs WHERE decision IS NOT NULL").fetchall() == [("dropped",)]
    await slack.workspace.wait_until(lambda: "was dropped by" in json.dumps(slack.workspace.messages(SOCIAL)[0].blocks))
    assert "was kept by" not in json.dumps(slack.workspace.messages(SOCIAL)[0].blocks)


def _heard(slack: LocalSlack) -> str:
    """What only Anna was told."""
    return "\n".join(seen.text for seen in slack.workspace.messages(SOCIAL, only=ANNA))


def _first_brief(post: ChannelMessage) -> str:
    """What the block before the first Keep button says."""
    for text, actions in itertools.pairwise(post.blocks):
        if "idea_keep" in json.dumps(actions):
            return json.dumps(text)
    return ""


async def _said(slack: LocalSlack, key: str) -> ChannelMessage:
    """The post that says `key`, whatever its facts."""
    start = say("en", key, title="\0", user="\0").split("\0")[0].split("<@")[0] or "approved"

    def found() -> list[ChannelMessage]:
        return [
            post for post in slack.workspace.messages(SOCIAL) if start in post.text or key.split("-")[1] in post.text
        ]

    await slack.workspace.wait_until(found, 90)
    return found()[-1]


@pytest.mark.slow
def test_a_trained_model_is_used_without_tensorflow(home: Path) -> None:
    trained = json.loads(_run("ideas", "train", "--budget", "120", "--json", "--home", str(home)))
    assert trained["replaced"]
    found = json.loads(_run("ask", "/ideas n=2", "--json", "--home", str(home)))
    assert found["model"]["trained_at"] is not None
    assert found["model"]["chosen"] == trained["chosen"]
