"""Infers the format of a column from all of its values: its decimal mark, percentages, damaged ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from analytics.importers.parsing.cell_text import damaged_id
from analytics.vocabulary.reasons import Reason

_BODY = re.compile(r"[+-]?(\d[\d.,]*\d|[.,]\d+)")
_THOUSANDS = {mark: re.compile(rf"\d{{1,3}}(?:[{mark}]\d{{3}})+") for mark in ".,"}
_CERTAIN = {
    # 1.234,5 · 1.234.567 · 12,3 (a group of thousands has three digits)
    ",": re.compile(r"[\d.]*\d?,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|0,\d+"),
    ".": re.compile(r"[\d,]*\d?\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|0\.\d+"),
}
_MAX_SHARE = 1.5
"""A share above this is a percentage."""
_MAX_LENGTH = 40
_LONG_ID = 17
_EXACT_DIGITS = 15


def decimal_mark(texts: Iterable[str], *, whole: bool = False) -> str:
    """The decimal mark of a column of numbers: a comma where some value shows a comma and none shows a point.

    In a column of `whole` numbers, dots that are always followed by three digits separate thousands.
    """
    short = (unicodedata.normalize("NFKC", text) for text in texts if len(text) <= _MAX_LENGTH)
    bodies = {match[1] for text in short if (match := _BODY.search(text))}
    marked = {body for body in bodies if "." in body or "," in body}
    comma, point = (any(_CERTAIN[mark].fullmatch(body) for body in marked) for mark in ",.")
    if comma != point:
        return "," if comma else "."
    dotted = {body for body in marked if "." in body}
    if whole and not comma and dotted and dotted == marked and all(map(_THOUSANDS["."].fullmatch, dotted)):
        return ","
    return "."


def in_percent(texts: Iterable[str], decimal: str = ".") -> bool:
    """Whether a column of rates without a % sign holds percentages: some are far above 1."""
    for text in texts:
        plain = text.strip().replace("," if decimal == "." else ".", "").replace(",", ".")
        try:
            if float(plain) > _MAX_SHARE:
                return True
        except ValueError:
            continue
    return False


def damaged_ids(texts: Iterable[str]) -> Reason | None:
    """The reason why the ids of a column are not keys: most long ones are rounded. None: they are keys.

    A spreadsheet keeps 15 digits. One id in 10,000 ends in four zeros by chance.
    """
    long = [text for text in dict.fromkeys(map(str.strip, texts)) if text.isdigit() and len(text) >= _LONG_ID]
    rounded = [text for text in long if text.endswith("0000") or not text[_EXACT_DIGITS:].strip("0")]
    # Of 17 digits only two are lost: a single id may end in two zeros by chance.
    is_certain = len(rounded) > 1 or any(text.endswith("000") for text in rounded)
    return damaged_id(rounded[0]) if is_certain and 2 * len(rounded) > len(long) else None
