"""What stands out is found with its reason, what one video did is not, and quiet weeks stay quiet."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.kpis.facts import cells
from analytics.kpis.insights import explained
from analytics.kpis.insights.significance import ChangeTest, noises, totals, without_strongest
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


def bring(store: Store, rng: np.random.Generator, likes: dict[tuple[str, int], float], viewers: int = 600) -> None:
    """Two weeks of three topics with 10 videos each, viewed alike; `likes` by topic and week (1 is the last)."""
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
    return explained(question, store, Policy())


def test_a_topic_that_lost_half_of_its_likes_is_named_with_rate_as_its_reason(store: Store) -> None:
    bring(store, np.random.default_rng(1), {("cooking", 1): 0.05})
    report = ask(store)
    finding = next(found for found in report.findings if found.dimension == "topic")
    assert (finding.metric, finding.value) in {("likes", "cooking"), ("engagement", "cooking")}
    assert finding.rate < 0
    assert abs(finding.rate) > abs(finding.mix)
    assert finding.effect == pytest.approx(finding.mix + finding.rate)
    assert finding.q <= 0.1
    assert finding.relative < finding.without_strongest < 0
    assert finding.strongest == "video"
    assert report.looked_at > len(report.findings)
    assert [abs(found.relative) for found in report.findings] == sorted(
        (abs(found.relative) for found in report.findings), reverse=True
    )


def test_in_the_rows_the_parts_of_every_metric_and_dimension_add_up_to_its_change(store: Store) -> None:
    bring(store, np.random.default_rng(2), {("cooking", 1): 0.05, ("pets", 1): 0.2})
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
    bring(store, np.random.default_rng(3), {})
    first, second = ask(store), ask(store)
    assert first.model_dump_json() == second.model_dump_json()
    assert first.rows == second.rows


def test_nothing_is_found_where_nothing_changed(store: Store) -> None:
    bring(store, np.random.default_rng(4), {})
    report = ask(store)
    assert report.before is not None
    assert report.findings == ()


def test_what_one_video_did_is_no_finding() -> None:
    """Without its strongest video the topic has not changed, or has changed the other way."""
    facts = world(np.random.default_rng(5), 400)
    rows = facts.rows.to_pandas()
    rows.loc[(rows["when"] == 1) & (rows["topic"] == 0), "likes"] *= 0.5
    rows.loc[(rows["when"] == 1) & (rows["video"] == 0), "likes"] = 5.0
    import polars as pl

    facts = type(facts)(
        **{name: getattr(facts, name) for name in facts.__dataclass_fields__} | {"rows": pl.from_pandas(rows)}
    )
    question = ChangeTest(LIKES, 1, 0, "rate")
    table = cells(facts, "video", "topic")
    sums = totals(table, question)
    assert sums.tested(question)[0] > 0
    assert without_strongest(table, question, sums, 0).tested(question)[0] <= 0


@pytest.mark.parametrize("question", [ChangeTest(LIKES, 1, 0, "rate"), ChangeTest(ENGAGEMENT, 1, 0, "effect")])
def test_the_first_order_noise_is_that_of_a_jackknife(question: ChangeTest) -> None:
    """Leaving out one viewer at a time (Tukey 1958), by topic."""
    facts = world(np.random.default_rng(6), 60)
    table = cells(facts, "viewer", "topic")
    sums = totals(table, question)
    full = sums.tested(question)[0]
    import polars as pl

    squares = 0.0
    for viewer in facts.rows["viewer"].unique():
        left = facts.rows.filter(pl.col("viewer") != viewer)
        less = type(facts)(**{name: getattr(facts, name) for name in facts.__dataclass_fields__} | {"rows": left})
        squares += (totals(cells(less, "viewer", "topic"), question).tested(question)[0] - full) ** 2
    noise = noises(table, question, sums, facts)[0]
    assert noise.error == pytest.approx(np.sqrt(squares), rel=0.05)


@pytest.mark.slow
def test_at_most_one_quiet_week_in_twenty_raises_an_alarm(tmp_path: Path) -> None:
    """Five simulated brands of several sizes in which nothing is planted, twenty weeks each."""
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
                report = explained(KpisQuestion(period=period), store, Policy())
                weeks += report.before is not None
                alarms += bool(report.findings)
    assert weeks >= 90
    assert alarms / weeks <= 0.05


@pytest.mark.slow
def test_a_planted_change_of_one_topic_is_detected_as_often_as_theory_says() -> None:
    """The rate of one of four topics rises by what the test of known variance finds about four times in five."""
    from scipy import stats

    rng = np.random.default_rng(7)
    question = ChangeTest(next(metric for metric in METRICS if metric.name == "likes"), 1, 0, "rate")
    import polars as pl

    def planted() -> tuple[float, float]:
        facts = world(rng, 600, views=6)
        gone = (pl.col("when") == 0) & (pl.col("topic") == 0) & (pl.int_range(pl.len()) % 4 == 0)
        rows = facts.rows.with_columns(likes=pl.when(gone).then(0.0).otherwise("likes"))
        facts = type(facts)(**{name: getattr(facts, name) for name in facts.__dataclass_fields__} | {"rows": rows})
        table = cells(facts, "viewer", "topic")
        sums = totals(table, question)
        return float(sums.tested(question)[0]), noises(table, question, sums, facts)[0].p(sums.tested(question)[0])

    tried = [planted() for _ in range(600)]
    estimates, ps = np.array([one for one, _ in tried]), np.array([p for _, p in tried])
    theory = float(stats.norm.sf(1.96 - estimates.mean() / estimates.std()))
    assert abs(float((ps < 0.05).mean()) - theory) <= 0.05
