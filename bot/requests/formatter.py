"""Writes a Request as text that parses to it, and as the shell line that gives the same answer."""

from __future__ import annotations

import re
import shlex
from datetime import UTC, datetime

from bot.requests.options import option_named
from bot.requests.request import Request, Value

_PLAIN = re.compile(r"[\w@.+/-]+")
_NEEDS_ESCAPE = re.compile(r"&(?=(?:amp|lt|gt);)", re.IGNORECASE)


def write(request: Request) -> str:
    """Write a Request without the slash of the command: `segments k=4 last 30 days`; `parse` reads it."""
    if request.command == "help":
        return " ".join(["help", *(str(value) for value in request.options.values())])
    return f"{request.command} {write_options(request)}".rstrip()


def write_options(request: Request) -> str:
    """Write the options of a Request as they are typed."""
    return " ".join(_option(name, value) for name, value in request.options.items())


def command_line(request: Request, now: datetime, zone: str = "UTC", home: str | None = None) -> str:
    """Return the shell line that reproduces an answer given at `now` in `zone`.

    The line is safe to paste: all values are inside one quoted argument.
    """
    instant = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    line = ["reelpulse", "ask", f"/{write(request)}", "--now", instant, "--zone", zone]
    return shlex.join([*line, "--home", home] if home else line)


def _option(name: str, value: Value) -> str:
    if value is True:
        return name
    if name == "last":
        return f"last {value}"
    text = repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
    return f"{option_named(name).name}={_quoted(text)}"


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    # The signs that close a quotation are doubled; `&`, `<` and `>` are written as Slack writes them.
    doubled = re.sub('(["“”„＂])', r"\1\1", text)
    escaped = _NEEDS_ESCAPE.sub("&amp;", doubled).replace("<", "&lt;").replace(">", "&gt;")
    return f'"{escaped}"'
