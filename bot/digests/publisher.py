"""Writes and posts one digest: request, question, job, message; the details follow in its thread."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from analytics.vocabulary.errors import NotAnswerable
from bot.access import Person
from bot.blocks import FilePicture, Message, Picture
from bot.delivery import Delivery, Destination
from bot.delivery.picture_fallback import send_with_best_picture, simplify
from bot.delivery.records import save_records_before_posting
from bot.digests.content import StaleData, question_of
from bot.digests.draft import DigestDraft, answer_id_of, combine, draft_of, issues_of
from bot.digests.message import Issue, is_summary
from bot.messages import details_message, score_message
from bot.outbox import GaveUp, Outbox, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.requests import presentation
from bot.state import Answer, Predictions
from bot.state.subscriptions import format_instant
from bot.workers import RequestedFiles

_MAX_CONCURRENT = 3
"""Digests computed at the same time; few, so that people who ask are served first."""
_USER = "digests"
_PREVIEW = "preview"
"""The id of an answer that is not stored."""
_DETAILS_TIMEOUT = timedelta(minutes=10)
"""How long posting the details is retried."""

log = structlog.get_logger()


class DigestPublisher:
    """Writes digests and posts them through the outbox."""

    def __init__(self, delivery: Delivery, outbox: Outbox, client: AsyncWebClient, clock: Clock) -> None:
        self._delivery, self._outbox, self._client, self._clock = delivery, outbox, client, clock
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)

    async def write(self, issue: Issue) -> DigestDraft:
        """Compute the content. Raises ReelPulseError, except NotAnswerable, which the digest itself reports."""
        async with self._slots:
            return combine(issue, [await self._write_part(part) for part in issues_of(issue)])

    async def _write_part(self, issue: Issue) -> DigestDraft:
        if issue.request.options.get("score"):
            predictions = Predictions(self._delivery.state.connection)
            card = score_message(predictions.latest(), len(predictions.pending()), issue.subscription.lang)
            return draft_of(issue, card)
        try:
            home, zone = self._delivery.settings.home, self._delivery.settings.zone
            question = await asyncio.to_thread(question_of, home, zone, issue.subscription, issue.due)
            if isinstance(question, StaleData):
                return draft_of(issue, question)
            report = (await self._delivery.jobs.submit(question, RequestedFiles(), _USER)).report
        except NotAnswerable as error:
            return draft_of(issue, error)
        return draft_of(issue, report, question)

    async def preview(self, draft: DigestDraft) -> list[Message]:
        """The messages as they would be posted, with drawn pictures, since windows show no native charts."""
        combined = [draft.render(None, _PREVIEW)] if draft.parts else []
        return [*combined, *[part.render(await self._draw(part), _PREVIEW) for part in draft.parts or (draft,)]]

    async def post(self, draft: DigestDraft, outgoing: Outgoing) -> str:
        """Post the digest and, in its thread, the details, each once; returns the timestamp of the digest.

        The thread of a combined digest holds the whole answers. Raises PostRefused, GaveUp.
        """
        ts = await self._post_answer(draft, outgoing)
        until = max(outgoing.until, self._clock() + _DETAILS_TIMEOUT)
        thread = replace(outgoing, thread_ts=ts, until=until)
        for number, part in enumerate(draft.parts, start=1):
            await self._post_in_thread(part, replace(thread, key=f"{outgoing.key} {number}"))
        if draft.report is not None and not (is_summary(draft.issue.request) and draft.quiet):
            await self._post_details(draft, replace(thread, key=f"{outgoing.key} details"))
        return ts

    async def _post_answer(self, draft: DigestDraft, outgoing: Outgoing) -> str:
        answer_id = answer_id_of(outgoing.key)
        self._remember(draft, outgoing, answer_id, None)

        async def attempt(picture: Picture, simple: bool) -> str:
            message = draft.render(picture, answer_id)
            return await self._outbox.deliver(outgoing, simplify(message) if simple else message)

        ts = await send_with_best_picture(attempt, lambda: self._draw(draft), drawn_only=draft.is_drawn_only)
        self._remember(draft, outgoing, answer_id, ts)
        return ts

    async def _draw(self, draft: DigestDraft) -> FilePicture | None:
        if draft.question is None or not draft.has_picture:
            return None
        return await self._delivery.draw_picture(self._client, draft.question, draft.issue.subscription.lang, _USER)

    async def _post_in_thread(self, part: DigestDraft, outgoing: Outgoing) -> None:
        """Post one answer of a combined digest; a failure is only logged, since the digest itself was sent."""
        try:
            await self._post_answer(part, outgoing)
            await self._post_csv(part, outgoing)
        except (PostRefused, GaveUp, SlackApiError) as error:
            log.warning("answer of a digest not posted", key=outgoing.key, reason=str(error)[:200])

    async def _post_details(self, draft: DigestDraft, outgoing: Outgoing) -> None:
        """Post the details in the thread; a failure is only logged, since the digest itself was sent."""
        assert draft.report is not None  # noqa: S101 - checked by the caller
        try:
            await self._outbox.deliver(outgoing, details_message(draft.report, draft.issue.subscription.lang))
            await self._post_csv(draft, outgoing)
        except (PostRefused, GaveUp, SlackApiError) as error:
            log.warning("digest details not posted", key=outgoing.key, reason=str(error)[:200])

    async def _post_csv(self, draft: DigestDraft, outgoing: Outgoing) -> None:
        """Upload the rows to the thread, where the request is to be answered with a file."""
        if draft.question is None or presentation(draft.issue.request)[0] != "csv":
            return
        subscription = draft.issue.subscription
        result = await self._delivery.jobs.submit(draft.question, RequestedFiles(csv=True), _USER)
        destination = Destination(self._client, outgoing.channel, subscription.creator, thread_ts=outgoing.thread_ts)
        await self._delivery.send_csv(destination, Person(subscription.lang, subscription.zone), result)

    def _remember(self, draft: DigestDraft, outgoing: Outgoing, answer_id: str, ts: str | None) -> None:
        """Store the answer, so that the buttons under a digest work like those under any answer."""
        if draft.report is None or draft.question is None:
            return
        subscription = draft.issue.subscription
        save_records_before_posting(self._delivery.state, draft.report, answer_id)
        self._delivery.state.save_answer(
            Answer(
                id=answer_id,
                channel=outgoing.channel,
                ts=ts,
                thread_ts=None,
                user=subscription.creator,
                request=draft.issue.request.model_dump_json(),
                question=draft.question.model_dump_json(),
                data_version=draft.report.data_version,
                lang=subscription.lang,
                zone=draft.question.period.zone,
                asked=format_instant(draft.issue.due),
                private=False,
            )
        )
