"""Whatever dies, drops or refuses in between: a digest stands in the channel once, and so do its details."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.playground import InjectedFault, LocalSlack
from bot.playground.workspace import ChannelMessage
from bot.state.subscriptions import Subscription
from tests.bot.digests.conftest import Start, new_channel
from tests.bot.digests.processes import MONDAY, Clock, Killed, Process, make_subscription

pytestmark = pytest.mark.asyncio(loop_scope="module")

STEPS = 11
"""Things done on the way of one digest: claimed, written, claimed, tried, posted, marked; and the details likewise."""
FAULTS = {
    "500 after accepting": InjectedFault("internal_error", status=500, after=True),
    "503 without a word": InjectedFault("service_unavailable", status=503),
    "429": InjectedFault("ratelimited", status=429, retry_after=7),
    "cut after accepting": InjectedFault(drop=True, after=True),
    "cut before": InjectedFault(drop=True),
}
QUICK = range(8)
SLOW = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(8, 200)]


def digests_in(slack: LocalSlack, channel: str) -> list[ChannelMessage]:
    return [post for post in slack.workspace.messages(channel) if post.metadata and not post.thread_ts]


def details_in(slack: LocalSlack, channel: str) -> list[ChannelMessage]:
    return [post for post in slack.workspace.messages(channel) if post.thread_ts]


@dataclass
class Reaper:
    """Kills whoever takes the n-th step, for each n in `fatal`."""

    fatal: set[int]
    steps: int = 0
    killed: list[str] = field(default_factory=list)

    def __call__(self, name: str) -> None:
        self.steps += 1
        if self.steps in self.fatal:
            self.killed.append(name)
            raise Killed


async def run_until_settled(
    start: Start, reaper: Reaper, clock: Clock, number: int, subscription: Subscription
) -> None:
    """Keep `number` processes ticking, each replaced when it is killed, until the period is dealt with."""
    processes = [start(reaper) for _ in range(number)]
    for _ in range(60):
        results = await asyncio.gather(*(process.run() for process in processes), return_exceptions=True)
        for index, error in enumerate(results):
            if isinstance(error, Killed):
                await processes[index].end()
                processes[index] = start(reaper)
            elif isinstance(error, BaseException):
                raise error
        now = processes[0].subscriptions.find(subscription.id)
        assert now is not None
        if now.settled >= clock.now.isoformat()[:13] and now.last_sent:
            break
        await clock.sleep(60)
    for process in processes:
        await process.run()  # nothing is left to do, and nothing is done again
        await process.end()


def start_with_subscription(start: Start, channel: str, **more: Any) -> tuple[Process, Subscription]:
    process = start()
    subscription = process.subscriptions.add(make_subscription(channel, **more), process.clock())
    return process, subscription


@pytest.mark.parametrize("number", [1, 2], ids=["one process", "two processes"])
@pytest.mark.parametrize("seed", [*QUICK, *SLOW])
async def test_killed_anywhere_it_is_delivered_once(
    slack: LocalSlack, start: Start, clock: Clock, channel: str, seed: int, number: int
) -> None:
    """Up to three deaths and two faults of Slack on the way of one digest; 0 duplicates, 0 losses."""
    rng = random.Random(f"{seed} {number}")
    process, subscription = start_with_subscription(start, channel)
    await process.end()
    clock.advance(minutes=5)
    for name in rng.sample(sorted(FAULTS), rng.choice([0, 1, 1, 2])):
        slack.faults.add("chat.postMessage", FAULTS[name])
    if rng.random() < 0.3:
        slack.faults.add("conversations.history", InjectedFault("internal_error", status=500))
    reaper = Reaper(set(rng.sample(range(1, STEPS - 1), rng.choice([1, 1, 2, 3]))))
    await run_until_settled(start, reaper, clock, number, subscription)
    assert reaper.killed
    assert len(digests_in(slack, channel)) == 1
    assert len(details_in(slack, channel)) == 1
    slack.faults.clear()


async def test_every_step_on_the_way_is_survived(slack: LocalSlack, start: Start, clock: Clock) -> None:
    """One death at each step, one after the other."""
    killed: list[str] = []
    for step in range(1, STEPS + 1):
        channel, clock.now = new_channel(slack), MONDAY - timedelta(minutes=5)
        process, subscription = start_with_subscription(start, channel)
        await process.end()
        clock.advance(minutes=5)
        reaper = Reaper({step})
        await run_until_settled(start, reaper, clock, 1, subscription)
        killed += reaper.killed
        assert len(digests_in(slack, channel)) == 1
        assert len(details_in(slack, channel)) == 1
        start().subscriptions.remove(subscription.id)
    assert killed == [
        *("claimed", "written", "claimed", "tried", "posted", "marked"),
        *("claimed", "tried", "posted", "marked", "settled"),
    ]


@pytest.mark.parametrize("name", sorted(FAULTS))
async def test_each_fault_alone_costs_nothing(
    slack: LocalSlack, start: Start, clock: Clock, channel: str, name: str
) -> None:
    """Obeyed, waited out, or looked into; the digest and its details come once."""
    process, _ = start_with_subscription(start, channel)
    clock.advance(minutes=5)
    slack.faults.add("chat.postMessage", FAULTS[name])
    before = clock.now
    await process.run()
    assert len(digests_in(slack, channel)) == 1
    assert len(details_in(slack, channel)) == 1
    assert (clock.now - before).total_seconds() >= (7 if name == "429" else 5)


async def test_a_message_further_back_in_a_busy_channel_is_found(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """Several pages of talk came after it."""
    reaper = Reaper(fatal=set())
    process = start(lambda name: reaper(name) if name == "posted" else None)
    subscription = process.subscriptions.add(make_subscription(channel), clock())
    reaper.fatal = {1}
    clock.advance(minutes=5)
    with pytest.raises(Killed):
        await process.run()
    await process.end()
    for _ in range(450):
        slack.workspace.posts.append(ChannelMessage(slack.workspace.new_ts(), channel, "U0ANNA", "so much to say"))
    clock.advance(minutes=1)
    again = start()
    await again.run()
    assert len(digests_in(slack, channel)) == 1
    match = again.subscriptions.find(subscription.id)
    assert match is not None
    assert match.last_sent


async def test_only_one_of_two_processes_delivers_and_the_other_takes_over(
    slack: LocalSlack, start: Start, clock: Clock, channel: str
) -> None:
    """The lead is the operating system's: it goes when its holder does."""
    leading, waiting = start(), start()
    leading.subscriptions.add(make_subscription(channel, "daily 9:00"), clock())
    await leading.run()
    clock.advance(minutes=5)
    await waiting.run()
    assert digests_in(slack, channel) == []
    await leading.run()
    assert len(digests_in(slack, channel)) == 1
    await leading.end()
    clock.advance(days=1)
    await waiting.run()
    assert len(digests_in(slack, channel)) == 2
