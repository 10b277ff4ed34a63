"""Reads the parts of an XLSX workbook other than its sheets: sheet names, number styles and shared texts.

Only these parts and the sheets are opened; external links, macros and entities are ignored.
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

from analytics.importers.reading.decompression import Budget, open_decompressed
from analytics.importers.reading.encodings import Readable
from analytics.vocabulary.errors import UnreadablePath
from analytics.vocabulary.reasons import Reason

_PART_LIMIT = 1 << 24
_TEXTS_LIMIT = 1 << 28
_CHUNK_BYTES = 1 << 20
_DATES = {**dict.fromkeys((14, 15, 16, 17, *range(27, 37), *range(50, 59)), "yyyy-mm-dd"), 22: "yyyy-mm-dd hh:mm"}
_TIMES = {18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|;.*')


class NumberStyle(Enum):
    """The kinds of number formats: plain numbers, dates and durations."""

    NUMBER = "number"
    DAY = "day"
    MINUTE = "day with hours and minutes"
    SECOND = "day with seconds"
    DURATION = "hours, minutes and seconds"


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets as (name, part), the number format of each style, the shared texts, and whether days count from 1904."""

    sheets: list[tuple[str, str]]
    styles: list[NumberStyle]
    texts: pl.Series
    from_1904: bool


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is an XLSX file."""
    return "xl/workbook.xml" in archive.namelist()


def open_workbook(name: str, archive: zipfile.ZipFile, budget: Budget) -> Workbook:
    """Read all parts but the sheets. Raises UnreadablePath if the workbook is damaged."""
    workbook = _read_part(name, archive, "xl/workbook.xml", budget)
    targets = _find_targets(name, archive, budget)
    sheets = [
        (str(sheet.get("name")), targets[key])
        for sheet in workbook.iter("sheet")
        if (key := next((value for attribute, value in sheet.items() if attribute.endswith("id")), "")) in targets
    ]
    styles = (
        _number_styles(_read_part(name, archive, "xl/styles.xml", budget))
        if "xl/styles.xml" in archive.namelist()
        else []
    )
    properties = next(workbook.iter("workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    return Workbook(sheets, styles, _shared_texts(name, archive, budget), from_1904)


def _read_part(name: str, archive: zipfile.ZipFile, part: str, budget: Budget) -> ElementTree.Element:
    with archive.open(part) as member:
        text = open_decompressed(cast("Readable", member), budget).read(_PART_LIMIT + 1)
    if len(text) > _PART_LIMIT or b"<!DOCTYPE" in text:
        raise UnreadablePath(name, Reason("workbook_part_foreign", part=part))
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # size is limited; entities need a DTD, which is refused
    except ElementTree.ParseError as error:
        raise UnreadablePath(name, Reason("workbook_part_damaged", part=part, message=str(error))) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _find_targets(name: str, archive: zipfile.ZipFile, budget: Budget) -> dict[str, str]:
    """Return the parts of the archive by their relationship ids in the workbook."""
    relations = _read_part(name, archive, "xl/_rels/workbook.xml.rels", budget)
    members = set(archive.namelist())
    parts = {}
    for relation in relations.iter("Relationship"):
        target = posixpath.normpath(posixpath.join("/xl", str(relation.get("Target")))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in members:
            parts[str(relation.get("Id"))] = target
    return parts


def _number_styles(styles: ElementTree.Element) -> list[NumberStyle]:
    codes = {**_DATES, **_TIMES}
    for element in styles.iter("numFmt"):
        codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
    cells = next(styles.iter("cellXfs"), None)
    return [_number_style(codes.get(int(style.get("numFmtId", "0")), "")) for style in (() if cells is None else cells)]


def _number_style(code: str) -> NumberStyle:
    letters = set(_NOT_CODE.sub("", code).lower()) if code.lower() != "general" else set()
    clock, seconds = letters & set("hs"), "s" in letters
    if not letters & set("ydmhs年月日时分秒") or (letters & set("0#?%") and not letters & set("ydhs")):
        return NumberStyle.NUMBER
    if not letters & set("yd") and clock:
        return NumberStyle.DURATION
    return NumberStyle.SECOND if seconds else NumberStyle.MINUTE if clock else NumberStyle.DAY


def _shared_texts(name: str, archive: zipfile.ZipFile, budget: Budget) -> pl.Series:
    part = next((part for part in archive.namelist() if part.lower() == "xl/sharedstrings.xml"), None)
    if part is None:
        return pl.Series([], dtype=pl.String)
    chunks: list[pl.Series] = []
    size = 0
    with archive.open(part) as member:
        for chunk in split_xml(name, cast("Readable", member), budget, b"si>"):
            items = re.split(r"<(?:\w+:)?si(?=[\s/>])", chunk.decode("utf-8", "replace"))[1:]
            texts = extract_texts(pl.Series(items, dtype=pl.String))
            size += int(texts.str.len_bytes().sum())
            if size > _TEXTS_LIMIT:
                raise UnreadablePath(name, Reason("workbook_texts_too_long", characters=_TEXTS_LIMIT))
            chunks.append(texts)
    return pl.concat(chunks) if chunks else pl.Series([], dtype=pl.String)


_PLAIN_TEXT = r"^[^>]*>\s*(?:<is>)?<t(?:\s[^>]*)?>([^<&]*)</t></(?:is|si)>"
_PHONETIC = re.compile(r"<(?:\w+:)?rPh[\s>].*?</(?:\w+:)?rPh>", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def extract_texts(items: pl.Series) -> pl.Series:
    """Extract the texts of shared or inline strings: runs are joined, phonetic guides are left out."""
    texts = items.str.extract(_PLAIN_TEXT)
    rest = (texts.is_null() | texts.str.contains("_x", literal=True)).arg_true()
    return texts.scatter(rest, [_extract_text(item) for item in items.gather(rest)]) if rest.len() else texts


def _extract_text(item: str) -> str:
    return unescape("".join(_TEXT.findall(_PHONETIC.sub("", item) if "rPh" in item else item)))


def unescape(text: str) -> str:
    """Decode the escapes of XML and Excel."""
    if "&" in text:
        text = html.unescape(text)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def split_xml(name: str, stream: Readable, budget: Budget, end: bytes) -> Iterator[bytes]:
    """Split an XML text into chunks of about a megabyte that end with an element `end` (of any prefix)."""
    source = open_decompressed(stream, budget)
    buffer = b""
    while chunk := source.read(_CHUNK_BYTES):
        buffer += chunk
        position = max(buffer.rfind(prefix + end) for prefix in (b"</", b":"))
        if position >= 0:
            position = buffer.index(b">", position) + 1
            yield buffer[:position]
            buffer = buffer[position:]
        elif len(buffer) > _PART_LIMIT << 1:
            raise UnreadablePath(name, Reason("workbook_row_too_long", bytes=_PART_LIMIT << 1))
    yield buffer
