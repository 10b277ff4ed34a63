"""Imports a file of a watched folder and moves it, with a note about the result or the error."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
import typer

from analytics.vocabulary.errors import ChangedWhileRead, ImportFailed, StoreFailed
from bot.cli.watch.folder import DONE, FAILED, move

if TYPE_CHECKING:
    from analytics.store import Store
    from bot.settings import Settings

log = structlog.get_logger()


class Intake:
    """Imports files into one home."""

    def __init__(self, home: Path, settings: Settings, *, account: str | None, zone: str | None, public: bool) -> None:
        self._home, self._settings = home, settings
        self._account, self._zone, self._public = account, zone, public

    def say(self, key: str, **facts: object) -> str:
        """A text in the language of the home."""
        from analytics.store import Store
        from bot.cli.import_files.summary import ImportSummary, command_language

        with Store(self._home) as store:
            return ImportSummary(command_language(store, self._settings)).say(key, **facts)

    def process(self, file: Path) -> None:
        """Import a file and move it; if the database fails, the file stays for the next scan."""
        try:
            kind, note = DONE, self._import(file)
        except StoreFailed as error:
            typer.echo(str(error), err=True)
            return
        except (ChangedWhileRead, FileNotFoundError):
            return
        except ImportFailed as error:
            kind, note = FAILED, self._reason(error)
        except Exception as error:
            log.exception("watched file not imported", file=file.name)
            kind, note = FAILED, self._reason(error)
        moved = move(file, kind, note)
        typer.echo(f"{file.name} -> {moved.parent.name}/{moved.name}")

    def _import(self, file: Path) -> str:
        from analytics.importers import ImportOptions, import_files
        from analytics.store import Store
        from analytics.topics import retag
        from bot.cli.import_files.preview import preview_tables
        from bot.cli.import_files.summary import ImportSummary, command_language
        from bot.requests import ZONE, read_calendar

        with Store(self._home) as store:
            summary = ImportSummary(command_language(store, self._settings))
            if (number := _imported_before(store, file)) is not None:
                # The process was killed between import and move; a second import would add a second snapshot.
                return summary.say("watch-again", number=f"{number}")
            calendar = read_calendar(store, self._settings.zone)
            if not calendar.is_chosen and self._zone is not None:
                store.write_property(ZONE, self._zone)
            zone = self._zone or calendar.zone
            options = ImportOptions(now=datetime.now(UTC), account=self._account, zone=zone, public=self._public)
            previews = preview_tables(store, [file], {})
            lines: list[str] = []
            for result in import_files(store, [file], options):
                lines += summary.lines(result, previews.get(result.path))
            retag(store)
        return "\n".join(lines) + "\n"

    def _reason(self, error: Exception) -> str:
        from analytics.store import Store
        from bot.cli.import_files.summary import command_language
        from bot.mrkdwn import without_markup
        from bot.texts.errors import error_text

        with Store(self._home) as store:
            return without_markup(error_text(command_language(store, self._settings), error)) + "\n"


def _imported_before(store: Store, file: Path) -> int | None:
    """The number of an earlier import of exactly these bytes, if any."""
    from analytics.store.queries.imports import import_of_file

    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "blake2b").hexdigest()[:32]
    return import_of_file(store, digest)
