"""Text of cells: spellings of "not known", excerpts for reasons, and the error for a value that cannot be read."""

from __future__ import annotations

import re

from analytics.vocabulary.reasons import Reason

UNKNOWN = frozenset(
    {"", "-", "--", "—", "–", "−", "/", "\\n", "undefined", "null", "none", "nan", "nat", "n/a", "#n/a", "na", "<na>"}
    | {"暂无", "暂无数据", "无数据", "sin datos", "no data"}
)
"""Spellings of "not known"; none of them is 0."""
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
"""A number in scientific notation, as spreadsheets write long ones."""
_MAX_EXCERPT = 60


class UnreadableValue(ValueError):
    """A value that cannot be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def is_unknown(text: str) -> bool:
    """Whether a cell says that its value is not known."""
    return text.strip().lower() in UNKNOWN


def excerpt(text: str) -> str:
    """The beginning of a cell, for a reason."""
    return text[:_MAX_EXCERPT]


def unexpected(code: str, column: str, text: str, **facts: int | str) -> UnreadableValue:
    """The error for a cell that holds something other than `code` expects."""
    return UnreadableValue(Reason("found", reason=Reason(code, column=column, **facts), found=excerpt(text)))


def damaged_id(text: str) -> Reason:
    """The reason why an id that a spreadsheet rounded is not a key."""
    return Reason("id_damaged", text=excerpt(text))
