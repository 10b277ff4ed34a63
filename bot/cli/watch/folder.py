"""A watched folder: which of its files are complete, and where they go afterwards."""

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

_Look = tuple[int, int]


@dataclass
class Folder:
    """Files in `path` count as complete when they have not changed for `settle` seconds."""

    path: Path
    settle: float
    _seen: dict[Path, tuple[_Look, float]] = field(default_factory=dict)

    def complete(self, stopped: threading.Event, every: float, *, once: bool) -> Iterator[Path]:
        """Complete files, the oldest first; with `once`, those that are or become so within `settle` seconds."""
        while True:
            yield from self.look()
            if once and not self._seen:
                return
            if once:
                stopped.wait(self.settle)
                yield from self.look()
                return
            stopped.wait(every)

    def look(self) -> list[Path]:
        """The files that are complete by now. One still there at the next look is given again only if it changed."""
        now = time.monotonic()
        looks = dict(self._looks())
        found = []
        for path, look in looks.items():
            before, since = self._seen.get(path, (None, now))
            if before != look:
                self._seen[path] = (look, now)
                if self.settle:
                    continue
                since = now
            if now - since >= self.settle:
                found.append(path)
        self._seen = {path: seen for path, seen in self._seen.items() if path in looks}
        return sorted(found, key=lambda path: (looks[path][1], path.name))

    def _looks(self) -> Iterator[tuple[Path, _Look]]:
        """Size and time of change of each file that may hold a table; partial downloads have other names."""
        for entry in os.scandir(self.path):
            if entry.name.startswith((".", "~$")) or not entry.name.lower().endswith(SUFFIXES):
                continue
            try:
                if entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    yield Path(entry.path), (state.st_size, state.st_mtime_ns)
            except FileNotFoundError:
                continue


def move(file: Path, kind: str, note: str) -> Path:
    """Move a file to `done` or `failed` beside it, under a name that is free there, with a note.

    The note is whole before the file moves: whoever finds the file finds the note.
    """
    folder = file.parent / kind
    folder.mkdir(exist_ok=True)
    place = next(place for place in _names(folder, file) if not place.exists())
    write_atomically(place.with_name(place.name + NOTE), note)
    return file.rename(place)


def _names(folder: Path, file: Path) -> Iterator[Path]:
    yield folder / file.name
    stem, dot, ending = file.name.partition(".")
    yield from (folder / f"{stem} ({number}){dot}{ending}" for number in itertools.count(2))
