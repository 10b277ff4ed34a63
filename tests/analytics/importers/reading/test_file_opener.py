"""Formats are recognised by content; hostile and broken files are refused, and nothing is written to disk."""

from __future__ import annotations

import bz2
import copy
import gzip
import io
import os
import random
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analytics.importers.reading import files_of, open_tables
from analytics.vocabulary.errors import ExpandsTooFar, NeedsPassword, NothingRecognised, UnreadablePath
from tests.analytics.importers.reading.reading import read, read_one, row_of, score, write_xlsx

CSV = "viewer,video_id,action\na,v1,view\nb,v2,like\n"
ROWS = [("a", "v1", "view"), ("b", "v2", "like")]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(folder: Path) -> bytes:
    rows = [row_of(1, "viewer", "video_id", "action"), row_of(2, *ROWS[0]), row_of(3, *ROWS[1])]
    return write_xlsx(folder / "book", {"S": rows}).read_bytes()


def parquet(folder: Path, rows: int = 2) -> bytes:
    records = [dict(zip(("viewer", "video_id", "action"), row, strict=True)) for row in ROWS] * (rows // 2)
    pq.write_table(pa.Table.from_pylist(records), folder / "parquet")
    return (folder / "parquet").read_bytes()


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx", "x", "x.parquet", "x.gz", "x.zip"])
def test_the_name_of_a_file_says_nothing_about_its_kind(tmp_path: Path, name: str) -> None:
    contents = [
        CSV.encode(),
        gzip.compress(CSV.encode()),
        gzip.compress(gzip.compress(CSV.encode())),
        zipped({"in.csv": CSV.encode()}),
        zipped({"deep/in.zip": zipped({"in.csv.gz": gzip.compress(CSV.encode())})}),
        workbook(tmp_path),
        zipped({"book.xlsx": workbook(tmp_path)}),
        parquet(tmp_path),
        gzip.compress(parquet(tmp_path)),
        zipped({"in.parquet": parquet(tmp_path)}),
    ]
    for content in contents:
        assert read_one(tmp_path / name, content).rows == ROWS


def test_all_tables_of_an_archive_are_read_under_their_names(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(
        zipped(
            {
                "Table data.csv": CSV.encode(),
                "Chart data.csv": CSV.encode(),
                "readme.pdf": b"%PDF-",
                "__MACOSX/._Table data.csv": b"\0\1",
                "empty.csv": b"",
            }
        )
    )
    assert [table.name for table in read(path)] == [f"{path}/Table data.csv", f"{path}/Chart data.csv"]


def test_chinese_names_that_windows_wrote_are_readable(tmp_path: Path) -> None:
    raw = "表格.csv".encode("gb18030").decode("cp437")
    content = zipped({"XXXX.csv": CSV.encode()})
    path = tmp_path / "x.zip"
    path.write_bytes(content.replace(b"XXXX", raw.removesuffix(".csv").encode("cp437")))
    assert read(path)[0].name.endswith("/表格.csv")


@pytest.mark.parametrize(
    "name", ["../../escaped.csv", "/etc/escaped.csv", "..\\..\\escaped.csv", "a/../../escaped.csv"]
)
def test_a_path_that_leads_out_of_an_archive_leads_nowhere(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "one" / "two"
    inside.mkdir(parents=True)
    (table,) = [read_one(inside / "x.zip", zipped({name: CSV.encode()}))]
    assert table.rows == ROWS
    assert ".." not in table.name
    assert list(tmp_path.rglob("escaped*")) == []


def test_a_bomb_is_stopped_while_it_unfolds_whatever_its_header_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analytics.importers.reading.decompression._ALLOWANCE_BYTES", 1 << 20)
    row = b"viewer,video_id,action\n" + b"a,v1,view\n" * 2_000_000
    bombs = {
        "x.gz": gzip.compress(row),
        "x.zip": zipped({"in.csv": row}),
        "nested.zip": zipped({"in.zip": zipped({"in.csv": row})}),
        "x.xlsx": None,
    }
    lying = bytearray(bombs["x.zip"] or b"")
    place = lying.rfind(b"PK\x01\x02")
    lying[place + 24 : place + 28] = (100).to_bytes(4, "little")
    bombs["lying.zip"] = bytes(lying)
    for name, content in bombs.items():
        path = tmp_path / name
        if content is None:
            rows = [row_of(1, "viewer", "video_id"), *(row_of(2, "a" * 10_000_000, "b") for _ in range(3))]
            write_xlsx(path, {"S": rows})
        else:
            path.write_bytes(content)
        with pytest.raises((ExpandsTooFar, UnreadablePath)):
            read(path)


def test_archives_in_archives_without_end_are_refused(tmp_path: Path) -> None:
    content = zipped({"in.csv": CSV.encode()})
    for _ in range(5):
        content = zipped({"in.zip": content})
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(UnreadablePath, match="archive_too_deep"):
        read(tmp_path / "x.zip")


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    content = bytearray(zipped({"in.csv": CSV.encode()}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(bytes(content))
    with pytest.raises(NeedsPassword, match="password"):
        read(tmp_path / "x.zip")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\r\n ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\0" * 100_000, "binary"),
        (random.Random(1).randbytes(100_000), "binary"),
        (bz2.compress(CSV.encode()), "bzip2"),
        (b"%PDF-1.4 ...", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old_excel"),
        (b"<!DOCTYPE html><html><table></table></html>", "web_page"),
        (zipped({"a.pdf": b"%PDF"}), "archive_without_files"),
        (zipped({}), "archive_without_files"),
        (zipped({"a.csv": b""}), "empty"),
    ],
    ids=["empty", "blank", "mark", "zeros", "noise", "bzip2", "pdf", "xls", "html", "no table", "no member", "hollow"],
)
def test_what_holds_no_table_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(NothingRecognised, match=said):
        read(path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_a_compressed_file_that_is_cut_off_says_so(tmp_path: Path, part: float) -> None:
    body = "".join(f"viewer{random.Random(n).random()},v1,view\n" for n in range(30_000))
    for content in (gzip.compress((CSV + body).encode()), zipped({"in.csv": (CSV + body).encode()})):
        path = tmp_path / "x"
        path.write_bytes(content[: int(len(content) * part)])
        with pytest.raises(UnreadablePath, match="archive_damaged"):
            read(path)


def test_a_damaged_member_says_so(tmp_path: Path) -> None:
    content = bytearray(zipped({"in.csv": (CSV + "x,y,z\n" * 1000).encode()}))
    content[60] ^= 0xFF
    (tmp_path / "x.zip").write_bytes(bytes(content))
    with pytest.raises(UnreadablePath, match=r"archive_damaged|archive_unknown"):
        read(tmp_path / "x.zip")


def test_a_parquet_file_whose_footer_lies_is_refused_at_any_byte(tmp_path: Path) -> None:
    """Each byte of the footer in turn: the rows as they are, or an answer; never a crash."""
    whole = parquet(tmp_path, 200)
    footer = int.from_bytes(whole[-8:-4], "little") + 8
    path = tmp_path / "x.parquet"
    for place in range(len(whole) - footer, len(whole), 7):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        path.write_bytes(bytes(broken))
        try:
            read(path)
        except (UnreadablePath, NothingRecognised):
            continue
    path.write_bytes(whole[:-8] + (0x7FFFFFF0).to_bytes(4, "little") + b"PAR1")
    with pytest.raises(UnreadablePath, match="parquet"):
        read(path)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadablePath, match="parquet"):
        read(path)


def test_values_of_parquet_are_the_text_that_an_export_has(tmp_path: Path) -> None:
    from datetime import UTC, date, datetime
    from decimal import Decimal

    table = pa.table(
        {
            "viewer": ["a"],
            "views": [3.0],
            "rate": [0.25],
            "large": [7.5e18],
            "exact": [7469980123456789123],
            "ok": [True],
            "day": [date(2026, 5, 1)],
            "naive": [datetime(2026, 5, 1, 10, 0, 1)],  # noqa: DTZ001
            "at": [datetime(2026, 5, 1, 10, tzinfo=UTC)],
            "money": [Decimal("1.50")],
            "tags": [["a", "b"]],
            "none": pa.array([None], pa.string()),
            "bytes": [b"abc"],
        }
    )
    pq.write_table(table, tmp_path / "x.parquet")
    (table,) = read(tmp_path / "x.parquet")
    assert table.rows == [
        (
            "a", "3", "0.25", "7.5E+18", "7469980123456789123", "1", "2026-05-01", "2026-05-01 10:00:01",
            "2026-05-01 10:00:00Z", "1.50", "a,b", None, "abc",
        )
    ]  # fmt: skip


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(CSV)
    with open_tables(path, score) as tables:
        list(next(tables).batches)
        with path.open("a") as more:
            more.write("c,v1,view\n")
        with pytest.raises(UnreadablePath, match="changed_while_read"):
            next(tables)


def test_a_file_that_is_deleted_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(CSV)
    with open_tables(path, score) as tables:
        table = next(tables)
        path.unlink()
        assert [row for batch in table.batches for row in batch.cells.rows()] == ROWS


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(CSV)
    path.chmod(0)
    with pytest.raises(UnreadablePath, match="permission_denied"):
        read(path)


def test_errors_of_whoever_stores_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(CSV)
    with pytest.raises(OSError, match="disk"), open_tables(path, score):
        raise OSError("disk")
    with pytest.raises(zlib.error), open_tables(path, score):
        raise zlib.error


def test_a_folder_means_the_files_in_it(tmp_path: Path) -> None:
    for name in ("b.csv", "a.json.gz", ".hidden.csv", "~$open.xlsx", "notes.md", "deep/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CSV)
    inside = [tmp_path / name for name in ("a.json.gz", "b.csv", "deep/c.csv")]
    assert files_of([tmp_path, Path("-")]) == [*inside, Path("-")]


def test_a_folder_without_tables_and_a_missing_path_are_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    with pytest.raises(UnreadablePath, match="folder_without_files"):
        files_of([tmp_path])
    with pytest.raises(UnreadablePath, match="no_such_path"):
        files_of([tmp_path / "x.csv"])


def test_standard_input_may_be_read_twice() -> None:
    program = (
        "from pathlib import Path\n"
        "from tests.analytics.importers.reading.reading import read\n"
        "print(read(Path('-'))[0].rows == read(Path('-'))[0].rows, len(read(Path('-'))[0].rows))\n"
    )
    for content in (CSV.encode(), gzip.compress(CSV.encode())):
        process = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, check=True)
        assert process.stdout == b"True 2\n"


def test_the_word_of_an_error_survives_a_process() -> None:
    for error in (ExpandsTooFar("x.zip", 10, 2000), NeedsPassword("x.zip/in.csv")):
        copied = copy.copy(error)  # by the same protocol as between processes
        assert str(copied) == str(error)
        assert copied.exit_status == 2
