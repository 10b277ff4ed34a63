"""Functions for a process of their own: previewing, importing and undoing the import of a shared file."""

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
from bot.requests import ZONE
from bot.uploads.suggested_questions import suggest_questions

if TYPE_CHECKING:
    from analytics.importers.pipeline.import_run import Progress

_REPORT_INTERVAL_SECONDS = 2.0

ReportProgress = Callable[[float], None]
"""Receives the fraction of the file that was read, from 0 to 1, every two seconds."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The results of a trial import, and the zone of times without one."""

    results: list[ImportResult]
    zone: str
    workspace_zone: str | None
    """The zone of the workspace; None until somebody chooses it."""


def preview_import(
    report_progress: ReportProgress, home: Path, path: Path, options: ImportOptions, person_zone: str
) -> ImportPreview:
    """Import a file without storing anything; `person_zone` is the zone of the sharer. Raises ImportFailed."""
    with Store(home) as store:
        workspace_zone = store.read_property(ZONE)
        zone = options.zone or workspace_zone or person_zone
        options = replace(options, dry_run=True, zone=zone)
        results = list(importers.import_files(store, [path], options, _throttle(report_progress)))
    if not results or not any(result.read for result in results):
        raise NothingRecognised(path.name, (), Reason("no_rows"))
    return ImportPreview(results, zone, workspace_zone)


def run_import(
    report_progress: ReportProgress, home: Path, path: Path, options: ImportOptions, person_zone: str
) -> tuple[list[ImportResult], list[str]]:
    """Import a file; returns the results, and questions that can be asked now. Raises ImportFailed.

    A workspace without a zone takes that of the person who imports, which the preview showed.
    """
    with Store(home) as store:
        if store.read_property(ZONE) is None:
            store.write_property(ZONE, person_zone)
        results = list(importers.import_files(store, [path], options, _throttle(report_progress)))
        retag(store)
        return results, suggest_questions(store, set(grains(store)))


def undo_imports(report_progress: ReportProgress, home: Path, numbers: Sequence[int], now: datetime) -> None:
    """Undo imports, the last one first."""
    del report_progress
    with Store(home) as store:
        for number in reversed(numbers):
            importers.undo(store, number, now)


def _throttle(report_progress: ReportProgress) -> Progress:
    last_report = time.monotonic()

    def progress(path: Path, rows: int, part: float) -> None:
        nonlocal last_report
        del path, rows
        if time.monotonic() - last_report >= _REPORT_INTERVAL_SECONDS:
            last_report = time.monotonic()
            report_progress(part)

    return progress
