"""Forecasts in words: what to expect comes first, and where nothing foresees it, that does."""

from __future__ import annotations

from typing import Any

import pytest

from analytics.vocabulary.questions import Period, Plan, PredictQuestion
from analytics.vocabulary.reports import PlanForecast, PlanReason, PredictReport, Trial, VideoForecast
from bot.messages.details import details_message
from bot.presenters.predict import PRESENTER
from bot.requests import parse
from bot.texts import LANGUAGES
from tests.analytics.prediction.worlds import DAY, START

END = START + 100 * DAY
JARGON = ("interval", "80%", "n =", "factor", "elastic", "median of its", "区间", "弹性", "_")


def trial(name: str, error: float) -> Trial:
    return Trial(name=name, mae_log=error, spearman=0.6, r2=0.4, coverage=0.8, width=2.0, folds=5)


def forecast(median: float | None, plan: Plan | None = None, **more: Any) -> PlanForecast:
    low, high = (None, None) if median is None else (median * 0.35, median * 3.6)
    return PlanForecast.model_validate(
        {"median": median, "low": low, "high": high, "plan": plan or Plan(), "baseline": 8_000.0, **more}
    )


def young(number: int) -> VideoForecast:
    return VideoForecast(
        median=40_000.0, low=20_000.0, high=80_000.0, video=f"tiktok|id:{number}", account="ourbrand",
        caption="One two three four five six seven eight nine ten", published=END - DAY, age=1.0, current=9_000.0,
    )  # fmt: skip


def report(
    *plans: PlanForecast, chosen: str = "elastic_net", asked: bool = True, target: str = "views", videos: int = 0
) -> PredictReport:
    first = plans[0]
    return PredictReport.model_validate(
        {
            "question": PredictQuestion(
                period=Period(start=None, end=END), target=target, plans=[plan.plan for plan in plans] if asked else ()
            ),
            "period": Period(start=START, end=END), "n": 563, "data_version": "a", "newest": END, "target": target,
            "unit": "share" if target == "completion" else "count", "median": first.median, "low": first.low,
            "high": first.high, "level": 0.8, "chosen": chosen, "models": [trial("elastic_net", 0.7)],
            "baselines": [trial("account_median", 0.95)], "plans": plans,
            "videos": [young(number) for number in range(videos)],
            "way": "age", "age": 7.0, "margin": 0.1, "margin_error": 0.01,
        }
    )  # fmt: skip


OPEN = report(forecast(14_000.0), asked=False)
EVENING, NOON = Plan(weekday="sat", hour=20), Plan(hour=12, duration=60.0)
BETTER = report(forecast(14_000.0, EVENING), forecast(9_000.0, NOON))
ALIKE = report(forecast(14_000.0, EVENING), forecast(13_900.0, NOON))
NOTHING = report(forecast(None, baseline=23_000.0), chosen="baseline", asked=False)
UNSEEN = report(forecast(None, Plan(platform="youtube"), unseen=("platform",)))
LONG = Plan(
    topic="home improvement and gardening tips", duration=60.0, hour=20, weekday="sat", account="the_brand_of_ours",
    platform="xiaohongshu", caption="how to plant a tree in the smallest garden", hashtags=("a", "b"),
)  # fmt: skip
ALL = (
    report(forecast(14_000.0, LONG), target="shares_comments"),
    OPEN,
    BETTER,
    ALIKE,
    NOTHING,
    UNSEEN,
    report(forecast(14_000.0), asked=False, videos=16),
)


@pytest.mark.parametrize(
    ("answer", "en", "zh"),
    [
        (
            OPEN,
            "Expect about 14,000 views in 7 days (usual: 8,000); 8 of 10 such videos end between 4,900 and 50,000",
            "预计：7 天播放量约 1.4万（平常 8,000）；10 条这样的视频有 8 条在 4,900 到 5万 之间",
        ),
        (
            report(forecast(14_000.0, EVENING)),
            "Sat 20:00: about 14,000 views in 7 days (usual: 8,000); 8 of 10 such videos end between 4,900 and 50,000",
            "周六 20:00：7 天播放量约 1.4万（平常 8,000）；10 条这样的视频有 8 条在 4,900 到 5万 之间",
        ),
        (
            BETTER,
            "Sat 20:00 looks best: about 14,000 views in 7 days; 8 of 10 such videos end between 4,900 and 50,000",
            "周六 20:00 最好：7 天播放量约 1.4万；10 条这样的视频有 8 条在 4,900 到 5万 之间",
        ),
        (
            ALIKE,
            "The plans come out alike: about 14,000 views in 7 days; 8 of 10 such videos end between 4,900 and 50,000",
            "几个方案分不出高下：7 天播放量约 1.4万；10 条这样的视频有 8 条在 4,900 到 5万 之间",
        ),
        (
            NOTHING,
            "Expect about 23,000 views in 7 days, as usual over these accounts: no model does better",
            "7 天播放量预计约 2.3万：这些账号的一般水平，没有模型更准",
        ),
        (
            UNSEEN,
            "No forecast for YouTube: there is no earlier video on it",
            "YouTube没有预测：此前没有这个平台的视频",
        ),
    ],
)
def test_the_first_line_is_the_answer(answer: PredictReport, en: str, zh: str) -> None:
    assert PRESENTER.headline(answer, "en") == en
    assert PRESENTER.headline(answer, "zh").replace(" 之间", "之间") == zh.replace(" 之间", "之间")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_platform_without_earlier_videos_is_said_first_even_where_no_model_is_better(lang: str) -> None:
    plan = forecast(None, Plan(platform="youtube"), unseen=("platform",))
    assert PRESENTER.headline(report(plan, chosen="baseline"), lang) == PRESENTER.headline(UNSEEN, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_before_the_picture_are_few_and_plain(lang: str) -> None:
    for answer in ALL:
        headline, why = PRESENTER.headline(answer, lang), PRESENTER.why(answer, lang)
        step = PRESENTER.next_step(answer, lang) or ""
        assert len(headline) <= 150
        assert 1 <= len(why) <= 3
        assert len(headline) + sum(map(len, why)) + len(step) <= 700
        assert not any(word in line for line in (headline, *why) for word in JARGON), (headline, why)
        for command in step.split("`")[1::2]:
            if not command.startswith("reelpulse"):
                parse(command)


def test_forecasts_say_how_far_off_they_were_in_plain_words() -> None:
    assert "Forecasts like this were typically off by half or double on later videos." in PRESENTER.why(OPEN, "en")
    assert "对后来的视频，这样的预测通常会少一半或多一倍。" in [
        line.split("，只")[0] for line in PRESENTER.why(OPEN, "zh")
    ]


def test_what_speaks_for_and_against_a_plan_is_named() -> None:
    reasons = (
        PlanReason(feature="hour", change=0.21),
        PlanReason(feature="duration", change=-0.09),
        PlanReason(feature="weekday", change=0.004),
    )
    plan = Plan(hour=20, duration=60.0, weekday="sat", account="ourbrand")
    answer = report(forecast(14_000.0, plan, reasons=reasons))
    assert PRESENTER.why(answer, "en")[0] == "In its favour: 20:00 (+21%); against it: 60 s (−9%)."
    assert PRESENTER.why(answer, "zh")[0] == "有利：20:00（+21%）；不利：60 秒（−9%）。"


@pytest.mark.parametrize("answer", ALL)
def test_the_claim_is_the_plan_that_the_headline_names(answer: PredictReport) -> None:
    claim = PRESENTER.claim(answer)
    best = max(answer.plans, key=lambda plan: plan.median or 0.0)
    assert (claim.current, claim.previous) == (best.median, best.baseline)
    assert claim.verdict == "none"  # the usual lies within the range
    if best.median is not None and best.baseline is not None:
        assert claim.change == best.median - best.baseline


@pytest.mark.parametrize(("usual", "verdict"), [(1_000.0, "up"), (90_000.0, "down"), (14_000.0, "none")])
def test_a_forecast_is_up_only_where_its_range_excludes_the_usual(usual: float, verdict: str) -> None:
    answer = report(forecast(14_000.0, Plan(account="ourbrand"), baseline=usual))
    assert PRESENTER.claim(answer).verdict == verdict
    assert PRESENTER.claim(answer).subject == "ourbrand"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [16, 50])
def test_as_many_videos_are_still_growing_as_the_table_has_or_says_it_left_out(lang: str, count: int) -> None:
    answer = report(forecast(14_000.0), asked=False, videos=count)
    assert any(str(count) in line for line in PRESENTER.why(answer, lang))
    (table,) = [
        block
        for block in details_message(answer, lang).blocks
        if block["type"] == "data_table" and "One two" in str(block["rows"])
    ]
    shown = len(table["rows"]) - 1
    assert shown == count or table["caption"].endswith(f"{shown} / {count}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rate_is_expected_as_a_rate(lang: str) -> None:
    answer = report(forecast(0.27, baseline=0.25), target="completion", asked=False)
    assert "27%" in PRESENTER.headline(answer, lang)
    assert "25%" in PRESENTER.headline(answer, lang)
