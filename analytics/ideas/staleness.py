"""Whether a model of ideas is due, told from what lies in the home at no cost: serving can look every minute."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from analytics.synthesis import VERSION

FEWEST_VIDEOS = 100
GROWTH = 0.10
"""The part of new videos at which a model is trained anew."""


def folder_of(home: Path) -> Path:
    """Where the model of a home lies."""
    return home / "models" / "ideas"


def is_due(home: Path, videos: int) -> bool:
    """Whether a model is missing, unusable, or learnt from less than ten elevenths of the videos that there are."""
    return videos >= FEWEST_VIDEOS and videos >= (1 + GROWTH) * _learnt_from(folder_of(home))


def _learnt_from(folder: Path) -> int:
    """The rows that the model in `folder` was trained on; 0 where none can be used."""
    try:
        told = json.loads((folder / "model.json").read_bytes())
        if told["version"] != VERSION:
            return 0
        if told["gan"] is not None:
            digest = str(told["gan"]["digest"])
            network = (folder / f"model-{digest[:12]}.keras").read_bytes()
            if hashlib.sha256(network).hexdigest() != digest:
                return 0
        return int(told["facts"].get("rows", 0))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0
