"""Answers are about our accounts, unless another account, all or rivals are asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analytics.accounts import candidates, mark
from analytics.answers import answer
from analytics.importers import ImportOptions, import_files
from analytics.store import Store
from analytics.store.queries.account_scope import describe_scope
from analytics.vocabulary.errors import TooLittleData
from analytics.vocabulary.questions import (
    DriversQuestion,
    InfluencersQuestion,
    KpisQuestion,
    Period,
    PredictQuestion,
    Question,
    SegmentsQuestion,
)
from analytics.vocabulary.reports import DriversReport, KpisReport, PredictReport, Report

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LAST_MONTH = Period(start=NOW - 28 * DAY, end=NOW)
ALL_TIME = Period(start=None, end=NOW)


def video_rows(account: str, videos: int, views: int) -> list[str]:
    """Videos a day apart, the newest two days old, each captured an hour ago."""
    return [
        f"{account}{number},tiktok,{account},{(NOW - (number + 2) * DAY).isoformat()},{10 + number % 50},"
        f"{(NOW - DAY / 24).isoformat()},{views + 7 * (number % 11)},{views // 10},cooking"
        for number in range(videos)
    ]


def bring(home: Path, *rows: str, **files: str) -> None:
    folder = home / "in"
    folder.mkdir(parents=True)
    header = "video_id,platform,account,published,duration,captured_at,views,likes,topic"
    (folder / "videos.csv").write_text("\n".join([header, *rows]) + "\n")
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content)
    with Store(home) as store:
        list(import_files(store, [folder], ImportOptions(NOW)))


def ask(home: Path, question: Question) -> Report:
    with Store(home) as store:
        return answer(question, store)


def views(report: Report) -> float:
    assert isinstance(report, KpisReport)
    return next(figures.value for figures in report.metrics if figures.name == "views")


def codes(report: Report) -> set[str]:
    return {note.code for note in report.notes}


@pytest.fixture
def two_accounts(home: Path) -> Path:
    """Ours with 20 videos, and a rival whose videos have a hundred times as many views."""
    bring(home, *video_rows("brand", 20, 1000), *video_rows("rival", 40, 100_000))
    return home


def marked(home: Path) -> Path:
    with Store(home) as store:
        mark(store, "brand", ours=True)
    return home


def test_metrics_are_those_of_our_accounts_and_of_others_where_they_are_asked_for(two_accounts: Path) -> None:
    home = marked(two_accounts)
    ours, everyone, rivals = (
        ask(home, KpisQuestion.model_validate({"period": LAST_MONTH, "of": of})) for of in ("ours", "all", "rivals")
    )
    assert views(ours) == sum(1000 + 7 * (number % 11) for number in range(6, 20))
    assert (ours.scope.of, ours.scope.accounts) == ("ours", ("brand",))
    assert (everyone.scope.of, everyone.scope.accounts) == ("all", ("brand", "rival"))
    assert (rivals.scope.of, rivals.scope.accounts) == ("rivals", ("rival",))
    assert views(everyone) == views(ours) + views(rivals)
    assert ask(home, KpisQuestion(period=LAST_MONTH)) == ours


def test_a_named_account_is_answered_about_whoever_it_belongs_to(two_accounts: Path) -> None:
    home = marked(two_accounts)
    rival = ask(home, KpisQuestion(period=LAST_MONTH, account="rival"))
    assert (rival.scope.of, rival.scope.accounts) == ("account", ("rival",))
    assert views(rival) == views(ask(home, KpisQuestion(period=LAST_MONTH, of="rivals")))


def test_without_a_mark_the_answer_is_about_all_and_says_so(two_accounts: Path) -> None:
    report = ask(two_accounts, KpisQuestion(period=LAST_MONTH))
    assert report.scope.of == "all"
    assert "accounts_unmarked" in codes(report)
    assert "accounts_unmarked" not in codes(ask(two_accounts, KpisQuestion(period=LAST_MONTH, of="all")))


def test_a_mark_changes_the_data_version_so_that_no_kept_answer_is_shown(two_accounts: Path) -> None:
    before = ask(two_accounts, KpisQuestion(period=LAST_MONTH))
    after = ask(marked(two_accounts), KpisQuestion(period=LAST_MONTH))
    assert before.data_version != after.data_version
    assert "accounts_unmarked" not in codes(after)


def test_the_only_account_is_ours_without_a_question(home: Path) -> None:
    bring(home, *video_rows("brand", 20, 1000))
    report = ask(home, KpisQuestion(period=LAST_MONTH))
    assert (report.scope.of, report.scope.accounts) == ("ours", ("brand",))
    with pytest.raises(TooLittleData):
        ask(home, KpisQuestion(period=LAST_MONTH, of="rivals"))


def test_totals_of_days_and_of_events_are_of_the_same_accounts(home: Path) -> None:
    days = [(NOW - number * DAY).date().isoformat() for number in range(1, 60)]
    events = [
        f"viewer{viewer},{account}{viewer % 10},{(NOW - (1 + viewer % 50) * DAY).isoformat()},{action}"
        for account in ("brand", "rival")
        for viewer in range(60)
        for action in ("view", "like")
    ]
    bring(
        home,
        *video_rows("brand", 20, 1000),
        *video_rows("rival", 20, 1000),
        account_days="account,platform,day,views\n" + "".join(f"brand,tiktok,{day},1\n" for day in days),
        events="viewer,video_id,time,action\n" + "\n".join(events) + "\n",
    )
    report = ask(marked(home), KpisQuestion(period=LAST_MONTH))
    assert "source_covers" not in codes(report)
    everyone = ask(home, KpisQuestion(period=LAST_MONTH, of="all"))
    assert views(everyone) == 2 * views(report)


def test_a_topic_that_only_rivals_have_is_answered_about_all_and_says_so(home: Path) -> None:
    rival = [row.replace(",cooking", ",travel") for row in video_rows("rival", 40, 500)]
    bring(home, *video_rows("brand", 20, 1000), *rival)
    report = ask(marked(home), KpisQuestion(period=LAST_MONTH, topic="travel"))
    assert report.scope.of == "all"
    assert "too_little_of_ours" in codes(report)


def test_drivers_are_of_our_videos_and_of_all_where_ours_are_too_few(home: Path) -> None:
    bring(home, *video_rows("brand", 50, 1000), *video_rows("rival", 90, 1000))
    report = ask(marked(home), DriversQuestion(period=ALL_TIME))
    assert isinstance(report, DriversReport)
    assert (report.scope.of, report.accounts) == ("ours", 1)
    few = ask(home, DriversQuestion(period=Period(start=NOW - 30 * DAY, end=NOW)))
    assert few.scope.of == "all"
    assert few.question == DriversQuestion(period=Period(start=NOW - 30 * DAY, end=NOW))
    assert "too_little_of_ours" in codes(few)


def test_forecasts_are_of_our_videos(home: Path) -> None:
    bring(home, *video_rows("brand", 60, 1000), *video_rows("rival", 60, 100_000))
    report = ask(marked(home), PredictQuestion(period=ALL_TIME))
    assert isinstance(report, PredictReport)
    assert {video.account for video in report.videos} == {"brand"}
    assert report.plans[0].plan.account == "brand"
    everyone = ask(home, PredictQuestion(period=ALL_TIME, of="all"))
    assert isinstance(everyone, PredictReport)
    assert {video.account for video in everyone.videos} == {"brand", "rival"}


def test_a_ranking_of_influencers_is_of_everyone(home: Path) -> None:
    edges = "".join(f"fan{fan},{star},follow\n" for fan in range(30) for star in ("brand", "rival"))
    bring(home, *video_rows("brand", 5, 10), *video_rows("rival", 5, 10), edges=f"source,target,kind\n{edges}")
    assert ask(marked(home), InfluencersQuestion(period=ALL_TIME)).scope.of == "all"


def test_accounts_to_choose_from_are_those_with_data_the_likeliest_first(home: Path) -> None:
    days = "account,platform,day,views\nbrand,tiktok,2026-11-01,100\n"
    bring(home, *video_rows("brand", 5, 10), *video_rows("rival", 9, 10), account_days=days)
    with Store(home) as store:
        assert candidates(store) == ["brand", "rival"]
        mark(store, "brand", ours=True)
        assert candidates(store) == []


def test_an_account_is_ranked_among_rivals_of_its_size(home: Path) -> None:
    sizes = {"brand": 1000, **{f"rival{number}": 1000 + 100 * number for number in range(6)}, "giant": 100_000}
    accounts = "".join(f"tiktok,{handle},{size}\n" for handle, size in sizes.items())
    rows = [row for number, handle in enumerate(sizes) for row in video_rows(handle, 12, 1000 * (number + 1))]
    bring(home, *rows, accounts=f"platform,handle,followers\n{accounts}")
    report = ask(marked(home), KpisQuestion(period=LAST_MONTH, vs="rivals", metric="views"))
    assert isinstance(report, KpisReport)
    assert report.benchmark is not None
    (standing,) = report.benchmark
    assert (standing.account, standing.rivals, standing.share_below) == ("brand", 6, 0.0)
    rival = ask(home, KpisQuestion(period=LAST_MONTH, vs="rivals", metric="views", account="rival5"))
    assert isinstance(rival, KpisReport)
    assert rival.benchmark is not None
    assert (rival.benchmark[0].rivals, rival.benchmark[0].share_below) == (5, 1.0)


def test_too_few_rivals_are_told_by_their_number(two_accounts: Path) -> None:
    report = ask(marked(two_accounts), KpisQuestion(period=LAST_MONTH, vs="rivals", metric="views"))
    assert isinstance(report, KpisReport)
    assert report.benchmark is not None
    assert [(standing.rivals, standing.share_below) for standing in report.benchmark] == [(1, None)]


def test_viewers_are_those_of_all_accounts_and_ours_where_all_accounts_are(home: Path) -> None:
    question = SegmentsQuestion(period=ALL_TIME)
    bring(home / "first", *video_rows("brand", 5, 10))
    bring(home / "second", *video_rows("rival", 5, 10))
    with Store(home) as store:
        list(import_files(store, [home / "first" / "in" / "videos.csv"], ImportOptions(NOW)))
        assert describe_scope(question, store)[0].of == "ours"
        list(import_files(store, [home / "second" / "in" / "videos.csv"], ImportOptions(NOW)))
        assert describe_scope(question, store)[0].of == "all"
