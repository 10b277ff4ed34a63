"""Column files: the events of each import as Arrow files beside the database; a missing file is rebuilt from it.

The name of a file holds the id of the import, its fingerprint and the number of times that videos have moved. Any
change to the events of an import changes the name, so that a stale file is never read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from typing import cast

import polars as pl
import pyarrow as pa
from pyarrow import ipc

from analytics.store.database.connection import Store
from analytics.store.database.record_ids import hash_texts
from analytics.store.database.undated import DateColumns, date_columns
from analytics.vocabulary.records import Action

FOLDER = "columns"
MOVE_COUNT = "events_moved"
"""Name of the property that counts how often videos of stored events have moved to another platform."""
ACTIONS = (*(str(action) for action in Action), "refund")
"""Actions by their code in the column `action`; a refund is a purchase of negative value."""
ACTION_CODES = {name: code for code, name in enumerate(ACTIONS)}
_SCHEMA = pa.schema(
    [
        ("viewer", pa.uint32()),
        ("video", pa.int64()),
        ("time", pa.int64()),
        ("action", pa.uint8()),
        ("watch", pa.float64()),
    ]
)
_NAMES_SCHEMA = pa.schema([("hash", pa.uint64()), ("name", pa.large_string())])
_NAMES_TYPES = {"hash": pl.UInt64, "name": pl.String}


@dataclass(frozen=True, slots=True)
class ColumnFile:
    """The events of one import: viewer (row of `names`), video, time (µs), action (index in ACTIONS), watch (s).

    `is_date`: whether the time is a date without a time of day.
    """

    key: str
    events: pl.DataFrame = field(repr=False)
    names: pl.DataFrame = field(repr=False)
    """Its viewers: name and the hash of the name."""


class ColumnFileDraft:
    """The column file of a running import; readers do not see it before `publish`."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER
        self._folder.mkdir(exist_ok=True)
        self._path = self._folder / f".{token_hex(8)}"
        self._file = pa.OSFile(str(self._path), "wb")
        self._writer = ipc.new_file(self._file, _SCHEMA)
        self._names = pl.DataFrame(schema=_NAMES_TYPES)

    def add(self, events: pl.DataFrame) -> None:
        """Append events: viewer, viewer_hash, video, time, action, and optionally watch_seconds and value."""
        table, self._names = _number_viewers(events, self._names)
        self._writer.write_table(table.to_arrow().cast(_SCHEMA))

    def publish(self, key: str) -> None:
        """Give the file its name, and remove an older file of the same import."""
        self._close()
        for stale in self._folder.glob(f"{key.split('-', maxsplit=1)[0]}-*"):
            stale.unlink(missing_ok=True)
        with ipc.new_file(self._folder / f"{key}.names", _NAMES_SCHEMA) as names:
            names.write_table(self._names.to_arrow().cast(_NAMES_SCHEMA))
        self._path.rename(self._folder / f"{key}.events")

    def discard(self) -> None:
        """Delete what was written."""
        self._close()
        self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        self._writer.close()
        self._file.close()


def _number_viewers(events: pl.DataFrame, names: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Events in the columns of the file, and `names` with the new viewers appended."""
    viewers = events.select(pl.col("viewer_hash").alias("hash"), pl.col("viewer").alias("name")).unique("hash")
    names = pl.concat([names, viewers.join(names, on="hash", how="anti")], rechunk=True)
    numbers = names.select("hash").with_row_index("viewer")
    columns = events.select(
        pl.col("viewer_hash").alias("hash"), "video", "time", _action_codes(events), _watch_column(events)
    )
    numbered = columns.join(numbers, on="hash", how="left", maintain_order="left")
    return numbered.select("viewer", "video", "time", "action", "watch"), names


def _action_codes(events: pl.DataFrame) -> pl.Expr:
    if isinstance(events.schema["action"], pl.Enum):
        code = pl.col("action").to_physical().cast(pl.UInt8)  # the enum has the order of ACTIONS
    else:
        code = pl.col("action").replace_strict(ACTION_CODES, return_dtype=pl.UInt8)
    if "value" not in events.columns:
        return code.alias("action")
    is_refund = (code == ACTION_CODES["purchase"]) & (pl.col("value") < 0)
    return pl.when(is_refund).then(pl.lit(ACTION_CODES["refund"], pl.UInt8)).otherwise(code).alias("action")


def _watch_column(events: pl.DataFrame) -> pl.Expr:
    column = pl.col("watch_seconds") if "watch_seconds" in events.columns else pl.lit(None, pl.Float64)
    return column.alias("watch")


def file_key(number: int, fingerprint: int, moves: int) -> str:
    """The name of the column files of an import, without extension."""
    return f"{number}-{fingerprint % 2**64:016x}-{moves}"


def read_column_files(store: Store) -> list[ColumnFile]:
    """The events of every import that has any, as they are in the database now; missing files are rebuilt."""
    moves = int(store.read_property(MOVE_COUNT) or 0)
    keys = {
        file_key(int(str(number)), int(str(fingerprint)), moves): int(str(number))
        for number, fingerprint in store.rows(
            "SELECT id, fingerprint FROM imports WHERE undone IS NULL AND fingerprint <> 0 "
            "AND (grains = '[]' OR grains LIKE '%\"events\"%') ORDER BY id"
        )
    }
    folder = store.folder / FOLDER
    files = [_read_file(folder, key) or _rebuild_file(store, key, number) for key, number in keys.items()]
    _remove_stale_files(folder, set(keys))
    noted = date_columns(store)
    numbers = list(keys.values())
    return [
        replace(file, events=file.events.with_columns(is_date=_is_date(noted.get(number))))
        for file, number in zip(files, numbers, strict=True)
        if file.events.height
    ]


def _is_date(noted: DateColumns | None) -> pl.Expr:
    return pl.lit(value=False) if noted is None else noted.is_date("time", "time")


def _read_file(folder: Path, key: str) -> ColumnFile | None:
    try:
        names = ipc.open_file((folder / f"{key}.names").read_bytes()).read_all()
        return ColumnFile(key, map_table(folder / f"{key}.events"), cast("pl.DataFrame", pl.from_arrow(names)))
    except (OSError, pa.ArrowException):
        return None


def map_table(path: Path) -> pl.DataFrame:
    """The table of an Arrow file, memory-mapped: nothing is copied."""
    with pa.memory_map(str(path)) as file:
        return cast("pl.DataFrame", pl.from_arrow(ipc.open_file(file).read_all()))


def _rebuild_file(store: Store, key: str, number: int) -> ColumnFile:
    """Read the events of an import from the database, and write its column file if the disk allows."""
    table = store.arrow(
        "SELECT viewer, video, time, action, watch_seconds, value FROM events WHERE import = ?", (number,)
    )
    types = (pl.String, pl.Int64, pl.Int64, pl.String, pl.Float64, pl.Float64)
    events = pl.DataFrame(table).with_columns(
        pl.col(name).cast(dtype) for name, dtype in zip(table.column_names, types, strict=True)
    )
    events = events.with_columns(pl.Series("viewer_hash", hash_texts(events["viewer"])))
    with contextlib.suppress(OSError), _open_draft(store.folder) as draft:
        draft.add(events)
        draft.publish(key)
    return ColumnFile(key, *_number_viewers(events, pl.DataFrame(schema=_NAMES_TYPES)))


@contextlib.contextmanager
def _open_draft(home: Path) -> Iterator[ColumnFileDraft]:
    draft = ColumnFileDraft(home)
    try:
        yield draft
    except BaseException:
        draft.discard()
        raise


def _remove_stale_files(folder: Path, keys: set[str]) -> None:
    """Remove files of imports that were undone or have changed."""
    with contextlib.suppress(OSError):
        for file in folder.glob("*.events"):
            if file.stem not in keys:
                file.unlink(missing_ok=True)
                file.with_suffix(".names").unlink(missing_ok=True)
