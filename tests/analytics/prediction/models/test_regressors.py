"""The five regressions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from analytics.prediction.models.regressors import MODELS, SVR_ROWS, fit

Floats = npt.NDArray[np.float64]


def data(n: int = 400) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(0)
    values = rng.standard_normal((n, 6))
    values[rng.random((n, 6)) < 0.1] = np.nan
    outcomes = np.nan_to_num(values[:, 0]) + 0.5 * np.nan_to_num(values[:, 1]) ** 2 + 0.1 * rng.standard_normal(n)
    return values, outcomes


@pytest.mark.parametrize("name", MODELS)
def test_every_model_learns_what_there_is_and_is_the_same_twice(name: str) -> None:
    values, outcomes = data()
    first, second = (fit(name, values[:300], outcomes[:300], 0) for _ in range(2))
    assert all(np.array_equal(first.arrays[part], second.arrays[part]) for part in first.arrays)
    assert np.array_equal(first.predict(values), second.predict(values))
    off = np.abs(first.predict(values[300:]) - outcomes[300:]).mean()
    assert off < 0.8 * np.abs(np.median(outcomes[:300]) - outcomes[300:]).mean()


@pytest.mark.parametrize("name", MODELS)
def test_a_column_of_which_nothing_is_known_does_no_harm(name: str) -> None:
    values, outcomes = data()
    values[:, 3] = np.nan
    assert np.isfinite(fit(name, values, outcomes, 0).predict(values)).all()


def test_a_support_vector_fit_takes_the_most_recent_rows() -> None:
    values, outcomes = data(SVR_ROWS + 200)
    whole, recent = (fit("svr", values[start:], outcomes[start:], 0) for start in (0, 200))
    assert np.array_equal(whole.predict(values), recent.predict(values))


def test_what_was_never_seen_is_not_believed_beyond_a_factor_of_e() -> None:
    values, outcomes = data()
    far = fit("polynomial", values, outcomes, 0).predict(np.full((1, 6), 1e6))
    assert outcomes.min() - 1 <= far[0] <= outcomes.max() + 1
