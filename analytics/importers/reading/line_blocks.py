"""A stream of UTF-8 bytes -> blocks of whole lines; a line without an end cannot fill the memory."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.importers.reading.encodings import Readable
from analytics.importers.reading.tables import RECORD_LIMIT

_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines and the number of the first; `overlong`: the start of a line of which the rest was passed over."""

    data: bytes
    line: int
    overlong: bool = False


def breaks(data: bytes) -> int:
    """How many lines end in `data`, by whatever sign."""
    returns = data.count(b"\r")
    return data.count(b"\n") + (returns - data.count(b"\r\n") if returns else 0)


class Lines:
    """Reads blocks of whole lines, and takes back what was read too far."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._waiting = b""
        self._line = 1
        self._ended = False

    def block(self, size: int) -> Block | None:
        """About `size` bytes, ending where a line ends; None at the end."""
        block = self.more(size)
        if block is None and self._waiting:
            return self._overlong()
        return block

    def more(self, size: int) -> Block | None:
        """The same, but None before a line that is too long to be held."""
        size = max(size, len(self._waiting))
        while not self._ended and len(self._waiting) < size:
            self._fill(size - len(self._waiting))
        if not self._waiting:
            return None
        end = self._waiting.rfind(b"\n") + 1
        while not end and not self._ended:
            if len(self._waiting) > RECORD_LIMIT:
                return None
            known = len(self._waiting)
            self._fill(_PIECE)
            end = self._waiting.rfind(b"\n", known) + 1
        return self._taken(end or len(self._waiting))

    def put_back(self, block: Block) -> None:
        """Read this again, as what comes next."""
        self._waiting = block.data + self._waiting
        self._line = block.line

    def _fill(self, size: int) -> None:
        piece = self._stream.read(size)
        self._waiting += piece
        self._ended = not piece

    def _taken(self, end: int) -> Block:
        block = Block(self._waiting[:end], self._line)
        self._waiting = self._waiting[end:]
        self._line += breaks(block.data)
        return block

    def _overlong(self) -> Block:
        """Keep the start of the line, and pass over the rest of it piece by piece."""
        block = Block(self._waiting[:RECORD_LIMIT], self._line, overlong=True)
        self._line += 1
        self._waiting = b""
        while not self._ended:
            self._fill(_PIECE)
            end = self._waiting.find(b"\n") + 1
            self._waiting = self._waiting[end:] if end else b""
            if end:
                break
        return block
