"""What is done with a shared file in a process of its own: the trial, the import and its undoing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics import importers
from analytics.importers import ImportOptions, ImportResult
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.topics import retag
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason
from bot.uploads.suggested_questions import askable

if TYPE_CHECKING:
    from analytics.importers.pipeline.import_run import Progress

_BETWEEN_SIGNS = 2.0

Tell = Callable[[float], None]
"""Hears the part of the file that is read, from 0 to 1, every two seconds."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A file as a trial import saw it, and the zone that its times are taken for."""

    results: list[ImportResult]
    zone: str


def study(tell: Tell, home: Path, path: Path, options: ImportOptions, own: str) -> ImportPreview:
    """A trial import, which keeps nothing; `own`: the zone of who shared the file. Raises ImportFailed."""
    with Store(home) as store:
        zone = options.zone or store.read_property("zone") or own
        options = replace(options, dry_run=True, zone=zone)
        results = list(importers.import_files(store, [path], options, _signs(tell)))
    if not results or not any(result.read for result in results):
        raise NothingRecognised(path.name, (), Reason("no_rows"))
    return ImportPreview(results, zone)


def take(tell: Tell, home: Path, path: Path, options: ImportOptions) -> tuple[list[ImportResult], list[str]]:
    """Import; the results, and what can be asked now. Raises ImportFailed."""
    with Store(home) as store:
        results = list(importers.import_files(store, [path], options, _signs(tell)))
        retag(store)
        return results, askable(store, set(grains(store)))


def undo(tell: Tell, home: Path, imports: Sequence[int], now: datetime) -> None:
    """Take imports back, the last one first."""
    del tell
    with Store(home) as store:
        for number in reversed(imports):
            importers.undo(store, number, now)


def _signs(tell: Tell) -> Progress:
    seen = time.monotonic()

    def progress(path: Path, rows: int, part: float) -> None:
        nonlocal seen
        del path, rows
        if time.monotonic() - seen >= _BETWEEN_SIGNS:
            seen = time.monotonic()
            tell(part)

    return progress
