"""The claims of segments, influencers and ideas agree with their rows and with the words of the headline."""

from __future__ import annotations

import pytest

from bot.presenters import presenter_of
from bot.presenters.gallery import influencers_report, segments_report
from bot.presenters.influencers.positions import leader
from bot.texts import LANGUAGES
from bot.texts.formats import percent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_claim_of_segments_is_the_largest_group(lang: str) -> None:
    report = segments_report(5)
    claim, headline = presenter_of(report).claim(report), presenter_of(report).headline(report, lang)
    largest = max(report.segments, key=lambda segment: segment.size)
    assert (claim.metric, claim.value, claim.current) == ("share", largest.id, largest.share)
    assert largest.change is not None
    assert (claim.change, claim.verdict) == (largest.change.difference, "up")
    assert percent(lang, largest.share) in headline


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_separates_groups_none_is_claimed(lang: str) -> None:
    report = segments_report(3, structure=False)
    assert presenter_of(report).claim(report).current is None
    assert presenter_of(report).headline(report, lang).startswith(("No separate groups", "没有截然分开的群体"))


def test_the_groups_and_those_in_none_add_up_to_all() -> None:
    report = segments_report(4)
    facts = presenter_of(report).document(report, "en")
    assert facts["placed"] + facts["newcomers"] + facts["other"] == pytest.approx(report.n, abs=4)  # rounded sizes
    assert f"{facts['placed']:,} of {report.n:,} viewers in 4 groups" in presenter_of(report).sample(report, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_claim_of_influencers_is_who_leads_for_what_was_asked(lang: str) -> None:
    report = influencers_report(5)
    first = report.ranks[0].model_copy(update={"flags": ("off_topic",)})
    question = report.question.model_copy(update={"topic": "cooking"})
    asked = report.model_copy(update={"question": question, "ranks": (first, *report.ranks[1:])})
    for shown, expected in ((report, report.ranks[0]), (asked, report.ranks[1])):
        claim, headline = presenter_of(shown).claim(shown), presenter_of(shown).headline(shown, lang)
        assert leader(shown) == expected
        assert (claim.subject, claim.metric, claim.current) == (expected.handle, "attention", expected.score)
        assert percent(lang, expected.score) in headline
        assert expected.handle in headline
