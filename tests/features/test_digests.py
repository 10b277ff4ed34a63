"""Digests as people set them up in Slack: the real app, over signed HTTP, against a local Slack; and `kill -9`."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.playground import InjectedFault, LocalSlack
from bot.playground.workspace import ChannelMessage
from bot.requests import parse
from bot.schedules import next_due, read_schedule
from bot.state import StateDatabase
from bot.state.subscriptions import Subscription, Subscriptions
from tests.features.conftest import RunningApp, running_app

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANNA, MEI, OLA = "U0ANNA", "U0MEI", "U0OLA"
SOCIAL, RANDOM, LAUNCH = "C0SOCIAL", "C0RANDOM", "G0LAUNCH"


@pytest.fixture(scope="module")
def home(brand: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brand's home of its own: subscriptions are kept there."""
    copied = tmp_path_factory.mktemp("digests") / "home"
    shutil.copytree(brand, copied)
    return copied


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(home: Path, slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningApp]:
    log = tmp_path_factory.mktemp("log") / "app.log"
    async with running_app(home, slack.api_url, log) as running:
        slack.actions.app_url = f"{running.address}/slack/events"
        yield running


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def fresh(slack: LocalSlack, app: RunningApp, home: Path) -> None:
    """Every test begins with empty channels, no windows and no subscriptions."""
    del app
    slack.workspace.posts.clear()
    slack.workspace.views.open.clear()
    with sqlite3.connect(home / "state.db") as state:
        state.execute("DELETE FROM subscriptions")
    state.close()


def subscriptions(home: Path) -> list[Subscription]:
    state = StateDatabase(home)
    found = Subscriptions(state.connection).visible_to(ANNA, SOCIAL)
    state.close()
    return found


async def whispered(slack: LocalSlack, user: str, matching: str) -> ChannelMessage:
    """What only this person was shown, or got in a direct message, and says so."""

    def found() -> list[ChannelMessage]:
        seen = [*slack.workspace.messages(only=user), *slack.workspace.messages(f"D0{user[2:]}")]
        return [post for post in seen if re.search(matching, post.text + json.dumps(post.blocks, ensure_ascii=False))]

    await slack.workspace.wait_until(found)
    return found()[-1]


async def window(slack: LocalSlack, user: str, text: str = "/digest", channel: str = SOCIAL) -> None:
    assert (await slack.actions.command(user, channel, text)).status == 200
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)


def shown(slack: LocalSlack, user: str = ANNA) -> str:
    return json.dumps(slack.workspace.views.top(user).view, ensure_ascii=False)


async def test_one_line_subscribes_and_says_when_it_comes_next(slack: LocalSlack, home: Path) -> None:
    """The zone is that of whoever typed it; number, next date and zone are confirmed."""
    await slack.actions.command(MEI, SOCIAL, "/digest weekly mon 9:00 influencers top 5")
    said = await whispered(slack, MEI, "定期报告")
    following = next_due(read_schedule("mon 9:00"), ZoneInfo("Asia/Shanghai"), datetime.now(UTC))
    assert following is not None
    assert f"{following.month}月{following.day}日 09:00" in said.text
    assert "Asia/Shanghai" in said.text
    (kept,) = subscriptions(home)
    assert (kept.schedule, kept.zone, kept.lang) == ("weekly mon 9:00", "Asia/Shanghai", "zh")
    assert kept.requests == (parse("influencers top 5"),)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/digest weekly funday 9:00", "weekly mon 9:00"),
        ("/digest puase 3", "pause"),
        ("/digest pause", "number of a digest"),
        ("/digest delete 999", "no digest 999"),
        ("/digest */5 * * * *", "once an hour|at most one digest"),
        ("/digest mon 9:00 segmnts", "segments"),
        ("/digest mon 9:00 segments k=99", "2 to 12"),
        ("/digest list", "No digests here yet"),
        ("/digest help", "0 9 ∗? ?|weekly mon 9:00"),
        ("/reelpulse digest list", "No digests here yet"),
    ],
)
async def test_what_cannot_be_done_is_answered_kindly(slack: LocalSlack, home: Path, typed: str, answer: str) -> None:
    """With what to type instead; nothing is kept."""
    await slack.actions.command(ANNA, SOCIAL, typed)
    await whispered(slack, ANNA, answer)
    assert subscriptions(home) == []


async def test_a_channel_without_the_bot_gets_the_exact_fix(slack: LocalSlack, home: Path) -> None:
    """`/invite @ReelPulse`, and nothing is saved."""
    await slack.actions.command(ANNA, RANDOM, "/digest daily 9:00")
    await whispered(slack, ANNA, "/invite @ReelPulse")
    assert subscriptions(home) == []


async def test_the_window_shows_the_next_date_and_zone_and_saves(slack: LocalSlack, home: Path) -> None:
    """It begins with the channel and the person's zone; every change shows the next date anew."""
    await window(slack, ANNA)
    assert "Next: " in shown(slack)
    assert "Europe/Berlin" in shown(slack)
    await slack.actions.fill(ANNA, "zone", "asia/tokyo")
    await slack.workspace.wait_until(lambda: "Asia/Tokyo, UTC+9" in shown(slack))
    await slack.actions.fill(ANNA, "days", ["mon", "thu"])
    await slack.actions.fill(ANNA, "time", "08:30")
    await slack.actions.fill(ANNA, "channel", LAUNCH)
    await slack.actions.fill(ANNA, "request", "segments last 30 days")
    await slack.actions.fill(ANNA, "lang", "zh")
    await slack.actions.fill(ANNA, "changed", ["changed"])
    assert await slack.actions.submit(ANNA) == {}
    await whispered(slack, ANNA, "segments last 30 days")
    (kept,) = subscriptions(home)
    assert (kept.channel, kept.creator, kept.lang, kept.only_when_changed) == (LAUNCH, ANNA, "zh", True)
    assert (kept.schedule, kept.zone) == ("weekly mon,thu 8:30", "Asia/Tokyo")


async def test_what_is_wrong_stands_at_its_field_and_the_window_stays(slack: LocalSlack, home: Path) -> None:
    """Zone, schedule and request are checked; then whether the bot is in the channel."""
    await window(slack, ANNA)
    await slack.actions.fill(ANNA, "zone", "Asia/Shangai")
    await slack.actions.fill(ANNA, "other", "monthly 32 9:00")
    await slack.actions.fill(ANNA, "request", "segmnts")
    wrong = await slack.actions.submit(ANNA)
    assert set(wrong) == {"zone", "other", "request"}
    assert "Asia/Shanghai" in wrong["zone"]
    await slack.actions.fill(ANNA, "zone", "Asia/Shanghai")
    await slack.actions.fill(ANNA, "other", "monthly 31 9:00")
    await slack.actions.fill(ANNA, "request", "segments")
    await slack.actions.fill(ANNA, "channel", RANDOM)
    assert "/invite @ReelPulse" in (await slack.actions.submit(ANNA))["channel"]
    assert subscriptions(home) == []
    await slack.actions.fill(ANNA, "channel", SOCIAL)
    assert await slack.actions.submit(ANNA) == {}
    assert subscriptions(home)[0].schedule == "monthly 31 9:00"


async def test_a_preview_stands_in_the_window_and_a_test_in_the_channel(slack: LocalSlack, home: Path) -> None:
    """Neither is a subscription; the test says what it is."""
    await window(slack, ANNA)
    await slack.actions.fill(ANNA, "request", "influencers top 3 since:2025-01-01")
    await slack.actions.press(ANNA, "digest_test")
    await slack.workspace.wait_until(lambda: slack.workspace.messages(SOCIAL))
    await slack.workspace.wait_until(lambda: "A test was posted" in shown(slack))
    assert "This is a test" in json.dumps(slack.workspace.messages(SOCIAL)[0].blocks)
    await slack.actions.press(ANNA, "digest_preview")
    await slack.workspace.wait_until(lambda: '"image"' in shown(slack))
    assert subscriptions(home) == []


async def test_schedule_this_turns_an_answer_into_a_subscription(slack: LocalSlack, home: Path) -> None:
    """Its request is filled in; what concerned the asker only is left out."""
    await slack.actions.command(ANNA, SOCIAL, "/influencers top 4 private")
    answer = await whispered(slack, ANNA, '"schedule"')
    await slack.actions.click(ANNA, answer, "schedule")
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)
    assert await slack.actions.submit(ANNA) == {}
    assert subscriptions(home)[0].requests == (parse("influencers top 4"),)


async def test_only_who_made_it_or_an_admin_may_change_it(slack: LocalSlack, home: Path) -> None:
    """Everyone here sees it; the others are told whom to ask."""
    await slack.actions.command(ANNA, SOCIAL, "/digest daily 9:00")
    await whispered(slack, ANNA, "kpis last")
    number = subscriptions(home)[0].id
    for action in ("pause", "resume", "now", "edit", "delete"):
        slack.workspace.posts.clear()
        await slack.actions.command(MEI, SOCIAL, f"/digest {action} {number}")
        await whispered(slack, MEI, "别人建立")
    assert not slack.workspace.views.open
    await slack.actions.command(OLA, SOCIAL, f"/digest pause {number}")
    await whispered(slack, OLA, "is paused")
    assert subscriptions(home)[0].paused
    await slack.actions.command(ANNA, SOCIAL, "/digest list")
    await whispered(slack, ANNA, "paused")
    await slack.actions.command(ANNA, SOCIAL, f"/digest resume {number}")
    await whispered(slack, ANNA, "goes on")
    await slack.actions.command(ANNA, SOCIAL, f"/digest delete #{number}")
    await whispered(slack, ANNA, "is deleted")
    assert subscriptions(home) == []


async def test_now_sends_one_and_its_buttons_work(slack: LocalSlack, home: Path) -> None:
    """Beside the schedule; ask further, CSV, and editing from the digest itself."""
    await slack.actions.command(ANNA, SOCIAL, "/digest daily 9:00 influencers top 3 since:2025-01-01")
    await whispered(slack, ANNA, "since=2025")
    (kept,) = subscriptions(home)
    await slack.actions.command(ANNA, SOCIAL, f"/digest now {kept.id}")
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) == 2)
    digest, details = slack.workspace.messages(SOCIAL)
    assert details.thread_ts == digest.ts
    assert subscriptions(home)[0].next_due == kept.next_due
    await slack.actions.click(MEI, digest, "csv")
    await slack.workspace.wait_until(lambda: slack.workspace.messages(SOCIAL)[-1].files)
    await slack.actions.click(ANNA, digest, "digest_ask_0")
    await slack.workspace.wait_until(lambda: len(slack.workspace.messages(SOCIAL)) == 4)
    assert slack.workspace.messages(SOCIAL)[-1].thread_ts == digest.ts
    await slack.actions.click(ANNA, digest, "digest_edit")
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)
    await slack.actions.fill(ANNA, "time", "10:00")
    assert await slack.actions.submit(ANNA) == {}
    assert subscriptions(home)[0].schedule == "daily 10:00"
    assert subscriptions(home)[0].id == kept.id


async def test_a_direct_message_sets_one_up_too(slack: LocalSlack, home: Path) -> None:
    """In words, or by a button that opens the window: messages open none by themselves."""
    await slack.actions.say(ANNA, "D0ANNA", "digest daily 9:00 segments")
    await whispered(slack, ANNA, "segments` to")
    assert subscriptions(home)[0].channel == "D0ANNA"
    await slack.actions.say(ANNA, "D0ANNA", "digest")
    offered = await whispered(slack, ANNA, "digest_new")
    await slack.actions.click(ANNA, offered, "digest_new")
    await slack.workspace.wait_until(lambda: slack.workspace.views.open)


async def test_digests_at_the_same_time_are_combined_by_a_button(slack: LocalSlack, home: Path) -> None:
    """The second is saved with a warning; one press makes one message of both."""
    await slack.actions.command(ANNA, SOCIAL, "/digest mon 9:00 influencers top 3")
    await whispered(slack, ANNA, "influencers n=3` to")
    await slack.actions.command(ANNA, SOCIAL, "/digest mon 9:00 kpis")
    offered = await whispered(slack, ANNA, "at the same time")
    await slack.actions.click(ANNA, offered, "digest_combine")
    await whispered(slack, ANNA, "influencers n=3; kpis last 1 week")
    (kept,) = subscriptions(home)
    assert kept.requests == (parse("influencers top 3"), parse("kpis last 1 week"))


async def test_a_request_without_a_schedule_opens_the_window_with_it(slack: LocalSlack, home: Path) -> None:
    await window(slack, ANNA, "/digest influencers top 5")
    assert await slack.actions.submit(ANNA) == {}
    assert subscriptions(home)[0].requests == (parse("influencers top 5"),)


def _due_now(home: Path) -> int:
    """Subscribe the channel to something that came due a minute ago."""
    now = datetime.now(UTC)
    at = now - timedelta(minutes=1)
    state = StateDatabase(home)
    kept = Subscriptions(state.connection).add(
        Subscription(
            id=0,
            channel=SOCIAL,
            creator=ANNA,
            schedule=f"daily {at.hour}:{at.minute:02}",
            zone="UTC",
            request=parse("influencers top 3 since:2025-01-01").model_dump_json(),
            lang="en",
            only_when_changed=False,
        ),
        now - timedelta(minutes=2),
    )
    state.close()
    return kept.id


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param(InjectedFault(hang=True, after=True), id="after Slack accepted, before it answered"),
        pytest.param(InjectedFault(hang=True), id="before Slack accepted", marks=pytest.mark.slow),
        pytest.param(
            InjectedFault(hang=True, after=True, needs="details"), id="at the details", marks=pytest.mark.slow
        ),
    ],
)
@pytest.mark.parametrize("others", [0, 1], ids=["one process", "two processes"])
async def test_a_process_that_is_killed_leaves_one_digest(
    brand: Path, tmp_path: Path, ending: InjectedFault, others: int
) -> None:
    """`kill -9` while the message is on its way; the next process, or the one beside it, finds it and goes on."""
    home = tmp_path / "home"
    shutil.copytree(brand, home)
    number = _due_now(home)
    async with LocalSlack().running() as slack:
        slack.faults.add("chat.postMessage", ending)

        def posting() -> bool:
            calls = [body for method, body in slack.calls if method == "chat.postMessage"]
            return any(ending.needs is None or ending.needs in str(body) for body in calls)

        async with running_app(home, slack.api_url, tmp_path / "log") as app:
            await slack.workspace.wait_until(posting, seconds=90)
            beside = running_app(home, slack.api_url, tmp_path / "log2")
            if others:
                await beside.__aenter__()
            app.process.kill()
            await app.process.wait()
            if not others:
                await beside.__aenter__()
        try:
            await slack.workspace.wait_until(
                lambda: any("details" in str(post.metadata) for post in slack.workspace.messages(SOCIAL)), seconds=90
            )
        finally:
            await beside.__aexit__(None, None, None)
        keys = [post.metadata["event_payload"]["key"] for post in slack.workspace.messages(SOCIAL) if post.metadata]
    assert len(keys) == 2
    assert len(set(keys)) == 2
    assert all(key.startswith(f"digest {number} ") for key in keys)
