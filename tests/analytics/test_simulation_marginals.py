"""The simulated brand has the spreads and rates of real videos, within the bounds that stand here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.simulation import simulate

END = date(2026, 6, 29)
FEWEST_VIEWS = 100
REACTIONS = ("likes", "comments", "shares", "saves")
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The last counts of the simulated videos that are older than a week."""
    out = tmp_path_factory.mktemp("brand")
    simulate(out, users=50, seed=1, end=END)
    videos = pd.read_csv(out / "videos.csv").sort_values("captured_at").groupby("video_id").last()
    return videos[pd.to_datetime(videos["published"]) < pd.Timestamp(END, tz="UTC") - pd.Timedelta(days=7)]


@pytest.fixture(scope="module")
def tiktok(real_data: Path) -> pd.DataFrame:
    table = pd.read_csv(real_data / "tiktok_vn" / "videos_2025-05-29.csv", dtype=str)
    return _viewed(pd.DataFrame({name: _count(table[f"vid_n{name[:-1]}"]) for name in ("views", *REACTIONS)}))


@pytest.fixture(scope="module")
def kuaishou(real_data: Path) -> pd.DataFrame:
    table = pd.read_parquet(real_data / "kuaishou" / "videos.parquet")
    names = {"play_cnt": "views", "like_cnt": "likes", "comment_cnt": "comments", "share_cnt": "shares"}
    videos = table.rename(columns={**names, "collect_cnt": "saves", "follow_cnt": "follows"})
    videos["completion"] = videos["complete_play_cnt"] / videos["views"]
    videos["duration"] = videos["video_duration"] / 1000
    videos["watch_seconds"] = videos["play_duration"] / 1000 / videos["views"]
    return _viewed(videos)


@pytest.fixture(scope="module")
def youtube(real_data: Path) -> pd.DataFrame:
    table = pd.read_csv(real_data / "youtube" / "USvideos.csv", on_bad_lines="skip")
    return _viewed(table.drop_duplicates("video_id", keep="last"))


def _count(texts: pd.Series) -> pd.Series:
    """Counts such as 541.2K."""
    parts = texts.str.extract(r"([\d.]+)([KMB]?)")
    return pd.to_numeric(parts[0], errors="coerce") * parts[1].map({"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9})


def _viewed(videos: pd.DataFrame) -> pd.DataFrame:
    return videos[videos["views"] >= FEWEST_VIEWS]


def _spread(videos: pd.DataFrame) -> float:
    return float(np.log(videos["views"]).std())


def _top_share(videos: pd.DataFrame) -> float:
    views = videos["views"].sort_values(ascending=False)
    return float(views.head(len(views) // 10).sum() / views.sum())


def _engagement(videos: pd.DataFrame) -> pd.Series:
    return videos[list(REACTIONS)].sum(axis=1) / videos["views"]


def test_views_spread_as_widely_as_on_real_platforms(
    simulated: pd.DataFrame, tiktok: pd.DataFrame, kuaishou: pd.DataFrame, youtube: pd.DataFrame
) -> None:
    spreads = [_spread(real) for real in (tiktok, kuaishou, youtube)]
    assert min(spreads) < _spread(simulated) < max(spreads)
    shares = [_top_share(real) for real in (tiktok, kuaishou, youtube)]
    assert min(shares) - 0.05 < _top_share(simulated) < max(shares) + 0.05


def test_engagement_has_the_quantiles_of_tiktok_within_a_factor_of_one_and_a_half(
    simulated: pd.DataFrame, tiktok: pd.DataFrame
) -> None:
    ratio = _engagement(simulated).quantile(QUANTILES) / _engagement(tiktok).quantile(QUANTILES)
    assert ratio.between(1 / 1.5, 1.5).all(), ratio


def test_completion_and_share_watched_are_those_of_kuaishous_short_videos(
    simulated: pd.DataFrame, kuaishou: pd.DataFrame
) -> None:
    """Of 10 to 60 seconds, as most of the simulated ones are."""
    short = [videos[videos["duration"].between(10, 60)] for videos in (simulated, kuaishou)]
    (low, high), (real_low, real_high) = (videos["completion"].quantile([0.25, 0.75]) for videos in short)
    assert real_low / 1.5 < low < high < real_high * 1.5
    watched = [float((videos["watch_seconds"] / videos["duration"]).median()) for videos in short]
    assert watched[0] == pytest.approx(watched[1], abs=0.2)
    ranks = [float(videos["completion"].corr(videos["duration"], method="spearman")) for videos in short]
    assert max(ranks) < 0


def test_a_view_brings_a_follower_as_often_as_on_kuaishou(simulated: pd.DataFrame, kuaishou: pd.DataFrame) -> None:
    rates = kuaishou["follows"] / kuaishou["views"]
    median = float((simulated["follows"] / simulated["views"]).median())
    assert rates.quantile(0.25) < median < rates.quantile(0.95)
