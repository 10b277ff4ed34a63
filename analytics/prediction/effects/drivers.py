"""Effects of how videos are made: contrasts within account, the best hours and lengths, and permutation importance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from analytics.prediction.dataset.outcomes import read_outcomes
from analytics.prediction.dataset.video_table import MIN_VIDEOS, VideoTable, check_outcomes, make_table
from analytics.prediction.effects.best_slots import best_hours, best_lengths, follower_peak
from analytics.prediction.effects.contrasts import Contrast, build_contrasts
from analytics.prediction.effects.within_account import MIN_CLUSTERS, Estimate, estimate_effects
from analytics.prediction.models.importance import permutation_importance
from analytics.store import Store
from analytics.store.queries.account_scope import account_scope, extent_of
from analytics.store.queries.names import account_names, platform_names, topic_names
from analytics.vocabulary.confidence import RELEVANT_CHANGE
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.questions import DriversQuestion
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Best, DriversReport, Effect, Note, Rows
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.topic_names import matching_topics
from analytics.vocabulary.units import WEEK

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Verdict = Literal["up", "down", "flat", "too_few"]

_MIN_ACCOUNTS = 2 * MIN_CLUSTERS
"""The fewest accounts with several videos for clustering by account; with fewer, weeks are the clusters."""


def drivers_of_videos(question: DriversQuestion, store: Store) -> DriversReport:
    """Answer a drivers question without a segment.

    Raises MissingMetric, MissingColumns, TooLittleData, ConstantTarget, NotInData.
    """
    with threadpool_limits(1):
        return _drivers_report(question, store)


def _drivers_report(question: DriversQuestion, store: Store) -> DriversReport:
    end = to_micros(question.horizon)
    scope = account_scope(question, store)
    outcomes = read_outcomes(store, end, question.target, scope)
    table = make_table(outcomes, store, end, question.period.zone)
    rows = _selected_rows(question, table, store)
    accounts = np.unique([table.videos[row].post.account for row in rows.tolist()], return_inverse=True)[1]
    n_accounts, n_repeated = int(accounts.max()) + 1, int((np.bincount(accounts) > 1).sum())
    by_week = n_repeated < _MIN_ACCOUNTS
    clusters = table.at[rows] // WEEK if by_week else accounts
    contrasts = build_contrasts(table, rows)
    effects = _effects(
        estimate_effects(contrasts, table.outcomes[rows], accounts, table.at[rows], clusters, question.seed)
    )
    extent = extent_of(scope, store, question.horizon)
    start = question.period.start or from_micros(int(table.at[rows[0]]))
    best = [
        best_hours(table, rows, accounts, clusters),
        best_lengths(table, rows, accounts, clusters),
        follower_peak(store, end, scope, question.account, question.platform),
    ]
    return DriversReport(
        question=question,
        period=question.period.model_copy(
            update={"start": min(start, question.period.end - timedelta(microseconds=1))}
        ),
        n=len(rows),
        data_version=store.data_version,
        newest=extent.newest if extent else question.period.end,
        simulated=store.simulated,
        notes=_notes(table, outcomes.assumed, n_repeated, n_accounts, effects, best),
        rows=effect_rows(effects),
        target=question.target,
        unit=metric_named(question.target).unit,
        effects=effects,
        best=tuple(slot for slot in best if slot is not None),
        importance=permutation_importance(table, rows, clusters, question.seed),
        accounts=n_accounts,
        clustered_by="week" if by_week else "account",
        way=table.way,
    )


def _selected_rows(question: DriversQuestion, table: VideoTable, store: Store) -> Ints:
    """Return rows with an outcome that pass the filters. Raises NotInData, TooLittleData, ConstantTarget."""
    selected = table.has_outcome.copy()
    if question.period.start is not None:
        selected &= table.at >= to_micros(question.period.start)
    selected &= table.at < to_micros(question.period.end)
    for column in ("platform", "account", "topic", "format"):
        value = getattr(question, column)
        if value is None:
            continue
        names = table.frame[column].to_list()
        meant = {value.casefold()}
        if column == "topic":
            counts = Counter(name for name in names if name is not None)
            meant |= {topic.casefold() for topic in matching_topics(value, [name for name, _ in counts.most_common()])}
        matches = [name is not None and name.casefold() in meant for name in names]
        if not any(matches) and column != "format":
            known = _known_names(column, question, store)
            if value in known:
                raise TooLittleData("outcomes", MIN_VIDEOS, 0)
            raise not_in_data(column, value, known)
        selected &= np.array(matches, bool)
    rows = np.flatnonzero(selected)
    if len(rows) < MIN_VIDEOS:
        raise TooLittleData("outcomes", MIN_VIDEOS, len(rows))
    check_outcomes(table.outcomes[rows], question.target)
    return rows


def _known_names(column: str, question: DriversQuestion, store: Store) -> Sequence[str]:
    if column == "topic":
        return topic_names(store, question.horizon)
    return platform_names(store) if column == "platform" else account_names(store)


def _effects(estimates: Sequence[Estimate]) -> tuple[Effect, ...]:
    """Return effects as relative changes: those that count first, the strongest on top."""
    ordered = sorted(
        estimates, key=lambda estimate: (-abs(estimate.effect), estimate.contrast.feature, estimate.contrast.name)
    )
    effects = [
        make_effect(
            estimate.contrast,
            *(float(np.expm1(value)) for value in (estimate.effect, estimate.low, estimate.high)),
            n=estimate.n,
            is_effect=estimate.is_effect,
            relevant=RELEVANT_CHANGE,
        )
        for estimate in ordered
    ]
    return tuple(sorted(effects, key=lambda effect: not effect.is_certain))


def make_effect(
    contrast: Contrast, effect: float, low: float, high: float, *, n: int, is_effect: bool, relevant: float
) -> Effect:
    """Return an effect with its verdict: an interval within ±`relevant` means no effect, whether significant or not."""
    if -relevant < low and high < relevant:
        verdict: Verdict = "flat"
    elif is_effect:
        verdict = "up" if effect > 0 else "down"
    else:
        verdict = "too_few"
    return Effect(
        feature=contrast.feature, contrast=contrast.name, effect=effect, low=low, high=high, n=n, verdict=verdict
    )


def _notes(
    table: VideoTable,
    assumed: bool,
    n_repeated: int,
    n_accounts: int,
    effects: tuple[Effect, ...],
    slots: Sequence[Best | None],
) -> tuple[Note, ...]:
    notes = [Note(code="drivers_association")]
    if table.way == "export":
        code = "predict_totals_undated" if assumed else "predict_totals"
        notes.append(Note(code=code, facts={"age": round(table.age)}))
    if n_accounts == 1:
        notes.append(Note(code="drivers_one_account"))
    elif n_repeated < _MIN_ACCOUNTS:
        notes.append(Note(code="drivers_few_accounts", facts={"n": n_repeated}))
    if any(best is not None and best.feature == "hour" for best in slots):
        notes.append(Note(code="hours_local", facts={"zone": table.zone}))
    if table.frame["is_date"].any():
        notes.append(Note(code="hours_unknown"))
    return (*notes, *effect_notes(effects))


def effect_notes(effects: Sequence[Effect]) -> list[Note]:
    """Return the note that nothing varies or that nothing has an effect, if so."""
    if not effects:
        return [Note(code="drivers_nothing_varies")]
    return [] if any(effect.is_certain for effect in effects) else [Note(code="drivers_no_effect")]


def effect_rows(effects: Sequence[Effect]) -> Rows:
    """Return effects as a table."""
    names = ("feature", "contrast", "effect", "low", "high", "n", "verdict")
    return Rows({name: [getattr(effect, name) for effect in effects] for name in names})
