"""A path -> the tables in it: what it is is told by its content, never by its name alone."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from analytics.errors import NothingRecognised, UnreadablePath
from analytics.importers.reading.delimited import read_delimited
from analytics.importers.reading.tables import Score, Table

SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".json", ".xlsx", ".parquet", ".zip", ".gz")


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files that paths mean: themselves, and what lies in folders. Raises UnreadablePath."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UnreadablePath(str(path), "there is no such file or folder")
        if path.is_dir():
            inside = [file for file in sorted(path.iterdir()) if file.is_file() and _looks_importable(file)]
            if not inside:
                raise UnreadablePath(str(path), f"the folder holds no {', '.join(SUFFIXES)} file")
            found += inside
        else:
            found.append(path)
    return found


def _looks_importable(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(SUFFIXES) and not path.name.startswith((".", "~$"))


@contextlib.contextmanager
def open_tables(path: Path, score: Score) -> Iterator[Iterator[Table]]:
    """Open a file of any known kind. Raises UnreadablePath, NothingRecognised (empty, binary, no header)."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            stream = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
            yield iter([read_delimited(str(path), stream, score)])
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadablePath(str(path), f"the compressed file is damaged or cut off ({error})") from error
    except OSError as error:
        raise UnreadablePath(str(path), error.strerror or str(error)) from error


__all__ = ["NothingRecognised", "files_of", "open_tables"]
