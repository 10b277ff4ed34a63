"""Answers questions with a report, a CSV file and a picture, and caches them in the home.

An entry is a folder named by the hash of question, data version, code version and policy. Each file is written
atomically, so that a kill leaves a complete file or none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from pydantic import ValidationError

from analytics.catalog import analysis_of, read_report
from analytics.vocabulary.atomic_file import replacing, write_atomically
from analytics.vocabulary.code_digest import code_digest
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Question
from analytics.vocabulary.reports import Report
from bot import audit
from bot.charts.look import Look, look_of

if TYPE_CHECKING:
    from analytics.store import Store

MAX_ENTRIES = 500
"""Entries in the cache; those unused for the longest time are deleted first."""
_MAX_INLINE_BYTES = 1 << 20
"""Larger reports are read by a worker."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RequestedFiles:
    """The files to create besides the report."""

    csv: bool = False
    chart_lang: str | None = None
    """Draw the picture with words in this language."""
    wide: bool = False
    """Draw it for a desk instead of for phones."""
    dark: bool = False


@dataclass(frozen=True, slots=True)
class JobResult:
    """A report and its files; `cached`: no analysis ran."""

    report: Report
    csv: Path | None
    chart: Path | None
    cached: bool


def run_job(home: Path, question: Question, policy: Policy, files: RequestedFiles) -> JobResult:
    """Answer `question` from the data in `home`. Raises the errors of `analytics.answer`."""
    from analytics.store import Store

    with Store(home) as store:
        entry = home / "cache" / _key(question, _version(store, home, question), policy)
        report = _read_entry(entry, question.kind)
        is_cached = report is not None
        if report is None:
            from analytics.answers import answer

            report = answer(question, store, policy)
            generated = report.generated_content()
            if generated is not None:
                with store.guarded():
                    audit.write(home, report.kind, generated)
            with store.guarded():
                _write_entry(entry, report)
    chart = _chart_path(entry, files)
    if files.chart_lang and chart and not chart.exists():
        _draw(report, files.chart_lang, chart, look_of(wide=files.wide, dark=files.dark))
    return JobResult(report, entry / "rows.csv" if files.csv else None, chart, is_cached)


def read_cached(home: Path, question: Question, policy: Policy, files: RequestedFiles) -> JobResult | None:
    """Read a cached result within milliseconds, without locks; None if a worker is needed."""
    from analytics.store.database.data_version import peek_version

    version = peek_version(home)
    if version is None or analysis_of(question.kind).state is not None:
        return None
    entry = home / "cache" / _key(question, version, policy)
    chart = _chart_path(entry, files)
    try:
        is_small = (entry / "report.json").stat().st_size <= _MAX_INLINE_BYTES and (chart is None or chart.exists())
    except OSError:
        return None
    report = _read_entry(entry, question.kind) if is_small else None
    if report is None:
        return None
    return JobResult(report, entry / "rows.csv" if files.csv else None, chart, cached=True)


def _chart_path(entry: Path, files: RequestedFiles) -> Path | None:
    if not files.chart_lang:
        return None
    look = ("-wide" if files.wide else "") + ("-dark" if files.dark else "")
    return entry / f"chart-{files.chart_lang}{look}.png"


def _version(store: Store, home: Path, question: Question) -> str:
    """The data version, with the digest of other state that the answer depends on, such as the model of ideas."""
    state = analysis_of(question.kind).state_digest(home)
    return f"{store.data_version}-{state}" if state else store.data_version


def _key(question: Question, data_version: str, policy: Policy) -> str:
    code_version = f"{version('reelpulse')}-{code_digest()[:12]}"
    text = "\n".join([question.model_dump_json(), data_version, code_version, policy.model_dump_json()])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read_entry(entry: Path, kind: str) -> Report | None:
    if not (entry / "rows.csv").exists():
        return None
    try:
        report = read_report(kind, (entry / "report.json").read_bytes())
    except FileNotFoundError:
        return None
    except (ValidationError, OSError) as error:
        log.warning("cached answer unreadable, computed again", entry=entry.name, error=type(error).__name__)
        return None
    os.utime(entry)
    return report


def _write_entry(entry: Path, report: Report) -> None:
    entry.mkdir(parents=True, exist_ok=True)
    with replacing(entry / "rows.csv") as draft, draft.open("w", encoding="utf-8", newline="") as out:
        report.rows.write_csv(out)
    write_atomically(entry / "report.json", report.model_dump_json())
    _delete_oldest(entry.parent)


def _draw(report: Report, lang: str, chart: Path, look: Look) -> None:
    from bot.presenters import presenter_of

    with replacing(chart) as draft:
        presenter_of(report).draw(report, lang, draft, look)


def _delete_oldest(folder: Path) -> None:
    entries = [(entry.stat().st_mtime, entry) for entry in folder.iterdir() if entry.is_dir()]
    for _, entry in sorted(entries)[:-MAX_ENTRIES]:
        with contextlib.suppress(OSError):
            shutil.rmtree(entry)
