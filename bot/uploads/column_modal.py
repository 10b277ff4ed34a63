"""The window in which columns get their meanings and times their zone, and what is wrong with how it was filled in."""

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
_MOST_BLOCKS = 100
_MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what it means (`-` where it is left out)."""

    name: str
    meaning: str


def columns_view(offer: UploadOffer, lang: str, channel: str, ts: str) -> dict[str, Any]:
    """The modal in which the zone, and each column's meaning, is chosen."""
    meanings = _meanings(offer)
    zone = _line(ZONE, say(lang, "file-zone-label"), offer.zone or "UTC", 60)
    account = _line(ACCOUNT, say(lang, "file-account-label"), offer.account or "", 80) | {"optional": True}
    is_named = any(meaning == "account" for _, meaning in offer.columns)
    columns = [_column(place, Column(*one), meanings, lang) for place, one in enumerate(offer.columns)]
    fields = [zone, *([] if is_named else [account]), *columns][:_MOST_BLOCKS]
    about = {"offer": offer.id, "channel": channel, "ts": ts}
    title, send, close = say(lang, "file-columns-title"), say(lang, "file-columns-send"), say(lang, "confirm-no")
    return modal(CALLBACK, title, close, fields, submit=send, about=about)


def _line(name: str, label: str, value: str, longest: int) -> Block:
    element = {"type": "plain_text_input", "action_id": name, "max_length": longest}
    if value:
        element["initial_value"] = value
    return {"type": "input", "block_id": name, "label": plain_text(label), "element": element}


def _meanings(offer: UploadOffer) -> list[str]:
    """Every meaning that a column of such tables may have."""
    from analytics.importers.formats import meanings_of
    from analytics.vocabulary.records import Grain

    return list(dict.fromkeys(meaning for grain in offer.grains for meaning in meanings_of(Grain(grain))))


def _column(place: int, column: Column, meanings: list[str], lang: str) -> Block:
    # A column of 0 and 1 stands for an action, which is no meaning that others could have.
    offered = dict.fromkeys((LEFT_OUT, column.meaning, *meanings))
    options = {meaning: option(meaning_name(lang, meaning), meaning) for meaning in offered}
    return {
        "type": "input",
        "block_id": f"column:{place}",
        "label": plain_text(column.name or "–"),
        "element": {
            "type": "static_select",
            "action_id": MAP,
            "options": list(options.values())[:_MOST_OPTIONS],
            "initial_option": options[column.meaning],
        },
    }


def chosen_in(view: dict[str, Any], offer: UploadOffer) -> UploadOffer:
    """The offer with what was filled in; of two columns with one meaning the first keeps it."""
    account = _filled(view, ACCOUNT).removeprefix("@") or None
    told = replace(offer, zone=_zone(view) or offer.zone, account=account)
    chosen = _chosen(view, offer)
    if [column.meaning for column in chosen] == [meaning for _, meaning in offer.columns]:
        return told
    mapping: dict[str, str] = {}
    known = set(_meanings(offer))
    for column in chosen:
        if column.meaning in known:
            mapping.setdefault(column.meaning, column.name)
    # Tables of one archive may share the name of a column, which only one of them has a meaning for.
    used = {column.name for column in chosen if column.meaning != LEFT_OUT}
    without = dict.fromkeys(column.name for column in chosen if column.name not in used)
    return replace(told, mapping=mapping, without=list(without))


def faults_in(view: dict[str, Any], offer: UploadOffer, lang: str) -> dict[str, str]:
    """What cannot be as it was filled in: block -> why."""
    faults = {}
    if _zone(view) is None:
        faults[ZONE] = say(lang, "file-zone-unknown")
    chosen = _chosen(view, offer)
    for place, column in enumerate(chosen):
        changed = column.meaning != offer.columns[place][1]
        twins = [other for other in chosen if other.meaning == column.meaning and other.name != column.name]
        if changed and twins and column.meaning != LEFT_OUT:
            name = meaning_name(lang, column.meaning)
            faults[f"column:{place}"] = say(lang, "file-meaning-taken", meaning=name, column=twins[0].name)
    return faults


def _chosen(view: dict[str, Any], offer: UploadOffer) -> list[Column]:
    """All columns, with the meanings that were chosen for those that the window shows."""
    values = view["state"]["values"]
    return [
        Column(name, values[f"column:{place}"][MAP]["selected_option"]["value"] if f"column:{place}" in values else was)
        for place, (name, was) in enumerate(offer.columns)
    ]


def _zone(view: dict[str, Any]) -> str | None:
    """The zone that was filled in, as the database of zones spells it; None where it knows none of that name."""
    return _zones().get(_filled(view, ZONE).casefold().replace(" ", "_"))


def _filled(view: dict[str, Any], name: str) -> str:
    return str(view["state"]["values"].get(name, {}).get(name, {}).get("value") or "").strip()


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def meaning_name(lang: str, meaning: str) -> str:
    """A meaning in words, where there are some."""
    if meaning == LEFT_OUT:
        return say(lang, "file-left-out")
    key = f"meaning-{meaning.replace('_', '-')}"
    return say(lang, key) if knows(lang, key) else meaning.replace("_", " ")
