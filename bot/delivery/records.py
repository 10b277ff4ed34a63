"""Saves data of a report that outlives the answer: briefs, and forecasts that await their outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from analytics.vocabulary.reports import IdeasReport, PredictReport, Report
from bot.state import AnswerContext, Predictions, StateDatabase


def save_records_before_posting(state: StateDatabase, report: Report, answer_id: str) -> None:
    """Save what the buttons of the answer need, since they may be pressed as soon as the answer is posted."""
    save = _BEFORE.get(report.kind)
    if save is not None:
        save(state, report, answer_id)


def save_records_after_posting(state: StateDatabase, report: Report, answer: AnswerContext) -> None:
    """Save what counts only once the answer was posted."""
    save = _AFTER.get(report.kind)
    if save is not None:
        save(state, report, answer)


def _save_briefs(state: StateDatabase, report: Report, answer_id: str) -> None:
    state.briefs.save(answer_id, cast("IdeasReport", report).briefs)


def _save_forecasts(state: StateDatabase, report: Report, answer: AnswerContext) -> None:
    Predictions(state.connection).save(cast("PredictReport", report), answer)


_BEFORE: Mapping[str, Callable[[StateDatabase, Report, str], None]] = {"ideas": _save_briefs}
_AFTER: Mapping[str, Callable[[StateDatabase, Report, AnswerContext], None]] = {"predict": _save_forecasts}
