"""Messages about a shared file: its preview with format, counts, assumptions and columns, and its import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.blocks.message import Block, Message, button, context, fitted, option, section
from bot.blocks.zone_picker import zone_select
from bot.mrkdwn import escape
from bot.texts import knows, say
from bot.texts.reasons import reason_text, rejection_counts
from bot.uploads.column_modal import Column, meaning_name

if TYPE_CHECKING:
    from analytics.importers import ImportResult
    from bot.state import UploadOffer

_MAX_COLUMNS = 30
_MAX_REASONS = 5
_MAX_ASSUMPTIONS = 5


def preview(
    offer: UploadOffer,
    results: Sequence[ImportResult],
    columns: Sequence[Column],
    lang: str,
    suggested_zone: str | None = None,
) -> Message:
    """The message that shows how a file was understood, and asks whether to import it.

    `suggested_zone`: in a workspace without a time zone, the one that it takes unless another is chosen.
    """
    name, zone = offer.name, offer.zone or "UTC"
    blocks: list[Block] = []
    for result in results:
        facts = {"name": escape(name, 100), "format": escape(format_name(lang, result.format)), "rows": result.read}
        lines = [say(lang, "file-is", **facts), say(lang, "file-stored", **_counts(result))]
        if result.reasons:
            reasons = say(lang, "item-separator").join(
                f"{escape(sentence, 120)} ({rows})"
                for sentence, rows in rejection_counts(lang, result.reasons).most_common(_MAX_REASONS)
            )
            lines.append(say(lang, "file-rejected", reasons=reasons))
        if result.assumed:
            lines += [f"ⓘ {escape(reason_text(lang, reason), 300)}" for reason in result.assumed[:_MAX_ASSUMPTIONS]]
        blocks.append(section("\n".join(lines)))
    meanings = (
        f"`{escape(column.name, 60)}` → {escape(meaning_name(lang, column.meaning))}"
        for column in columns[:_MAX_COLUMNS]
    )
    blocks.append(context(" · ".join(meanings)))
    if all(result.repeated and not result.stored for result in results):
        blocks.append(section(say(lang, "file-all-known", name=escape(name, 100))))
    blocks += _date_questions(offer, results, lang)
    if suggested_zone is not None:
        select = zone_select("file_workspace_zone", suggested_zone, prefix=f"{offer.id}:")
        ask = section(say(lang, "file-workspace-zone"))
        blocks.append({**ask, "block_id": "file_workspace_zone", "accessory": select})
    blocks.append(context(say(lang, "file-zone", zone=escape(zone)), say(lang, "file-asked")))
    choices = [
        button("file_import", say(lang, "file-import"), offer.id, style="primary"),
        button("file_columns", say(lang, "file-columns"), offer.id),
        button("file_cancel", say(lang, "file-cancel"), offer.id),
    ]
    blocks.append({"type": "actions", "block_id": f"file:{offer.id}", "elements": choices})
    summary = blocks[0]["text"]["text"] if blocks[0]["type"] == "section" else name
    return fitted(str(summary), blocks)


def _date_questions(offer: UploadOffer, results: Sequence[ImportResult], lang: str) -> list[Block]:
    """Drop-downs for what the dates leave open, set to how the dates are read now."""
    blocks: list[Block] = []
    years = [(column, choices) for result in results for column, choices in result.choices.items()]
    if years:
        column, choices = years[0]
        shown_years = sorted({*choices, *([offer.year] if offer.year else ())}, reverse=True)
        options = [option(f"{year}", f"{offer.id}:year:{year}") for year in shown_years]
        selected = options[shown_years.index(offer.year or choices[0])]
        text = say(lang, "file-year", column=escape(column, 60))
        blocks.append(_choice("file_year", text, options, selected))
    ambiguous = [(column, example) for result in results for column, example in result.doubts.items()]
    if ambiguous:
        column, example = ambiguous[0]
        orders = [option(say(lang, f"file-order-{n}"), f"{offer.id}:day_first:{n}") for n in (0, 1)]
        text = say(lang, "file-order", column=escape(column, 60), example=escape(example, 40))
        blocks.append(_choice("file_order", text, orders, orders[bool(offer.day_first)]))
    return blocks


def _choice(action: str, text: str, options: list[dict[str, Any]], selected: dict[str, Any]) -> Block:
    select = {"type": "static_select", "action_id": action, "options": options, "initial_option": selected}
    return {**section(text), "block_id": action, "accessory": select}


def done_message(
    name: str, results: Sequence[ImportResult], offer: str, questions: Sequence[str], lang: str
) -> Message:
    """The message after an import: its counts, questions that can be asked now, and Undo."""
    total = {key: sum(_counts(result)[key] for result in results) for key in ("stored", "repeated", "rejected")}
    text = say(lang, "file-done", name=escape(name, 100), **total)
    elements = [button(f"chat_ask_{index}", question, question) for index, question in enumerate(questions)]
    elements.append(button("file_undo", say(lang, "file-undo"), offer, style="danger"))
    return fitted(text, [section(text), {"type": "actions", "block_id": f"file:{offer}", "elements": elements}])


def undo_message(text: str, offer: str, lang: str) -> Message:
    """A message about an earlier import, with Undo."""
    undo = button("file_undo", say(lang, "file-undo"), offer, style="danger")
    return Message(text, [section(text), {"type": "actions", "block_id": f"file:{offer}", "elements": [undo]}])


def _counts(result: ImportResult) -> dict[str, int]:
    return {"stored": result.stored, "repeated": result.repeated, "rejected": result.rejected}


def format_name(lang: str, code: str) -> str:
    """The name of a format."""
    key = f"format-{code.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else code.replace("_", " ")
