"""Metrics in words: at most three findings with their reasons, one for each metric, and the Request behind each."""

from __future__ import annotations

import pytest

from analytics.store import Extent
from analytics.vocabulary.errors import Contradiction, FuturePeriod
from analytics.vocabulary.metrics import NAMES
from analytics.vocabulary.questions import KpisQuestion
from bot.messages import answer_message, details_message, help_message
from bot.presenters.gallery import kpis_report
from bot.presenters.kpis import PRESENTER
from bot.presenters.kpis.definitions import definitions_message
from bot.presenters.kpis.findings import leads, metric_sentence, robustness_lines
from bot.requests import narrow_request, parse, resolve, write
from bot.texts import LANGUAGES, knows, say
from bot.texts.metric_words import amount, signed_amount
from tests.bot.requests.test_requests import EXTENT, NOW


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_metric_has_a_name_and_a_definition(name: str, lang: str) -> None:
    key = f"metric-{name.replace('_', '-')}"
    assert knows(lang, key)
    assert knows(lang, f"{key}.means")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_at_most_three_findings_are_told_one_for_each_metric(lang: str) -> None:
    """The strongest part of a change is its reason, not a finding of its own."""
    report = kpis_report(28)
    told = leads(report)
    assert [lead.finding.metric for lead in told] == ["views", "likes", "ctr"]
    assert told[0].because is not None
    assert told[0].because.dimension == "topic"
    assert 1 <= len(PRESENTER.why(report, lang)) <= 3
    assert "<b>" not in "".join(PRESENTER.why(report, lang))


def test_asked_why_every_finding_is_told_again_without_the_strongest_video_and_with_its_weekdays() -> None:
    told = robustness_lines(kpis_report(28), "en")
    assert "4 weeks before" in told[0]
    assert told[1] == "*Views*: same weekdays −12%; without its strongest video −9.0%."
    assert len(told) == 4
    assert "相同星期几 −12%；去掉影响最大的视频 −9.0%" in robustness_lines(kpis_report(28), "zh")[1]
    assert robustness_lines(kpis_report(7, quiet=True), "en") == [say("en", "chat-why-nothing")]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("up", "Views up 6.4% to 33,466 vs the 28 days before"),
        ("down", "Views down 6.4% to 33,466 vs the 28 days before"),
        ("flat", "Views steady at 33,466 (+6.4% vs the 28 days before)"),
        (
            "too_few",
            "Views: 33,466, +6.4% vs the 28 days before, but too few to tell (anything from −20% to +90%)",
        ),
    ],
)
def test_the_headline_states_the_change_of_the_whole(verdict: str, words: str) -> None:
    report = kpis_report(28)
    change = -0.064 if verdict == "down" else 0.064
    first = report.metrics[0].model_copy(
        update={
            **{"value": 33_466.0, "previous": 31_453.0, "change": change * 31_453.0, "verdict": verdict},
            **{"change_low": -0.2 * 31_453.0, "change_high": 0.9 * 31_453.0},
        }
    )
    asked = report.question.model_copy(update={"metric": "views"})
    changed = report.model_copy(update={"metrics": (first, *report.metrics[1:]), "question": asked, "findings": ()})
    assert PRESENTER.headline(changed, "en") == words
    assert PRESENTER.claim(changed).verdict == verdict


def test_several_metrics_are_stated_side_by_side() -> None:
    report = kpis_report(28)
    asked = report.question.model_copy(update={"metric": "views,ctr"})
    metrics = tuple(figures for figures in report.metrics if figures.name in {"views", "ctr"})
    words = PRESENTER.headline(report.model_copy(update={"question": asked, "metrics": metrics}), "en")
    assert words == "Views down 17% to 33,466 vs the 28 days before; click-through rate steady at 29.4%"


def test_a_breakdown_names_the_first_the_last_and_the_gap() -> None:
    report = kpis_report(28, by="platform")
    words = PRESENTER.headline(report, "en")
    rows = sorted((row for row in report.groups if row.name == "views"), key=lambda row: -row.value)
    share = rows[0].value / report.metrics[0].value
    assert words.startswith(f"Douyin brings {share:.0%} of views (")
    assert rows[-1].group in words
    claim = PRESENTER.claim(report)
    assert (claim.dimension, claim.value, claim.current) == ("platform", "douyin", rows[0].value)


def test_metrics_that_moved_alone_stand_behind_the_answer() -> None:
    """Not in the headline: one in twenty moves by chance."""
    report = kpis_report(28).model_copy(update={"findings": ()})
    message = answer_message(report, lang="en", show=None, picture="native", answer_id="A1")
    assert "moved more than they usually do" not in str(message.blocks)
    assert "moved more than they usually do" in str(details_message(report, "en").blocks)


def test_a_steady_metric_says_what_would_have_been_noticed() -> None:
    flat = next(figures for figures in kpis_report(28).metrics if figures.verdict == "flat")
    assert "Steady" in metric_sentence(flat, "en")
    assert "We would notice changes above about" in metric_sentence(flat, "en")


def test_the_definitions_are_one_click_away() -> None:
    report = kpis_report(28)
    message = answer_message(report, lang="en", show=None, picture="native", answer_id="A1")
    assert "definitions" in [element["action_id"] for element in message.blocks[-1]["elements"]]
    assert "Completion" in str(definitions_message(report, "en").blocks)


def test_platforms_stand_side_by_side_with_both_numbers() -> None:
    report = kpis_report(28, by="platform")
    message = answer_message(report, lang="en", show="table", picture=None, answer_id="A1")
    (table,) = [block for block in message.blocks if block["type"] == "data_table"]
    assert any("(adj. " in str(cell.get("text")) for row in table["rows"][1:] for cell in row)


def test_each_finding_has_the_request_that_shows_it() -> None:
    report = kpis_report(28)
    texts = [write(narrow_request(finding, report)) for finding in report.findings]
    assert texts[0] == "kpis metric=views since=2026-04-05 until=2026-05-02"
    assert 'topic="美食 &amp; &lt;b&gt;"' in texts[1] or "topic=" in texts[1]
    assert "by=hour" in texts[2]
    for text in texts:
        assert write(parse(text)) == text


def test_amounts_are_written_in_their_unit() -> None:
    assert amount("en", 33_466.4, "count") == "33,466"
    assert amount("en", 0.2941, "share") == "29.4%"
    assert amount("en", 12.5, "EUR") == "12.5 EUR"
    assert amount("zh", 0.805, "minutes") == "0.805 分钟"
    assert signed_amount("en", -0.021, "share") == "−2.1 points"


def test_without_a_period_28_full_days_before_the_newest_record_are_meant() -> None:
    question = resolve(parse("kpis"), NOW, "Asia/Shanghai", EXTENT)
    assert isinstance(question, KpisQuestion)
    assert question.period.end.isoformat() == "2026-11-22T16:00:00+00:00"
    assert question.period.start is not None
    assert question.period.start.isoformat() == "2026-10-25T16:00:00+00:00"


@pytest.mark.parametrize(
    "text", ["kpis 点赞", "kpis likes", "kpis metric=likes", "kpis 指标=点赞量", "kpis metric likes"]
)
def test_a_metric_is_named_in_many_ways(text: str) -> None:
    assert parse(text).options == {"metric": "likes"}


def test_what_is_fixed_cannot_be_compared() -> None:
    with pytest.raises(Contradiction):
        parse("kpis by=platform platform=douyin")


def test_a_period_that_has_not_begun_is_called_so() -> None:
    with pytest.raises(FuturePeriod):
        resolve(parse("kpis since:2027-01-01"), NOW, "UTC", Extent(EXTENT.oldest, EXTENT.newest))


def test_a_small_end_of_a_large_interval_is_not_told_as_nothing() -> None:
    assert signed_amount("en", 0.003, "share", 0.25, bare=True) == "+0.3"
    assert signed_amount("en", -0.2, "count", 4000, bare=True) == "\N{MINUS SIGN}0.2"
    assert signed_amount("en", 0.0, "count", 4000, bare=True) == "0"


def test_help_says_what_account_and_topic_do_here() -> None:
    """Elsewhere they mean viewers of an account, and a ranking for a topic."""
    told = str(help_message("kpis", "en").blocks)
    assert "Only videos of one topic" in told
    assert "Rank for one topic" not in told
    assert "viewers of one account" not in told


def test_several_accounts_are_named_with_their_signs() -> None:
    assert parse("kpis account=@one,@two").options == {"account": "one,@two"}
    assert parse('kpis account="@one，@two" by=account').options == {"account": "one,@two", "by": "account"}
    assert parse('kpis account="J Balvin, Willy William"').options == {"account": "J Balvin, Willy William"}


def test_several_metrics_may_stand_one_after_the_other() -> None:
    assert parse("kpis views likes last 7 days").options == {"metric": "views,likes", "last": "7 days"}
