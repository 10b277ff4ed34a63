"""What a shared file is: format, rows, what would be rejected and why, columns with drop-downs, time zone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.blocks.message import Block, Message, button, context, fitted, option, section
from bot.mrkdwn import escape
from bot.texts import knows, say
from bot.texts.reasons import reason_text, rejection_counts
from bot.uploads.column_modal import Column, meaning_name

if TYPE_CHECKING:
    from analytics.importers import ImportResult
    from bot.state import UploadOffer

_COLUMNS = 30
_REASONS = 5
_ASSUMED = 5


def preview(offer: UploadOffer, results: Sequence[ImportResult], columns: Sequence[Column], lang: str) -> Message:
    """The message that shows a file, asks what the file leaves open, and whether it is to be imported."""
    name, zone = offer.name, offer.zone or "UTC"
    blocks: list[Block] = []
    for result in results:
        facts = {"name": escape(name, 100), "format": escape(format_name(lang, result.format)), "rows": result.read}
        lines = [say(lang, "file-is", **facts), say(lang, "file-stored", **_counts(result))]
        if result.reasons:
            told = say(lang, "item-separator").join(
                f"{escape(sentence, 120)} ({rows})"
                for sentence, rows in rejection_counts(lang, result.reasons).most_common(_REASONS)
            )
            lines.append(say(lang, "file-rejected", reasons=told))
        if result.assumed:
            lines += [f"ⓘ {escape(reason_text(lang, reason), 300)}" for reason in result.assumed[:_ASSUMED]]
        blocks.append(section("\n".join(lines)))
    meant = (
        f"`{escape(column.name, 60)}` → {escape(meaning_name(lang, column.meaning))}" for column in columns[:_COLUMNS]
    )
    blocks.append(context(" · ".join(meant)))
    if all(result.repeated and not result.stored for result in results):
        blocks.append(section(say(lang, "file-all-known", name=escape(name, 100))))
    blocks += _asked(offer, results, lang)
    blocks.append(context(say(lang, "file-zone", zone=escape(zone)), say(lang, "file-asked")))
    choices = [
        button("file_import", say(lang, "file-import"), offer.id, style="primary"),
        button("file_columns", say(lang, "file-columns"), offer.id),
        button("file_cancel", say(lang, "file-cancel"), offer.id),
    ]
    blocks.append({"type": "actions", "block_id": f"file:{offer.id}", "elements": choices})
    said = blocks[0]["text"]["text"] if blocks[0]["type"] == "section" else name
    return fitted(str(said), blocks)


def _asked(offer: UploadOffer, results: Sequence[ImportResult], lang: str) -> list[Block]:
    """What only a person can tell of the dates, each with a drop-down that stands at how they are read now."""
    asked: list[Block] = []
    years = [(column, choices) for result in results for column, choices in result.choices.items()]
    if years:
        column, choices = years[0]
        offered = sorted({*choices, *([offer.year] if offer.year else ())}, reverse=True)
        options = [option(f"{year}", f"{offer.id}:year:{year}") for year in offered]
        standing = options[offered.index(offer.year or choices[0])]
        text = say(lang, "file-year", column=escape(column, 60))
        asked.append(_choice("file_year", text, options, standing))
    doubts = [(column, example) for result in results for column, example in result.doubts.items()]
    if doubts:
        column, example = doubts[0]
        orders = [option(say(lang, f"file-order-{n}"), f"{offer.id}:day_first:{n}") for n in (0, 1)]
        text = say(lang, "file-order", column=escape(column, 60), example=escape(example, 40))
        asked.append(_choice("file_order", text, orders, orders[bool(offer.day_first)]))
    return asked


def _choice(action: str, text: str, options: list[dict[str, Any]], standing: dict[str, Any]) -> Block:
    select = {"type": "static_select", "action_id": action, "options": options, "initial_option": standing}
    return {**section(text), "block_id": action, "accessory": select}


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
