"""Mirrors of imports that are under way: found when the import is kept, and gone when it is not."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.database.transaction import RowWriter
from analytics.store.events.column_files import FOLDER, MOVES, ColumnFileDraft, key_of
from analytics.store.events.external_sort import PREFIX


class ColumnWriter:
    """The files of one import, written along where that is possible."""

    def __init__(self, home: Path, number: int) -> None:
        self._home: Path | None = home
        self._number = number
        self._draft: ColumnFileDraft | None = None
        self._fingerprint = 0

    def add(self, events: pl.DataFrame) -> None:
        """Write events along that were stored."""
        if self._home is None or not events.height:
            return
        try:
            self._draft = self._draft or ColumnFileDraft(self._home)
            self._draft.add(events)
        except OSError:
            # What is missing here is made from the database.
            self.discard()

    def name(self, fingerprint: int) -> None:
        """What the import came to."""
        self._fingerprint = fingerprint

    def publish(self, moves: int) -> None:
        """Let the files be found."""
        with contextlib.suppress(OSError):
            if self._draft is not None:
                self._draft.publish(key_of(self._number, self._fingerprint, moves))

    def discard(self) -> None:
        """Forget the files."""
        self._home = None
        with contextlib.suppress(OSError):
            if self._draft is not None:
                self._draft.discard()
        self._draft = None


class Drafts:
    """The mirrors of all tables of a file."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.begun: list[ColumnWriter] = []

    def begin(self, number: int) -> ColumnWriter:
        """The mirror of one more import."""
        self.begun.append(ColumnWriter(self.home, number))
        return self.begun[-1]


@contextlib.contextmanager
def drafting(store: Store, *, keep: bool) -> Iterator[Drafts]:
    """Mirrors that are published at the end, unless something fails or `keep` is False."""
    drafts = Drafts(store.home)
    try:
        yield drafts
    except BaseException:
        keep = False
        raise
    finally:
        moves = int(store.read_property(MOVES) or 0) if keep else 0
        for mirroring in drafts.begun:
            mirroring.publish(moves) if keep else mirroring.discard()


def note_moves(writer: RowWriter, moved: int) -> None:
    """Whatever was mirrored is stale where videos of stored events have moved."""
    if moved:
        moves = writer.number("SELECT value FROM properties WHERE name = ?", (MOVES,))
        writer.do("INSERT OR REPLACE INTO properties VALUES (?, ?)", (MOVES, str(moves + 1)))


def sweep(home: Path) -> None:
    """Remove what imports that were cut off have left; nobody else may be importing."""
    for draft in (home / FOLDER).glob(".*"):
        if draft.is_file():
            draft.unlink(missing_ok=True)
        elif draft.name.startswith(PREFIX):
            shutil.rmtree(draft, ignore_errors=True)
