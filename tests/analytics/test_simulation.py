"""The simulated brand is reproducible, consistent and canonical."""

from __future__ import annotations

import filecmp
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.simulation import MARKER, TYPE_NAMES, simulate
from analytics.simulation.csv_files import BLOCK
from analytics.vocabulary.csv_cells import guard
from analytics.vocabulary.records import CANONICAL, Grain

END = date(2026, 6, 29)
REACTIONS = ("likes", "comments", "shares", "saves")


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


def _last(brand: Path) -> pd.DataFrame:
    """The last snapshot of each video that is older than a week."""
    videos = pd.read_csv(brand / "videos.csv").sort_values("captured_at").groupby("video_id").last()
    return videos[pd.to_datetime(videos["published"]) < pd.Timestamp(END, tz="UTC") - pd.Timedelta(days=7)]


def test_views_reach_from_thousands_to_millions_with_a_heavy_tail(brand: Path) -> None:
    views = _last(brand)["views"].sort_values(ascending=False)
    assert views.median() > 10_000
    assert views.quantile(0.05) > 1_000
    assert views.max() > 1_000_000
    assert 0.4 < views.head(len(views) // 10).sum() / views.sum() < 0.8


def test_three_to_eight_of_a_hundred_views_bring_a_reaction_and_less_than_one_a_purchase(brand: Path) -> None:
    videos, actions = _last(brand), pd.read_csv(brand / "events.csv")["action"].value_counts()
    assert 0.03 < videos[list(REACTIONS)].sum().sum() / videos["views"].sum() < 0.08
    assert 0.03 < actions[[name.removesuffix("s") for name in REACTIONS]].sum() / actions["view"] < 0.08
    assert 0 < actions["purchase"] / actions["view"] < 0.01


def test_impressions_lie_above_views_and_clicks_between_1_and_12_of_a_hundred(brand: Path) -> None:
    videos, days = _last(brand), pd.read_csv(brand / "account_days.csv")
    assert (videos["impressions"] > videos["views"]).all()
    assert (days["impressions"] >= days["views"]).all()
    rates = videos["clicks"] / videos["impressions"]
    assert rates.between(0.01, 0.12).all()
    by_topic = rates.groupby(videos["topic"]).mean()
    assert by_topic.max() > 1.5 * by_topic.min()
    by_account = rates.groupby(videos["account"]).mean()
    assert by_account.max() > 1.5 * by_account.min()


def test_completion_fits_the_seconds_watched(brand: Path) -> None:
    videos = _last(brand)
    watched = videos["watch_seconds"] / videos["duration"]
    assert (videos["completion"] < watched).all()
    assert watched.between(0.02, 1).all()
    assert np.corrcoef(watched, videos["completion"])[0, 1] > 0.8
    assert videos["completion"].corr(videos["duration"], method="spearman") < -0.3


def test_sampled_viewers_behave_as_the_counts_of_everybody_say(brand: Path) -> None:
    events, videos = pd.read_csv(brand / "events.csv"), _last(brand)
    views = events[events["action"] == "view"].set_index("video_id")
    sampled = views.groupby(level=0).size().reindex(videos.index, fill_value=0)
    assert sampled.corr(videos["views"]) > 0.8
    full = (views["watch_seconds"] >= videos["duration"].reindex(views.index)).groupby(level=0).mean()
    weighted = (videos["completion"] * sampled).sum() / sampled.sum()
    assert (full * sampled).sum() / sampled.sum() == pytest.approx(weighted, abs=0.03)


def test_followers_agree_with_the_graph(brand: Path) -> None:
    accounts = pd.read_csv(brand / "accounts.csv").set_index("handle")
    edges = pd.read_csv(brand / "edges.csv").query("kind == 'follow'")
    known = edges.groupby("target")["source"].nunique().reindex(accounts.index, fill_value=0)
    assert accounts["followers"].corr(known, method="spearman") > 0.85


def test_a_series_of_ours_held_its_viewers_longer_in_the_last_weeks(brand: Path) -> None:
    videos = _last(brand)
    ours = pd.read_csv(brand / "accounts.csv").query("ours == 1")["handle"]
    own = videos[videos["account"].isin(ours)]
    late = pd.to_datetime(own["published"]) >= pd.Timestamp(END, tz="UTC") - pd.Timedelta(weeks=4)
    breakfast = own["topic"] == "breakfast"
    assert own[late & breakfast]["completion"].mean() > 1.5 * own[~late & breakfast]["completion"].mean()
    assert own[late & ~breakfast]["completion"].mean() < 1.2 * own[~late & ~breakfast]["completion"].mean()
    assert own[late & breakfast]["caption"].str.contains("三分钟早餐|3-minute breakfast").any()


def test_videos_of_15_to_30_seconds_get_more_views_than_others_of_the_same_account(brand: Path) -> None:
    videos = _last(brand)
    usual = np.log(videos["views"]) - np.log(videos["views"]).groupby(videos["account"]).transform("median")
    good = videos["duration"].between(15, 30, inclusive="left")
    assert usual[good].mean() - usual[~good].mean() > np.log(1.5)


def test_our_topics_are_those_of_a_kitchen_brand_and_captions_say_them(brand: Path) -> None:
    videos = pd.read_csv(brand / "videos.csv").drop_duplicates("video_id")
    ours = pd.read_csv(brand / "accounts.csv").query("ours == 1")["handle"]
    own = videos[videos["account"].isin(ours)]
    assert set(own["topic"]) == {"cooking", "breakfast", "baking", "kitchenware", "coffee"}
    assert own["caption"].nunique() > 0.4 * len(own)
    assert (own["caption"].str.contains("#")).all()


def test_snapshots_never_fall(brand: Path) -> None:
    videos = pd.read_csv(brand / "videos.csv").sort_values(["video_id", "captured_at"])
    assert (videos.groupby("video_id")["views"].diff().dropna() >= 0).all()


def test_types_differ_in_what_they_do(brand: Path) -> None:
    truth = pd.read_csv(brand / "truth" / "viewers.csv").set_index("viewer")["type"]
    events = pd.read_csv(brand / "events.csv")
    actions = pd.crosstab(events["viewer"].map(truth), events["action"])
    likes = actions["like"] / actions["view"]
    assert set(actions.index) == set(TYPE_NAMES)
    assert likes["fans"] > 4 * likes["skimmers"]
    buyers = actions["purchase"] / actions["view"]
    assert buyers["buyers"] > 3 * buyers.drop(["buyers", "newcomers"]).max()


def test_every_two_types_lie_about_two_deviations_apart_in_at_least_four_features(brand: Path) -> None:
    truth = pd.read_csv(brand / "truth" / "viewers.csv").set_index("viewer")["type"]
    events = pd.read_csv(brand / "events.csv", parse_dates=["time"])
    counts = pd.crosstab(events["viewer"], events["action"])
    features = (counts.drop(columns="view") + 1).div(counts["view"] + 20, axis=0).apply(np.log)
    views = events[events["action"] == "view"].assign(night=lambda table: table["time"].dt.hour.isin([23, *range(5)]))
    features["night"] = views.groupby("viewer")["night"].mean()
    features["watched"] = np.log(views.groupby("viewer")["watch_seconds"].mean())
    features["a_day"] = np.log(
        counts["view"] / views.groupby("viewer")["time"].agg(lambda time: time.dt.date.nunique())
    )
    settled = features[truth.reindex(features.index) != "newcomers"]
    groups = settled.groupby(truth.reindex(settled.index))
    means, variances = groups.mean(), groups.var()
    pairs = list(combinations(means.index, 2))
    assert len(pairs) == 10
    for one, other in pairs:
        within = np.sqrt((variances.loc[one] + variances.loc[other]) / 2)
        assert ((means.loc[one] - means.loc[other]).abs() > 1.8 * within).sum() >= 4, (one, other)


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


def test_own_account_days_add_up_to_the_last_counts_of_own_videos(brand: Path) -> None:
    videos = pd.read_csv(brand / "videos.csv").sort_values("captured_at").groupby("video_id").last()
    accounts, days = pd.read_csv(brand / "accounts.csv"), pd.read_csv(brand / "account_days.csv")
    own = accounts[accounts["ours"] == 1].set_index("handle")
    assert own["platform"].nunique() == 3
    for metric in ("views", "impressions", "clicks", *REACTIONS, "follows"):
        counted = videos.groupby("account")[metric].sum().reindex(own.index)
        assert days.groupby("account")[metric].sum().to_dict() == counted.to_dict(), metric
    assert (days["new_viewers"] + days["returning_viewers"] == days["viewers"]).all()
    last = days.groupby("account")["followers"].last()
    assert last.to_dict() == own["followers"].to_dict()


def test_a_refund_gives_back_what_one_order_cost_and_comes_later(brand: Path) -> None:
    bought = pd.read_csv(brand / "events.csv", parse_dates=["time"]).query("action == 'purchase'")
    refunds = bought[bought["value"] < 0].set_index("order_id")
    paid = bought[bought["value"] > 0].set_index("order_id")
    assert 0.005 < len(refunds) / len(paid) < 0.1
    assert paid.index.is_unique
    assert (refunds["value"] == -paid.loc[refunds.index, "value"]).all()
    assert (refunds["time"] > paid.loc[refunds.index, "time"]).all()
    assert set(bought["currency"]) == {"CNY", "USD"}


def test_nobody_follows_an_account_twice_on_its_videos(brand: Path) -> None:
    events, videos = pd.read_csv(brand / "events.csv"), pd.read_csv(brand / "videos.csv")
    owner = videos.drop_duplicates("video_id").set_index("video_id")["account"]
    follows = events[events["action"] == "follow"].assign(owner=lambda table: table["video_id"].map(owner))
    assert len(follows) > 50
    assert not follows.duplicated(["viewer", "owner"]).any()


def test_nobody_sees_a_video_before_it_is_published(brand: Path) -> None:
    events, videos = pd.read_csv(brand / "events.csv"), pd.read_csv(brand / "videos.csv")
    published = pd.to_datetime(videos.drop_duplicates("video_id").set_index("video_id")["published"])
    assert (pd.to_datetime(events["time"]) >= events["video_id"].map(published)).all()


def test_nights_and_weekends_have_a_rhythm(brand: Path) -> None:
    views = pd.read_csv(brand / "events.csv", parse_dates=["time"]).query("action == 'view'")
    truth = pd.read_csv(brand / "truth" / "viewers.csv").set_index("viewer")["type"]
    others = views[views["viewer"].map(truth) != "night owls"]["time"]
    assert (others.dt.hour == 20).sum() > 3 * (others.dt.hour == 6).sum()
    weekend = views["time"].dt.day_of_week >= 5
    assert weekend.mean() > 2 / 7 + 0.03


def test_creators_prefer_their_own_topic(brand: Path) -> None:
    edges, videos = pd.read_csv(brand / "edges.csv"), pd.read_csv(brand / "videos.csv")
    topic = videos.groupby("account")["topic"].agg(lambda topics: topics.mode()[0])
    peers = edges[edges["source"].isin(topic.index) & edges["target"].isin(topic.index)]
    assert set(peers["kind"]) == {"follow", "comment", "share"}
    assert (peers["source"].map(topic) == peers["target"].map(topic)).mean() > 0.4


def test_handles_come_in_both_scripts_with_emoji_and_every_cell_is_harmless(brand: Path) -> None:
    handles = pd.read_csv(brand / "accounts.csv")["handle"]
    assert handles.str.contains("[一-鿿]").any()
    assert handles.str.contains("[\U0001f300-\U0001faff]").any()
    assert handles.str.fullmatch("[ -~]+").any()
    for path in brand.rglob("*.csv"):
        for column in pd.read_csv(path, dtype=str, keep_default_na=False).items():
            assert all(guard(cell) == cell for cell in column[1].unique()), path


def test_viewers_of_every_block_have_names_and_orders_of_their_own(tmp_path: Path) -> None:
    users = BLOCK + 300
    done: list[int] = []
    result = simulate(tmp_path, users=users, seed=2, end=END, weeks=2, progress=done.append)
    assert done == [BLOCK, users]
    events = pd.read_csv(tmp_path / "events.csv")
    assert len(events) == result.rows["events.csv"]
    assert events["viewer"].nunique() == users
    assert events.query("value > 0")["order_id"].is_unique
    assert "nobody in them exists" in (tmp_path / MARKER).read_text("utf-8")


@pytest.mark.parametrize(("users", "weeks"), [(0, 26), (10, 0), (-1, 1)])
def test_a_simulation_without_users_or_weeks_is_refused_before_anything_is_written(
    tmp_path: Path, users: int, weeks: int
) -> None:
    with pytest.raises(ValueError, match="needs users and weeks"):
        simulate(tmp_path / "none", users=users, seed=1, end=END, weeks=weeks)
    assert not (tmp_path / "none").exists()


def test_a_single_viewer_for_a_single_week_is_enough(tmp_path: Path) -> None:
    result = simulate(tmp_path, users=1, seed=1, end=END, weeks=1)
    assert result.rows["events.csv"] >= 1


def test_newcomers_leave_fewer_events_than_a_segment_needs(brand: Path) -> None:
    truth = pd.read_csv(brand / "truth" / "viewers.csv").set_index("viewer")["type"]
    counts = pd.read_csv(brand / "events.csv")["viewer"].value_counts()
    assert (truth == "newcomers").sum() > 10
    assert set(truth.index[truth == "newcomers"]) == set(counts.index[counts < 3])
