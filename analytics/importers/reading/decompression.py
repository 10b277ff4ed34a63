"""Limits the size of decompressed data, counted while it is read, since headers may be wrong."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from typing import BinaryIO

from analytics.importers.reading.encodings import Readable
from analytics.vocabulary.errors import ExpandsTooFar

_MAX_RATIO = 200
"""The compression ratio of real exports is between 3 and 50."""
_ALLOWANCE_BYTES = 1 << 28
_CHUNK_BYTES = 1 << 18
MAX_DEPTH = 3
"""Maximum depth of archives within archives."""


@dataclass(slots=True)
class Budget:
    """Counts the decompressed bytes of one file, including nested archives."""

    path: str
    size: int
    spent: int = 0

    def spend(self, size: int) -> None:
        """Count decompressed bytes. Raises ExpandsTooFar."""
        self.spent += size
        if self.spent > self.limit:
            raise ExpandsTooFar(self.path, self.size, self.limit)

    @property
    def limit(self) -> int:
        """Maximum number of decompressed bytes."""
        return _ALLOWANCE_BYTES + _MAX_RATIO * self.size


class _DecompressedStream(io.RawIOBase):
    """A raw stream of decompressed data that counts its bytes."""

    def __init__(self, stream: Readable, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        """Whether the stream is readable: always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        """Fill `buffer` with the available data. Raises ExpandsTooFar."""
        filled = 0
        while filled < len(buffer):
            chunk = self._stream.read(len(buffer) - filled)
            if not chunk:
                break
            self._budget.spend(len(chunk))
            buffer[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        return filled


def open_decompressed(stream: Readable, budget: Budget) -> io.BufferedReader:
    """Return a buffered stream of decompressed data that counts against the budget."""
    return io.BufferedReader(_DecompressedStream(stream, budget), _CHUNK_BYTES)


def copy_to_disk(stream: Readable) -> BinaryIO:
    """Copy a stream to a seekable temporary file, which is deleted when closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    while chunk := stream.read(_CHUNK_BYTES):
        file.write(chunk)
    file.seek(0)
    return file
