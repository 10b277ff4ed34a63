"""TikTok Studio's files have days, followers and videos; ids and the account are in links."""

from __future__ import annotations

import pytest

from analytics.importers.formats import match_schema
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import Grain
from tests.analytics.importers.formats.generated import match_header, read_rows, read_texts


def test_a_video_is_known_by_its_link_and_captured_on_the_day_of_the_download() -> None:
    text = (
        '"February 28","Soup #dinner #easy","https://www.tiktok.com/@ourbrand/video/7531345990947851551","July 26",'
        '"1837","50","6","30504","99","12.5","0.31","40"'
    )
    schema = match_header("tiktok studio content")
    (row,) = read_rows("tiktok studio content", text)
    texts = read_texts(schema, row)
    assert texts["video_id"] == "7531345990947851551"
    assert (texts["account"], texts["hashtags"]) == ("ourbrand", "dinner, easy")
    assert (texts["captured_at"], texts["published"], texts["views"]) == ("February 28", "July 26", "30504")
    assert (texts["watch_seconds"], texts["completion"], texts["saves"]) == ("12.5", "0.31", "40")


def test_total_play_time_is_a_sum_over_views_and_stands_in_for_the_average_only() -> None:
    columns = ["Time", "Video link", "Total views", "Total play time"]
    alone = match_schema("Content.csv", columns, {})
    assert alone.mapping["Total play time"] == "watch_seconds"
    assert alone.format.per_view == {"Total play time"}
    both = match_schema("Content.csv", [*columns, "Average watch time"], {})
    assert both.mapping["Average watch time"] == "watch_seconds"
    assert "Total play time" in both.left_out


def test_active_followers_are_counts_that_become_shares_of_their_day() -> None:
    schema = match_header("tiktok studio follower activity")
    assert schema.format.counts_as_shares
    assert schema.format.constants == {"dimension": "hour"}
    assert dict(schema.mapping) == {"Date": "captured_at", "Hour": "key", "Active followers": "share"}


@pytest.mark.parametrize(("word", "key"), [("Female", "female"), ("Hombre", "male"), ("其他", "other"), ("X", "X")])
def test_genders_have_one_name_in_every_language(word: str, key: str) -> None:
    schema = match_header("tiktok studio gender")
    assert read_texts(schema, {"Gender": word, "Distribution": "0.5"})["key"] == key


@pytest.mark.parametrize(
    "columns",
    [
        "Fecha, Visualizaciones de vídeo, Visualizaciones del perfil, Me gusta, Comentarios, Veces compartido",
        "日期, 视频播放量, 主页访问量, 点赞数, 评论数, 分享数",
    ],
)
def test_the_overview_is_known_in_other_languages(columns: str) -> None:
    schema = match_schema("Overview.csv", columns.split(", "), {})
    assert (schema.format.name, schema.grain) == ("tiktok studio overview", Grain.ACCOUNT_DAYS)
    assert [*schema.mapping.values()] == ["day", "views", "profile_views", "likes", "comments", "shares"]


def test_days_on_which_more_was_taken_back_than_came_are_not_refused() -> None:
    assert match_header("tiktok studio overview").format.net == {"Likes", "Comments", "Shares"}


def test_the_difference_of_followers_is_left_out_with_the_reason() -> None:
    schema = match_header("tiktok studio followers")
    assert dict(schema.mapping) == {"Date": "day", "Followers": "followers"}
    assert schema.left_out == {"Difference in followers from previous day": Reason("follower_difference")}
