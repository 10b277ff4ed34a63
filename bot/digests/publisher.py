"""Writes and posts one digest: request, question, job, message; the details follow in its thread."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from analytics.vocabulary.errors import NotAnswerable
from analytics.vocabulary.questions import Question
from analytics.vocabulary.reports import Report
from bot.blocks import FilePicture, Message, Picture
from bot.delivery import Delivery
from bot.delivery.picture_fallback import send_with_best_picture, simplify
from bot.digests.content import StaleData, question_of
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
from bot.state import Answer
from bot.state.subscriptions import format_instant
from bot.workers import RequestedFiles

_MAX_CONCURRENT = 3
"""Digests computed at the same time; few, so that people who ask are served first."""
_USER = "digests"
_DETAILS_TIMEOUT = timedelta(minutes=10)
"""How long posting the details is retried."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """The content of a digest; `message` is set where the message has no picture."""

    issue: Issue
    message: Message | None
    question: Question | None = None
    report: Report | None = None
    quiet: bool = False

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the report."""
        return None if self.report is None else presenter_of(self.report).fingerprint(self.report)


class DigestPublisher:
    """Writes digests and posts them through the outbox."""

    def __init__(self, delivery: Delivery, outbox: Outbox, client: AsyncWebClient, clock: Clock) -> None:
        self._delivery, self._outbox, self._client, self._clock = delivery, outbox, client, clock
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)

    async def write(self, issue: Issue) -> DigestDraft:
        """Compute the content. Raises ReelPulseError, except NotAnswerable, which the digest itself reports."""
        subscription, settings = issue.subscription, self._delivery.settings
        async with self._slots:
            try:
                question = await asyncio.to_thread(question_of, settings.home, subscription, issue.due)
                if isinstance(question, StaleData):
                    return DigestDraft(issue, stale_message(question, issue))
                report = (await self._delivery.jobs.submit(question, RequestedFiles(), _USER)).report
            except NotAnswerable as error:
                return DigestDraft(issue, unanswerable_message(error, issue))
        quiet = not presenter_of(report).has_changed(report, subscription.seen)
        return DigestDraft(issue, quiet_message(report, issue) if quiet else None, question, report, quiet)

    def preview(self, draft: DigestDraft) -> Message:
        """The message as it would be posted, with a native chart."""
        return self._message(draft, "native", "preview")

    async def post(self, draft: DigestDraft, outgoing: Outgoing) -> str:
        """Post the digest and, in its thread, the details, each once; returns the timestamp of the digest.

        Raises PostRefused, GaveUp.
        """
        answer_id = hashlib.sha256(outgoing.key.encode()).hexdigest()[:12]
        self._remember(draft, outgoing, answer_id, None)

        async def attempt(picture: Picture, simple: bool) -> str:
            message = self._message(draft, picture, answer_id)
            return await self._outbox.deliver(outgoing, simplify(message) if simple else message)

        async def draw() -> FilePicture | None:
            if draft.question is None:
                return None
            return await self._delivery.draw_picture(self._client, draft.question, draft.issue.subscription.lang, _USER)

        drawn_only = (
            draft.message is None
            and draft.report is not None
            and presenter_of(draft.report).is_drawn_only(draft.report)
        )
        ts = await send_with_best_picture(attempt, draw, drawn_only=drawn_only)
        self._remember(draft, outgoing, answer_id, ts)
        if draft.report is not None and draft.message is None:
            await self._post_details(draft.report, draft.issue.subscription.lang, outgoing, ts)
        return ts

    async def _post_details(self, report: Report, lang: str, outgoing: Outgoing, ts: str) -> None:
        """Post the details in the thread; a failure is only logged, since the digest itself was sent."""
        until = max(outgoing.until, self._clock() + _DETAILS_TIMEOUT)
        details = replace(outgoing, key=f"{outgoing.key} details", thread_ts=ts, until=until)
        try:
            await self._outbox.deliver(details, details_message(report, lang))
        except (PostRefused, GaveUp, SlackApiError) as error:
            log.warning("digest details not posted", key=outgoing.key, reason=str(error)[:200])

    def _message(self, draft: DigestDraft, picture: Picture, answer_id: str) -> Message:
        if draft.message is not None:
            return draft.message
        assert draft.report is not None  # noqa: S101 - without a report there is a message
        return digest_message(draft.report, draft.issue, picture=picture, answer_id=answer_id)

    def _remember(self, draft: DigestDraft, outgoing: Outgoing, answer_id: str, ts: str | None) -> None:
        """Store the answer, so that the buttons under a digest work like those under any answer."""
        if draft.report is None or draft.question is None:
            return
        subscription = draft.issue.subscription
        self._delivery.state.save_answer(
            Answer(
                id=answer_id,
                channel=outgoing.channel,
                ts=ts,
                thread_ts=None,
                user=subscription.creator,
                request=subscription.request,
                question=draft.question.model_dump_json(),
                data_version=draft.report.data_version,
                lang=subscription.lang,
                zone=subscription.zone,
                asked=format_instant(draft.issue.due),
                private=False,
            )
        )
