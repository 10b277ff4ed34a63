"""How far an import is, at which rate, and how long it will take: one line on the terminal, in place."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.cli.import_files.summary import ImportSummary

_EVERY = 0.2
_ERASE = "\r\x1b[2K"


class Bar:
    """Called with the path, the rows so far, and the part of the file that is read (0 to 1) where it is known."""

    def __init__(self, telling: ImportSummary) -> None:
        self._telling = telling
        self._shown = sys.stderr.isatty()
        self._path: Path | None = None
        self._waits_for: Path | None = None
        self._began = self._told = 0.0

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.clear()

    def __call__(self, path: Path, rows: int, part: float = 0.0) -> None:
        """Show the line anew, at most five times a second."""
        now = time.monotonic()
        if path != self._path:
            self._path, self._began = path, now
        if self._shown and now - self._told > _EVERY:
            self._told = now
            typer.echo(_ERASE + self._telling.progress(path.name, rows, now - self._began, part), nl=False, err=True)

    def waits(self, path: Path) -> None:
        """Say once that a file waits for another process that writes."""
        if path != self._waits_for:
            self._waits_for = path
            self.clear()
            typer.echo(self._telling.say("import-waits"), err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown and self._path is not None:
            typer.echo(_ERASE, nl=False, err=True)
