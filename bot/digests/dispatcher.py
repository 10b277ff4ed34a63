"""What is due is sent: once, late rather than never, and trouble is told to whoever made the subscription."""

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
from bot.schedules import due_instants, grace, next_due
from bot.state.subscriptions import Subscription, Subscriptions, instant, stamp

_LATE = timedelta(minutes=10)
_CATCHING_UP = timedelta(days=40)
"""What was due longer ago than this is past every grace time, however rare the schedule."""
_FAREWELL_SECONDS = 5.0
_PAUSING = {
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
"""Answers of Slack that a person has to do something about."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _DueDigest:
    """What of a subscription is to be sent now, and how many earlier ones it stands for."""

    due: datetime
    until: datetime
    skipped: int


class DigestDispatcher:
    """Sends what is due; `tick` is called once a minute and returns at once, the work goes on beside it."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        writer: DigestPublisher,
        outbox: Outbox,
        notices: Notices,
        lead: LeaderLock,
        clock: Clock,
    ) -> None:
        self._subscriptions, self._writer, self._outbox = subscriptions, writer, outbox
        self._notices, self._lead, self._clock = notices, lead, clock
        self._leading = False
        self._under_way: dict[int | str, asyncio.Task[None]] = {}

    async def tick(self) -> None:
        """Begin whatever is due and not under way; in one process of a home only."""
        if not self._lead.take():
            return
        now = self._clock()
        if not self._leading or self._subscriptions.ahead(now):
            for _ in self._subscriptions.recompute(now):
                await asyncio.sleep(0)  # lets whoever asks be acknowledged
            self._leading = True
        for kept in self._subscriptions.due(now):
            self._begin(kept.id, self._attend(kept.id))
        if self._subscriptions.untold():
            self._begin("notices", self._notices.tell())

    @property
    def under_way(self) -> list[asyncio.Task[None]]:
        """What was begun and has not come to its end."""
        return list(self._under_way.values())

    async def idle(self) -> None:
        """Wait until nothing is under way; what ended a task ends the wait."""
        while self._under_way:
            await asyncio.gather(*self._under_way.values())

    async def stop(self) -> None:
        """Let what is under way come to an end, or give it up: it is taken up again where it was left."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way.values(), timeout=_FAREWELL_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._lead.leave()

    def _begin(self, name: int | str, work: Coroutine[Any, Any, None]) -> None:
        if name in self._under_way:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._under_way[name] = task
        task.add_done_callback(lambda _: self._under_way.pop(name, None))

    async def _attend(self, identity: int) -> None:
        """Send what is due of one subscription; no trouble with it reaches the others."""
        kept = self._subscriptions.find(identity)
        if kept is None or kept.paused:
            return
        try:
            await self._send(kept)
        except PostRefused as refused:
            self._refused(kept, refused.error)
        except SlackApiError as error:
            self._refused(kept, str(error.response.get("error")))
        except NotUnderstood:
            log.warning("a stored request cannot be read any more", subscription=identity)
            self._subscriptions.pause(identity, self._clock(), "not_understood")
        except ReelPulseError as error:
            log.warning("a digest has to wait", subscription=identity, error=type(error).__name__)
            self._subscriptions.remark(identity, type(error).__name__)
        except Exception:
            log.exception("a digest failed", subscription=identity)
            self._subscriptions.remark(identity, "internal")

    def _refused(self, kept: Subscription, code: str) -> None:
        log.warning("Slack refuses a digest", subscription=kept.id, error=code)
        if code in _PAUSING:
            self._subscriptions.pause(kept.id, self._clock(), code)
            return
        pending = self._pending(kept)
        self._subscriptions.settle(kept.id, pending.due, last_error=code, missed=stamp(pending.due))

    async def _send(self, kept: Subscription) -> None:
        pending = self._pending(kept)
        going = Outgoing(_key(kept, pending.due), kept.channel, pending.until)
        if self._clock() > pending.until and not self._outbox.begun(going.key):
            self._miss(kept, pending, kept.last_error or "not_running")
            return
        self._outbox.claim(going.key, kept.channel)
        draft = await self._writer.write(self._issue(kept, pending))
        self._outbox.step("written")
        if draft.quiet and kept.only_when_changed and not self._outbox.begun(going.key):
            self._subscriptions.settle(
                kept.id, pending.due, last_quiet=stamp(pending.due), last_error=None, missed=None
            )
            self._outbox.step("settled")
            return
        try:
            await self._writer.post(draft, going)
        except GaveUp as given_up:
            self._miss(kept, pending, given_up.error)
            return
        seen = draft.seen or kept.seen
        self._subscriptions.settle(
            kept.id, pending.due, last_sent=stamp(pending.due), seen=seen, last_error=None, missed=None
        )
        self._outbox.step("settled")

    def _miss(self, kept: Subscription, pending: _DueDigest, reason: str) -> None:
        log.warning("a digest was missed", subscription=kept.id, due=stamp(pending.due), reason=reason)
        self._subscriptions.settle(kept.id, pending.due, last_error=reason, missed=stamp(pending.due))

    def _pending(self, kept: Subscription) -> _DueDigest:
        now, settled = self._clock(), instant(kept.settled)
        after = max(settled, now - _CATCHING_UP) + timedelta(microseconds=1)
        found = due_instants(kept.when, kept.place, after, now + timedelta(microseconds=1))
        if not found:
            found = [instant(kept.next_due or kept.settled).astimezone(kept.place)]
        newest = found[-1]
        return _DueDigest(newest, newest + grace(kept.when, kept.place, newest), len(found) - 1)

    def _issue(self, kept: Subscription, pending: _DueDigest) -> Issue:
        now = self._clock()
        return Issue(
            kept,
            pending.due,
            now,
            next_due(kept.when, kept.place, max(pending.due, now)),
            late=now - pending.due > _LATE,
            skipped=pending.skipped,
        )


def _key(kept: Subscription, at: datetime) -> str:
    """Subscription and period, by its wall clock."""
    return f"digest {kept.id} {at:%Y-%m-%dT%H:%M%z}"
