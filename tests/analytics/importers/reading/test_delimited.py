"""Delimited text: every record is a row or has a reason, in both readers."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.importers.reading import line_blocks as lines_module
from analytics.importers.reading import open_tables, tables
from analytics.importers.reading.bulk_reader import read_regular
from analytics.importers.reading.tables import Header
from analytics.vocabulary.csv_cells import guard, unguard
from analytics.vocabulary.errors import NothingRecognised
from analytics.vocabulary.reasons import Reason
from tests.analytics.importers.reading.reading import read_one, score

HEADER = "viewer,video_id,action\n"


def test_rows_have_their_lines_and_their_raw_text(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER + "a,v1,view\nb,v2,like\n")
    assert table.rows == [("a", "v1", "view"), ("b", "v2", "like")]
    assert table.lines == [2, 3]
    assert table.raws == ["a,v1,view", "b,v2,like"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_any_separator_and_line_ending_says_the_same(tmp_path: Path, separator: str, ending: str) -> None:
    text = (HEADER + "a,v1,view\nb,v2,like\n").replace(",", separator).replace("\n", ending)
    table = read_one(tmp_path / "x.csv", text)
    assert table.columns == ["viewer", "video_id", "action"]
    assert table.rows == [("a", "v1", "view"), ("b", "v2", "like")]
    assert table.lines == [2, 3]


def test_the_header_is_found_below_notices_which_are_counted(tmp_path: Path) -> None:
    text = "Exported by a team, for a team\nperiod;May\n\n" + HEADER + "a,v1,view\n\n\nb,v1,view\n,,\n"
    table = read_one(tmp_path / "x.csv", text)
    assert table.columns == ["viewer", "video_id", "action"]
    assert table.lines == [5, 8]
    assert table.left_out == {"notice": 2, "blank": 4}


def test_a_header_without_known_names_is_the_first_row_as_wide_as_the_others(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", "Liste\nnom,couleur\nx,rouge\ny,bleu\n")
    assert table.columns == ["nom", "couleur"]
    assert len(table.rows) == 2


def test_the_first_of_columns_with_one_name_counts_and_those_without_are_no_columns(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", "viewer,,viewer,action\na,x,b,view\n")
    assert table.columns == ["viewer", "action"]
    assert table.rows == [("a", "view")]


def test_cells_with_line_breaks_stay_whole_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.importers.reading.delimited._MIN_BATCH_BYTES", 64)
    monkeypatch.setattr("analytics.importers.reading.delimited._MAX_BATCH_BYTES", 64)
    rows = [
        (f"viewer {n}", 'line one\nline "two", and\r\nthree' if n % 3 == 0 else "plain", "view") for n in range(200)
    ]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    table = read_one(tmp_path / "x.csv", HEADER + out.getvalue())
    assert table.rows == rows
    assert table.lines[:4] == [2, 5, 6, 7]


def test_a_quote_that_never_closes_loses_its_line_only(tmp_path: Path) -> None:
    text = HEADER + 'a,v1,"view\n' + "".join(f"b{n},v1,view\n" for n in range(50_000))
    table = read_one(tmp_path / "x.csv", text)
    assert [(line, raw) for line, raw, _ in table.unreadable] == [(2, 'a,v1,"view')]
    assert len(table.rows) == 50_000
    assert table.lines[0] == 3
    assert table.lines[-1] == 50_002


def test_two_stray_quotes_do_not_swallow_the_rows_between_them(tmp_path: Path) -> None:
    for last in ('c,"v1",view', 'c,v1,"'):
        table = read_one(tmp_path / "x.csv", HEADER + f'a,v1,view,"\nb,v1,view\n{last}\nd,v1,view\n')
        assert {"b", "d"} <= {row[0] for row in table.rows}
        assert table.unreadable[0][:2] == (2, 'a,v1,view,"')


def test_a_file_cut_in_the_middle_of_a_quoted_cell_keeps_all_but_its_last_row(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER + 'a,v1,"view"\nb,v1,"li')
    assert table.rows == [("a", "v1", "view")]
    ((line, raw, _),) = table.unreadable
    assert (line, raw) == (3, 'b,v1,"li')


def test_rows_of_another_width_are_told_apart_from_rows_with_empty_cells_at_the_end(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER + "a,v1\nb,v1,view,\nc,v1,view,x\n")
    assert table.rows == [("b", "v1", "view")]
    assert [reason for _, _, reason in table.unreadable] == [
        Reason("found_count", reason=Reason("expected_fields", fields=3), found=2),
        Reason("found_count", reason=Reason("expected_fields", fields=3), found=4),
    ]


def test_bytes_that_are_no_text_take_one_row_away(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER.encode() + "é,v1,view\n".encode() + b"\xff,v1,view\nb,v1,view\n")
    assert [row[0] for row in table.rows] == ["é", "b"]
    assert table.unreadable == [(3, "\\xff,v1,view", Reason("not_utf8"))]


def test_the_header_again_is_no_row(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER + "a,v1,view\n" + HEADER + "b,v1,view\n")
    assert [row[0] for row in table.rows] == ["a", "b"]
    assert table.unreadable[0][2] == Reason("header_again")


def test_the_header_again_in_another_order_holds_from_there_on(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER + "a,v1,view\naction,viewer,video_id\nlike,b,v2\n")
    assert table.rows == [("a", "v1", "view"), ("b", "v2", "like")]
    assert table.unreadable[0][2] == Reason("header_reordered")


def test_a_second_table_in_one_file_is_refused_row_by_row(tmp_path: Path) -> None:
    table = read_one(tmp_path / "x.csv", HEADER + "a,v1,view\nvideo_id,views,likes\nv1,10,2\nv2,9,1\n")
    assert table.rows == [("a", "v1", "view")]
    assert [line for line, _, _ in table.unreadable] == [3, 4, 5]
    assert all(reason == Reason("header_of_another_table", line=3) for _, _, reason in table.unreadable)


def test_an_endless_line_is_told_and_passed_over_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is reduced: a line of 200 MB and records of at most 64 KB."""
    for module in (tables, lines_module):
        monkeypatch.setattr(module, "RECORD_LIMIT", 1 << 16)
    path = tmp_path / "x.csv"
    with path.open("wb") as out:
        out.write(HEADER.encode() + b"a,v1,view\n")
        for _ in range(200):
            out.write(b"x" * (1 << 20))
        out.write(b"\nb,v1,view\n")
    tracemalloc.start()
    with open_tables(path, score) as opened_tables:
        batches = [batch for table in opened_tables for batch in table.batches]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [row for batch in batches for row in batch.cells.rows()] == [("a", "v1", "view"), ("b", "v1", "view")]
    ((line, raw),) = [(record.line, record.raw) for batch in batches for record in batch.unreadable]
    assert line == 3
    assert len(raw) <= 1 << 20
    assert [int(line) for batch in batches for line in batch.lines] == [2, 4]
    assert peak < 32 << 20


def test_a_header_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "RECORD_LIMIT", 1 << 16)
    with pytest.raises(NothingRecognised, match="first_line_too_long"):
        read_one(tmp_path / "x.csv", b"viewer," * (1 << 17))


def test_more_columns_than_any_export_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingRecognised, match="too_many_columns"):
        read_one(tmp_path / "x.csv", ",".join(f"c{n}" for n in range(10_000)) + "\n")


def test_guards_before_formulas_are_taken_off_in_both_readers(tmp_path: Path) -> None:
    """A block with a blank line is read by the exact reader."""
    for text in ("'=x,'+a,it's\n''@b,'plain,'-\n", "'=x,'+a,it's\n\n''@b,'plain,'-\n"):
        table = read_one(tmp_path / "x.csv", HEADER + text)
        assert table.rows == [("=x", "+a", "it's"), ("'@b", "'plain", "-")]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
PLAIN = st.text("abc,;'\"=+1 é\t", max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=40), st.sampled_from(["\n", "\r\n"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_what_the_csv_module_writes_is_read_back(tmp_path: Path, rows: list[tuple[str, str, str]], ending: str) -> None:
    out = io.StringIO()
    # Python before 3.13 leaves a lone CR without quotes, which no reader could tell from the end of a line.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if ending == "\n" else csv.QUOTE_MINIMAL
    writer = csv.writer(out, lineterminator=ending, quoting=quoting)
    writer.writerow(["viewer", "video_id", "action"])
    writer.writerows([[guard(cell) for cell in row] for row in rows])
    table = read_one(tmp_path / "x.csv", out.getvalue())
    expected = [row for row in rows if any(row)]
    assert table.rows == expected
    assert table.unreadable == []


@given(st.lists(st.lists(PLAIN, min_size=3, max_size=3), min_size=1, max_size=20), st.booleans())
@settings(deadline=None)
def test_the_fast_reader_says_what_the_csv_module_says_or_nothing(rows: list[list[str]], quoted: bool) -> None:
    """Joined cells have stray quotes and separators; quoted cells are well-formed."""
    out = io.StringIO()
    if quoted:
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    else:
        out.write("".join(",".join(row) + "\n" for row in rows))
    result = read_regular(out.getvalue().encode(), Header(["h1", "h2", "h3"]), ",")
    if result is None:
        return
    consumed_text = out.getvalue().encode()[: result[1].consumed].decode()
    expected = list(csv.reader(io.StringIO(consumed_text, newline=""), strict=True))
    assert [list(row) for row in result[0].rows()] == [[unguard(cell) for cell in row] for row in expected]
