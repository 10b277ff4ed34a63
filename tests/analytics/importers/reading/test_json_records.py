"""JSON as objects by line, in a list and in a wrapper; only broken objects are rejected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.vocabulary.errors import NothingRecognised
from tests.analytics.importers.reading.reading import read_one

RECORDS = [{"viewer": "a", "views": 1, "ok": True}, {"viewer": "b", "views": 2.5, "more": None}]
EXPECTED = [("a", "1", "1", None), ("b", "2.5", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(map(json.dumps, RECORDS)),
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        "\ufeff" + json.dumps({"code": 0, "note": "[{", "data": {"list": RECORDS}}),
        json.dumps({"meta": {"n": 2}, "data": RECORDS, "end": "x"}, indent=1),
    ],
    ids=["lines", "list", "indented", "wrapped", "wrapped and indented"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_every_shape_says_the_same(tmp_path: Path, text: str, encoding: str) -> None:
    table = read_one(
        tmp_path / "x.json", text.lstrip("\ufeff").encode(encoding) if encoding != "utf-8" else text.encode()
    )
    assert table.columns == ["viewer", "views", "ok", "more"]
    assert table.rows == EXPECTED
    assert json.loads(table.raws[0]) == RECORDS[0]


def test_objects_inside_of_objects_become_columns_and_lists_become_text(tmp_path: Path) -> None:
    text = json.dumps([{"id": 7469980123456789123, "stats": {"views": 3.0}, "hashtags": ["a", "b"], "big": 7.5e18}])
    table = read_one(tmp_path / "x.json", text)
    assert table.columns == ["id", "stats.views", "hashtags", "big"]
    assert table.rows == [("7469980123456789123", "3", "a,b", "7.5E+18")]


def test_a_broken_object_in_a_list_costs_itself_only(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.json", '[{"viewer": "a"}, {"viewer": b}, {"viewer": "c"}]')
    assert table.rows == [("a",), ("c",)]
    assert table.lines == [1, 3]
    assert table.unreadable[0][0] == 2


def test_a_broken_line_costs_itself_only(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.jsonl", '{"viewer": "a"}\n{"viewer": \n[1]\n{"viewer": "d"}\n')
    assert table.rows == [("a",), ("d",)]
    assert [line for line, _, _ in table.unreadable] == [2, 3]


def test_a_list_that_is_cut_off_says_so(tmp_path: Path) -> None:
    whole = json.dumps([{"viewer": f"v{n}"} for n in range(100)])
    table = read_one(tmp_path / "x.json", whole[: len(whole) // 2])
    assert len(table.rows) > 40
    assert len(table.unreadable) == 1


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.jsonl", '{"viewer": "a"}\n{"viewer": ' + "[" * 100_000 + "\n")
    assert len(table.rows) == len(table.unreadable) == 1
    with pytest.raises(NothingRecognised):
        read_one(tmp_path / "y.json", "[" * 100_000)


@pytest.mark.parametrize("text", ["{}", "[]", "[1, 2]", '{"a": 1', "[{}]"])
def test_json_without_records_is_refused(tmp_path: Path, text: str) -> None:
    try:
        table = read_one(tmp_path / "x.json", text)
    except NothingRecognised:
        return
    assert table.rows == []


def test_a_single_object_is_one_record(tmp_path: Path) -> None:
    assert read_one(tmp_path / "x.json", '{"viewer": "a", "views": 3}').rows == [("a", "3")]


@given(
    st.lists(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=9), min_size=1, max_size=4), min_size=1)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_every_record_of_any_list_is_found_again(tmp_path: Path, records: list[dict[str, str]]) -> None:
    table = read_one(tmp_path / "x.json", json.dumps(records))
    assert len(table.rows) == len(records)
    for row, record in zip(table.rows, records, strict=True):
        assert {name: cell for name, cell in zip(table.columns, row, strict=True) if cell is not None} == record
