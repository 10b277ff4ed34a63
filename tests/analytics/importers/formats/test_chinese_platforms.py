"""Douyin, Kuaishou, Xiaohongshu and WeChat Channels: captions and times identify posts, photo posts are images."""

from __future__ import annotations

import pytest

from analytics.importers.parsing.instants import parse_instant
from analytics.importers.parsing.values import parse_count, parse_rate, parse_seconds
from tests.analytics.importers.formats.generated import CLOCK, match_header, read_rows, read_texts


def test_a_douyin_work_is_known_by_caption_and_time_and_its_rates_are_fractions() -> None:
    text = '"一碗面\n#美食 #夜宵",2026-07-26 13:31:00,图文,已发布,1.2万,-,0.61,0.0412,0.2,9.8,311,12,9,40,77,-3\n'
    schema = match_header("douyin works")
    (row,) = read_rows("douyin works", text)
    texts = read_texts(schema, row)
    assert (texts["caption"], texts["format"]) == ("一碗面\n#美食 #夜宵", "image")
    assert texts["hashtags"] == "美食, 夜宵"
    assert parse_count(texts["views"] or "", "views") == 12_000
    assert parse_rate(texts["completion"] or "", "completion") is None
    assert parse_seconds(texts["watch_seconds"] or "", "watch_seconds") == 9.8
    assert "粉丝增量" in schema.format.net
    assert schema.format.platform == "douyin"


def test_kuaishou_works_have_every_column_understood() -> None:
    schema = match_header("kuaishou works")
    assert [*schema.mapping.values()] == (
        ["caption", "published", "views", "completion", "likes", "comments", "saves", "shares", "follows"]
    )
    assert not schema.left_out


def test_a_note_without_title_keeps_its_time_to_the_second() -> None:
    schema = match_header("xiaohongshu notes")
    text = ",2026年07月26日13时31分00秒,视频,9000,1200,0.1,88,7,31,4,2,12秒,0\n"
    (row,) = read_rows("xiaohongshu notes", text)
    texts = read_texts(schema, row)
    at = parse_instant(texts["published"] or "", "published", CLOCK)
    assert at is not None
    assert not at.coarse
    assert (texts["caption"], texts["format"], texts["impressions"], texts["follows"]) == ("", "video", "9000", "4")
    assert parse_seconds(texts["watch_seconds"] or "", "watch_seconds") == 12


def test_of_two_kinds_of_like_one_is_counted_and_the_other_named() -> None:
    schema = match_header("wechat channels videos")
    assert schema.mapping["喜欢"] == "likes"
    assert schema.left_out["推荐"].code == "recommendation"
    row = read_rows("wechat channels videos", "描述,export/UzFfAgt,2026/07/24,20%,12秒,99,3,8,2,4,1,4\n")[0]
    assert read_texts(schema, row)["video_id"] == "export/UzFfAgt"


@pytest.mark.parametrize("word", ["图文", "图集", "视频", "直播", "某种新体裁"])
def test_kinds_of_posts_have_our_names_and_new_ones_are_unknown(word: str) -> None:
    schema = match_header("douyin works")
    expected = {"图文": "image", "图集": "image", "视频": "video", "直播": "live", "某种新体裁": ""}
    assert schema.format.words["format"].get(word, schema.format.words["format"]["*"]) == expected[word]
