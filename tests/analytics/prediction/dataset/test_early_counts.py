"""The usual growth of young videos is the median growth of earlier videos of the nearest ages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.prediction.dataset.early_counts import GROWTH, with_early_counts
from analytics.prediction.dataset.outcomes import read_outcomes
from analytics.prediction.dataset.video_table import VideoTable, make_table
from analytics.store import Store
from analytics.vocabulary.records import to_micros
from tests.analytics.prediction.worlds import DAY, START, Video, bring, open_store

END = to_micros(START + timedelta(days=400))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        open_store(opened)
        yield opened


def young(store: Store, ages: list[float], *, noise: float) -> VideoTable:
    """Videos that double from each age on, with more noise at younger ages."""
    rng = np.random.default_rng(0)
    videos = [
        Video(
            number, "ann", START + number * DAY, 20.0, "music",
            {age: 1_000, 7.0: int(2_000 * np.exp(noise * (7 - age) / 6 * rng.standard_normal()))},
        )
        for number, age in enumerate(ages)
    ]  # fmt: skip
    bring(store, videos)
    outcomes = read_outcomes(store, END, "views")
    table = with_early_counts(make_table(outcomes, store, END, "UTC"), outcomes)
    assert table is not None
    return table


def test_among_videos_of_one_age_the_usual_growth_is_their_median(store: Store) -> None:
    table = young(store, [1.0] * 300, noise=1.0)
    expected = table.baselines[150:, table.baseline_names.index(GROWTH)]
    assert float(np.median(table.outcomes[150:] - expected)) == pytest.approx(0.0, abs=0.15)
    assert table.spread[200] == pytest.approx(0.67, abs=0.25)  # the median distance of a normal one


def test_what_was_seen_younger_is_expected_to_scatter_more(store: Store) -> None:
    table = young(store, [1.0, 5.0] * 150, noise=1.0)
    seen_early, seen_late = table.spread[200:300:2], table.spread[201:300:2]
    assert float(np.median(seen_early)) > 1.5 * float(np.median(seen_late))
