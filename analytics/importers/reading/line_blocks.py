"""Splits a stream of UTF-8 bytes into blocks of whole lines with limited memory, even for endless lines."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.importers.reading.encodings import Readable
from analytics.importers.reading.tables import RECORD_LIMIT

_CHUNK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Whole lines and the number of the first one; if `overlong`, the start of a line whose rest was skipped."""

    data: bytes
    line: int
    overlong: bool = False


def count_line_breaks(data: bytes) -> int:
    """Count the line breaks (LF, CR LF or CR) in `data`."""
    returns = data.count(b"\r")
    return data.count(b"\n") + (returns - data.count(b"\r\n") if returns else 0)


class LineReader:
    """Reads blocks of whole lines; unread lines can be put back."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._buffer = b""
        self._line = 1
        self._is_at_end = False

    def read_block(self, size: int) -> LineBlock | None:
        """Return about `size` bytes that end with a line, or the start of an overlong line; None at the end."""
        block = self.read_complete_block(size)
        if block is None and self._buffer:
            return self._skip_overlong_line()
        return block

    def read_complete_block(self, size: int) -> LineBlock | None:
        """Return about `size` bytes that end with a line; None at the end and before an overlong line."""
        size = max(size, len(self._buffer))
        while not self._is_at_end and len(self._buffer) < size:
            self._fill(size - len(self._buffer))
        if not self._buffer:
            return None
        end = self._buffer.rfind(b"\n") + 1
        while not end and not self._is_at_end:
            if len(self._buffer) > RECORD_LIMIT:
                return None
            searched = len(self._buffer)
            self._fill(_CHUNK_BYTES)
            end = self._buffer.rfind(b"\n", searched) + 1
        return self._take(end or len(self._buffer))

    def put_back(self, block: LineBlock) -> None:
        """Put a block back in front of the stream."""
        self._buffer = block.data + self._buffer
        self._line = block.line

    def _fill(self, size: int) -> None:
        chunk = self._stream.read(size)
        self._buffer += chunk
        self._is_at_end = not chunk

    def _take(self, end: int) -> LineBlock:
        block = LineBlock(self._buffer[:end], self._line)
        self._buffer = self._buffer[end:]
        self._line += count_line_breaks(block.data)
        return block

    def _skip_overlong_line(self) -> LineBlock:
        """Return the start of an overlong line and skip the rest by chunks."""
        block = LineBlock(self._buffer[:RECORD_LIMIT], self._line, overlong=True)
        self._line += 1
        self._buffer = b""
        while not self._is_at_end:
            self._fill(_CHUNK_BYTES)
            end = self._buffer.find(b"\n") + 1
            self._buffer = self._buffer[end:] if end else b""
            if end:
                break
        return block
