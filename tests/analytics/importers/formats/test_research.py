"""Research data: logs with flags, scrapes, trending lists, influence and claims."""

from __future__ import annotations

from datetime import date, datetime

from tests.analytics.importers.formats.generated import cells, meant, understood


def test_a_row_of_the_kuaishou_log_holds_several_actions_and_milliseconds() -> None:
    found = understood("kuaishou log").format
    assert found.flags["is_forward"] == "share"
    assert found.scales == {"play_time_ms": 0.001}
    assert found.own_viewer_ids
    assert understood("kuaishou videos").format.scales == {"video_duration": 0.001}


def test_influence_points_from_the_influenced_to_the_influencer() -> None:
    found = understood("influence estimates")
    assert dict(found.mapping) == {"influencer": "target", "influenced": "source", "probability": "weight"}
    assert found.format.public


def test_ids_of_music_that_a_float_damaged_are_left_out_with_the_reason() -> None:
    assert understood("tiktok scrape").left_out["music_id"].code == "music_ids_damaged"


def test_the_name_of_a_button_in_place_of_a_count_is_unknown() -> None:
    assert understood("tiktok scrape").format.words["shares"] == {"share": ""}


def test_a_day_of_the_trending_list_is_a_capture_and_its_tags_are_separated_by_bars() -> None:
    found = understood("youtube trending")
    text = "XpVt6Z1Gjjo,One year,Some Channel,24,a b|c,4394029,320053,5931,46245,https://i.example/x.jpg,13.09\n"
    (row,) = cells("youtube trending", text)
    said = meant(found, row)
    assert (said["captured_at"], said["topic"], said["hashtags"]) == ("13.09", "Entertainment", "a b|c")
    assert found.format.list_separator == "|"
    assert meant(found, row | {"tags": "[none]"})["hashtags"] == ""


def test_later_trending_lists_write_the_year_first_and_the_month_last() -> None:
    found = understood("youtube trending, 2017 on")
    read = datetime.strptime("17.14.11", found.format.patterns["trending_date"]).date()  # noqa: DTZ007 - a day
    assert read == date(2017, 11, 14)
    assert found.mapping["publish_time"] == "published"


def test_the_teaching_set_becomes_videos_with_one_snapshot() -> None:
    found = understood("tiktok claims")
    assert found.mapping["video_view_count"] == "views"
    assert "claim_status" in found.left_out
