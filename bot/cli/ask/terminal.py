"""Renders a Slack message in the terminal: the same words and tables, without buttons."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.mrkdwn import BOLD, INVISIBLE, visible

_WIDTH = 110


def render(blocks: Iterable[dict[str, Any]]) -> str:
    """Return the blocks as lines of text, with colour only if standard output is a terminal."""
    out = io.StringIO()
    console = Console(file=out, width=_WIDTH, force_terminal=sys.stdout.isatty(), highlight=False, emoji=False)
    for block in blocks:
        lines = list(_lines(block))
        for line in lines:
            console.print(line)
        if lines:
            console.print()
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines()).rstrip("\n") + "\n"


def _lines(block: dict[str, Any]) -> Iterator[RenderableType]:
    match block["type"]:
        case "header":
            yield Text(INVISIBLE.sub("", block["text"]["text"]), style="bold")
        case "section":
            yield from (_text(part["text"]) for part in (block.get("text"), *block.get("fields", ())) if part)
        case "markdown":
            yield _text(block["text"])
        case "context":
            yield Text(" · ").join(_text(element["text"]) for element in block["elements"] if "text" in element)
        case "table" | "data_table":
            yield _table(block)


def _text(mrkdwn: str) -> Text:
    text = Text()
    words = visible(mrkdwn)
    end = 0
    for match in BOLD.finditer(words):
        text.append(words[end : match.start()])
        text.append(match[1], style="bold")
        end = match.end()
    return text.append(words[end:])


def _table(block: dict[str, Any]) -> Table:
    head, *rows = block["rows"]
    # `Text`, since rich would interpret `[bold]` in a handle as markup.
    table = Table(title=Text(block.get("caption", "")), title_justify="left")
    for cell in head:
        table.add_column(_cell(cell))
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    return table


def _cell(cell: dict[str, Any]) -> Text:
    return Text(INVISIBLE.sub("", str(cell.get("text", ""))))
