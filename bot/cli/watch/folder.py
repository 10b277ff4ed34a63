"""A watched folder: finds complete files, and moves imported ones."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analytics.importers.reading import SUFFIXES
from analytics.vocabulary.atomic_file import write_atomically

DONE, FAILED = "done", "failed"
NOTE = ".note.txt"

_FileState = tuple[int, int]


@dataclass
class WatchedFolder:
    """A folder whose files are complete when unchanged for `settle` seconds."""

    path: Path
    settle: float
    _seen: dict[Path, tuple[_FileState, float]] = field(default_factory=dict)

    def complete_files(self, stopped: threading.Event, every: float, *, once: bool) -> Iterator[Path]:
        """Yield complete files, oldest first; with `once`, those that are complete within `settle` seconds."""
        while True:
            yield from self.scan()
            if once and not self._seen:
                return
            if once:
                stopped.wait(self.settle)
                yield from self.scan()
                return
            stopped.wait(every)

    def scan(self) -> list[Path]:
        """Return the complete files; one that is still there at the next scan is returned again only if it changed."""
        now = time.monotonic()
        states = dict(self._list_files())
        complete = []
        for path, state in states.items():
            previous, since = self._seen.get(path, (None, now))
            if previous != state:
                self._seen[path] = (state, now)
                if self.settle:
                    continue
                since = now
            if now - since >= self.settle:
                complete.append(path)
        self._seen = {path: entry for path, entry in self._seen.items() if path in states}
        return sorted(complete, key=lambda path: (states[path][1], path.name))

    def _list_files(self) -> Iterator[tuple[Path, _FileState]]:
        """Yield each file that may contain a table, with size and time of change, but no partial downloads."""
        for entry in os.scandir(self.path):
            if entry.name.startswith((".", "~$")) or not entry.name.lower().endswith(SUFFIXES):
                continue
            try:
                if entry.is_file(follow_symlinks=False):
                    stat = entry.stat(follow_symlinks=False)
                    yield Path(entry.path), (stat.st_size, stat.st_mtime_ns)
            except FileNotFoundError:
                continue


def move(file: Path, kind: str, note: str) -> Path:
    """Move a file to `done` or `failed` beside it, under an unused name, with a note.

    The note is complete before the file moves, so that every moved file has one.
    """
    folder = file.parent / kind
    folder.mkdir(exist_ok=True)
    target = next(target for target in _candidate_names(folder, file) if not target.exists())
    write_atomically(target.with_name(target.name + NOTE), note)
    return file.rename(target)


def _candidate_names(folder: Path, file: Path) -> Iterator[Path]:
    yield folder / file.name
    stem, dot, ending = file.name.partition(".")
    yield from (folder / f"{stem} ({number}){dot}{ending}" for number in itertools.count(2))
