"""Sends due digests once, late rather than never, and records errors for the creator of the subscription."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from analytics.vocabulary.errors import NotUnderstood, ReelPulseError
from bot.digests.message import Issue
from bot.digests.notices import Notices
from bot.digests.publisher import DigestPublisher
from bot.outbox import GaveUp, LeaderLock, Outbox, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.schedules import due_instants, grace_period
from bot.state.subscriptions import Subscription, Subscriptions, format_instant, parse_instant

_LATE = timedelta(minutes=10)
_CATCH_UP_LIMIT = timedelta(days=40)
"""Due times further back than this have passed the longest grace time."""
_STOP_SECONDS = 5.0
_PAUSE_CODES = {
    "is_archived",
    "not_in_channel",
    "channel_not_found",
    "restricted_action",
    "missing_scope",
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "ekm_access_denied",
    "org_login_required",
}
"""Error codes of Slack that only a person can resolve: the subscription is paused."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _DueDigest:
    """The digest of a subscription to send now, and how many earlier due times it replaces."""

    due: datetime
    until: datetime
    skipped: int


class DigestDispatcher:
    """Sends due digests. `tick` is called once a minute, starts tasks, and does not wait for them."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        publisher: DigestPublisher,
        outbox: Outbox,
        notices: Notices,
        leader_lock: LeaderLock,
        clock: Clock,
    ) -> None:
        self._subscriptions, self._publisher, self._outbox = subscriptions, publisher, outbox
        self._notices, self._leader_lock, self._clock = notices, leader_lock, clock
        self._is_leader = False
        self._tasks: dict[int | str, asyncio.Task[None]] = {}

    async def tick(self) -> None:
        """Start a task for each due digest; only in the leader process of the home."""
        if not self._leader_lock.acquire():
            return
        now = self._clock()
        if not self._is_leader or self._subscriptions.is_settled_ahead(now):
            for _ in self._subscriptions.recompute_due_times(now):
                await asyncio.sleep(0)  # lets the event loop acknowledge requests
            self._is_leader = True
        for subscription in self._subscriptions.due(now):
            self._start(subscription.id, self._process(subscription.id))
        if self._subscriptions.awaiting_notice():
            self._start("notices", self._notices.send_pending())

    @property
    def tasks(self) -> list[asyncio.Task[None]]:
        """Tasks that have started and not ended."""
        return list(self._tasks.values())

    async def wait_until_idle(self) -> None:
        """Wait until no task is running. Raises what a task raised."""
        while self._tasks:
            await asyncio.gather(*self._tasks.values())

    async def stop(self) -> None:
        """Wait briefly for running tasks, then cancel them; the next start resumes their digests."""
        if self._tasks:
            _, unfinished = await asyncio.wait(self._tasks.values(), timeout=_STOP_SECONDS)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        self._leader_lock.release()

    def _start(self, name: int | str, work: Coroutine[Any, Any, None]) -> None:
        if name in self._tasks:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._tasks[name] = task
        task.add_done_callback(lambda _: self._tasks.pop(name, None))

    async def _process(self, number: int) -> None:
        """Send the due digest of one subscription; its errors do not affect the others."""
        subscription = self._subscriptions.find(number)
        if subscription is None or subscription.paused:
            return
        try:
            await self._send(subscription)
        except PostRefused as refusal:
            self._record_refusal(subscription, refusal.error)
        except SlackApiError as error:
            self._record_refusal(subscription, str(error.response.get("error")))
        except NotUnderstood:
            log.warning("stored request unreadable", subscription=number)
            self._subscriptions.pause(number, self._clock(), "not_understood")
        except ReelPulseError as error:
            log.warning("digest postponed", subscription=number, error=type(error).__name__)
            self._subscriptions.record_error(number, type(error).__name__)
        except Exception:
            log.exception("digest failed", subscription=number)
            self._subscriptions.record_error(number, "internal")

    def _record_refusal(self, subscription: Subscription, code: str) -> None:
        log.warning("digest refused by Slack", subscription=subscription.id, error=code)
        if code in _PAUSE_CODES:
            self._subscriptions.pause(subscription.id, self._clock(), code)
            return
        due_digest = self._due_digest(subscription)
        self._subscriptions.settle(
            subscription.id, due_digest.due, last_error=code, missed=format_instant(due_digest.due)
        )

    async def _send(self, subscription: Subscription) -> None:
        due_digest = self._due_digest(subscription)
        outgoing = Outgoing(_key(subscription, due_digest.due), subscription.channel, due_digest.until)
        if self._clock() > due_digest.until and not self._outbox.may_be_posted(outgoing.key):
            self._record_missed(subscription, due_digest, subscription.last_error or "not_running")
            return
        self._outbox.claim(outgoing.key, subscription.channel)
        draft = await self._publisher.write(self._issue(subscription, due_digest))
        self._outbox.step("written")
        if draft.quiet and subscription.only_when_changed and not self._outbox.may_be_posted(outgoing.key):
            self._subscriptions.settle(
                subscription.id, due_digest.due, last_quiet=format_instant(due_digest.due), last_error=None, missed=None
            )
            self._outbox.step("settled")
            return
        try:
            await self._publisher.post(draft, outgoing)
        except GaveUp as error:
            self._record_missed(subscription, due_digest, error.error)
            return
        seen = draft.fingerprint or subscription.seen
        self._subscriptions.settle(
            subscription.id,
            due_digest.due,
            last_sent=format_instant(due_digest.due),
            seen=seen,
            last_error=None,
            missed=None,
        )
        self._outbox.step("settled")

    def _record_missed(self, subscription: Subscription, due_digest: _DueDigest, reason: str) -> None:
        log.warning("digest missed", subscription=subscription.id, due=format_instant(due_digest.due), reason=reason)
        self._subscriptions.settle(
            subscription.id, due_digest.due, last_error=reason, missed=format_instant(due_digest.due)
        )

    def _due_digest(self, subscription: Subscription) -> _DueDigest:
        now, settled = self._clock(), parse_instant(subscription.settled)
        after = max(settled, now - _CATCH_UP_LIMIT) + timedelta(microseconds=1)
        instants = due_instants(
            subscription.parsed_schedule, subscription.tzinfo, after, now + timedelta(microseconds=1)
        )
        if not instants:
            instants = [parse_instant(subscription.next_due or subscription.settled).astimezone(subscription.tzinfo)]
        newest = instants[-1]
        return _DueDigest(
            newest, newest + grace_period(subscription.parsed_schedule, subscription.tzinfo, newest), len(instants) - 1
        )

    def _issue(self, subscription: Subscription, due_digest: _DueDigest) -> Issue:
        now = self._clock()
        return Issue(
            subscription,
            due_digest.due,
            now,
            subscription.due_after(max(due_digest.due, now)),
            late=now - due_digest.due > _LATE,
            skipped=due_digest.skipped,
        )


def _key(subscription: Subscription, at: datetime) -> str:
    """The outbox key: subscription number and due time on its wall clock."""
    return f"digest {subscription.id} {at:%Y-%m-%dT%H:%M%z}"
