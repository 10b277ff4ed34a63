"""The lead of every answer: short, in plain words, and in agreement with the rows that it is about."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from analytics.store import Store
from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.metrics import DIMENSIONS, NAMES
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.reports import KpisReport, Report
from bot.mrkdwn import without_markup
from bot.presenters import presenter_of
from bot.presenters.kpis.words import change_text
from bot.requests import parse, resolve
from bot.texts import LANGUAGES
from bot.texts.metric_words import amount, group_name
from bot.workers import RequestedFiles, run_job

_COMMANDS = (
    *("kpis", "kpis last 7 days", "kpis metric=completion", "kpis metric=views,completion,engagement"),
    *(f"kpis by={dimension}" for dimension in DIMENSIONS),
    *("kpis metric=engagement by=topic", "segments", "segments k=4", "influencers", "influencers top 20"),
    *("drivers", "drivers target=completion", "predict", "predict length=30 hour=20", "predict length=15 or length=45"),
    *("ideas", "ideas n=3", "kpis top", "kpis flop 3 metric=engagement last 90 days"),
)
_LONGEST_LEAD = 700
_LONGEST_HEADLINE = 150
_JARGON = (
    *("interval", "95%", "noise", "n = ", "p value", "factor of", "elastic net", "copula", "C2ST", "bootstrap"),
    *("区间", "噪声", "弹性网络", "显著性", "简报", "night_share", "watch_through"),
)
_MINIMUM_OF_RANDOM_ANSWERS = 0.6


def _answer(home: Path, text: str) -> Report:
    now = datetime.now(UTC)
    with Store(home) as store:
        question = resolve(parse(text), now, "UTC", store.extent(now + timedelta(microseconds=1)))
    return run_job(home, question, Policy(), RequestedFiles()).report


_cached_answer = cache(_answer)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", _COMMANDS)
def test_the_lead_fits_half_a_screen_in_plain_words(brand: Path, text: str, lang: str) -> None:
    report = _cached_answer(brand, text)
    presenter = presenter_of(report)
    headline, lead = presenter.headline(report, lang), presenter.lead(report, lang)
    words = without_markup("\n".join([headline, *lead]))
    assert len(headline) <= _LONGEST_HEADLINE
    assert len(words) <= _LONGEST_LEAD
    assert [term for term in _JARGON if term in words] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_has_the_words_before_the_picture(brand: Path, lang: str) -> None:
    report = _cached_answer(brand, "kpis")
    presenter = presenter_of(report)
    document = presenter.document(report, lang)
    assert document["headline"] == presenter.headline(report, lang)
    assert [*document["why"], document["next"]] == list(map(without_markup, presenter.lead(report, lang)))
    assert document["claim"]["current"] == document["metrics"][0]["value"]


def _random_request(rng: random.Random) -> str:
    parts = ["kpis"]
    if rng.random() < 0.7:
        parts.append("metric=" + ",".join(rng.sample(NAMES, rng.choice([1, 1, 1, 2, 3]))))
    if rng.random() < 0.5:
        parts.append(f"by={rng.choice(DIMENSIONS)}")
    if rng.random() < 0.3:
        parts.append(rng.choice(["platform=douyin", "platform=tiktok", "topic=cooking", "length=<30"]))
    if rng.random() < 0.2:
        parts.append("of=all")
    parts.append(f"last {rng.choice([3, 7, 14, 28, 30, 60, 90])} days")
    return " ".join(parts)


def check_that_the_headline_agrees_with_its_row(report: KpisReport, lang: str) -> None:
    """Fail where subject, sign, size or verdict of the first line are not those of the row that was asked for."""
    presenter = presenter_of(report)
    claim, headline = presenter.claim(report), presenter.headline(report, lang)
    first = report.metrics[0]
    assert not report.question.metrics or first.name in report.question.metrics
    assert claim.metric == first.name
    if report.groups:
        rows = [row for row in report.groups if (row.name, row.unit) == (first.name, first.unit)]
        row = max(rows, key=lambda candidate: candidate.value)
        assert claim.current == row.value
        named = next(candidate for candidate in rows if candidate.group == claim.value)
        assert named.value == row.value
        assert group_name(lang, named.dimension, named.group, report.segment_codes).lower() in headline.lower()
        return
    assert (claim.current, claim.previous, claim.change) == (first.value, first.previous, first.change)
    assert claim.verdict == (first.verdict or "none")
    assert amount(lang, first.value, first.unit) in headline
    clause = headline.split(";")[0].split("；")[0]
    if report.before is None or first.change is None:
        return
    if claim.verdict in {"up", "down"}:
        assert (first.change > 0) == (claim.verdict == "up")
        words = {"en": {"up": "up", "down": "down"}, "zh": {"up": "上升", "down": "下降"}}
        assert words[lang][claim.verdict] in clause
        assert change_text(lang, first, bare=True) in clause
    else:
        assert change_text(lang, first) in clause
        assert ("steady" in clause or "基本持平" in clause) == (claim.verdict == "flat")


@pytest.mark.parametrize(
    ("seed", "requests"), [(5, 30), *(pytest.param(seed, 170, marks=pytest.mark.slow) for seed in (6, 7, 8))]
)
def test_the_headline_agrees_with_the_row_that_was_asked_for(
    tmp_path_factory: pytest.TempPathFactory, seed: int, requests: int
) -> None:
    home, exports = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("exports")
    simulate = ["simulate", "--users", "400", "--seed", str(seed), "--out", str(exports)]
    for command in (simulate, ["import", str(exports), "--home", str(home)]):
        subprocess.run([sys.executable, "-m", "bot", *command], check=True, capture_output=True)
    rng, answered = random.Random(seed), 0
    for _ in range(requests):
        try:
            report = _answer(home, _random_request(rng))
        except ReelPulseError:
            continue
        assert isinstance(report, KpisReport)
        answered += 1
        for lang in LANGUAGES:
            check_that_the_headline_agrees_with_its_row(report, lang)
    assert answered > _MINIMUM_OF_RANDOM_ANSWERS * requests
