"""What was foreseen is remembered as it was said, compared when the outcome is there, and told."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from analytics.prediction import ForecastOutcome
from analytics.store import Store
from analytics.vocabulary.questions import Period, Plan, PredictQuestion
from analytics.vocabulary.reports import PlanForecast, PredictReport, Trial, VideoForecast
from bot.forecast_outcomes import OutcomeWatcher, read_outcomes
from bot.messages.score_card import outcome_message, score_document, score_message
from bot.state import Answer, AnswerContext, Predictions, StateDatabase
from tests.analytics.prediction.worlds import DAY, START, Video, bring, open_store, world

ASKED = START + timedelta(days=160)
LATER = ASKED + timedelta(days=20)


def report(*, low: float = 800.0, high: float = 2_000.0, hour: int | None = None) -> PredictReport:
    plan = PlanForecast(
        median=1_000.0, low=low, high=high, plan=Plan(account="creator00", topic="music", hour=hour), baseline=500.0
    )
    video = VideoForecast(
        median=5_000.0, low=4_000.0, high=7_000.0, baseline=4_000.0, video="000900", account="creator01",
        caption=None, published=ASKED - DAY, age=1.0, current=900.0,
    )  # fmt: skip
    return PredictReport(
        question=PredictQuestion(period=Period(start=None, end=ASKED)),
        period=Period(start=START, end=ASKED), n=100, data_version="a", newest=ASKED, target="views", unit="count",
        median=1_000.0, low=low, high=high, level=0.8, chosen="linear", models=(), baselines=(), plans=(plan,),
        videos=(video,), way="age", age=7.0, margin=0.2, margin_error=0.01,
    )  # fmt: skip


def outcomes(home: Path) -> None:
    """The video that was young, and the one that the plan became."""
    with Store(home) as store:
        open_store(store)
        young = Video(900, "creator01", ASKED - DAY, 20.0, "music", {1.0: 900, 7.0: 9_000})
        made = Video(901, "creator00", ASKED + 2 * DAY, 20.0, "music", {7.0: 1_500})
        other = Video(902, "creator00", ASKED + DAY, 20.0, "cooking", {7.0: 10})
        bring(store, [*world(1, videos=60), young, made, other])


def test_outcomes_are_those_of_the_video_and_of_what_a_plan_became(home: Path) -> None:
    outcomes(home)
    state = StateDatabase(home)
    predictions = Predictions(state.connection)
    predictions.save(report(), AnswerContext(ASKED, "en", "UTC"))
    predictions.save(report(), AnswerContext(ASKED + DAY, "en", "UTC"))
    assert len(predictions.pending()) == 2  # said twice of the same data, counted once
    assert read_outcomes(home, ASKED + DAY, predictions.pending()) == []
    predictions.settle(read_outcomes(home, LATER, predictions.pending()), LATER)
    told = {one.account: one for one in predictions.latest()}
    assert told["creator00"].outcome == 1_500
    assert told["creator00"].is_covered
    assert told["creator01"].outcome == 9_000
    assert not told["creator01"].is_covered
    document = score_document(predictions.latest(), 0, "en")
    assert (document["n"], document["held"], document["share"]) == (2, 1, 0.5)
    assert document["headline"].startswith("Of 2 forecasts that came due 1 landed")
    assert document["why"] == [
        "Forecasts were typically off by a third less or half as much again, "
        "the usual alone by as much as three times more or less."
    ]
    assert (document["claim"]["current"], document["claim"]["previous"]) == (0.5, 0.8)
    assert document["baseline_error"] > 0.0
    assert {one["account"] for one in document["by"]} == {"creator00", "creator01"}
    state.close()


def test_what_is_shown_is_what_was_said_then(home: Path) -> None:
    outcomes(home)
    state = StateDatabase(home)
    predictions = Predictions(state.connection)
    predictions.save(report(), AnswerContext(ASKED, "en", "UTC"))
    predictions.settle(read_outcomes(home, LATER, predictions.pending()), LATER)
    before = predictions.latest()
    predictions.settle(read_outcomes(home, LATER + DAY, predictions.pending()), LATER + DAY)
    predictions.save(report(low=1.0, high=9e9), AnswerContext(ASKED, "en", "UTC"))
    assert predictions.latest() == before
    state.close()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Of 2 forecasts that came due 1 landed in their range (8 of 10 expected)"),
        ("zh", "到期的 2 个预测中，1 个落在预计范围内（应有十分之八）"),
    ],
)
def test_the_score_card_reads_in_both_languages(home: Path, lang: str, said: str) -> None:
    outcomes(home)
    state = StateDatabase(home)
    predictions = Predictions(state.connection)
    assert score_message([], 0, lang).text
    predictions.save(report(), AnswerContext(ASKED, lang, "UTC"))
    predictions.settle(read_outcomes(home, LATER, predictions.pending()), LATER)
    assert said in score_message(predictions.latest(), 3, lang).text
    assert all(outcome_message(one, lang).text for one in predictions.latest())
    state.close()


class Client:
    """What was posted."""

    def __init__(self) -> None:
        self.posted: list[dict[str, Any]] = []

    async def chat_postMessage(self, **message: Any) -> dict[str, str]:  # noqa: N802 - Slack's own name
        self.posted.append(message)
        return {"ts": "2"}


async def test_the_thread_is_told_once_when_the_outcome_is_there(home: Path) -> None:
    outcomes(home)
    state, client = StateDatabase(home), Client()
    answer = Answer(
        "a1", "C1", "1.0", None, "U1", "{}", "{}", "a", "en", "UTC", ASKED.isoformat(), private=False
    )  # fmt: skip
    state.save_answer(answer)
    Predictions(state.connection).save(report(), AnswerContext(ASKED, "en", "UTC", "a1", "C1"))
    now: datetime = LATER
    ticking = OutcomeWatcher(home, state, cast("AsyncWebClient", client), lambda: now)
    await ticking.tick()
    await ticking.tick()
    assert {(message["channel"], message["thread_ts"]) for message in client.posted} == {("C1", "1.0")}
    assert len(client.posted) == 2
    assert any("1,500" in message["text"] for message in client.posted)
    state.close()


def test_young_videos_are_remembered_also_where_plans_have_no_forecast(home: Path) -> None:
    state = StateDatabase(home)
    predictions = Predictions(state.connection)
    early = Trial(name="svr", mae_log=0.1, spearman=0.9, r2=0.9, coverage=0.8, width=0.5, folds=5)
    asked = report()
    silent = asked.plans[0].model_copy(update={"median": None, "low": None, "high": None})
    predictions.save(
        asked.model_copy(update={"chosen": "baseline", "plans": (silent,), "early": early}),
        AnswerContext(ASKED, "en", "UTC"),
    )
    (waiting,) = predictions.pending()
    assert waiting.video == "000900"
    predictions.settle([ForecastOutcome(waiting.key, "000900", 6_000.0)], LATER)
    assert [one.chosen for one in predictions.latest()] == ["svr"]
    state.close()
