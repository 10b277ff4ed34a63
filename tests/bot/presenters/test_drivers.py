"""Drivers in words: the first line says what makes the difference, or that it is too early to tell."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from analytics.prediction.effects.contrasts import HOUR_BANDS, Contrast
from analytics.prediction.effects.drivers import make_effect
from analytics.vocabulary.metrics import metric_named
from analytics.vocabulary.questions import DriversQuestion, Period
from analytics.vocabulary.reports import Best, DriversReport, Effect
from bot.presenters.drivers import PRESENTER
from bot.texts import LANGUAGES
from bot.texts.contrast_words import hour_span
from tests.analytics.prediction.worlds import DAY, START

LEVELS = {
    "duration": ("0-15 s", "15-30 s", "30-60 s", "60+ s"),
    "hour": HOUR_BANDS,
    "weekday": ("weekend", "weekdays"),
    "format": ("video", "image", "text", "live"),
    "topic": ("home improvement and gardening tips", "rest"),
    "hashtags": ("0", "1-3", "4-8", "9+"),
    "question": ("question", "no question"),
    "caption_length": ("long", "short"),
    "music": ("new", "used before"),
    "pause": ("below 2 days", "2 days or more"),
}
PAIRS = [(name, f"{a} vs {b}") for name, levels in LEVELS.items() for a, b in product(levels, levels) if a != b]
METRICS = ("views", "shares_comments", "watch_through")
JARGON = ("interval", "n =", "noise", "factor", "区间", "噪声", "_")


def effect(name: str, contrast: str, size: float, low: float, high: float, *, found: bool = False) -> Effect:
    empty: Any = None
    return make_effect(
        Contrast(name, contrast, empty, empty), size, low, high, n=120, is_effect=found, relevant=0.1
    )  # fmt: skip


def report(*effects: Effect, target: str = "views", unit: str = "count", **more: object) -> DriversReport:
    end = START + 100 * DAY
    return DriversReport.model_validate(
        {
            "question": DriversQuestion(period=Period(start=START, end=end), target=target), "n": 563,
            "period": Period(start=START, end=end), "data_version": "a", "newest": end, "target": target, "unit": unit,
            "effects": effects, "accounts": 45, "clustered_by": "account", "way": "age", **more,
        }
    )  # fmt: skip


WEEKENDS = effect("weekday", "weekend vs weekdays", -0.18, -0.38, 0.088)
HASHTAGS = effect("hashtags", "4-8 vs 1-3", 0.01, -0.05, 0.07)
LENGTH = effect("duration", "15-30 s vs 60+ s", 0.4, 0.21, 0.62, found=True)


def test_too_few_to_tell_is_not_no_difference() -> None:
    assert WEEKENDS.verdict == "too_few"
    assert HASHTAGS.verdict == "flat"
    assert LENGTH.verdict == "up"
    assert effect("topic", "a vs rest", 0.04, 0.01, 0.07, found=True).verdict == "flat"  # certain, and irrelevant
    assert effect("topic", "a vs rest", 0.7, 0.001, 1.9).verdict == "too_few"  # not confirmed on the other accounts


@pytest.mark.parametrize(
    ("lang", "effects", "said"),
    [
        ("en", (LENGTH,), "Videos of 15–30 s get 40% more views than those of 60 s or more on the same account"),
        ("zh", (LENGTH,), "同一账号内，15–30 秒的视频播放量比 60 秒以上的多 40%"),
        (
            "en", (WEEKENDS, HASHTAGS),
            "Too few videos to tell what drives views: the clearest hint, weekends instead of weekdays, "
            "could be anything from −38% to +9%",
        ),
        (
            "zh",
            (WEEKENDS, HASHTAGS),
            "视频太少，看不出什么影响播放量：苗头最明显的是周末相比工作日，但 −38% 到 +9% 都有可能",
        ),
        ("en", (HASHTAGS, HASHTAGS), "None of the 2 choices that were compared changes views by as much as 10%"),
        ("en", (), "All videos are made alike, so nothing can be compared for views"),
    ],
)  # fmt: skip
def test_the_first_line_is_the_answer(lang: str, effects: tuple[Effect, ...], said: str) -> None:
    assert PRESENTER.headline(report(*effects), lang) == said


@pytest.mark.parametrize("effects", [(LENGTH, WEEKENDS), (WEEKENDS, HASHTAGS), (HASHTAGS,), ()])
def test_the_claim_is_a_row_of_the_table(effects: tuple[Effect, ...]) -> None:
    claim = PRESENTER.claim(report(*effects))
    assert (claim.metric, claim.current, claim.previous) == ("views", None, None)
    if claim.change is None:
        assert claim.verdict == ("flat" if effects else "none")
        return
    (row,) = [row for row in effects if row.feature == claim.dimension and row.effect == claim.change]
    assert (row.verdict, row.contrast.partition(" vs ")[0]) == (claim.verdict, claim.value)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [-0.62, 1.97])
def test_every_contrast_and_metric_fits_into_one_plain_sentence(lang: str, size: float) -> None:
    for (name, contrast), metric in product(PAIRS, map(metric_named, METRICS)):
        for found in (True, False):
            one = effect(name, contrast, size, size - 0.2, size + 0.9, found=found)
            answer = report(one, WEEKENDS, target=metric.name, unit=metric.unit)
            headline = PRESENTER.headline(answer, lang)
            assert len(headline) <= 150, headline
            lead = [headline, *PRESENTER.why(answer, lang), PRESENTER.next_step(answer, lang) or ""]
            assert not any(word in line for line in lead[:-1] for word in JARGON), lead
            assert sum(map(len, lead)) <= 700


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hours_are_said_as_people_say_them_and_only_where_they_help(lang: str) -> None:
    spans = {
        "en": ("6 pm to midnight", "10 pm to 2 am", "noon to 3 pm"),
        "zh": ("18–24 点", "22 点至次日 2 点", "12–15 点"),
    }
    assert tuple(hour_span(lang, *ends) for ends in ((18, 24), (22, 2), (12, 15))) == spans[lang]
    evening = Best(feature="hour", low=18, high=24, source="videos", certain=True, n=500)
    late = effect("hour", "18-24 vs 06-12", 0.3, 0.12, 0.5, found=True)
    told = " ".join(PRESENTER.why(report(late, best=(evening,)), lang))
    assert spans[lang][0] in told
    assert spans[lang][0] not in " ".join(PRESENTER.why(report(WEEKENDS, best=(evening,)), lang))  # too few to tell
    for low, high in ((9, 6), (21, 18), (0, 24)):
        most = evening.model_copy(update={"low": float(low), "high": float(high)})
        told = " ".join(PRESENTER.why(report(late, best=(most,)), lang))
        assert not any(word in told for word in ("Best", "最佳"))


@pytest.mark.parametrize(("lang", "said"), [("en", "no real difference"), ("zh", "没有实际差别")])
def test_the_table_tells_no_difference_from_too_few(lang: str, said: str) -> None:
    (table,) = PRESENTER.tables(report(LENGTH, WEEKENDS, HASHTAGS), lang)
    verdicts = [row[-1]["text"] for row in table["rows"][1:]]
    assert verdicts[2] == said
    assert verdicts[1] == {"en": "too few to tell", "zh": "数据太少，看不出"}[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_topics_stand_in_the_language_of_the_reader(lang: str) -> None:
    found = effect("topic", "beauty vs rest", 0.3, 0.15, 0.5, found=True)
    assert {"en": "beauty", "zh": "美妆"}[lang] in PRESENTER.headline(report(found), lang)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "Night owls finish videos about comedy 8 points less often than other viewers, "
            "compared with those about gaming",
        ),
        ("zh", "夜猫子看完讲搞笑的视频，比其他观众少 8 个百分点（与讲游戏的视频相比）"),
    ],
)
def test_what_a_group_prefers_is_one_sentence(lang: str, said: str) -> None:
    liked = effect("topic", "comedy vs gaming", -0.08, -0.106, -0.054, found=True)
    answer = report(liked, target="completion", unit="share", segment="night_share", size=385, way=None)
    assert PRESENTER.headline(answer, lang) == said
    assert "/ideas segment=" in (PRESENTER.next_step(answer, lang) or "")
