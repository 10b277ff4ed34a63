"""A Slack message and the blocks it is made of, each within Slack's limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.mrkdwn import shorten

Block = dict[str, Any]
BUDGET = 12_000
"""Characters of all blocks together; Slack refuses somewhat above 13,000 (`msg_blocks_too_long`, undocumented)."""

_CAPTION_ADDITION = 16
"""Characters that the caption of a shortened table may gain."""


@dataclass(frozen=True, slots=True)
class FilePicture:
    """A picture that Slack has taken in and processed."""

    file_id: str


Picture = FilePicture | Literal["native"] | None
"""How the answer is pictured: Slack's own chart, an uploaded file, or not at all."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: `text` for notifications and screen readers, `blocks` for everyone else."""

    text: str
    blocks: list[Block] = field(default_factory=list)

    @property
    def characters(self) -> int:
        """Size of the blocks as Slack counts it."""
        return len(json.dumps(self.blocks, ensure_ascii=False))


def plain_text(text: str, longest: int = 75) -> Block:
    """Text without formatting, as labels and titles take it."""
    return {"type": "plain_text", "text": shorten(text, longest), "emoji": False}


def confirm_dialog(title: str, text: str, confirm: str, deny: str) -> Block:
    """A question before something that cannot be taken back. Each character counts: every answer carries it."""
    parts = {"title": (title, 100), "text": (text, 300), "confirm": (confirm, 30), "deny": (deny, 30)}
    shortened = {name: {"type": "plain_text", "text": shorten(*part)} for name, part in parts.items()}
    return {**shortened, "style": "danger"}


def overflow_option(text: str, value: str) -> Block:
    """An entry of a menu; see `confirm_dialog` on its size."""
    return {"text": {"type": "plain_text", "text": shorten(text, 75)}, "value": value}


def header(text: str) -> Block:
    """A headline in plain text."""
    return {"type": "header", "text": plain_text(text, 150)}


def section(text: str) -> Block:
    """A paragraph of mrkdwn; nothing in it becomes a link by itself."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": shorten(text, 3000), "verbatim": True}}


def context(*texts: str) -> Block:
    """Small print, up to ten pieces."""
    elements = [{"type": "mrkdwn", "text": shorten(text, 2000), "verbatim": True} for text in texts[:10] if text]
    return {"type": "context", "elements": elements}


def text_message(text: str) -> Message:
    """A message of one paragraph of mrkdwn."""
    return Message(text, [section(text)])


def image(picture: FilePicture, title: str, alt: str) -> Block:
    """An uploaded picture with its description."""
    return {
        "type": "image",
        "slack_file": {"id": picture.file_id},
        "title": plain_text(title, 2000),
        "alt_text": shorten(alt, 2000),
    }


def button(action: str, label: str, value: str, *, style: str | None = None, confirm: Block | None = None) -> Block:
    """A button that sends `value`."""
    block: Block = {
        "type": "button",
        "action_id": action,
        "text": plain_text(label),
        "value": value,
    }
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = confirm
    return block


def option(text: str, value: str) -> Block:
    """One of several to choose from."""
    return {"text": plain_text(text), "value": value[:150]}


def modal(
    callback: str, title: str, close: str, blocks: list[Block], *, submit: str | None = None, about: object = None
) -> Block:
    """A window; `about` comes back as JSON when it is sent."""
    block: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_text(title, 24),
        "close": plain_text(close, 24),
        "blocks": blocks,
    }
    if submit is not None:
        block["submit"] = plain_text(submit, 24)
    if about is not None:
        block["private_metadata"] = json.dumps(about)
    return block


def fitting_sections(texts: Sequence[str], room: int) -> list[Block]:
    """Paragraphs, as many as fit into `room` characters."""
    blocks = []
    for text in texts[:40]:
        room -= len(text) + 80
        if room < 0:
            break
        blocks.append(section(text))
    return blocks


Cell = str | tuple[float, str]
"""Text, or a number and how it is written."""


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], *, page: int = 10) -> Block:
    """A table with a plain header; at most 100 rows and 20 columns are kept, the first column names the row."""
    rows_shown = [[{"type": "raw_text", "text": shorten(title, 60) or "–"} for title in head[:20]]]
    rows_shown += [[_cell(cell) for cell in row[:20]] for row in rows[:100]]
    return {"type": "data_table", "caption": shorten(caption, 200), "rows": rows_shown, "page_size": page}


def _cell(cell: Cell) -> Block:
    if isinstance(cell, str):
        return {"type": "raw_text", "text": cell or "–"}
    return {"type": "raw_number", "value": cell[0], "text": cell[1]}


def fitted(text: str, blocks: list[Block]) -> Message:
    """A message within the budget: while it is too long, the longest table loses rows, and its caption says so."""
    message = Message(shorten(text, 3000), blocks)
    lengths = {id(block): len(block["rows"]) for block in blocks if block["type"] == "data_table"}
    room = BUDGET - _CAPTION_ADDITION * len(lengths)
    while message.characters > room:
        tables = [block for block in blocks if block["type"] == "data_table" and len(block["rows"]) > 2]
        if not tables:
            break
        longest = max(tables, key=lambda block: len(block["rows"]))
        del longest["rows"][-max(1, len(longest["rows"]) // 20) :]
    for block in blocks:
        if len(block.get("rows", ())) < lengths.get(id(block), 0):
            block["caption"] += f" · {len(block['rows']) - 1} / {lengths[id(block)] - 1}"
    return message
