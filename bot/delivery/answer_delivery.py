"""One question from someone in Slack, carried to its answer; nothing here waits on one of Bolt's threads."""

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
from bot.delivery.acknowledgement_priority import AcknowledgementPriority
from bot.delivery.destination import Destination
from bot.delivery.file_upload import UploadFailed, processed, upload
from bot.delivery.picture_fallback import simplified, with_best_picture
from bot.delivery.records import remember_after_posting, remember_before_posting
from bot.messages import answer_message, error_message, framed, help_message, score_message, working_message
from bot.presenters import presenter_of
from bot.requests import Request, commands, parse, presentation, resolve
from bot.settings import Settings
from bot.state import Answer, AnswerContext, Predictions, StateDatabase
from bot.texts import say
from bot.workers import JobPool, JobResult, RequestedFiles

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from analytics.vocabulary.questions import Question

_PATIENCE_SECONDS = 2.0
_NOT_HERE = {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _PendingQuestion:
    """A question on its way."""

    destination: Destination
    person: Person
    request: Request
    question: Question
    show: str | None
    private: bool
    at: datetime
    framing: Framing | None = None


@dataclass(frozen=True, slots=True)
class Framing:
    """What stands around an answer to a question in plain words: how it was read, and remarks on that."""

    understood: str
    lines: tuple[str, ...] = ()
    explain: bool = False
    """Whether reasons are asked for."""


class Delivery:
    """Carries questions to answers."""

    def __init__(self, settings: Settings, jobs: JobPool, state: StateDatabase) -> None:
        self.settings, self.jobs, self.state = settings, jobs, state
        self.people = People(settings)
        self.turns = AcknowledgementPriority()

    async def ask(self, destination: Destination, text: str, command: str | None = None) -> None:
        """Answer what was typed; every failure is told to the person, and ours are logged with a reference."""
        person = await self.people.find(destination.client, destination.user)
        await self.explained(destination, person, self._ask(destination, person, text, command))

    async def explained(self, destination: Destination, person: Person, work: Awaitable[None]) -> None:
        """Do `work` for someone; what goes wrong is worded, never swallowed and never shown raw."""
        try:
            await work
        except ReelPulseError as error:
            await destination.whisper(error_message(error, person.lang))
        except Exception as error:
            reference = uuid.uuid4().hex[:8]
            log.exception("a request failed", reference=reference)
            words = error_message(error, person.lang)
            said = say(person.lang, "error-reference", reference=reference)
            await destination.whisper(Message(f"{words.text} {said}", [*words.blocks, context(said)]))

    async def _ask(self, destination: Destination, person: Person, text: str, command: str | None) -> None:
        request = parse(text, command)
        if request.command == "help":
            about = request.options.get("about")
            await destination.whisper(
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
        week_start: int = 0,
    ) -> str:
        """Answer a Request; the answer's id, empty for the score card, which is no answer about the data."""
        if request.options.get("score"):
            told = Predictions(self.state.connection)
            await destination.whisper(score_message(told.latest(), len(told.pending()), person.lang))
            return ""
        now = datetime.now(UTC)
        question = await asyncio.to_thread(self._resolve, request, now, person.zone, week_start)
        show, private = presentation(request)
        asked = _PendingQuestion(
            destination, person, request, question, show, private and not destination.is_direct, now, framing
        )
        produced = await self._with_patience(asked, csv=show == "csv")
        return await self.deliver(asked, produced)

    async def ask_further(self, destination: Destination, person: Person, answer: Answer, question: Question) -> None:
        """Answer a question that follows from an earlier answer, in its thread."""
        request = Request.model_validate_json(answer.request)
        asked = _PendingQuestion(destination, person, request, question, None, answer.private, datetime.now(UTC))
        await self.deliver(asked, await self._with_patience(asked, csv=False))

    def _resolve(self, request: Request, now: datetime, zone: str, week_start: int) -> Question:
        with Store(self.settings.home) as store:
            return resolve(request, now, zone, store.extent(now + timedelta(microseconds=1)), week_start)

    async def _with_patience(self, asked: _PendingQuestion, *, csv: bool) -> JobResult:
        """Produce the answer; what takes longer than two seconds is announced."""
        job = asyncio.ensure_future(self.jobs.submit(asked.question, RequestedFiles(csv=csv), asked.destination.user))
        done, _ = await asyncio.wait({job}, timeout=_PATIENCE_SECONDS)
        if not done:
            try:
                await asked.destination.whisper(working_message(asked.request.command, asked.person.lang))
            except (SlackApiError, aiohttp.ClientError, TimeoutError):
                log.warning("that an answer takes a while could not be said", exc_info=True)
        return await job

    async def deliver(self, asked: _PendingQuestion, produced: JobResult) -> str:
        """Post the answer with the best picture that Slack takes, and remember it; its id."""
        answer_id = secrets.token_hex(6)
        ts = None
        # Remembered before it is seen: its buttons may be pressed at once.
        answer = _remembered(asked, produced, answer_id)
        self.state.save_answer(answer)
        remember_before_posting(self.state, produced.report, answer_id)
        try:
            if asked.private:
                await self._with_best_picture(asked, produced, answer_id, private=True)
            else:
                ts = await self._with_best_picture(asked, produced, answer_id, private=False)
        except SlackApiError as error:
            if asked.private or error.response.get("error") not in _NOT_HERE:
                raise
            answer = replace(answer, private=True)
            await self._with_best_picture(asked, produced, answer_id, private=True)
            await asked.destination.whisper(text_message(say(asked.person.lang, "invite-me")))
        self.state.save_answer(replace(answer, ts=ts))
        where = AnswerContext(asked.at, asked.person.lang, asked.person.zone, answer_id, asked.destination.channel)
        remember_after_posting(self.state, produced.report, where)
        if produced.csv is not None:
            await self.send_csv(
                replace(asked.destination, thread_ts=ts or asked.destination.thread_ts), asked.person, produced
            )
        return answer_id

    async def _with_best_picture(
        self, asked: _PendingQuestion, produced: JobResult, answer_id: str, *, private: bool
    ) -> str | None:
        async def attempt(picture: Picture, simple: bool) -> str | None:
            message = answer_message(
                produced.report,
                lang=asked.person.lang,
                show=asked.show,
                picture=picture,
                answer_id=answer_id,
                private=private,
            )
            if asked.framing:
                message = _framed(message, asked, produced, answer_id)
            if simple:
                message = simplified(message)
            if private:
                await asked.destination.whisper(message)
                return None
            return await asked.destination.post(message)

        return await with_best_picture(
            attempt,
            lambda: self.drawn(asked.destination.client, asked.question, asked.person.lang, asked.destination.user),
            drawn=asked.show in {None, "chart"} and presenter_of(produced.report).is_drawn_only(produced.report),
        )

    async def drawn(self, client: AsyncWebClient, question: Question, lang: str, user: str) -> FilePicture | None:
        """The answer's picture, drawn, uploaded and ready to be shown; None where that fails."""
        try:
            produced = await self.jobs.submit(question, RequestedFiles(chart_lang=lang), user)
            if produced.chart is None:
                return None
            name = f"{question.kind}.png"
            file_id = await upload(client, produced.chart, name, name)
            await processed(client, file_id)
        except (UploadFailed, ReelPulseError) as error:
            log.warning("no picture", reason=str(error))
            return None
        return FilePicture(file_id)

    async def send_csv(self, destination: Destination, person: Person, produced: JobResult) -> None:
        """Upload all rows into the thread, or to the person where the bot may not post."""
        assert produced.csv is not None  # noqa: S101 - asked for by the caller, in Wants
        name = f"{produced.report.kind}.csv"
        title = say(person.lang, "csv-here", n=_count_rows(produced))
        try:
            await upload(destination.client, produced.csv, name, title, destination)
        except UploadFailed as error:
            log.warning("CSV goes to a direct message", reason=error.reason)
            try:
                await upload(destination.client, produced.csv, name, title, await destination.direct())
            except (UploadFailed, SlackApiError) as again:
                log.warning("no CSV", reason=str(again))
                await destination.whisper(text_message(say(person.lang, "csv-failed")))


def _framed(message: Message, asked: _PendingQuestion, produced: JobResult, answer_id: str) -> Message:
    framing, lang = asked.framing, asked.person.lang
    assert framing is not None  # noqa: S101 - asked for by the caller
    lines = list(framing.lines)
    if framing.explain:
        lines += presenter_of(produced.report).reasons(produced.report, lang)
    return framed(message, answer_id, lang, framing.understood, lines)


def _count_rows(produced: JobResult) -> int:
    assert produced.csv is not None  # noqa: S101 - see send_csv
    with produced.csv.open(encoding="utf-8") as rows:
        return sum(1 for _ in rows) - 1


def _prefix(command: str | None) -> str:
    """`rp_` of `/rp_segments`: what the workspace's manifest puts in front of every command."""
    name = (command or "").lstrip("/")
    return next((name.removesuffix(known.name) for known in commands() if name.endswith(known.name)), "")


def _remembered(asked: _PendingQuestion, produced: JobResult, answer_id: str) -> Answer:
    return Answer(
        id=answer_id,
        channel=asked.destination.channel,
        ts=None,
        thread_ts=asked.destination.thread_ts,
        user=asked.destination.user,
        request=asked.request.model_dump_json(),
        question=asked.question.model_dump_json(),
        data_version=produced.report.data_version,
        lang=asked.person.lang,
        zone=asked.person.zone,
        asked=asked.at.isoformat(),
        private=asked.private,
    )
