"""The summary of an import: units and examples, no people, nothing that moves a cursor, in both languages."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from analytics.importers import ImportOptions, ImportResult, import_files
from analytics.store import Store
from analytics.vocabulary.reasons import Reason
from bot.cli.import_files.preview import preview_tables
from bot.cli.import_files.summary import ImportSummary, aligned, clipped
from bot.requests import parse
from bot.texts import LANGUAGES


def summary(path: Path, home: Path, lang: str, result: ImportResult) -> list[str]:
    with Store(home) as store:
        seen = preview_tables(store, [path], {})
    return list(ImportSummary(lang).lines(result, seen[str(path)]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_column_has_its_meaning_its_unit_and_three_examples(tmp_path: Path, home: Path, lang: str) -> None:
    path = tmp_path / "videos.csv"
    path.write_text("video_id,account,views\n" + "".join(f"v{n},brand,{n}\n" for n in range(9)))
    mapping = {"video_id": "video_id", "account": "account", "views": "views"}
    result = ImportResult(str(path), 1, 9, 9, mapping=mapping, grains=["videos"], format="canonical")
    lines = summary(path, home, lang, result)
    (views,) = [line for line in lines if line.split()[:1] == ["views"]]
    assert views.rstrip().endswith("0 · 1 · 2")
    assert {"en": "count", "zh": "次数"}[lang] in views


def test_people_are_no_examples(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("source,target\nsecret1,secret2\n")
    result = ImportResult(str(path), mapping={"source": "source", "target": "target"})
    assert "secret" not in "\n".join(summary(path, home, "en", result))


def test_data_cannot_move_the_cursor(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "videos.csv"
    path.write_text("video_id,caption,published\nv1,\x1b[2Jgone\u202e,2026-05-01\n")
    result = ImportResult(
        str(path),
        mapping={"caption": "caption"},
        left_out={"a\x1b[1m": Reason("guessed", column="\x1b", meaning="\x07")},
    )
    said = "\n".join(summary(path, home, "en", result))
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_left_out_and_rejected_is_told(lang: str, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "videos.csv"
    path.write_text("video_id,views\nv1,1\n")
    result = ImportResult(
        str(path),
        4,
        1234,
        1000,
        200,
        34,
        skipped=Counter({"notice": 1, "blank": 2}),
        reasons=Counter({Reason("not_utf8"): 34}),
    )
    said = "\n".join(summary(path, home, lang, result))
    assert "1,234" in said
    assert "reelpulse rejects 4" in said
    assert {"en": "2 blank", "zh": "2 行空白"}[lang] in said


def test_questions_that_are_proposed_can_be_read(brand: Path) -> None:
    from analytics.store.queries.grains import grains
    from bot.uploads.suggested_questions import suggest_questions

    with Store(brand) as store:
        questions = suggest_questions(store, set(grains(store)))
    assert len(questions) == 3
    for question in questions:
        parse(question)


def test_remaining_time_is_told_once_a_part_is_read() -> None:
    assert "left" not in ImportSummary("en").progress("x.csv", 10, 1.0, 0.0)
    assert (
        ImportSummary("en").progress("x.csv", 50_000, 5.0, 0.25)
        == "x.csv: 25%, 50,000 rows, 10,000 a second, 0:15 left"
    )


def test_columns_stand_under_each_other_whatever_the_script() -> None:
    first, second = aligned([["作品名称", "x"], ["ab", "y"]])
    assert cell_len(first[: first.index("x")]) == cell_len(second[: second.index("y")])
    assert cell_len(clipped("很长的文字" * 20)) <= 28


def test_what_was_assumed_left_out_and_rejected_is_told_in_chinese(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        "viewer,video_id,time,action,watch_seconds,other thing\n"
        "a,v,2026-05-01 10:00:00,view,abc,1\nb,v,2999-05-01 10:00:00,view,1,1\nc,v,05/06/2026,view,1,1\n,v,,view,1,1\n"
    )
    with Store(home) as store:
        (result,) = import_files(store, [path], ImportOptions(datetime(2026, 8, 20, tzinfo=UTC)))
    said = "\n".join(summary(path, home, "zh", result))
    for english in ("expected", "missing", "the future", "times without", "no meaning", "are read"):
        assert english not in said, said
    assert Reason("zone", zone="UTC") in result.assumed
