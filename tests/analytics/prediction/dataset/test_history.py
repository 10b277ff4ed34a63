"""What is known when a video is posted rests on outcomes that were known by then."""

from __future__ import annotations

import numpy as np

from analytics.prediction.dataset.history import BASELINES, STATISTICS, PostBeforeHistory, through_time


def posts(n: int) -> list[PostBeforeHistory]:
    return [PostBeforeHistory(at=10 * place, account="ann", topic="music", band="15-30 s") for place in range(n)]


def test_a_video_knows_neither_its_own_outcome_nor_those_that_come_later() -> None:
    values = np.arange(6, dtype=np.float64)
    known = np.array([10 * place + 15 for place in range(6)])
    told, expected, _ = through_time(posts(6), values, known, 1_000)
    for changed in range(6):
        other = values.copy()
        other[changed] = 1e6
        again, also, _ = through_time(posts(6), other, known, 1_000)
        unseen = [place for place in range(6) if 10 * place <= known[changed]]
        assert np.array_equal(told[unseen], again[unseen], equal_nan=True)
        assert np.array_equal(expected[unseen], also[unseen], equal_nan=True)


def test_videos_posted_at_one_moment_know_nothing_of_one_another() -> None:
    same = [PostBeforeHistory(at=5, account="ann", topic="music", band="") for _ in range(3)]
    told, _, _ = through_time(same, np.ones(3), np.full(3, 5), 1_000)
    assert np.isnan(told[:, STATISTICS.index("account_median")]).all()


def test_the_accounts_median_looks_back_on_thirty_videos() -> None:
    values = np.concatenate([np.zeros(40), np.ones(31)])
    known = np.array([10 * place + 1 for place in range(71)])
    _, expected, _ = through_time(posts(71), values, known, 1_000)
    assert expected[70, BASELINES.index("account_median")] == 1.0
    assert expected[70, BASELINES.index("overall_median")] == 0.0
