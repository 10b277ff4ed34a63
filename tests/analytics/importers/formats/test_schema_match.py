"""Columns of unknown files are matched by their names; given mappings take precedence, guesses are reported."""

from __future__ import annotations

import pytest

from analytics.importers.formats import SchemaMatch, match_schema
from analytics.vocabulary.errors import BadMapping, NothingRecognised
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import CANONICAL, Grain


def match_columns(*columns: str, **given: str) -> SchemaMatch:
    return match_schema("file.csv", columns, given)


@pytest.mark.parametrize("grain", list(Grain))
def test_canonical_files_are_understood_whole(grain: Grain) -> None:
    schema = match_columns(*CANONICAL[grain])
    assert schema.grain is grain
    assert {column: column for column in CANONICAL[grain]} == dict(schema.mapping)
    assert not schema.left_out


@pytest.mark.parametrize(
    ("columns", "grain", "meanings"),
    [
        ("Date, Views, Followers", Grain.ACCOUNT_DAYS, "day, views, followers"),
        ("日期, 曝光量, 播放次数, 点赞次数", Grain.ACCOUNT_DAYS, "day, impressions, views, likes"),
        ("Fecha, Impresiones, Me gusta", Grain.ACCOUNT_DAYS, "day, impressions, likes"),
        ("Video URL, Views, Likes", Grain.VIDEOS, "link, views, likes"),
        ("Post ID, Posted, Number of views, Total Likes", Grain.VIDEOS, "video_id, published, views, likes"),
        ("ID, Title, Views, Share", Grain.VIDEOS, "video_id, caption, views, shares"),
        ("标题, 发布时间, 播放次数, 评论数", Grain.VIDEOS, "caption, published, views, comments"),
        ("Título, Fecha de publicación, Reproducciones", Grain.VIDEOS, "caption, published, views"),
        ("user, video, timestamp, event", Grain.EVENTS, "viewer, video_id, time, action"),
        ("用户ID, 视频ID, 时间, 行为", Grain.EVENTS, "viewer, video_id, time, action"),
        ("from, to, weight, date", Grain.EDGES, "source, target, weight, time"),
        ("follower, followee", Grain.EDGES, "source, target"),
        ("username, followers", Grain.ACCOUNTS, "handle, followers"),
        ("País, Porcentaje", Grain.AUDIENCE, "key, share"),
        ("城市, 占比", Grain.AUDIENCE, "key, share"),
    ],
)
def test_foreign_files_are_understood_by_synonyms(columns: str, grain: Grain, meanings: str) -> None:
    schema = match_columns(*columns.split(", "))
    assert (schema.grain, ", ".join(schema.mapping.values())) == (grain, meanings)


def test_the_column_of_keys_names_the_dimension_of_an_audience() -> None:
    assert match_columns("Age range", "Percentage").format.constants == {"dimension": "age"}


def test_units_in_names_become_factors() -> None:
    schema = match_columns("video_id", "Length (ms)", "Watch time (minutes)", "Completion rate (%)")
    assert schema.format.scales == {"Length (ms)": 0.001, "Watch time (minutes)": 60.0}
    assert schema.format.percents == {"Completion rate (%)"}


def test_multiples_and_currencies_in_names_are_heeded() -> None:
    assert match_columns("video_id", "播放量（万）", "Likes (K)").format.scales == {
        "播放量（万）": 1e4,
        "Likes (K)": 1e3,
    }
    orders = match_columns("order_id", "buyer", "date", "Amount (USD)")
    assert orders.format.constants == {"action": "purchase", "currency": "USD"}


def test_a_percentage_is_no_count() -> None:
    assert "Likes (%)" in match_columns("video_id", "Views", "Likes (%)").left_out


def test_a_misspelt_name_is_guessed_aloud_and_a_short_one_is_not() -> None:
    schema = match_columns("video_id", "Comentarois", "Lkes")
    assert schema.mapping["Comentarois"] == "comments"
    assert list(schema.assumed) == [Reason("guessed", column="Comentarois", meaning="comments")]
    assert "Lkes" in schema.left_out


def test_a_bare_date_of_a_video_is_taken_for_its_publication_aloud() -> None:
    schema = match_columns("video_id", "date", "views")
    assert schema.mapping["date"] == "published"
    assert [reason.facts["column"] for reason in schema.assumed] == ["date"]


def test_what_is_given_wins_over_format_and_synonyms() -> None:
    schema = match_columns("influencer", "influenced", "probability", source="influencer", target="influenced")
    assert schema.mapping["influencer"] == "source"
    assert match_columns("video_id", "views", "clicks", views="clicks").mapping == {
        "video_id": "video_id",
        "clicks": "views",
    }


def test_links_and_captions_tell_what_no_column_does() -> None:
    schema = match_columns("Video URL", "Caption", "Views").format.derived
    assert set(schema) == {"video_id", "account", "platform", "hashtags", "format"}
    assert schema["video_id"][1]("https://www.youtube.com/shorts/XpVt6Z1Gjjo") == "XpVt6Z1Gjjo"
    assert "hashtags" not in match_columns("video_id", "caption", "hashtags").format.derived


def test_a_file_of_unknown_columns_says_what_came_and_what_to_do() -> None:
    with pytest.raises(NothingRecognised, match=r"foo, bar.*--map"):
        match_columns("foo", "bar")


def test_a_mapping_to_what_is_not_there_is_refused() -> None:
    with pytest.raises(BadMapping, match="unknown_column"):
        match_columns("video_id", views="plays")
    with pytest.raises(BadMapping, match="unknown_meaning"):
        match_columns("video_id", beauty="video_id")


def test_days_and_followers_are_told_from_the_overview() -> None:
    """`Date, Followers, …` and `Date, Video Views, …` share their first column only."""
    assert set(match_columns("Date", "Followers", "Likes").mapping.values()) == {"day", "followers", "likes"}
    assert match_columns("Date", "Views").format.platform is None
    assert match_schema("x/Totals.csv", ["Date", "Views"], {}).format.platform == "youtube"


def test_a_list_of_videos_with_a_count_of_comments_is_no_list_of_comments() -> None:
    assert match_columns("video_id", "username", "date", "views", "comment").grain is Grain.VIDEOS


def test_a_log_that_says_only_who_watched_what_is_one_of_views_aloud() -> None:
    schema = match_columns("user_id", "item_id", "timestamp", "watch_time")
    assert (schema.grain, schema.format.constants) == (Grain.EVENTS, {"action": "view"})
    assert [reason.code for reason in schema.assumed] == ["views"]
    assert match_columns("user", "video_id", "created_at", "views").grain is Grain.VIDEOS


def test_a_foreign_log_with_flags_holds_several_actions_a_row() -> None:
    schema = match_columns("uid", "video_id", "timestamp", "is_like", "is_share")
    assert (schema.grain, schema.format.flags) == (Grain.EVENTS, {"is_like": "like", "is_share": "share"})
    assert not schema.left_out
    assert not schema.format.constants


@pytest.mark.parametrize(
    ("meaning", "word", "ours"),
    [
        ("action", "点赞", "like"),
        ("action", "watch", "view"),
        ("format", "carrusel", "image"),
        ("platform", "抖音", "douyin"),
    ],
)
def test_words_of_foreign_files_are_ours(meaning: str, word: str, ours: str) -> None:
    assert match_columns("user", "video", "timestamp", "event").format.words[meaning][word] == ours
