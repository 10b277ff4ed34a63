"""What is sent when: on time, late, not at all; and what is told to whoever made it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import Message
from bot.outbox import Outgoing
from bot.playground import InjectedFault, LocalSlack
from bot.playground.workspace import ChannelMessage
from bot.requests import parse
from bot.state.subscriptions import Subscription, dump_requests
from tests.bot.digests.conftest import Start
from tests.bot.digests.processes import Clock, Process, make_subscription

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(autouse=True)
def _no_faults(slack: LocalSlack) -> None:
    slack.faults.clear()
    slack.workspace.posts.clear()


def add_subscription(
    process: Process, channel: str, schedule: str = "weekly mon 9:00", **more: Any
) -> Callable[[], Subscription]:
    """A new subscription; what is known of it later."""
    current = process.subscriptions.add(make_subscription(channel, schedule, **more), process.clock())

    def now() -> Subscription:
        match = process.subscriptions.find(current.id)
        assert match is not None
        return match

    return now


def digests_in(slack: LocalSlack, channel: str) -> list[ChannelMessage]:
    return [post for post in slack.workspace.messages(channel) if not post.thread_ts]


async def test_on_time_it_says_what_when_next_and_how_fresh(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Headline, why, what to do, one chart, footer, buttons; details in the thread; the key, no data."""
    process = start()
    current = add_subscription(process, channel)
    await process.run()
    assert digests_in(slack, channel) == []
    clock.advance(minutes=5)
    await process.run()
    (post,) = digests_in(slack, channel)
    types = [block["type"] for block in post.blocks]
    assert types[0] == "header"
    assert 1 <= types[: types.index("data_visualization")].count("section") <= 2
    assert types.count("data_visualization") == 1
    assert types[-1] == "actions"
    assert "weekly, Mondays 9:00 Asia/Shanghai · next 8 June · data until 1 June 08:00" in post.text
    assert "Late" not in post.text
    (details,) = [post for post in slack.workspace.messages(channel) if post.thread_ts]
    assert details.thread_ts == post.ts
    assert post.metadata == {
        "event_type": "reelpulse_delivery",
        "event_payload": {"key": f"digest {current().id} 2026-06-01T09:00+0800"},
    }
    await process.run()
    assert len(digests_in(slack, channel)) == 1


async def test_after_downtime_the_newest_comes_late_once_and_says_so(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """A daily one that missed three days stands for the two before it."""
    process = start()
    current = add_subscription(process, channel, "daily 9:00")
    clock.advance(days=2, hours=2)
    await process.run()
    (post,) = digests_in(slack, channel)
    assert "Late: this was due 3 June 09:00" in json.dumps(post.blocks)
    assert "2 earlier digests were left out" in json.dumps(post.blocks)
    assert current().missed is None
    clock.advance(days=1)
    await process.run()
    assert len(digests_in(slack, channel)) == 2


async def test_too_late_is_missed_and_the_next_one_says_so(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """A daily digest is not sent in the evening; nobody is left to guess."""
    process = start()
    current = add_subscription(process, channel, "daily 9:00")
    clock.advance(hours=15)
    await process.run()
    assert digests_in(slack, channel) == []
    assert current().missed
    assert current().last_error == "not_running"
    assert "1 June 09:00 was missed" in process.service.list_lines("U0ANNA", channel, "en")[0]
    clock.advance(hours=9, minutes=10)
    await process.run()
    (post,) = digests_in(slack, channel)
    assert "The digest due 1 June 09:00 was never sent" in json.dumps(post.blocks)
    assert current().missed is None


async def test_a_claim_of_which_nobody_knows_how_it_ended_is_looked_into_even_when_too_late(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """What stands in the channel was sent, not missed."""

    class Gone(BaseException):
        """The end."""

    def end(name: str) -> None:
        if name == "posted":
            raise Gone

    process = start(end)
    add_subscription(process, channel, "daily 9:00")
    clock.advance(minutes=5)
    with pytest.raises(Gone):
        await process.run()
    await process.end()
    clock.advance(hours=14)
    again = start()
    await again.run()
    assert len(digests_in(slack, channel)) == 1
    (current,) = again.subscriptions.visible_to("U0ANNA", channel)
    assert current.missed is None
    assert current.last_sent


async def test_slack_is_tried_as_long_as_the_grace_time_lasts(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Half an hour of 503 for an hourly digest; then it is missed, not forgotten."""
    process = start()
    current = add_subscription(process, channel, "0 * * * *")
    slack.faults.add("chat.postMessage", InjectedFault("service_unavailable", status=503), times=10_000)
    slack.calls.clear()
    clock.advance(minutes=5)
    start_time = clock.now
    await process.run()
    assert timedelta(minutes=25) < clock.now - start_time <= timedelta(minutes=30)
    assert [method for method, _ in slack.calls].count("conversations.history") > 10
    assert current().missed
    assert not current().paused
    slack.faults.clear()


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "token_revoked", "missing_scope"])
async def test_what_a_person_must_mend_pauses_it_and_is_told_once(
    slack: LocalSlack, start: Start, clock: Clock, channel: str, error: str
) -> None:
    """The owner gets one direct message in all; the list keeps the reason; resumed, what was kept back is sent."""
    process = start()
    current = add_subscription(process, channel)
    slack.faults.add("chat.postMessage", InjectedFault(error))
    clock.advance(minutes=5)
    await process.run()
    assert digests_in(slack, channel) == []
    assert current().paused
    for _ in range(3):
        clock.advance(minutes=1)
        await process.run()
    (notice,) = slack.workspace.messages("D0ANNA")
    assert f"/digest resume {current().id}" in notice.text
    line = process.service.list_lines("U0ANNA", channel, "en")[0]
    assert "paused" in line
    assert "trouble" in line
    process.subscriptions.resume(current().id, clock())
    await process.run()
    assert len(digests_in(slack, channel)) == 1
    assert current().last_error is None


async def test_a_revoked_token_is_told_as_soon_as_there_is_a_new_one(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Nobody can be told with a token that nobody takes."""
    process = start()
    current = add_subscription(process, channel)
    slack.faults.add("*", InjectedFault("invalid_auth"), times=3)
    clock.advance(minutes=5)
    for _ in range(3):
        await process.run()
    assert current().paused
    assert slack.workspace.messages("D0ANNA") == []
    slack.faults.clear()
    await process.run()
    assert len(slack.workspace.messages("D0ANNA")) == 1


async def test_what_its_owner_paused_is_not_sent_afterwards(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Paused over Monday, resumed on Tuesday: the next is on Monday."""
    process = start()
    current = add_subscription(process, channel)
    process.subscriptions.pause(current().id, clock())
    clock.advance(days=1)
    await process.run()
    process.subscriptions.resume(current().id, clock())
    await process.run()
    assert digests_in(slack, channel) == []
    assert (current().next_due or "")[:10] == "2026-06-08"


async def test_nothing_new_is_silence_that_differs_from_failure(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Only when something changed: the ranking is told once; the list says that it was looked at since."""
    process = start()
    request = parse("influencers top 3 since:2025-12-01").model_dump_json()
    current = add_subscription(process, channel, "daily 9:00", only_when_changed=True, request=request)
    clock.advance(minutes=5)
    await process.run()
    assert len(digests_in(slack, channel)) == 1
    clock.advance(days=1)
    await process.run()
    assert len(digests_in(slack, channel)) == 1
    assert current().last_quiet
    assert "nothing changed, so nothing was sent" in process.service.list_lines("U0ANNA", channel, "en")[0]
    assert current().last_error is None


async def test_a_ranking_is_sent_whole_each_time(slack: LocalSlack, start: Start, clock: Clock, channel: str) -> None:
    """Though it is the same again: it was asked for."""
    process = start()
    request = parse("influencers top 3 since:2025-12-01").model_dump_json()
    add_subscription(process, channel, "daily 9:00", request=request)
    clock.advance(minutes=5)
    await process.run()
    clock.advance(days=1)
    await process.run()
    first, second = digests_in(slack, channel)
    assert [block["type"] for block in first.blocks] == [block["type"] for block in second.blocks]
    assert second.blocks[0] == first.blocks[0]


async def test_a_combined_digest_is_one_message_with_the_answers_in_its_thread(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    process = start()
    requests = [parse("influencers top 3 since:2025-12-01"), parse("kpis last 1 week")]
    add_subscription(process, channel, request=dump_requests(requests))
    clock.advance(minutes=5)
    await process.run()
    (post,) = digests_in(slack, channel)
    assert [block["type"] for block in post.blocks].count("section") == len(requests)
    answers = [answer for answer in slack.workspace.messages(channel) if answer.thread_ts == post.ts]
    assert len(answers) == len(requests)
    headlines = [answer.blocks[0]["text"]["text"] for answer in answers if answer.blocks[0]["type"] == "header"]
    assert all(headline in post.text.replace("\u2060", "") for headline in headlines)


async def test_data_older_than_the_period_names_the_missing_export(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """No zeros: what is missing, for which days."""
    process = start()
    add_subscription(process, channel, request=parse("segments last 7 days").model_dump_json(), lang="en")
    clock.advance(days=14, minutes=5)
    await process.run()
    (post,) = digests_in(slack, channel)
    assert "Missing for these days: TikTok Studio → Content (`Content.csv`)" in post.text
    assert "reelpulse import" in post.text
    assert "1 June" in post.text


async def test_a_question_that_the_data_cannot_answer_is_said_not_kept_silent(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Even when only changes are wanted."""
    process = start()
    request = parse("segments platform=nowhere").model_dump_json()
    add_subscription(process, channel, request=request, only_when_changed=True)
    clock.advance(minutes=5)
    await process.run()
    (post,) = digests_in(slack, channel)
    assert "cannot be answered now" in post.text


async def test_a_request_that_cannot_be_read_any_more_pauses_that_one_only(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """One bad row costs the others nothing."""
    process = start()
    broken = add_subscription(process, channel, request=json.dumps({"command": "segments", "options": {"k": 99}}))
    add_subscription(process, channel)
    clock.advance(minutes=5)
    await process.run()
    assert len(digests_in(slack, channel)) == 1
    assert broken().paused
    assert broken().last_error == "not_understood"


async def test_a_clock_set_back_neither_repeats_nor_falls_silent(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """An hour back, or from the year 2030."""
    process = start()
    add_subscription(process, channel, "daily 9:00")
    clock.advance(minutes=5)
    await process.run()
    assert len(digests_in(slack, channel)) == 1
    clock.advance(hours=-1)
    for _ in range(3):
        await process.run()
        clock.advance(hours=1)
    assert len(digests_in(slack, channel)) == 1
    real = clock.now
    clock.advance(days=1_500)
    await process.run()
    sent_by_mistake = len(digests_in(slack, channel))
    clock.now = real
    await process.run()
    clock.advance(days=1)
    await process.run()
    assert len(digests_in(slack, channel)) == sent_by_mistake + 1


async def test_due_ones_keep_one_message_a_second_in_a_channel(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Ten at once: each a second after the one before, by Slack's own timestamps."""
    process = start()
    for _ in range(10):
        add_subscription(process, channel)
    clock.advance(minutes=5)
    await process.run()
    seconds = [int(float(post.ts)) for post in slack.workspace.messages(channel)]
    assert len(seconds) == 20
    assert len(set(seconds)) == 20


async def test_a_deleted_subscription_is_not_sent(slack: LocalSlack, start: Start, clock: Clock, channel: str) -> None:
    """And its number is never given again."""
    process = start()
    current = add_subscription(process, channel)
    number = current().id
    process.subscriptions.remove(number)
    clock.advance(minutes=5)
    await process.run()
    assert digests_in(slack, channel) == []
    assert add_subscription(process, channel)().id > number


async def test_a_chart_that_slack_refuses_is_drawn_and_still_posted_once(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """A refusal is no doubt: the second form of the message goes out under the same key."""
    process = start()
    add_subscription(process, channel)
    slack.faults.add("chat.postMessage", InjectedFault("invalid_blocks", needs="data_visualization"))
    clock.advance(minutes=5)
    await process.run()
    (post,) = digests_in(slack, channel)
    assert "image" in [block["type"] for block in post.blocks]


async def test_an_unknown_answer_of_slack_misses_the_digest_and_names_the_code(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Neither paused nor forgotten."""
    process = start()
    current = add_subscription(process, channel)
    slack.faults.add("chat.postMessage", InjectedFault("something_new"))
    clock.advance(minutes=5)
    await process.run()
    assert not current().paused
    assert current().missed
    assert "something_new" in process.service.list_lines("U0ANNA", channel, "en")[0].replace("ˍ", "_")


async def test_the_outbox_knows_what_it_has_delivered(start: Start, clock: Clock, channel: str) -> None:
    """The same key again is answered from memory."""
    process = start()
    outgoing = Outgoing("a key", channel, clock.now + timedelta(minutes=1))
    first = await process.outbox.deliver(outgoing, Message("once"))
    assert await process.outbox.deliver(outgoing, Message("twice")) == first
