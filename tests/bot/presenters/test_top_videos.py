"""Rankings of videos in words: the headline agrees with the list, and captions are harmless."""

from __future__ import annotations

import json

import pytest

from analytics.vocabulary.reports import KpisReport
from bot.messages import answer_message
from bot.presenters.gallery import ranking_report
from bot.presenters.kpis import PRESENTER
from bot.requests import parse, write
from bot.texts import LANGUAGES


def _without(report: KpisReport, **changes: object) -> KpisReport:
    assert report.ranking is not None
    return report.model_copy(update={"ranking": report.ranking.model_copy(update=changes)})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("flop", [False, True])
def test_headline_and_claim_are_of_the_first_video(lang: str, flop: bool) -> None:
    report = ranking_report(5, flop=flop)
    first, claim, headline = report.videos[0], PRESENTER.claim(report), PRESENTER.headline(report, lang)
    assert (claim.subject, claim.dimension, claim.value) == (first.account, "video", first.video_id)
    assert (claim.current, claim.previous) == (first.value, first.usual)
    assert claim.change == first.value - (first.usual or 0)
    assert claim.verdict == ("down" if flop else "up")
    assert "@mia.cooks" in headline
    if lang == "en":
        told = "20% below its usual" if flop else "4 times its usual"
        assert headline.startswith("Your weakest video: “" if flop else "Your best video: “")
        assert headline.endswith(told)


def test_what_is_not_known_is_not_claimed() -> None:
    report = ranking_report(5, usual=False)
    assert PRESENTER.claim(report).verdict == "none"
    assert PRESENTER.claim(report).change is None
    assert "usual" not in PRESENTER.headline(report, "en")
    assert "usual" not in " ".join(PRESENTER.footnotes(report, "en"))


def test_the_lines_below_name_the_next_two_and_what_the_best_share() -> None:
    following, contrast = PRESENTER.why(ranking_report(5), "en")
    assert following.count(" views") == 2
    assert "video without caption" in following
    assert contrast == "4 of the 5 best are about 美食 &amp; ‹b›; of the other videos 20% are."
    assert PRESENTER.why(_without(ranking_report(5), contrast=None, contrast_verdict="too_few"), "en")[1] == (
        "40 videos are too few to tell what sets the best apart."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("n", [0, 1, 5, 50])
def test_captions_have_no_effect_and_the_text_before_the_picture_is_short(lang: str, n: int) -> None:
    report = ranking_report(n)
    message = answer_message(report, lang=lang, show=None, picture="native", answer_id="A1")
    text = json.dumps(message.blocks, ensure_ascii=False)
    assert "<!channel>" not in text
    assert "<b>" not in text
    assert len(PRESENTER.headline(report, lang)) + sum(map(len, PRESENTER.lead(report, lang))) <= 700


def test_the_small_print_says_what_the_values_are_of() -> None:
    assert "what each video gained in the period" in PRESENTER.small_print(ranking_report(5), "en")
    rates = PRESENTER.small_print(ranking_report(5, first=2), "en")
    assert "only videos with 120 views or more" in rates
    assert "3 videos younger than 3 days are left out" in PRESENTER.small_print(ranking_report(5, flop=True), "en")
    assert "furthest below its usual first" in PRESENTER.small_print(ranking_report(5, flop=True), "en")
    lifetimes = _without(ranking_report(5), values="lifetime")
    assert "life-time totals of videos posted in the period" in PRESENTER.small_print(lifetimes, "en")


def test_the_json_has_the_videos_as_they_are() -> None:
    document = PRESENTER.document(ranking_report(5), "en")
    assert len(document["videos"]) == 5
    keys = {"video_id", "account", "caption", "published", "value", "times_usual"}
    assert keys <= set(document["videos"][0])
    assert document["videos"][1]["times_usual"] is None
    assert document["claim"]["value"] == document["videos"][0]["video_id"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("kpis top", "kpis top=5"),
        ("kpis top 3 metric=views", "kpis top=3 metric=views"),
        ("kpis top3 completion last month", "kpis top=3 metric=completion period=last_month"),
        ("kpis best", "kpis top=5"),
        ("kpis flop 10", "kpis flop=10"),
        ("kpis worst 3", "kpis flop=3"),
        ("指标 爆款", "kpis top=5"),
        ("指标 前3条", "kpis top=3"),
        ("指标 最差 3", "kpis flop=3"),
        ("指标 热门 上个月", "kpis top=5 period=last_month"),
    ],
)
def test_rankings_are_typed_in_several_ways(text: str, written: str) -> None:
    assert write(parse(text)) == written
