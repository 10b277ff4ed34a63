"""What is remembered of a report beside the answer: briefs, and forecasts whose outcome is to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from analytics.vocabulary.reports import IdeasReport, PredictReport, Report
from bot.state import AnswerContext, Predictions, StateDatabase


def remember_before_posting(state: StateDatabase, report: Report, answer_id: str) -> None:
    """Keep what the buttons of the answer need: they may be pressed as soon as it is seen."""
    record = _BEFORE.get(report.kind)
    if record is not None:
        record(state, report, answer_id)


def remember_after_posting(state: StateDatabase, report: Report, delivered: AnswerContext) -> None:
    """Keep what counts only once people have seen it."""
    record = _AFTER.get(report.kind)
    if record is not None:
        record(state, report, delivered)


def _briefs(state: StateDatabase, report: Report, answer_id: str) -> None:
    state.briefs.save(answer_id, cast("IdeasReport", report).briefs)


def _forecasts(state: StateDatabase, report: Report, delivered: AnswerContext) -> None:
    Predictions(state.connection).save(cast("PredictReport", report), delivered)


_BEFORE: Mapping[str, Callable[[StateDatabase, Report, str], None]] = {"ideas": _briefs}
_AFTER: Mapping[str, Callable[[StateDatabase, Report, AnswerContext], None]] = {"predict": _forecasts}
