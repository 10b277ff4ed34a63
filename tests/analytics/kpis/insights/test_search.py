"""Findings name real changes with their reason; one video, or noise, is no finding."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analytics.kpis.facts import tabulate_cells
from analytics.kpis.insights import explain_kpis
from analytics.kpis.insights.effect_errors import drop_strongest_unit, one_way_errors
from analytics.kpis.insights.metric_columns import MetricColumns, sum_by_value
from analytics.store import Store
from analytics.vocabulary.metrics import METRICS
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.reports import KpisReport
from tests.analytics.kpis.worlds import ENGAGEMENT, LIKES, world

END = datetime(2026, 6, 1, tzinfo=UTC)
WEEK = Period(start=END - timedelta(days=7), end=END)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        yield opened


def import_weeks(
    store: Store, rng: np.random.Generator, likes: dict[tuple[str, int], float], viewers: int = 600
) -> None:
    """Store two weeks of three topics with 10 videos each and equal views; week 1 of `likes` is the last."""
    topics = ("cooking", "dance", "pets")
    with store.connection as connection:
        connection.execute(
            "INSERT INTO imports (id, path, digest, started, format, fingerprint) VALUES (1, 'f', 'd', 0, 'csv', 1)"
        )
        connection.execute("INSERT INTO accounts (platform, handle) VALUES ('tiktok', 'ourbrand')")
        for video in range(30):
            published = to_micros(END - timedelta(days=13))
            row = (video, str(video), "tiktok", "ourbrand", published, 20.0, "video", topics[video % 3])
            connection.execute(
                "INSERT INTO videos (id, identity, platform, account, published, duration, format, topic, import) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                row,
            )
            connection.execute("INSERT INTO topics VALUES (?, ?, 'column')", (video, topics[video % 3]))
        for week in (0, 1):
            first = to_micros(END - timedelta(days=7 * (2 - week)))
            for viewer in range(viewers):
                for _ in range(rng.poisson(6)):
                    video, at = int(rng.integers(0, 30)), first + int(rng.integers(0, 7 * 86_400_000_000))
                    event = "INSERT INTO events (viewer, video, time, action, watch_seconds, import) VALUES "
                    connection.execute(f"{event} (?, ?, ?, 'view', 9.0, 1)", (f"v{viewer}", video, at))
                    if rng.random() < likes.get((topics[video % 3], week), 0.1):
                        connection.execute(f"{event} (?, ?, ?, 'like', NULL, 1)", (f"v{viewer}", video, at + 1))


def ask(store: Store, **options: object) -> KpisReport:
    question = KpisQuestion.model_validate({"period": WEEK, **options})
    return explain_kpis(question, store, Policy())


def test_a_topic_that_lost_half_of_its_likes_is_named_with_rate_as_its_reason(store: Store) -> None:
    import_weeks(store, np.random.default_rng(1), {("cooking", 1): 0.05})
    report = ask(store)
    finding = next(finding for finding in report.findings if finding.dimension == "topic")
    assert (finding.metric, finding.value) in {("likes", "cooking"), ("engagement", "cooking")}
    assert finding.rate < 0
    assert abs(finding.rate) > abs(finding.mix)
    assert finding.effect == pytest.approx(finding.mix + finding.rate)
    assert finding.q <= 0.1
    assert finding.relative < finding.without_strongest < 0
    assert finding.strongest == "video"
    assert report.looked_at > len(report.findings)
    assert [abs(finding.relative) for finding in report.findings] == sorted(
        (abs(finding.relative) for finding in report.findings), reverse=True
    )


def test_in_the_rows_the_parts_of_every_metric_and_dimension_add_up_to_its_change(store: Store) -> None:
    import_weeks(store, np.random.default_rng(2), {("cooking", 1): 0.05, ("pets", 1): 0.2})
    report = ask(store)
    columns = report.rows.columns
    changes = {(figures.name, figures.unit): figures.change for figures in report.metrics}
    sums: dict[tuple[object, object, object], float] = defaultdict(float)
    for metric, unit, dimension, effect in zip(
        *(columns[name] for name in ("metric", "unit", "dimension", "effect")), strict=True
    ):
        if effect is not None:
            sums[metric, unit, dimension] += float(str(effect))
    assert {dimension for _, _, dimension in sums} >= {"total", "topic", "hour"}
    for (metric, unit, _), effect in sums.items():
        assert effect == pytest.approx(changes[str(metric), str(unit)], abs=1e-9)


def test_the_same_question_gives_the_same_bytes(store: Store) -> None:
    import_weeks(store, np.random.default_rng(3), {})
    first, second = ask(store), ask(store)
    assert first.model_dump_json() == second.model_dump_json()
    assert first.rows == second.rows


def test_nothing_is_found_where_nothing_changed(store: Store) -> None:
    import_weeks(store, np.random.default_rng(4), {})
    report = ask(store)
    assert report.before is not None
    assert report.findings == ()


def test_what_one_video_did_is_no_finding() -> None:
    """Without its strongest video the topic is unchanged, or has changed in the other direction."""
    facts = world(np.random.default_rng(5), 400)
    rows = facts.rows.to_pandas()
    rows.loc[(rows["when"] == 1) & (rows["topic"] == 0), "likes"] *= 0.5
    rows.loc[(rows["when"] == 1) & (rows["video"] == 0), "likes"] = 5.0
    facts = replace(facts, rows=pl.from_pandas(rows))
    metric = MetricColumns(LIKES, 1, 0, "rate")
    table = tabulate_cells(facts, "video", "topic")
    sums = sum_by_value(table, metric)
    assert sums.tested_effect(metric)[0] > 0
    assert drop_strongest_unit(table, metric, sums, 0).tested_effect(metric)[0] <= 0


@pytest.mark.parametrize("metric", [MetricColumns(LIKES, 1, 0, "rate"), MetricColumns(ENGAGEMENT, 1, 0, "effect")])
def test_the_first_order_noise_is_that_of_a_jackknife(metric: MetricColumns) -> None:
    """The linearised standard error equals that of a jackknife over viewers (Tukey 1958)."""
    facts = world(np.random.default_rng(6), 60)
    table = tabulate_cells(facts, "viewer", "topic")
    sums = sum_by_value(table, metric)
    full = sums.tested_effect(metric)[0]
    squares = 0.0
    for viewer in facts.rows["viewer"].unique():
        without_viewer = replace(facts, rows=facts.rows.filter(pl.col("viewer") != viewer))
        remaining = sum_by_value(tabulate_cells(without_viewer, "viewer", "topic"), metric)
        squares += (remaining.tested_effect(metric)[0] - full) ** 2
    error = one_way_errors(table, metric, sums, facts)[0]
    assert error.value == pytest.approx(np.sqrt(squares), rel=0.05)


@pytest.mark.slow
def test_at_most_one_quiet_week_in_twenty_raises_an_alarm(tmp_path: Path) -> None:
    """Five simulated brands of several sizes without planted changes, twenty weeks each."""
    alarms = weeks = 0
    for seed, users in ((21, 200), (22, 500), (23, 1000), (24, 2000), (25, 3000)):
        exports, home = tmp_path / f"x{seed}", tmp_path / f"h{seed}"
        simulate = ["simulate", "--users", str(users), "--seed", str(seed), "--out", str(exports)]
        for command in (simulate, ["import", str(exports), "--home", str(home)]):
            subprocess.run([sys.executable, "-m", "bot", *command], check=True, capture_output=True)
        with Store(home) as store:
            for back in range(20):
                end = END - timedelta(weeks=back)
                period = Period(start=end - timedelta(days=7), end=end)
                report = explain_kpis(KpisQuestion(period=period), store, Policy())
                weeks += report.before is not None
                alarms += bool(report.findings)
    assert weeks >= 90
    assert alarms / weeks <= 0.05


@pytest.mark.slow
def test_a_planted_change_of_one_topic_is_detected_as_often_as_theory_says() -> None:
    """The rate of one of four topics rises by an amount with a theoretical power of about 80 %."""
    from scipy import stats

    rng = np.random.default_rng(7)
    metric = MetricColumns(next(metric for metric in METRICS if metric.name == "likes"), 1, 0, "rate")

    def planted() -> tuple[float, float]:
        facts = world(rng, 600, views=6)
        gone = (pl.col("when") == 0) & (pl.col("topic") == 0) & (pl.int_range(pl.len()) % 4 == 0)
        rows = facts.rows.with_columns(likes=pl.when(gone).then(0.0).otherwise("likes"))
        facts = replace(facts, rows=rows)
        table = tabulate_cells(facts, "viewer", "topic")
        sums = sum_by_value(table, metric)
        return float(sums.tested_effect(metric)[0]), one_way_errors(table, metric, sums, facts)[0].p_value(
            sums.tested_effect(metric)[0]
        )

    draws = [planted() for _ in range(600)]
    estimates, ps = np.array([estimate for estimate, _ in draws]), np.array([p for _, p in draws])
    theory = float(stats.norm.sf(1.96 - estimates.mean() / estimates.std()))
    assert abs(float((ps < 0.05).mean()) - theory) <= 0.05
