"""Ideas resemble high-performing videos, stay within experience, and have evidence."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from analytics.ideas import feedback
from analytics.ideas.analysis import ideas
from analytics.ideas.model_store import fingerprint
from analytics.ideas.staleness import model_folder
from analytics.ideas.waking_hours import USUAL_HOURS
from analytics.store import Store
from analytics.vocabulary.errors import MissingDimension, NotInData, TooLittleData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import IdeaPlan, IdeasQuestion, Period
from analytics.vocabulary.reports import IdeasReport
from tests.analytics.ideas.worlds import NEWEST, home_with


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_with(tmp_path_factory.mktemp("ideas"))


def _ask(home: Path, **options: object) -> IdeasReport:
    question = IdeasQuestion.model_validate({"period": Period(start=None, end=NEWEST), **options})
    with Store(home) as store:
        return ideas(question, store, Policy())


def test_the_same_question_gives_the_same_briefs_and_another_seed_others(home: Path) -> None:
    assert _ask(home) == _ask(home)
    assert _ask(home, seed=1).briefs != _ask(home).briefs


def test_briefs_resemble_what_did_well(home: Path) -> None:
    briefs = _ask(home, n=10).briefs
    assert len(briefs) == 10
    cooking = [brief for brief in briefs if brief.topic == "cooking"]
    assert len(cooking) >= 5
    long_ones = [brief for brief in cooking if (brief.duration or 0) >= 25]
    assert len(long_ones) > len(cooking) / 2


def test_every_brief_has_evidence_and_a_range_of_similar_videos(home: Path) -> None:
    for brief in _ask(home).briefs:
        assert brief.predicted is None or brief.predicted.low <= brief.predicted.median <= brief.predicted.high
        assert brief.similar.low <= brief.similar.median <= brief.similar.high
        assert brief.similar_n == 30
        assert len(brief.evidence) == 3
        assert 0 <= brief.novelty <= 1


def test_before_any_training_the_copula_serves_and_says_so(home: Path) -> None:
    report = _ask(home)
    assert report.model.chosen == "copula"
    assert report.model.trained_at is None
    assert "not_trained" in {note.code for note in report.notes}


def test_a_topic_a_platform_and_a_length_are_kept_to(home: Path) -> None:
    report = _ask(home, topic="travel", platform="tiktok", longest=20)
    assert report.briefs
    assert {(brief.topic, brief.platform) for brief in report.briefs} == {("travel", "tiktok")}
    assert all((brief.duration or 0) <= 20 for brief in report.briefs)


def test_an_unknown_topic_is_told_with_those_that_exist(home: Path) -> None:
    with pytest.raises(NotInData) as error:
        _ask(home, topic="cookng")
    assert error.value.known[0] == "cooking"


def test_a_segment_needs_events(home: Path) -> None:
    with pytest.raises(MissingDimension):
        _ask(home, segment="1")


def test_fewer_than_100_videos_are_too_few(tmp_path: Path) -> None:
    with pytest.raises(TooLittleData) as error:
        _ask(home_with(tmp_path, rows=99), of="all")
    assert (error.value.needed, error.value.found) == (100, 99)


def test_no_brief_quotes_or_names_another_account(home: Path) -> None:
    for brief in _ask(home, n=20).briefs:
        words = f"{brief.own_hook} {brief.topic} {' '.join(brief.hashtags)}"
        assert "rivalchef" not in words
        assert "wanderer" not in words


def test_blocked_words_come_in_no_brief(home: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    before = fingerprint(copy)
    (copy / "blocked-words.txt").write_text("# brand safety\nCooking\n", "utf-8")
    assert fingerprint(copy) != before
    assert {brief.topic for brief in _ask(copy).briefs} == {"travel"}


def test_what_was_dropped_ranks_lower(home: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    topics = [brief.topic for brief in _ask(copy).briefs]
    dropped = [(feedback.traits("cooking", tone, "video", 40), False) for tone in ("howto", "surprise")] * 200
    feedback.write(copy, dropped)
    assert [brief.topic for brief in _ask(copy).briefs].count("cooking") <= topics.count("cooking")
    low = [brief.similar.low for brief in _ask(copy).briefs]
    assert low != [brief.similar.low for brief in _ask(home).briefs]


def test_a_damaged_model_is_told_and_the_copula_serves(home: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    model_folder(copy).mkdir(parents=True)
    (model_folder(copy) / "model.json").write_text('{"version": 1, "seed": 0', "utf-8")
    report = _ask(copy)
    assert report.model.chosen == "copula"
    assert "model_unusable" in {note.code for note in report.notes}


def test_later_videos_are_invisible(home: Path) -> None:
    early = _ask(home, of="all", as_of=NEWEST - timedelta(days=60))
    assert early.n < _ask(home, of="all").n
    assert all(
        evidence.published is not None and evidence.published < NEWEST - timedelta(days=60)
        for brief in early.briefs
        for evidence in brief.evidence
    )


def test_evidence_lies_above_what_is_usual_for_its_account(home: Path) -> None:
    evidence = [video for brief in _ask(home, n=10).briefs for video in brief.evidence]
    assert evidence
    assert all(video.performed > 1 for video in evidence)


def test_slots_lie_in_waking_hours(home: Path) -> None:
    assert {brief.hour for brief in _ask(home, n=10).briefs if brief.hour is not None} <= USUAL_HOURS


def test_many_ideas_come_in_full_or_with_a_note(home: Path) -> None:
    report = _ask(home, n=50)
    assert len(report.briefs) == 50 or "fewer_ideas" in {note.code for note in report.notes}


def test_a_shorter_idea_keeps_everything_else(home: Path) -> None:
    brief = next(brief for brief in _ask(home, n=10).briefs if (brief.duration or 0) >= 10)
    like = IdeaPlan.model_validate(brief.model_dump(include=set(IdeaPlan.model_fields)))
    (shorter,) = _ask(home, n=1, like=like, longest=0.7 * (brief.duration or 0)).briefs
    assert (shorter.duration or 0) <= 0.7 * (brief.duration or 0)
    kept = ("topic", "platform", "tone", "format", "music", "weekday", "hour", "audience", "hashtags", "phrase")
    assert [getattr(shorter, name) for name in kept] == [getattr(brief, name) for name in kept]
