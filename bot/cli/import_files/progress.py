"""A progress line of an import on the terminal: rows, rate and remaining time."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.cli.import_files.summary import ImportSummary

_INTERVAL = 0.2
_ERASE = "\r\x1b[2K"


class ProgressBar:
    """The progress line; call it with the path, the rows read, and the part of the file that is read, from 0 to 1."""

    def __init__(self, summary: ImportSummary) -> None:
        self._summary = summary
        self._is_terminal = sys.stderr.isatty()
        self._path: Path | None = None
        self._waiting_path: Path | None = None
        self._started = self._drawn = 0.0

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.clear()

    def __call__(self, path: Path, rows: int, part: float = 0.0) -> None:
        """Redraw the line, at most five times a second."""
        now = time.monotonic()
        if path != self._path:
            self._path, self._started = path, now
        if self._is_terminal and now - self._drawn > _INTERVAL:
            self._drawn = now
            typer.echo(_ERASE + self._summary.progress(path.name, rows, now - self._started, part), nl=False, err=True)

    def show_waiting(self, path: Path) -> None:
        """Print once that a file waits for another process that writes."""
        if path != self._waiting_path:
            self._waiting_path = path
            self.clear()
            typer.echo(self._summary.say("import-waits"), err=True)

    def clear(self) -> None:
        """Erase the line."""
        if self._is_terminal and self._path is not None:
            typer.echo(_ERASE, nl=False, err=True)
