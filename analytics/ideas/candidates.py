"""Candidates for briefs: sampled plans that are possible and allowed, with their scores, and the choice among them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.ideas import feedback
from analytics.ideas.forecasts import forecast_views
from analytics.ideas.model_store import blocked_words
from analytics.ideas.personal_names import names_of_others, normalize_name
from analytics.ideas.phrases import is_allowed
from analytics.ideas.plan_space import PlanSpace, SampledPlan, build_space, plan_of_example, similarity
from analytics.ideas.training_table import Example
from analytics.store import Store
from analytics.store.queries.account_scope import AccountScope
from analytics.synthesis.columns import Floats
from analytics.vocabulary.questions import IdeasQuestion
from analytics.vocabulary.reports import Range

_NEIGHBOURS = 30
EVIDENCE = 3
_ABOVE_USUAL = math.log(1.1)
"""A video that is shown as evidence has at least 1.1 times the usual views of its account."""
_SIMILARITY_PENALTY = 0.6
"""What full similarity to a brief that was chosen before costs, in logs of views."""
_QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class PlanCandidate:
    """A plan that may become a brief."""

    plan: SampledPlan
    nearest: list[int]
    """Indexes of the most similar real videos, the nearest first."""
    similar: Range
    """Quartiles of their views."""
    times_usual: float
    """The median of their views relative to the usual of their accounts."""
    evidence: list[int]
    """Indexes of the most similar real videos above the usual of their account, on the same topic first."""
    forecast: Range | None
    novelty: float
    """0: like one of our videos; 1: as far from all of them as two videos are in the median."""
    score: float

    @property
    def low(self) -> float:
        """The lower end that it is ranked by, before the team's preferences."""
        return self.forecast.low if self.forecast is not None else self.similar.low


def score_plans(
    question: IdeasQuestion,
    store: Store,
    plans: Sequence[SampledPlan],
    examples: Sequence[Example],
    rng: np.random.Generator,
    scope: AccountScope,
) -> tuple[list[PlanCandidate], int]:
    """Return the candidates among plans, and the number of plans that are unlike any real video.

    The score is the log of the lower end of the forecast, else of the views of similar videos, plus the preference of
    the team.
    """
    space = build_space([plan_of_example(example) for example in examples], rng)
    distances = space.distances(plans)
    is_outside = distances.min(axis=1) > space.outside
    forecasts = forecast_views(question, store, plans, examples, scope)
    novelty = _novelty(space, distances, examples)
    counts = feedback.read(store.home)
    blocked, names = blocked_words(store.home), names_of_others(examples, store)
    views = np.array([example.capture.views or 0.0 for example in examples])
    residuals = np.array([example.residual for example in examples])
    proofs = evidence_rows(examples)
    candidates = []
    for index, plan in enumerate(plans):
        texts = [plan.topic, *plan.hashtags, plan.audience]
        if (
            (is_outside[index] and question.like is None)
            or not is_allowed(texts, blocked)
            or names & {*map(normalize_name, texts)}
        ):
            continue
        nearest = np.argsort(distances[index], kind="stable")[:_NEIGHBOURS].tolist()
        low, median, high = np.quantile(views[nearest], _QUARTILES).tolist()
        forecast = forecasts[index] if forecasts is not None else None
        lower_end = forecast.low if forecast is not None else low
        candidates.append(
            PlanCandidate(
                plan=plan,
                nearest=nearest,
                similar=Range(low=low, median=median, high=high),
                times_usual=math.exp(float(np.median(residuals[nearest]))),
                evidence=_nearest_evidence(plan, proofs, distances[index], examples),
                forecast=forecast,
                novelty=float(novelty[index]),
                score=math.log1p(max(lower_end, 0.0)) + feedback.preference(plan, counts),
            )
        )
    return candidates, int(is_outside.sum())


def evidence_rows(examples: Sequence[Example]) -> list[int]:
    """Return the indexes of videos that did better than is usual for their account, by trend and by plain median."""
    views = defaultdict[tuple[str, str | None], list[float]](list)
    for example in examples:
        views[example.post.platform, example.post.account].append(example.capture.views or 0.0)
    usual = {account: float(np.median(values)) for account, values in views.items()}
    return [
        index
        for index, example in enumerate(examples)
        if example.account_known
        and example.residual >= _ABOVE_USUAL
        and (example.capture.views or 0.0) > usual[example.post.platform, example.post.account]
    ]


def _nearest_evidence(
    plan: SampledPlan, rows: Sequence[int], distances: Floats, examples: Sequence[Example]
) -> list[int]:
    def order(row: int) -> tuple[bool, float, int]:
        return (examples[row].post.topic or "") != plan.topic, float(distances[row]), row

    return sorted(rows, key=order)[:EVIDENCE]


def _novelty(space: PlanSpace, distances: Floats, examples: Sequence[Example]) -> Floats:
    own = [index for index, example in enumerate(examples) if example.post.ours]
    nearest = (distances[:, own] if own else distances).min(axis=1)
    novelty: Floats = np.clip(nearest / space.median_distance, 0.0, 1.0)
    return novelty


def choose_diverse(candidates: Sequence[PlanCandidate], n: int) -> list[PlanCandidate]:
    """Return the n best, each penalised by its similarity to those before it (maximal marginal relevance)."""
    remaining = list(candidates)
    chosen: list[PlanCandidate] = []

    def marginal_score(candidate: PlanCandidate) -> float:
        nearest = max((similarity(candidate.plan, other.plan) for other in chosen), default=0.0)
        return candidate.score - _SIMILARITY_PENALTY * nearest

    while remaining and len(chosen) < n:
        best = max(remaining, key=marginal_score)
        remaining.remove(best)
        # The same plan with other hashtags is not another plan.
        if all(replace(best.plan, hashtags=()) != replace(other.plan, hashtags=()) for other in chosen):
            chosen.append(best)
    return chosen
