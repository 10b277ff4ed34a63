"""Links to videos have ids, accounts and platforms; other links have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.formats import links


@pytest.mark.parametrize(
    ("link", "video", "handle", "platform"),
    [
        (
            "https://www.tiktok.com/@our.brand/video/7531345990947851551?q=1",
            "7531345990947851551",
            "our.brand",
            "tiktok",
        ),
        ("https://www.tiktok.com/@ourbrand/photo/7531345990947851551", "7531345990947851551", "ourbrand", "tiktok"),
        ("https://www.youtube.com/watch?app=m&v=XpVt6Z1Gjjo", "XpVt6Z1Gjjo", None, "youtube"),
        ("https://youtu.be/XpVt6Z1Gjjo?t=3", "XpVt6Z1Gjjo", None, "youtube"),
        ("https://www.instagram.com/reel/DAbc-12_3/", "DAbc-12_3", None, "instagram"),
        ("https://www.douyin.com/video/7531345990947851551", "7531345990947851551", None, "douyin"),
        (
            "https://www.xiaohongshu.com/explore/64b0c0d0000000001203abcd",
            "64b0c0d0000000001203abcd",
            None,
            "xiaohongshu",
        ),
        ("https://brand.example/shop", None, None, None),
        ("", None, None, None),
    ],
)
def test_links_of_the_platforms(link: str, video: str | None, handle: str | None, platform: str | None) -> None:
    assert (links.video_id(link), links.handle(link), links.platform(link)) == (video, handle, platform)


def test_an_id_is_taken_as_it_is_and_a_link_by_the_id_inside() -> None:
    assert links.id_or_link("export/UzFfAgt") == "export/UzFfAgt"
    assert links.id_or_link("https://youtu.be/XpVt6Z1Gjjo") == "XpVt6Z1Gjjo"
    assert links.id_or_link("https://brand.example/shop") is None


def test_hashtags_are_taken_out_of_captions_once_each() -> None:
    assert links.hashtags("Soup #dinner, #easy！#dinner #美食#夜宵") == "dinner, easy, 美食, 夜宵"
    assert links.hashtags("no. 1 # soup") is None


@given(st.text(max_size=80))
def test_no_text_crashes_them(text: str) -> None:
    for read in (links.video_id, links.handle, links.platform, links.hashtags, links.id_or_link):
        read(text)
