"""Writes column files during imports: they are published when the import is committed and deleted when it is not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.database.transaction import RowWriter
from analytics.store.events.column_files import FOLDER, MOVE_COUNT, ColumnFileDraft, file_key
from analytics.store.events.external_sort import SORT_PREFIX


class ColumnWriter:
    """Writes the column file of one import; after a file error it writes nothing."""

    def __init__(self, home: Path, number: int) -> None:
        self._home: Path | None = home
        self._number = number
        self._draft: ColumnFileDraft | None = None
        self._fingerprint = 0

    def add(self, events: pl.DataFrame) -> None:
        """Append stored events."""
        if self._home is None or not events.height:
            return
        try:
            self._draft = self._draft or ColumnFileDraft(self._home)
            self._draft.add(events)
        except OSError:
            # A missing file is rebuilt from the database.
            self.discard()

    def set_fingerprint(self, fingerprint: int) -> None:
        """Set the fingerprint of the import, which is part of the file's name."""
        self._fingerprint = fingerprint

    def publish(self, moves: int) -> None:
        """Publish the file; `moves` is the current count of moves of videos."""
        with contextlib.suppress(OSError):
            if self._draft is not None:
                self._draft.publish(file_key(self._number, self._fingerprint, moves))

    def discard(self) -> None:
        """Delete the file."""
        self._home = None
        with contextlib.suppress(OSError):
            if self._draft is not None:
                self._draft.discard()
        self._draft = None


class ColumnWriters:
    """The column writers of all tables of a file."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.opened: list[ColumnWriter] = []

    def open(self, number: int) -> ColumnWriter:
        """Open the column writer of import `number`."""
        self.opened.append(ColumnWriter(self.home, number))
        return self.opened[-1]


@contextlib.contextmanager
def column_writers(store: Store, *, commit: bool) -> Iterator[ColumnWriters]:
    """Column writers whose files are published at the end, unless the block fails or `commit` is False."""
    writers = ColumnWriters(store.folder)
    try:
        yield writers
    except BaseException:
        commit = False
        raise
    finally:
        moves = int(store.read_property(MOVE_COUNT) or 0) if commit else 0
        for writer in writers.opened:
            writer.publish(moves) if commit else writer.discard()


def count_moves(writer: RowWriter, moved: int) -> None:
    """Make all column files stale if videos of stored events have moved."""
    if moved:
        moves = writer.integer("SELECT value FROM properties WHERE name = ?", (MOVE_COUNT,))
        writer.execute("INSERT OR REPLACE INTO properties VALUES (?, ?)", (MOVE_COUNT, str(moves + 1)))


def remove_drafts(home: Path) -> None:
    """Remove the drafts of interrupted imports; no other import may be running."""
    for draft in (home / FOLDER).glob(".*"):
        if draft.is_file():
            draft.unlink(missing_ok=True)
        elif draft.name.startswith(SORT_PREFIX):
            shutil.rmtree(draft, ignore_errors=True)
