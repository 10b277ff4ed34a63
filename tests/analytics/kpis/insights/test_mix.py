"""Every topic rises and the total falls: findings and sentences name the mix of topics as the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from analytics.kpis.insights import explain_kpis
from analytics.kpis.insights.decomposition import decompose_change
from analytics.kpis.insights.metric_columns import ValueSums
from analytics.kpis.insights.mix import find_mix_effect
from analytics.store import Store
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.reports import KpisReport
from bot.presenters import presenter_of
from bot.presenters.kpis.findings import finding_sentence, leads
from bot.texts import LANGUAGES

END = datetime(2026, 6, 1, tzinfo=UTC)
WEEK = Period(start=END - timedelta(days=7), end=END)
_RATES = {("cooking", 0): 0.40, ("cooking", 1): 0.46, ("dance", 0): 0.05, ("dance", 1): 0.08}
_SHARE = {0: 0.75, 1: 0.25}
"""The share of cooking in all views, by week."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KpisReport]:
    with Store(tmp_path_factory.mktemp("simpson")) as store:
        _import_simpson(store, np.random.default_rng(8))
        yield explain_kpis(KpisQuestion(period=WEEK), store, Policy())


def _import_simpson(store: Store, rng: np.random.Generator) -> None:
    with store.connection as connection:
        connection.execute(
            "INSERT INTO imports (id, path, digest, started, format, fingerprint) VALUES (1, 'f', 'd', 0, 'csv', 1)"
        )
        for account in ("north", "south"):
            connection.execute("INSERT INTO accounts (platform, handle) VALUES ('tiktok', ?)", (account,))
        for video in range(40):
            topic, account = ("cooking", "dance")[video % 2], ("north", "south")[(video // 2) % 4 == 0]
            connection.execute(
                "INSERT INTO videos (id, identity, platform, account, published, duration, format, topic, import) "
                "VALUES (?, ?, 'tiktok', ?, ?, 20.0, 'video', ?, 1)",
                (video, str(video), account, to_micros(END - timedelta(days=13)), topic),
            )
            connection.execute("INSERT INTO topics VALUES (?, ?, 'column')", (video, topic))
        event = "INSERT INTO events (viewer, video, time, action, import) VALUES (?, ?, ?, ?, 1)"
        for week in (0, 1):
            first = to_micros(END - timedelta(days=7 * (2 - week)))
            for view in range(4000):
                topic = "cooking" if rng.random() < _SHARE[week] else "dance"
                video = 2 * int(rng.integers(0, 20)) + (topic == "dance")
                at = first + int(rng.integers(0, 7 * 86_400_000_000))
                connection.execute(event, (f"v{view % 900}", video, at, "view"))
                if rng.random() < _RATES[topic, week]:
                    connection.execute(event, (f"v{view % 900}", video, at + 1, "like"))


def test_the_whole_change_names_the_mix_of_topics_as_its_reason(report: KpisReport) -> None:
    finding = next(finding for finding in report.findings if finding.metric == "engagement")
    assert finding.dimension == "total"
    assert (finding.split_by, finding.mostly in {"cooking", "dance"}) == ("topic", True)
    assert finding.mix < 0 < finding.rate
    assert finding.effect == pytest.approx(finding.mix + finding.rate)
    assert finding.effect == pytest.approx(finding.change)
    assert finding.change < 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_advice_and_next_question_follow_from_the_mix(report: KpisReport, lang: str) -> None:
    lead = next(lead for lead in leads(report) if lead.finding.metric == "engagement")
    words = finding_sentence(lead, lang)
    assert ("mix of topics" in words) or ("话题的构成" in words)
    assert "north" not in words
    assert "south" not in words
    only = report.model_copy(update={"findings": tuple(f for f in report.findings if f.metric == "engagement")})
    advice = presenter_of(only).next_step(only, lang)
    assert advice is not None
    assert ("bring the mix back" in advice) or ("恢复原来的构成" in advice)
    assert presenter_of(only).next_requests(only)[0].options["by"] == "topic"


def test_what_was_asked_for_goes_before_what_moved_more() -> None:
    def sums_with(share: float) -> ValueSums:
        over, over_before = np.array([100 - share, share, 0.0]), np.array([75.0, 25.0, 0.0])
        return ValueSums(over * [0.44, 0.05, 0.0], over, over_before * [0.4, 0.04, 0.0], over_before)

    decompositions = []
    for dimension, share in (("topic", 60.0), ("account", 50.0)):
        sums = sums_with(share)
        parts = decompose_change(sums.now, sums.over_now, sums.before, sums.over_before, ratio=True)
        decompositions.append((dimension, parts, sums))
    largest, preferred = find_mix_effect(decompositions, None), find_mix_effect(decompositions, "account")
    assert largest is not None
    assert preferred is not None
    assert (largest.dimension, preferred.dimension) == ("topic", "account")
