"""Influencers: PageRank on attention edges, decay, own accounts, topics, flags and errors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from analytics.answers import answer
from analytics.importers import ImportOptions, import_files
from analytics.store import Store
from analytics.vocabulary.errors import MissingGrain, NothingInPeriod, NotInData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import InfluencersQuestion, Period
from analytics.vocabulary.reports import InfluencersReport, Rank

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def store_with(home: Path, **files: str) -> Store:
    folder = home / "in"
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content)
    with Store(home) as store:
        list(import_files(store, [folder], ImportOptions(NOW)))
        return store


def ask(store: Store, **options: Any) -> InfluencersReport:
    start = options.pop("start", None)
    period = Period(start=start, end=NOW + DAY, zone="UTC")
    return answer_in(store, InfluencersQuestion(period=period, **options))


def answer_in(store: Store, question: InfluencersQuestion) -> InfluencersReport:
    with store:
        report = answer(question, store, Policy())
    assert isinstance(report, InfluencersReport)
    return report


def edges(*groups: tuple[str, int, str, datetime | None], kind: str = "follow") -> str:
    """Return an edges file of groups of (target, number of fans, prefix of their names, time)."""
    lines = ["source,target,kind,time"]
    for target, fans, prefix, at in groups:
        lines += [f"{prefix}{fan},{target},{kind},{at.isoformat() if at else ''}" for fan in range(fans)]
    return "\n".join(lines) + "\n"


def handles(ranks: Sequence[Rank]) -> list[str]:
    return [rank.handle for rank in ranks]


def test_fans_of_a_thousand_days_ago_count_a_fifth_and_less(home: Path) -> None:
    """With fifty fans each and a half-life of 180 days, the formula gives a ratio of 22.85."""
    store = store_with(home, edges=edges(("fresh", 50, "a", NOW), ("faded", 50, "b", NOW - 1000 * DAY)))
    fresh, faded = ask(store).ranks
    assert handles([fresh, faded]) == ["fresh", "faded"]
    assert fresh.score / faded.score == pytest.approx(22.85, rel=0.01)
    assert "stale" in faded.flags
    even = ask(store, half_life=1e9).ranks
    assert even[0].score == pytest.approx(even[1].score, rel=1e-3)


def test_no_time_means_no_decay_and_is_said(home: Path) -> None:
    store = store_with(home, edges=edges(("one", 30, "a", None), ("two", 30, "b", None)))
    report = ask(store)
    assert report.ranks[0].score == pytest.approx(report.ranks[1].score)
    assert "no_times" in [note.code for note in report.notes]


def test_scores_sum_to_one_over_everyone_with_own_accounts_and_sources(home: Path) -> None:
    store = store_with(
        home,
        accounts="platform,handle,ours\nx,mine,1\n",
        edges=edges(("star", 40, "a", NOW), ("mine", 30, "b", NOW), ("other", 25, "c", NOW)),
    )
    report = ask(store)
    assert sum(float(str(score)) for score in report.rows.columns["score"]) == pytest.approx(1, abs=1e-9)
    assert len(report.rows.columns["handle"]) == report.n == 40 + 30 + 25 + 3
    assert handles(report.own) == ["mine"]
    assert handles(report.ranks) == ["star", "other"]
    assert all(rank.ours for rank in report.own)


def test_events_pay_attention_to_the_owner_of_the_video(home: Path) -> None:
    """Likes, shares, comments, saves and follows are attention; views are not."""
    events = ["viewer,video_id,time,action"]
    events += [f"a{n},v1,2026-11-20T10:00:00Z,view" for n in range(90)]
    events += [f"a{n},v2,2026-11-20T10:00:00Z,like" for n in range(30)]
    store = store_with(
        home,
        videos="video_id,account,platform\nv1,watched,x\nv2,liked,x\n",
        events="\n".join(events) + "\n",
    )
    report = ask(store)
    assert handles(report.ranks) == ["liked"]
    assert report.ranks[0].sources == 30


def test_without_edges_between_creators_the_ranking_is_called_audience_size(home: Path) -> None:
    store = store_with(home, edges=edges(("one", 30, "a", NOW), ("two", 25, "b", NOW)))
    assert "ranking_equals_audience" in [note.code for note in ask(store).notes]
    linked_edges = edges(("one", 30, "a", NOW), ("two", 25, "b", NOW)) + f"one,two,follow,{NOW.isoformat()}\n"
    linked_store = store_with(home / "linked", edges=linked_edges)
    report = ask(linked_store)
    assert "ranking_equals_audience" not in [note.code for note in report.notes]
    assert handles(report.ranks)[0] == "two"


def test_a_topic_asks_for_influence_on_it(home: Path) -> None:
    events = ["viewer,video_id,time,action"]
    events += [f"a{n},v1,2026-11-20T10:00:00Z,like" for n in range(30)]
    events += [f"b{n},v2,2026-11-20T10:00:00Z,like" for n in range(60)]
    store = store_with(
        home,
        videos="video_id,account,platform,topic\nv1,cook,x,cooking\nv2,singer,x,music\n",
        events="\n".join(events) + "\n",
    )
    assert handles(ask(store).ranks) == ["singer", "cook"]
    assert handles(ask(store, topic="cooking").ranks) == ["cook"]
    with pytest.raises(NotInData, match="cooking") as raised:
        ask(store, topic="politics")
    assert raised.value.exit_status == 3


def test_a_topics_fans_decide_and_whom_else_they_like_is_marked(home: Path) -> None:
    """Topic-sensitive PageRank equals that of networkx with the topic's accounts and audience as personalisation."""
    events = ["viewer,video_id,time,action"]
    events += [f"a{n},v1,2026-11-20T10:00:00Z,like" for n in range(30)]
    events += [f"a{n},v2,2026-11-20T10:00:00Z,like" for n in range(20)]
    events += [f"b{n},v2,2026-11-20T10:00:00Z,like" for n in range(60)]
    store = store_with(
        home,
        videos="video_id,account,platform,topic\nv1,cook,x,cooking\nv2,singer,x,music\n",
        events="\n".join(events) + "\n",
    )
    cook, singer = ask(store, topic="cooking").ranks
    assert (cook.handle, cook.flags, singer.flags) == ("cook", (), ("off_topic",))
    graph = nx.DiGraph([(f"a{n}", "cook") for n in range(30)])
    graph.add_edges_from([(f"a{n}", "singer") for n in range(20)] + [(f"b{n}", "singer") for n in range(60)])
    fans = dict.fromkeys(["cook", *(f"a{n}" for n in range(30))], 1)
    truth = nx.pagerank(graph, personalization=fans, tol=1e-14, max_iter=1000)
    assert cook.score == pytest.approx(truth["cook"], abs=1e-9)
    assert singer.score == pytest.approx(truth["singer"], abs=1e-9)


def test_what_is_later_than_the_question_is_invisible(home: Path) -> None:
    """Topics of later videos, later edges, and the time of the newest record."""
    store = store_with(
        home,
        videos="video_id,account,platform,topic,published\nv1,a1,x,old,2026-01-01\nv2,a2,x,new,2026-11-01\n",
        edges=edges(("a1", 30, "f", NOW - 200 * DAY), ("a2", 30, "g", NOW)),
    )
    end = NOW - 100 * DAY
    report = answer_in(store, InfluencersQuestion(period=Period(start=None, end=end), as_of=end))
    assert handles(report.ranks) == ["a1"]
    assert report.newest == NOW - 200 * DAY
    with pytest.raises(NotInData) as raised:
        answer_in(store, InfluencersQuestion(period=Period(start=None, end=end), as_of=end, topic="new"))
    assert raised.value.known == ("old",)


def test_a_weighted_audience_is_split_and_faded(home: Path) -> None:
    """The attention of a fan is divided among its targets and decays with age."""
    store = store_with(home, edges=edges(("a", 30, "f", NOW), ("b", 30, "f", NOW), ("c", 30, "o", NOW - 1800 * DAY)))
    audiences = {rank.handle: rank.audience for rank in ask(store).ranks}
    assert audiences == pytest.approx({"a": 15, "b": 15, "c": 30 / 1024})


def test_most_from_one_source_is_flagged(home: Path) -> None:
    loud = "".join(f"loud,star,comment,2026-11-{day:02}T10:00:00Z\n" for day in range(1, 21))
    store = store_with(
        home, edges=edges(("star", 10, "a", NOW), ("even", 21, "b", NOW)) + loud, accounts="handle\nstar\n"
    )
    flags = {rank.handle: rank.flags for rank in ask(store).ranks}
    assert "few_sources" in flags["star"]
    assert "few_sources" not in flags["even"]


def test_engagement_comes_with_an_interval_where_there_are_videos_enough(home: Path) -> None:
    videos = ["video_id,account,platform,views,likes,captured_at"]
    videos += [f"s{n},star,x,1000,{50 + n},2026-11-20" for n in range(20)]
    videos += ["o1,one,x,1000,50,2026-11-20"]
    store = store_with(
        home, videos="\n".join(videos) + "\n", edges=edges(("star", 30, "a", NOW), ("one", 25, "b", NOW))
    )
    star, one = ask(store).ranks
    assert star.engagement_rate == pytest.approx(0.0595)
    assert star.engagement_low is not None
    assert star.engagement_high is not None
    assert star.engagement_low < 0.0595 < star.engagement_high
    assert one.engagement_rate == pytest.approx(0.05)
    assert one.engagement_low is None


def test_what_cannot_be_answered_says_which_file_would_help(home: Path) -> None:
    store = store_with(home, videos="video_id,account,views\nv1,a,1\n")
    with pytest.raises(MissingGrain, match="edges"):
        ask(store)


def test_a_period_without_attention_says_which_has_some(home: Path) -> None:
    store = store_with(home, edges=edges(("one", 30, "a", NOW - 100 * DAY)))
    with pytest.raises(NothingInPeriod, match="2026-08"):
        ask(store, start=NOW - 10 * DAY)


def test_followers_of_one_day_who_do_nothing_else_are_told(home: Path) -> None:
    calm = [(f"star{n % 3}", 1, f"fan{n}-", NOW - n * DAY) for n in range(1, 61)]
    true = [("bought", 1, f"true{n}-", NOW - n * DAY) for n in range(20, 28)]
    report = ask(store_with(home, edges=edges(*calm, *true, ("bought", 40, "member", NOW - 9 * DAY))))
    by_handle = {rank.handle: rank for rank in report.ranks}
    assert by_handle["bought"].same_day == 40
    assert by_handle["bought"].flags == ("same_day",)
    assert [note.facts for note in report.notes if note.code == "same_day"] == [{"name": "bought", "n": 40}]
    assert not any(rank.same_day for handle, rank in by_handle.items() if handle != "bought")


def test_follows_that_all_carry_the_day_of_an_export_are_no_burst(home: Path) -> None:
    listed = [(name, 4, f"{name}{n}-", NOW - n * DAY) for name in ("one", "two") for n in range(6)]
    report = ask(store_with(home, edges=edges(*listed, ("one", 40, "a", NOW), ("two", 40, "b", NOW))))
    assert not any(rank.same_day for rank in report.ranks)
