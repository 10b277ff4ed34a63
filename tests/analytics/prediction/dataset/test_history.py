"""The statistics of a video use only outcomes that were known when it was posted."""

from __future__ import annotations

import numpy as np

from analytics.prediction.dataset.history import BASELINES, STATISTICS, PostAttributes, ordered_statistics


def posts(n: int) -> list[PostAttributes]:
    return [PostAttributes(at=10 * number, account="ann", topic="music", band="15-30 s") for number in range(n)]


def test_a_video_knows_neither_its_own_outcome_nor_those_that_come_later() -> None:
    values = np.arange(6, dtype=np.float64)
    known_at = np.array([10 * number + 15 for number in range(6)])
    statistics, baselines, _ = ordered_statistics(posts(6), values, known_at, 1_000)
    for changed in range(6):
        other = values.copy()
        other[changed] = 1e6
        other_statistics, other_baselines, _ = ordered_statistics(posts(6), other, known_at, 1_000)
        unseen = [number for number in range(6) if 10 * number <= known_at[changed]]
        assert np.array_equal(statistics[unseen], other_statistics[unseen], equal_nan=True)
        assert np.array_equal(baselines[unseen], other_baselines[unseen], equal_nan=True)


def test_videos_posted_at_one_moment_know_nothing_of_one_another() -> None:
    same = [PostAttributes(at=5, account="ann", topic="music", band="") for _ in range(3)]
    statistics, _, _ = ordered_statistics(same, np.ones(3), np.full(3, 5), 1_000)
    assert np.isnan(statistics[:, STATISTICS.index("account_median")]).all()


def test_the_accounts_median_looks_back_on_thirty_videos() -> None:
    values = np.concatenate([np.zeros(40), np.ones(31)])
    known_at = np.array([10 * number + 1 for number in range(71)])
    _, baselines, _ = ordered_statistics(posts(71), values, known_at, 1_000)
    assert baselines[70, BASELINES.index("account_median")] == 1.0
    assert baselines[70, BASELINES.index("overall_median")] == 0.0
