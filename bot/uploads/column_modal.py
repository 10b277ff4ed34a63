"""The modal in which people choose the meaning of each column, the time zone and the account of a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from bot.blocks.message import Block, modal, option, plain_text
from bot.texts import knows, say

if TYPE_CHECKING:
    from bot.state import UploadOffer

MAP, ZONE, ACCOUNT = "file_map", "file_zone", "file_account"
CALLBACK = "file_columns_chosen"
LEFT_OUT = "-"
_MAX_BLOCKS = 100
_MAX_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its meaning, `-` if it is left out."""

    name: str
    meaning: str


def build_columns_view(offer: UploadOffer, lang: str, channel: str, ts: str) -> dict[str, Any]:
    """Build the modal for an offer."""
    meanings = _meanings(offer)
    zone = _text_field(ZONE, say(lang, "file-zone-label"), offer.zone or "UTC", 60)
    account = _text_field(ACCOUNT, say(lang, "file-account-label"), offer.account or "", 80) | {"optional": True}
    is_named = any(meaning == "account" for _, meaning in offer.columns)
    columns = [_column_field(index, Column(*column), meanings, lang) for index, column in enumerate(offer.columns)]
    fields = [zone, *([] if is_named else [account]), *columns][:_MAX_BLOCKS]
    metadata = {"offer": offer.id, "channel": channel, "ts": ts}
    title, send, close = say(lang, "file-columns-title"), say(lang, "file-columns-send"), say(lang, "confirm-no")
    return modal(CALLBACK, title, close, fields, submit=send, about=metadata)


def _text_field(name: str, label: str, value: str, max_length: int) -> Block:
    element = {"type": "plain_text_input", "action_id": name, "max_length": max_length}
    if value:
        element["initial_value"] = value
    return {"type": "input", "block_id": name, "label": plain_text(label), "element": element}


def _meanings(offer: UploadOffer) -> list[str]:
    """Return the meanings that columns of the offer's tables may have."""
    from analytics.importers.formats import meanings_of
    from analytics.vocabulary.records import Grain

    return list(dict.fromkeys(meaning for grain in offer.grains for meaning in meanings_of(Grain(grain))))


def _column_field(index: int, column: Column, meanings: list[str], lang: str) -> Block:
    # A column of 0 and 1 means an action, which is not among the general meanings.
    choices = dict.fromkeys((LEFT_OUT, column.meaning, *meanings))
    options = {meaning: option(meaning_name(lang, meaning), meaning) for meaning in choices}
    return {
        "type": "input",
        "block_id": f"column:{index}",
        "label": plain_text(column.name or "–"),
        "element": {
            "type": "static_select",
            "action_id": MAP,
            "options": list(options.values())[:_MAX_OPTIONS],
            "initial_option": options[column.meaning],
        },
    }


def apply_column_choices(view: dict[str, Any], offer: UploadOffer) -> UploadOffer:
    """Return the offer with the choices of a submitted modal; the first of two columns with one meaning keeps it."""
    account = _read_field(view, ACCOUNT).removeprefix("@") or None
    changed = replace(offer, zone=_read_zone(view) or offer.zone, account=account)
    columns = _read_columns(view, offer)
    if [column.meaning for column in columns] == [meaning for _, meaning in offer.columns]:
        return changed
    mapping: dict[str, str] = {}
    meanings = set(_meanings(offer))
    for column in columns:
        if column.meaning in meanings:
            mapping.setdefault(column.meaning, column.name)
    # Tables of an archive may have columns of the same name, of which only one has a meaning.
    used_names = {column.name for column in columns if column.meaning != LEFT_OUT}
    without = dict.fromkeys(column.name for column in columns if column.name not in used_names)
    return replace(changed, mapping=mapping, without=list(without))


def column_errors(view: dict[str, Any], offer: UploadOffer, lang: str) -> dict[str, str]:
    """Return an error message for each wrong block of a submitted modal."""
    errors = {}
    if _read_zone(view) is None:
        errors[ZONE] = say(lang, "file-zone-unknown")
    columns = _read_columns(view, offer)
    for index, column in enumerate(columns):
        is_changed = column.meaning != offer.columns[index][1]
        duplicates = [other for other in columns if other.meaning == column.meaning and other.name != column.name]
        if is_changed and duplicates and column.meaning != LEFT_OUT:
            name = meaning_name(lang, column.meaning)
            errors[f"column:{index}"] = say(lang, "file-meaning-taken", meaning=name, column=duplicates[0].name)
    return errors


def _read_columns(view: dict[str, Any], offer: UploadOffer) -> list[Column]:
    """Return all columns, with the chosen meanings of those that the modal shows."""
    values = view["state"]["values"]
    return [
        Column(
            name,
            values[f"column:{index}"][MAP]["selected_option"]["value"] if f"column:{index}" in values else previous,
        )
        for index, (name, previous) in enumerate(offer.columns)
    ]


def _read_zone(view: dict[str, Any]) -> str | None:
    """Return the entered zone in the spelling of the time zone database; None if it is unknown."""
    return _zones().get(_read_field(view, ZONE).casefold().replace(" ", "_"))


def _read_field(view: dict[str, Any], name: str) -> str:
    return str(view["state"]["values"].get(name, {}).get(name, {}).get("value") or "").strip()


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def meaning_name(lang: str, meaning: str) -> str:
    """Name a meaning in words if the texts have them."""
    if meaning == LEFT_OUT:
        return say(lang, "file-left-out")
    key = f"meaning-{meaning.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else meaning.replace("_", " ")
