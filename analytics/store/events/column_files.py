"""Events by column, beside the database: one file for each import, made from it and made anew where it is missing.

A file is named after its import, the import's fingerprint and the number of times that videos have moved: whatever
changes the events of an import gives it another name, so that a stale file is never read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import cast

import polars as pl
import pyarrow as pa
from pyarrow import ipc

from analytics.store.database.connection import Store
from analytics.store.database.record_ids import hashes
from analytics.vocabulary.records import Action

FOLDER = "columns"
MOVES = "events_moved"
"""Property: how often the videos of stored events have moved."""
ACTIONS = (*(str(action) for action in Action), "refund")
"""What the numbers in `action` mean; a refund is a purchase of negative value."""
_CODES = {name: code for code, name in enumerate(ACTIONS)}
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
_NAMES = {"hash": pl.UInt64, "name": pl.String}


@dataclass(frozen=True, slots=True)
class ColumnFile:
    """The events of one import: viewer (row of `names`), video, time (µs), action (place in ACTIONS), watch (s)."""

    key: str
    events: pl.DataFrame = field(repr=False)
    names: pl.DataFrame = field(repr=False)
    """The viewers in it: name, and its hash."""


class ColumnFileDraft:
    """The file of an import that is under way; nobody finds it before `publish`."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER
        self._folder.mkdir(exist_ok=True)
        self._path = self._folder / f".{token_hex(8)}"
        self._sink = pa.OSFile(str(self._path), "wb")
        self._writer = ipc.new_file(self._sink, _SCHEMA)
        self._names = pl.DataFrame(schema=_NAMES)

    def add(self, events: pl.DataFrame) -> None:
        """Append events: viewer and its `viewer_hash`, video, time, action, and where known watch_seconds, value."""
        told, self._names = _numbered(events, self._names)
        self._writer.write_table(told.to_arrow().cast(_SCHEMA))

    def publish(self, key: str) -> None:
        """Let the file be found under its name; the older one of the same import goes."""
        self._close()
        for stale in self._folder.glob(f"{key.split('-', maxsplit=1)[0]}-*"):
            stale.unlink(missing_ok=True)
        with ipc.new_file(self._folder / f"{key}.names", _NAMES_SCHEMA) as names:
            names.write_table(self._names.to_arrow().cast(_NAMES_SCHEMA))
        self._path.rename(self._folder / f"{key}.events")

    def discard(self) -> None:
        """Forget what was written."""
        self._close()
        self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        self._writer.close()
        self._sink.close()


def _numbered(events: pl.DataFrame, names: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Events as the file has them, and all viewers so far."""
    here = events.select(pl.col("viewer_hash").alias("hash"), pl.col("viewer").alias("name")).unique("hash")
    names = pl.concat([names, here.join(names, on="hash", how="anti")], rechunk=True)
    numbers = names.select("hash").with_row_index("viewer")
    found = events.select(pl.col("viewer_hash").alias("hash"), "video", "time", _coded(events), _watch(events))
    told = found.join(numbers, on="hash", how="left", maintain_order="left")
    return told.select("viewer", "video", "time", "action", "watch"), names


def _coded(events: pl.DataFrame) -> pl.Expr:
    if isinstance(events.schema["action"], pl.Enum):
        code = pl.col("action").to_physical().cast(pl.UInt8)  # the enumeration has the order of ACTIONS
    else:
        code = pl.col("action").replace_strict(_CODES, return_dtype=pl.UInt8)
    if "value" not in events.columns:
        return code.alias("action")
    back = (code == _CODES["purchase"]) & (pl.col("value") < 0)
    return pl.when(back).then(pl.lit(_CODES["refund"], pl.UInt8)).otherwise(code).alias("action")


def _watch(events: pl.DataFrame) -> pl.Expr:
    known = pl.col("watch_seconds") if "watch_seconds" in events.columns else pl.lit(None, pl.Float64)
    return known.alias("watch")


def key_of(number: int, fingerprint: int, moves: int) -> str:
    """The name of an import's files."""
    return f"{number}-{fingerprint % 2**64:016x}-{moves}"


def read_parts(store: Store) -> list[ColumnFile]:
    """The events of every import that brought any, as the database has them now; missing files are made."""
    moves = int(store.read_property(MOVES) or 0)
    keys = {
        key_of(int(str(number)), int(str(fingerprint)), moves): int(str(number))
        for number, fingerprint in store.rows(
            "SELECT id, fingerprint FROM imports WHERE undone IS NULL AND fingerprint <> 0 "
            "AND (grains = '[]' OR grains LIKE '%\"events\"%') ORDER BY id"
        )
    }
    folder = store.home / FOLDER
    parts = [_read(folder, key) or _made(store, key, number) for key, number in keys.items()]
    _tidy(folder, set(keys))
    return [part for part in parts if part.events.height]


def _read(folder: Path, key: str) -> ColumnFile | None:
    try:
        names = ipc.open_file((folder / f"{key}.names").read_bytes()).read_all()
        return ColumnFile(key, _mapped(folder / f"{key}.events"), cast("pl.DataFrame", pl.from_arrow(names)))
    except (OSError, pa.ArrowException):
        return None


def _mapped(path: Path) -> pl.DataFrame:
    """A table whose columns lie in the file: reading it copies nothing."""
    with pa.memory_map(str(path)) as file:
        return cast("pl.DataFrame", pl.from_arrow(ipc.open_file(file).read_all()))


def _made(store: Store, key: str, number: int) -> ColumnFile:
    """Read an import's events from the database, and leave them as a file where that is possible."""
    table = store.arrow(
        "SELECT viewer, video, time, action, watch_seconds, value FROM events WHERE import = ?", (number,)
    )
    kinds = (pl.String, pl.Int64, pl.Int64, pl.String, pl.Float64, pl.Float64)
    events = pl.DataFrame(table).with_columns(
        pl.col(name).cast(kind) for name, kind in zip(table.column_names, kinds, strict=True)
    )
    events = events.with_columns(pl.Series("viewer_hash", hashes(events["viewer"])))
    with contextlib.suppress(OSError), _drafted(store.home) as draft:
        draft.add(events)
        draft.publish(key)
    return ColumnFile(key, *_numbered(events, pl.DataFrame(schema=_NAMES)))


@contextlib.contextmanager
def _drafted(home: Path) -> Iterator[ColumnFileDraft]:
    draft = ColumnFileDraft(home)
    try:
        yield draft
    except BaseException:
        draft.discard()
        raise


def _tidy(folder: Path, keys: set[str]) -> None:
    """Remove files of imports that are undone or have changed."""
    with contextlib.suppress(OSError):
        for file in folder.glob("*.events"):
            if file.stem not in keys:
                file.unlink(missing_ok=True)
                file.with_suffix(".names").unlink(missing_ok=True)
