"""Each source provides its metrics, and refusals name what the data has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.answers import answer
from analytics.catalog import read_report
from analytics.kpis.breakdown import MOST_GROUPS
from analytics.store import Store
from analytics.vocabulary.errors import MissingDimension, MissingMetric, NothingInPeriod, NotInData
from analytics.vocabulary.metrics import METRICS, NAMES, metric_named
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.reports import KpisReport, MetricFigures

END = datetime(2026, 6, 1, tzinfo=UTC)
PERIOD = Period(start=END - timedelta(days=28), end=END)
DAY = timedelta(days=1)
LAST = END.date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        with opened.connection as connection:
            connection.execute(
                "INSERT INTO imports (id, path, digest, started, format, fingerprint) VALUES (1, 'f', 'd', 0, 'csv', 1)"
            )
            connection.execute("INSERT INTO accounts (platform, handle) VALUES ('tiktok', 'ourbrand')")
        yield opened


def bring_days(store: Store, days: int, views: int = 100, until: date = LAST, account: str = "ourbrand") -> None:
    with store.connection as connection:
        for back in range(1, days + 1):
            day = until - timedelta(days=back)
            amount = views + 20 * (day.weekday() >= 5) + (day.toordinal() * 7) % 5
            connection.execute(
                "INSERT INTO account_days (platform, account, day, views, likes, import) "
                "VALUES ('tiktok', ?, ?, ?, ?, 1)",
                (account, day.isoformat(), amount, amount // 10),
            )


def bring_video(store: Store, number: int, published: datetime, **columns: object) -> None:
    row = {"duration": 20.0, "format": "video", "topic": None} | columns
    with store.connection as connection:
        connection.execute(
            "INSERT INTO videos (id, identity, platform, account, published, duration, format, import) "
            "VALUES (?, ?, 'tiktok', 'ourbrand', ?, ?, ?, 1)",
            (number, str(number), to_micros(published), row["duration"], row["format"]),
        )


def bring_capture(store: Store, video: int, at: datetime, views: int, likes: int | None = None) -> None:
    with store.connection as connection:
        connection.execute(
            "INSERT INTO snapshots (video, captured_at, views, likes, import) VALUES (?, ?, ?, ?, 1)",
            (video, to_micros(at), views, likes),
        )


def bring_event(store: Store, viewer: int, at: datetime, action: str = "view", **columns: object) -> None:
    row = {"video": None, "watch_seconds": None, "value": None, "currency": None, "order_id": None} | columns
    with store.connection as connection:
        connection.execute(
            "INSERT INTO events (viewer, video, time, action, watch_seconds, value, currency, order_id, import) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (f"v{viewer}", row["video"], to_micros(at), action, *list(row.values())[1:]),
        )
        # Events are read from columns beside the database, which a fingerprint finds.
        connection.execute("UPDATE imports SET fingerprint = fingerprint + 1")


def ask(store: Store, **options: object) -> KpisReport:
    report = answer(KpisQuestion.model_validate({"period": PERIOD, **options}), store)
    assert isinstance(report, KpisReport)
    # A cached answer comes back whole.
    assert read_report(report.kind, report.model_dump_json()).model_dump_json() == report.model_dump_json()
    return report


def figures(report: KpisReport, name: str) -> MetricFigures:
    return next(metric for metric in report.metrics if metric.name == name)


def codes(report: KpisReport) -> set[str]:
    return {note.code for note in report.notes}


def test_views_of_account_days_are_those_of_the_file(store: Store) -> None:
    bring_days(store, 60)
    ((total,),) = store.rows("SELECT sum(views) FROM account_days WHERE day >= '2026-05-04'")
    views = figures(ask(store), "views")
    assert views.value == total
    assert (views.source, views.n, views.counted) == ("account_days", 28, "days")
    assert views.previous is not None
    assert views.change == views.value - views.previous
    assert views.verdict == "flat"


def test_a_platform_that_doubled_its_daily_views_is_up(store: Store) -> None:
    bring_days(store, 28, views=200)
    bring_days(store, 60, until=END.date() - timedelta(days=28))
    report = ask(store)
    assert figures(report, "views").verdict == "up"
    assert any(finding.metric == "views" and finding.effect > 0 for finding in report.findings)


def test_interval_and_smallest_change_of_days_tell_of_the_same_noise(store: Store) -> None:
    """Days that hang together: t's reach of their weighted variance, which what could be seen follows from."""
    bring_days(store, 60)
    with store.connection as connection:
        connection.execute("UPDATE account_days SET views = views + 30 * (julianday(day) % 9 < 4)")
    report = ask(store)
    views = figures(report, "views")
    assert views.change is not None
    assert views.change_low is not None
    assert views.change_high is not None
    reach = (views.change_high - views.change_low) / 2
    assert views.smallest_detectable is not None
    # (t 0.975 + t 0.80) / t 0.975, with at most 27 degrees of freedom.
    assert 1.3 < views.smallest_detectable / reach < 1.45
    assert (views.change_low <= 0 <= views.change_high) == (views.verdict == "flat")


def test_a_day_that_is_not_over_is_not_known_yet(store: Store) -> None:
    """No look-ahead: at noon the day's total is in the file, but not in the answer."""
    bring_days(store, 60)
    noon = Period(start=END - 7 * DAY, end=END - 2 * DAY + timedelta(hours=12))
    assert figures(ask(store, period=noon), "views").n == 5


def test_later_records_change_nothing(store: Store) -> None:
    for number in range(40):
        bring_video(store, number, END - 60 * DAY + number * DAY)
        for viewer in range(25):
            bring_event(store, viewer, END - (2 + number) * DAY, video=number, watch_seconds=5.0)
    earlier = Period(start=END - 28 * DAY, end=END - 10 * DAY)
    first = ask(store, period=earlier)
    for viewer in range(30):
        bring_event(store, viewer, END - 3 * DAY, video=3, watch_seconds=20.0)
    bring_capture(store, 3, END - 2 * DAY, 10_000)
    again = ask(store, period=earlier)
    assert [metric.model_dump() for metric in again.metrics] == [metric.model_dump() for metric in first.metrics]
    assert again.findings == first.findings


def test_a_grain_without_records_in_the_period_falls_back_to_the_next(store: Store) -> None:
    bring_event(store, 1, END - 300 * DAY)
    bring_days(store, 60)
    assert figures(ask(store), "views").source == "account_days"


def test_what_the_platform_itself_counted_is_held_against_events(store: Store) -> None:
    bring_video(store, 1, END - 40 * DAY)
    for viewer in range(100):
        bring_event(store, viewer, END - (1 + viewer % 28) * DAY, video=1)
    with store.connection as connection:
        for back in range(1, 29):
            views = 4 if back <= 16 else 3
            connection.execute(
                "INSERT INTO account_days (platform, account, day, views, import) "
                "VALUES ('tiktok', 'ourbrand', ?, ?, 1)",
                ((END.date() - timedelta(days=back)).isoformat(), views),
            )
    report = ask(store)
    assert [(total.metric, total.ours, total.platform, total.agrees) for total in report.agreement] == [
        ("views", 100.0, 100.0, True)
    ]
    assert "platform_agrees" in codes(report)


def test_life_time_counts_belong_to_the_day_of_publication_and_young_videos_stay_out(store: Store) -> None:
    for number in range(30):
        bring_video(store, number, END - (number + 1) * DAY)
        bring_capture(store, number, END - timedelta(hours=1), 1000, 10)
    report = ask(store)
    assert figures(report, "views").value == 1000 * 21
    assert {"source_publication", "young_left_out"} <= codes(report)


def test_differences_between_captures_belong_to_the_days_between_them(store: Store) -> None:
    """Half of what was gained between two captures a week before and a week in the period is the period's."""
    for number in range(10):
        bring_video(store, number, END - 100 * DAY)
        bring_capture(store, number, END - 35 * DAY, 1000)
        bring_capture(store, number, END - 21 * DAY, 1140)
    report = ask(store)
    assert figures(report, "views").value == pytest.approx(700)
    assert "source_differences" in codes(report)


def test_what_a_video_got_before_its_first_capture_counts_where_it_was_published_since_captures_began(
    store: Store,
) -> None:
    """A video published and first captured within the period counts fully; lifetime counts of an old video do not."""
    for number in range(10):
        bring_video(store, number, END - 100 * DAY)
        bring_capture(store, number, END - 40 * DAY, 10_000)
        bring_capture(store, number, END - DAY, 10_000 + 39 * 10)
    for number in range(10, 16):
        bring_video(store, number, END - 20 * DAY)
        bring_capture(store, number, END - 13 * DAY, 700)
        bring_capture(store, number, END - DAY, 760)
    bring_video(store, 16, END - 200 * DAY)
    bring_capture(store, 16, END - 10 * DAY, 1_000_000)
    bring_capture(store, 16, END - DAY, 1_000_009)
    views = figures(ask(store), "views")
    assert views.value == pytest.approx(10 * 27 * 10 + 6 * 760 + 9)
    assert views.n == 17


def test_a_single_capture_is_not_spread_back_to_publication(store: Store) -> None:
    for number in range(10):
        bring_video(store, number, END - 20 * DAY)
        bring_capture(store, number, END - DAY, 1000)
    report = ask(store)
    assert "source_publication" in codes(report)
    assert figures(report, "views").value == 10_000


def test_a_single_capture_after_the_last_full_day_is_told_with_its_day(store: Store) -> None:
    """As every first export is: it is newer than the last day that is over."""
    newest = END + timedelta(hours=13)
    for number in range(30):
        bring_video(store, number, END - (number + 8) * DAY)
        bring_capture(store, number, newest, 1000)
    report = ask(store, as_of=newest + timedelta(microseconds=1))
    assert figures(report, "views").value == 1000 * 21
    (late,) = [note for note in report.notes if note.code == "captured_later"]
    assert late.facts["captured"] == newest.isoformat()


def test_what_one_source_covers_is_told_and_nothing_is_divided_by_views_of_another(store: Store) -> None:
    """Impressions are of our account, events are of everybody's videos."""
    bring_days(store, 60)
    with store.connection as connection:
        connection.execute("UPDATE account_days SET impressions = 10 * views")
        connection.execute("INSERT INTO accounts (platform, handle) VALUES ('tiktok', 'rival')")
    for number in range(2):
        bring_video(store, number, END - 40 * DAY)
    with store.connection as connection:
        connection.execute("UPDATE videos SET account = 'rival' WHERE id = 1")
    for viewer in range(60):
        bring_event(store, viewer, END - 3 * DAY, video=viewer % 2)
    report = ask(store)
    assert (figures(report, "views").source, figures(report, "impressions").source) == ("events", "account_days")
    assert figures(report, "impressions").per_1000 is None
    (facts,) = [note.facts for note in report.notes if note.code == "source_covers"]
    assert facts == {"source": "account_days", "n": 1, "accounts": "ourbrand", "all": 2}
    alone = ask(store, account="ourbrand")
    assert "source_covers" not in codes(alone)


def test_a_year_ago_that_the_data_lacks_is_told_once_and_gaps_are_told_as_gaps(store: Store) -> None:
    bring_days(store, 60)
    report = ask(store, vs="year")
    assert "days_missing" not in codes(report)
    assert "no_comparison" in codes(report)
    bring_days(store, 3, until=END.date() - timedelta(days=370))
    bring_days(store, 5, until=END.date() - timedelta(days=400))
    with store.connection as connection:
        connection.execute("UPDATE account_days SET views = 100")
    gaps = ask(store, vs="year", period=PERIOD.model_copy(update={"start": END - 27 * DAY}))
    (note,) = [note for note in gaps.notes if note.code == "comparison_gaps"]
    assert (note.facts["n"], note.facts["all"]) == (24, 27)
    assert "no_comparison" not in codes(gaps)


def test_days_that_a_file_lacks_at_its_end_are_no_fall(store: Store) -> None:
    """27 days were asked for and the file ends after 17: the 17 partners are compared with, not all 27."""
    bring_days(store, 60)
    with store.connection as connection:
        connection.execute("UPDATE account_days SET views = 100")
        connection.execute("DELETE FROM account_days WHERE day >= ?", ((LAST - timedelta(days=10)).isoformat(),))
    report = ask(store, period=PERIOD.model_copy(update={"start": END - 27 * DAY}))
    views = figures(report, "views")
    assert (views.value, views.previous, views.change) == (1700, 1700, 0)
    (note,) = [note for note in report.notes if note.code == "days_dropped"]
    assert note.facts == {"n": 10}


def test_an_account_without_earlier_days_is_no_rise(store: Store) -> None:
    bring_days(store, 60)
    with store.connection as connection:
        connection.execute("INSERT INTO accounts (platform, handle) VALUES ('tiktok', 'new')")
    bring_days(store, 20, account="new")
    report = ask(store)
    assert figures(report, "views").change is None
    assert "comparison_gaps" in codes(report)
    alone = ask(store, account="ourbrand")
    assert figures(alone, "views").change is not None


@pytest.mark.parametrize("hours", [0, 13])
def test_a_capture_after_the_last_full_day_tells_what_was_gained_until_then(store: Store, hours: int) -> None:
    """The newest capture is always after the last full day: the part of the gain that lies in the period counts."""
    newest = END + timedelta(hours=hours)
    for number in range(10):
        bring_video(store, number, END - 100 * DAY)
        bring_capture(store, number, newest - 28 * DAY, 1000)
        bring_capture(store, number, newest, 1000 + 28 * 24)
    report = ask(store, as_of=newest + timedelta(microseconds=1))
    assert figures(report, "views").value == pytest.approx(10 * (28 * 24 - hours))
    assert "source_differences" in codes(report)


def test_a_life_time_count_is_not_taken_from_a_capture_after_the_period(store: Store) -> None:
    for number in range(30):
        bring_video(store, number, END - (number + 8) * DAY)
        bring_capture(store, number, END - timedelta(hours=1), 1000)
    bring_capture(store, 0, END + timedelta(hours=1), 5000)
    report = ask(store, as_of=END + DAY)
    assert figures(report, "views").value == 1000 * 21
    assert "source_publication" in codes(report)


def test_one_video_in_a_week_has_no_interval_and_says_so(store: Store) -> None:
    bring_video(store, 1, END - 20 * DAY)
    bring_capture(store, 1, END - DAY, 500, 5)
    report = ask(store)
    views = figures(report, "views")
    assert (views.value, views.low, views.high, views.n) == (500, None, None, 1)
    assert "few_videos" in codes(report)
    assert report.findings == ()


def test_currencies_and_refunds_are_kept_apart_and_a_missing_currency_is_told(store: Store) -> None:
    bring_video(store, 1, END - 40 * DAY)
    for viewer in range(30):
        bring_event(store, viewer, END - 3 * DAY, video=1)
        money = {"value": 10.0, "currency": ("EUR", "CNY", None)[viewer % 3]}
        bring_event(store, viewer, END - 2 * DAY, "purchase", video=1, order_id=f"o{viewer}", **money)
    bring_event(store, 3, END - DAY, "purchase", video=1, value=-10.0, currency="EUR", order_id="o3")
    report = ask(store)
    revenue = {metric.unit: metric.value for metric in report.metrics if metric.name == "revenue"}
    assert revenue == {"EUR": 100.0, "CNY": 100.0, "unspecified": 100.0}
    assert figures(report, "purchases").value == 30
    assert {"refunds", "currency_missing", "attribution"} <= codes(report)


def test_a_purchase_without_a_video_belongs_to_the_last_view_within_the_window(store: Store) -> None:
    bring_video(store, 1, END - 40 * DAY)
    for viewer in range(30):
        bring_event(store, viewer, END - (9 if viewer < 10 else 3) * DAY, video=1)
        bring_event(store, viewer, END - DAY, "purchase", value=10.0, currency="EUR", order_id=f"o{viewer}")
    report = ask(store)
    assert figures(report, "revenue").value == 200.0
    assert next(note.facts for note in report.notes if note.code == "unclaimed_purchases") == {"n": 10, "days": 7}


def test_completion_is_compared_within_its_band(store: Store) -> None:
    """Short videos are watched to the end more often; that there are more of them now is no better completion."""
    bring_video(store, 1, END - 90 * DAY, duration=10.0)
    bring_video(store, 2, END - 90 * DAY, duration=50.0)
    for week, short in ((1, 0.75), (5, 0.25)):
        for viewer in range(200):
            is_short = viewer % 4 < 4 * short
            done = viewer % (10 if is_short else 20) < 4
            length = 10.0 if is_short else 50.0
            video = 1 if is_short else 2
            at = END - (7 * week - viewer % 5) * DAY - timedelta(minutes=viewer)
            bring_event(store, viewer + 1000 * week, at, video=video, watch_seconds=length if done else 1.0)
    bring_event(store, 1, END - 80 * DAY, video=1, watch_seconds=1.0)
    completion = figures(ask(store), "completion")
    assert completion.previous is not None
    assert completion.value == pytest.approx(0.35, abs=0.05)
    assert completion.change == pytest.approx(0, abs=0.06)


def test_events_are_those_of_the_file_whatever_numbers_videos_have(store: Store) -> None:
    """The id of a video is a hash of its identity and has up to 63 bits."""
    large = [2**63 - 1 - number for number in range(4)]
    for number in large:
        bring_video(store, number, END - 40 * DAY)
    for viewer in range(60):
        bring_event(store, viewer, END - (2 + 28 * (viewer % 3 == 0)) * DAY, video=large[viewer % 4], watch_seconds=5.0)
    bring_event(store, 61, END - DAY, "hide")
    report = ask(store)
    views = figures(report, "views")
    assert (views.value, views.n) == (40, 40)
    assert figures(report, "watch_through").value == pytest.approx(0.25)


def test_groups_below_twenty_viewers_are_not_shown(store: Store) -> None:
    for number, format_ in ((1, "video"), (2, "image")):
        bring_video(store, number, END - 40 * DAY, format=format_)
    for viewer in range(60):
        bring_event(store, viewer, END - 3 * DAY, video=1 if viewer < 45 else 2)
    report = ask(store, by="format", metric="views")
    assert [group.group for group in report.groups] == ["video"]
    assert report.suppressed == 1


def test_formats_are_also_compared_as_if_they_had_the_same_mix(store: Store) -> None:
    """Direct standardisation by hand: videos and images are mostly on different platforms, whose like rates differ."""
    with store.connection as connection:
        connection.execute("INSERT INTO accounts (platform, handle) VALUES ('douyin', 'ourbrand')")
    for number, (format_, platform) in enumerate(
        (("video", "tiktok"), ("video", "douyin"), ("image", "tiktok"), ("image", "douyin"))
    ):
        bring_video(store, number, END - 40 * DAY, format=format_)
        with store.connection as connection:
            connection.execute("UPDATE videos SET platform = ? WHERE id = ?", (platform, number))
    views, likes = (90, 30, 30, 90), (9, 15, 3, 45)
    for number in range(4):
        for viewer in range(views[number]):
            bring_event(store, viewer, END - 3 * DAY, video=number)
            if viewer < likes[number]:
                bring_event(store, viewer, END - 3 * DAY, "like", video=number)
    report = ask(store, by="format", metric="engagement")
    values = {group.group: (group.value, group.adjusted) for group in report.groups}
    assert [values[name][0] for name in ("video", "image")] == [24 / 120, 48 / 120]
    assert [values[name][1] for name in ("video", "image")] == pytest.approx([0.5 * 0.1 + 0.5 * 0.5] * 2)
    assert len(values) <= MOST_GROUPS


def test_what_the_data_lacks_is_refused_with_what_it_has(store: Store) -> None:
    bring_days(store, 60)
    with pytest.raises(MissingDimension) as lacking:
        ask(store, by="hour")
    assert lacking.value.present == ("platform", "account")
    assert lacking.value.exports == ("events",)
    with pytest.raises(MissingDimension) as topics:
        ask(store, by="topic")
    assert topics.value.exports == ("tiktok-content", "videos-topic")
    with pytest.raises(NotInData) as raised:
        ask(store, topic="cooking")
    assert raised.value.exports[0] == "tiktok-content"
    with pytest.raises(MissingDimension):
        ask(store, by="segment")
    with pytest.raises(MissingMetric) as missing:
        ask(store, metric="revenue")
    assert "views" in missing.value.present
    assert missing.value.exports == ("orders",)
    with pytest.raises(NothingInPeriod):
        ask(store, period=Period(start=END - 400 * DAY, end=END - 300 * DAY))


def test_without_viewers_segments_are_refused_with_the_ways_that_there_are(store: Store) -> None:
    bring_days(store, 60)
    with pytest.raises(MissingDimension) as lacking:
        ask(store, by="segment")
    assert lacking.value.present == ("platform", "account")


@pytest.mark.parametrize(
    ("what", "name", "nearest"),
    [("platform", "tiktoc", "tiktok"), ("account", "ourbrant", "ourbrand"), ("topic", "coking", "cooking")],
)
def test_a_name_that_the_data_lacks_is_told_apart_from_an_empty_period(
    store: Store, what: str, name: str, nearest: str
) -> None:
    bring_video(store, 1, END - 40 * DAY)
    with store.connection as connection:
        connection.execute("INSERT INTO topics (video, topic, source) VALUES (1, 'cooking', 'column')")
    for viewer in range(30):
        bring_event(store, viewer, END - 3 * DAY, video=1)
    with pytest.raises(NotInData) as lacking:
        ask(store, **{what: name})
    assert (lacking.value.what, lacking.value.name, lacking.value.known[0]) == (what, name, nearest)


def test_an_empty_period_is_told_in_the_askers_days_with_the_last_one_in(store: Store) -> None:
    bring_event(store, 1, datetime(2026, 5, 31, 20, tzinfo=UTC))
    midnight = datetime(2026, 3, 1, 16, tzinfo=UTC)
    empty = Period(start=midnight, end=midnight + 7 * DAY, zone="Asia/Shanghai")
    with pytest.raises(NothingInPeriod) as raised:
        ask(store, period=empty, as_of=END)
    error = raised.value
    assert (error.start, error.end, error.oldest, error.newest) == (
        "2026-03-02",
        "2026-03-08",
        "2026-06-01",
        "2026-06-01",
    )


def test_what_videos_gained_is_known_from_their_first_capture_on(store: Store) -> None:
    first = END - 29 * DAY
    for number in range(10):
        bring_video(store, number, END - 300 * DAY)
        bring_capture(store, number, first, 1000)
        bring_capture(store, number, END - DAY, 1140)
    report = ask(store)
    (note,) = [note for note in report.notes if note.code == "no_comparison_captures"]
    assert note.facts["oldest"] == first.isoformat()


def test_without_an_earlier_period_there_is_no_change_and_a_reason(store: Store) -> None:
    bring_days(store, 30)
    report = ask(store)
    assert report.before is None
    assert figures(report, "views").verdict is None
    assert "no_comparison" in codes(report)
    assert report.looked_at == 0


@pytest.mark.parametrize(("first", "compares"), [(timedelta(minutes=3), True), (timedelta(days=1), False)])
def test_exactly_as_many_days_as_two_periods_need_are_compared(
    store: Store, first: timedelta, *, compares: bool
) -> None:
    """The first record of the first day comes after midnight, in the zone of the asker."""
    zone = "Asia/Shanghai"
    end = END - timedelta(hours=8)
    period = Period(start=end - 28 * DAY, end=end, zone=zone)
    start = end - 56 * DAY + first
    for step in range(56 * 20):
        bring_event(store, step % 90, max(start, end - 56 * DAY + timedelta(hours=1.2 * step)))
    report = ask(store, period=period)
    assert (report.before is not None) == compares
    assert (figures(report, "views").verdict is not None) == compares


def test_the_trend_adds_up_to_the_total(store: Store) -> None:
    bring_days(store, 60)
    report = ask(store)
    assert sum(point.value or 0 for point in report.trend) == figures(report, "views").value
    assert len(report.trend) <= 20
    assert len(report.daily) == 28


def test_the_table_of_metrics_names_each_once() -> None:
    assert len(set(NAMES)) == len(METRICS)
    assert metric_named("views").of == "views"
    with pytest.raises(KeyError):
        metric_named("vanity")


@pytest.mark.parametrize(
    ("length", "views"), [("<20", 100), ("15-30", 500), (">20.3", 1000), ("20", 400), ("7-60", 1500)]
)
def test_only_videos_of_the_lengths_that_were_asked_for_count(store: Store, length: str, views: int) -> None:
    """A video of unknown length is of none."""
    for number, seconds in enumerate((15.0, 20.3, 60.0, None)):
        at = END - timedelta(days=9, hours=number)
        bring_video(store, number, at, duration=seconds)
        bring_capture(store, number, END - DAY, [100, 400, 1000, 7][number])
    assert ask(store, metric="views", length=length).metrics[0].value == views


@pytest.mark.parametrize(("asked", "views"), [("美食", 300.0), ("cooking", 300.0), ("baking", 100.0), ("健身", 1000.0)])
def test_a_topic_is_found_in_either_language(store: Store, asked: str, views: float) -> None:
    """Videos of the topic itself and of its translation count together."""
    for number, (topic, count) in enumerate((("美食", 100), ("cooking", 200), ("fitness", 1000), ("baking", 100)), 1):
        bring_video(store, number, END - 20 * DAY)
        bring_capture(store, number, END - 10 * DAY, count)
        with store.connection as connection:
            connection.execute("INSERT INTO topics VALUES (?, ?, 'column')", (number, topic))
    assert figures(ask(store, topic=asked), "views").value == views
    with pytest.raises(NotInData) as refusal:
        ask(store, topic="quantum")
    assert "fitness" in refusal.value.known


def test_where_events_are_a_sample_the_platforms_counts_come_first(store: Store) -> None:
    bring_days(store, 60)
    bring_video(store, 1, END - 70 * DAY)
    for viewer in range(60):
        bring_event(store, viewer, END - 3 * DAY, video=1, watch_seconds=5.0)
    report = ask(store)
    views = figures(report, "views")
    assert views.source == "account_days"
    assert views.value > 2_800
    assert figures(report, "retention").source == "events"
    (facts,) = [note.facts for note in report.notes if note.code == "events_are_sample"]
    assert facts == {"n": 60}


def test_weekly_captures_that_reach_back_to_the_first_day_can_be_compared(store: Store) -> None:
    for number in range(8):
        bring_video(store, number, END - 70 * DAY)
        for week in range(10):
            bring_capture(store, number, END - 7 * week * DAY, 1000 * (10 - week))
    views = figures(ask(store), "views")
    assert (views.source, views.previous) == ("snapshots", 32_000)


def test_several_accounts_are_compared_side_by_side(store: Store) -> None:
    with store.connection as connection:
        connection.execute("INSERT INTO accounts (platform, handle) VALUES ('tiktok', 'second'), ('tiktok', 'third')")
    for account, views in (("ourbrand", 100), ("second", 300), ("third", 900)):
        bring_days(store, 60, views, account=account)
    report = answer(KpisQuestion(period=PERIOD, account="ourbrand,@second"), store)
    assert isinstance(report, KpisReport)
    by_account = {group.group: group.value for group in report.groups if group.name == "views"}
    assert set(by_account) == {"ourbrand", "second"}
    assert report.metrics[0].value == sum(by_account.values())
    with pytest.raises(NotInData):
        answer(KpisQuestion(period=PERIOD, account="ourbrand,@nobody"), store)


def test_few_videos_never_tell_a_change(store: Store) -> None:
    for number in range(1, 5):
        published = END - timedelta(days=3 if number < 3 else 31, hours=number)
        bring_video(store, number, published)
        bring_capture(store, number, END - timedelta(hours=1), 10_000 if number < 3 else 10)
    report = answer(KpisQuestion(period=PERIOD, metric="views"), store)
    assert isinstance(report, KpisReport)
    assert report.metrics[0].verdict in {None, "too_few"}


def test_nothing_can_fall_by_more_than_all_of_it(store: Store) -> None:
    generator = np.random.default_rng(4)
    for day in range(60):
        for _ in range(2):
            at = END - timedelta(days=day, hours=int(generator.integers(1, 20)))
            bring_event(store, int(generator.integers(1, 40)), at, "purchase", value=float(generator.pareto(1) * 50))
    report = answer(KpisQuestion(period=PERIOD), store)
    assert isinstance(report, KpisReport)
    for figures in report.metrics:
        if figures.change_low is not None and figures.previous is not None:
            assert figures.change_low >= -figures.previous
