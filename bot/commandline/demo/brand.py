"""The simulated brand in a home of its own: made once, kept, made anew when asked; nobody else's folder is touched."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import BadValue, UnreadablePath

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

USERS, SEED, WEEKS = 2_000, 1, 26
MOST_USERS = 200_000
Tell = Callable[[str], None]
_MARK, _PREPARED = "DEMO.txt", "prepared.json"


@contextmanager
def paths_named(place: Path) -> Iterator[None]:
    """Word what goes wrong with a path."""
    try:
        yield
    except OSError as error:
        raise UnreadablePath(str(error.filename or place), error.strerror or type(error).__name__) from error


def prepare(home: Path, users: int | None, data: Path | None, screen: Console, *, reset: bool) -> None:
    """Have the brand in `home`: kept from an earlier time, or made now."""
    fill = claim(home, users, data, screen, reset=reset)
    fill(_untold)


def claim(home: Path, users: int | None, data: Path | None, screen: Console, *, reset: bool) -> Callable[[Tell], None]:
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
        return _nothing
    if kept:
        raise BadValue("--users", str(users), f"{kept['users']:,}, as this demo was made, or --reset to make it anew")
    if present and (reset or data is None):
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / _MARK).write_text("A home made by `reelpulse demo`.\n", "utf-8")
    if data is not None:
        return lambda told: _take_in(home, data, screen, told)
    return lambda told: _simulate(home, users or USERS, screen, told)


def _untold(words: str) -> None:
    """Nobody watches a page."""


def _nothing(told: Tell) -> None:
    """The brand is there."""


def _simulate(home: Path, users: int, screen: Console, told: Tell) -> None:
    told("simulating a brand …")
    today = datetime.now(UTC).date()
    _fill(home, users, today, screen)
    (home / _PREPARED).write_text(json.dumps({"users": users, "end": today.isoformat()}), "utf-8")


def _take_in(home: Path, data: Path, screen: Console, told: Tell) -> None:
    """Import someone's own export; what is there already is not stored twice."""
    from analytics.importers import ImportOptions, import_files
    from analytics.store import Store

    told(f"importing {data.name} …")
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

    from bot.commandline.simulate import write

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
