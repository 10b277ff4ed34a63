"""A drivers question answered from videos: effects, the best hours and lengths, and what later videos confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.prediction.dataset.outcomes import read_outcomes
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable, check_outcomes, make_table
from analytics.prediction.effects.best_slots import best_hours, best_lengths, follower_peak
from analytics.prediction.effects.contrasts import contrasts
from analytics.prediction.effects.within_account import FEWEST_CLUSTERS, Estimate, estimate
from analytics.prediction.models.importance import permutation_importance
from analytics.store import Store
from analytics.store.queries.names import account_names, platform_names, topic_names
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.questions import DriversQuestion
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import DriversReport, Effect, Note, Rows
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.units import WEEK

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_ENOUGH_ACCOUNTS = 2 * FEWEST_CLUSTERS


def drivers(question: DriversQuestion, store: Store) -> DriversReport:
    """Answer a drivers question.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget, NotInData.
    """
    with threadpool_limits(1):
        return _drivers(question, store)


def _drivers(question: DriversQuestion, store: Store) -> DriversReport:
    end = to_micros(question.horizon)
    outcomes = read_outcomes(store, end, question.target)
    table = make_table(outcomes, store, end, question.period.zone)
    rows = _rows(question, table, store)
    accounts = np.unique([table.videos[row].post.account for row in rows.tolist()], return_inverse=True)[1]
    several = np.bincount(accounts) > 1
    clusters, clustered_by = accounts, "account"
    if several.sum() < _ENOUGH_ACCOUNTS:
        clusters, clustered_by = table.at[rows] // WEEK, "week"
    found = estimate(contrasts(table, rows), table.outcomes[rows], accounts, table.at[rows], clusters, question.seed)
    effects = _effects(found)
    extent = store.extent(question.horizon)
    start = question.period.start or from_micros(int(table.at[rows[0]]))
    best = [best_hours(table, rows, accounts, clusters), best_lengths(table, rows, accounts, clusters)]
    best.append(follower_peak(store, end, question.account, question.platform))
    return DriversReport(
        question=question,
        period=question.period.model_copy(
            update={"start": min(start, question.period.end - timedelta(microseconds=1))}
        ),
        n=len(rows),
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=_notes(table, outcomes.assumed, int(several.sum()), len(several), effects),
        rows=_table(effects),
        target=question.target,
        unit=metric_named(question.target).unit,
        effects=effects,
        best=tuple(one for one in best if one is not None),
        importance=permutation_importance(table, rows, clusters, question.seed),
        accounts=len(several),
        clustered_by=clustered_by,
        way=table.way,
    )


def _rows(question: DriversQuestion, table: VideoTable, store: Store) -> Ints:
    """Rows with an outcome that pass the filters. Raises NotInData, TooLittleData, ConstantTarget."""
    keep = table.has_outcome.copy()
    if question.period.start is not None:
        keep &= table.at >= to_micros(question.period.start)
    keep &= table.at < to_micros(question.period.end)
    for what, known in (("platform", platform_names), ("account", account_names), ("topic", None), ("format", None)):
        wanted = getattr(question, what)
        if wanted is None:
            continue
        there = [value is not None and value.casefold() == wanted.casefold() for value in table.frame[what].to_list()]
        if not any(there) and what != "format":
            raise not_in_data(what, wanted, known(store) if known else topic_names(store, question.horizon))
        keep &= np.array(there, bool)
    rows = np.flatnonzero(keep)
    if len(rows) < MIN_VIDEOS:
        raise TooLittleData("outcomes", MIN_VIDEOS, len(rows))
    check_outcomes(table.outcomes[rows], question.target)
    return rows


def _effects(found: Sequence[Estimate]) -> tuple[Effect, ...]:
    """Effects as parts, those found first and the strongest of them on top."""
    ordered = sorted(found, key=lambda one: (not one.found, -abs(one.effect), one.contrast.feature, one.contrast.name))
    return tuple(
        Effect(
            feature=one.contrast.feature,
            contrast=one.contrast.name,
            effect=float(np.expm1(one.effect)),
            low=float(np.expm1(one.low)),
            high=float(np.expm1(one.high)),
            n=one.n,
            verdict=("up" if one.effect > 0 else "down") if one.found else "none",
        )
        for one in ordered
    )


def _notes(
    table: VideoTable, assumed: bool, several: int, accounts: int, effects: tuple[Effect, ...]
) -> tuple[Note, ...]:
    notes = [Note(code="drivers_association")]
    if table.way == "export":
        notes.append(
            Note(code="predict_totals_undated" if assumed else "predict_totals", facts={"age": round(table.age)})
        )
    if accounts == 1:
        notes.append(Note(code="drivers_one_account"))
    elif several < _ENOUGH_ACCOUNTS:
        notes.append(Note(code="drivers_few_accounts", facts={"n": several}))
    if not effects:
        notes.append(Note(code="drivers_nothing_varies"))
    elif all(effect.verdict == "none" for effect in effects):
        notes.append(Note(code="drivers_no_effect"))
    return tuple(notes)


def _table(effects: tuple[Effect, ...]) -> Rows:
    names = ("feature", "contrast", "effect", "low", "high", "n", "verdict")
    return Rows({name: [getattr(effect, name) for effect in effects] for name in names})
