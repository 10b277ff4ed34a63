"""`/predict` and `/drivers`, typed at the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NAMES = ["linear", "polynomial", "svr", "elastic_net", "gradient_boosting"]


def ask(home: Path, text: str, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "ask", text, "--home", str(home), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def told(home: Path, text: str) -> dict[str, Any]:
    done = ask(home, text, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_plans_are_foreseen_side_by_side_with_the_record_of_every_model(brand: Path) -> None:
    found = told(brand, "/predict Tuesday 20:00 or Saturday 11:00?")
    assert [(each["plan"]["weekday"], each["plan"]["hour"]) for each in found["plans"]] == [("tue", 20), ("sat", 11)]
    assert [trial["name"] for trial in found["models"]] == NAMES
    for trial in found["models"] + found["baselines"]:
        assert {"name", "mae_log", "spearman", "r2", "coverage", "width", "folds"} <= set(trial)
    assert found["target"] == "views"
    assert found["level"] == 0.8
    assert len(found["plans"]) == 2
    assert (found["median"] is None) == (found["chosen"] == "baseline")
    assert told(brand, "/predict score")["kind"] == "score"


def test_effects_have_a_contrast_an_interval_and_a_sample(brand: Path, tmp_path: Path) -> None:
    found = told(brand, "/drivers")
    for effect in found["effects"]:
        assert {"feature", "contrast", "effect", "low", "high", "n"} <= set(effect)
        assert effect["low"] <= effect["effect"] <= effect["high"]
    chart, rows = tmp_path / "drivers.png", tmp_path / "drivers.csv"
    done = ask(brand, "/drivers", "--chart", str(chart), "--csv", str(rows), "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert chart.read_bytes().startswith(b"\x89PNG")
    assert rows.read_text("utf-8").startswith("feature,contrast,effect,low,high,n")


def test_what_a_segment_prefers_is_told_by_its_name(brand: Path) -> None:
    done = ask(brand, '/drivers segment="no such people"')
    assert done.returncode == 3
    (first, *_) = json.loads(ask(brand, "/segments", "--json").stdout)["segments"]
    found = told(brand, f'/drivers segment="{first["code"]}"')
    assert found["segment"] == first["code"]
    assert {ranking["name"] for ranking in found["rankings"]} <= {"model", "popularity", "segment_popularity"}


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("/predict hour=27", 2, "0 to 23"),
        ("/predict date=2020-01-01", 2, "still to come"),
        ("/predict hour=8 hour=9", 2, "contradict"),
        (f"/predict hashtags={','.join(f't{number}' for number in range(5_000))}", 2, "30 hashtags"),
        ("/predict retention", 3, "does not hold"),
        ("/predict account=@nobody", 3, "nobody"),
    ],
)
def test_what_cannot_be_answered_says_what_can(brand: Path, text: str, status: int, said: str) -> None:
    done = ask(brand, text)
    assert done.returncode == status
    assert said in done.stderr
