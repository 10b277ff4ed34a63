"""The simulated brand: reproducible, consistent with itself, and canonical."""

from __future__ import annotations

import filecmp
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.records import CANONICAL, Grain
from analytics.simulation import TYPES, simulate

END = date(2026, 6, 29)


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("brand")
    simulate(out, users=400, seed=5, end=END)
    return out


def test_the_same_arguments_give_the_same_bytes_and_another_seed_gives_others(brand: Path, tmp_path: Path) -> None:
    simulate(tmp_path / "again", users=400, seed=5, end=END)
    simulate(tmp_path / "other", users=400, seed=6, end=END)
    names = [str(path.relative_to(brand)) for path in brand.rglob("*.csv")]
    assert len(names) == 8
    assert filecmp.cmpfiles(brand, tmp_path / "again", names, shallow=False)[0] == names
    assert filecmp.cmpfiles(brand, tmp_path / "other", ["events.csv"], shallow=False)[1] == ["events.csv"]


@pytest.mark.parametrize("grain", list(Grain))
def test_every_file_has_canonical_columns_and_is_marked_as_simulated(brand: Path, grain: Grain) -> None:
    table = pd.read_csv(brand / f"{grain}.csv", dtype=str)
    assert set(table.columns) <= {*CANONICAL[grain], "simulated"}
    assert len(table) > 0
    assert (table["simulated"] == "1").all()


def test_the_last_snapshot_of_a_video_counts_exactly_its_events(brand: Path) -> None:
    events, videos = pd.read_csv(brand / "events.csv"), pd.read_csv(brand / "videos.csv")
    last = videos.sort_values("captured_at").groupby("video_id").last()
    for action, column in (("view", "views"), ("like", "likes"), ("share", "shares")):
        counted = events[events["action"] == action].groupby("video_id").size()
        pd.testing.assert_series_equal(
            last[column].astype("int64"),
            counted.reindex(last.index, fill_value=0).astype("int64"),
            check_names=False,
        )


def test_snapshots_never_fall(brand: Path) -> None:
    videos = pd.read_csv(brand / "videos.csv").sort_values(["video_id", "captured_at"])
    assert (videos.groupby("video_id")["views"].diff().dropna() >= 0).all()


def test_types_differ_in_what_they_do(brand: Path) -> None:
    truth = pd.read_csv(brand / "truth" / "viewers.csv").set_index("viewer")["type"]
    events = pd.read_csv(brand / "events.csv")
    actions = pd.crosstab(events["viewer"].map(truth), events["action"])
    likes = actions["like"] / actions["view"]
    assert set(actions.index) == {kind.name for kind in TYPES}
    assert likes["fans"] > 4 * likes["skimmers"]
    buyers = actions["purchase"] / actions["view"]
    assert buyers["buyers"] > 10 * buyers.drop("buyers").max()


def test_the_ring_follows_one_creator_within_hours_and_does_nothing_else(brand: Path) -> None:
    ring = set(pd.read_csv(brand / "truth" / "ring.csv")["member"])
    edges = pd.read_csv(brand / "edges.csv", parse_dates=["time"])
    bought = edges[edges["source"].isin(ring)]
    assert len(bought) == len(ring) > 20
    assert bought["target"].nunique() == 1
    assert (bought["time"].max() - bought["time"].min()).total_seconds() <= 3 * 3600
    assert not set(pd.read_csv(brand / "events.csv")["viewer"]) & ring


def test_everything_happens_before_the_end(brand: Path) -> None:
    events = pd.read_csv(brand / "events.csv", parse_dates=["time"])
    assert events["time"].max() < pd.Timestamp(END, tz="UTC")
    assert events["time"].min() >= pd.Timestamp(END, tz="UTC") - pd.Timedelta(weeks=26)
