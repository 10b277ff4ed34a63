"""A dropped file, from the preview to an answer and back; and every file that must not be taken."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.playground import LocalSlack
from bot.playground.workspace import Post
from tests.features.conftest import running_app

MEI, DIRECT, SOCIAL = "U0MEI", "D0MEI", "C0SOCIAL"
_SECONDS = 120
_HEAD = (
    "作品名称,发布时间,体裁,审核状态,播放量,完播率,5s完播率,封面点击率,2s跳出率,平均播放时长,"
    "点赞量,分享量,评论量,收藏量,主页访问量,粉丝增量"
)


def _douyin() -> bytes:
    """A works list as Douyin exports it, of the last days before now."""
    begun = datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)  # noqa: DTZ005 - the export has no zone
    rows = [_HEAD]
    for place in range(80):
        at = begun - timedelta(days=place % 60 + 1, minutes=place)
        rows.append(
            f"美食视频{place},{at:%Y-%m-%d %H:%M:%S},视频,已通过,{1000 + 13 * place},0.31,0.5,0.08,0.2,12.5,"
            f"{50 + place},{3 + place % 7},{5 + place % 9},{8 + place % 5},{20 + place},{place % 4}"
        )
    return "\n".join(rows).encode("utf-8-sig")


@pytest_asyncio.fixture
async def slack(tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """The app on an empty home, installed in a local Slack."""
    home = tmp_path / "home"
    async with (
        LocalSlack().running() as local,
        running_app(home, local.api_url, tmp_path / "app.log") as running,
    ):
        local.slack.app_url = f"{running.address}/slack/events"
        yield local


def _buttons(post: Post) -> set[str]:
    return {
        element["action_id"] for block in post.blocks for element in block.get("elements", []) if "action_id" in element
    }


async def _shown(slack: LocalSlack, button: str, channel: str = DIRECT) -> Post:
    def found() -> list[Post]:
        return [post for post in slack.workspace.said(channel) if button in _buttons(post)]

    await slack.workspace.until(found, _SECONDS)
    return found()[-1]


async def _next(slack: LocalSlack, before: int) -> Post:
    await slack.workspace.until(lambda: len(slack.workspace.said(DIRECT)) > before, _SECONDS)
    return slack.workspace.said(DIRECT)[before]


async def test_a_dropped_douyin_export_is_shown_imported_asked_about_and_undone(slack: LocalSlack) -> None:
    content = _douyin()
    await slack.slack.share(MEI, DIRECT, "抖音作品.csv", content)
    preview = await _shown(slack, "file_import")
    said = json.dumps(preview.blocks, ensure_ascii=False)
    assert "80" in said
    assert "Asia/Shanghai" in said
    assert "点赞量" in said
    await slack.slack.click(MEI, preview, "file_columns")
    await slack.workspace.until(lambda: slack.workspace.views.open)
    shown = slack.workspace.views.top(MEI)
    place = next(block["block_id"] for block in shown.view["blocks"] if block["label"]["text"] == "主页访问量")
    await slack.slack.fill(MEI, place, "-")
    assert await slack.slack.submit(MEI) == {}
    await slack.slack.click(MEI, preview, "file_import")
    done = await _shown(slack, "file_undo")
    assert "80" in done.text
    before = len(slack.workspace.said(DIRECT))
    await slack.slack.say(MEI, DIRECT, "近30天播放量怎么样？")
    answer = await _shown(slack, "chat_edit")
    assert slack.workspace.said(DIRECT).index(answer) >= before
    assert "播放" in answer.text

    await slack.slack.share(MEI, DIRECT, "again.csv", content)
    await slack.workspace.until(
        lambda: any("已经导入过" in post.text for post in slack.workspace.said(DIRECT)), _SECONDS
    )
    await slack.slack.click(MEI, done, "file_undo")
    await slack.workspace.until(lambda: any("已撤销" in post.text for post in slack.workspace.said(DIRECT)), _SECONDS)


async def test_files_that_must_not_be_taken_are_refused_each_with_its_reason(slack: LocalSlack) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (300 << 20))
    cases = {
        "big.csv": (b"a", {"size": 2 << 30}, "2,048"),
        "run.exe": (b"MZ", {}, "run.exe"),
        "gone.csv": (b"a", {"deleted": True}, "gone.csv"),
        "bomb.csv": (bomb.getvalue(), {}, "bomb.csv"),
        "prose.txt": ("今天天气很好".encode(), {}, "prose.txt"),
    }
    for name, (content, more, expected) in cases.items():
        before = len(slack.workspace.said(DIRECT))
        await slack.slack.share(MEI, DIRECT, name, content, **more)  # type: ignore[arg-type]  # by the table above
        post = await _next(slack, before)
        assert "file_import" not in _buttons(post), name
        assert expected in post.text.replace("\u2060", ""), (name, post.text)


async def test_the_shortcut_offers_the_files_of_a_message_and_nothing_comes_unconfirmed(slack: LocalSlack) -> None:
    slack.workspace.conversations[SOCIAL].members.discard("U0REEL")
    post = await slack.slack.share(MEI, SOCIAL, "works.csv", _douyin())
    slack.workspace.conversations[SOCIAL].members.add("U0REEL")
    await slack.slack.shortcut(MEI, post, "import_file")
    preview = await _shown(slack, "file_cancel", SOCIAL)
    assert preview.thread_ts == post.ts
    await slack.slack.click("U0ANNA", preview, "file_import")
    await slack.workspace.until(lambda: slack.workspace.said(SOCIAL, only="U0ANNA"), _SECONDS)
    await slack.slack.click(MEI, preview, "file_cancel")
    await slack.workspace.until(lambda: any("已放弃" in one.text for one in slack.workspace.said(SOCIAL)), _SECONDS)
