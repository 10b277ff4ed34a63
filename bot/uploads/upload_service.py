"""Previews shared files, imports them when a person presses Import, and undoes imports."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from analytics import importers
from analytics.accounts import candidates
from analytics.store import Store
from analytics.vocabulary.errors import ReelPulseError
from bot.access import Person
from bot.blocks import Message, text_message
from bot.delivery import Delivery, Destination
from bot.messages.own_accounts import own_accounts_message
from bot.mrkdwn import escape
from bot.requests import ZONE
from bot.state import UploadOffer, UploadOffers
from bot.texts import say
from bot.uploads.column_modal import LEFT_OUT, Column, apply_column_choices, build_columns_view, column_errors
from bot.uploads.download import DownloadTimeouts, download_file
from bot.uploads.errors import FileGone
from bot.uploads.preview import done_message, preview, undo_message
from bot.workers import run_in_subprocess

if TYPE_CHECKING:
    from analytics.importers import ImportOptions, ImportResult

_MAX_FILES = 5
"""Maximum number of files of one message."""
_RETENTION_SECONDS = 7 * 86_400


class UploadService:
    """Previews and imports shared files."""

    def __init__(self, delivery: Delivery, offers: UploadOffers, timeouts: DownloadTimeouts | None = None) -> None:
        self.delivery, self.offers = delivery, offers
        self._timeouts = timeouts
        self._home = delivery.settings.home
        self._inbox = self._home / "inbox"
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def offer_files(self, destination: Destination, files: Sequence[dict[str, Any]]) -> None:
        """Post a preview of each file with buttons to import it."""
        person = await self.delivery.people.find(destination.client, destination.user)
        self._delete_old_files()
        if not files:
            await destination.post_privately(text_message(say(person.lang, "file-none")))
        for file in files[:_MAX_FILES]:
            await self.delivery.run_and_report_errors(destination, person, self._offer_file(destination, person, file))

    async def _offer_file(self, destination: Destination, person: Person, file: dict[str, Any]) -> None:
        offer_id = secrets.token_hex(6)
        api_url = self.delivery.settings.api_url
        try:
            downloaded = await download_file(destination.client, file, self._inbox / offer_id, api_url, self._timeouts)
        except BaseException:
            shutil.rmtree(self._inbox / offer_id, ignore_errors=True)
            raise
        earlier = self.offers.find_imported(downloaded.digest)
        if earlier is not None:
            shutil.rmtree(self._inbox / offer_id, ignore_errors=True)
            number = _join_numbers(person.lang, earlier.imports)
            text = say(person.lang, "file-again", name=escape(downloaded.name, 100), number=number)
            await destination.post(undo_message(text, earlier.id, person.lang))
            return
        offer = UploadOffer(
            offer_id, destination.user, downloaded.name, downloaded.digest, datetime.now(UTC).isoformat()
        )
        try:
            message = await self._build_preview(offer, person)
        except ReelPulseError:
            shutil.rmtree(self._inbox / offer_id, ignore_errors=True)
            raise
        await destination.post(message)

    async def _build_preview(self, offer: UploadOffer, person: Person) -> Message:
        from bot.uploads.import_process import preview_import

        trial = await run_in_subprocess(
            preview_import, self._home, self._path(offer), _import_options(offer), person.zone
        )
        columns = _columns_of(trial.results)
        updated = replace(
            offer,
            columns=[(column.name, column.meaning) for column in columns],
            grains=sorted({grain for result in trial.results for grain in result.grains}),
            zone=trial.zone,
        )
        self.offers.save(updated)
        suggested = None if trial.workspace_zone else person.zone
        return preview(updated, trial.results, columns, person.lang, suggested)

    def _path(self, offer: UploadOffer) -> Path:
        path = self._inbox / offer.id / offer.name
        if not path.exists():
            raise FileGone(offer.name)
        return path

    async def open_columns(
        self, destination: Destination, person: Person, offer_id: str, ts: str, trigger: str
    ) -> None:
        """Open the modal with the meanings of the columns."""
        offer = await self._find_offer(destination, person, offer_id)
        if offer is not None:
            await destination.client.views_open(
                trigger_id=trigger, view=build_columns_view(offer, person.lang, destination.channel, ts)
            )

    def column_errors(self, offer_id: str, view: dict[str, Any], lang: str) -> dict[str, str]:
        """Return an error message for each wrong block of a submitted modal."""
        offer = self.offers.find(offer_id)
        return {} if offer is None else column_errors(view, offer, lang)

    async def save_columns(
        self, destination: Destination, person: Person, offer_id: str, view: dict[str, Any], ts: str
    ) -> None:
        """Update the preview with the choices of a submitted modal. Raises BadMapping."""
        await self._update_preview(destination, person, offer_id, ts, lambda offer: apply_column_choices(view, offer))

    async def set_date_format(self, destination: Destination, person: Person, choice: str, ts: str) -> None:
        """Update the preview with a choice about dates: `offer:year:2025`, `offer:day_first:1`."""
        offer_id, name, value = choice.split(":")
        change: dict[str, Any] = {"year": int(value)} if name == "year" else {"day_first": value == "1"}
        await self._update_preview(destination, person, offer_id, ts, lambda offer: replace(offer, **change))

    async def set_workspace_zone(self, destination: Destination, person: Person, choice: str, ts: str) -> None:
        """Store the zone of the workspace, and read the times of the offered file in it: `offer:Europe/Berlin`."""
        offer_id, _, zone = choice.partition(":")
        if await self._find_offer(destination, person, offer_id) is not None:
            await asyncio.to_thread(_write_zone, self._home, zone)
            await self._update_preview(destination, person, offer_id, ts, lambda offer: replace(offer, zone=zone))

    async def _update_preview(
        self,
        destination: Destination,
        person: Person,
        offer_id: str,
        ts: str,
        change: Callable[[UploadOffer], UploadOffer],
    ) -> None:
        async with self._locked_offer(destination, person, offer_id) as offer:
            if offer is not None and not await self._was_imported(destination, person, offer):
                await _update(destination, ts, await self._build_preview(change(offer), person))

    async def import_offer(self, destination: Destination, person: Person, offer_id: str, ts: str) -> None:
        """Import the file of an offer, show progress, and suggest questions."""
        async with self._locked_offer(destination, person, offer_id) as offer:
            if offer is not None:
                await self._import(destination, person, offer, ts)

    async def _import(self, destination: Destination, person: Person, offer: UploadOffer, ts: str) -> None:
        if await self._was_imported(destination, person, offer):
            return
        await _update(destination, ts, text_message(say(person.lang, "file-working", name=escape(offer.name, 100))))
        from bot.uploads.import_process import run_import

        updates = set[asyncio.Task[None]]()

        def progress(part: float) -> None:
            text = say(person.lang, "file-progress", name=escape(offer.name, 100), percent=f"{part:.0%}")
            update = asyncio.create_task(_update(destination, ts, text_message(text)))
            updates.add(update)
            update.add_done_callback(updates.discard)

        results, questions = await run_in_subprocess(
            run_import, self._home, self._path(offer), _import_options(offer), person.zone, on_progress=progress
        )
        self.offers.save(replace(offer, imports=[result.id for result in results if result.id]))
        shutil.rmtree(self._inbox / offer.id, ignore_errors=True)
        await _update(destination, ts, done_message(offer.name, results, offer.id, questions, person.lang))
        if accounts := await asyncio.to_thread(self._unsettled_accounts):
            await destination.post(own_accounts_message([(handle, False) for handle in accounts], person.lang))

    def _unsettled_accounts(self) -> list[str]:
        with Store(self._home) as store:
            return candidates(store)

    async def cancel_offer(self, destination: Destination, person: Person, offer_id: str, ts: str) -> None:
        """Delete an offer and its file."""
        async with self._locked_offer(destination, person, offer_id) as offer:
            if offer is None or await self._was_imported(destination, person, offer):
                return
            self.offers.delete(offer_id)
            shutil.rmtree(self._inbox / offer_id, ignore_errors=True)
            await _update(destination, ts, text_message(say(person.lang, "file-cancelled")))

    async def undo_import(self, destination: Destination, person: Person, offer_id: str, ts: str) -> None:
        """Undo the imports of an offer."""
        from bot.uploads.import_process import undo_imports

        async with self._locked_offer(destination, person, offer_id) as offer:
            if offer is None:
                return
            if not offer.imports:
                text = say(person.lang, "file-undone-before", name=escape(offer.name, 100))
                await destination.post_privately(text_message(text))
                return
            await run_in_subprocess(undo_imports, self._home, offer.imports, datetime.now(UTC))
            self.offers.save(replace(offer, imports=[]))
            number = _join_numbers(person.lang, offer.imports)
            await _update(destination, ts, text_message(say(person.lang, "file-undone", number=number)))

    async def _was_imported(self, destination: Destination, person: Person, offer: UploadOffer) -> bool:
        """Whether the file of an offer was imported, so that nothing else can be done with it; tells the person."""
        if offer.imports:
            number = _join_numbers(person.lang, offer.imports)
            text = say(person.lang, "file-again", name=escape(offer.name, 100), number=number)
            await destination.post_privately(text_message(text))
        return bool(offer.imports)

    @contextlib.asynccontextmanager
    async def _locked_offer(
        self, destination: Destination, person: Person, offer_id: str
    ) -> AsyncIterator[UploadOffer | None]:
        """Find an offer and lock it, so that only one change at a time is made to it."""
        lock = self._locks.get(offer_id) or asyncio.Lock()
        self._locks[offer_id] = lock
        async with lock:
            yield await self._find_offer(destination, person, offer_id)

    async def _find_offer(self, destination: Destination, person: Person, offer_id: str) -> UploadOffer | None:
        """Find an offer of the person; tell them if there is none."""
        offer = self.offers.find(offer_id)
        if offer is None:
            await destination.post_privately(text_message(say(person.lang, "file-gone")))
        elif offer.user != destination.user and not person.admin:
            await destination.post_privately(text_message(say(person.lang, "file-not-yours")))
            return None
        return offer

    def _delete_old_files(self) -> None:
        """Delete files that were neither imported nor cancelled for a week."""
        if not self._inbox.is_dir():
            return
        for folder in self._inbox.iterdir():
            if time.time() - folder.stat().st_mtime > _RETENTION_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _write_zone(home: Path, zone: str) -> None:
    with Store(home) as store:
        store.write_property(ZONE, zone)


def _join_numbers(lang: str, numbers: Sequence[int]) -> str:
    return say(lang, "list-separator").join(map(str, numbers))


def _import_options(offer: UploadOffer) -> ImportOptions:
    return importers.ImportOptions(
        now=datetime.now(UTC),
        mapping=offer.mapping,
        without=frozenset(offer.without),
        zone=offer.zone,
        account=offer.account,
        year=offer.year,
        day_first=offer.day_first,
        lenient=True,
    )


def _columns_of(results: Sequence[ImportResult]) -> list[Column]:
    mapped = [Column(column, meaning) for result in results for column, meaning in result.mapping.items()]
    return mapped + [Column(column, LEFT_OUT) for result in results for column in result.left_out]


async def _update(destination: Destination, ts: str, message: Message) -> None:
    await destination.client.chat_update(channel=destination.channel, ts=ts, text=message.text, blocks=message.blocks)
