"""A predict question answered: the models' and baselines' record, plans, and young videos."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.prediction.dataset.design_matrix import FEATURES
from analytics.prediction.dataset.outcomes import RATES, from_log
from analytics.prediction.dataset.plan_owner import with_owner
from analytics.prediction.forecasts import baseline_forecast, plan_forecasts, unseen_of, young_forecasts
from analytics.prediction.models.conformal import LEVEL
from analytics.prediction.models.model_cache import LearnedTarget, know
from analytics.prediction.models.regressors import SVR_ROWS
from analytics.store import Store
from analytics.store.queries.accounts import read_accounts
from analytics.store.queries.posts import read_posts
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Plan, PredictQuestion
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Forecast, Note, Past, PlanForecast, PredictReport, Rows, Trial, VideoForecast
from analytics.vocabulary.suggestions import not_in_data

Floats = npt.NDArray[np.float64]

_MOST_YOUNG = 50
_FEW = 200


def predict(question: PredictQuestion, store: Store, policy: Policy) -> PredictReport:  # noqa: ARG001 - as every analysis
    """Answer a predict question.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget, NotInData (an account that posted nothing).
    """
    end, zone = to_micros(question.horizon), question.period.zone
    known = know(store, end, question.target, zone, question.seed)
    _check_accounts(question, known)
    ours = {f"{platform}|{handle}" for platform, handle, _, own, _ in read_accounts(store) if own}
    asked = question.plans or (Plan(),)
    plans = tuple(with_owner(plan, known.history.accounts, ours) for plan in asked)
    made = plan_forecasts(known, plans, question.target, zone)
    told = tuple(
        PlanForecast(
            **one.model_dump(),
            plan=plan,
            unseen=unseen_of(known, plan),
            baseline=baseline_forecast(known, plan, question.target, zone),
        )
        for one, plan in zip(made, plans, strict=True)
    )
    videos = () if question.plans else _young(question, store, known, end)
    learned = known.learned
    extent = store.extent(question.horizon)
    start = question.period.start or from_micros(known.first)
    return PredictReport(
        question=question,
        period=question.period.model_copy(
            update={"start": min(start, question.period.end - timedelta(microseconds=1))}
        ),
        n=learned.n,
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=(*_notes(known, told, learned.n), *_whose(question, plans, learned.chosen)),
        rows=_rows(told, videos),
        target=question.target,
        unit=metric_named(question.target).unit,
        median=told[0].median,
        low=told[0].low,
        high=told[0].high,
        level=LEVEL,
        chosen=learned.chosen,
        models=learned.models,
        baselines=learned.baselines,
        plans=told,
        videos=videos,
        way=known.way,
        age=known.age,
        margin=learned.margin,
        margin_error=learned.margin_error,
        early=_early(known) if videos and known.early is not None else None,
        recent=tuple(Past(published=from_micros(at), value=value) for at, value in known.recent),
    )


def _check_accounts(question: PredictQuestion, known: LearnedTarget) -> None:
    accounts: dict[str, int] = {}
    for name, own in known.history.accounts.items():
        handle = name.split("|", 1)[1]
        accounts[handle] = accounts.get(handle, 0) + len(own.published)
    for plan in question.plans:
        if plan.account is not None and plan.account not in accounts:
            raise not_in_data("account", plan.account, sorted(accounts, key=lambda name: (-accounts[name], name)))


def _early(known: LearnedTarget) -> Trial | None:
    early = known.early
    if early is None or early.chosen == "baseline":
        return None
    return next(trial for trial in early.models if trial.name == early.chosen)


def _young(question: PredictQuestion, store: Store, known: LearnedTarget, end: int) -> tuple[VideoForecast, ...]:
    """Videos of the period (without one: of the last seven days) whose outcome is still to come, the newest first."""
    if not known.young:
        return ()
    posts = read_posts(store, end)
    rows = {row["video"]: row for row in posts.filter(pl.col("video").is_in(known.young)).iter_rows(named=True)}
    first = 0 if question.period.start is None else to_micros(question.period.start)
    found = []
    made = young_forecasts(known, question.target)
    for video, one, values in zip(known.young, made, known.young_values, strict=True):
        row = rows[video]
        if row["published"] is None or not first <= row["published"] < to_micros(question.period.end):
            continue
        log_value, log_age = values[len(FEATURES) + 2 : len(FEATURES) + 4]
        current = _plain(log_value, question.target)
        found.append(
            VideoForecast(
                **_not_below(one, current, question.target).model_dump(),
                video=row["identity"],
                account=row["account"],
                caption=row["caption"],
                published=from_micros(row["published"]),
                baseline=_plain(values[len(FEATURES) + 4], question.target),
                age=float(np.exp(log_age)) if np.isfinite(log_age) else None,
                current=current,
            )
        )
    return tuple(found[::-1][:_MOST_YOUNG])


def _plain(value: float, target: str) -> float | None:
    return float(from_log(np.float64(value), target)) if np.isfinite(value) else None


def _not_below(made: Forecast, current: float | None, target: str) -> Forecast:
    """A count that was reached is not lost again."""
    if made.median is None or current is None or target in RATES:
        return made
    plain = {name: max(value, current) for name, value in made.model_dump().items()}
    return Forecast(**plain)


def _notes(known: LearnedTarget, plans: tuple[PlanForecast, ...], n: int) -> tuple[Note, ...]:
    notes = []
    if known.way == "export":
        code = "predict_totals_undated" if known.assumed else "predict_totals"
        notes.append(Note(code=code, facts={"age": round(known.age)}))
    if not known.hours and any(plan.plan.hour is not None for plan in plans):
        notes.append(Note(code="predict_no_hours"))
    if len(known.history.accounts) == 1:
        notes.append(Note(code="predict_one_account"))
    if n < _FEW:
        notes.append(Note(code="predict_few", facts={"n": n}))
    if n > SVR_ROWS:
        notes.append(Note(code="predict_svr_recent", facts={"n": SVR_ROWS}))
    for kind in ("topic", "music", "platform", "account"):
        named = [getattr(plan.plan, kind) for plan in plans if kind in plan.unseen]
        if named:
            notes.append(Note(code=f"predict_unseen_{kind}", facts={"name": named[0]}))
    return tuple(notes)


def _whose(question: PredictQuestion, plans: tuple[Plan, ...], chosen: str) -> tuple[Note, ...]:
    """Which account was taken for plans that name none, or that naming one lets them be scored."""
    if chosen == "baseline":
        return ()
    named = {plan.account for plan in question.plans}
    taken = sorted({plan.account for plan in plans if plan.account is not None} - named)
    notes = [Note(code="predict_account_taken", facts={"name": name}) for name in taken]
    if question.plans and any(plan.account is None for plan in plans):
        notes.append(Note(code="predict_account_open"))
    return tuple(notes)


def _rows(plans: tuple[PlanForecast, ...], videos: tuple[VideoForecast, ...]) -> Rows:
    names = ("kind", "account", "published", "topic", "duration", "hour", "weekday", "current", "median", "low", "high")
    columns: dict[str, list[object]] = {name: [] for name in names}
    for plan in plans:
        told = plan.plan
        said: tuple[object, ...] = (
            "plan",
            told.account,
            None,
            told.topic,
            told.duration,
            told.hour,
            told.weekday,
            None,
        )
        for name, value in zip(names, (*said, plan.median, plan.low, plan.high), strict=True):
            columns[name].append(value)
    for video in videos:
        said = ("video", video.account, video.published.isoformat(), None, None, None, None, video.current)
        for name, value in zip(names, (*said, video.median, video.low, video.high), strict=True):
            columns[name].append(value)
    return Rows(columns)
