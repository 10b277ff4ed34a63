"""The `/digest` command for a message in plain words about digests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.requests import questions, write
from bot.requests.parser import command_words
from bot.understanding.request_builder import build_request

if TYPE_CHECKING:
    from bot.understanding import Reading

_LIST_WORDS = (
    *("list", "which", "what", "show", "pause", "stop", "cancel", "unsubscribe", "change", "edit", "move"),
    *("turn off", "no more"),
    *("我的", "有哪些", "订了", "查看", "暂停", "停", "取消", "退订", "关", "别再", "不要再", "不用再", "改", "恢复"),
    *("修改", "删"),
)
"""Words about existing digests, which are changed from the list of digests."""


def digest_arguments(reading: Reading, text: str) -> str | None:
    """Return the arguments of `/digest` for a message; None if it names no hour for a new digest."""
    lower = text.lower()
    if any(word in lower for word in _LIST_WORDS):
        return "list"
    slots = reading.request
    if "hour" not in slots:
        return None
    kind = "kpis" if "rank" in slots else _named_kind(lower)
    left_out = {"k"} if "rank" in slots else {"k", "n"} if kind == "kpis" else set()
    asked = {name: value for name, value in slots.items() if name not in {"hour", "weekday", *left_out}}
    request = write(build_request(kind, asked).request)
    schedule = f"weekly {str(slots['weekday'])[:3]}" if "weekday" in slots else "daily"
    return f"{schedule} {slots['hour']}:00 {request}"


def _named_kind(text: str) -> str:
    """The kind of answer that the message names; without any, what happened."""
    for word, name in sorted(command_words().items(), key=lambda entry: -len(entry[0])):
        if name in questions() and re.search(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word), text):
            return name
    return "kpis"
