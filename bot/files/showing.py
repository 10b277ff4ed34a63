"""What a shared file is: format, rows, what would be rejected and why, columns with drop-downs, time zone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analytics.importers import ImportResult
from bot.blocks.message import Block, Message, button, context, fitted, section
from bot.mrkdwn import escape, shorten
from bot.texts import knows, say

MAP = "file_map"
CALLBACK = "file_columns_chosen"
_COLUMNS = 30
_REASONS = 5
LEFT_OUT = "-"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, what it means (`-` where it is left out), and what else it could."""

    name: str
    meaning: str


def preview(
    offer: str,
    name: str,
    results: Sequence[ImportResult],
    columns: Sequence[Column],
    zone: str,
    lang: str,
) -> Message:
    """The message that shows a file and asks whether it is to be imported."""
    blocks: list[Block] = []
    for result in results:
        facts = {"name": escape(name, 100), "format": escape(format_name(lang, result.format)), "rows": result.read}
        lines = [say(lang, "file-is", **facts), say(lang, "file-stored", **_counts(result))]
        if result.reasons:
            told = say(lang, "item-separator").join(
                f"{escape(why, 120)} ({n})" for why, n in result.reasons.most_common(_REASONS)
            )
            lines.append(say(lang, "file-rejected", reasons=told))
        if result.assumed:
            lines += [f"ⓘ {escape(text, 300)}" for text in result.assumed[:3]]
        blocks.append(section("\n".join(lines)))
    meant = (
        f"`{escape(column.name, 60)}` → {escape(meaning_name(lang, column.meaning))}" for column in columns[:_COLUMNS]
    )
    blocks.append(context(" · ".join(meant)))
    if all(result.repeated and not result.stored for result in results):
        blocks.append(section(say(lang, "file-all-known", name=escape(name, 100))))
    blocks.append(context(say(lang, "file-zone", zone=escape(zone)), say(lang, "file-asked")))
    choices = [
        button("file_import", say(lang, "file-import"), offer, style="primary"),
        button("file_columns", say(lang, "file-columns"), offer),
        button("file_cancel", say(lang, "file-cancel"), offer),
    ]
    blocks.append({"type": "actions", "block_id": f"file:{offer}", "elements": choices})
    said = blocks[0]["text"]["text"] if blocks[0]["type"] == "section" else name
    return fitted(str(said), blocks)


def columns_view(offer: str, columns: Sequence[Column], lang: str, channel: str, ts: str) -> dict[str, Any]:
    """The modal in which each column's meaning is chosen."""
    meanings = sorted({column.meaning for column in columns} - {LEFT_OUT})
    options = [_option(meaning_name(lang, meaning), meaning) for meaning in (LEFT_OUT, *meanings)][:100]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(say(lang, "file-columns"), 24),
        "submit": _plain(say(lang, "file-columns-send"), 24),
        "close": _plain(say(lang, "confirm-no"), 24),
        "private_metadata": json.dumps({"offer": offer, "channel": channel, "ts": ts}),
        "blocks": [_column(place, column, options) for place, column in enumerate(columns[:100])],
    }


def _column(place: int, column: Column, options: list[dict[str, Any]]) -> Block:
    chosen = next((option for option in options if option["value"] == column.meaning), options[0])
    return {
        "type": "input",
        "block_id": f"column:{place}",
        "label": _plain(column.name or "–", 75),
        "element": {"type": "static_select", "action_id": MAP, "options": options, "initial_option": chosen},
    }


def chosen_in(view: dict[str, Any], columns: Sequence[Column]) -> dict[str, str]:
    """Meaning -> column, as filled in; of two columns with one meaning the first keeps it."""
    mapping: dict[str, str] = {}
    for block, holder in view["state"]["values"].items():
        place, chosen = int(block.partition(":")[2]), holder[MAP]["selected_option"]["value"]
        if chosen != LEFT_OUT and place < len(columns):
            mapping.setdefault(chosen, columns[place].name)
    return mapping


def _plain(text: str, longest: int) -> Block:
    return {"type": "plain_text", "text": shorten(text, longest), "emoji": False}


def done(name: str, results: Sequence[ImportResult], offer: str, questions: Sequence[str], lang: str) -> Message:
    """What became of an import, what can be asked now, and Undo."""
    total = {key: sum(_counts(result)[key] for result in results) for key in ("stored", "repeated", "rejected")}
    text = say(lang, "file-done", name=escape(name, 100), **total)
    elements = [button(f"chat_ask_{place}", question, question) for place, question in enumerate(questions)]
    elements.append(button("file_undo", say(lang, "file-undo"), offer, style="danger"))
    return fitted(text, [section(text), {"type": "actions", "block_id": f"file:{offer}", "elements": elements}])


def with_undo(text: str, offer: str, lang: str) -> Message:
    """A sentence about something imported before, with Undo."""
    undo = button("file_undo", say(lang, "file-undo"), offer, style="danger")
    return Message(text, [section(text), {"type": "actions", "block_id": f"file:{offer}", "elements": [undo]}])


def _counts(result: ImportResult) -> dict[str, int]:
    return {"stored": result.stored, "repeated": result.repeated, "rejected": result.rejected}


def format_name(lang: str, code: str) -> str:
    """A format's name in words, where there is one."""
    key = f"format-{code.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else code.replace("_", " ")


def meaning_name(lang: str, meaning: str) -> str:
    """A meaning in words, where there are some."""
    if meaning == LEFT_OUT:
        return say(lang, "file-left-out")
    key = f"meaning-{meaning.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else meaning.replace("_", " ")


def _option(text: str, value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": shorten(text, 75), "emoji": False}, "value": value[:150]}
