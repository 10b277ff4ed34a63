"""Converts bytes of any encoding to UTF-8; invalid bytes remain invalid, so that their rows are reported."""

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
BYTE_ORDER_MARKS = tuple(mark for mark, _ in _MARKS)
_SAMPLE_BYTES = 1 << 16
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_HANZI = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]")
"""Byte pairs of punctuation and of the 3,755 most frequent characters in GB 2312."""
_WESTERN = re.compile(rb"(?<=[A-Za-z ,;\t\"])[\xe0-\xfc\xc0-\xd6\xd8-\xdc\xbf\xa1](?=[A-Za-z ,;\t\"\r\n])")
_MIN_NON_ASCII = 8
"""Minimum number of non-ASCII bytes for a guess among all encodings."""


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes:
        """Return about `size` bytes, at most slightly more; none at the end."""


def _replace_invalid(error: UnicodeError) -> tuple[str, int]:
    """Replace invalid bytes by one byte that is invalid in UTF-8, so that the row is rejected later."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error("marked", _replace_invalid)


def to_utf8(stream: io.BufferedReader) -> Readable:
    """Convert a stream to UTF-8 without a byte order mark; lone CR line ends become LF."""
    head = stream.peek(_SAMPLE_BYTES)
    bom, encoding = next(((bom, name) for bom, name in _MARKS if head.startswith(bom)), (b"", None))
    stream.read(len(bom))
    encoding = encoding or _guess_utf16(head)
    text: Readable = _UndecidedStream(stream) if encoding is None else _decode_stream(stream, encoding)
    return _ReturnLinesStream(text) if b"\r" in head and b"\n" not in head else text


def _guess_utf16(head: bytes) -> str | None:
    """Detect UTF-16 without a byte order mark by the zeros at every second position."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 50 < len(head) or max(even, odd) < 4 * min(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = head[: len(head) // 2 * 2].decode(encoding, "marked")
    except UnicodeDecodeError:
        return None
    printable = sum(character.isprintable() or character in "\r\n\t" for character in text)
    return encoding if printable > 0.98 * len(text) else None


def guess_encoding(sample: bytes) -> str:
    """Guess the encoding of non-ASCII bytes; `utf-8` if there is no better guess."""
    valid, invalid = _count_utf8(sample)
    if invalid <= valid:
        return "utf-8"
    non_ascii = len(_NON_ASCII.findall(sample))
    if 2 * len(_HANZI.findall(sample)) > 0.6 * non_ascii:
        return "gb18030"
    if len(_WESTERN.findall(sample)) > 0.8 * non_ascii:
        return "cp1252"
    if non_ascii < _MIN_NON_ASCII:
        return "utf-8"
    import charset_normalizer

    match = charset_normalizer.from_bytes(sample[:_SAMPLE_BYTES]).best()
    return match.encoding if match else "utf-8"


def _count_utf8(sample: bytes) -> tuple[int, int]:
    """Count the non-ASCII characters and the invalid bytes of a sample in UTF-8."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    invalid = sum("\udc80" <= character <= "\udcff" for character in text)
    return sum(character > "\x7f" for character in text) - invalid, invalid


def _decode_stream(stream: Readable, encoding: str) -> Readable:
    return stream if encoding == "utf-8" else _DecodedStream(stream, encoding)


class _DecodedStream:
    """A stream of a known encoding, converted to UTF-8."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("marked")

    def read(self, size: int, /) -> bytes:
        while True:
            chunk = self._stream.read(size)
            text = self._decoder.decode(chunk, final=not chunk)
            if text or not chunk:
                return text.encode("utf-8", "surrogateescape")


class _UndecidedStream:
    """A stream whose encoding is guessed at its first non-ASCII bytes."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._text: Readable | None = None

    def read(self, size: int, /) -> bytes:
        if self._text is not None:
            return self._text.read(size)
        chunk = self._stream.read(size)
        if chunk.isascii():
            return chunk
        # A single character is not enough for a guess.
        chunk += self._stream.read(_SAMPLE_BYTES)
        self._text = _decode_stream(_PrependedStream(chunk, self._stream), guess_encoding(chunk))
        return self._text.read(size)


class _PrependedStream:
    """A chunk that was already read, followed by the rest of its stream."""

    def __init__(self, chunk: bytes, stream: Readable) -> None:
        self._chunk, self._stream = chunk, stream

    def read(self, size: int, /) -> bytes:
        chunk, self._chunk = self._chunk, b""
        return chunk or self._stream.read(size)


class _ReturnLinesStream:
    """A stream in which CR is replaced by LF."""

    def __init__(self, text: Readable) -> None:
        self._text = text

    def read(self, size: int, /) -> bytes:
        return self._text.read(size).replace(b"\r", b"\n")
