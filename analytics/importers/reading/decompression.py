"""How far a compressed file may unfold: counted while it is read, whatever its own headers say."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from typing import BinaryIO

from analytics.importers.reading.encodings import Readable
from analytics.vocabulary.errors import ExpandsTooFar

_TIMES = 200
"""Real exports shrink to between a third and a fiftieth."""
_ALWAYS = 1 << 28
_PIECE = 1 << 18
DEEPEST = 3
"""Archives inside of archives."""


@dataclass(slots=True)
class Budget:
    """The bytes that may still come out of one file, whatever is nested in it."""

    path: str
    size: int
    spent: int = 0

    def spend(self, number: int) -> None:
        """Count bytes that came out. Raises ExpandsTooFar."""
        self.spent += number
        if self.spent > self.limit:
            raise ExpandsTooFar(self.path, self.size, self.limit)

    @property
    def limit(self) -> int:
        """All the bytes that may come out."""
        return _ALWAYS + _TIMES * self.size


class Unfolding(io.RawIOBase):
    """What comes out of a decompressor, counted; fills whatever buffer it is given."""

    def __init__(self, stream: Readable, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        """Fill `buffer` as far as there is something to fill it with. Raises ExpandsTooFar."""
        filled = 0
        while filled < len(buffer):
            piece = self._stream.read(len(buffer) - filled)
            if not piece:
                break
            self._budget.spend(len(piece))
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled


def unfolded(stream: Readable, budget: Budget) -> io.BufferedReader:
    """A buffered stream of what a decompressor gives."""
    return io.BufferedReader(Unfolding(stream, budget), _PIECE)


def spooled(stream: Readable) -> BinaryIO:
    """A copy on disk in which one may seek; it is gone when closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever asked closes it
    while piece := stream.read(_PIECE):
        file.write(piece)
    file.seek(0)
    return file
