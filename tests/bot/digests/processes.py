"""Simulated processes that send the digests of one home; tests control their clocks and kill them."""

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
from bot.state import StateDatabase
from bot.state.subscriptions import Subscription, Subscriptions
from bot.workers import JobPool


class Killed(BaseException):
    """The end of a simulated process; nothing catches it."""


@dataclass
class Clock:
    """A clock that advances when somebody sleeps."""

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
    """One process that sends digests; `step` is called after each step."""

    home: Path
    slack: LocalSlack
    jobs: JobPool
    clock: Clock
    step: Callable[[str], None] = lambda _: None
    session: aiohttp.ClientSession = field(default_factory=aiohttp.ClientSession)

    def __post_init__(self) -> None:
        process_settings = settings(self.home, self.slack)
        self.state = StateDatabase(self.home)
        self.client = AsyncWebClient(
            BOT_TOKEN, base_url=process_settings.api_url, retry_handlers=[], session=self.session
        )
        self.subscriptions = Subscriptions(self.state.connection)
        self.outbox = Outbox(
            self.state.connection, self.client, self.client, self.clock, self.clock.sleep, self._run_step
        )
        delivery = Delivery(process_settings, self.jobs, self.state)
        self.delivery = delivery
        publisher = DigestPublisher(delivery, self.outbox, self.client, self.clock)
        notices = Notices(self.subscriptions, self.outbox, self.client, self.clock)
        self.leader_lock = LeaderLock(self.home)
        self.digests = DigestDispatcher(
            self.subscriptions, publisher, self.outbox, notices, self.leader_lock, self.clock
        )
        self.service = SubscriptionService(self.subscriptions, publisher, self.client, self.clock)
        self.commands = DigestCommands(self.service)

    def _run_step(self, name: str) -> None:
        self.step(name)

    async def run(self) -> None:
        """Tick, and wait for the tasks that the tick started."""
        await self.digests.tick()
        await self.digests.wait_until_idle()

    async def end(self) -> None:
        """End as a killed process does: locks and transactions are released, nothing is posted."""
        self.leader_lock.release()
        for task in self.digests.tasks:
            task.cancel()
        with contextlib.suppress(BaseException):
            await asyncio.gather(*self.digests.tasks, return_exceptions=True)
        self.state.close()
        await self.session.close()


def make_subscription(channel: str, schedule: str = "weekly mon 9:00", **more: object) -> Subscription:
    values: dict[str, object] = {
        "id": 0,
        "channel": channel,
        "creator": "U0ANNA",
        "schedule": schedule,
        "zone": "Asia/Shanghai",
        "request": parse("influencers top 3").model_dump_json(),
        "lang": "en",
        "only_when_changed": False,
    }
    return Subscription(**{**values, **more})  # type: ignore[arg-type]  # the tests pass the right types


MONDAY = datetime(2026, 6, 1, 1, tzinfo=UTC)
"""9:00 in Shanghai, on the day after the simulated brand's last."""
