"""Prepares the home of the demo: simulates a brand once, or imports an export; never changes other folders."""

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

from analytics.store.database.location import SIMULATED, has_rows
from analytics.vocabulary.errors import BadValue, UnreadablePath
from analytics.vocabulary.reasons import Reason, reason_of

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

USERS, SEED, WEEKS = 2_000, 1, 26
MAX_USERS = 200_000
_MARKER, _PREPARED = "DEMO.txt", "prepared.json"
_EDITION = 2
"""The simulated brand of another edition is made anew."""


@contextmanager
def path_errors(path: Path) -> Iterator[None]:
    """Convert errors of paths to UnreadablePath."""
    try:
        yield
    except OSError as error:
        raise UnreadablePath(str(error.filename or path), reason_of(error)) from error


@dataclass(frozen=True, slots=True)
class BrandImport:
    """The work that fills the home of the demo: nothing, a simulation or an import."""

    home: Path
    users: int = 0
    data: Path | None = None

    @property
    def status(self) -> str:
        """The status while it runs; empty if there is nothing to do."""
        if self.data is not None:
            return f"importing {self.data.name} …"
        return "simulating a brand …" if self.users else ""

    def run(self) -> None:
        """Run it with progress on the terminal. Raises the errors of the import."""
        from rich.console import Console

        screen = Console(stderr=True, highlight=False)
        if self.data is not None:
            _import_export(self.home, self.data, screen)
        elif self.users:
            today = datetime.now(UTC).date()
            _simulate(self.home, self.users, today, screen)
            prepared = {"users": self.users, "end": today.isoformat(), "edition": _EDITION}
            (self.home / _PREPARED).write_text(json.dumps(prepared), "utf-8")


def claim_home(home: Path, users: int | None, data: Path | None, screen: Console, *, reset: bool) -> BrandImport:
    """Mark `home` as a home of the demo, and return the work that fills it.

    Raises BadValue for a folder with other content, for a changed number of viewers, and for an export that would be
    mixed with the simulated brand; UnreadablePath.
    """
    present = list(home.iterdir()) if home.exists() else []
    if present and not (home / _MARKER).is_file():
        raise BadValue("--home", str(home), "a new or empty folder, or an earlier demo's: nothing is overwritten")
    if data is not None and not data.exists():
        raise UnreadablePath(str(data), Reason("no_such_data"))
    prepared = None if reset else _read_prepared(home)
    if prepared and data is not None:
        raise BadValue("--data", str(data), "a home without a simulated brand: another --home, or --reset to forget it")
    if prepared and users in (None, prepared["users"]):
        screen.print(
            f"The simulated brand of {prepared['end']} is still here ({prepared['users']:,} viewers); "
            "--reset makes a new one.",
            soft_wrap=True,
        )
        return BrandImport(home)
    if prepared:
        raise BadValue(
            "--users", str(users), f"{prepared['users']:,}, as this demo was made, or --reset to make it anew"
        )
    if present and not reset and data is None and has_rows(home, simulated=False) and not _is_old_brand(home):
        shutil.rmtree(home / SIMULATED, ignore_errors=True)
    elif present and (reset or data is None):
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / _MARKER).write_text("A home made by `reelpulse demo`.\n", "utf-8")
    return BrandImport(home, users or USERS, data)


def _import_export(home: Path, data: Path, screen: Console) -> None:
    """Import an export; repeated records are not stored twice."""
    from analytics.importers import ImportOptions, import_files
    from analytics.store import Store
    from bot.requests import read_calendar
    from bot.settings import Settings

    with Store(home) as store:
        zone = read_calendar(store, Settings().zone).zone
        results = list(import_files(store, [data], ImportOptions(now=datetime.now(UTC), zone=zone)))
    stored, repeated = (sum(getattr(result, name) for result in results) for name in ("stored", "repeated"))
    screen.print(f"Imported {data}: {stored:,} records, {repeated:,} of them known already.", soft_wrap=True)


def _is_old_brand(home: Path) -> bool:
    """Whether the rows beside the simulated ones are those of a brand of the first edition, and nothing else."""
    from analytics.store import Store
    from analytics.store.queries.imports import has_own_imports

    with Store(home, simulated=False) as store:
        return not has_own_imports(store)


def _read_prepared(home: Path) -> dict[str, int] | None:
    """Read what an earlier demo prepared; None if it was not finished or its data is gone."""
    try:
        prepared: dict[str, int] = json.loads((home / _PREPARED).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    is_current = prepared.get("edition") == _EDITION and {"users", "end"} <= prepared.keys()
    return prepared if is_current and has_rows(home, simulated=True) else None


def _simulate(home: Path, users: int, today: date, screen: Console) -> None:
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from bot.cli.simulate import write

    start = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as progress:
        exports = home / "exports"
        rows = write(exports, users, SEED, today, WEEKS, progress)
        stored = _import_simulation(home, exports, rows, progress)
    screen.print(
        f"Simulated a brand with {users:,} viewers over {WEEKS} weeks up to {today} and imported {stored:,} records "
        f"in {time.monotonic() - start:.1f} s. None of it is about real people.",
        soft_wrap=True,
    )


def _import_simulation(home: Path, exports: Path, rows: dict[str, int], progress: Progress) -> int:
    from analytics.importers import ImportOptions, import_files
    from analytics.store import Store

    task = progress.add_task("Importing", total=sum(rows.values()))
    finished = 0
    with Store(home) as store:
        options = ImportOptions(now=datetime.now(UTC))
        results = import_files(
            store, [exports], options, lambda _, row, __: progress.update(task, completed=finished + row)
        )
        stored = 0
        for result in results:
            finished += result.read
            stored += result.stored
            progress.update(task, completed=finished)
    return stored
