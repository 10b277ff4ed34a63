"""Every forecast that was delivered, as it was said then, and what became of it."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analytics.prediction.track_record import ForecastOutcome, PastForecast
from analytics.vocabulary.questions import Plan
from analytics.vocabulary.reports import PlanForecast, PredictReport, VideoForecast

SHOWN = 100
"""Forecasts with an outcome that the score card looks back on."""


@dataclass(frozen=True, slots=True)
class RecordedForecast:
    """One forecast. `answer` is the message it stood in; None where it was asked at the command line."""

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
    def held(self) -> bool:
        """Whether the outcome lies within the interval."""
        return self.outcome is not None and self.low <= self.outcome <= self.high


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where and when an answer was given."""

    asked: datetime
    lang: str
    zone: str
    answer: str | None = None
    channel: str | None = None


class Predictions:
    """The table `predictions` of one home's `state.db`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def remember(self, report: PredictReport, where: Delivered) -> None:
        """Keep all forecasts of a report with an interval; the same said again of the same data counts once."""
        foreseen: list[PlanForecast | VideoForecast] = [*report.plans, *report.videos]
        rows = [_said(report, one, where) for one in foreseen if one.median is not None]
        names = RecordedForecast.__slots__
        with self._connection:
            self._connection.executemany(
                f"INSERT OR IGNORE INTO predictions VALUES ({', '.join('?' * len(names))})",
                [[getattr(row, name) for name in names] for row in rows],
            )

    def waiting(self) -> list[PastForecast]:
        """Forecasts without an outcome that may still get one."""
        return [
            PastForecast(
                key=one.key,
                target=one.target,
                video=one.video,
                plan=Plan.model_validate_json(one.plan) if one.plan else None,
                asked=datetime.fromisoformat(one.asked),
                zone=one.zone,
            )
            for one in self._read("WHERE outcome IS NULL ORDER BY asked, key")
        ]

    def settle(self, found: list[ForecastOutcome], now: datetime) -> None:
        """Keep outcomes; what was said stays as it was."""
        with self._connection:
            self._connection.executemany(
                "UPDATE predictions SET outcome = ?, video = ?, settled = ? WHERE key = ? AND outcome IS NULL",
                [(one.value, one.video, now.isoformat(), one.key) for one in found],
            )

    def untold(self) -> list[RecordedForecast]:
        """Forecasts whose outcome their thread has not heard of."""
        return self._read("WHERE outcome IS NOT NULL AND told = 0 AND channel IS NOT NULL ORDER BY settled, key")

    def tell(self, key: str) -> None:
        """The thread has heard of it."""
        with self._connection:
            self._connection.execute("UPDATE predictions SET told = 1 WHERE key = ?", (key,))

    def last(self) -> list[RecordedForecast]:
        """The last forecasts with an outcome, the latest said first."""
        return self._read(f"WHERE outcome IS NOT NULL ORDER BY asked DESC, key LIMIT {SHOWN}")

    def _read(self, which: str) -> list[RecordedForecast]:
        rows: list[Any] = self._connection.execute(
            f"SELECT {', '.join(RecordedForecast.__slots__)} FROM predictions {which}"
        ).fetchall()
        return [RecordedForecast(*row) for row in rows]


def _said(report: PredictReport, one: PlanForecast | VideoForecast, where: Delivered) -> RecordedForecast:
    plan = one.plan.model_dump_json() if isinstance(one, PlanForecast) else None
    video = one.video if isinstance(one, VideoForecast) else None
    named = "\n".join([report.question.model_dump_json(), report.data_version, plan or "", video or ""])
    return RecordedForecast(
        key=hashlib.sha256(named.encode()).hexdigest()[:24],
        question=report.question.model_dump_json(),
        answer=where.answer,
        channel=where.channel,
        lang=where.lang,
        zone=where.zone,
        asked=where.asked.isoformat(),
        target=report.target,
        unit=report.unit,
        account=one.account if isinstance(one, VideoForecast) else one.plan.account,
        video=video,
        plan=plan,
        chosen=_by(report, one),
        low=one.low or 0.0,
        median=one.median or 0.0,
        high=one.high or 0.0,
        baseline=one.baseline,
    )


def _by(report: PredictReport, one: PlanForecast | VideoForecast) -> str:
    """The model that said so: of a video whose first hours were seen, the one that learned from first hours."""
    seen = isinstance(one, VideoForecast) and one.age is not None
    return report.early.name if seen and report.early is not None else report.chosen
