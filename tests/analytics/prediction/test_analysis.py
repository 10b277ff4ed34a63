"""A forecast is given only if a model beats the baselines, and uses only what was known at the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from analytics.accounts import mark
from analytics.answers import answer
from analytics.catalog import read_report
from analytics.prediction import forecast_plans
from analytics.store import Store
from analytics.vocabulary.errors import ConstantTarget, MissingColumns, MissingMetric, NotInData, TooLittleData
from analytics.vocabulary.questions import Period, Plan, PredictQuestion
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.reports import PredictReport
from tests.analytics.prediction.worlds import DAY, START, bring, capture, open_store, renew, world

END = START + timedelta(days=200)
THEN = START + timedelta(days=110)
NAMES = ["linear", "polynomial", "svr", "elastic_net", "gradient_boosting"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        open_store(opened)
        yield opened


def ask(store: Store, end: datetime = END, **options: object) -> PredictReport:
    report = answer(PredictQuestion.model_validate({"period": Period(start=None, end=end), **options}), store)
    assert isinstance(report, PredictReport)
    assert read_report(report.kind, report.model_dump_json()).model_dump_json() == report.model_dump_json()
    return report


def comparable(report: PredictReport) -> str:
    """The report without the version of the data."""
    return report.model_copy(update={"data_version": "", "question": report.question}).model_dump_json()


def test_where_nothing_foresees_the_target_no_forecast_is_given(store: Store) -> None:
    bring(store, world(1))
    report = ask(store)
    assert report.chosen == "baseline"
    assert (report.median, report.low, report.high) == (None, None, None)
    assert [trial.name for trial in report.models] == NAMES
    assert [trial.name for trial in report.baselines] == ["overall_median", "account_median", "comparable"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_in_no_world_without_signal_is_a_model_chosen(store: Store, seed: int) -> None:
    bring(store, world(100 + seed, account_spread=0.0))
    assert ask(store).chosen == "baseline"


def test_what_a_topic_does_is_foreseen_with_its_interval(store: Store) -> None:
    bring(store, world(2, videos=700, account_spread=1.0, topic_effect=2.0, noise=0.4))
    report = ask(store, plans=[Plan(topic="cooking"), Plan(topic="music")])
    cooking, music = report.plans
    assert report.chosen in NAMES
    assert cooking.median is not None
    assert music.median is not None
    assert 4.0 < cooking.median / music.median < 12.0  # e² = 7.4
    assert report.low is not None
    assert report.high is not None
    assert report.low < cooking.median < report.high
    chosen = next(trial for trial in report.models if trial.name == report.chosen)
    assert chosen.coverage == pytest.approx(0.8, abs=0.08)
    assert chosen.width is not None
    assert chosen.folds == 5


def test_a_topic_never_seen_is_said_and_widens_the_interval(store: Store) -> None:
    bring(store, world(2, videos=700, account_spread=1.0, topic_effect=2.0, noise=0.4))
    seen, unseen = ask(store, plans=[Plan(topic="music"), Plan(topic="falconry")]).plans
    assert unseen.unseen == ("topic",)
    assert None not in (seen.low, seen.high, unseen.low, unseen.high)
    assert (unseen.high or 0) / (unseen.low or 1) > (seen.high or 0) / (seen.low or 1)


def test_a_prediction_as_of_then_knows_nothing_of_later(tmp_path: Path) -> None:
    videos = world(3, videos=800, account_spread=1.0, topic_effect=2.0, noise=0.4)
    reports: list[str] = []
    for name in ("all", "deleted", "flooded"):
        with Store(tmp_path / name) as store:
            open_store(store)
            if name == "deleted":
                earlier = [video for video in videos if video.published < THEN]
                bring(
                    store,
                    [
                        replace(
                            video,
                            captures={a: v for a, v in video.captures.items() if video.published + a * DAY < THEN},
                        )
                        for video in earlier
                    ],
                )
            else:
                bring(store, videos)
            if name == "flooded":
                with store.connection:
                    for video in videos:
                        capture(store, video.number, max(THEN, video.published) + 30 * DAY, 100 * video.captures[20.0])
                renew(store)
            report = ask(store, THEN, as_of=THEN, plans=[Plan(topic="cooking", hour=20)])
            reports.append(comparable(report))
            assert report.chosen in NAMES
            assert ask(store, THEN, as_of=THEN).videos
    assert reports[0] == reports[1] == reports[2]


def test_videos_too_young_are_foreseen_from_their_first_days_and_not_counted_as_outcomes(store: Store) -> None:
    videos = world(4, videos=500, noise=1.2)
    bring(store, videos)
    report = ask(store, THEN, as_of=THEN)
    young = [video for video in videos if THEN - 7 * DAY <= video.published < THEN]
    outcomes = [video for video in videos if video.published + 7 * DAY < THEN]
    assert report.n == len(outcomes)
    assert {video.video for video in report.videos} == {f"{video.number:06d}" for video in young}
    early = {video.video: video for video in report.videos if video.current is not None and video.median is not None}
    assert early
    assert report.early is not None
    inside = [
        (early[name].low or 0) <= video.captures[7.0] <= (early[name].high or 0)
        for video in young
        if (name := f"{video.number:06d}") in early
    ]
    assert sum(inside) >= 0.5 * len(inside)
    assert all((video.median or 0) >= (video.current or 0) for video in early.values())


def test_many_plans_are_foreseen_by_one_fit_that_is_kept(store: Store) -> None:
    bring(store, world(2, videos=700, account_spread=1.0, topic_effect=2.0, noise=0.4))
    plans = [Plan(topic=topic, duration=length) for topic in ("cooking", "music") for length in (10, 40)]
    first = forecast_plans(store, END, plans)
    (archive,) = (store.home / "models").glob("*.zip")
    changed_at = archive.stat().st_mtime_ns
    assert forecast_plans(store, END, plans) == first
    assert archive.stat().st_size > 0
    assert len(list((store.home / "models").glob("*.zip"))) == 1
    assert changed_at  # the archive was read, not written anew
    assert all(plan.median is not None for plan in first.forecasts)
    with store.connection:
        capture(store, 0, END - DAY, 1)
    renew(store)
    forecast_plans(store, END, plans)
    (other,) = (store.home / "models").glob("*.zip")
    assert other.name != archive.name  # models of earlier data are removed


def test_fewer_than_thirty_outcomes_are_too_few(store: Store) -> None:
    bring(store, world(5, videos=29))
    with pytest.raises(TooLittleData) as error:
        ask(store)
    assert (error.value.needed, error.value.found) == (30, 29)


@pytest.mark.parametrize("views", [0, 500])
def test_a_constant_target_is_nothing_to_tell_apart(store: Store, views: int) -> None:
    bring(store, [replace(video, captures={7.0: views}) for video in world(6, videos=60)])
    with pytest.raises(ConstantTarget):
        ask(store)


def test_a_target_that_no_record_holds_names_those_that_are_held(store: Store) -> None:
    bring(store, world(7, videos=60))
    with pytest.raises(MissingMetric) as error:
        ask(store, target="saves")
    assert "views" in error.value.present


def test_videos_without_any_time_are_told_as_such(store: Store) -> None:
    bring(store, world(8, videos=60))
    with store.connection as connection:
        connection.execute("UPDATE videos SET published = NULL")
        connection.execute("UPDATE snapshots SET captured_assumed = 1")
    with pytest.raises(MissingColumns):
        ask(store)


def test_an_account_that_posted_nothing_names_those_that_did(store: Store) -> None:
    bring(store, world(9, videos=60))
    with pytest.raises(NotInData) as error:
        ask(store, plans=[Plan(account="nobody")])
    assert all(name.startswith("creator") for name in error.value.known)


def test_one_account_is_enough_and_said(store: Store) -> None:
    bring(store, world(10, videos=120, accounts=1))
    assert "predict_one_account" in {note.code for note in ask(store).notes}


def test_one_capture_a_video_is_told_as_the_total_at_the_export(store: Store) -> None:
    end = START + timedelta(days=170)
    videos = [replace(video, captures={(end - video.published) / DAY: video.captures[20.0]}) for video in world(11)]
    bring(store, videos)
    report = ask(store)
    assert report.way == "export"
    assert "predict_totals" in {note.code for note in report.notes}
    assert report.n == sum(to_micros(end) - to_micros(video.published) >= 7 * 86_400_000_000 for video in videos)


def test_a_plan_without_an_account_is_for_the_only_one_of_ours_and_says_so(store: Store) -> None:
    bring(store, world(2, videos=700, account_spread=1.0, topic_effect=2.0, noise=0.4))
    plan = Plan(topic="cooking")
    without_account = ask(store, plans=[plan])
    assert without_account.plans[0].plan.account is None
    assert "predict_account_open" in {note.code for note in without_account.notes}
    mark(store, "creator03", ours=True)
    filled_in = ask(store, plans=[plan], of="all")
    named = ask(store, plans=[plan.model_copy(update={"account": "creator03"})], of="all")
    assert filled_in.plans == named.plans
    (note,) = [note for note in filled_in.notes if note.code == "predict_account_taken"]
    assert note.facts["name"] == "creator03"
    assert {"predict_account_open", "predict_account_taken"}.isdisjoint(note.code for note in named.notes)
