"""Random tables to fit, by seed."""

from __future__ import annotations

import numpy as np


def videos(rows: int = 600, seed: int = 0) -> dict[str, list[str]]:
    """Views of two kinds, likes as a share of views, a length in whole seconds, and a price of twice the length."""
    rng = np.random.default_rng(seed)
    kind = rng.choice(["claim", "opinion", "rare"], rows, p=[0.55, 0.43, 0.02])
    views = np.floor(np.where(kind == "claim", 100_000, 1_000) * rng.random(rows)).astype(int)
    likes = np.floor((views + 1) * rng.beta(2, 6, rows)).astype(int)
    duration = rng.integers(5, 61, rows)
    return {
        "kind": kind.tolist(),
        "views": [str(value) for value in views],
        "likes": [str(min(value, most)) for value, most in zip(likes, views, strict=True)],
        "duration": [str(value) for value in duration],
        "price": [str(2 * value) for value in duration],
    }
