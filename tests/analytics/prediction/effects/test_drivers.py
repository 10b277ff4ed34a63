"""Effects are estimated within account; differences between creators are not effects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.answers import answer
from analytics.catalog import read_report
from analytics.store import Store
from analytics.vocabulary.questions import DriversQuestion, Period
from analytics.vocabulary.reports import DriversReport
from tests.analytics.prediction.worlds import START, bring, open_store, world

END = START + timedelta(days=200)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path) as opened:
        open_store(opened)
        yield opened


def ask(store: Store, **options: object) -> DriversReport:
    report = answer(DriversQuestion.model_validate({"period": Period(start=None, end=END), **options}), store)
    assert isinstance(report, DriversReport)
    assert read_report(report.kind, report.model_dump_json()).model_dump_json() == report.model_dump_json()
    return report


def test_a_length_that_only_goes_with_the_creator_has_no_effect(store: Store) -> None:
    bring(store, world(1, videos=1200, accounts=40, account_spread=1.5, length_by_account=0.5))
    report = ask(store)
    lengths = [effect for effect in report.effects if effect.feature == "duration"]
    assert lengths
    assert all(not effect.is_certain and effect.low < 0 < effect.high for effect in lengths)
    assert "drivers_association" in {note.code for note in report.notes}


def test_an_effect_of_length_is_found_in_sign_and_size(store: Store) -> None:
    bring(store, world(2, videos=1200, accounts=40, account_spread=1.0, length_effect=0.7))
    report = ask(store)
    (short,) = [effect for effect in report.effects if effect.contrast == "0-15 s vs 15-30 s"]
    assert short.verdict == "up"
    assert short.low < np.expm1(0.7) < short.high
    assert report.clustered_by == "account"
    (best,) = [best for best in report.best if best.feature == "duration"]
    assert best.high <= 20


@pytest.mark.slow
def test_known_effects_are_recovered_in_nine_of_ten_of_200_cases(tmp_path: Path) -> None:
    recovered = 0
    for seed in range(200):
        with Store(tmp_path / str(seed)) as store:
            open_store(store)
            bring(store, world(1000 + seed, videos=600, accounts=25, account_spread=1.0, length_effect=0.6, noise=0.7))
            effects = {effect.contrast: effect for effect in ask(store).effects}
        short = effects.get("0-15 s vs 15-30 s")
        recovered += short is not None and short.effect > 0 and short.low <= np.expm1(0.6) <= short.high
    assert recovered >= 180


def test_one_account_is_told_with_intervals_by_week(store: Store) -> None:
    bring(store, world(3, videos=300, accounts=1, topic_effect=1.5, noise=0.5))
    report = ask(store)
    assert report.clustered_by == "week"
    assert "drivers_one_account" in {note.code for note in report.notes}
    (cooking,) = [effect for effect in report.effects if "cooking" in effect.contrast]
    assert (cooking.effect > 0) == cooking.contrast.startswith("cooking")


def test_later_videos_confirm_what_matters(store: Store) -> None:
    bring(store, world(4, videos=800, topic_effect=2.0, noise=0.5))
    importance = ask(store).importance
    assert importance[0].feature in {"topic", "words"}
    assert importance[0].low > 0
