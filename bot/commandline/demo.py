"""`reelpulse demo`: a simulated brand in a home of its own, and two answers about it, with no Slack account."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import platformdirs
import typer

from analytics.errors import BadValue, UnreadablePath
from bot.commandline.ask import ask

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

USERS, SEED, WEEKS = 2_000, 1, 26
_MOST_USERS = 200_000
_QUESTIONS = {"segments": "/segments show=table", "influencers": "/influencers"}
_MARK, _PREPARED = "DEMO.txt", "prepared.json"
_INTERRUPTED = 130
"""The exit status by which shells tell Ctrl-C."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    *,
    # Accepted from the start, so that what is written down today works when a browser becomes the default.
    terminal: Annotated[bool, typer.Option("--terminal", help="Answer here, in the terminal (the default).")] = True,  # noqa: ARG001
    home: Annotated[
        Path | None, typer.Option(help="Folder of the demo's workspace; by default one of its own.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the pictures; by default inside the home.")] = None,
    users: Annotated[int | None, typer.Option(help=f"Number of simulated viewers, {USERS:,} unless told.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget an earlier demo and start anew.")] = False,
) -> None:
    """Try it without Slack: simulate a brand up to today, import it, answer /segments and /influencers."""
    from rich.console import Console

    place = home or platformdirs.user_data_path("reelpulse") / "demo"
    if users is not None and not 1 <= users <= _MOST_USERS:
        raise BadValue("--users", str(users), f"a whole number from 1 to {_MOST_USERS:,}")
    screen = Console(stderr=True, highlight=False)
    try:
        with _paths_named(place):
            _prepare(place, users, screen, reset=reset)
        with _paths_named(out or place):
            pictures = out or place / "pictures"
            pictures.mkdir(parents=True, exist_ok=True)
        for name, question in _QUESTIONS.items():
            _answer(question, place, pictures / f"{name}.png", screen)
    except KeyboardInterrupt:
        screen.print("Stopped. Whatever was half made will be made anew the next time.")
        raise typer.Exit(_INTERRUPTED) from None
    typer.echo(f"Ask on: reelpulse ask --home '{place}' '/segments k=4 last 30 days'")


@contextmanager
def _paths_named(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnreadablePath(str(error.filename or place), error.strerror or type(error).__name__) from error


def _prepare(home: Path, users: int | None, screen: Console, *, reset: bool) -> None:
    """Have the simulated brand in `home`: kept from an earlier time, or made now."""
    present = list(home.iterdir()) if home.exists() else []
    if present and not (home / _MARK).is_file():
        raise BadValue("--home", str(home), "a new or empty folder, or an earlier demo's: nothing is overwritten")
    kept = None if reset else _kept(home)
    if kept and users in (None, kept["users"]):
        screen.print(
            f"The simulated brand of {kept['end']} is still here ({kept['users']:,} viewers); --reset makes a new one.",
            soft_wrap=True,
        )
        return
    if kept:
        raise BadValue("--users", str(users), f"{kept['users']:,}, as this demo was made, or --reset to make it anew")
    if present:
        shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True)
    (home / _MARK).write_text("A home made by `reelpulse demo`: everything in it is simulated.\n", "utf-8")
    today = datetime.now(UTC).date()
    _fill(home, users or USERS, today, screen)
    (home / _PREPARED).write_text(json.dumps({"users": users or USERS, "end": today.isoformat()}), "utf-8")


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


def _answer(question: str, home: Path, picture: Path, screen: Console) -> None:
    """Ask as anyone would, so that the demo shows what is really said."""
    typer.echo(f"\n> {question}\n")
    with screen.status(f"{question}: working on it"):
        ask(question, chart=picture, home=home)
    typer.echo(f"Picture: {picture}")
