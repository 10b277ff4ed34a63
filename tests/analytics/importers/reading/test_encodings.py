"""Encodings are recognised with and without byte order marks, and by late characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.vocabulary.reasons import Reason
from tests.analytics.importers.reading.reading import read_one

CHINESE = "作品名称,发布时间,播放量\n今天的晚饭怎么做才好吃,2026-05-01 10:00,1.2万\n周末去哪里玩,2026-05-02 11:30,980\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_chinese_export_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    table = read_one(tmp_path / "x.csv", CHINESE.encode(encoding))
    assert table.columns == ["作品名称", "发布时间", "播放量"]
    assert table.rows[0] == ("今天的晚饭怎么做才好吃", "2026-05-01 10:00", "1.2万")
    assert table.unreadable == []


def test_a_big_endian_mark_is_read(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", b"\xfe\xff" + CHINESE.encode("utf-16-be"))
    assert len(table.rows) == 2


def test_western_text_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    text = "Título,views\nCómo cocinar ñoquis en otoño,12\nLa canción del año,3\n"
    table = read_one(tmp_path / "x.csv", text.encode("cp1252"))
    assert table.columns == ["Título", "views"]
    assert table.rows[1] == ("La canción del año", "3")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_first_character_beyond_ascii_may_come_after_a_megabyte(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"viewer{n},v1,view\n" for n in range(70_000))
    table = read_one(
        tmp_path / "x.csv", ("viewer,video_id,action\n" + rows + "作者今天的视频,v1,view\n").encode(encoding)
    )
    assert table.rows[-1] == ("作者今天的视频", "v1", "view")
    assert table.unreadable == []
    assert len(table.rows) == 70_001


def test_a_character_that_is_cut_by_the_end_of_a_piece_is_no_reason_to_guess_wrong(tmp_path: Path) -> None:
    head = b"viewer,video_id,action\n"
    filler = b"a,v1,view\n" * 6_551
    for gap in range(12):
        text = head + filler + b"x" * gap + "作者今天,v1,view\n".encode("gb18030") + b"b,v1,view\n" * 99_999
        assert read_one(tmp_path / "x.csv", text).unreadable == []


def test_broken_bytes_in_gb18030_take_their_row_away(tmp_path: Path) -> None:
    first, second, third = CHINESE.encode("gb18030").splitlines(keepends=True)
    table = read_one(tmp_path / "x.csv", first + second + b"\xff\xff" + third)
    assert len(table.rows) == 1
    ((line, _, reason),) = table.unreadable
    assert line == 3
    assert reason == Reason("not_utf8")
