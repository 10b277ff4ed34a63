"""Asks that cannot be answered get a reason and what would help; demographics that an export holds are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.store import Store
from bot.conversation.refusals import refusal
from bot.texts import LANGUAGES
from tests.analytics.importers.homes import bring


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "help_with"),
    [
        ("viewer_history", "/segments"),
        ("gender", "TikTok Studio"),
        ("age", "YouTube Studio"),
        ("territory", "TikTok Studio"),
        ("traits", "/segments"),
        ("costs", "/kpis metric=revenue"),
        ("wrong_numbers", "reelpulse imports"),
        ("complaint", "/reelpulse help"),
        ("thanks", ""),
    ],
)
def test_a_refusal_says_what_would_help(tmp_path: Path, kind: str, help_with: str, lang: str) -> None:
    text = refusal(tmp_path, kind, lang).text
    assert help_with in text
    assert len(text) <= 400


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "women 62%, men 36%, other 2.0% (export of Nov 24, 2026)."),
        ("zh", "女性 62%、男性 36%、其他 2.0%（2026年11月24日的导出）。"),
    ],
)
def test_shares_of_an_imported_audience_are_told(tmp_path: Path, lang: str, told: str) -> None:
    with Store(tmp_path) as store:
        bring(
            store, tmp_path / "Gender.csv", "Gender,Distribution\nFemale,0.62\nMale,0.36\nOther,0.02\n", account="ours"
        )
    text = refusal(tmp_path, "gender", lang).text
    assert "TikTok" in text
    assert "ours" in text
    assert told in text
    assert "YouTube Studio" in refusal(tmp_path, "age", lang).text
