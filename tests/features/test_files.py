"""Dropped files, end to end: preview, import, answer and undo, and files that are refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio

from analytics.store import Store
from bot.playground import LocalSlack
from bot.playground.workspace import ChannelMessage
from tests.features.conftest import running_app

MEI, DIRECT, SOCIAL = "U0MEI", "D0MEI", "C0SOCIAL"
_SECONDS = 120
_HEAD = (
    "作品名称,发布时间,体裁,审核状态,播放量,完播率,5s完播率,封面点击率,2s跳出率,平均播放时长,"
    "点赞量,分享量,评论量,收藏量,主页访问量,粉丝增量"
)


def _douyin() -> bytes:
    """Return a Douyin export with works of the last days."""
    begun = datetime.now().replace(hour=12, minute=0, second=0, microsecond=0)  # noqa: DTZ005 - the export has no zone
    rows = [_HEAD]
    for index in range(80):
        at = begun - timedelta(days=index % 60 + 1, minutes=index)
        rows.append(
            f"美食视频{index},{at:%Y-%m-%d %H:%M:%S},视频,已通过,{1000 + 13 * index},0.31,0.5,0.08,0.2,12.5,"
            f"{50 + index},{3 + index % 7},{5 + index % 9},{8 + index % 5},{20 + index},{index % 4}"
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
        local.actions.app_url = f"{running.address}/slack/events"
        yield local


def _buttons(post: ChannelMessage) -> set[str]:
    return {
        element["action_id"] for block in post.blocks for element in block.get("elements", []) if "action_id" in element
    }


async def _wait_for_button(slack: LocalSlack, button: str, channel: str = DIRECT) -> ChannelMessage:
    def posts() -> list[ChannelMessage]:
        return [post for post in slack.workspace.messages(channel) if button in _buttons(post)]

    await slack.workspace.wait_until(posts, _SECONDS)
    return posts()[-1]


async def _next(slack: LocalSlack, before: int) -> ChannelMessage:
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(DIRECT)) > before, _SECONDS)
    return slack.workspace.messages(DIRECT)[before]


async def test_a_dropped_douyin_export_is_shown_imported_asked_about_and_undone(slack: LocalSlack) -> None:
    content = _douyin()
    await slack.actions.share(MEI, DIRECT, "抖音作品.csv", content)
    preview = await _wait_for_button(slack, "file_import")
    text = json.dumps(preview.blocks, ensure_ascii=False)
    assert "80" in text
    assert "Asia/Shanghai" in text
    assert "点赞量" in text
    await slack.actions.click(MEI, preview, "file_columns")
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)
    shown = slack.workspace.views.top(MEI)
    block_id = next(block["block_id"] for block in shown.view["blocks"] if block["label"]["text"] == "主页访问量")
    await slack.actions.fill(MEI, block_id, "-")
    assert await slack.actions.submit(MEI) == {}
    await slack.actions.click(MEI, preview, "file_import")
    done = await _wait_for_button(slack, "file_undo")
    assert "80" in done.text
    before = len(slack.workspace.messages(DIRECT))
    await slack.actions.say(MEI, DIRECT, "近30天播放量怎么样？")
    answer = await _wait_for_button(slack, "chat_edit")
    assert slack.workspace.messages(DIRECT).index(answer) >= before
    assert "播放" in answer.text

    await slack.actions.share(MEI, DIRECT, "again.csv", content)
    await slack.workspace.wait_until(
        lambda: any("已经导入过" in post.text for post in slack.workspace.messages(DIRECT)), _SECONDS
    )
    await slack.actions.click(MEI, done, "file_undo")
    await slack.workspace.wait_until(
        lambda: any("已撤销" in post.text for post in slack.workspace.messages(DIRECT)), _SECONDS
    )


def _said(post: ChannelMessage) -> str:
    return json.dumps(post.blocks, ensure_ascii=False).replace("\u2060", "")


async def _again(slack: LocalSlack, post: ChannelMessage, words: str) -> ChannelMessage:
    """The message of a preview, once it says these words."""
    await slack.workspace.wait_until(lambda: words in _said(post), _SECONDS)
    return post


async def test_what_the_dates_of_a_file_leave_open_is_asked_and_the_answer_is_what_is_imported(
    slack: LocalSlack, tmp_path: Path
) -> None:
    rows = "\n".join(f"Video {day},03/{day:02},{1000 + day}" for day in range(1, 13))
    await slack.actions.share(MEI, DIRECT, "no year.csv", f"title,publish_time,views\n{rows}".encode())
    preview = await _wait_for_button(slack, "file_import")
    select = next(b["accessory"] for b in preview.blocks if b.get("accessory", {}).get("action_id") == "file_year")
    years = [option["text"]["text"] for option in select["options"]]
    assert len(years) == 3
    assert select["initial_option"]["text"]["text"] == max(years)
    order = next(b["accessory"] for b in preview.blocks if b.get("accessory", {}).get("action_id") == "file_order")
    assert [option["text"]["text"] for option in order["options"]] == ["月在前", "日在前"]
    assert "03/01" in _said(preview)
    chosen = select["options"][1]
    await slack.actions.click(MEI, preview, "file_year", chosen["value"])
    await _again(slack, preview, f"{chosen['text']['text']}-03-01")
    await slack.actions.click(MEI, preview, "file_order", order["options"][1]["value"])
    await _again(slack, preview, f"{chosen['text']['text']}-12-03")
    await slack.actions.click(MEI, preview, "file_import")
    await _wait_for_button(slack, "file_undo")
    with Store(tmp_path / "home") as store:
        days = "SELECT max(date(published / 1000000, 'unixepoch', '+8 hours')) FROM videos"
        assert store.rows(days) == [(f"{chosen['text']['text']}-12-03",)]


async def test_zone_and_meanings_are_changed_in_one_window_and_left_out_is_left_out(
    slack: LocalSlack, tmp_path: Path
) -> None:
    await slack.actions.share(MEI, DIRECT, "抖音作品.csv", _douyin())
    preview = await _wait_for_button(slack, "file_import")
    await slack.actions.click(MEI, preview, "file_columns")
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)
    blocks = {block["label"]["text"]: block for block in slack.workspace.views.top(MEI).view["blocks"]}
    offered = {option["value"] for option in blocks["分享量"]["element"]["options"]}
    assert {"-", "caption", "watch_seconds", "saves", "hashtags", "link"} <= offered
    await slack.actions.fill(MEI, "file_zone", "Mars/Olympus")
    await slack.actions.fill(MEI, blocks["分享量"]["block_id"], "likes")
    assert set(await slack.actions.submit(MEI)) == {"file_zone", blocks["分享量"]["block_id"]}
    await slack.actions.fill(MEI, "file_zone", "america/los_angeles")
    await slack.actions.fill(MEI, "file_account", "@晨光厨房")
    await slack.actions.fill(MEI, blocks["分享量"]["block_id"], "-")
    assert await slack.actions.submit(MEI) == {}
    await _again(slack, preview, "时间按 America/Los_Angeles 读取")
    assert "`分享量` → 不使用" in _said(preview)
    await slack.actions.click(MEI, preview, "file_import")
    await _wait_for_button(slack, "file_undo")
    with Store(tmp_path / "home") as store:
        (row,) = store.rows(
            "SELECT count(*), count(shares), sum(likes), max(strftime('%H', published / 1000000, 'unixepoch')) "
            "FROM videos JOIN snapshots ON snapshots.video = videos.id"
        )
        assert store.rows("SELECT DISTINCT account FROM videos") == [("晨光厨房",)]
        # The workspace takes the zone of whoever imports first, not that of one file.
        assert store.read_property("zone") == "Asia/Shanghai"
    assert row[:2] == (80, 0)
    assert row[2] == sum(50 + index for index in range(80))
    assert row[3] in {"18", "19", "20"}  # noon in California, which is the evening in London


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
        before = len(slack.workspace.messages(DIRECT))
        await slack.actions.share(MEI, DIRECT, name, content, **more)  # type: ignore[arg-type]  # by the table above
        post = await _next(slack, before)
        assert "file_import" not in _buttons(post), name
        assert expected in post.text.replace("\u2060", ""), (name, post.text)


async def test_the_shortcut_offers_the_files_of_a_message_and_nothing_comes_unconfirmed(slack: LocalSlack) -> None:
    slack.workspace.conversations[SOCIAL].members.discard("U0REEL")
    post = await slack.actions.share(MEI, SOCIAL, "works.csv", _douyin())
    slack.workspace.conversations[SOCIAL].members.add("U0REEL")
    await slack.actions.shortcut(MEI, post, "import_file")
    preview = await _wait_for_button(slack, "file_cancel", SOCIAL)
    assert preview.thread_ts == post.ts
    await slack.actions.click("U0ANNA", preview, "file_import")
    await slack.workspace.wait_until(lambda: slack.workspace.messages(SOCIAL, only="U0ANNA"), _SECONDS)
    await slack.actions.click(MEI, preview, "file_cancel")
    await slack.workspace.wait_until(
        lambda: any("已放弃" in one.text for one in slack.workspace.messages(SOCIAL)), _SECONDS
    )


async def test_after_the_first_import_the_bot_asks_which_accounts_are_ours(slack: LocalSlack) -> None:
    rows = [f"v{index},douyin,{'brand' if index % 3 else 'rival'},{index + 5}" for index in range(9)]
    content = "\n".join(["video_id,platform,account,views", *rows]).encode()
    await slack.actions.share(MEI, DIRECT, "videos.csv", content)
    await slack.actions.click(MEI, await _wait_for_button(slack, "file_import"), "file_import")
    asked = await _wait_for_button(slack, "ours_0")
    assert "@brand" in _said(asked)
    await slack.actions.click(MEI, asked, "ours_0")
    await _again(slack, asked, "✓ @brand")
    await slack.actions.click(MEI, asked, "ours_0")
    await slack.workspace.wait_until(lambda: "✓" not in _said(asked), _SECONDS)
