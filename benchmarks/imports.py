"""Imports against the `sqlite3` shell, their memory, and behaviour vectors against `GROUP BY`.

2 million events are imported from CSV into the full schema (checks, pseudonyms, deduplication, indexes) in a separate
process, and by `.import` into a plain table with the same indexes; then the vectors of their viewers are computed.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from analytics.store import Store
from analytics.store.queries.behaviour import event_selection, read_topics, viewer_table
from analytics.vocabulary.questions import Period

_EVENTS = 2_000_000
_VIEWERS = 76_000
_SHEET_ROWS = 1_000_000
_RUNS = 3
_PERIOD = Period(start=None, end=datetime(2026, 11, 1, tzinfo=UTC), zone="Asia/Shanghai")
_IMPORT = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from analytics.importers import ImportOptions, import_files
from analytics.store import Store
start = time.perf_counter()
with Store(Path(sys.argv[2])) as store:
    (result,) = import_files(store, [Path(sys.argv[1])], ImportOptions(datetime(2026, 11, 24, tzinfo=UTC)))
# ru_maxrss would include the memory of the parent at the fork.
peak = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
print(time.perf_counter() - start, peak // 1024, result.stored)
"""
_SHELL = """.mode csv
CREATE TABLE events(viewer, video_id, time, action, watch_seconds, value, currency, order_id);
.import --skip 1 {path} events
CREATE INDEX events_time ON events(time, viewer);
"""
_GROUP_BY = (
    "SELECT viewer, sum(action = 'view'), sum(action = 'like'), sum(action = 'share'), sum(action = 'comment'), "
    "count(*), sum(watch_seconds), max(time), count(DISTINCT time / 86400000000) FROM events GROUP BY viewer"
)


def run() -> list[str]:
    """Return lines on the import, its peak memory by size, the vectors with all and with new events, and the sheet."""
    if shutil.which("sqlite3") is None:
        return ["imports: the sqlite3 shell is not installed (`apt-get install sqlite3`)"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        half, whole, more = (folder / f"{part}.csv" for part in ("half", "whole", "more"))
        _write(half, _EVENTS // 2, 1)
        _write(whole, _EVENTS, 2)
        _write(more, 1000, 3)
        return [*_imports(folder, half, whole), *_vectors(folder / "home", more), _sheet(folder)]


def _write(path: Path, rows: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    actions = ("view", "like", "share", "comment", "impression", "click", "follow")
    action = np.array(actions)[rng.choice(7, rows, p=[0.5, 0.1, 0.03, 0.02, 0.25, 0.08, 0.02])]
    frame = pl.DataFrame(
        {
            "viewer": (rng.pareto(1.1, rows) * 500).astype(np.int64) % _VIEWERS,
            "video_id": rng.integers(0, 5000, rows),
            "time": np.sort(1_760_000_000_000 + rng.integers(0, 182 * 86_400_000, rows)),
            "action": action,
            "watch_seconds": np.round(rng.gamma(2, 8, rows), 2),
        }
    )
    frame.with_columns(
        pl.format("viewer-{}", pl.col("viewer").cast(pl.String).str.zfill(7)).alias("viewer"),
        pl.format("v{}", pl.col("video_id")).alias("video_id"),
        pl.from_epoch("time", "ms").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"),
        pl.when(pl.col("action") == "view").then("watch_seconds"),
        value=pl.lit(None),
        currency=pl.lit(None),
        order_id=pl.lit(None),
    ).write_csv(path)


def _imports(folder: Path, half: Path, whole: Path) -> list[str]:
    ours, theirs, peaks = [], [], []
    for run_number in range(_RUNS):
        home = folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        seconds, peak = _import(whole, home)
        ours.append(seconds)
        peaks.append(peak)
        theirs.append(_shell(folder / f"plain{run_number}.db", whole))
    small = _import(half, folder / "small")[1]
    median, peer = sorted(ours)[_RUNS // 2], sorted(theirs)[_RUNS // 2]
    return [
        f"import of {_EVENTS:,} events: {median:.1f} s, sqlite3 .import with an index {peer:.1f} s, "
        f"ratio {median / peer:.2f} (at most 1), median of {_RUNS}",
        f"memory of the import: {max(peaks)} MB at {_EVENTS:,} rows, {small} MB at {_EVENTS // 2:,} (below 400)",
    ]


def _import(path: Path, home: Path) -> tuple[float, int]:
    process = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(path), str(home)], check=True, capture_output=True, text=True
    )
    seconds, peak, _ = process.stdout.split()
    return float(seconds), int(peak)


def _shell(database: Path, path: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["sqlite3", str(database)], input=_SHELL.format(path=path), text=True, check=True)
    seconds = time.perf_counter() - start
    database.unlink()
    return seconds


def _vectors(home: Path, more: Path) -> list[str]:
    with Store(home) as store:
        store.arrow("SELECT 1")  # imports modules, which is not measured
        _time_vectors(store, Period(start=None, end=_PERIOD.end - timedelta(days=300), zone="UTC"))
        first = _time_vectors(store, _PERIOD)
    with sqlite3.connect(home / "data.db") as connection:
        start = time.perf_counter()
        groups = len(connection.execute(_GROUP_BY).fetchall())
        peer = time.perf_counter() - start
    _import(more, home)
    with Store(home) as store:
        store.arrow("SELECT 1")
        second = _time_vectors(store, _PERIOD)
    return [
        f"behaviour vectors of {groups:,} viewers: {first:.2f} s, GROUP BY {peer:.1f} s, "
        f"ratio {peer / first:.1f} (at least 4); after 1,000 more rows {second:.2f} s, ratio {peer / second:.0f} "
        "(at least 20)"
    ]


def _time_vectors(store: Store, period: Period) -> float:
    start = time.perf_counter()
    viewer_table(store, event_selection(store, period, None, None, read_topics(store, period.end)))
    return time.perf_counter() - start


def _sheet(folder: Path) -> str:
    path = folder / "sheet.xlsx"
    _write_sheet(path)
    seconds, peak = _import(path, folder / "sheet")
    return f"import of an XLSX of {_SHEET_ROWS:,} rows and 8 columns: {seconds:.0f} s, {peak} MB (below 800)"


def _write_sheet(path: Path) -> None:
    """Write a minimal workbook; no library of ours can write one."""
    import zipfile

    names = ("viewer", "video_id", "time", "action", "watch_seconds", "value", "currency", "order_id")
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in names)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _workbook_parts().items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                b"<sheetData>" + f"<row>{header}</row>".encode()
            )
            for first in range(0, _SHEET_ROWS, 10_000):
                rows = (
                    f'<row><c t="inlineStr"><is><t>fan{n % _VIEWERS}</t></is></c>'
                    f'<c t="inlineStr"><is><t>v{n % 5000}</t></is></c><c><v>{1_760_000_000 + n}</v></c>'
                    f'<c t="inlineStr"><is><t>view</t></is></c><c><v>{n % 60}</v></c><c><v>0</v></c>'
                    f'<c t="inlineStr"><is><t>USD</t></is></c><c t="inlineStr"><is><t>o{n}</t></is></c></row>'
                    for n in range(first, first + 10_000)
                )
                sheet.write("".join(rows).encode())
            sheet.write(b"</sheetData></worksheet>")


def _workbook_parts() -> dict[str, str]:
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<?xml version="1.0"?>'
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{relations}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    }
