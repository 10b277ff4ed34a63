"""Reads the words of an order: a schedule and one request or several, in either order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from analytics.vocabulary.errors import BadValue, NotUnderstood
from bot import understanding
from bot.requests import Request, digest_words, parse, questions, write
from bot.requests.option_values import fold
from bot.requests.parser import command_words
from bot.schedules import Schedule, read_leading_schedule, read_schedule
from bot.understanding.request_builder import build_request

SEPARATOR = "; "
"""Between the requests of a combined digest."""
_SEPARATORS = re.compile(r"\s*[;；\n]\s*")
_GAP = re.compile(r"[\s,，]+")
_MIN_WORDS = 2
"""Fewer words than this are a name with a spelling mistake rather than a question in plain words."""


@dataclass(frozen=True, slots=True)
class OrderWords:
    """The parts of an order; `schedule` is None where none was given, `request` is empty where the default is meant."""

    schedule: Schedule | None
    request: str


def read_order_words(text: str) -> OrderWords:
    """Read `daily 9:00 influencers top 5`, `/influencers top 5`, or `influencers top 5 every monday 9:00`.

    A leading `/digest` is ignored. Raises NotUnderstood.
    """
    after_command = digest_words(text)
    words = (text if after_command is None else after_command).strip()
    if not words:
        return OrderWords(None, "")
    try:
        schedule, rest = read_leading_schedule(words)
    except BadValue as unreadable:
        return _read_request_first(words, unreadable)
    read_requests(rest)
    return OrderWords(schedule, rest)


def _read_request_first(words: str, unreadable: BadValue) -> OrderWords:
    try:
        read_requests(words)
        return OrderWords(None, words)
    except NotUnderstood as error:
        for gap in _GAP.finditer(words):
            request, tail = words[: gap.start()], words[gap.end() :]
            try:
                schedule = read_schedule(tail)
                read_requests(request)
            except NotUnderstood:
                continue
            return OrderWords(schedule, request)
        raise (error if _names_question(words) else unreadable) from None


def read_requests(text: str) -> tuple[Request, ...]:
    """Read requests with semicolons between them, typed as commands or in plain words. Raises NotUnderstood."""
    return tuple(_read_request(part) for part in _split(text))


def write_requests(requests: tuple[Request, ...]) -> str:
    """Requests as text that `read_requests` reads."""
    return SEPARATOR.join(write(request) for request in requests)


def _split(text: str) -> Iterator[str]:
    """Split at separators that a request follows; in other places they belong to the request."""
    part = ""
    for piece in _SEPARATORS.split(text.strip()):
        if part and _names_question(piece):
            yield part
            part = piece
        else:
            part = f"{part}; {piece}" if part and piece else part or piece
    if part:
        yield part


def _read_request(text: str) -> Request:
    try:
        return parse(text)
    except NotUnderstood:
        if text.startswith("/") or _names_question(text) or "=" in text:
            raise
        request = _understand(text)
        if request is None:
            raise
        return request


def _understand(text: str) -> Request | None:
    """Read a question in plain words; None if it is not clear what is asked."""
    if text.isascii() and len(text.split()) < _MIN_WORDS:
        return None
    reading = understanding.understand(text, datetime.now(UTC).date())
    if not reading.sure or reading.best.intent not in questions():
        return None
    return build_request(reading.best.intent, dict(reading.best.request)).request


def _names_question(text: str) -> bool:
    """Whether the text begins with the name of a question."""
    head = _GAP.split(text.strip(), maxsplit=1)[0]
    name = command_words().get(fold(head).removeprefix("/"))
    return name in questions() or name == "reelpulse"
