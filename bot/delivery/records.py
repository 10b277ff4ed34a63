"""What is remembered of a report beside the answer: briefs, and forecasts whose outcome is to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from analytics.vocabulary.reports import IdeasReport, PredictReport, Report
from bot.state import Delivered, Memory, Predictions


def remember_before_posting(memory: Memory, report: Report, answer_id: str) -> None:
    """Keep what the buttons of the answer need: they may be pressed as soon as it is seen."""
    record = _BEFORE.get(report.kind)
    if record is not None:
        record(memory, report, answer_id)


def remember_after_posting(memory: Memory, report: Report, delivered: Delivered) -> None:
    """Keep what counts only once people have seen it."""
    record = _AFTER.get(report.kind)
    if record is not None:
        record(memory, report, delivered)


def _briefs(memory: Memory, report: Report, answer_id: str) -> None:
    memory.briefs.remember(answer_id, cast("IdeasReport", report).briefs)


def _forecasts(memory: Memory, report: Report, delivered: Delivered) -> None:
    Predictions(memory.connection).remember(cast("PredictReport", report), delivered)


_BEFORE: Mapping[str, Callable[[Memory, Report, str], None]] = {"ideas": _briefs}
_AFTER: Mapping[str, Callable[[Memory, Report, Delivered], None]] = {"predict": _forecasts}
