"""Forecasts of plans and young videos: medians and intervals from the model of a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from analytics.prediction.dataset.design_matrix import (
    FEATURES,
    MAX_HASHTAGS,
    VideoDescription,
    build_matrix,
    duration_band,
    text_inputs,
)
from analytics.prediction.dataset.history import BASELINES, PostAttributes
from analytics.prediction.dataset.outcomes import from_log
from analytics.prediction.dataset.text_features import hash_words
from analytics.prediction.models.conformal import LEVEL, size_groups
from analytics.prediction.models.model_cache import load_or_learn
from analytics.prediction.models.target_model import TargetModel
from analytics.prediction.models.trained_model import TrainedModel
from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope
from analytics.vocabulary.questions import WEEKDAYS, Plan
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Forecast, PlanReason

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_DECISIONS = ("topic", "duration", "hour", "weekday", "format", "caption", "hashtags", "music")
"""The fields of a plan that are weighed one by one; account and platform say whose video it is."""
_NO_FORECAST = Forecast(median=None, low=None, high=None)


@dataclass(frozen=True)
class Forecasts:
    """One forecast per plan from the same model; without numbers if `chosen` is `baseline`."""

    chosen: str
    target: str
    level: float
    forecasts: tuple[Forecast, ...]


def forecast_plans(
    store: Store,
    horizon: datetime,
    plans: Sequence[Plan],
    *,
    target: str = "views",
    zone: str = "UTC",
    seed: int = 0,
    scope: AccountScope = EVERYONE,
) -> Forecasts:
    """Forecast plans as of just before `horizon`; the model, trained on the accounts in scope, is cached in the home.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget.
    """
    model = load_or_learn(store, to_micros(horizon), target, zone, seed, scope)
    return Forecasts(model.model.chosen, target, LEVEL, plan_forecasts(model, plans, target, zone))


def plan_forecasts(model: TargetModel, plans: Sequence[Plan], target: str, zone: str) -> tuple[Forecast, ...]:
    """Return the forecasts of plans; without numbers if no model was better, or no earlier video is on the platform."""
    trained = model.model
    if trained.regressor is None or not plans:
        return (_NO_FORECAST,) * len(plans)
    videos = [describe_plan(model, plan, zone) for plan in plans]
    features = build_matrix(videos, np.array([model.history.statistics(video.post) for video in videos]))
    text_scores = hash_words(text_inputs(videos)) @ trained.word_weights
    wordless = np.array([plan.caption is None and not plan.hashtags and plan.music is None for plan in plans])
    features = np.column_stack([features, np.where(wordless, np.nan, text_scores)])
    _fill_open_features(features, plans, trained)
    unseen = np.array(["topic" in unseen_attributes(model, plan) for plan in plans])
    forecasts = _to_forecasts(trained, trained.regressor.predict(features), features, unseen, target)
    return tuple(
        _NO_FORECAST if "platform" in unseen_attributes(model, plan) else forecast
        for plan, forecast in zip(plans, forecasts, strict=True)
    )


def plan_reasons(model: TargetModel, plan: Plan, target: str, zone: str) -> tuple[PlanReason, ...]:
    """Compare the median of a plan with those of the same plan with one decision left open, the strongest first."""
    decided = [name for name in _DECISIONS if getattr(plan, name) not in (None, ())]
    variants = [plan.model_copy(update={name: () if name == "hashtags" else None}) for name in decided]
    medians = [forecast.median for forecast in plan_forecasts(model, [plan, *variants], target, zone)]
    whole, *others = medians
    reasons = [
        PlanReason(feature=name, change=whole / other - 1)
        for name, other in zip(decided, others, strict=True)
        if whole is not None and other
    ]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.change)))


def baseline_forecast(model: TargetModel, plan: Plan, target: str, zone: str) -> float | None:
    """Return the prediction of the best baseline for a plan, in plain units."""
    best = min(model.model.baselines, key=lambda trial: trial.mae_log)
    prediction = model.history.baselines(describe_plan(model, plan, zone).post)[BASELINES.index(best.name)]
    return float(from_log(np.float64(prediction), target)) if np.isfinite(prediction) else None


def young_forecasts(model: TargetModel, target: str) -> tuple[Forecast, ...]:
    """Return the forecasts of the young videos of a model, from their early counts if there are any."""
    young = model.young
    if not len(young.videos):
        return ()
    forecasts = list(_to_forecasts(model.model, young.predictions, young.features, young.unseen, target))
    counted = np.isfinite(young.current)
    if model.early_model is not None and model.early_model.regressor is not None and counted.any():
        early_forecasts = _to_forecasts(
            model.early_model,
            young.early_predictions[counted] + young.offset[counted],
            young.features[counted],
            young.unseen[counted],
            target,
            young.spread[counted],
        )
        for index, forecast in zip(np.flatnonzero(counted).tolist(), early_forecasts, strict=True):
            forecasts[index] = forecast
    return tuple(forecasts)


def _to_forecasts(
    model: TrainedModel,
    predictions: Floats,
    features: Floats,
    unseen: Bools,
    target: str,
    spread: Floats | None = None,
) -> tuple[Forecast, ...]:
    """Return medians and intervals in plain units; `predictions` and `spread` (1) are on the log scale."""
    if model.regressor is None or model.calibration is None:
        return (_NO_FORECAST,) * len(features)
    n_known = np.expm1(np.nan_to_num(features[:, FEATURES.index("account_n")]))
    groups = size_groups(np.round(n_known).astype(np.float64))
    spread = np.ones(len(features)) if spread is None else spread
    ends = model.calibration.interval(predictions, groups, unseen, spread)
    medians, lows, highs = (from_log(values, target).tolist() for values in (predictions, *ends))
    return tuple(
        Forecast(median=median, low=min(low, median), high=max(high, median))
        for median, low, high in zip(medians, lows, highs, strict=True)
    )


def _fill_open_features(features: Floats, plans: Sequence[Plan], model: TrainedModel) -> None:
    """Replace what a plan leaves open by the mean of the column, if few videos have no value there."""
    hashtags = FEATURES.index("hashtags")
    for row, plan in enumerate(plans):
        if not plan.hashtags:
            features[row, hashtags] = np.nan
    missing = ~np.isfinite(features)
    features[missing] = np.broadcast_to(model.column_means, features.shape)[missing]


def describe_plan(model: TargetModel, plan: Plan, zone: str) -> VideoDescription:
    """Describe a plan as a video that is posted at the next slot that fits its weekday and hour."""
    at = _next_slot(from_micros(model.end), plan, ZoneInfo(zone))
    account = find_account(model, plan) or ""
    platform = plan.platform or account.split("|")[0]
    seconds = np.nan if plan.duration is None else plan.duration
    post = PostAttributes(
        at=to_micros(at),
        account=account,
        topic=(plan.topic or "").casefold(),
        band=duration_band(seconds),
        hashtags=tuple(dict.fromkeys(name.lstrip("#＃").casefold() for name in plan.hashtags))[:MAX_HASHTAGS],
        music=(plan.music or "").casefold(),
        platform=platform if platform != "unknown" else "",
        format=plan.format or "",
    )
    return VideoDescription(
        post=post,
        seconds=seconds,
        hour=np.nan if plan.hour is None or not model.has_hours else plan.hour + 0.5,
        weekday=np.nan if plan.weekday is None else float(WEEKDAYS.index(plan.weekday)),
        caption=plan.caption,
        followers=model.followers.get(account, np.nan),
        age=model.age,
    )


def find_account(model: TargetModel, plan: Plan) -> str | None:
    """Return the account of a plan as `platform|handle`; None if it is unknown, or open and not the only one."""
    accounts = model.history.accounts
    if plan.account is None:
        return next(iter(accounts)) if len(accounts) == 1 else None
    matches = [name for name in accounts if name.split("|", 1)[1] == plan.account]
    matches = [name for name in matches if plan.platform in (None, name.split("|", 1)[0])]
    return max(matches, key=lambda name: (len(accounts[name].published), name), default=None)


def unseen_attributes(model: TargetModel, plan: Plan) -> tuple[str, ...]:
    """Return the attributes of a plan (topic, music, platform, account) that no earlier video had."""
    named = (("topic", plan.topic), ("music", plan.music), ("platform", plan.platform))
    unseen = [kind for kind, name in named if name and (kind, name.casefold()) not in model.history.sums]
    if plan.account and find_account(model, plan) is None:
        unseen.append("account")
    return tuple(unseen)


def _next_slot(after: datetime, plan: Plan, zone: ZoneInfo) -> datetime:
    if plan.hour is None and plan.weekday is None:
        return after
    local = after.astimezone(zone)
    for days in range(9):
        day = local + timedelta(days=days)
        if plan.weekday is not None and day.weekday() != WEEKDAYS.index(plan.weekday):
            continue
        slot = day.replace(hour=12 if plan.hour is None else plan.hour, minute=0, second=0, microsecond=0)
        if slot >= local:
            return slot
    return after
