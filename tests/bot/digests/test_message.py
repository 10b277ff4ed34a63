"""What a digest says: pure functions from data to blocks, within Slack's limits in both languages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from analytics.vocabulary.questions import Period
from analytics.vocabulary.reports import Report
from bot.blocks import Message
from bot.digests import Issue
from bot.digests.content import StaleData, period_end
from bot.digests.message import digest_message, quiet_message, stale_message
from bot.playground import blockkit
from bot.presenters import presenter_of
from bot.presenters.gallery import influencers_report, kpis_report, segments_report
from bot.requests import parse, write
from bot.schedules import next_due, read_schedule
from tests.bot.digests.processes import make_subscription

DUE = datetime(2026, 11, 23, 1, tzinfo=UTC)
"""Monday, 9:00 in Shanghai."""
NEWEST = datetime(2026, 11, 22, 15, tzinfo=UTC)


def issue(lang: str = "en", **more: str) -> Issue:
    subscription = make_subscription("C0SOCIAL", lang=lang, **more)
    due = DUE.astimezone(subscription.tzinfo)
    return Issue(subscription, due, DUE, next_due(subscription.parsed_schedule, subscription.tzinfo, DUE))


def _all(message: Message) -> str:
    return message.text + json.dumps(message.blocks, ensure_ascii=False)


REPORTS = [kpis_report(), segments_report(), influencers_report()]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: str(report.kind))
def test_a_digest_is_findings_then_one_chart_then_what_to_try_then_the_footer(report: Report, lang: str) -> None:
    """In this order, and as Slack takes it."""
    message = digest_message(report, issue(lang), picture="native", answer_id="abc")
    types = [block["type"] for block in message.blocks]
    assert blockkit.block_errors(message.blocks) == []
    assert types[0] == "header"
    assert types.count("data_visualization") == 1
    assert 1 <= types[: types.index("data_visualization")].count("section") <= 3
    assert types[-2:] == ["context", "actions"]
    assert "data_table" not in types


def test_the_footer_says_when_the_next_one_comes_and_how_fresh_the_data_is() -> None:
    """As people write dates, in the subscription's zone."""
    report = kpis_report().model_copy(update={"newest": NEWEST})
    english = digest_message(report, issue(), picture="native", answer_id="abc")
    assert "weekly, Mondays 9:00 Asia/Shanghai · next 30 November · data until 22 November 23:00" in english.text
    chinese = digest_message(report, issue("zh"), picture="native", answer_id="abc")
    assert "每周一 9:00 Asia/Shanghai · 下一次 11月30日 · 数据截至 11月22日 23:00" in chinese.text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_to_try_and_the_buttons_follow_from_what_was_found(lang: str) -> None:
    """The reason of the first finding, and a request for each that shows it."""
    assert presenter_of(kpis_report()).next_step(kpis_report(), lang)
    requests = presenter_of(kpis_report()).next_requests(kpis_report())
    assert requests
    assert all(parse(write(request)) == request for request in requests)
    message = digest_message(kpis_report(), issue(lang), picture="native", answer_id="abc")
    values = {element["value"] for element in message.blocks[-1]["elements"]}
    assert {write(request) for request in requests} <= values


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_quiet_week_takes_two_lines_and_says_what_would_have_been_seen(lang: str) -> None:
    """Silence means something only with its resolution."""
    report = kpis_report().model_copy(update={"findings": ()})
    message = quiet_message(report, issue(lang))
    assert len(message.text.splitlines()) == 2
    assert len(message.blocks) == 2
    assert ("We would notice changes above" in message.text) or ("的变化才看得出来" in message.text)


def test_a_quiet_month_reads_as_a_person_would_say_it() -> None:
    """In Chinese, too."""
    report = kpis_report().model_copy(update={"findings": ()})
    text = quiet_message(report, issue("zh", schedule="monthly 1 9:00")).text
    assert "平静的一个月，没有明显变化" in text
    assert "的变化才看得出来" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_missing_data_names_the_export_and_the_days(lang: str) -> None:
    """Instead of zeros."""
    period = Period(start=datetime(2026, 11, 15, 16, tzinfo=UTC), end=datetime(2026, 11, 22, 16, tzinfo=UTC))
    stale = StaleData(period, datetime(2026, 11, 8, 3, tzinfo=UTC), ("events", "account_days"))
    message = stale_message(stale, issue(lang))
    assert blockkit.block_errors(message.blocks) == []
    assert "reelpulse import" in message.text
    assert ("8 November" in message.text) or ("11月8日" in message.text)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ("daily 9:00", "daily 9:00"),
        ("mon,thu 9:00", "weekly, Mondays, Thursdays 9:00"),
        ("monthly 31 9:00", "monthly, day 31 (or the last) 9:00"),
        ("0 9 * * 1", "cron 0 9 ∗ ∗ 1"),
    ],
)
def test_every_schedule_is_worded_in_the_footer(schedule: str, words: str) -> None:
    """And none of its signs means formatting."""
    message = digest_message(kpis_report(), issue(schedule=schedule), picture="native", answer_id="abc")
    assert f"{words} Asia/Shanghai" in message.text


def test_a_digest_looks_at_days_that_are_over_and_several_a_day_at_the_moment() -> None:
    """Half a day is no day to compare."""
    due = DUE.astimezone(issue().subscription.tzinfo)
    assert period_end(read_schedule("mon 9:00"), due).isoformat() == "2026-11-22T23:59:59.999999+08:00"
    assert period_end(read_schedule("0 9 * * 1"), due) == period_end(read_schedule("mon 9:00"), due)
    assert period_end(read_schedule("0 9,17 * * 1"), due) == due


def test_a_hostile_request_pings_and_breaks_nothing() -> None:
    """What is shown of it is shown as text."""
    request = parse('influencers topic="<!channel> *bold* `code`"').model_dump_json()
    period = Period(start=DUE, end=NEWEST.replace(year=2027))
    message = stale_message(StaleData(period, NEWEST, ("events",)), issue(request=request))
    assert "<!channel>" not in _all(message)
