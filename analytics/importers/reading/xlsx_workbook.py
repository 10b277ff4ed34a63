"""What an XLSX workbook says of itself: its sheets, its styles that make a number a date, its shared texts.

Only these parts and the sheets are opened; links to other files, macros and entities are never followed.
ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import cast
from xml.etree import ElementTree

import polars as pl

from analytics.importers.reading.decompression import Budget, unfolded
from analytics.importers.reading.encodings import Readable
from analytics.vocabulary.errors import UnreadablePath
from analytics.vocabulary.reasons import Reason

_PART_LIMIT = 1 << 24
_TEXTS_LIMIT = 1 << 28
_PIECE = 1 << 20
_DATES = {**dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"), 22: "yyyy-mm-dd hh:mm"}
_TIMES = {18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|;.*')


class NumberStyle(Enum):
    """How a style shows a number, as far as it changes what the number is."""

    NUMBER = "number"
    DAY = "day"
    MINUTE = "day with hours and minutes"
    SECOND = "day with seconds"
    DURATION = "hours, minutes and seconds"


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets as (name, part), how each style shows numbers, the shared texts, and whether days count from 1904."""

    sheets: list[tuple[str, str]]
    styles: list[NumberStyle]
    texts: pl.Series
    from_1904: bool


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is an XLSX file."""
    return "xl/workbook.xml" in archive.namelist()


def open_workbook(name: str, archive: zipfile.ZipFile, budget: Budget) -> Workbook:
    """Read all but the sheets. Raises UnreadablePath where the workbook is damaged."""
    book = _part(name, archive, "xl/workbook.xml", budget)
    targets = _targets(name, archive, budget)
    sheets = [
        (str(sheet.get("name")), targets[key])
        for sheet in book.iter("sheet")
        if (key := next((value for attribute, value in sheet.items() if attribute.endswith("id")), "")) in targets
    ]
    styles = _styles(_part(name, archive, "xl/styles.xml", budget)) if "xl/styles.xml" in archive.namelist() else []
    properties = next(book.iter("workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return Workbook(sheets, styles, _texts(name, archive, budget), from_1904)


def _part(name: str, archive: zipfile.ZipFile, part: str, budget: Budget) -> ElementTree.Element:
    with archive.open(part) as member:
        text = unfolded(cast("Readable", member), budget).read(_PART_LIMIT + 1)
    if len(text) > _PART_LIMIT or b"<!DOCTYPE" in text:
        raise UnreadablePath(name, Reason("workbook_part_foreign", part=part))
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # bounded, and without the DTD that entities need
    except ElementTree.ParseError as error:
        raise UnreadablePath(name, Reason("workbook_part_damaged", part=part, message=str(error))) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _targets(name: str, archive: zipfile.ZipFile, budget: Budget) -> dict[str, str]:
    """The parts inside of this archive by the keys that the workbook gives them."""
    relations = _part(name, archive, "xl/_rels/workbook.xml.rels", budget)
    inside = set(archive.namelist())
    found = {}
    for relation in relations.iter("Relationship"):
        target = posixpath.normpath(posixpath.join("/xl", str(relation.get("Target")))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in inside:
            found[str(relation.get("Id"))] = target
    return found


def _styles(styles: ElementTree.Element) -> list[NumberStyle]:
    codes = {**_DATES, **_TIMES}
    for element in styles.iter("numFmt"):
        codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
    cells = next(styles.iter("cellXfs"), None)
    return [_shown(codes.get(int(style.get("numFmtId", "0")), "")) for style in (() if cells is None else cells)]


def _shown(code: str) -> NumberStyle:
    letters = set(_NOT_CODE.sub("", code).lower()) if code.lower() != "general" else set()
    clock, seconds = letters & set("hs"), "s" in letters
    if not letters & set("ydmhs年月日时分秒") or (letters & set("0#?%") and not letters & set("ydhs")):
        return NumberStyle.NUMBER
    if not letters & set("yd") and clock:
        return NumberStyle.DURATION
    return NumberStyle.SECOND if seconds else NumberStyle.MINUTE if clock else NumberStyle.DAY


def _texts(name: str, archive: zipfile.ZipFile, budget: Budget) -> pl.Series:
    part = next((part for part in archive.namelist() if part.lower() == "xl/sharedstrings.xml"), None)
    if part is None:
        return pl.Series([], dtype=pl.String)
    found: list[pl.Series] = []
    size = 0
    with archive.open(part) as member:
        for piece in pieces(name, cast("Readable", member), budget, b"si>"):
            items = re.split(r"<(?:\w+:)?si(?=[\s/>])", piece.decode("utf-8", "replace"))[1:]
            texts = texts_of(pl.Series(items, dtype=pl.String))
            size += int(texts.str.len_bytes().sum())
            if size > _TEXTS_LIMIT:
                raise UnreadablePath(name, Reason("workbook_texts_too_long", characters=_TEXTS_LIMIT))
            found.append(texts)
    return pl.concat(found) if found else pl.Series([], dtype=pl.String)


_PLAIN = r"^[^>]*>\s*(?:<is>)?<t(?:\s[^>]*)?>([^<&]*)</t></(?:is|si)>"
_PHONETIC = re.compile(r"<(?:\w+:)?rPh[\s>].*?</(?:\w+:)?rPh>", re.DOTALL)
_T = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def texts_of(items: pl.Series) -> pl.Series:
    """The texts of shared or inline strings: runs joined, without the reading aids of East Asian texts."""
    texts = items.str.extract(_PLAIN)
    rest = (texts.is_null() | texts.str.contains("_x", literal=True)).arg_true()
    return texts.scatter(rest, [_text_of(item) for item in items.gather(rest)]) if rest.len() else texts


def _text_of(item: str) -> str:
    return unescaped("".join(_T.findall(_PHONETIC.sub("", item) if "rPh" in item else item)))


def unescaped(text: str) -> str:
    """Text without XML's and Excel's ways to write special characters."""
    if "&" in text:
        text = html.unescape(text)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def pieces(name: str, stream: Readable, budget: Budget, end: bytes) -> Iterator[bytes]:
    """An XML text in pieces of about a megabyte, each ending where an element `end` (of any prefix) does."""
    inside = unfolded(stream, budget)
    waiting = b""
    while piece := inside.read(_PIECE):
        waiting += piece
        at = max(waiting.rfind(sign + end) for sign in (b"</", b":"))
        if at >= 0:
            at = waiting.index(b">", at) + 1
            yield waiting[:at]
            waiting = waiting[at:]
        elif len(waiting) > _PART_LIMIT << 1:
            raise UnreadablePath(name, Reason("workbook_row_too_long", bytes=_PART_LIMIT << 1))
    yield waiting
