"""`reelpulse watch DIR`: imports new files in a folder and moves them to `done/` or `failed/` with a note."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from analytics.vocabulary.errors import UnreadablePath
from analytics.vocabulary.reasons import Reason, reason_of
from bot.cli.shared_options import read_zone

LOCK = ".reelpulse-watch.lock"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that exports are dropped into.")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Import what is there now, then end: for cron.")] = False,
    every: Annotated[float, typer.Option(help="Seconds between looks.", min=0.01)] = 5.0,
    settle: Annotated[
        float, typer.Option(help="Seconds for which a file must not change before it counts as complete.", min=0)
    ] = 2.0,
    account: Annotated[str | None, typer.Option(help="The account, for files that name none.")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone of times that name none, and of a new workspace.")] = None,
    public: Annotated[bool, typer.Option(help="All ids in the files are public accounts.")] = False,
    home: Annotated[Path | None, typer.Option(help="Folder of the workspace; wins over REELPULSE_HOME.")] = None,
) -> None:
    """Import complete files as they appear. Safe to run twice and to kill: a file is stored whole or not at all."""
    from filelock import FileLock, Timeout

    from bot.cli.watch.folder import WatchedFolder
    from bot.cli.watch.intake import Intake
    from bot.settings import Settings

    settings = Settings()
    if not folder.is_dir():
        raise UnreadablePath(str(folder), Reason("no_such_folder"))
    zone_name = read_zone(zone).key if zone else None
    intake = Intake(home or settings.home, settings, account=account, zone=zone_name, public=public)
    try:
        with FileLock(folder / LOCK, blocking=False), _stop_on_signals() as stopped:
            typer.echo(intake.say("watch-begins", path=folder), err=True)
            files = WatchedFolder(folder, settle).complete_files(stopped, every, once=once)
            for file in files:
                intake.process(file)
    except Timeout:
        typer.echo(intake.say("watch-twice", path=folder), err=True)
    except OSError as error:
        raise UnreadablePath(str(error.filename or folder), reason_of(error)) from error
    except _Stopped:
        typer.echo(intake.say("watch-stopped"), err=True)


class _Stopped(BaseException):
    """Ctrl-C or SIGTERM; a running import is rolled back."""


@contextmanager
def _stop_on_signals() -> Iterator[threading.Event]:
    """Raise `_Stopped` on SIGTERM and Ctrl-C."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _Stopped

    handlers = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield threading.Event()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
