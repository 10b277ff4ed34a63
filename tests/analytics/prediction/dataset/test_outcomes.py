"""An outcome is the value at seven days, interpolated or captured soon after; else the total at the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.prediction.dataset.outcomes import VideoOutcomes, read_outcomes
from analytics.store import Store
from analytics.vocabulary.records import to_micros
from tests.analytics.prediction.worlds import DAY, START, Video, bring, open_store

END = START + timedelta(days=100)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        open_store(opened)
        yield opened


def videos_with(*captures: dict[float, int]) -> list[Video]:
    return [Video(number, "ann", START + number * DAY, 20.0, "music", ages) for number, ages in enumerate(captures)]


def values(outcomes: VideoOutcomes) -> list[float | None]:
    column: list[float | None] = outcomes.frame["value"].to_list()
    return column


def test_seven_days_lie_on_the_line_between_two_captures(store: Store) -> None:
    bring(store, videos_with({3.0: 100, 11.0: 500}, {7.0: 300}, {8.0: 80}, {2.0: 10}))
    outcomes = read_outcomes(store, to_micros(END), "views")
    assert outcomes.way == "age"
    assert values(outcomes) == [300.0, 300.0, 80.0, None]
    assert outcomes.frame["known_at"][0] == to_micros(START + 11 * DAY)
    assert sorted(outcomes.early["video"].to_list()) == [0, 3]


def test_a_capture_long_after_is_no_outcome_at_seven_days(store: Store) -> None:
    bring(store, videos_with(*[{7.0: 100}] * 9, {60.0: 900}, {1.0: 5, 60.0: 900}))
    assert values(read_outcomes(store, to_micros(END), "views"))[-2:] == [None, None]


def test_one_old_capture_a_video_is_the_total_at_the_export(store: Store) -> None:
    bring(store, videos_with(*[{90.0 - number: 100 + number} for number in range(10)]))
    outcomes = read_outcomes(store, to_micros(END), "views")
    assert outcomes.way == "export"
    assert values(outcomes) == [100.0 + number for number in range(10)]


def test_later_captures_are_invisible(store: Store) -> None:
    bring(store, videos_with({3.0: 100, 11.0: 500}, {3.0: 40, 7.0: 70}))
    then = to_micros(START + 9 * DAY)
    assert values(read_outcomes(store, then, "views")) == [None, 70.0]


def test_reactions_by_few_viewers_are_no_extreme_rate(store: Store) -> None:
    bring(store, [replace(video, likes=1) for video in videos_with({7.0: 2}, {7.0: 2_000})])
    few, many = values(read_outcomes(store, to_micros(END), "engagement"))
    assert few == pytest.approx(2 / 22)
    assert many == pytest.approx(2 / 2_020)
