"""YouTube Studio's ZIP: the table has videos below a total, the totals have days, the chart adds only videos."""

from __future__ import annotations

from analytics.importers.formats import TOTALS, fold_name, match_schema
from analytics.importers.parsing.instants import parse_instant
from analytics.importers.parsing.values import parse_rate, parse_seconds
from analytics.vocabulary.records import METRICS, Grain
from tests.analytics.importers.formats.generated import CLOCK, match_header, read_rows, read_texts


def test_the_table_has_videos_with_percentages_as_plain_numbers() -> None:
    text = (
        "Total,,,,9000,120.5,31,80000,4.2,0:00:48,41.9,300,12,9\n"
        'XpVt6Z1Gjjo,One year,"Sep 3, 2026",62,4000,60.1,12,40000,4.2,0:01:02,42.0,120,8,4\n'
    )
    schema = match_header("youtube studio table")
    total, video = read_rows("youtube studio table", text)
    assert schema.format.totals == "Content"
    assert fold_name(total["Content"]) in TOTALS
    assert fold_name(video["Content"]) not in TOTALS
    texts = read_texts(schema, video)
    assert (texts["video_id"], texts["follows"], texts["impressions"]) == ("XpVt6Z1Gjjo", "12", "40000")
    assert parse_seconds(texts["watch_seconds"] or "", "watch_seconds") == 62
    assert schema.format.percents == {"Average percentage viewed (%)"}
    assert parse_rate(texts["completion"] or "", "completion", percent=True) == 0.42
    assert parse_instant(texts["published"] or "", "published", CLOCK)
    assert {texts.code for texts in schema.assumed} == {"period_totals", "mean_completion"}


def test_hours_stand_in_for_a_missing_average() -> None:
    schema = match_schema("Table data.csv", ["Content", "Video title", "Views", "Watch time (hours)"], {})
    assert schema.mapping["Watch time (hours)"] == "watch_seconds"
    assert schema.format.scales == {"Watch time (hours)": 3600.0}
    assert schema.format.per_view == {"Watch time (hours)"}


def test_no_view_is_counted_twice_over_the_three_files() -> None:
    """Snapshots of videos and days of the channel are different records; the chart brings only the videos."""
    table, chart, totals = (match_header(f"youtube studio {name}") for name in ("table", "chart", "totals"))
    assert (table.grain, totals.grain) == (Grain.VIDEOS, Grain.ACCOUNT_DAYS)
    assert not set(chart.mapping.values()) & {*METRICS, "captured_at", "day"}
    assert {"Date", "Views"} <= set(chart.left_out)


def test_an_audience_in_percent_and_one_in_counts_are_told_apart() -> None:
    gender, territory = match_header("youtube studio gender"), match_header("youtube studio territory")
    assert (gender.format.percents, gender.format.counts_as_shares) == (frozenset({"Views (%)"}), False)
    assert (territory.format.percents, territory.format.counts_as_shares) == (frozenset(), True)
