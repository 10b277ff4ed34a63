"""The simulated brand in a home of its own: made once, kept, made anew when asked; nobody else's folder is touched."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.vocabulary.errors import BadValue, UnreadablePath

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

USERS, SEED, WEEKS = 2_000, 1, 26
MOST_USERS = 200_000
_MARK, _PREPARED = "DEMO.txt", "prepared.json"


@contextmanager
def paths_named(place: Path) -> Iterator[None]:
    """Word what goes wrong with a path."""
    try:
        yield
    except OSError as error:
        raise UnreadablePath(str(error.filename or place), error.strerror or type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class BrandImport:
    """What has yet to be done so that a home holds what the demo shows: nothing, a simulation or an import."""

    home: Path
    users: int = 0
    data: Path | None = None

    @property
    def words(self) -> str:
        """What is being done, for those who wait."""
        if self.data is not None:
            return f"importing {self.data.name} …"
        return "simulating a brand …" if self.users else ""

    def run(self) -> None:
        """Do it, with progress on the terminal. Raises what the import raises."""
        from rich.console import Console

        screen = Console(stderr=True, highlight=False)
        if self.data is not None:
            _take_in(self.home, self.data, screen)
        elif self.users:
            today = datetime.now(UTC).date()
            _fill(self.home, self.users, today, screen)
            (self.home / _PREPARED).write_text(json.dumps({"users": self.users, "end": today.isoformat()}), "utf-8")


def claim(home: Path, users: int | None, data: Path | None, screen: Console, *, reset: bool) -> BrandImport:
    """Make `home` ours at once, and return what has yet to be done to fill it.

    Raises BadValue for somebody else's folder, for another number of viewers than it was made with and for an export
    that would be mixed with the simulated brand; UnreadablePath.
    """
    present = list(home.iterdir()) if home.exists() else []
    if present and not (home / _MARK).is_file():
        raise BadValue("--home", str(home), "a new or empty folder, or an earlier demo's: nothing is overwritten")
    if data is not None and not data.exists():
        raise UnreadablePath(str(data), "no such file or folder")
    kept = None if reset else _kept(home)
    if kept and data is not None:
        raise BadValue("--data", str(data), "a home without a simulated brand: another --home, or --reset to forget it")
    if kept and users in (None, kept["users"]):
        screen.print(
            f"The simulated brand of {kept['end']} is still here ({kept['users']:,} viewers); --reset makes a new one.",
            soft_wrap=True,
        )
        return BrandImport(home)
    if kept:
        raise BadValue("--users", str(users), f"{kept['users']:,}, as this demo was made, or --reset to make it anew")
    if present and (reset or data is None):
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / _MARK).write_text("A home made by `reelpulse demo`.\n", "utf-8")
    return BrandImport(home, users or USERS, data)


def _take_in(home: Path, data: Path, screen: Console) -> None:
    """Import someone's own export; what is there already is not stored twice."""
    from analytics.importers import ImportOptions, import_files
    from analytics.store import Store

    with Store(home) as store:
        results = list(import_files(store, [data], ImportOptions(now=datetime.now(UTC))))
    stored, repeated = (sum(getattr(result, name) for result in results) for name in ("stored", "repeated"))
    screen.print(f"Imported {data}: {stored:,} records, {repeated:,} of them known already.", soft_wrap=True)


def _kept(home: Path) -> dict[str, int] | None:
    """What an earlier demo prepared to the end; None where none did, or where its data is gone."""
    try:
        kept: dict[str, int] = json.loads((home / _PREPARED).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return kept if {"users", "end"} <= kept.keys() and (home / "data.db").is_file() else None


def _fill(home: Path, users: int, today: date, screen: Console) -> None:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from bot.cli.simulate import write

    begun = time.monotonic()
    shown = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*shown, console=screen, transient=True) as progress:
        exports = home / "exports"
        rows = write(exports, users, SEED, today, WEEKS, progress)
        stored = _import(home, exports, rows, progress)
    screen.print(
        f"Simulated a brand with {users:,} viewers over {WEEKS} weeks up to {today} and imported {stored:,} records "
        f"in {time.monotonic() - begun:.1f} s. None of it is about real people.",
        soft_wrap=True,
    )


def _import(home: Path, exports: Path, rows: dict[str, int], progress: Progress) -> int:
    from analytics.importers import ImportOptions, import_files
    from analytics.store import Store

    task = progress.add_task("Importing", total=sum(rows.values()))
    before = 0
    with Store(home) as store:
        options = ImportOptions(now=datetime.now(UTC))
        files = import_files(
            store, [exports], options, lambda _, row, __: progress.update(task, completed=before + row)
        )
        stored = 0
        for result in files:
            before += result.read
            stored += result.stored
            progress.update(task, completed=before)
    return stored
