"""Kept answers: one that cannot be read is computed again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import InfluencersQuestion, Period
from bot.workers import RequestedFiles
from bot.workers.result_cache import run_job

QUESTION = InfluencersQuestion(period=Period(start=None, end=datetime(2030, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize("damage", [b"", b'{"kind": "influ', b"[]", b'{"kind": "unheard"}', b"\xff\xfe"])
def test_a_damaged_answer_is_computed_again(brand: Path, tmp_path: Path, damage: bytes) -> None:
    home = shutil.copytree(brand, tmp_path / "home", ignore=shutil.ignore_patterns("cache"))
    first = run_job(home, QUESTION, Policy(), RequestedFiles())
    (kept,) = (home / "cache").glob("*/report.json")
    kept.write_bytes(damage)
    again = run_job(home, QUESTION, Policy(), RequestedFiles())
    assert not again.cached
    assert again.report == first.report
    assert run_job(home, QUESTION, Policy(), RequestedFiles()).cached
