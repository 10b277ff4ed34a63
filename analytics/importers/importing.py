"""A file into the store: understood, read, checked, stored whole or not at all, and accounted for row by row."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from analytics.errors import NothingRecognised, UnreadablePath
from analytics.importers.formats import Understanding, understand
from analytics.importers.reading import SUFFIXES, Row, Source, open_source
from analytics.importers.rows import Parser, Value
from analytics.importers.values import Clock, Fault, Instant
from analytics.records import METRICS, Grain, to_micros
from analytics.store import Store
from analytics.store.ingest import UNKNOWN_PLATFORM, Ingest, Plain

JOURNAL = "importing.json"
_TOLD_EVERY = 20_000
_ORDER = {grain: place for place, grain in enumerate(Grain)}

Progress = Callable[[Path, int], None]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are to be read. `mapping` is meaning -> column; `zone` None means the home's own."""

    now: datetime
    mapping: Mapping[str, str] = field(default_factory=dict)
    account: str | None = None
    zone: str | None = None
    public: bool = False


@dataclass(slots=True)
class ImportResult:
    """One file accounted for: read = stored + repeated + rejected."""

    path: str
    id: int = 0
    read: int = 0
    stored: int = 0
    repeated: int = 0
    rejected: int = 0
    grains: list[str] = field(default_factory=list)
    format: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    views: dict[str, int] = field(default_factory=lambda: {"in_file": 0, "stored": 0, "repeated": 0})

    def as_json(self) -> dict[str, object]:
        """The JSON form that `reelpulse import --json` prints."""
        plain = asdict(self)
        plain["import"] = plain.pop("id")
        return plain | {"reasons": dict(self.reasons)}


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files that paths mean: themselves, and what lies in folders. Raises UnreadablePath."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UnreadablePath(str(path), "there is no such file or folder")
        if path.is_dir():
            inside = [file for file in sorted(path.iterdir()) if file.is_file() and _looks_importable(file)]
            if not inside:
                raise UnreadablePath(str(path), f"the folder holds no {', '.join(SUFFIXES)} file")
            found += inside
        else:
            found.append(path)
    return found


def _looks_importable(path: Path) -> bool:
    return path.name.lower().removesuffix(".gz").endswith(SUFFIXES)


def interrupted(store: Store) -> str | None:
    """The file whose import was cut off, nothing of which is stored; told once."""
    journal = store.home / JOURNAL
    try:
        path: str | None = str(json.loads(journal.read_text("utf-8"))["path"])
    except (FileNotFoundError, ValueError, KeyError):
        path = None
    journal.unlink(missing_ok=True)
    return path


def import_files(
    store: Store, paths: Sequence[Path], options: ImportOptions, progress: Progress | None = None
) -> Iterator[ImportResult]:
    """Import files, accounts and videos before what refers to them; each is stored whole or not at all.

    Raises UnreadablePath, NothingRecognised, BadMapping, StoreFailed; what was imported before stays.
    """
    files = files_of(paths)
    known: list[tuple[int, Path]] = []
    refused: list[NothingRecognised] = []
    for path in files:
        try:
            with open_source(path) as source:
                known.append((_ORDER[understand(str(path), source.columns, options.mapping).grain], path))
        except NothingRecognised as error:
            refused.append(error)
    if refused and (not known or len(paths) == 1 == len(files)):
        raise refused[0]
    for _, path in sorted(known, key=lambda pair: pair[0]):
        yield _import_file(store, path, options, progress)
    for told in refused:
        yield ImportResult(told.path, assumed=[f"left alone: {told.reason}"])


def _import_file(store: Store, path: Path, options: ImportOptions, progress: Progress | None) -> ImportResult:
    zone = options.zone or store.read_property("zone") or "UTC"
    journal = store.home / JOURNAL
    with store.guarded(), open_source(path) as source:
        understood = understand(str(path), source.columns, options.mapping)
        result = _begun(path, source, understood)
        clock = Clock(ZoneInfo(zone), options.now)
        parser = Parser(understood, clock, options.account)
        journal.write_text(json.dumps({"path": str(path)}), "utf-8")
        connection = store.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            result.id = _register(store, path, understood, options.now)
            public = options.public or understood.format.public
            ingest = Ingest(connection, result.id, store.pseudonym_key, public=public)
            _Filing(ingest, parser, result, options).take(source, path, progress)
            if understood.grain in {Grain.EDGES, Grain.ACCOUNTS, Grain.VIDEOS}:
                ingest.promote(understood.format.platform or UNKNOWN_PLATFORM)
            if parser.naive:
                result.assumed.append(f"times without a zone are in {zone}")
            _finish(store, result, ingest.fingerprint, options.now)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
        finally:
            journal.unlink(missing_ok=True)
    return result


def _begun(path: Path, source: Source, understood: Understanding) -> ImportResult:
    result = ImportResult(
        str(path),
        grains=[understood.grain.value],
        format=understood.format.name,
        mapping={**understood.mapping, **understood.format.flags}
        if understood.format.flags
        else dict(understood.mapping),
        left_out=dict(understood.left_out),
    )
    result.assumed += [f"column {name!r} stands more than once: the first counts" for name in source.repeated_columns]
    return result


def _register(store: Store, path: Path, understood: Understanding, now: datetime) -> int:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "blake2b").hexdigest()[:32]
    cursor = store.connection.execute(
        "INSERT INTO imports (path, digest, started, format) VALUES (?, ?, ?, ?)",
        (str(path), digest, to_micros(now), understood.format.name),
    )
    return int(cursor.lastrowid or 0)


def _finish(store: Store, result: ImportResult, fingerprint: int, now: datetime) -> None:
    do = store.connection.execute
    do(
        "UPDATE imports SET finished = ?, read = ?, stored = ?, repeated = ?, rejected = ?, summary = ? WHERE id = ?",
        (
            to_micros(now),
            result.read,
            result.stored,
            result.repeated,
            result.rejected,
            json.dumps({"mapping": result.mapping, "assumed": result.assumed}, ensure_ascii=False),
            result.id,
        ),
    )
    if fingerprint:
        version = hashlib.blake2b(f"{store.data_version} {fingerprint}".encode(), digest_size=6).hexdigest()
        do("INSERT OR REPLACE INTO properties VALUES ('data_version', ?)", (version,))


class _Filing:
    """Takes the rows of one file, one after the other."""

    def __init__(self, ingest: Ingest, parser: Parser, result: ImportResult, options: ImportOptions) -> None:
        self._ingest, self._parser, self._result, self._options = ingest, parser, result, options
        self._understood = parser.understood
        self._shared_ids = not self._understood.format.own_viewer_ids
        self._ordinals: Counter[tuple[object, ...]] = Counter()
        self._simulated = False

    def take(self, source: Source, path: Path, progress: Progress | None) -> None:
        """Store or reject every row."""
        result = self._result
        for row in source.rows:
            result.read += 1
            try:
                new = self._file(row)
            except Fault as fault:
                self._reject(path, row, str(fault))
                continue
            result.stored += new
            result.repeated += not new
            if progress and result.read % _TOLD_EVERY == 0:
                progress(path, result.read)
        if self._simulated:
            self._ingest.mark_simulated()

    def _reject(self, path: Path, row: Row, reason: str) -> None:
        self._result.rejected += 1
        self._result.reasons[reason.split(", found", maxsplit=1)[0][:80]] += 1
        self._ingest.reject(str(path), row.line, reason, row.raw)

    def _file(self, row: Row) -> bool:
        if row.cells is None:
            raise Fault(row.fault or "not readable")
        values = self._parser.record(row.cells)
        self._simulated = self._simulated or bool(values.pop("simulated", None))
        platform = str(values.get("platform") or self._understood.format.platform or UNKNOWN_PLATFORM).lower()
        match self._understood.grain:
            case Grain.EVENTS:
                return self._event(platform, values, row.cells)
            case Grain.EDGES:
                plain = _plain(values)
                return self._ingest.edge(platform, plain, self._ordinal(values, plain))
            case Grain.ACCOUNTS:
                return self._ingest.account(platform, _plain(values), shared_ids=self._shared_ids)
            case Grain.VIDEOS:
                return self._video(platform, values)
            case _:
                return self._aggregate(platform, values)

    def _ordinal(self, values: Mapping[str, Value], plain: Mapping[str, Plain]) -> int:
        """Where the time is coarser than a second, equal rows of a file are different events: which of them this is."""
        at = values.get("time")
        if not (isinstance(at, Instant) and at.coarse):
            return 0
        key = tuple(sorted(plain.items(), key=lambda item: item[0]))
        self._ordinals[key] += 1
        return self._ordinals[key]

    def _event(self, platform: str, values: dict[str, Value], cells: Mapping[str, str]) -> bool:
        plain = _plain(values)
        ordinal = self._ordinal(values, plain)
        actions = self._parser.actions(values, cells)
        viewer = self._ingest.viewer(str(plain["viewer"]))
        video_id = plain.get("video_id")
        video = None if video_id is None else self._ingest.video_of_event(platform, str(video_id))
        # A row is a repeat only if all of its events are.
        new = [self._ingest.event(viewer, video, action, plain, ordinal) for action in actions]
        if "view" in actions:
            self._count_views(1, stored=new[actions.index("view")])
        return any(new)

    def _video(self, platform: str, values: dict[str, Value]) -> bool:
        plain = _plain(values)
        if plain.get("followers") is not None and plain.get("account") is not None:
            account = {"handle": plain["account"], "followers": plain["followers"]}
            self._ingest.account(platform, account, shared_ids=self._shared_ids)
        video, new = self._ingest.video(platform, plain, shared_ids=self._shared_ids)
        if not any(plain.get(name) is not None for name in (*METRICS, "watch_seconds", "completion")):
            return new
        captured = plain.get("captured_at")
        at = to_micros(self._options.now) if captured is None else int(captured)
        taken = self._ingest.snapshot(video, at, plain, assumed=captured is None)
        if taken is None:
            raise Fault("other numbers are on record for this video at the same moment")
        self._count_views(int(plain.get("views") or 0), stored=taken)
        return new or taken

    def _count_views(self, views: int, *, stored: bool) -> None:
        self._result.views["in_file"] += views
        self._result.views["stored" if stored else "repeated"] += views

    def _aggregate(self, platform: str, values: dict[str, Value]) -> bool:
        plain = _plain(values)
        if self._understood.grain is Grain.ACCOUNT_DAYS:
            stored = self._ingest.day(platform, plain, shared_ids=self._shared_ids)
            if stored is None:
                raise Fault("other numbers are on record for this account and day")
            self._count_views(int(plain.get("views") or 0), stored=stored)
            return stored
        captured = plain.get("captured_at")
        at = to_micros(self._options.now) if captured is None else int(captured)
        return self._ingest.share(platform, at, plain, shared_ids=self._shared_ids)


def _plain(values: Mapping[str, Value]) -> dict[str, Plain]:
    return {
        name: value.micros if isinstance(value, Instant) else int(value) if isinstance(value, bool) else value
        for name, value in values.items()
    }
