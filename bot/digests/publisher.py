"""One digest, written and posted: request -> question -> job -> message -> channel, details into the thread."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.questions import Question
from analytics.vocabulary.reports import Report
from bot.blocks import FilePicture, Message, Picture
from bot.delivery import Delivery
from bot.delivery.picture_fallback import simplified, with_best_picture
from bot.digests.content import Stale, closed, question_for
from bot.digests.message import (
    Issue,
    digest_message,
    quiet_message,
    stale_message,
    unanswerable_message,
)
from bot.messages import details_message
from bot.outbox import GaveUp, Outbox, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.presenters import presenter_of
from bot.schedules import due_instants
from bot.state import Answer
from bot.state.subscriptions import Subscription, stamp
from bot.workers import Wants

_AT_ONCE = 3
"""Digests being worked out at the same time: people who ask come first."""
_WORKER = "digests"
_LOOKED_BACK = timedelta(days=62)
_DETAILS_LATER = timedelta(minutes=10)
"""How long after a digest its details may follow."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """What a digest is going to say; `message` is whole where there is nothing to picture."""

    issue: Issue
    message: Message | None
    question: Question | None = None
    report: Report | None = None
    quiet: bool = False

    @property
    def seen(self) -> str | None:
        """The mark of what it tells."""
        return None if self.report is None else presenter_of(self.report).fingerprint(self.report)


class DigestPublisher:
    """Writes digests and has them posted."""

    def __init__(self, delivery: Delivery, outbox: Outbox, client: AsyncWebClient, clock: Clock) -> None:
        self._delivery, self._outbox, self._client, self._clock = delivery, outbox, client, clock
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def write(self, issue: Issue) -> DigestDraft:
        """Work out what to say. Raises ReelPulseError other than NotAnswerable, which is said in the digest."""
        kept, settings = issue.subscription, self._delivery.settings
        async with self._room:
            try:
                question = await asyncio.to_thread(
                    question_for,
                    settings.home,
                    kept.wanted,
                    closed(kept.when, issue.due),
                    kept.zone,
                    before(kept, issue.due),
                )
                if isinstance(question, Stale):
                    return DigestDraft(issue, stale_message(question, issue))
                report = (await self._delivery.jobs.submit(question, Wants(), _WORKER)).report
            except NotAnswerable as error:
                return DigestDraft(issue, unanswerable_message(error, issue))
        quiet = not presenter_of(report).has_changed(report, kept.seen)
        return DigestDraft(issue, quiet_message(report, issue) if quiet else None, question, report, quiet)

    def preview(self, draft: DigestDraft) -> Message:
        """The message as it would be posted, with Slack's own chart."""
        return self._message(draft, "native", "preview")

    async def post(self, draft: DigestDraft, going: Outgoing) -> str:
        """Post the digest and, in its thread, the details; each once. The digest's timestamp.

        Raises Refused, GaveUp.
        """
        answer_id = hashlib.sha256(going.key.encode()).hexdigest()[:12]
        self._remember(draft, going, answer_id, None)

        async def attempt(picture: Picture, simple: bool) -> str:
            message = self._message(draft, picture, answer_id)
            return await self._outbox.deliver(going, simplified(message) if simple else message)

        async def draw() -> FilePicture | None:
            if draft.question is None:
                return None
            return await self._delivery.drawn(self._client, draft.question, draft.issue.subscription.lang, _WORKER)

        only = (
            draft.message is None
            and draft.report is not None
            and presenter_of(draft.report).is_drawn_only(draft.report)
        )
        ts = await with_best_picture(attempt, draw, drawn=only)
        self._remember(draft, going, answer_id, ts)
        if draft.report is not None and draft.message is None:
            await self._post_details(draft.report, draft.issue.subscription.lang, going, ts)
        return ts

    async def _post_details(self, report: Report, lang: str, going: Outgoing, ts: str) -> None:
        """Into the thread; a digest whose details Slack refuses was sent all the same."""
        until = max(going.until, self._clock() + _DETAILS_LATER)
        below = replace(going, key=f"{going.key} details", thread_ts=ts, until=until)
        try:
            await self._outbox.deliver(below, details_message(report, lang))
        except (PostRefused, GaveUp, SlackApiError) as error:
            log.warning("a digest stays without its details", key=going.key, reason=str(error)[:200])

    def _message(self, draft: DigestDraft, picture: Picture, answer_id: str) -> Message:
        if draft.message is not None:
            return draft.message
        assert draft.report is not None  # noqa: S101 - without a report there is a message
        return digest_message(draft.report, draft.issue, picture=picture, answer_id=answer_id)

    def _remember(self, draft: DigestDraft, going: Outgoing, answer_id: str, ts: str | None) -> None:
        """The buttons under a digest work like those under any answer."""
        if draft.report is None or draft.question is None:
            return
        kept = draft.issue.subscription
        self._delivery.memory.remember(
            Answer(
                id=answer_id,
                channel=going.channel,
                ts=ts,
                thread_ts=None,
                user=kept.creator,
                request=kept.request,
                question=draft.question.model_dump_json(),
                data_version=draft.report.data_version,
                lang=kept.lang,
                zone=kept.zone,
                asked=stamp(draft.issue.due),
                private=False,
            )
        )


def before(kept: Subscription, at: datetime) -> datetime:
    """When the digest before this one was due; a week before where there was none for two months."""
    earlier = due_instants(kept.when, kept.place, at - _LOOKED_BACK, at)
    return earlier[-1] if earlier else at - timedelta(days=7)
