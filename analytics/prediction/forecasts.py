"""Plans and young videos -> medians and intervals, by what was learned."""

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
from analytics.prediction.models.model_cache import LearnedTarget, know
from analytics.prediction.models.trained_model import TrainedModel
from analytics.store import Store
from analytics.vocabulary.questions import Plan
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Forecast

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOTHING = Forecast(median=None, low=None, high=None)


@dataclass(frozen=True)
class Forecasts:
    """One forecast a plan, by one fit; without numbers where `chosen` is `baseline`."""

    chosen: str
    target: str
    level: float
    forecasts: tuple[Forecast, ...]


def forecast(
    store: Store, horizon: datetime, plans: Sequence[Plan], *, target: str = "views", zone: str = "UTC", seed: int = 0
) -> Forecasts:
    """What each of many plans may get, as known just before `horizon`; the fit is kept in the home for later calls.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget.
    """
    known = know(store, to_micros(horizon), target, zone, seed)
    return Forecasts(known.learned.chosen, target, LEVEL, plan_forecasts(known, plans, target, zone))


def plan_forecasts(known: LearnedTarget, plans: Sequence[Plan], target: str, zone: str) -> tuple[Forecast, ...]:
    """The forecasts of plans; without numbers where no model was better than the baselines."""
    learned = known.learned
    if learned.fitted is None or not plans:
        return (_NOTHING,) * len(plans)
    rows = [planned(known, plan, zone) for plan in plans]
    values = build_matrix(rows, np.array([known.history.statistics(row.post) for row in rows]))
    said = hash_words(text_inputs(rows)) @ learned.weights
    wordless = np.array([plan.caption is None and not plan.hashtags and plan.music is None for plan in plans])
    values = np.column_stack([values, np.where(wordless, np.nan, said)])
    _open(values, plans, learned)
    unseen = np.array(["topic" in unseen_of(known, plan) for plan in plans])
    return _told(learned, values, unseen, target)


def baseline_forecast(known: LearnedTarget, plan: Plan, target: str, zone: str) -> float | None:
    """What the best baseline expects of a plan, in plain units."""
    best = min(known.learned.baselines, key=lambda trial: trial.mae_log)
    expected = known.history.baselines(planned(known, plan, zone).post)[BASELINES.index(best.name)]
    return float(from_log(np.float64(expected), target)) if np.isfinite(expected) else None


def young_forecasts(known: LearnedTarget, target: str) -> tuple[Forecast, ...]:
    """Forecasts of the young videos of `known`, from their first hours where those are known."""
    columns, rows = len(FEATURES), known.young_values
    if not len(rows):
        return ()
    values, unseen, spread = rows[:, :columns], rows[:, -1] > 0, rows[:, -2]
    made = list(_told(known.learned, np.column_stack([values, rows[:, columns]]), unseen, target))
    seen = np.isfinite(rows[:, columns + 2])
    if known.early is not None and known.early.fitted is not None and seen.any():
        first = np.column_stack([values, rows[:, columns + 2 : columns + 4], rows[:, columns + 1]])[seen]
        better = _told(known.early, first, unseen[seen], target, rows[seen, columns + 5], spread[seen])
        for place, one in zip(np.flatnonzero(seen).tolist(), better, strict=True):
            made[place] = one
    return tuple(made)


def _told(
    learned: TrainedModel,
    values: Floats,
    unseen: Bools,
    target: str,
    offset: Floats | None = None,
    spread: Floats | None = None,
) -> tuple[Forecast, ...]:
    if learned.fitted is None or learned.calibration is None:
        return (_NOTHING,) * len(values)
    middle = learned.fitted.predict(values) + (0.0 if offset is None else offset)
    groups = size_groups(np.round(np.expm1(np.nan_to_num(values[:, FEATURES.index("account_n")]))).astype(np.float64))
    low, high = learned.calibration.ends(middle, groups, unseen, np.ones(len(values)) if spread is None else spread)
    plain = [from_log(part, target).tolist() for part in (middle, low, high)]
    return tuple(Forecast(median=m, low=min(lo, m), high=max(hi, m)) for m, lo, hi in zip(*plain, strict=True))


def _open(values: Floats, plans: Sequence[Plan], learned: TrainedModel) -> None:
    """Fill what a plan leaves open with the typical, where videos rarely leave it unknown."""
    tags = FEATURES.index("hashtags")
    for row, plan in enumerate(plans):
        if not plan.hashtags:
            values[row, tags] = np.nan
    gaps = ~np.isfinite(values)
    values[gaps] = np.broadcast_to(learned.typical, values.shape)[gaps]


def planned(known: LearnedTarget, plan: Plan, zone: str) -> VideoDescription:
    """A plan as a video that is about to be posted, at the next moment that fits its weekday and hour."""
    at = _next(from_micros(known.end), plan, ZoneInfo(zone))
    account = account_of(known, plan) or ""
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
    hour = np.nan if plan.hour is None or not known.hours else plan.hour + 0.5
    weekday = np.nan if plan.weekday is None else float(WEEKDAYS.index(plan.weekday))
    followers = known.followers.get(account, np.nan)
    return VideoDescription(post, seconds, hour, weekday, plan.caption, followers, known.age)


def account_of(known: LearnedTarget, plan: Plan) -> str | None:
    """The account's name in the histories; the only one where there is just one; None where it is open or unknown."""
    accounts = known.history.accounts
    if plan.account is None:
        return next(iter(accounts)) if len(accounts) == 1 else None
    found = [name for name in accounts if name.split("|", 1)[1] == plan.account]
    found = [name for name in found if plan.platform in (None, name.split("|", 1)[0])]
    return max(found, key=lambda name: (len(accounts[name].published), name), default=None)


def unseen_of(known: LearnedTarget, plan: Plan) -> tuple[str, ...]:
    """What of a plan no earlier video had."""
    history = known.history
    found = []
    for kind, name in (("topic", plan.topic), ("music", plan.music), ("platform", plan.platform)):
        if name and (kind, name.casefold()) not in history.sums:
            found.append(kind)
    if plan.account and account_of(known, plan) is None:
        found.append("account")
    return tuple(found)


def _next(after: datetime, plan: Plan, place: ZoneInfo) -> datetime:
    if plan.hour is None and plan.weekday is None:
        return after
    local = after.astimezone(place)
    for days in range(9):
        day = local + timedelta(days=days)
        if plan.weekday is not None and day.weekday() != WEEKDAYS.index(plan.weekday):
            continue
        moment = day.replace(hour=12 if plan.hour is None else plan.hour, minute=0, second=0, microsecond=0)
        if moment >= local:
            return moment
    return after
