"""A home with videos of a brand and of others; long cooking videos in the evening perform best."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

NEWEST = datetime(2026, 6, 1, tzinfo=UTC)
_CAPTIONS = {
    "cooking": ("How to cook noodles in ten minutes", "We never expected this soup"),
    "travel": ("A love letter to the coast", "Funny things at the airport"),
}
_COLUMNS = (
    *("video_id", "account", "platform", "published", "duration", "format", "caption", "hashtags", "topic"),
    *("music", "link", "captured_at", "views", "likes", "comments", "shares"),
)


def home_with(folder: Path, rows: int = 300, seed: int = 0) -> Path:
    """Import `rows` videos into a new home."""
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "videos.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_COLUMNS)
        for number in range(rows):
            topic = "cooking" if rng.random() < 0.6 else "travel"
            hour, duration = int(rng.integers(8, 23)), int(rng.integers(8, 75))
            published = NEWEST - timedelta(days=int(rng.integers(20, 200)), hours=24 - hour)
            good = topic == "cooking" and hour >= 17 and duration >= 30
            views = int(np.exp(rng.normal(8 if good else 5, 0.5)))
            writer.writerow(
                [
                    *(f"v{number}", ["ourbrand", "rivalchef", "wanderer"][number % 3], "tiktok", published.isoformat()),
                    *(duration, "video", _CAPTIONS[topic][number % 2], f"{topic},daily", topic, "original sound"),
                    *(f"https://e.com/{number}", (published + timedelta(days=7)).isoformat()),
                    *(views, views // 9, views // 90, views // 200),
                ]
            )
    (folder / "accounts.csv").write_text("platform,handle,ours\ntiktok,ourbrand,1\ntiktok,rivalchef,0\n", "utf-8")
    home = folder / "home"
    files = [str(folder / "accounts.csv"), str(folder / "videos.csv")]
    command = [sys.executable, "-m", "bot", "import", *files, "--home", str(home)]
    subprocess.run(command, check=True, capture_output=True)
    return home
