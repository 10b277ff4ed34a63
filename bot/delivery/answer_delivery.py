"""Answers questions from Slack: request, job, message and stored answer; no thread of Bolt is blocked."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from analytics.store import Store
from analytics.vocabulary.errors import ReelPulseError
from bot.access import People, Person
from bot.blocks import FilePicture, Message, Picture, text_message
from bot.blocks.message import context
from bot.delivery.background_tasks import BackgroundTasks
from bot.delivery.destination import CANNOT_POST, Destination
from bot.delivery.file_upload import UploadFailed, upload, wait_until_processed
from bot.delivery.picture_fallback import send_with_best_picture, simplify
from bot.delivery.records import save_records_after_posting, save_records_before_posting
from bot.delivery.spreadsheet import file_name, spreadsheet
from bot.messages import answer_message, error_message, framed, help_message, score_message, working_message
from bot.presenters import presenter_of
from bot.requests import (
    Request,
    WorkspaceCalendar,
    asked_extent,
    commands,
    parse,
    presentation,
    read_calendar,
    resolve,
)
from bot.settings import Settings
from bot.state import Answer, AnswerContext, Predictions, StateDatabase
from bot.texts import say
from bot.workers import JobPool, JobResult, RequestedFiles

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from analytics.vocabulary.questions import Question

_ANNOUNCE_AFTER_SECONDS = 2.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _PendingQuestion:
    """A question from Slack without an answer yet."""

    destination: Destination
    person: Person
    request: Request
    question: Question
    show: str | None
    private: bool
    asked_at: datetime
    framing: Framing | None = None


@dataclass(frozen=True, slots=True)
class Framing:
    """Text around the answer to a question in plain words: how it was interpreted, and remarks."""

    interpretation: str
    remarks: tuple[str, ...] = ()
    explain: bool = False
    """Whether the question asks for reasons."""


class Delivery:
    """Answers questions and posts the answers."""

    def __init__(self, settings: Settings, jobs: JobPool, state: StateDatabase) -> None:
        self.settings, self.jobs, self.state = settings, jobs, state
        self.people = People(settings)
        self.background_tasks = BackgroundTasks()

    async def ask(self, destination: Destination, text: str, command: str | None = None) -> None:
        """Answer a typed command; report errors to the person and log internal errors with a reference."""
        person = await self.people.find(destination.client, destination.user)
        await self.run_and_report_errors(destination, person, self._ask(destination, person, text, command))

    async def run_and_report_errors(self, destination: Destination, person: Person, work: Awaitable[None]) -> None:
        """Await `work` and say so if it fails, in the thread of the question; internal errors are logged, not shown."""
        try:
            await work
        except ReelPulseError as error:
            await destination.reply(error_message(error, person.lang))
        except Exception as error:
            reference = uuid.uuid4().hex[:8]
            log.exception("request failed", reference=reference)
            message = error_message(error, person.lang)
            reference_line = say(person.lang, "error-reference", reference=reference)
            await destination.reply(
                Message(f"{message.text} {reference_line}", [*message.blocks, context(reference_line)])
            )

    async def _ask(self, destination: Destination, person: Person, text: str, command: str | None) -> None:
        request = parse(text, command)
        if request.command == "help":
            about = request.options.get("about")
            await destination.post_privately(
                help_message(None if about is None else str(about), person.lang, _prefix(command))
            )
            return
        await self.answer(destination, person, request)

    async def answer(
        self,
        destination: Destination,
        person: Person,
        request: Request,
        framing: Framing | None = None,
    ) -> str:
        """Answer a request; returns the id of the answer, which is empty for the score card."""
        if request.options.get("score"):
            predictions = Predictions(self.state.connection)
            await destination.post_privately(
                score_message(predictions.latest(), len(predictions.pending()), person.lang)
            )
            return ""
        now = datetime.now(UTC)
        question = await asyncio.to_thread(self._resolve, request, now)
        show, private = presentation(request)
        pending = _PendingQuestion(
            destination, person, request, question, show, private and not destination.is_direct, now, framing
        )
        result = await self._await_result(pending, csv=show == "csv")
        return await self.deliver(pending, result)

    async def ask_further(self, destination: Destination, person: Person, answer: Answer, question: Question) -> None:
        """Answer a question that follows from an earlier answer."""
        request = Request.model_validate_json(answer.request)
        pending = _PendingQuestion(destination, person, request, question, None, answer.private, datetime.now(UTC))
        await self.deliver(pending, await self._await_result(pending, csv=False))

    def read_calendar(self) -> WorkspaceCalendar:
        """Read the calendar of the workspace."""
        with Store(self.settings.home) as store:
            return read_calendar(store, self.settings.zone)

    def _resolve(self, request: Request, now: datetime) -> Question:
        with Store(self.settings.home) as store:
            calendar = read_calendar(store, self.settings.zone)
            extent = asked_extent(request, store, now + timedelta(microseconds=1))
            return resolve(request, now, calendar.zone, extent, calendar.week_start)

    async def _await_result(self, pending: _PendingQuestion, *, csv: bool) -> JobResult:
        """Compute the answer; tell the person if that takes longer than two seconds."""
        job = asyncio.ensure_future(
            self.jobs.submit(pending.question, RequestedFiles(csv=csv), pending.destination.user)
        )
        done, _ = await asyncio.wait({job}, timeout=_ANNOUNCE_AFTER_SECONDS)
        if not done:
            try:
                await pending.destination.post_privately(working_message(pending.request.command, pending.person.lang))
            except (SlackApiError, aiohttp.ClientError, TimeoutError):
                log.warning("working message not sent", exc_info=True)
        return await job

    async def deliver(self, pending: _PendingQuestion, result: JobResult) -> str:
        """Post the answer with the best picture that Slack accepts, and store it; returns its id."""
        answer_id = secrets.token_hex(6)
        ts = None
        # Stored before it is posted, since its buttons may be pressed at once.
        answer = _create_answer(pending, result, answer_id)
        self.state.save_answer(answer)
        save_records_before_posting(self.state, result.report, answer_id)
        try:
            if pending.private:
                await self._post_with_best_picture(pending, result, answer_id, private=True)
            else:
                ts = await self._post_with_best_picture(pending, result, answer_id, private=False)
        except SlackApiError as error:
            if pending.private or error.response.get("error") not in CANNOT_POST:
                raise
            answer = replace(answer, private=True)
            await self._post_with_best_picture(pending, result, answer_id, private=True)
            await pending.destination.post_privately(text_message(say(pending.person.lang, "invite-me")))
        self.state.save_answer(replace(answer, ts=ts))
        answer_context = AnswerContext(
            pending.asked_at, pending.person.lang, pending.question.period.zone, answer_id, pending.destination.channel
        )
        save_records_after_posting(self.state, result.report, answer_context)
        if result.csv is not None:
            await self.send_csv(
                replace(pending.destination, thread_ts=ts or pending.destination.thread_ts), pending.person, result
            )
        return answer_id

    async def _post_with_best_picture(
        self, pending: _PendingQuestion, result: JobResult, answer_id: str, *, private: bool
    ) -> str | None:
        async def attempt(picture: Picture, simple: bool) -> str | None:
            message = answer_message(
                result.report,
                lang=pending.person.lang,
                show=pending.show,
                picture=picture,
                answer_id=answer_id,
                private=private,
            )
            if pending.framing:
                message = _add_framing(message, pending, result, answer_id)
            if simple:
                message = simplify(message)
            if private:
                await pending.destination.post_privately(message)
                return None
            return await pending.destination.post(message)

        return await send_with_best_picture(
            attempt,
            lambda: self.draw_picture(
                pending.destination.client, pending.question, pending.person.lang, pending.destination.user
            ),
            drawn_only=pending.show in {None, "chart"} and presenter_of(result.report).is_drawn_only(result.report),
        )

    async def draw_picture(
        self, client: AsyncWebClient, question: Question, lang: str, user: str
    ) -> FilePicture | None:
        """Draw the picture of an answer and upload it; None if that fails."""
        try:
            result = await self.jobs.submit(question, RequestedFiles(chart_lang=lang), user)
            if result.chart is None:
                return None
            name = f"{question.kind}.png"
            file_id = await upload(client, result.chart, name, name)
            await wait_until_processed(client, file_id)
        except (UploadFailed, ReelPulseError) as error:
            log.warning("picture not drawn", reason=str(error))
            return None
        return FilePicture(file_id)

    async def send_csv(self, destination: Destination, person: Person, result: JobResult) -> None:
        """Upload all rows to the thread, or to the direct message if the bot may not post there."""
        assert result.csv is not None  # noqa: S101 - the caller requested it in RequestedFiles
        name = file_name(result.report)
        content = await asyncio.to_thread(spreadsheet, result.csv, person.lang)
        title = say(person.lang, "csv-here", n=_count_rows(result))
        try:
            await upload(destination.client, content, name, title, destination)
        except UploadFailed as error:
            log.warning("CSV not uploaded, sent as a direct message", reason=error.reason)
            try:
                await upload(destination.client, content, name, title, await destination.open_direct_message())
            except (UploadFailed, SlackApiError) as direct_error:
                log.warning("CSV not sent", reason=str(direct_error))
                await destination.post_privately(text_message(say(person.lang, "csv-failed")))


def _add_framing(message: Message, pending: _PendingQuestion, result: JobResult, answer_id: str) -> Message:
    framing, lang = pending.framing, pending.person.lang
    assert framing is not None  # noqa: S101 - checked by the caller
    remarks = list(framing.remarks)
    if framing.explain:
        remarks += presenter_of(result.report).reasons(result.report, lang)
    return framed(message, answer_id, lang, framing.interpretation, remarks)


def _count_rows(result: JobResult) -> int:
    assert result.csv is not None  # noqa: S101 - see send_csv
    with result.csv.open(encoding="utf-8") as rows:
        return sum(1 for _ in rows) - 1


def _prefix(command: str | None) -> str:
    """The prefix of the workspace's commands: `rp_` for `/rp_segments`."""
    name = (command or "").lstrip("/")
    return next((name.removesuffix(entry.name) for entry in commands() if name.endswith(entry.name)), "")


def _create_answer(pending: _PendingQuestion, result: JobResult, answer_id: str) -> Answer:
    return Answer(
        id=answer_id,
        channel=pending.destination.channel,
        ts=None,
        thread_ts=pending.destination.thread_ts,
        user=pending.destination.user,
        request=pending.request.model_dump_json(),
        question=pending.question.model_dump_json(),
        data_version=result.report.data_version,
        lang=pending.person.lang,
        zone=pending.question.period.zone,
        asked=pending.asked_at.isoformat(),
        private=pending.private,
    )
