"""Bytes of any encoding -> UTF-8; what no text in the encoding can be stays recognisable and is told row by row."""

from __future__ import annotations

import codecs
import io
import re
from typing import Protocol

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARKS = tuple(mark for mark, _ in _MARKS)
_SAMPLE = 1 << 16
_HIGH = re.compile(rb"[\x80-\xff]")
_HANZI = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]")
"""Pairs that GB 2312 gives to punctuation and to the 3,755 most frequent characters."""
_WESTERN = re.compile(rb"(?<=[A-Za-z ,;\t\"])[\xe0-\xfc\xc0-\xd6\xd8-\xdc\xbf\xa1](?=[A-Za-z ,;\t\"\r\n])")
_ENOUGH = 8
"""Bytes beyond ASCII without which a guess among the many encodings of the world is none."""


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes or few more; none at the end."""


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no text become one byte that is no UTF-8, so that the row is found later."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error("marked", _mark)


def as_utf8(stream: io.BufferedReader) -> Readable:
    """The same text in UTF-8 without a byte order mark; lines that end in CR alone end in LF."""
    head = stream.peek(_SAMPLE)
    bom, encoding = next(((bom, name) for bom, name in _MARKS if head.startswith(bom)), (b"", None))
    stream.read(len(bom))
    encoding = encoding or _utf16(head)
    text: Readable = _Undecided(stream) if encoding is None else _decoded(stream, encoding)
    return _Returns(text) if b"\r" in head and b"\n" not in head else text


def _utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: separators, digits and line breaks leave zeros in every second place."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 50 < len(head) or max(even, odd) < 4 * min(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = head[: len(head) // 2 * 2].decode(encoding, "marked")
    except UnicodeDecodeError:
        return None
    sane = sum(letter.isprintable() or letter in "\r\n\t" for letter in text)
    return encoding if sane > 0.98 * len(text) else None


def guess(sample: bytes) -> str:
    """The encoding of bytes that are not all ASCII; `utf-8` where nothing better is known."""
    good, bad = _as_utf8(sample)
    if bad <= good:
        return "utf-8"
    high = len(_HIGH.findall(sample))
    if 2 * len(_HANZI.findall(sample)) > 0.6 * high:
        return "gb18030"
    if len(_WESTERN.findall(sample)) > 0.8 * high:
        return "cp1252"
    if high < _ENOUGH:
        return "utf-8"
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample[:_SAMPLE]).best()
    return best.encoding if best else "utf-8"


def _as_utf8(sample: bytes) -> tuple[int, int]:
    """Characters beyond ASCII that UTF-8 finds in a sample, and bytes that it cannot read."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    bad = sum("\udc80" <= letter <= "\udcff" for letter in text)
    return sum(letter > "\x7f" for letter in text) - bad, bad


def _decoded(stream: Readable, encoding: str) -> Readable:
    return stream if encoding == "utf-8" else _Decoded(stream, encoding)


class _Decoded:
    """Text of a known encoding."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("marked")

    def read(self, size: int, /) -> bytes:
        while True:
            piece = self._stream.read(size)
            text = self._decoder.decode(piece, final=not piece)
            if text or not piece:
                return text.encode("utf-8", "surrogateescape")


class _Undecided:
    """ASCII so far: the first bytes beyond it decide."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._text: Readable | None = None

    def read(self, size: int, /) -> bytes:
        if self._text is not None:
            return self._text.read(size)
        piece = self._stream.read(size)
        if piece.isascii():
            return piece
        # One character, or half of one, is little to tell by.
        piece += self._stream.read(_SAMPLE)
        self._text = _decoded(_Again(piece, self._stream), guess(piece))
        return self._text.read(size)


class _Again:
    """A piece that was read already, and then the rest."""

    def __init__(self, piece: bytes, stream: Readable) -> None:
        self._piece, self._stream = piece, stream

    def read(self, size: int, /) -> bytes:
        piece, self._piece = self._piece, b""
        return piece or self._stream.read(size)


class _Returns:
    """Text whose lines end in CR alone."""

    def __init__(self, text: Readable) -> None:
        self._text = text

    def read(self, size: int, /) -> bytes:
        return self._text.read(size).replace(b"\r", b"\n")
