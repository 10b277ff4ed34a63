"""Rankings of single videos: values that add up to the metric, usual values at the same age, and what sets apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from analytics.store import Store
from analytics.vocabulary.errors import MissingMetric
from analytics.vocabulary.reports import KpisReport
from tests.analytics.kpis.test_measurement import DAY, END, ask, bring_event, bring_video, store

__all__ = ["store"]

HOUR = timedelta(hours=1)


def bring_counted_video(store: Store, number: int, days_ago: int, captures: dict[int, int], **columns: object) -> None:
    """A video published so many days before the end of the period, with views by age in days."""
    published = END - days_ago * DAY
    bring_video(store, number, published, **columns)
    with store.connection as connection:
        connection.execute(
            "UPDATE videos SET caption = ?, link = ? WHERE id = ?",
            (f"caption {number}", f"https://example.com/{number}", number),
        )
        for age, views in captures.items():
            connection.execute(
                "INSERT INTO snapshots (video, captured_at, views, likes, import) VALUES (?, ?, ?, ?, 1)",
                (number, int((published + age * DAY).timestamp() * 1_000_000), views, views // 10),
            )


def bring_topic(store: Store, video: int, topic: str) -> None:
    with store.connection as connection:
        connection.execute("INSERT INTO topics VALUES (?, ?, 'column')", (video, topic))


def values(report: KpisReport) -> list[tuple[str, float]]:
    return [(video.video_id, video.value) for video in report.videos]


def test_lifetime_totals_of_the_videos_of_the_period_are_ranked_where_nothing_tells_gains(store: Store) -> None:
    """Each video was captured once, a week after its publication."""
    for number in range(1, 13):
        bring_counted_video(store, number, 20, {8: 100 * number})
    report = ask(store, top=3)
    assert report.ranking is not None
    assert report.ranking.values == "lifetime"
    assert values(report) == [("12", 1200.0), ("11", 1100.0), ("10", 1000.0)]
    assert sum(value for _, value in values(ask(store, top=50))) == report.metrics[0].value
    assert values(ask(store, top=2, flop=True)) == [("1", 100.0), ("2", 200.0)]
    first = report.videos[0]
    assert (first.caption, first.link, first.account) == ("caption 12", "https://example.com/12", "ourbrand")


def test_gains_of_the_period_are_ranked_where_captures_tell_them_and_add_up_to_the_metric(store: Store) -> None:
    """An old hit that gained little in the period is no winner."""
    for number in range(1, 9):
        bring_counted_video(store, number, 24, {0: 0, 1: 50 * number, 20: 100 * number})
    bring_counted_video(store, 99, 100, {59: 90_000, 99: 90_010})
    report = ask(store, top=50)
    assert report.ranking is not None
    assert report.ranking.values == "gained"
    assert values(report)[0] == ("8", 800.0)
    assert values(report)[-1][0] == "99"
    assert values(report)[-1][1] == pytest.approx(6.75)
    assert sum(value for _, value in values(report)) == pytest.approx(report.metrics[0].value)


def test_the_weakest_were_posted_in_the_period_and_had_some_days(store: Store) -> None:
    for number in range(1, 9):
        bring_counted_video(store, number, 24, {0: 0, 1: 50 * number, 20: 100 * number})
    bring_counted_video(store, 98, 2, {0: 0, 1: 2})
    bring_counted_video(store, 99, 100, {60: 90_000, 100: 90_010})
    report = ask(store, top=2, flop=True)
    assert values(report) == [("1", 100.0), ("2", 200.0)]
    assert report.ranking is not None
    assert report.ranking.left_out == {"young": 1}


def test_a_video_is_compared_with_the_others_of_its_account_at_the_same_age(store: Store) -> None:
    """The others have far more by now, and had 100 views when they were as old."""
    for number in range(1, 8):
        bring_counted_video(store, number, 100, {8: 100, 90: 5_000})
    bring_counted_video(store, 9, 10, {8: 300})
    video = next(video for video in ask(store, top=50).videos if video.video_id == "9")
    assert (video.usual, video.usual_of, video.compared) == (100.0, "age", 7)
    assert video.times_usual == 3.0


def test_with_few_other_videos_nothing_is_usual(store: Store) -> None:
    for number in range(1, 5):
        bring_counted_video(store, number, 20, {8: 100})
    assert [video.times_usual for video in ask(store, top=5).videos] == [None] * 4


@pytest.fixture
def watched(store: Store) -> Store:
    """Eight videos with events: video `i` has `10 * i` views by 30 viewers in its first hours, on the fifth day."""
    for number in range(1, 9):
        bring_video(store, number, END - 25 * DAY, duration=20.0)
        bring_event(store, 0, END - 26 * DAY, video=number, action="impression")
        for view in range(10 * number if number > 2 else 10):
            at = END - 20 * DAY + view * HOUR
            bring_event(store, view % 30, at, video=number, watch_seconds=20.0 if view % number == 0 else 1.0)
    return store


def test_events_are_ranked_by_what_was_seen_in_the_period_without_videos_of_few_viewers(watched: Store) -> None:
    report = ask(watched, top=3)
    assert values(report) == [("8", 80.0), ("7", 70.0), ("6", 60.0)]
    assert report.ranking is not None
    assert report.ranking.left_out == {"few_viewers": 2}
    assert (report.videos[0].usual, report.videos[0].usual_of) == (40.0, "age")


def test_a_rate_needs_the_least_number_of_views_which_the_report_tells(watched: Store) -> None:
    """Video 3 completed most often, with 30 views."""
    report = ask(watched, top=1, metric="completion")
    assert report.ranking is not None
    assert report.ranking.least == 30
    assert values(report)[0][0] == "3"
    assert values(report)[0][1] == pytest.approx(10 / 30)
    assert report.videos[0].usual_of == "period"


def test_what_the_best_share_is_told_if_chance_does_not_make_it(store: Store) -> None:
    for number in range(1, 41):
        bring_counted_video(store, number, 8 + number % 15, {8: 100 * number})
        bring_topic(store, number, "cooking" if number > 34 or number % 9 == 0 else "travel")
    ranking = ask(store, top=5).ranking
    assert ranking is not None
    assert ranking.contrast is not None
    assert (ranking.contrast.dimension, ranking.contrast.value) == ("topic", "cooking")
    assert (ranking.contrast.n, ranking.contrast.of) == (5, 5)
    assert ranking.contrast.rest < 0.2
    flop = ask(store, top=5, flop=True).ranking
    assert flop is not None
    assert flop.contrast_verdict == "none"


def test_few_videos_are_too_few_to_tell_what_sets_them_apart(store: Store) -> None:
    for number in range(1, 10):
        bring_counted_video(store, number, 20, {8: 100 * number})
        bring_topic(store, number, "cooking" if number > 6 else "travel")
    ranking = ask(store, top=3).ranking
    assert ranking is not None
    assert (ranking.contrast, ranking.contrast_verdict) == (None, "too_few")


def test_a_metric_that_no_single_video_has_is_refused(store: Store) -> None:
    for number in range(1, 9):
        bring_counted_video(store, number, 20, {8: 100})
    with pytest.raises(MissingMetric) as refusal:
        ask(store, top=3, metric="posts")
    assert "views" in refusal.value.present
    assert "posts" not in refusal.value.present


def test_the_newest_hit_is_among_the_best_though_it_still_grows(store: Store) -> None:
    for number in range(1, 13):
        bring_counted_video(store, number, 20, {8: 100 * number})
    bring_counted_video(store, 99, 12, {0: 50_000})
    assert values(ask(store, top=1)) == [("99", 50_000.0)]
    weakest = ask(store, top=1, flop=True)
    assert values(weakest) == [("1", 100.0)]
    assert weakest.ranking is not None
    assert weakest.ranking.left_out == {"growing": 1}


def test_a_ranking_comes_without_notes_on_changes(store: Store) -> None:
    for number in range(1, 13):
        bring_counted_video(store, number, 20, {8: 100 * number})
    assert not {note.code for note in ask(store, top=3).notes} & {"no_comparison", "ages_differ", "comparison_empty"}


def test_a_ranking_of_all_time_begins_with_the_first_record(store: Store) -> None:
    for number in range(1, 13):
        bring_counted_video(store, number, 20, {8: 100 * number})
    report = ask(store, top=1, period={"start": "1970-01-01T00:00:00Z", "end": END, "zone": "UTC"})
    assert report.period.start == END - 20 * DAY
    assert values(report) == [("12", 1200.0)]
