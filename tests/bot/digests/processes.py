"""Several deliverers on one home, each as a process would have it, with a clock and an end that the test decides."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import Delivery
from bot.digests import DigestCommands, DigestDispatcher, DigestPublisher, Notices, SubscriptionService
from bot.outbox import LeaderLock, Outbox
from bot.playground import BOT_TOKEN, LocalSlack
from bot.requests import parse
from bot.settings import Settings
from bot.state import Memory
from bot.state.subscriptions import Subscription, Subscriptions
from bot.workers import Jobs


class Killed(BaseException):
    """The process is gone: nothing catches it."""


@dataclass
class Clock:
    """Time that passes when someone sleeps."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)

    def advance(self, **units: float) -> None:
        self.now += timedelta(**units)


def settings(home: Path, slack: LocalSlack) -> Settings:
    return Settings.model_validate(
        {"REELPULSE_HOME": home, "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": slack.api_url}
    )


@dataclass
class Process:
    """One deliverer; `step` is told what has just been done."""

    home: Path
    slack: LocalSlack
    jobs: Jobs
    clock: Clock
    step: Callable[[str], None] = lambda _: None
    session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    def __post_init__(self) -> None:
        made = settings(self.home, self.slack)
        self.memory = Memory(self.home)
        self.client = AsyncWebClient(BOT_TOKEN, base_url=made.api_url, retry_handlers=[], session=self.session)
        self.subscriptions = Subscriptions(self.memory.connection)
        self.outbox = Outbox(
            self.memory.connection, self.client, self.client, self.clock, self.clock.sleep, self._stepped
        )
        delivery = Delivery(made, self.jobs, self.memory)
        self.delivery = delivery
        writer = DigestPublisher(delivery, self.outbox, self.client, self.clock)
        notices = Notices(self.subscriptions, self.outbox, self.client, self.clock)
        self.lead = LeaderLock(self.home)
        self.digests = DigestDispatcher(self.subscriptions, writer, self.outbox, notices, self.lead, self.clock)
        self.desk = SubscriptionService(self.subscriptions, writer, self.client, self.clock)
        self.talk = DigestCommands(self.desk)

    def _stepped(self, name: str) -> None:
        self.step(name)

    async def run(self) -> None:
        """Tick, and wait until all is done that the tick began."""
        await self.digests.tick()
        await self.digests.idle()

    async def end(self) -> None:
        """As the operating system leaves it: locks and transactions are gone, nothing is said."""
        self.lead.leave()
        for task in self.digests.under_way:
            task.cancel()
        with contextlib.suppress(BaseException):
            await asyncio.gather(*self.digests.under_way, return_exceptions=True)
        self.memory.close()
        await self.session.close()


def subscription(channel: str, schedule: str = "weekly mon 9:00", **more: object) -> Subscription:
    made: dict[str, object] = {
        "id": 0,
        "channel": channel,
        "creator": "U0ANNA",
        "schedule": schedule,
        "zone": "Asia/Shanghai",
        "request": parse("influencers top 3").model_dump_json(),
        "lang": "en",
        "only_when_changed": False,
    }
    return Subscription(**{**made, **more})  # type: ignore[arg-type]  # the fields are given by the tests below


MONDAY = datetime(2026, 6, 1, 1, tzinfo=UTC)
"""9:00 in Shanghai, on the day after the simulated brand's last."""
