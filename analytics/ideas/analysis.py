"""The analysis of an ideas question: sample plans, score them, choose diverse ones, and add evidence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import numpy as np
from threadpoolctl import threadpool_limits

from analytics.ideas.briefs import brief_rows, write_briefs
from analytics.ideas.candidates import choose_diverse, score_plans
from analytics.ideas.generators import copula_fidelity, fit_copula
from analytics.ideas.model_store import load_model, read_progress
from analytics.ideas.plan_sampler import sample_plans
from analytics.ideas.staleness import MIN_VIDEOS, model_folder
from analytics.ideas.training_table import Example, build_table, read_examples
from analytics.ideas.waking_hours import waking_hours
from analytics.store import Store
from analytics.store.queries.account_scope import account_scope, extent_of
from analytics.store.queries.names import platform_names, topic_names
from analytics.synthesis.synthesizer import Synthesizer
from analytics.vocabulary.errors import ModelUnusable, TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import IdeasQuestion
from analytics.vocabulary.reports import IdeasReport, Model, Note
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.topic_names import matching_topics

_SEED = 0x1DEA


def ideas(question: IdeasQuestion, store: Store, policy: Policy) -> IdeasReport:
    """Return briefs for videos like those that performed well.

    Raises TooLittleData (fewer than 100 videos), NotInData (topic, platform, segment), MissingDimension (segment).
    """
    del policy  # The report shows no viewers and no groups of viewers.
    with threadpool_limits(1):
        return _ideas_report(question, store)


def _ideas_report(question: IdeasQuestion, store: Store) -> IdeasReport:
    question = _check_names(question, store)
    stored, notes = _load_usable_model(question, store)
    with_audiences = stored is None and question.segment is not None
    period = question.period
    scope = account_scope(question, store)
    examples = read_examples(
        store, question.horizon, period.zone, with_audiences=with_audiences, period=period, scope=scope
    )
    if len(examples) < MIN_VIDEOS:
        raise TooLittleData("videos", MIN_VIDEOS, len(examples))
    if scope.narrowed and not any(_matches(example, question) for example in examples):
        raise TooLittleData("videos", 1, 0)
    if stored is None:
        table = build_table(examples)
        stored = fit_copula(table), dict(copula_fidelity(table))
    generator, facts = stored
    rng = np.random.default_rng([question.seed, _SEED])
    plans = sample_plans(question, generator, examples, rng, waking_hours(store, question))
    candidates, refused = score_plans(question, store, plans, examples, rng, scope)
    briefs = write_briefs(question, store, choose_diverse(candidates, question.n), examples)
    if len(briefs) < question.n:
        notes.append(Note(code="fewer_ideas", facts={"n": len(briefs), "asked": question.n}))
    extent = extent_of(scope, store, question.horizon)
    return IdeasReport(
        question=question,
        period=period if period.start else period.model_copy(update={"start": extent.oldest if extent else None}),
        n=len(examples),
        data_version=store.data_version,
        newest=extent.newest if extent else period.end,
        simulated=store.simulated,
        notes=tuple(notes),
        rows=brief_rows(briefs),
        model=_report_model(generator, facts, len(examples)),
        briefs=briefs,
        candidates=len(plans),
        refused=refused,
        typical_low=float(np.median([candidate.low for candidate in candidates])) if candidates else None,
        ranked_by="predicted" if briefs and briefs[0].predicted is not None else "similar",
        training=read_progress(store.folder),
    )


def _matches(example: Example, question: IdeasQuestion) -> bool:
    post = example.post
    return question.topic in (None, post.topic) and question.platform in (None, post.platform)


def _check_names(question: IdeasQuestion, store: Store) -> IdeasQuestion:
    """Return the question with the topic of the data that its topic stands for.

    Raises NotInData for an unknown topic or platform.
    """
    if question.topic is not None:
        topics = topic_names(store, question.horizon)
        meant = matching_topics(question.topic, topics)
        if not meant:
            raise not_in_data("topic", question.topic, topics)
        question = question.model_copy(update={"topic": meant[0]})
    if question.platform is not None and question.platform not in (platforms := platform_names(store)):
        raise not_in_data("platform", question.platform, platforms)
    return question


def _load_usable_model(
    question: IdeasQuestion, store: Store
) -> tuple[tuple[Synthesizer, dict[str, Any]] | None, list[Note]]:
    """Return the trained model and its facts, or None and a note of the reason.

    A model that was trained on data after the horizon of the question is not used.
    """
    try:
        model = load_model(model_folder(store.folder))
    except ModelUnusable as error:
        return None, [Note(code="model_unusable", facts={"reason": error.reason})]
    if model is None:
        return None, [Note(code="not_trained")]
    trained_until = datetime.fromisoformat(model[1]["horizon"])
    if trained_until > question.horizon.astimezone(UTC) + timedelta(days=1):
        return None, [Note(code="model_newer")]
    return model, []


def _report_model(generator: Synthesizer, facts: dict[str, Any], n: int) -> Model:
    trained_at = facts.get("trained_at")
    return Model(
        chosen=cast(Any, "gan" if generator.gan_ is not None else "copula"),
        quality=facts["quality"],
        c2st=facts["c2st"],
        rows=int(facts.get("rows", n)),
        trained_at=None if trained_at is None else datetime.fromisoformat(str(trained_at)),
    )
