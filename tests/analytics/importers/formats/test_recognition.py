"""Formats are recognised by a part of their headers, and headers are found among notices and rows."""

from __future__ import annotations

import csv
import gzip
import importlib
import pkgutil
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from analytics.importers import formats
from analytics.importers.formats import FORMATS, FileFormat, header_score, match_schema
from analytics.importers.formats.recognition import GENERIC_FORMAT
from tests.analytics.importers.formats.headers import HEADERS

GRAINS = {kind.name: kind.grain for kind in FORMATS}


def test_every_format_has_a_genuine_header_to_be_tried_with() -> None:
    assert set(HEADERS) == set(GRAINS)


def test_every_file_of_the_package_that_holds_a_format_is_heard_of() -> None:
    names = (module.name for module in pkgutil.walk_packages(formats.__path__, f"{formats.__name__}."))
    values = (value for name in names for value in vars(importlib.import_module(name)).values())
    expected = {kind.name for kind in FORMATS} | {GENERIC_FORMAT.name}
    assert {value.name for value in values if isinstance(value, FileFormat)} == expected


def test_words_of_cells_are_written_folded_as_they_are_looked_up() -> None:
    words = {*formats.TOTALS, *formats.LIFETIME}
    for kind in (*FORMATS, GENERIC_FORMAT):
        words |= {word for group in (*kind.words.values(), *kind.refuse.values()) for word in group}
    assert {word for word in words if formats.fold_name(word) != word} == {formats.ANY_OTHER}


@pytest.mark.parametrize("name", HEADERS)
def test_a_genuine_header_is_recognised(name: str) -> None:
    path, columns = HEADERS[name]
    schema = match_schema(path, columns, {})
    assert (schema.format.name, schema.grain) == (name, GRAINS[name])
    assert set(schema.mapping) | set(schema.left_out) >= set(columns) - {
        *schema.format.flags,
        *schema.format.refuse,
        schema.format.lifetime,
        schema.format.refunds,
    }


@pytest.mark.parametrize("name", HEADERS)
def test_case_spaces_a_mark_of_byte_order_more_columns_and_another_order_change_nothing(name: str) -> None:
    path, columns = HEADERS[name]
    plain_schema = match_schema(path, columns, {})
    odd = [f" {column.upper()} " for column in columns]
    odd[0] = "\ufeff" + odd[0]
    random.Random(3).shuffle(odd)
    schema = match_schema(path, [*odd, "a column of next year"], {})
    assert schema.format.name == name
    assert sorted(schema.mapping.values()) == sorted(plain_schema.mapping.values())


@pytest.mark.parametrize("name", [name for name in HEADERS if len(HEADERS[name][1]) > 9])
def test_a_missing_column_that_is_no_key_changes_nothing_else(name: str) -> None:
    path, columns = HEADERS[name]
    complete = match_schema(path, columns, {})
    spare = [column for column, meaning in complete.mapping.items() if meaning in {"comments", "shares", "saves"}]
    for column in spare:
        schema = match_schema(path, [other for other in columns if other != column], {})
        assert schema.format.name == name
        assert dict(schema.mapping) == {
            other: meaning for other, meaning in complete.mapping.items() if other != column
        }


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_scores_above_what_stands_around_it(name: str) -> None:
    _, columns = HEADERS[name]
    notices: list[Sequence[str]] = [
        ["最多导出排序后前1000条笔记"],
        ["Report of all videos, 1 to 28 August", *[""] * (len(columns) - 1)],
        ["# exported by the marketing team: views, likes and comments of the last 28 days"],
        ["Total", *["1234"] * (len(columns) - 1)],
        ["2026-08-01", "some words", "https://www.tiktok.com/@brand/video/7531345990947851551", "1837", "图文"],
        [],
    ]
    assert header_score(columns) >= min(2, len(columns))
    assert all(header_score(columns) > header_score(row) for row in notices)


REAL = {
    "congress/influence.csv": "influence estimates",
    "kuaishou/log_2022-04.csv.gz": "kuaishou log",
    "tiktok_claims/tiktok_dataset.csv": "tiktok claims",
    "tiktok_studio/Content.csv": "tiktok studio content",
    "tiktok_studio/FollowerActivity.csv": "tiktok studio follower activity",
    "tiktok_studio/FollowerGender.csv": "tiktok studio gender",
    "tiktok_studio/FollowerHistory.csv": "tiktok studio followers",
    "tiktok_studio/FollowerTopTerritories.csv": "tiktok studio territories",
    "tiktok_studio/Overview (7 days).csv": "tiktok studio overview",
    "tiktok_studio/Overview (español).csv": "tiktok studio overview",
    "tiktok_studio/Overview.csv": "tiktok studio overview",
    "tiktok_studio/Viewers.csv": "tiktok studio viewers",
    "tiktok_vn/recrawl_2025-06-06.csv": "tiktok scrape",
    "tiktok_vn/videos_2025-05-29.csv": "tiktok scrape",
    "youtube/USvideos.csv": "youtube trending",
}


@pytest.mark.parametrize("file", REAL)
def test_real_files_are_understood_as_they_are(real_data: Path, file: str) -> None:
    path = real_data / file
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8-sig", newline="") as text:
        columns = next(csv.reader(text))
    assert match_schema(str(path), columns, {}).format.name == REAL[file]
