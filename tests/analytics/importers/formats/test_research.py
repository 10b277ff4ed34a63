"""Research data: logs with flags, scrapes, trending lists, influence and claims."""

from __future__ import annotations

from datetime import date, datetime

from tests.analytics.importers.formats.generated import match_header, read_rows, read_texts


def test_a_row_of_the_kuaishou_log_holds_several_actions_and_milliseconds() -> None:
    schema = match_header("kuaishou log").format
    assert schema.flags["is_forward"] == "share"
    assert schema.scales == {"play_time_ms": 0.001}
    assert schema.own_viewer_ids
    assert match_header("kuaishou videos").format.scales == {"video_duration": 0.001}


def test_influence_points_from_the_influenced_to_the_influencer() -> None:
    schema = match_header("influence estimates")
    assert dict(schema.mapping) == {"influencer": "target", "influenced": "source", "probability": "weight"}
    assert schema.format.public


def test_ids_of_music_that_a_float_damaged_are_left_out_with_the_reason() -> None:
    assert match_header("tiktok scrape").left_out["music_id"].code == "music_ids_damaged"


def test_the_name_of_a_button_in_place_of_a_count_is_unknown() -> None:
    assert match_header("tiktok scrape").format.words["shares"] == {"share": ""}


def test_a_day_of_the_trending_list_is_a_capture_and_its_tags_are_separated_by_bars() -> None:
    schema = match_header("youtube trending")
    text = "XpVt6Z1Gjjo,One year,Some Channel,24,a b|c,4394029,320053,5931,46245,https://i.example/x.jpg,13.09\n"
    (row,) = read_rows("youtube trending", text)
    texts = read_texts(schema, row)
    assert (texts["captured_at"], texts["topic"], texts["hashtags"]) == ("13.09", "Entertainment", "a b|c")
    assert schema.format.list_separator == "|"
    assert read_texts(schema, row | {"tags": "[none]"})["hashtags"] == ""


def test_later_trending_lists_write_the_year_first_and_the_month_last() -> None:
    schema = match_header("youtube trending, 2017 on")
    read = datetime.strptime("17.14.11", schema.format.patterns["trending_date"]).date()  # noqa: DTZ007 - a day
    assert read == date(2017, 11, 14)
    assert schema.mapping["publish_time"] == "published"


def test_the_teaching_set_becomes_videos_with_one_snapshot() -> None:
    schema = match_header("tiktok claims")
    assert schema.mapping["video_view_count"] == "views"
    assert "claim_status" in schema.left_out
