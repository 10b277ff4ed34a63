"""A person types in Slack and sees the answer: the real app, over signed HTTP, against a local Slack."""

from __future__ import annotations

import asyncio
import html
import json
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio

from bot.playground import InjectedFault, LocalSlack
from bot.playground.workspace import ChannelMessage
from tests.features.conftest import RunningApp

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANNA, MEI = "U0ANNA", "U0MEI"
SOCIAL, RANDOM, LAUNCH = "C0SOCIAL", "C0RANDOM", "G0LAUNCH"


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def fresh(slack: LocalSlack, app: RunningApp) -> None:
    """Every test begins with empty channels."""
    del app
    slack.workspace.posts.clear()
    slack.calls.clear()


async def said(slack: LocalSlack, channel: str, number: int = 1) -> list[ChannelMessage]:
    """The bot's posts in a channel, once there are as many."""
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(channel)) >= number)
    return slack.workspace.messages(channel)


async def whispered(slack: LocalSlack, user: str, matching: str, channel: str | None = None) -> ChannelMessage:
    """What only this person saw, and says so."""

    def found() -> list[ChannelMessage]:
        seen = slack.workspace.messages(channel, only=user)
        return [post for post in seen if re.search(matching, post.text + json.dumps(post.blocks, ensure_ascii=False))]

    await slack.workspace.wait_until(found)
    return found()[-1]


def types(post: ChannelMessage) -> list[str]:
    return [block["type"] for block in post.blocks]


async def asked(slack: LocalSlack, text: str = "/segments", channel: str = SOCIAL, user: str = ANNA) -> ChannelMessage:
    before = len(slack.workspace.messages(channel))
    heard = await slack.actions.command(user, channel, text)
    assert heard.status == 200
    assert heard.body == ""
    return (await said(slack, channel, before + 1))[-1]


async def test_segments_are_answered_with_words_and_a_chart(slack: LocalSlack) -> None:
    """One message for everyone: headline, findings, Slack's own chart, small print, buttons."""
    post = await asked(slack)
    assert types(post)[0] == "header"
    assert "data_visualization" in types(post)
    assert types(post)[-1] == "actions"
    assert "viewers" in post.text
    assert "UTC" in post.text
    assert "simulated" in post.text.lower()
    assert len(slack.workspace.messages(SOCIAL)) == 1


async def test_influencers_are_answered_with_a_table_where_one_is_wanted(slack: LocalSlack) -> None:
    """Rows were asked for: a ranking."""
    post = await asked(slack, "/influencers top 5 show=table")
    (table,) = [block for block in post.blocks if block["type"] == "data_table"]
    assert len(table["rows"]) == 6


async def test_the_name_of_the_app_is_a_command_too(slack: LocalSlack) -> None:
    """For workspaces where `/segments` is taken."""
    assert "data_visualization" in types(await asked(slack, "/reelpulse segments"))


async def test_a_private_channel_where_the_bot_is_a_member_gets_the_answer(slack: LocalSlack) -> None:
    """Private is not absent."""
    assert "data_visualization" in types(await asked(slack, channel=LAUNCH))


def _command(**more: str) -> str:
    body = {
        "command": "/segments",
        "text": "",
        "team_id": "T0LOCAL",
        "channel_id": SOCIAL,
        "user_id": ANNA,
        "response_url": "http://127.0.0.1:9/none",
    }
    return urlencode(body | more)


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("identified", [{"trigger_id": "T.1"}, {}], ids=["by its trigger", "by its bytes"])
async def test_a_repeat_is_heard_and_not_answered_again(slack: LocalSlack, identified: dict[str, str]) -> None:
    """Slack repeats what it thinks was lost: 200, and still one message."""
    body = _command(text="k=3", **identified)
    headers = slack.actions.sign(body, int(time.time()))
    assert (await slack.actions.post(body, FORM, headers)).status == 200
    await said(slack, SOCIAL)
    again = await slack.actions.post(body, FORM, headers | {"X-Slack-Retry-Num": "1"})
    assert again.status == 200
    await asked(slack, "/influencers")
    posted = [post for post in slack.workspace.messages(SOCIAL) if "attention" not in post.text]
    assert len(posted) == 1


async def test_an_answer_survives_that_nobody_can_be_told_that_it_takes_a_while(slack: LocalSlack) -> None:
    """Neither the command's own address nor an ephemeral note gets through, and the question takes long."""
    slack.faults.add("chat.postEphemeral", InjectedFault(error="fatal_error"), times=3)
    slack.faults.add("conversations.open", InjectedFault(error="fatal_error"), times=3)
    body = _command(text="k=9", trigger_id="T.2")
    headers = slack.actions.sign(body, int(time.time()))
    assert (await slack.actions.post(body, FORM, headers)).status == 200
    (answer,) = await said(slack, SOCIAL)
    assert "image" in types(answer)
    slack.faults.clear()


async def test_what_no_slack_would_send_is_a_bad_request(slack: LocalSlack) -> None:
    for body in ("garbage{{{", "[1]"):
        headers = slack.actions.sign(body, int(time.time()))
        assert (await slack.actions.post(body, "application/json", headers)).status == 400


@pytest.mark.parametrize("wrong", ["old", "forged", "undated"])
async def test_what_slack_did_not_sign_now_is_refused(slack: LocalSlack, app: RunningApp, wrong: str) -> None:
    """401, and nothing runs; the log says aloud what to compare."""
    body = _command()
    headers = {
        "old": slack.actions.sign(body, int(time.time()) - 360),
        "forged": slack.actions.sign("another body", int(time.time())),
        "undated": slack.actions.sign(body, int(time.time())) | {"X-Slack-Request-Timestamp": "now"},
    }[wrong]
    assert (await slack.actions.post(body, FORM, headers)).status == 401
    assert (await slack.actions.post("{{{", "application/json", headers)).status == 401
    assert slack.calls == []
    assert "SLACK_SIGNING_SECRET" in app.log.read_text()


async def test_private_answers_are_seen_by_the_asker_and_can_be_shared(slack: LocalSlack) -> None:
    """Nothing in the channel until “Share to channel” is pressed."""
    await slack.actions.command(ANNA, SOCIAL, "/segments private")
    post = await whispered(slack, ANNA, '"share"')
    assert slack.workspace.messages(SOCIAL) == []
    await slack.actions.click(ANNA, post, "share")
    (shared,) = await said(slack, SOCIAL)
    assert "data_visualization" in types(shared)


async def test_all_rows_come_as_a_file_into_the_thread(slack: LocalSlack) -> None:
    """Every viewer, not only those shown; the header is row 1."""
    post = await asked(slack)
    await slack.actions.click(ANNA, post, "csv")
    *_, shared = await said(slack, SOCIAL, 2)
    assert shared.thread_ts == post.ts
    upload = slack.workspace.uploads[shared.files[0]]
    rows = upload.content.decode().splitlines()
    assert rows[0] == "user,segment"
    assert len(rows) > 300
    assert f"{len(rows) - 1:,}" in upload.title or str(len(rows) - 1) in upload.title


async def test_more_is_said_in_the_thread(slack: LocalSlack) -> None:
    """Method, quality, definitions."""
    post = await asked(slack)
    await slack.actions.click(MEI, post, "more")
    *_, details = await said(slack, SOCIAL, 2)
    assert details.thread_ts == post.ts
    assert "轮廓" in json.dumps(details.blocks, ensure_ascii=False)


async def test_a_private_copy_goes_to_whoever_wants_it(slack: LocalSlack) -> None:
    """Into the direct message, with a word here that it did."""
    post = await asked(slack)
    await slack.actions.click(MEI, post, "private_copy")
    (copy,) = await said(slack, "D0MEI")
    assert "data_visualization" in types(copy)
    await whispered(slack, MEI, "私信")


async def test_only_the_asker_deletes(slack: LocalSlack) -> None:
    """Someone else is told so; the asker's press takes the answer away."""
    post = await asked(slack)
    await slack.actions.click(MEI, post, "delete")
    await whispered(slack, MEI, "提问")
    assert post in slack.workspace.posts
    await slack.actions.click(ANNA, post, "delete")
    await slack.workspace.wait_until(lambda: post not in slack.workspace.posts)


async def test_a_private_answer_can_be_deleted(slack: LocalSlack) -> None:
    """An ephemeral message goes by its own address."""
    await slack.actions.command(ANNA, SOCIAL, "/segments private")
    post = await whispered(slack, ANNA, '"share"')
    await slack.actions.click(ANNA, post, "delete")
    await slack.workspace.wait_until(lambda: post not in slack.workspace.posts)


async def test_reproduce_gives_the_command_line_that_gives_the_same_rows(slack: LocalSlack, brand: Path) -> None:
    """Typed in a terminal it gives the very bytes that the CSV button gave."""
    post = await asked(slack, "/segments k=3")
    await slack.actions.click(ANNA, post, "csv")
    *_, shared = await said(slack, SOCIAL, 2)
    await slack.actions.click(ANNA, post, "overflow", "reproduce")
    whisper = await whispered(slack, ANNA, "reelpulse ask")
    line = re.search(r"```reelpulse (ask .*)```", whisper.text)
    assert line
    out = brand.parent / "again.csv"
    again = [sys.executable, "-m", "bot", *shlex.split(html.unescape(line[1])), "--csv", str(out)]
    subprocess.run(again, check=True, capture_output=True, env=os.environ | {"REELPULSE_HOME": str(brand)})
    assert out.read_bytes() == slack.workspace.uploads[shared.files[0]].content


async def test_where_the_bot_is_no_member_the_asker_gets_it_and_the_way_in(slack: LocalSlack) -> None:
    """Nothing is lost: the answer comes privately, with `/invite`."""
    await slack.actions.command(ANNA, RANDOM, "/segments")
    await whispered(slack, ANNA, "/invite", RANDOM)
    await whispered(slack, ANNA, "data_visualization", RANDOM)
    assert slack.workspace.messages(RANDOM) == []


async def test_a_mention_is_answered_in_its_thread(slack: LocalSlack) -> None:
    """As a command would be."""
    await slack.actions.say(ANNA, SOCIAL, "<@U0REEL> influencers top 3")
    (post,) = await said(slack, SOCIAL)
    assert post.thread_ts == slack.workspace.messages(SOCIAL, user=ANNA)[0].ts


async def test_a_direct_message_is_answered(slack: LocalSlack) -> None:
    """The shy ask here."""
    await slack.actions.say(MEI, "D0MEI", "segments k=3")
    await slack.workspace.wait_until(
        lambda: any("data_visualization" in types(post) for post in slack.workspace.messages("D0MEI"))
    )


async def test_a_chinese_person_is_answered_in_chinese_with_the_days_of_the_workspace(slack: LocalSlack) -> None:
    """The language is that of the person who asks; their time zone changes no number."""
    post = await asked(slack, user=MEI)
    assert re.search(r"[\u4e00-\u9fff]", post.blocks[0]["text"]["text"])
    assert "Asia/Shanghai" not in post.text
    assert "UTC" in post.text


async def test_a_typo_is_answered_with_what_was_probably_meant(slack: LocalSlack) -> None:
    """Kindly, and to the asker only."""
    await slack.actions.command(ANNA, SOCIAL, "/segments platfrom=douyin")
    post = await whispered(slack, ANNA, "platform")
    assert "platfrom" in post.text
    assert slack.workspace.messages(SOCIAL) == []


async def test_help_lists_the_options(slack: LocalSlack) -> None:
    """With examples that can be typed as they stand."""
    await slack.actions.command(ANNA, SOCIAL, "/segments help")
    assert "/segments k=4 last 30 days" in (await whispered(slack, ANNA, "half_life|k=4")).text


async def test_a_chart_that_slack_refuses_is_drawn_instead(slack: LocalSlack) -> None:
    """Older workspaces have no native charts: the picture is uploaded, waited for and shown."""
    refused = InjectedFault("invalid_blocks", needs="data_visualization")
    slack.faults.add("chat.postMessage", refused)
    post = await asked(slack)
    (shown,) = [block for block in post.blocks if block["type"] == "image"]
    upload = slack.workspace.uploads[shown["slack_file"]["id"]]
    assert upload.content.startswith(b"\x89PNG")
    assert shown["alt_text"]


async def test_where_no_picture_can_be_shown_the_words_come_and_say_so(slack: LocalSlack) -> None:
    """One bad image never loses the message."""
    slack.faults.add("chat.postMessage", InjectedFault("invalid_blocks", needs="data_visualization"))
    slack.faults.add("upload", InjectedFault("broken", status=500))
    post = await asked(slack)
    assert not {"image", "data_visualization"} & set(types(post))
    assert "could not be delivered" in json.dumps(post.blocks)


async def test_a_rate_limit_is_waited_out(slack: LocalSlack) -> None:
    """The answer comes after `Retry-After`, once."""
    slack.faults.add("chat.postMessage", InjectedFault("ratelimited", status=429, retry_after=1))
    await asked(slack)
    assert [method for method, _ in slack.calls].count("chat.postMessage") == 2


async def test_an_answer_of_slack_that_is_lost_never_posts_twice(slack: LocalSlack) -> None:
    """After a server error nobody knows whether the message stands; it is not sent again."""
    slack.faults.add("chat.postMessage", InjectedFault("internal_error", status=500, after=True))
    await slack.actions.command(ANNA, SOCIAL, "/segments")
    await whispered(slack, ANNA, ".")
    assert len(slack.workspace.messages(SOCIAL)) == 1


async def test_identical_commands_at_once_are_all_answered(slack: LocalSlack) -> None:
    """One run, one message for each."""
    heard = await asyncio.gather(*(slack.actions.command(user, SOCIAL, "/segments k=5") for user in (ANNA, MEI)))
    assert [each.status for each in heard] == [200, 200]
    await said(slack, SOCIAL, 2)


async def test_health_is_told_beside_the_door(app: RunningApp) -> None:
    """For whatever watches the process."""
    async with aiohttp.ClientSession() as session, session.get(f"{app.address}/healthz") as answer:
        assert (await answer.json())["ok"] is True


async def test_every_call_had_the_scope_for_it(slack: LocalSlack) -> None:
    """The manifest asks for what is used."""
    slack.scopes -= {"users:read"}
    post = await asked(slack)
    slack.scopes |= {"users:read"}
    assert "data_visualization" in types(post)
