"""The analysis of a predict question: validation of models and baselines, forecasts of plans and of young videos."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.dataset.outcomes import RATES, from_log
from analytics.prediction.dataset.plan_owner import with_owner
from analytics.prediction.forecasts import (
    baseline_forecast,
    plan_forecasts,
    plan_reasons,
    unseen_attributes,
    young_forecasts,
)
from analytics.prediction.models.conformal import LEVEL
from analytics.prediction.models.model_cache import load_or_learn
from analytics.prediction.models.regressors import SVR_ROWS
from analytics.prediction.models.target_model import TargetModel
from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope, extent_of, scope_of
from analytics.store.queries.accounts import read_accounts
from analytics.store.queries.names import topic_names
from analytics.store.queries.posts import read_posts
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Plan, PredictQuestion
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Forecast, Note, Past, PlanForecast, PredictReport, Rows, Trial, VideoForecast
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.topic_names import matching_topics

Floats = npt.NDArray[np.float64]

_MAX_YOUNG = 50
_FEW_OUTCOMES = 200
"""Outcomes below which a note warns of few."""


def predict(question: PredictQuestion, store: Store, policy: Policy) -> PredictReport:  # noqa: ARG001 - as every analysis
    """Answer a predict question.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget, NotInData (an account that posted nothing).
    """
    scope = _learning_scope(question, store)
    end, zone = to_micros(question.horizon), question.period.zone
    model = load_or_learn(store, end, question.target, zone, question.seed, scope)
    _check_accounts(question, model)
    plans = _plan_forecasts(question, store, model)
    videos = () if question.plans else _video_forecasts(question, store, model)
    trained = model.model
    extent = extent_of(scope, store, question.horizon)
    start = question.period.start or from_micros(model.first_published)
    return PredictReport(
        question=question,
        period=question.period.model_copy(
            update={"start": min(start, question.period.end - timedelta(microseconds=1))}
        ),
        n=trained.n,
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=(*_notes(model, plans), *_account_notes(question, plans, trained.chosen)),
        rows=_rows(plans, videos),
        target=question.target,
        unit=metric_named(question.target).unit,
        median=plans[0].median,
        low=plans[0].low,
        high=plans[0].high,
        level=LEVEL,
        chosen=trained.chosen,
        models=trained.models,
        baselines=trained.baselines,
        plans=plans,
        videos=videos,
        way=model.way,
        age=model.age,
        margin=trained.margin,
        margin_error=trained.margin_error,
        early=_early_trial(model) if videos else None,
        recent=tuple(Past(published=from_micros(at), value=value) for at, value in model.recent),
    )


def _learning_scope(question: PredictQuestion, store: Store) -> AccountScope:
    """The accounts that the model learns from: all, if a plan names an account outside the question's scope."""
    scope = scope_of(question.of, store)
    named = {plan.account for plan in question.plans if plan.account is not None}
    return scope if named <= set(scope.handles) else EVERYONE


def _check_accounts(question: PredictQuestion, model: TargetModel) -> None:
    """Raise NotInData for a plan whose account posted nothing."""
    posts: dict[str, int] = {}
    for name, account in model.history.accounts.items():
        handle = name.split("|", 1)[1]
        posts[handle] = posts.get(handle, 0) + len(account.published)
    for plan in question.plans:
        if plan.account is not None and plan.account not in posts:
            raise not_in_data("account", plan.account, sorted(posts, key=lambda handle: (-posts[handle], handle)))


def _with_known_topic(plan: Plan, store: Store, question: PredictQuestion) -> Plan:
    """Return the plan with the topic of the data that its topic stands for."""
    if plan.topic is None:
        return plan
    topics = matching_topics(plan.topic, topic_names(store, question.horizon))
    return plan.model_copy(update={"topic": topics[0]}) if topics else plan


def _plan_forecasts(question: PredictQuestion, store: Store, model: TargetModel) -> tuple[PlanForecast, ...]:
    """Forecast the plans of a question, or one open plan if it has none."""
    ours = {f"{platform}|{handle}" for platform, handle, _, own, _ in read_accounts(store) if own}
    plans = tuple(
        with_owner(_with_known_topic(plan, store, question), model.history.accounts, ours)
        for plan in question.plans or (Plan(),)
    )
    target, zone = question.target, question.period.zone
    return tuple(
        PlanForecast(
            **forecast.model_dump(),
            plan=plan,
            unseen=unseen_attributes(model, plan),
            reasons=plan_reasons(model, plan, target, zone),
            baseline=baseline_forecast(model, plan, target, zone),
        )
        for forecast, plan in zip(plan_forecasts(model, plans, target, zone), plans, strict=True)
    )


def _early_trial(model: TargetModel) -> Trial | None:
    """Return the trial of the model of early counts, if one was chosen."""
    early = model.early_model
    if early is None or early.chosen == "baseline":
        return None
    return next(trial for trial in early.models if trial.name == early.chosen)


def _video_forecasts(question: PredictQuestion, store: Store, model: TargetModel) -> tuple[VideoForecast, ...]:
    """Forecast the videos of the period (the last seven days without one) that have no outcome, the newest first."""
    young = model.young
    if not len(young.videos):
        return ()
    posts = read_posts(store, to_micros(question.horizon))
    ids = young.videos.tolist()
    rows = {row["video"]: row for row in posts.filter(pl.col("video").is_in(ids)).iter_rows(named=True)}
    start = 0 if question.period.start is None else to_micros(question.period.start)
    end = to_micros(question.period.end)
    forecasts = []
    for index, (video, forecast) in enumerate(zip(ids, young_forecasts(model, question.target), strict=True)):
        row = rows[video]
        if row["published"] is None or not start <= row["published"] < end:
            continue
        current = _plain_value(young.current[index], question.target)
        log_age = young.log_ages[index]
        forecasts.append(
            VideoForecast(
                **_at_least(forecast, current, question.target).model_dump(),
                video=row["identity"],
                account=row["account"],
                caption=row["caption"],
                published=from_micros(row["published"]),
                baseline=_plain_value(young.baseline[index], question.target),
                age=float(np.exp(log_age)) if np.isfinite(log_age) else None,
                current=current,
            )
        )
    return tuple(forecasts[::-1][:_MAX_YOUNG])


def _plain_value(value: float, target: str) -> float | None:
    return float(from_log(np.float64(value), target)) if np.isfinite(value) else None


def _at_least(forecast: Forecast, current: float | None, target: str) -> Forecast:
    """Raise the numbers of a forecast to the current count; rates may fall again."""
    if forecast.median is None or current is None or target in RATES:
        return forecast
    return Forecast(**{name: max(value, current) for name, value in forecast.model_dump().items()})


def _notes(model: TargetModel, plans: tuple[PlanForecast, ...]) -> tuple[Note, ...]:
    n = model.model.n
    notes = []
    if model.way == "export":
        code = "predict_totals_undated" if model.assumed else "predict_totals"
        notes.append(Note(code=code, facts={"age": round(model.age)}))
    if not model.has_hours and any(plan.plan.hour is not None for plan in plans):
        notes.append(Note(code="predict_no_hours"))
    if len(model.history.accounts) == 1:
        notes.append(Note(code="predict_one_account"))
    if n < _FEW_OUTCOMES:
        notes.append(Note(code="predict_few", facts={"n": n}))
    if n > SVR_ROWS:
        notes.append(Note(code="predict_svr_recent", facts={"n": SVR_ROWS}))
    for kind in ("topic", "music", "platform", "account"):
        names = [getattr(plan.plan, kind) for plan in plans if kind in plan.unseen]
        if names:
            notes.append(Note(code=f"predict_unseen_{kind}", facts={"name": names[0]}))
    return tuple(notes)


def _account_notes(question: PredictQuestion, plans: tuple[PlanForecast, ...], chosen: str) -> tuple[Note, ...]:
    """Name the accounts that were filled in for plans, or note that a plan without one cannot be scored."""
    if chosen == "baseline":
        return ()
    accounts = {forecast.plan.account for forecast in plans}
    named = {plan.account for plan in question.plans}
    filled_in = sorted(account for account in accounts - named if account is not None)
    notes = [Note(code="predict_account_taken", facts={"name": name}) for name in filled_in]
    if question.plans and None in accounts:
        notes.append(Note(code="predict_account_open"))
    return tuple(notes)


def _rows(plans: tuple[PlanForecast, ...], videos: tuple[VideoForecast, ...]) -> Rows:
    names = ("kind", "account", "published", "topic", "duration", "hour", "weekday", "current", "median", "low", "high")
    rows: list[tuple[object, ...]] = []
    for forecast in plans:
        plan = forecast.plan
        decided = (plan.topic, plan.duration, plan.hour, plan.weekday)
        rows.append(("plan", plan.account, None, *decided, None, forecast.median, forecast.low, forecast.high))
    for video in videos:
        published = video.published.isoformat()
        rows.append(
            ("video", video.account, published, *(None,) * 4, video.current, video.median, video.low, video.high)
        )
    return Rows({name: [row[index] for row in rows] for index, name in enumerate(names)})
