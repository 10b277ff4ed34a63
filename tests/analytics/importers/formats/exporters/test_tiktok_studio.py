"""TikTok Studio's files say days, followers and videos; ids and the account stand in links."""

from __future__ import annotations

import pytest

from analytics.importers.formats import match_schema
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Grain
from tests.analytics.importers.formats.generated import cells, meant, understood


def test_a_video_is_known_by_its_link_and_captured_on_the_day_of_the_download() -> None:
    text = (
        '"February 28","Soup #dinner #easy","https://www.tiktok.com/@ourbrand/video/7531345990947851551","July 26",'
        '"1837","50","6","30504","99","12.5","0.31","40"'
    )
    found = understood("tiktok studio content")
    (row,) = cells("tiktok studio content", text)
    said = meant(found, row)
    assert said["video_id"] == "7531345990947851551"
    assert (said["account"], said["hashtags"]) == ("ourbrand", "dinner, easy")
    assert (said["captured_at"], said["published"], said["views"]) == ("February 28", "July 26", "30504")
    assert (said["watch_seconds"], said["completion"], said["saves"]) == ("12.5", "0.31", "40")


def test_total_play_time_is_a_sum_over_views_and_stands_in_for_the_average_only() -> None:
    columns = ["Time", "Video link", "Total views", "Total play time"]
    alone = match_schema("Content.csv", columns, {})
    assert alone.mapping["Total play time"] == "watch_seconds"
    assert alone.format.per_view == {"Total play time"}
    both = match_schema("Content.csv", [*columns, "Average watch time"], {})
    assert both.mapping["Average watch time"] == "watch_seconds"
    assert "Total play time" in both.left_out


def test_active_followers_are_counts_that_become_shares_of_their_day() -> None:
    found = understood("tiktok studio follower activity")
    assert found.format.counts_as_shares
    assert found.format.constants == {"dimension": "hour"}
    assert dict(found.mapping) == {"Date": "captured_at", "Hour": "key", "Active followers": "share"}


@pytest.mark.parametrize(("word", "key"), [("Female", "female"), ("Hombre", "male"), ("其他", "other"), ("X", "X")])
def test_genders_have_one_name_in_every_language(word: str, key: str) -> None:
    found = understood("tiktok studio gender")
    assert meant(found, {"Gender": word, "Distribution": "0.5"})["key"] == key


@pytest.mark.parametrize(
    "columns",
    [
        "Fecha, Visualizaciones de vídeo, Visualizaciones del perfil, Me gusta, Comentarios, Veces compartido",
        "日期, 视频播放量, 主页访问量, 点赞数, 评论数, 分享数",
    ],
)
def test_the_overview_is_known_in_other_languages(columns: str) -> None:
    found = match_schema("Overview.csv", columns.split(", "), {})
    assert (found.format.name, found.grain) == ("tiktok studio overview", Grain.ACCOUNT_DAYS)
    assert [*found.mapping.values()] == ["day", "views", "profile_views", "likes", "comments", "shares"]


def test_days_on_which_more_was_taken_back_than_came_are_not_refused() -> None:
    assert understood("tiktok studio overview").format.net == {"Likes", "Comments", "Shares"}


def test_the_difference_of_followers_is_left_out_with_the_reason() -> None:
    found = understood("tiktok studio followers")
    assert dict(found.mapping) == {"Date": "day", "Followers": "followers"}
    assert found.left_out == {"Difference in followers from previous day": Reason("follower_difference")}
