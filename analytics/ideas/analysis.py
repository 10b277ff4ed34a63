"""An ideas question answered: sample, refuse, rank by the lower end, spread out, and show what lies behind."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import numpy as np
from threadpoolctl import threadpool_limits

from analytics.ideas import feedback
from analytics.ideas import model_store as kept
from analytics.ideas.forecasts import predicted
from analytics.ideas.personal_names import bare, names_of_others
from analytics.ideas.phrases import allowed, own_hooks
from analytics.ideas.plan_space import SampledPlan, Space, alike, plan_of, space_of
from analytics.ideas.staleness import FEWEST_VIDEOS, folder_of
from analytics.ideas.tones import TONES
from analytics.ideas.training_table import Example, table_of, tags_of
from analytics.store import Store
from analytics.store.queries.names import account_names, platform_names, topic_names
from analytics.synthesis.categories import Levels
from analytics.synthesis.columns import Floats
from analytics.synthesis.synthesizer import Synthesizer
from analytics.vocabulary.errors import MissingDimension, ModelUnusable, TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import IdeasQuestion
from analytics.vocabulary.records import from_micros
from analytics.vocabulary.reports import Brief, Evidence, IdeasReport, Model, Note, Range, Rows
from analytics.vocabulary.suggestions import not_in_data

SAMPLED = 400
SIMILAR = 30
_EVIDENCE = 3
_TAGS = 5
_SPREAD = 0.6
"""What sharing everything with a brief chosen before costs, in logs of views."""
_QUARTILES = (0.25, 0.5, 0.75)


def ideas(question: IdeasQuestion, store: Store, policy: Policy) -> IdeasReport:
    """Briefs for videos like those that did well.

    Raises TooLittleData (fewer than 100 videos), NotInData (topic, platform, segment), MissingDimension (segment).
    """
    del policy  # no viewer and no group of viewers is shown
    with threadpool_limits(1):
        return _Answer(question, store).report()


@dataclass(frozen=True, slots=True)
class _PlanCandidate:
    plan: SampledPlan
    nearest: list[int]
    """Places of the most similar real videos, the nearest first."""
    similar: Range
    forecast: Range | None
    novelty: float
    rank: float

    @property
    def low(self) -> float:
        """What it is ranked by, before taste."""
        return self.forecast.low if self.forecast is not None else self.similar.low


class _Answer:
    def __init__(self, question: IdeasQuestion, store: Store) -> None:
        self.question, self.store = question, store
        self.rng = np.random.default_rng([question.seed, 0x1DEA])
        self.notes: list[Note] = []
        _check_names(question, store)
        stored = self._stored()
        wants_audiences = stored is None and question.segment is not None
        zone = question.period.zone
        self.rows = kept.read_examples(
            store, question.horizon, zone, with_audiences=wants_audiences, period=question.period
        )
        if len(self.rows) < FEWEST_VIDEOS:
            raise TooLittleData("videos", FEWEST_VIDEOS, len(self.rows))
        table = table_of(self.rows)
        self.synthesizer = kept.quick(table) if stored is None else stored[0]
        self.facts: dict[str, Any] = kept.quick_facts(table) if stored is None else stored[1]
        self.blocked = kept.blocked_words(store.home)

    def report(self) -> IdeasReport:
        """Everything at once."""
        plans = self._plans()
        candidates, refused = self._candidates(plans)
        chosen = _spread(candidates, self.question.n)
        extent = self.store.extent(self.question.horizon)
        briefs = self._briefs(chosen)
        if len(briefs) < self.question.n:
            self.notes.append(Note(code="fewer_ideas", facts={"n": len(briefs), "asked": self.question.n}))
        lows = [candidate.low for candidate in candidates]
        period = self.question.period
        return IdeasReport(
            question=self.question,
            period=period if period.start else period.model_copy(update={"start": extent.oldest if extent else None}),
            n=len(self.rows),
            data_version=self.store.data_version,
            newest=extent.newest if extent else period.end,
            simulated=self.store.simulated,
            notes=tuple(self.notes),
            rows=_rows(briefs),
            model=self._model(),
            briefs=briefs,
            candidates=len(plans),
            refused=refused,
            typical_low=float(np.median(lows)) if lows else None,
            ranked_by="predicted" if chosen and chosen[0].forecast is not None else "similar",
            training=kept.progress_of(self.store.home),
        )

    def _stored(self) -> tuple[Synthesizer, dict[str, Any]] | None:
        """The trained model, unless it cannot be used or has seen what is invisible as of the question."""
        try:
            found = kept.load_model(folder_of(self.store.home))
        except ModelUnusable as error:
            self.notes.append(Note(code="model_unusable", facts={"reason": error.reason}))
            return None
        if found is None:
            self.notes.append(Note(code="not_trained"))
            return None
        seen = datetime.fromisoformat(found[1]["horizon"])
        if seen > self.question.horizon.astimezone(UTC) + timedelta(days=1):
            self.notes.append(Note(code="model_newer"))
            return None
        return found

    def _model(self) -> Model:
        trained = self.facts.get("trained_at")
        return Model(
            chosen=cast(Any, "gan" if self.synthesizer.gan_ is not None else "copula"),
            quality=self.facts["quality"],
            c2st=self.facts["c2st"],
            rows=int(self.facts.get("rows", len(self.rows))),
            trained_at=None if trained is None else datetime.fromisoformat(str(trained)),
        )

    def _plans(self) -> list[SampledPlan]:
        question = self.question
        asked = {"tier": "high", "topic": question.topic, "platform": question.platform}
        known = {levels.name: levels for levels in self.synthesizer.encoding_.categories}
        if self.question.segment is not None:
            asked["audience"] = _segment(self.question.segment, known.get("audience"))
        given = {name: value for name, value in asked.items() if value is not None and name in known}
        tags = _tags_by_topic(self.rows)
        said = {name: value for name, value in asked.items() if value is not None}
        drawn = self.synthesizer.draw(SAMPLED, self.rng, given)
        cells = self.synthesizer.encoding_.decode(drawn, self.rng)
        rows = [{name: column[at] for name, column in cells.items()} for at in range(SAMPLED)]
        made = [_plan(row | said, tags, self.rng) for row in rows]
        # Few samples may be as short as was asked for: the others are tried at that length, and refused where it is
        # unlike anything that was ever posted.
        longest = None if question.longest is None else max(int(question.longest), 1)
        if longest is None:
            return made
        return [replace(plan, duration=min(plan.duration, longest)) if plan.duration else plan for plan in made]

    def _candidates(self, plans: Sequence[SampledPlan]) -> tuple[list[_PlanCandidate], int]:
        """Plans that are possible and allowed, with what is known of them; and how many were outside all experience."""
        space = space_of([plan_of(row) for row in self.rows], self.rng)
        points = space.place(plans)
        distances = space.distances(points)
        outside = distances.min(axis=1) > space.outside
        forecasts = predicted(self.question, self.store, plans, self.rows)
        novelty = self._novelty(space, distances)
        counts = feedback.read(self.store.home)
        named = names_of_others(self.rows, self.store)
        views = np.array([row.capture.views or 0.0 for row in self.rows])
        found = []
        for at, plan in enumerate(plans):
            texts = [plan.topic, *plan.hashtags, plan.audience]
            if outside[at] or not allowed(texts, self.blocked) or named & {*map(bare, texts)}:
                continue
            nearest = np.argsort(distances[at], kind="stable")[:SIMILAR].tolist()
            low, middle, high = np.quantile(views[nearest], _QUARTILES).tolist()
            similar = Range(low=low, median=middle, high=high)
            forecast = forecasts[at] if forecasts is not None else None
            base = forecast.low if forecast is not None else low
            rank = math.log1p(max(base, 0.0)) + feedback.liking(plan, counts)
            found.append(_PlanCandidate(plan, nearest, similar, forecast, float(novelty[at]), rank))
        return found, int(outside.sum())

    def _novelty(self, space: Space, distances: Floats) -> Floats:
        own = [at for at, row in enumerate(self.rows) if row.post.ours]
        gaps = distances[:, own] if own else distances
        found: Floats = np.clip(gaps.min(axis=1) / space.apart, 0.0, 1.0)
        return found

    def _briefs(self, chosen: Sequence[_PlanCandidate]) -> tuple[Brief, ...]:
        hooks = own_hooks(self.rows, account_names(self.store), self.blocked)
        made = []
        for place, candidate in enumerate(chosen):
            plan = candidate.plan
            key = f"{self.question.model_dump_json()} {self.store.data_version} {place} {plan}"
            made.append(
                Brief(
                    id=hashlib.sha256(key.encode()).hexdigest()[:12],
                    tone=cast(Any, plan.tone),
                    phrase=place,
                    topic=plan.topic or None,
                    platform=plan.platform,
                    format=plan.format or None,
                    duration=plan.duration,
                    hashtags=plan.hashtags,
                    music=cast(Any, plan.music or None),
                    weekday=plan.weekday or None,
                    hour=plan.hour,
                    audience=plan.audience or None,
                    predicted=candidate.forecast,
                    similar=candidate.similar,
                    similar_n=len(candidate.nearest),
                    evidence=tuple(_evidence(self.rows[at]) for at in candidate.nearest[:_EVIDENCE]),
                    novelty=round(candidate.novelty, 3),
                    own_hook=hooks.get(plan.topic, hooks.get("")) if place == 0 else hooks.get(plan.topic),
                )
            )
        return tuple(made)


def _check_names(question: IdeasQuestion, store: Store) -> None:
    if question.topic is not None and question.topic not in (topics := topic_names(store, question.horizon)):
        raise not_in_data("topic", question.topic, topics)
    if question.platform is not None and question.platform not in (platforms := platform_names(store)):
        raise not_in_data("platform", question.platform, platforms)


def _segment(asked: str, levels: Levels | None) -> str:
    """The segment that was meant: its code, a part of it, or its place (`1`, `s2`)."""
    codes = [level for level in levels.levels if level] if levels is not None else []
    if not codes:
        raise MissingDimension("segment", ("topic", "platform"))
    wanted = asked.casefold().strip()
    place = wanted.removeprefix("s")
    if place.isdigit() and 1 <= int(place) <= len(codes):
        return str(codes[int(place) - 1])
    found = [code for code in codes if wanted in code.casefold()]
    if not found:
        raise not_in_data("segment", asked, codes)
    return str(found[0])


def _tags_by_topic(rows: Sequence[Example]) -> dict[tuple[str, str], list[str]]:
    """Topic and platform -> the hashtags of real videos on it, the most frequent first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.post.topic or "", row.post.platform].update(tags_of(row.post))
    return {
        key: [tag for tag, _ in sorted(own.items(), key=lambda item: (-item[1], item[0]))]
        for key, own in counts.items()
    }


def _plan(row: dict[str, str], tags: dict[tuple[str, str], list[str]], rng: np.random.Generator) -> SampledPlan:
    tone = row.get("tone", "")
    known = tags.get((row.get("topic", ""), row.get("platform", "")), [])
    # Tags that were never used on this topic and platform are the sample's noise; the usual ones fill up.
    drawn = [tag for tag in row.get("hashtags", "").split() if tag in known]
    return SampledPlan(
        topic=row.get("topic", ""),
        platform=row.get("platform", ""),
        format=row.get("format", ""),
        # Most captions show no tone; a brief has one all the same.
        tone=tone if tone in TONES else TONES[int(rng.integers(len(TONES)))],
        music=row.get("music", ""),
        weekday=row.get("weekday", ""),
        hour=int(row["hour"]) if row.get("hour") else None,
        duration=max(1, round(float(row["duration"]))) if row.get("duration") else None,
        hashtags=tuple(dict.fromkeys([*drawn, *known[:2]]))[:_TAGS],
        audience=row.get("audience", ""),
    )


def _spread(candidates: Sequence[_PlanCandidate], n: int) -> list[_PlanCandidate]:
    """The best, each next one with less for what it shares with those before it (maximal marginal relevance)."""
    left = list(candidates)
    chosen: list[_PlanCandidate] = []
    while left and len(chosen) < n:
        best = max(
            left,
            key=lambda one: one.rank - _SPREAD * max((alike(one.plan, other.plan) for other in chosen), default=0.0),
        )
        left.remove(best)
        # The same plan with other hashtags is no other plan.
        if all(replace(best.plan, hashtags=()) != replace(other.plan, hashtags=()) for other in chosen):
            chosen.append(best)
    return chosen


def _evidence(row: Example) -> Evidence:
    post = row.post
    return Evidence(
        video=str(post.id),
        link=post.link,
        platform=post.platform,
        account=post.account,
        published=None if post.published is None else from_micros(post.published),
        duration=post.duration,
        views=row.capture.views or 0.0,
        performed=round(math.exp(row.residual), 2),
    )


def _rows(briefs: Sequence[Brief]) -> Rows:
    names = ("id", "topic", "platform", "format", "tone", "duration", "music", "weekday", "hour", "audience", "novelty")
    columns: dict[str, list[object]] = {name: [getattr(brief, name) for brief in briefs] for name in names}
    columns["hashtags"] = [" ".join(brief.hashtags) for brief in briefs]
    for end in ("low", "median", "high"):
        columns[f"predicted_{end}"] = [getattr(brief.predicted, end) if brief.predicted else None for brief in briefs]
        columns[f"similar_{end}"] = [getattr(brief.similar, end) for brief in briefs]
    columns["generated_by"] = ["ReelPulse"] * len(briefs)
    return Rows(columns)
