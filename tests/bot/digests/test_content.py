"""What a digest is about: whole days of the calendar, as many as its schedule leaves between two of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analytics.store import Store
from analytics.vocabulary.records import to_micros
from bot.access import Person
from bot.digests.content import StaleData, data_end, question_for
from bot.digests.modal import default_fields, field_errors, order_from
from bot.digests.order_words import read_order_words, read_requests, write_requests
from bot.digests.subscription_service import read_order
from bot.requests import WorkspaceCalendar, parse, resolve, write
from bot.requests.request import Request
from bot.schedules import read_schedule

BERLIN = ZoneInfo("Europe/Berlin")


def bring_views(home: Path, *instants: datetime) -> None:
    with Store(home) as store, store.connection as connection:
        connection.execute("INSERT INTO imports (id, path, digest, started, format) VALUES (1, 'f', 'd', 0, 'csv')")
        for at in instants:
            connection.execute(
                "INSERT INTO events (viewer, time, action, import) VALUES ('v', ?, 'view', 1)", (to_micros(at),)
            )


def digest_period(home: Path, schedule: str, due: datetime, request: Request | None = None) -> tuple[str, str]:
    """First instant and end of what the digest is about, on the clocks of Berlin."""
    request_or_default = request or read_order("C0SOCIAL", schedule, BERLIN.key, "", "en").requests[0]
    at = data_end(request_or_default, read_schedule(schedule), due)
    question = question_for(home, request_or_default, at, WorkspaceCalendar(BERLIN.key), due - timedelta(days=7))
    assert not isinstance(question, StaleData)
    assert question.period.start is not None
    assert question.horizon <= due + timedelta(microseconds=1)
    start, end = (at.astimezone(BERLIN).replace(tzinfo=None) for at in (question.period.start, question.period.end))
    return start.isoformat(), end.isoformat()


@pytest.mark.parametrize("newest", [datetime(2026, 10, 25, 23, 53), datetime(2026, 10, 25, 17, 2)])  # noqa: DTZ001
def test_a_weekly_digest_is_about_monday_to_sunday(tmp_path: Path, newest: datetime) -> None:
    """Whenever on Sunday the last event happened; here clocks go back on that Sunday."""
    bring_views(tmp_path, datetime(2026, 8, 1, tzinfo=UTC), newest.replace(tzinfo=BERLIN))
    due = datetime(2026, 10, 26, 9, tzinfo=BERLIN)
    assert digest_period(tmp_path, "mon 9:00", due) == ("2026-10-19T00:00:00", "2026-10-26T00:00:00")


def test_records_of_the_day_itself_change_nothing(tmp_path: Path) -> None:
    due = datetime(2026, 10, 26, 9, tzinfo=BERLIN)
    bring_views(tmp_path, datetime(2026, 8, 1, tzinfo=UTC), due - timedelta(hours=15), due - timedelta(hours=1))
    assert digest_period(tmp_path, "mon 9:00", due) == ("2026-10-19T00:00:00", "2026-10-26T00:00:00")


@pytest.mark.parametrize(
    ("schedule", "due", "start", "end"),
    [
        ("daily 9:00", "2026-10-26", "2026-10-25", "2026-10-26"),
        ("mon 9:00", "2026-10-26", "2026-10-19", "2026-10-26"),
        ("mon,tue,wed,thu,fri,sat,sun 9:00", "2026-10-26", "2026-10-25", "2026-10-26"),
        ("0 9 * * *", "2026-10-26", "2026-10-25", "2026-10-26"),
        ("0 9 1 * *", "2026-12-01", "2026-11-01", "2026-12-01"),
        ("monthly 1 9:00", "2026-12-01", "2026-11-01", "2026-12-01"),
        ("monthly 1 9:00", "2026-03-01", "2026-02-01", "2026-03-01"),
        ("monthly 15 9:00", "2026-11-15", "2026-10-15", "2026-11-15"),
    ],
)
def test_where_nobody_says_a_digest_covers_the_time_since_the_one_before(
    tmp_path: Path, schedule: str, due: str, start: str, end: str
) -> None:
    at = datetime.fromisoformat(due).replace(hour=9, tzinfo=BERLIN)
    bring_views(tmp_path, at - timedelta(days=200), at - timedelta(hours=12))
    assert digest_period(tmp_path, schedule, at) == (f"{start}T00:00:00", f"{end}T00:00:00")


def test_data_that_ends_before_the_last_day_is_counted_back_from_its_end(tmp_path: Path) -> None:
    newest = datetime(2026, 10, 23, 18, tzinfo=BERLIN)
    bring_views(tmp_path, newest - timedelta(days=60), newest)
    start, end = digest_period(tmp_path, "mon 9:00", datetime(2026, 10, 26, 9, tzinfo=BERLIN))
    assert (start, end) == ("2026-10-16T18:00:00", "2026-10-23T18:00:00.000001")


def test_a_modal_left_as_it_is_asks_for_what_suits_the_schedule() -> None:
    filled = default_fields("C0SOCIAL", Person("en", BERLIN.key))
    assert field_errors(filled, "en") == {}
    assert write(order_from(filled).requests[0]) == "kpis last 1 week"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("kpis yesterday", "2026-10-25", "2026-10-26"),
        ("kpis last week", "2026-10-19", "2026-10-26"),
        ("kpis last month", "2026-09-01", "2026-10-01"),
        ("kpis by=platform last 3 days", "2026-10-23", "2026-10-26"),
        ("segments last 7 days", "2026-10-19", "2026-10-26"),
        ("kpis since:2026-10-01 until:2026-10-10", "2026-10-01", "2026-10-11"),
    ],
)
def test_a_request_keeps_its_own_period_as_of_the_moment_at_which_the_digest_is_due(
    tmp_path: Path, asked: str, start: str, end: str
) -> None:
    """On Monday, 26 October, yesterday is Sunday."""
    due = datetime(2026, 10, 26, 9, tzinfo=BERLIN)
    bring_views(tmp_path, due - timedelta(days=200), due - timedelta(hours=12), due - timedelta(hours=1))
    assert digest_period(tmp_path, "mon 9:00", due, parse(asked)) == (f"{start}T00:00:00", f"{end}T00:00:00")


def test_what_covers_all_data_says_what_the_channel_would_be_told(tmp_path: Path) -> None:
    """Ideas with the same evidence, and the same ranking, on the same day."""
    due = datetime(2026, 10, 26, 9, tzinfo=BERLIN)
    bring_views(tmp_path, due - timedelta(days=200), due - timedelta(hours=12), due - timedelta(hours=1))
    for asked in ("ideas n=3", "influencers top 5", "predict", "drivers"):
        request = parse(asked)
        at = data_end(request, read_schedule("mon 9:00"), due)
        with Store(tmp_path) as store:
            in_channel = resolve(request, due, BERLIN.key, store.extent(due + timedelta(microseconds=1)))
        assert question_for(tmp_path, request, at, WorkspaceCalendar(BERLIN.key), due - timedelta(days=7)) == in_channel


@pytest.mark.parametrize(
    ("typed", "schedule", "request_text"),
    [
        ("daily 9:00 influencers top 5", "daily 9:00", "influencers top 5"),
        ("/digest daily 9:00 /influencers top 5", "daily 9:00", "/influencers top 5"),
        ("influencers top 5 every monday 9am", "weekly mon 9:00", "influencers top 5"),
        ("/influencers top 5", None, "/influencers top 5"),
        ("predict tue 20:00", None, "predict tue 20:00"),
        ("每天9点 达人 top 5", "daily 9:00", "达人 top 5"),
        ("who should spread it?", None, "who should spread it?"),
        ("", None, ""),
    ],
)
def test_schedule_and_request_are_read_in_either_order(typed: str, schedule: str | None, request_text: str) -> None:
    words = read_order_words(typed)
    assert (words.schedule.text if words.schedule else None, words.request) == (schedule, request_text)


def test_requests_between_semicolons_are_several() -> None:
    requests = read_requests("influencers top 5; kpis by=platform；达人 top 3")
    assert requests == (parse("influencers top 5"), parse("kpis by=platform"), parse("influencers top 3"))
    assert read_requests(write_requests(requests)) == requests


def test_a_request_about_full_days_covers_what_lies_between_two_digests() -> None:
    order = read_order("C0SOCIAL", "daily 9:00", BERLIN.key, "kpis by=platform; influencers", "en")
    assert write_requests(order.requests) == "kpis by=platform last 1 day; influencers"
