"""Whether a model of ideas is due for training, from files in the home only: this is checked every minute."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from analytics.synthesis import VERSION

MIN_VIDEOS = 100
GROWTH = 0.10
"""The share of new videos from which a model is trained again."""


def model_folder(home: Path) -> Path:
    """Return the folder of the model in a home."""
    return home / "models" / "ideas"


def is_due(home: Path, videos: int) -> bool:
    """Return whether the model is missing or unusable, or the number of videos has grown by a tenth since training."""
    return videos >= MIN_VIDEOS and videos >= (1 + GROWTH) * _trained_rows(model_folder(home))


def _trained_rows(folder: Path) -> int:
    """Return the number of rows that the model in `folder` was trained on; 0 if it is missing or unusable."""
    try:
        document = json.loads((folder / "model.json").read_bytes())
        if document["version"] != VERSION:
            return 0
        if document["gan"] is not None:
            digest = str(document["gan"]["digest"])
            network = (folder / f"model-{digest[:12]}.keras").read_bytes()
            if hashlib.sha256(network).hexdigest() != digest:
                return 0
        return int(document["facts"].get("rows", 0))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0
