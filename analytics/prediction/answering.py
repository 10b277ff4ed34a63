"""A predict question answered: the models' and baselines' record, plans, and young videos."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.metrics import metric_named
from analytics.nearest import not_in_data
from analytics.prediction.columns import described, matrix, texts
from analytics.prediction.forecasting import plan_forecasts, unseen_of, young_forecasts
from analytics.prediction.history import STATISTICS
from analytics.prediction.intervals import LEVEL
from analytics.prediction.knowing import Known, know
from analytics.prediction.models import SVR_ROWS
from analytics.prediction.outcomes import AGE_DAYS, DAY, RATES, read_outcomes, to_log
from analytics.prediction.tables import with_followers
from analytics.prediction.wording import hashed
from analytics.questions import Plan, PredictQuestion
from analytics.records import from_micros, to_micros
from analytics.reports import Forecast, Note, Past, PlanForecast, PredictReport, Rows, Trial, VideoForecast
from analytics.store import Store
from analytics.store.posts import read_followers

Floats = npt.NDArray[np.float64]

_MOST_YOUNG = 50
_FEW = 200


def predict(question: PredictQuestion, store: Store) -> PredictReport:
    """Answer a predict question.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget, NotInData (an account that posted nothing).
    """
    end, zone = to_micros(question.horizon), question.period.zone
    known = know(store, end, question.target, zone, question.seed)
    _check_accounts(question, known)
    plans = question.plans or (Plan(),)
    made = plan_forecasts(known, plans, question.target, zone)
    told = tuple(
        PlanForecast(**one.model_dump(), plan=plan, unseen=unseen_of(known, plan))
        for one, plan in zip(made, plans, strict=True)
    )
    videos = () if question.plans else _young(question, store, known, end)
    learned = known.learned
    extent = store.extent(question.horizon)
    start = question.period.start or from_micros(known.first)
    return PredictReport(
        question=question,
        period=question.period.model_copy(update={"start": min(start, question.period.end - timedelta(microseconds=1))}),
        n=learned.n,
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=_notes(known, told, learned.n, question),
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


def _check_accounts(question: PredictQuestion, known: Known) -> None:
    accounts: dict[str, int] = {}
    for name, own in known.history.accounts.items():
        handle = name.split("|", 1)[1]
        accounts[handle] = accounts.get(handle, 0) + len(own.posted)
    for plan in question.plans:
        if plan.account is not None and plan.account not in accounts:
            raise not_in_data("account", plan.account, sorted(accounts, key=lambda name: (-accounts[name], name)))


def _early(known: Known) -> Trial | None:
    early = known.early
    if early is None or early.chosen == "baseline":
        return None
    return next(trial for trial in early.models if trial.name == early.chosen)


def _young(question: PredictQuestion, store: Store, known: Known, end: int) -> tuple[VideoForecast, ...]:
    """Videos of the period (without one: of the last seven days) whose outcome is still to come, the newest first."""
    outcomes = read_outcomes(store, end, question.target)
    since = end - AGE_DAYS * DAY if question.period.start is None else to_micros(question.period.start)
    young = outcomes.frame.filter(
        pl.col("value").is_null(), pl.col("at") >= since, pl.col("at") < to_micros(question.period.end),
        pl.col("published").is_not_null(), pl.col("at") >= end - AGE_DAYS * DAY,
    ).tail(_MOST_YOUNG)
    if not young.height:
        return ()
    young = with_followers(young, read_followers(store, end), "at")
    latest = outcomes.early.group_by("video", maintain_order=True).last()
    young = young.drop("age").join(latest, on="video", how="left", maintain_order="left", suffix="_now")
    rows = described(young.with_columns(age=pl.lit(known.age)), question.period.zone, hours=known.hours)
    statistics = np.array([known.history.tell(row.post) for row in rows]).reshape(len(rows), len(STATISTICS))
    values, words = matrix(rows, statistics), hashed(texts(rows))
    unseen = np.array([bool(row.post.topic) and ("topic", row.post.topic) not in known.history.sums for row in rows])
    now = young["value_now"].cast(pl.Float64).to_numpy() if "value_now" in young.columns else np.full(len(rows), np.nan)
    age = young["age"].cast(pl.Float64).to_numpy() if "age" in young.columns else np.full(len(rows), np.nan)
    made = list(young_forecasts(known, values, words, unseen, question.target))
    seen = np.flatnonzero(np.isfinite(now))
    if known.early is not None and len(seen):
        first = np.column_stack([to_log(now[seen], question.target), np.log(np.maximum(age[seen], 1 / 24))])
        better = young_forecasts(known, np.hstack([values[seen], first]), words[seen], unseen[seen], question.target)
        for place, one in zip(seen.tolist(), better, strict=True):
            made[place] = _not_below(one, now[place], question.target)
    return tuple(
        VideoForecast(
            **one.model_dump(),
            video=row["identity"],
            account=row["account"],
            caption=row["caption"],
            published=from_micros(row["at"]),
            age=float(days) if np.isfinite(days) else None,
            current=float(current) if np.isfinite(current) else None,
        )
        for one, row, current, days in zip(made, young.iter_rows(named=True), now, age, strict=True)
    )[::-1]


def _not_below(made: Forecast, current: float, target: str) -> Forecast:
    """A count that was reached is not lost again."""
    if made.median is None or target in RATES:
        return made
    plain = {name: max(value, current) for name, value in made.model_dump().items()}
    return Forecast(**plain)


def _notes(known: Known, plans: tuple[PlanForecast, ...], n: int, question: PredictQuestion) -> tuple[Note, ...]:
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
    for kind in ("topic", "music", "platform"):
        named = [getattr(plan.plan, kind) for plan in plans if kind in plan.unseen]
        if named:
            notes.append(Note(code=f"predict_unseen_{kind}", facts={"name": named[0]}))
    return tuple(notes)


def _rows(plans: tuple[PlanForecast, ...], videos: tuple[VideoForecast, ...]) -> Rows:
    names = ("kind", "account", "published", "topic", "duration", "hour", "weekday", "current", "median", "low", "high")
    columns: dict[str, list[object]] = {name: [] for name in names}
    for plan in plans:
        told = plan.plan
        said = ("plan", told.account, None, told.topic, told.duration, told.hour, told.weekday, None)
        for name, value in zip(names, (*said, plan.median, plan.low, plan.high), strict=True):
            columns[name].append(value)
    for video in videos:
        said = ("video", video.account, video.published.isoformat(), None, None, None, None, video.current)
        for name, value in zip(names, (*said, video.median, video.low, video.high), strict=True):
            columns[name].append(value)
    return Rows(columns)
