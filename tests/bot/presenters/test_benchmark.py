"""How accounts stand among rivals, in words and as data."""

from __future__ import annotations

import pytest

from analytics.vocabulary.reports import KpisReport, Standing
from bot.presenters import presenter_of
from bot.presenters.gallery import kpis_report
from bot.texts import LANGUAGES

_STANDING = Standing(
    account="brand",
    platform="douyin",
    metric="views",
    unit="count",
    value=23_566.0,
    per_video=True,
    rivals=6,
    is_sized=True,
    share_below=0.5,
    typical=8_498.0,
)


def report_with(*standings: Standing) -> KpisReport:
    report = kpis_report(28)
    question = report.question.model_copy(update={"vs": "rivals"})
    return report.model_copy(update={"question": question, "benchmark": standings})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headline_says_how_many_of_how_many_rivals_are_below(lang: str) -> None:
    report = report_with(_STANDING)
    presenter = presenter_of(report)
    headline, claim = presenter.headline(report, lang), presenter.claim(report)
    assert "@brand" in headline
    assert "50%" in headline
    assert "6" in headline
    assert (claim.subject, claim.metric, claim.current, claim.verdict) == ("brand", "views", 23_566.0, "none")
    assert presenter.document(report, lang)["benchmark"][0]["share_below"] == 0.5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_too_few_rivals_give_no_share(lang: str) -> None:
    few = _STANDING.model_copy(update={"rivals": 2, "share_below": None, "typical": None})
    report = report_with(few)
    presenter = presenter_of(report)
    assert "%" not in presenter.headline(report, lang)
    assert presenter.claim(report).verdict == "too_few"
    assert presenter.why(report, lang) == []
    nobody = report_with()
    assert presenter.headline(nobody, lang) != presenter.headline(report, lang)
