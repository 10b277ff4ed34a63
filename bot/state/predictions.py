"""Every forecast that was delivered, unchanged, with its outcome."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analytics.prediction.track_record import ForecastOutcome, PastForecast
from analytics.vocabulary.questions import Plan
from analytics.vocabulary.reports import PlanForecast, PredictReport, VideoForecast

SCORE_CARD_SIZE = 100
"""The number of past forecasts on the score card."""


@dataclass(frozen=True, slots=True)
class RecordedForecast:
    """One forecast. `answer` is the id of the Slack answer; None for the command line."""

    key: str
    question: str
    answer: str | None
    channel: str | None
    lang: str
    zone: str
    asked: str
    target: str
    unit: str
    account: str | None
    video: str | None
    plan: str | None
    chosen: str
    low: float
    median: float
    high: float
    baseline: float | None
    outcome: float | None = None
    settled: str | None = None
    told: int = 0

    @property
    def is_covered(self) -> bool:
        """Whether the outcome lies within the interval."""
        return self.outcome is not None and self.low <= self.outcome <= self.high


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """When, in which language and zone, and in which channel an answer was given."""

    asked: datetime
    lang: str
    zone: str
    answer: str | None = None
    channel: str | None = None


class Predictions:
    """The table `predictions` of one home's `state.db`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def save(self, report: PredictReport, context: AnswerContext) -> None:
        """Store the forecasts of a report that have an interval; repeated ones from the same data count once."""
        forecasts: list[PlanForecast | VideoForecast] = [*report.plans, *report.videos]
        rows = [_record(report, forecast, context) for forecast in forecasts if forecast.median is not None]
        names = RecordedForecast.__slots__
        with self._connection:
            self._connection.executemany(
                f"INSERT OR IGNORE INTO predictions VALUES ({', '.join('?' * len(names))})",
                [[getattr(row, name) for name in names] for row in rows],
            )

    def pending(self) -> list[PastForecast]:
        """Forecasts without an outcome yet."""
        return [
            PastForecast(
                key=record.key,
                target=record.target,
                video=record.video,
                plan=Plan.model_validate_json(record.plan) if record.plan else None,
                asked_at=datetime.fromisoformat(record.asked),
                zone=record.zone,
            )
            for record in self._read("WHERE outcome IS NULL ORDER BY asked, key")
        ]

    def settle(self, outcomes: list[ForecastOutcome], now: datetime) -> None:
        """Store outcomes; the forecasts stay unchanged."""
        with self._connection:
            self._connection.executemany(
                "UPDATE predictions SET outcome = ?, video = ?, settled = ? WHERE key = ? AND outcome IS NULL",
                [(outcome.value, outcome.video, now.isoformat(), outcome.key) for outcome in outcomes],
            )

    def unannounced(self) -> list[RecordedForecast]:
        """Forecasts whose outcome was not posted in their thread yet."""
        return self._read("WHERE outcome IS NOT NULL AND told = 0 AND channel IS NOT NULL ORDER BY settled, key")

    def mark_announced(self, key: str) -> None:
        """Record that the outcome was posted in the thread."""
        with self._connection:
            self._connection.execute("UPDATE predictions SET told = 1 WHERE key = ?", (key,))

    def latest(self) -> list[RecordedForecast]:
        """The latest forecasts with an outcome, newest first."""
        return self._read(f"WHERE outcome IS NOT NULL ORDER BY asked DESC, key LIMIT {SCORE_CARD_SIZE}")

    def _read(self, condition: str) -> list[RecordedForecast]:
        rows: list[Any] = self._connection.execute(
            f"SELECT {', '.join(RecordedForecast.__slots__)} FROM predictions {condition}"
        ).fetchall()
        return [RecordedForecast(*row) for row in rows]


def _record(report: PredictReport, forecast: PlanForecast | VideoForecast, context: AnswerContext) -> RecordedForecast:
    plan = forecast.plan.model_dump_json() if isinstance(forecast, PlanForecast) else None
    video = forecast.video if isinstance(forecast, VideoForecast) else None
    identity = "\n".join([report.question.model_dump_json(), report.data_version, plan or "", video or ""])
    return RecordedForecast(
        key=hashlib.sha256(identity.encode()).hexdigest()[:24],
        question=report.question.model_dump_json(),
        answer=context.answer,
        channel=context.channel,
        lang=context.lang,
        zone=context.zone,
        asked=context.asked.isoformat(),
        target=report.target,
        unit=report.unit,
        account=forecast.account if isinstance(forecast, VideoForecast) else forecast.plan.account,
        video=video,
        plan=plan,
        chosen=_model_name(report, forecast),
        low=forecast.low or 0.0,
        median=forecast.median or 0.0,
        high=forecast.high or 0.0,
        baseline=forecast.baseline,
    )


def _model_name(report: PredictReport, forecast: PlanForecast | VideoForecast) -> str:
    """The model behind a forecast: for a video with observed first hours, the model trained on first hours."""
    observed = isinstance(forecast, VideoForecast) and forecast.age is not None
    return report.early.name if observed and report.early is not None else report.chosen
