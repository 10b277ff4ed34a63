"""The file of an answer: its name, its headers, its numbers."""

from __future__ import annotations

from pathlib import Path

from bot.delivery.spreadsheet import file_name, spreadsheet
from bot.presenters.gallery import kpis_report


def test_a_file_is_named_by_question_and_period() -> None:
    name = file_name(kpis_report())
    assert name.startswith("kpis-20")
    assert name.endswith(".csv")


def test_headers_are_in_the_readers_language_and_numbers_are_short(tmp_path: Path) -> None:
    """Ids and text stay as they are."""
    rows = tmp_path / "rows.csv"
    rows.write_text("handle,score,audience,video_id\n3.10,0.043382595675498896,776156.0,7179456309200001661\nb,,2.5,\n")
    assert spreadsheet(rows, "zh").decode().splitlines() == [
        "账号,得分,受众,视频 ID",
        "3.10,0.0433826,776156,7179456309200001661",
        "b,,2.5,",
    ]
    assert spreadsheet(rows, "en").decode().startswith("handle,score,audience,video_id\n")
