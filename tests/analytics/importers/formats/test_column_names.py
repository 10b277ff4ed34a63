"""Names of columns are compared without case, width, accents, punctuation and units."""

from __future__ import annotations

import pytest

from analytics.importers.formats.column_names import fold_name, is_percent_name, seconds_in_unit
from analytics.importers.formats.synonyms import meanings_by_name, remove_count_words


@pytest.mark.parametrize(
    "names",
    [
        ("Watch time (hours)", "watch_time", " WATCH-TIME ", "\ufeffWatch Time（小时）"),
        ("Género", "genero", "GÉNERO"),
        ("播放量", " 播放量 ", "播放量（次）"),
    ],
)
def test_spellings_of_one_name_are_one(names: tuple[str, ...]) -> None:
    assert len(set(map(fold_name, names))) == 1


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("Watch time (hours)", 3600),
        ("play_time_ms", 0.001),
        ("时长（分钟）", 60),
        ("Duration (sec)", 1),
        ("views", None),
    ],
)
def test_units_of_time_are_read_off_names(name: str, factor: float | None) -> None:
    assert seconds_in_unit(name) == factor


def test_percentages_are_read_off_names() -> None:
    assert is_percent_name("Average percentage viewed (%)")
    assert is_percent_name("completion_pct")
    assert not is_percent_name("Views")


@pytest.mark.parametrize(
    ("name", "meaning"), [("Number of likes", "likes"), ("累计点赞次数", "likes"), ("Total video views", "views")]
)
def test_words_of_counting_are_no_part_of_a_name(name: str, meaning: str) -> None:
    assert meanings_by_name()[remove_count_words(name)][0] == meaning
